#include "models/playbook/template/functions.h"

#include <QRegularExpression>
#include <QUrl>

// Jinja2's filters of text, and Ansible's `quote`, `comment`, `split`.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Item method(Evaluator &e, const Item &input, const QString &name, const Args &args)
{
    return e.call(*findMethod(Value(e.text(input)), name), args);
}

QString titled(const QString &text)
{
    QString out;
    bool isStart = true;
    for (const QChar c : text) {
        out += isStart ? c.toUpper() : c.toLower();
        isStart = c.isSpace() || u"-({[<"_s.contains(c);
    }
    return out;
}

QString escaped(const QString &text)
{
    QString out = text;
    out.replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s);
    return out.replace(u'"', u"&#34;"_s).replace(u'\'', u"&#39;"_s);
}

Item indent(Evaluator &e, const Item &input, const Args &args)
{
    const Item *width = args.find(0, u"width"_s);
    const QString by = width && width->isString()
                           ? width->value()->toText()
                           : QString(std::clamp<qint64>(args.integer(0, u"width"_s, 4), 0, 10'000), u' ');
    const bool first = args.flag(1, u"first"_s);
    const bool blank = args.flag(2, u"blank"_s);
    QString text = e.text(input) + u'\n';
    QStringList lines = text.split(u'\n');
    lines.removeLast();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i == 0 ? first : (blank || !lines[i].isEmpty()))
            lines[i].prepend(by);
        if (lines.size() * by.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
    }
    return Value(lines.join(u'\n'));
}

Item truncate(Evaluator &e, const Item &input, const Args &args)
{
    const QString text = e.text(input);
    const qint64 length = args.integer(0, u"length"_s, 255);
    const bool killWords = args.flag(1, u"killwords"_s);
    const QString end = args.text(2, u"end"_s, u"..."_s);
    const qint64 leeway = args.integer(3, u"leeway"_s, 5);
    if (length < end.size())
        throwFault(u"expected length >= %1, got %2"_s.arg(end.size()).arg(length));
    if (text.size() <= length + leeway)
        return Value(text);
    const QString cut = text.left(length - end.size());
    if (killWords)
        return Value(cut + end);
    const qsizetype space = cut.lastIndexOf(u' ');
    return Value((space < 0 ? cut : cut.left(space)) + end);
}

/// As Python's textwrap fills one line: words longer than it are broken if asked for.
QStringList wrapped(const QString &line, qint64 width, bool breakLong, bool breakHyphens)
{
    static const QRegularExpression pieces(uR"(\s+|[^\s-]*\w+[^\s\d-]-(?=\w)|\S+)"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression words(uR"(\s+|\S+)"_s);
    QStringList chunks;
    for (auto it = (breakHyphens ? pieces : words).globalMatch(line); it.hasNext();)
        chunks.append(it.next().captured());
    QStringList lines;
    QString current;
    const auto finish = [&] {
        while (!current.isEmpty() && current.back().isSpace())
            current.chop(1);
        if (!current.isEmpty())
            lines.append(current);
        current.clear();
    };
    for (QString chunk : std::as_const(chunks)) {
        if (chunk.trimmed().isEmpty() && current.isEmpty() && !lines.isEmpty())
            continue;
        if (current.size() + chunk.size() > width) {
            if (chunk.size() > width && breakLong) {
                while (current.size() + chunk.size() > width) {
                    const qsizetype room = width - current.size();
                    current += chunk.left(room);
                    chunk.remove(0, room);
                    finish();
                }
            } else {
                finish();
                if (chunk.trimmed().isEmpty())
                    continue;
            }
        }
        current += chunk;
    }
    finish();
    return lines;
}

Item wordWrap(Evaluator &e, const Item &input, const Args &args)
{
    const qint64 width = std::max<qint64>(1, args.integer(0, u"width"_s, 79));
    const bool breakLong = args.flag(1, u"break_long_words"_s, true);
    const QString by = args.text(2, u"wrapstring"_s, u"\n"_s);
    const bool breakHyphens = args.flag(3, u"break_on_hyphens"_s, true);
    QStringList out;
    const Item lines = method(e, input, u"splitlines"_s, {});
    for (const Item &line : e.iterate(lines)) {
        e.tick();
        out.append(wrapped(e.text(line), width, breakLong, breakHyphens).join(by));
    }
    return Value(out.join(by));
}

QString quotedForUrl(const QString &text, bool isForm)
{
    const QByteArray safe = isForm ? QByteArray() : QByteArrayLiteral("/");
    QString out = QString::fromLatin1(QUrl::toPercentEncoding(text, safe));
    return isForm ? out.replace(u"%20"_s, u"+"_s) : out;
}

Item urlEncode(Evaluator &e, const Item &input, const Args & /*args*/)
{
    if (e.defined(input).isString() || (!input.isDict() && !input.isList()))
        return Value(quotedForUrl(e.text(input), false));
    QStringList parts;
    for (const Item &one : e.iterate(input)) {
        const Item key = input.isDict() ? one : e.item(one, Value(0));
        const Item value = input.isDict() ? e.item(input, one) : e.item(one, Value(1));
        parts.append(quotedForUrl(e.text(key), true) + u'=' + quotedForUrl(e.text(value), true));
    }
    return Value(parts.join(u'&'));
}

Item quote(Evaluator &e, const Item &input, const Args & /*args*/)
{
    const QString text = e.defined(input).isNull() ? QString() : e.text(input);
    static const QRegularExpression unsafe(u"[^\\w@%+=:,./-]"_s);
    if (text.isEmpty())
        return Value(u"''"_s);
    if (!unsafe.match(text).hasMatch())
        return Value(text);
    QString inner = text;
    return Value(u'\'' + inner.replace(u"'"_s, u"'\"'\"'"_s) + u'\'');
}

QString trimmedRight(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

Item comment(Evaluator &e, const Item &input, const Args &args)
{
    const QString style = args.text(0, u"style"_s, u"plain"_s);
    QHash<QString, QString> p{
        {u"newline"_s, u"\n"_s}, {u"prefix_count"_s, u"1"_s}, {u"postfix_count"_s, u"1"_s}};
    if (style == "plain"_L1) {
        p[u"decoration"_s] = u"# "_s;
    } else if (style == "erlang"_L1) {
        p[u"decoration"_s] = u"% "_s;
    } else if (style == "c"_L1) {
        p[u"decoration"_s] = u"// "_s;
    } else if (style == "cblock"_L1) {
        p[u"beginning"_s] = u"/*"_s;
        p[u"decoration"_s] = u" * "_s;
        p[u"end"_s] = u" */"_s;
    } else if (style == "xml"_L1) {
        p[u"beginning"_s] = u"<!--"_s;
        p[u"decoration"_s] = u" - "_s;
        p[u"end"_s] = u"-->"_s;
    } else {
        throwFault(u"comment() knows no style '%1'"_s.arg(style));
    }
    for (const auto &[name, item] : args.named) {
        if (name == "decoration"_L1)
            p[name] = e.text(item);
    }
    p[u"prefix"_s] = p[u"postfix"_s] = trimmedRight(p[u"decoration"_s]);
    for (const auto &[name, item] : args.named)
        p[name] = e.text(item);
    const QString newline = p[u"newline"_s];
    const QString decoration = p[u"decoration"_s];
    const auto count = [&](const QString &name) { return std::clamp<qsizetype>(p[name].toInt(), 0, 1000); };
    QString out;
    if (!p[u"beginning"_s].isEmpty())
        out += p[u"beginning"_s] + newline;
    const QString prefix = p[u"prefix"_s];
    if (!prefix.isEmpty())
        out += (prefix == newline ? newline : prefix + newline).repeated(count(u"prefix_count"_s));
    QString text = e.text(input);
    text = decoration + text.replace(newline, newline + decoration);
    out += text.replace(decoration + newline, trimmedRight(decoration) + newline);
    out += (newline + p[u"postfix"_s]).repeated(count(u"postfix_count"_s));
    if (!p[u"end"_s].isEmpty())
        out += newline + p[u"end"_s];
    return Value(out);
}

Item stripTags(Evaluator &e, const Item &input, const Args & /*args*/)
{
    static const QRegularExpression tags(u"<!--.*?-->|<[^>]*>"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    QString text = e.text(input).remove(tags).simplified();
    text.replace(u"&lt;"_s, u"<"_s).replace(u"&gt;"_s, u">"_s).replace(u"&quot;"_s, u"\""_s);
    return Value(text.replace(u"&#39;"_s, u"'"_s).replace(u"&amp;"_s, u"&"_s));
}

Item xmlAttributes(Evaluator &e, const Item &input, const Args &args)
{
    QString out;
    for (const Item &key : e.iterate(input)) {
        const Item value = e.item(input, key);
        if (value.isUndefined() || value.isNull())
            continue;
        out += u" %1=\"%2\""_s.arg(escaped(e.text(key)), escaped(e.text(value)));
    }
    return Value(args.flag(0, u"autospace"_s, true) ? out : out.mid(1));
}

Item urlize(Evaluator &e, const Item &input, const Args & /*args*/)
{
    static const QRegularExpression link(u"(https?://[^\\s<>&]+)"_s);
    return Value(escaped(e.text(input)).replace(link, uR"(<a href="\1" rel="noopener">\1</a>)"_s));
}

} // namespace

void addTextFilters(FilterTable &f)
{
    f[u"string"_s] = [](Evaluator &e, const Item &i, const Args &) { return Item::nativeText(e.text(i)); };
    f[u"upper"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(e.text(i).toUpper());
    };
    f[u"lower"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(e.text(i).toLower());
    };
    f[u"title"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(titled(e.text(i)));
    };
    f[u"capitalize"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return method(e, i, u"capitalize"_s, a);
    };
    f[u"trim"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        const Item *chars = a.find(0, u"chars"_s);
        return method(e, i, u"strip"_s, chars ? Args{.positional = {*chars}, .named = {}} : Args{});
    };
    f[u"replace"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        Args given{.positional = {Value(a.text(0, u"old"_s)), Value(a.text(1, u"new"_s)),
                                  Value(a.integer(2, u"count"_s, -1))},
                   .named = {}};
        return method(e, i, u"replace"_s, given);
    };
    f[u"center"_s] = [](Evaluator &e, const Item &i, const Args &a) -> Item {
        return method(e, i, u"center"_s,
                      Args{.positional = {Value(a.integer(0, u"width"_s, 80))}, .named = {}});
    };
    f[u"format"_s] = [](Evaluator &e, const Item &i, const Args &a) -> Item {
        if (a.named.empty())
            return Value(percentFormat(e, e.text(i), makeTuple(a.positional)));
        auto dict = std::make_shared<DictObject>();
        for (const auto &[name, item] : a.named)
            dict->insert(Value(name), item);
        return Value(percentFormat(e, e.text(i), Item(dict)));
    };
    f[u"split"_s] = [](Evaluator &e, const Item &i, const Args &a) { return method(e, i, u"split"_s, a); };
    f[u"indent"_s] = indent;
    f[u"truncate"_s] = truncate;
    f[u"wordwrap"_s] = wordWrap;
    f[u"wordcount"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        static const QRegularExpression word(u"\\w+"_s, QRegularExpression::UseUnicodePropertiesOption);
        qint64 count = 0;
        const QString text = e.text(i);
        for (auto it = word.globalMatch(text); it.hasNext(); it.next())
            ++count;
        return Value(count);
    };
    f[u"escape"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(escaped(e.text(i)));
    };
    f[u"e"_s] = f[u"escape"_s];
    f[u"forceescape"_s] = f[u"escape"_s];
    f[u"safe"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item { return Value(e.text(i)); };
    f[u"striptags"_s] = stripTags;
    f[u"xmlattr"_s] = xmlAttributes;
    f[u"urlize"_s] = urlize;
    f[u"urlencode"_s] = urlEncode;
    f[u"urldecode"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(QUrl::fromPercentEncoding(e.text(i).replace(u'+', u' ').toUtf8()));
    };
    f[u"quote"_s] = quote;
    f[u"comment"_s] = comment;
    f[u"pprint"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item { return Value(e.repr(i)); };
}

} // namespace skybro::playbook
