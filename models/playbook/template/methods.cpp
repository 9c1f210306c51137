#include "models/playbook/template/functions.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

using Method = Item (*)(Evaluator &, const Item &, const Args &);

QString self(const Item &of)
{
    return of.value()->toText();
}

Item texts(const QStringList &parts)
{
    return Value(parts);
}

bool isSpaceOf(QChar c, const QString &set)
{
    return set.isNull() ? c.isSpace() : set.contains(c);
}

QString stripped(const QString &text, const Args &args, bool left, bool right)
{
    const Item *set = args.find(0, u"chars"_s);
    const QString chars = set && !set->isNull() ? args.text(0, u"chars"_s) : QString();
    qsizetype from = 0;
    qsizetype to = text.size();
    while (left && from < to && isSpaceOf(text[from], chars))
        ++from;
    while (right && to > from && isSpaceOf(text[to - 1], chars))
        --to;
    return text.mid(from, to - from);
}

/// str.split() and rsplit(): by white space when no separator is given.
QStringList splitText(const QString &text, const Args &args, bool fromRight)
{
    const Item *separator = args.find(0, u"sep"_s);
    qint64 most = args.integer(1, u"maxsplit"_s, -1);
    const bool bySpace = !separator || separator->isNull();
    const QString by = bySpace ? QString() : args.text(0, u"sep"_s);
    if (!bySpace && by.isEmpty())
        throwFault(u"empty separator"_s);
    QStringList parts;
    QString rest = text;
    const auto trimLeft = [](const QString &s) { return stripped(s, {}, true, false); };
    const auto trimRight = [](const QString &s) { return stripped(s, {}, false, true); };
    if (!fromRight) {
        qsizetype at = 0;
        if (bySpace)
            rest = trimLeft(rest);
        while (most != 0) {
            qsizetype cut = -1;
            qsizetype width = by.size();
            if (bySpace) {
                cut = at;
                while (cut < rest.size() && !rest[cut].isSpace())
                    ++cut;
                if (cut >= rest.size())
                    break;
                width = 0;
                while (cut + width < rest.size() && rest[cut + width].isSpace())
                    ++width;
                if (cut + width >= rest.size()) {
                    rest.truncate(cut);
                    break;
                }
            } else {
                cut = rest.indexOf(by, at);
                if (cut < 0)
                    break;
            }
            parts.append(rest.mid(at, cut - at));
            at = cut + width;
            --most;
        }
        rest = rest.mid(at);
        if (bySpace)
            rest = most == 0 ? trimRight(rest) : rest;
        if (!bySpace || !rest.isEmpty())
            parts.append(rest);
        return parts;
    }
    while (most != 0) {
        if (bySpace)
            rest = trimRight(rest);
        qsizetype cut = -1;
        if (bySpace) {
            for (qsizetype i = rest.size() - 1; i >= 0 && cut < 0; --i)
                cut = rest[i].isSpace() ? i : -1;
        } else {
            cut = rest.lastIndexOf(by);
        }
        if (cut < 0)
            break;
        const qsizetype width = bySpace ? 1 : by.size();
        parts.prepend(rest.mid(cut + width));
        rest.truncate(cut);
        --most;
    }
    if (bySpace)
        rest = trimLeft(trimRight(rest));
    if (!bySpace || !rest.isEmpty())
        parts.prepend(rest);
    return parts;
}

/// startswith and endswith take one text or a tuple of them.
bool matchesAny(Evaluator &e, const Args &args, const std::function<bool(const QString &)> &matches)
{
    if (args.positional.empty())
        throwType(u"startswith() and endswith() take at least 1 argument (0 given)"_s);
    if (!args.positional[0].isList())
        return matches(args.text(0, {}));
    const Items all = e.iterate(args.positional[0]);
    return std::ranges::any_of(all, [&](const Item &one) { return matches(e.text(one)); });
}

bool allOf(const QString &text, bool (*is)(QChar))
{
    return !text.isEmpty() && std::ranges::all_of(text, is);
}

