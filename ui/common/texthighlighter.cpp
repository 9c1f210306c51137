#include "ui/common/texthighlighter.h"

#include <QRegularExpression>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

const QString headingMark = u"── "_s;
constexpr qsizetype longestLine = 20'000; // a line beyond is data, not text to be read

/// Where a comment begins: a '#' at the start or behind a blank, outside quotes; the line's end when there is
/// none.
qsizetype commentStart(const QString &text)
{
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (!quote.isNull()) {
            if (c == u'\\' && quote == u'"')
                ++i;
            else if (c == quote)
                quote = {};
        } else if ((c == u'"' || c == u'\'') && (i == 0 || !text.at(i - 1).isLetterOrNumber())) {
            quote = c;
        } else if (c == u'#' && (i == 0 || text.at(i - 1).isSpace())) {
            return i;
        }
    }
    return text.size();
}

} // namespace

QString sectionHeading(const QString &title)
{
    return headingMark + title;
}

void TextHighlighter::setSyntax(Syntax syntax)
{
    if (m_syntax == syntax)
        return;
    m_syntax = syntax;
    rehighlight();
}

void TextHighlighter::colour(qsizetype start, qsizetype length, Tone tone, bool bold)
{
    QTextCharFormat format;
    format.setForeground(toneColor(tone));
    if (bold)
        format.setFontWeight(QFont::DemiBold);
    setFormat(static_cast<int>(start), static_cast<int>(length), format);
}

void TextHighlighter::yaml(const QString &text)
{
    static const QRegularExpression key(
        u"^(?<lead>[ ]*(?:-[ ]+)*)(?<key>[^\\s#'\"{\\[:][^:#]*?)[ ]*:(?=\\s|$)"_s);
    static const QRegularExpression quoted(u"\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'"_s);
    static const QRegularExpression word(
        u"(?<=[\\s\\[,])(true|false|yes|no|null|~|-?\\d+(?:\\.\\d+)?|!\\w+|&\\w+|\\*\\w+)(?=[\\s,\\]}]|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression braces(u"\\{\\{.*?\\}\\}|\\{%.*?%\\}"_s);
    const qsizetype comment = commentStart(text);
    const QString code = text.left(comment);
    if (code == "---"_L1 || code == "..."_L1) {
        colour(0, code.size(), Tone::Quiet);
        return;
    }
    const auto paint = [&](const QRegularExpression &what, Tone tone) {
        for (auto it = what.globalMatch(code); it.hasNext();) {
            const auto match = it.next();
            colour(match.capturedStart(), match.capturedLength(), tone);
        }
    };
    paint(word, Tone::Warning);
    if (const auto match = key.match(code); match.hasMatch())
        colour(match.capturedStart(u"key"_s), match.capturedLength(u"key"_s), Tone::Accent);
    paint(quoted, Tone::Good);
    paint(braces, Tone::Busy);
    if (comment < text.size())
        colour(comment, text.size() - comment, Tone::Quiet);
}

void TextHighlighter::highlightBlock(const QString &text)
{
    if (text.isEmpty() || text.size() > longestLine)
        return;
    switch (m_syntax) {
    case Syntax::Plain:
        return;
    case Syntax::Yaml:
        yaml(text);
        return;
    case Syntax::Output:
        if (text.startsWith(headingMark))
            colour(0, text.size(), Tone::Quiet, true);
        return;
    case Syntax::Diff:
        if (text.startsWith("+++"_L1) || text.startsWith("---"_L1) || text.startsWith(headingMark))
            colour(0, text.size(), Tone::Quiet, true);
        else if (text.startsWith("@@"_L1))
            colour(0, text.size(), Tone::Accent);
        else if (text.startsWith(u'+'))
            colour(0, text.size(), Tone::Good);
        else if (text.startsWith(u'-'))
            colour(0, text.size(), Tone::Bad);
        return;
    }
}

} // namespace skybro::ui
