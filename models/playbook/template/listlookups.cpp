#include "models/playbook/template/functions.h"

// Lookups that make lists: what with_items, with_nested and their like go through.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

void flattenInto(Evaluator &e, const Item &item, Items &out, int levels)
{
    if (!item.isList()) {
        out.push_back(item);
        return;
    }
    for (const Item &one : e.iterate(item)) {
        if (levels > 0)
            flattenInto(e, one, out, levels - 1);
        else
            out.push_back(one);
    }
}

Items items(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    Items all;
    for (const Item &term : terms)
        flattenInto(e, term, all, 0);
    return all;
}

Items list(Evaluator & /*evaluator*/, const Items &terms, const Args & /*args*/)
{
    return terms;
}

Items flattened(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    Items all;
    for (const Item &term : terms)
        flattenInto(e, term, all, 50);
    return all;
}

Items dict(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    Items all;
    for (const Item &term : terms) {
        if (!e.defined(term).isDict())
            throwFault(u"with_dict expects a dict"_s);
        for (Item &item : e.iterate(e.filter(u"dict2items"_s, term, {})))
            all.push_back(std::move(item));
    }
    return all;
}

Items indexed(Evaluator &e, const Items &terms, const Args &args)
{
    Items all;
    for (Item &item : items(e, terms, args))
        all.push_back(makeTuple({Value(static_cast<qint64>(all.size())), std::move(item)}));
    return all;
}

Item asList(const Item &term)
{
    return term.isList() ? term : makeList({term});
}

Items nested(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    if (terms.empty())
        throwFault(u"with_nested requires at least one element in the nested list"_s);
    Args rest;
    for (std::size_t i = 1; i < terms.size(); ++i)
        rest.positional.push_back(asList(terms[i]));
    return e.iterate(e.filter(u"product"_s, asList(terms[0]), rest));
}

Items together(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    if (terms.empty())
        throwFault(u"with_together requires at least one element in each list"_s);
    Args rest;
    for (std::size_t i = 1; i < terms.size(); ++i)
        rest.positional.push_back(asList(terms[i]));
    return e.iterate(e.filter(u"zip_longest"_s, asList(terms[0]), rest));
}

/// The dict without the member at "a.b".
Value without(const Value &value, const QStringList &path)
{
    Dict dict = value.dict();
    if (path.size() == 1)
        dict.remove(path.first());
    else if (dict.contains(path.first()))
        dict.insert(path.first(), without(dict.value(path.first()), path.mid(1)));
    return dict;
}

Items subElements(Evaluator &e, const Items &terms, const Args &args)
{
    if (terms.size() < 2)
        throwFault(u"subelements lookup expects a list of two or three items"_s);
    Args rest{.positional = {terms[1]}, .named = {}};
    bool skips = args.flag(999, u"skip_missing"_s);
    if (terms.size() > 2 && terms[2].isDict()) {
        const Item flag = e.attribute(terms[2], u"skip_missing"_s);
        skips = !flag.isUndefined() && e.plain(flag).toBool().value_or(false);
    }
    rest.positional.push_back(Value(skips));
    // Unlike the filter of that name, the lookup takes the list out of the first of each pair.
    const QStringList path = e.text(terms[1]).split(u'.');
    Items pairs;
    for (const Item &pair : e.iterate(e.filter(u"subelements"_s, terms[0], rest))) {
        const Items both = e.iterate(pair);
        pairs.push_back(makeTuple({without(e.plain(both[0]), path), both[1]}));
    }
    return pairs;
}

/// "start=1 end=5 stride=2 format=n%02d", or the shortcut "1-5/2:n%02d".
Items sequence(Evaluator &e, const Items &terms, const Args &args)
{
    Items all;
    const auto run = [&](const QString &text) {
        qint64 start = 1;
        qint64 stride = 0;
        std::optional<qint64> end;
        std::optional<qint64> count;
        QString format = u"%d"_s;
        const auto number = [](const QString &word) {
            bool isNumber = false;
            const qint64 value = word.toLongLong(&isNumber, 0);
            if (!isNumber)
                throwFault(u"can't parse %1 as integer"_s.arg(word));
            return value;
        };
        const auto set = [&](const QString &key, const QString &value) {
            if (key == "start"_L1)
                start = number(value);
            else if (key == "end"_L1)
                end = number(value);
            else if (key == "count"_L1)
                count = number(value);
            else if (key == "stride"_L1)
                stride = number(value);
            else if (key == "format"_L1)
                format = value;
            else
                throwFault(u"unrecognized arguments to with_sequence: %1"_s.arg(key));
        };
        if (text.contains(u'=')) {
            for (const QString &pair : text.split(u' ', Qt::SkipEmptyParts))
                set(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        } else if (!text.isEmpty()) {
            QString rest = text;
            if (const qsizetype colon = rest.indexOf(u':'); colon >= 0) {
                format = rest.mid(colon + 1);
                rest.truncate(colon);
            }
            if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0) {
                stride = number(rest.mid(slash + 1));
                rest.truncate(slash);
            }
            const qsizetype dash = rest.indexOf(u'-', 1);
            if (dash > 0)
                start = number(rest.left(dash));
            end = number(dash > 0 ? rest.mid(dash + 1) : rest);
        }
        for (const auto &[key, item] : args.named) {
            if (key != "wantlist"_L1 && key != "errors"_L1)
                set(key, e.text(item));
        }
        if (!end && !count)
            throwFault(u"must specify count or end in with_sequence"_s);
        if (stride == 0)
            stride = end && *end < start && !count ? -1 : 1;
        if (count)
            end = *count == 0 ? start - stride : start + *count * stride - stride;
        if (std::abs(static_cast<double>(*end - start) / static_cast<double>(stride)) >
            static_cast<double>(largestList))
            throwFault(u"a sequence of more than %1 numbers is refused"_s.arg(largestList));
        if (count && *count == 0)
            return;
        for (qint64 i = start; stride > 0 ? i <= *end : i >= *end; i += stride)
            all.emplace_back(Value(percentFormat(e, format, Value(i))));
    };
    if (terms.empty())
        run({});
    for (const Item &term : terms)
        run(e.text(term));
    return all;
}

Items randomChoice(Evaluator &e, const Items &terms, const Args & /*args*/)
{
    if (terms.empty())
        return {};
    return {e.filter(u"random"_s, terms.size() == 1 && terms[0].isList() ? terms[0] : makeList(terms), {})};
}

} // namespace

void addListLookups(LookupTable &l)
{
    l[u"items"_s] = items;
    l[u"list"_s] = list;
    l[u"flattened"_s] = flattened;
    l[u"dict"_s] = dict;
    l[u"indexed_items"_s] = indexed;
    l[u"nested"_s] = nested;
    l[u"cartesian"_s] = nested;
    l[u"together"_s] = together;
    l[u"subelements"_s] = subElements;
    l[u"sequence"_s] = sequence;
    l[u"random_choice"_s] = randomChoice;
}

} // namespace skybro::playbook