QString titled(const QString &text)
{
    QString out = text.toLower();
    bool isStart = true;
    for (QChar &c : out) {
        if (isStart)
            c = c.toUpper();
        isStart = !c.isLetter();
    }
    return out;
}

Item partition(const QString &text, const QString &by, bool last)
{
    const qsizetype at = last ? text.lastIndexOf(by) : text.indexOf(by);
    if (by.isEmpty())
        throwFault(u"empty separator"_s);
    if (at < 0)
        return last ? makeTuple({Value(QString()), Value(QString()), Value(text)})
                    : makeTuple({Value(text), Value(QString()), Value(QString())});
    return makeTuple({Value(text.left(at)), Value(by), Value(text.mid(at + by.size()))});
}

QStringList lines(const QString &text, bool keepEnds)
{
    QStringList found;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\n' && text[i] != u'\r')
            continue;
        const qsizetype width = text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n' ? 2 : 1;
        found.append(text.mid(from, i - from + (keepEnds ? width : 0)));
        i += width - 1;
        from = i + 1;
    }
    if (from < text.size())
        found.append(text.mid(from));
    return found;
}

QString replaced(const QString &text, const QString &from, const QString &to, qint64 count)
{
    QString out = text;
    if (count < 0 && !from.isEmpty())
        return out.replace(from, to);
    qsizetype at = 0;
    for (qint64 i = 0; (count < 0 || i < count) && at <= out.size(); ++i) {
        at = out.indexOf(from, at);
        if (at < 0)
            break;
        out.replace(at, from.size(), to);
        at += to.size() + (from.isEmpty() ? 1 : 0);
        if (out.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
    }
    return out;
}

QString joined(Evaluator &e, const QString &by, const Item &items)
{
    QStringList parts;
    for (const Item &item : e.iterate(items)) {
        if (!item.isString() && !item.isUndefined()) {
            throwType(u"sequence item %1: expected str instance, %2 found"_s.arg(parts.size())
                          .arg(item.typeName()));
        }
        parts.append(e.text(item));
    }
    return parts.join(by);
}

QString padded(const QString &text, const Args &args, int where)
{
    const qint64 width = args.integer(0, u"width"_s);
    const QString fill = args.text(1, u"fillchar"_s, u" "_s);
    if (width > largestText || fill.size() != 1)
        throwType(u"The fill character must be exactly one character long"_s);
    const qsizetype missing = std::max<qsizetype>(0, width - text.size());
    const qsizetype left = where < 0 ? missing : where > 0 ? 0 : missing / 2 + (missing & width & 1);
    return QString(left, fill[0]) + text + QString(missing - left, fill[0]);
}

const QHash<QString, Method> &textMethods()
{
    static const QHash<QString, Method> all{
        {u"split"_s,
         [](Evaluator &, const Item &s, const Args &a) { return texts(splitText(self(s), a, false)); }},
        {u"rsplit"_s,
         [](Evaluator &, const Item &s, const Args &a) { return texts(splitText(self(s), a, true)); }},
        {u"strip"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             return Value(stripped(self(s), a, true, true));
         }},
        {u"lstrip"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             return Value(stripped(self(s), a, true, false));
         }},
        {u"rstrip"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             return Value(stripped(self(s), a, false, true));
         }},
        {u"replace"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             return Value(
                 replaced(self(s), a.text(0, u"old"_s), a.text(1, u"new"_s), a.integer(2, u"count"_s, -1)));
         }},
        {u"startswith"_s,
         [](Evaluator &e, const Item &s, const Args &a) -> Item {
             return Value(matchesAny(e, a, [&](const QString &part) { return self(s).startsWith(part); }));
         }},
        {u"endswith"_s,
         [](Evaluator &e, const Item &s, const Args &a) -> Item {
             return Value(matchesAny(e, a, [&](const QString &part) { return self(s).endsWith(part); }));
         }},
        {u"upper"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item { return Value(self(s).toUpper()); }},
        {u"lower"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item { return Value(self(s).toLower()); }},
        {u"casefold"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item { return Value(self(s).toCaseFolded()); }},
        {u"title"_s, [](Evaluator &, const Item &s, const Args &) -> Item { return Value(titled(self(s))); }},
        {u"capitalize"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(self(s).left(1).toUpper() + self(s).mid(1).toLower());
         }},
        {u"swapcase"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             QString out = self(s);
             for (QChar &c : out)
                 c = c.isUpper() ? c.toLower() : c.toUpper();
             return Value(out);
         }},
        {u"join"_s,
         [](Evaluator &e, const Item &s, const Args &a) -> Item {
             if (a.positional.empty())
                 throwType(u"str.join() takes exactly one argument (0 given)"_s);
             return Value(joined(e, self(s), a.positional[0]));
         }},
        {u"format"_s,
         [](Evaluator &e, const Item &s, const Args &a) -> Item {
             return Value(braceFormat(e, self(s), a));
         }},
        {u"find"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             return Value(qint64(self(s).indexOf(a.text(0, {}), a.integer(1, {}))));
         }},
        {u"rfind"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             return Value(qint64(self(s).lastIndexOf(a.text(0, {}))));
         }},
        {u"index"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             const qint64 at = self(s).indexOf(a.text(0, {}));
             if (at < 0)
                 throwFault(u"substring not found"_s);
             return Value(at);
         }},
        {u"count"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             // QString counts overlapping ones.
             const QString part = a.text(0, {});
             if (part.isEmpty())
                 return Value(qint64(self(s).size() + 1));
             return Value(qint64(self(s).split(part).size() - 1));
         }},
        {u"splitlines"_s, [](Evaluator &, const Item &s,
                             const Args &a) { return texts(lines(self(s), a.flag(0, u"keepends"_s))); }},
        {u"partition"_s,
         [](Evaluator &, const Item &s, const Args &a) { return partition(self(s), a.text(0, {}), false); }},
        {u"rpartition"_s,
         [](Evaluator &, const Item &s, const Args &a) { return partition(self(s), a.text(0, {}), true); }},
        {u"ljust"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item { return Value(padded(self(s), a, 1)); }},
        {u"rjust"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item { return Value(padded(self(s), a, -1)); }},
        {u"center"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item { return Value(padded(self(s), a, 0)); }},
        {u"zfill"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             const QString text = self(s);
             const qint64 width = std::min<qint64>(a.integer(0, {}), 10'000);
             const bool isSigned = text.startsWith(u'-') || text.startsWith(u'+');
             const QString digits = isSigned ? text.mid(1) : text;
             return Value((isSigned ? text.left(1) : QString()) +
                          digits.rightJustified(width - (isSigned ? 1 : 0), u'0'));
         }},
        {u"removeprefix"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             const QString part = a.text(0, {});
             return Value(self(s).startsWith(part) ? self(s).mid(part.size()) : self(s));
         }},
        {u"removesuffix"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             const QString part = a.text(0, {});
             return Value(self(s).endsWith(part) ? self(s).chopped(part.size()) : self(s));
         }},
        {u"expandtabs"_s,
         [](Evaluator &, const Item &s, const Args &a) -> Item {
             const qint64 width = std::clamp<qint64>(a.integer(0, u"tabsize"_s, 8), 0, 100);
             QString out;
             qint64 column = 0;
             for (const QChar c : self(s)) {
                 const qint64 spaces = width > 0 ? width - column % width : 0;
                 out += c == u'\t' ? QString(spaces, u' ') : QString(c);
                 column = c == u'\n' ? 0 : column + (c == u'\t' ? spaces : 1);
             }
             return Value(out);
         }},
        {u"encode"_s, [](Evaluator &, const Item &s, const Args &) -> Item { return s; }},
        {u"isdigit"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(allOf(self(s), [](QChar c) { return c.isDigit(); }));
         }},
        {u"isnumeric"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(allOf(self(s), [](QChar c) { return c.isNumber(); }));
         }},
        {u"isdecimal"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(allOf(self(s), [](QChar c) { return c.isDigit(); }));
         }},
        {u"isalpha"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(allOf(self(s), [](QChar c) { return c.isLetter(); }));
         }},
        {u"isalnum"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(allOf(self(s), [](QChar c) { return c.isLetterOrNumber(); }));
         }},
        {u"isspace"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(allOf(self(s), [](QChar c) { return c.isSpace(); }));
         }},
        {u"isupper"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(self(s).toUpper() == self(s) && self(s).toLower() != self(s));
         }},
        {u"islower"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(self(s).toLower() == self(s) && self(s).toUpper() != self(s));
         }},
        {u"istitle"_s,
         [](Evaluator &, const Item &s, const Args &) -> Item {
             return Value(titled(self(s)) == self(s) && self(s).toLower() != self(s));
         }},
    };
    return all;
}

