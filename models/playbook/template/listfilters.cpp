#include "models/playbook/template/functions.h"

#include <algorithm>

// Jinja2's own filters that take and give lists.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

Item sortKey(Evaluator &e, const Item &item, const Item *attribute, bool isCaseSensitive)
{
    Item key = attribute && !attribute->isNull() ? e.path(item, *attribute) : item;
    e.defined(key);
    return !isCaseSensitive && key.isString() ? Item(Value(key.value()->toText().toLower())) : key;
}

namespace {

/// What a filter of a filter or test got: map('upper'), select('match', '^a'), selectattr('x', 'eq', 1).
Args without(const Args &args, std::size_t count)
{
    Args rest = args;
    const auto taken = std::min(count, rest.positional.size());
    rest.positional.erase(rest.positional.begin(),
                          rest.positional.begin() + static_cast<std::ptrdiff_t>(taken));
    return rest;
}

Item choose(Evaluator &e, const Item &input, const Args &args, bool byAttribute, bool wanted)
{
    const std::size_t before = byAttribute ? 1 : 0;
    if (byAttribute && args.positional.empty())
        throwFault(u"Missing parameter for attribute name"_s);
    const bool hasTest = args.positional.size() > before;
    const QString name = hasTest ? e.text(args.positional[before]) : QString();
    const Args rest = without(args, before + 1);
    Items chosen;
    for (const Item &item : e.iterate(input)) {
        e.tick();
        const Item judged = byAttribute ? e.path(item, args.positional[0]) : item;
        if ((hasTest ? e.test(name, judged, rest) : e.isTrue(judged)) == wanted)
            chosen.push_back(item);
    }
    return makeList(std::move(chosen));
}

Item map(Evaluator &e, const Item &input, const Args &args)
{
    Items mapped;
    const Item *attribute = args.find(99, u"attribute"_s);
    if (args.positional.empty() && !attribute)
        throwFault(u"map requires a filter argument"_s);
    const Item *otherwise = args.find(99, u"default"_s);
    const QString name = attribute ? QString() : e.text(args.positional[0]);
    const Args rest = without(args, 1);
    for (const Item &item : e.iterate(input)) {
        e.tick();
        if (!attribute) {
            mapped.push_back(e.filter(name, item, rest));
            continue;
        }
        Item found = e.path(item, *attribute);
        mapped.push_back(found.isUndefined() && otherwise ? *otherwise : found);
    }
    return makeList(std::move(mapped));
}

Items sorted(Evaluator &e, const Item &input, const Item *attribute, bool isCaseSensitive, bool reverse)
{
    Items items = e.iterate(input);
    std::vector<std::pair<Items, Item>> keyed;
    const QStringList several =
        attribute && attribute->isString() ? attribute->value()->toText().split(u',') : QStringList();
    for (Item &item : items) {
        Items keys;
        if (several.size() > 1) {
            for (const QString &one : several) {
                const Item by{Value(one)};
                keys.push_back(sortKey(e, item, &by, isCaseSensitive));
            }
        } else {
            keys.push_back(sortKey(e, item, attribute, isCaseSensitive));
        }
        keyed.emplace_back(std::move(keys), std::move(item));
    }
    const auto isLess = [&](const auto &left, const auto &right) {
        for (std::size_t i = 0; i < left.first.size(); ++i) {
            const int order = e.compare(left.first[i], right.first[i], u"<"_s);
            if (order != 0)
                return reverse ? order > 0 : order < 0;
        }
        return false;
    };
    std::ranges::stable_sort(keyed, isLess);
    items.clear();
    for (auto &entry : keyed)
        items.push_back(std::move(entry.second));
    return items;
}

Item sort(Evaluator &e, const Item &input, const Args &args)
{
    return makeList(sorted(e, input, args.find(2, u"attribute"_s), args.flag(1, u"case_sensitive"_s),
                           args.flag(0, u"reverse"_s)));
}

Item groupBy(Evaluator &e, const Item &input, const Args &args)
{
    const Item *attribute = args.find(0, u"attribute"_s);
    if (!attribute)
        throwType(u"groupby() missing 1 required positional argument: 'attribute'"_s);
    const Item *otherwise = args.find(1, u"default"_s);
    const bool isCaseSensitive = args.flag(2, u"case_sensitive"_s);
    std::vector<std::pair<Item, Items>> groups;
    const auto keyOf = [&](const Item &item) {
        const Item found = e.path(item, *attribute);
        return found.isUndefined() && otherwise ? *otherwise : e.defined(found);
    };
    const auto folded = [&](const Item &key) { return sortKey(e, key, nullptr, isCaseSensitive); };
    Items items = e.iterate(input);
    std::ranges::stable_sort(items, [&](const Item &left, const Item &right) {
        return e.compare(folded(keyOf(left)), folded(keyOf(right)), u"<"_s) < 0;
    });
    for (Item &item : items) {
        const Item key = keyOf(item);
        if (groups.empty() || !e.equals(folded(groups.back().first), folded(key)))
            groups.emplace_back(key, Items());
        groups.back().second.push_back(std::move(item));
    }
    Items result;
    for (auto &[key, members] : groups) {
        auto group = std::make_shared<ListObject>(Items{key, makeList(std::move(members))}, true);
        group->names = {u"grouper"_s, u"list"_s};
        result.emplace_back(group);
    }
    return makeList(std::move(result));
}

Item extreme(Evaluator &e, const Item &input, const Args &args, bool wantsLargest)
{
    const Items items = e.iterate(input);
    if (items.empty())
        return Item::undefined(u"No aggregated item, sequence was empty."_s);
    const bool isCaseSensitive = args.flag(0, u"case_sensitive"_s);
    const Item *attribute = args.find(1, u"attribute"_s);
    const Item *best = &items[0];
    for (const Item &item : items) {
        const int order = e.compare(sortKey(e, item, attribute, isCaseSensitive),
                                    sortKey(e, *best, attribute, isCaseSensitive), u"<"_s);
        if (wantsLargest ? order > 0 : order < 0)
            best = &item;
    }
    return *best;
}

Item unique(Evaluator &e, const Item &input, const Args &args)
{
    const bool isCaseSensitive = args.flag(0, u"case_sensitive"_s);
    const Item *attribute = args.find(1, u"attribute"_s);
    Items seen;
    Items chosen;
    QSet<QString> seenTexts;
    for (const Item &item : e.iterate(input)) {
        e.tick();
        const Item key = sortKey(e, item, attribute, isCaseSensitive);
        if (key.isString()) {
            if (seenTexts.contains(key.value()->toText()))
                continue;
            seenTexts.insert(key.value()->toText());
        } else {
            if (std::ranges::any_of(seen, [&](const Item &one) { return e.equals(one, key); }))
                continue;
            seen.push_back(key);
        }
        chosen.push_back(item);
    }
    return makeList(std::move(chosen));
}

Item reverse(Evaluator &e, const Item &input, const Args & /*args*/)
{
    Items items = e.iterate(input);
    std::ranges::reverse(items);
    if (!input.isString())
        return makeList(std::move(items));
    QString text;
    for (const Item &item : items)
        text += item.value()->toText();
    return Value(text);
}

Item batch(Evaluator &e, const Item &input, const Args &args)
{
    const qint64 count = args.integer(0, u"linecount"_s);
    const Item *fill = args.find(1, u"fill_with"_s);
    if (count <= 0)
        throwFault(u"batch takes a positive number"_s);
    Items batches;
    Items current;
    for (Item &item : e.iterate(input)) {
        if (static_cast<qint64>(current.size()) == count)
            batches.push_back(makeList(std::exchange(current, {})));
        current.push_back(std::move(item));
    }
    if (!current.empty()) {
        if (fill && !fill->isNull() && count <= largestList)
            current.resize(static_cast<std::size_t>(count), *fill);
        batches.push_back(makeList(std::move(current)));
    }
    return makeList(std::move(batches));
}

Item slices(Evaluator &e, const Item &input, const Args &args)
{
    const qint64 count = args.integer(0, u"slices"_s);
    const Item *fill = args.find(1, u"fill_with"_s);
    if (count <= 0 || count > largestList)
        throwFault(u"slice takes a positive number"_s);
    const Items items = e.iterate(input);
    const auto each = static_cast<qint64>(items.size()) / count;
    const auto more = static_cast<qint64>(items.size()) % count;
    Items result;
    auto at = items.begin();
    for (qint64 i = 0; i < count; ++i) {
        const auto end = at + each + (i < more ? 1 : 0);
        Items part(at, end);
        if (fill && !fill->isNull() && i >= more)
            part.push_back(*fill);
        result.push_back(makeList(std::move(part)));
        at = end;
    }
    return makeList(std::move(result));
}

Item join(Evaluator &e, const Item &input, const Args &args)
{
    const QString by = args.text(0, u"d"_s);
    const Item *attribute = args.find(1, u"attribute"_s);
    QString out;
    bool isFirst = true;
    for (const Item &item : e.iterate(input)) {
        if (!std::exchange(isFirst, false))
            out += by;
        out += e.text(attribute ? e.path(item, *attribute) : item);
        if (out.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
    }
    return Value(out);
}

Item sum(Evaluator &e, const Item &input, const Args &args)
{
    const Item *attribute = args.find(0, u"attribute"_s);
    const Item *start = args.find(1, u"start"_s);
    Item total = start ? *start : Item(Value(0));
    for (const Item &item : e.iterate(input))
        total = e.binary(u"+"_s, total, attribute && !attribute->isNull() ? e.path(item, *attribute) : item);
    return total;
}

Item firstOf(Evaluator &e, const Item &input, const Args & /*args*/)
{
    const Items items = e.iterate(input);
    return items.empty() ? Item::undefined(u"No first item, sequence was empty."_s) : items.front();
}

Item lastOf(Evaluator &e, const Item &input, const Args & /*args*/)
{
    const Items items = e.iterate(input);
    return items.empty() ? Item::undefined(u"No last item, sequence was empty."_s) : items.back();
}

} // namespace

void addListFilters(FilterTable &f)
{
    f[u"first"_s] = firstOf;
    f[u"last"_s] = lastOf;
    f[u"length"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(qint64(e.length(i)));
    };
    f[u"count"_s] = f[u"length"_s];
    f[u"list"_s] = [](Evaluator &e, const Item &i, const Args &) { return makeList(e.iterate(i)); };
    f[u"join"_s] = join;
    f[u"sort"_s] = sort;
    f[u"groupby"_s] = groupBy;
    f[u"unique"_s] = unique;
    f[u"reverse"_s] = reverse;
    f[u"batch"_s] = batch;
    f[u"slice"_s] = slices;
    f[u"sum"_s] = sum;
    f[u"map"_s] = map;
    f[u"min"_s] = [](Evaluator &e, const Item &i, const Args &a) { return extreme(e, i, a, false); };
    f[u"max"_s] = [](Evaluator &e, const Item &i, const Args &a) { return extreme(e, i, a, true); };
    f[u"select"_s] = [](Evaluator &e, const Item &i, const Args &a) { return choose(e, i, a, false, true); };
    f[u"reject"_s] = [](Evaluator &e, const Item &i, const Args &a) { return choose(e, i, a, false, false); };
    f[u"selectattr"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return choose(e, i, a, true, true);
    };
    f[u"rejectattr"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return choose(e, i, a, true, false);
    };
}

} // namespace skybro::playbook
