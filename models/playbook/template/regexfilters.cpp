#include "models/playbook/template/pythonregex.h"

// regex_replace and its like, as Python's re has them.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// \1, \g<1>, \g<name>, \n … of a replacement.
QString replacement(const QString &text, const QRegularExpressionMatch &match)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\' || i + 1 >= text.size()) {
            out += text[i];
            continue;
        }
        const QChar c = text[++i];
        if (c == u'g' && i + 1 < text.size() && text[i + 1] == u'<') {
            const qsizetype close = text.indexOf(u'>', i);
            if (close < 0)
                throwFault(u"missing >, unterminated name in the replacement"_s);
            out += groupText(match, text.mid(i + 2, close - i - 2));
            i = close;
        } else if (c >= u'1' && c <= u'9') {
            QString number(c);
            if (i + 1 < text.size() && text[i + 1].isDigit())
                number += text[++i];
            out += groupText(match, number);
        } else if (c == u'0') {
            out += QChar(0);
        } else if (const qsizetype known = u"ntrfva"_s.indexOf(c); known >= 0) {
            out += u"\n\t\r\f\v\a"_s[known];
        } else if (c == u'\\') {
            out += c;
        } else if (c.isLetter()) {
            throwFault(u"bad escape \\%1 in the replacement"_s.arg(c));
        } else {
            out += u'\\' + QString(c);
        }
    }
    return out;
}

Item regexReplace(Evaluator &e, const Item &input, const Args &args)
{
    const QString text = e.text(input);
    const QRegularExpression pattern =
        pythonRegex(args.text(0, u"pattern"_s), args.flag(2, u"ignorecase"_s), args.flag(3, u"multiline"_s));
    const QString by = args.text(1, u"replacement"_s);
    QString out;
    qsizetype at = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        e.tick();
        const auto match = it.next();
        out += QStringView(text).mid(at, match.capturedStart() - at);
        out += replacement(by, match);
        at = match.capturedEnd();
        if (out.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
    }
    return Value(out + text.mid(at));
}

Item regexSearch(Evaluator &e, const Item &input, const Args &args)
{
    const QString text = e.text(input);
    const QRegularExpression pattern = pythonRegex(args.text(0, u"regex"_s), args.flag(999, u"ignorecase"_s),
                                                   args.flag(999, u"multiline"_s));
    const QRegularExpressionMatch match = pattern.match(text);
    QStringList groups;
    for (std::size_t i = 1; i < args.positional.size(); ++i) {
        const QString group = args.text(i, {});
        if (group.startsWith("\\g<"_L1) && group.endsWith(u'>'))
            groups.append(group.mid(3).chopped(1));
        else if (group.startsWith(u'\\'))
            groups.append(group.mid(1));
        else
            throwFault(u"Unknown argument"_s);
    }
    if (!match.hasMatch())
        return {};
    if (groups.isEmpty())
        return Value(match.captured());
    List found;
    for (const QString &group : std::as_const(groups)) {
        const QString captured = groupText(match, group);
        found.append(captured.isNull() ? Value() : Value(captured));
    }
    return Value(found);
}

Item regexFindAll(Evaluator &e, const Item &input, const Args &args)
{
    const QString text = e.text(input);
    const QRegularExpression pattern =
        pythonRegex(args.text(0, u"regex"_s), args.flag(2, u"ignorecase"_s), args.flag(1, u"multiline"_s));
    Items found;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        e.tick();
        const auto match = it.next();
        const int groups = pattern.captureCount();
        if (groups < 2) {
            found.emplace_back(Value(match.captured(groups)));
            continue;
        }
        Items parts;
        for (int group = 1; group <= groups; ++group)
            parts.emplace_back(Value(match.captured(group)));
        found.push_back(makeTuple(std::move(parts)));
    }
    return makeList(std::move(found));
}

Item regexEscape(Evaluator &e, const Item &input, const Args &args)
{
    const QString type = args.text(0, u"re_type"_s, u"python"_s);
    const bool isPosix = type == "posix_basic"_L1;
    if (!isPosix && type != "python"_L1)
        throwFault(u"Invalid regex type (%1)"_s.arg(type));
    const QString special = isPosix ? u"].[^$*\\"_s : u"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"_s;
    QString out;
    for (const QChar c : e.text(input)) {
        if (special.contains(c))
            out += u'\\';
        out += c;
    }
    return Value(out);
}

} // namespace

QRegularExpression pythonRegex(const QString &pattern, bool ignoreCase, bool multiline)
{
    QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, ignoreCase);
    options.setFlag(QRegularExpression::MultilineOption, multiline);
    // \Z is the very end in Python, which PCRE calls \z.
    QString translated;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        translated += pattern[i];
        if (pattern[i] == u'\\' && i + 1 < pattern.size()) {
            ++i;
            translated += pattern[i] == u'Z' ? QChar(u'z') : pattern[i];
        }
    }
    QRegularExpression regex(translated, options);
    if (!regex.isValid())
        throwFault(u"the regular expression '%1' is wrong: %2"_s.arg(pattern, regex.errorString()));
    return regex;
}

QString groupText(const QRegularExpressionMatch &match, const QString &group)
{
    bool isNumber = false;
    const int number = group.toInt(&isNumber);
    const int groups = match.regularExpression().captureCount();
    if (isNumber ? number > groups : !match.regularExpression().namedCaptureGroups().contains(group))
        throwFault(isNumber ? u"invalid group reference %1"_s.arg(number)
                            : u"unknown group name '%1'"_s.arg(group));
    return isNumber ? match.captured(number) : match.captured(group);
}

void addRegexFilters(FilterTable &f)
{
    f[u"regex_replace"_s] = regexReplace;
    f[u"regex_search"_s] = regexSearch;
    f[u"regex_findall"_s] = regexFindAll;
    f[u"regex_escape"_s] = regexEscape;
}

} // namespace skybro::playbook