ListObject &changing(const Item &of, const QString &method)
{
    const auto list = of.as<ListObject>();
    if (!list)
        throwFault(u"%1() works on a list that is a variable of the template"_s.arg(method));
    if (static_cast<qsizetype>(list->items.size()) >= largestList)
        throwFault(u"a list of more than %1 items is refused"_s.arg(largestList));
    return *list;
}

std::size_t indexOf(Evaluator &e, const Items &items, const Item &wanted)
{
    const auto it = std::ranges::find_if(items, [&](const Item &item) { return e.equals(item, wanted); });
    if (it == items.end())
        throwFault(e.repr(wanted) + u" is not in list"_s);
    return static_cast<std::size_t>(it - items.begin());
}

Item argument(const Args &args, const QString &method)
{
    if (args.positional.empty())
        throwType(u"%1() takes at least one argument (0 given)"_s.arg(method));
    return args.positional[0];
}

const QHash<QString, Method> &listMethods()
{
    static const QHash<QString, Method> all{
        {u"append"_s,
         [](Evaluator &, const Item &s, const Args &a) {
             changing(s, u"append"_s).items.push_back(argument(a, u"append"_s));
             return Item();
         }},
        {u"extend"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             for (Item &item : e.iterate(argument(a, u"extend"_s)))
                 changing(s, u"extend"_s).items.push_back(std::move(item));
             return Item();
         }},
        {u"insert"_s,
         [](Evaluator &, const Item &s, const Args &a) {
             Items &items = changing(s, u"insert"_s).items;
             const auto size = static_cast<qint64>(items.size());
             qint64 at = a.integer(0, {});
             at = std::clamp<qint64>(at < 0 ? at + size : at, 0, size);
             items.insert(items.begin() + at, a.positional.size() > 1 ? a.positional[1] : Item());
             return Item();
         }},
        {u"pop"_s,
         [](Evaluator &, const Item &s, const Args &a) {
             Items &items = changing(s, u"pop"_s).items;
             const auto size = static_cast<qint64>(items.size());
             qint64 at = a.integer(0, {}, -1);
             at += at < 0 ? size : 0;
             if (at < 0 || at >= size)
                 throwFault(size ? u"pop index out of range"_s : u"pop from empty list"_s);
             Item item = items[static_cast<std::size_t>(at)];
             items.erase(items.begin() + at);
             return item;
         }},
        {u"remove"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             Items &items = changing(s, u"remove"_s).items;
             const auto at = indexOf(e, items, argument(a, u"remove"_s));
             items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
             return Item();
         }},
        {u"reverse"_s,
         [](Evaluator &, const Item &s, const Args &) {
             std::ranges::reverse(changing(s, u"reverse"_s).items);
             return Item();
         }},
        {u"clear"_s,
         [](Evaluator &, const Item &s, const Args &) {
             changing(s, u"clear"_s).items.clear();
             return Item();
         }},
        {u"sort"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             ListObject &list = changing(s, u"sort"_s);
             const Item sorted = e.filter(u"sort"_s, s,
                                          Args{.positional = {},
                                               .named = {{u"case_sensitive"_s, Value(true)},
                                                         {u"reverse"_s, Value(a.flag(9, u"reverse"_s))}}});
             list.items = e.iterate(sorted);
             return Item();
         }},
        {u"index"_s,
         [](Evaluator &e, const Item &s, const Args &a) -> Item {
             return Value(static_cast<qint64>(indexOf(e, e.iterate(s), argument(a, u"index"_s))));
         }},
        {u"count"_s,
         [](Evaluator &e, const Item &s, const Args &a) -> Item {
             const Items items = e.iterate(s);
             const Item wanted = argument(a, u"count"_s);
             return Value(
                 qint64(std::ranges::count_if(items, [&](const Item &i) { return e.equals(i, wanted); })));
         }},
        {u"copy"_s, [](Evaluator &e, const Item &s,
                       const Args &) { return Item(std::make_shared<ListObject>(e.iterate(s))); }},
    };
    return all;
}

