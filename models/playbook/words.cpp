#include "models/playbook/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

} // namespace

Result<QStringList> splitWords(const QString &text, bool comments)
{
    QStringList words;
    QString word;
    bool isWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else if (c == u'\\' && quote == u'"' && i + 1 < text.size() &&
                     (text[i + 1] == u'"' || text[i + 1] == u'\\'))
                word += text[++i];
            else
                word += c;
            continue;
        }
        if (comments && c == u'#' && !isWord)
            break;
        if (c.isSpace()) {
            if (isWord)
                words.append(word);
            word.clear();
            isWord = false;
            continue;
        }
        isWord = true;
        if (c == u'"' || c == u'\'')
            quote = c;
        else if (c == u'\\' && i + 1 < text.size())
            word += text[++i];
        else
            word += c;
    }
    if (!quote.isNull())
        return fail(ErrorKind::Invalid, tr("a quote is not closed"));
    if (isWord)
        words.append(word);
    return words;
}

} // namespace skybro::playbook