DictObject &changingDict(const Item &of, const QString &method)
{
    const auto dict = of.as<DictObject>();
    if (!dict)
        throwFault(u"%1() works on a dict that is a variable of the template"_s.arg(method));
    return *dict;
}

const QHash<QString, Method> &dictMethods()
{
    static const QHash<QString, Method> all{
        {u"items"_s,
         [](Evaluator &e, const Item &s, const Args &) {
             Items pairs;
             for (const Item &key : e.iterate(s))
                 pairs.push_back(makeTuple({key, e.item(s, key)}));
             return makeList(std::move(pairs));
         }},
        {u"keys"_s, [](Evaluator &e, const Item &s, const Args &) { return makeList(e.iterate(s)); }},
        {u"values"_s,
         [](Evaluator &e, const Item &s, const Args &) {
             Items values;
             for (const Item &key : e.iterate(s))
                 values.push_back(e.item(s, key));
             return makeList(std::move(values));
         }},
        {u"get"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             const Item key = argument(a, u"get"_s);
             // e.item() would find methods as well.
             if (!e.contains(s, key))
                 return a.positional.size() > 1 ? a.positional[1] : Item();
             return e.item(s, key);
         }},
        {u"copy"_s,
         [](Evaluator &e, const Item &s, const Args &) {
             auto copy = std::make_shared<DictObject>();
             for (const Item &key : e.iterate(s))
                 copy->insert(*key.value(), e.item(s, key));
             return Item(copy);
         }},
        {u"update"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             DictObject &dict = changingDict(s, u"update"_s);
             if (!a.positional.empty()) {
                 for (const Item &key : e.iterate(a.positional[0])) {
                     if (key.isList())
                         dict.insert(e.plain(e.item(key, Value(0))), e.item(key, Value(1)));
                     else
                         dict.insert(*key.value(), e.item(a.positional[0], key));
                 }
             }
             for (const auto &[name, item] : a.named)
                 dict.insert(Value(name), item);
             return Item();
         }},
        {u"setdefault"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             DictObject &dict = changingDict(s, u"setdefault"_s);
             const Value key = e.plain(argument(a, u"setdefault"_s));
             if (!dict.find(key))
                 dict.insert(key, a.positional.size() > 1 ? a.positional[1] : Item());
             return *dict.find(key);
         }},
        {u"pop"_s,
         [](Evaluator &e, const Item &s, const Args &a) {
             DictObject &dict = changingDict(s, u"pop"_s);
             const Value key = e.plain(argument(a, u"pop"_s));
             const Item *found = dict.find(key);
             if (!found && a.positional.size() < 2)
                 throwFault(pythonRepr(key));
             Item item = found ? *found : a.positional[1];
             dict.remove(key);
             return item;
         }},
        {u"clear"_s,
         [](Evaluator &, const Item &s, const Args &) {
             DictObject &dict = changingDict(s, u"clear"_s);
             while (!dict.entries().empty())
                 dict.remove(dict.entries().back().first);
             return Item();
         }},
    };
    return all;
}

} // namespace

std::optional<Item> findMethod(const Item &of, const QString &name)
{
    Method method = nullptr;
    if (of.isString())
        method = textMethods().value(name);
    else if (of.isList())
        method = listMethods().value(name);
    else if (of.isDict() || of.typeName() == "HostVars"_L1 || of.typeName() == "HostVarsVars"_L1)
        method = dictMethods().value(name);
    if (!method)
        return std::nullopt;
    return makeCallable(name, [of, method](Evaluator &e, const Args &args) { return method(e, of, args); });
}

} // namespace skybro::playbook
