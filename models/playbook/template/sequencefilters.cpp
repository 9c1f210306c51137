#include "models/playbook/template/functions.h"
#include "models/playbook/template/pythonrandom.h"

#include <algorithm>
#include <numeric>

// What Ansible adds for lists: sets, combinations, chance.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

bool isAmong(Evaluator &e, const Items &items, const Item &wanted)
{
    e.tick();
    return std::ranges::any_of(items, [&](const Item &item) { return e.equals(item, wanted); });
}

Items other(Evaluator &e, const Args &args)
{
    if (args.positional.empty())
        throwType(u"missing 1 required positional argument: 'b'"_s);
    return e.iterate(args.positional[0]);
}

Items distinct(Evaluator &e, const Items &items)
{
    Items found;
    for (const Item &item : items) {
        if (!isAmong(e, found, item))
            found.push_back(item);
    }
    return found;
}

Items chosen(Evaluator &e, const Items &from, const Items &by, bool wanted)
{
    Items found;
    for (const Item &item : from) {
        if (isAmong(e, by, item) == wanted)
            found.push_back(item);
    }
    return distinct(e, found);
}

Item unite(Evaluator &e, const Item &input, const Args &args)
{
    Items all = e.iterate(input);
    for (Item &item : other(e, args))
        all.push_back(std::move(item));
    return makeList(distinct(e, all));
}

Item symmetricDifference(Evaluator &e, const Item &input, const Args &args)
{
    const Items left = e.iterate(input);
    const Items right = other(e, args);
    Items all = left;
    all.insert(all.end(), right.begin(), right.end());
    return makeList(chosen(e, distinct(e, all), chosen(e, left, right, true), false));
}

void flattenInto(Evaluator &e, const Item &list, qint64 levels, bool skipNulls, Items &out)
{
    const Evaluator::Depth depth(e);
    for (Item &item : e.iterate(list)) {
        e.tick();
        const QString text = item.isString() ? item.value()->toText() : QString();
        if (skipNulls && (item.isNull() || text == "None"_L1 || text == "null"_L1))
            continue;
        if (item.isList() && levels != 0)
            flattenInto(e, item, levels - 1, skipNulls, out);
        else
            out.push_back(std::move(item));
    }
}

Item flatten(Evaluator &e, const Item &input, const Args &args)
{
    const Item *levels = args.find(0, u"levels"_s);
    Items out;
    flattenInto(e, input, levels && !levels->isNull() ? args.integer(0, u"levels"_s) : -1,
                args.flag(1, u"skip_nulls"_s, true), out);
    return makeList(std::move(out));
}

std::vector<Items> columns(Evaluator &e, const Item &input, const Args &args)
{
    std::vector<Items> lists{e.iterate(input)};
    for (const Item &more : args.positional)
        lists.push_back(e.iterate(more));
    return lists;
}

Item zip(Evaluator &e, const Item &input, const Args &args, bool longest)
{
    const auto lists = columns(e, input, args);
    const Item *fill = args.find(999, u"fillvalue"_s);
    const auto sizes = std::ranges::minmax(lists, {}, &Items::size);
    const std::size_t count = longest ? sizes.max.size() : sizes.min.size();
    Items rows;
    for (std::size_t i = 0; i < count; ++i) {
        Items row;
        for (const Items &list : lists)
            row.push_back(i < list.size() ? list[i] : fill ? *fill : Item());
        rows.push_back(makeTuple(std::move(row)));
    }
    return makeList(std::move(rows));
}

void checkCount(double count)
{
    if (count > static_cast<double>(largestList))
        throwFault(u"a list of more than %1 items is refused"_s.arg(largestList));
}

Item product(Evaluator &e, const Item &input, const Args &args)
{
    auto lists = columns(e, input, args);
    const qint64 repeat = std::clamp<qint64>(args.integer(999, u"repeat"_s, 1), 0, 1000);
    const auto once = lists;
    for (qint64 i = 1; i < repeat; ++i)
        lists.insert(lists.end(), once.begin(), once.end());
    double count = 1;
    for (const Items &list : lists)
        count *= static_cast<double>(list.size());
    checkCount(count);
    std::vector<Items> rows{Items()};
    for (const Items &list : lists) {
        std::vector<Items> longer;
        for (const Items &row : rows) {
            for (const Item &item : list) {
                e.tick();
                longer.push_back(row);
                longer.back().push_back(item);
            }
        }
        rows = std::move(longer);
    }
    Items result;
    for (Items &row : rows)
        result.push_back(makeTuple(std::move(row)));
    return makeList(std::move(result));
}

void arrange(Evaluator &e, const Items &items, std::size_t size, bool ordered,
             std::vector<std::size_t> &picked, Items &out)
{
    e.tick();
    if (picked.size() == size) {
        Items row;
        for (const std::size_t at : picked)
            row.push_back(items[at]);
        out.push_back(makeTuple(std::move(row)));
        checkCount(static_cast<double>(out.size()));
        return;
    }
    const std::size_t from = ordered || picked.empty() ? 0 : picked.back() + 1;
    for (std::size_t at = from; at < items.size(); ++at) {
        if (ordered && std::ranges::find(picked, at) != picked.end())
            continue;
        picked.push_back(at);
        arrange(e, items, size, ordered, picked, out);
        picked.pop_back();
    }
}

Item arrangements(Evaluator &e, const Item &input, const Args &args, bool ordered)
{
    const Items items = e.iterate(input);
    if (items.size() > 200)
        throwFault(u"permutations and combinations of more than 200 items are refused"_s);
    const qint64 size = args.integer(0, u"r"_s, ordered ? static_cast<qint64>(items.size()) : -1);
    if (size < 0)
        throwFault(u"r must be non-negative"_s);
    Items out;
    std::vector<std::size_t> picked;
    if (static_cast<std::size_t>(size) <= items.size())
        arrange(e, items, static_cast<std::size_t>(size), ordered, picked, out);
    return makeList(std::move(out));
}

PythonRandom generator(const Item *seed)
{
    if (!seed || seed->isNull())
        return PythonRandom();
    if (seed->isInteger())
        return PythonRandom(*seed->value()->toInt());
    return PythonRandom(seed->value() ? seed->value()->toText() : QString());
}

Item random(Evaluator &e, const Item &input, const Args &args)
{
    PythonRandom chance = generator(args.find(2, u"seed"_s));
    if (e.defined(input).isInteger()) {
        const qint64 from = args.integer(0, u"start"_s, 0);
        const qint64 step = std::max<qint64>(1, args.integer(1, u"step"_s, 1));
        const qint64 width = *input.value()->toInt() - from;
        const qint64 count = (width + step - 1) / step;
        if (count <= 0)
            throwFault(u"empty range for randrange()"_s);
        return Value(from + step * chance.below(count));
    }
    if (input.isNumber() || input.isNull())
        throwFault(u"random can only be used on sequences and integers"_s);
    const Items items = e.iterate(input);
    if (items.empty())
        throwFault(u"Cannot choose from an empty sequence"_s);
    return items[static_cast<std::size_t>(chance.below(static_cast<qint64>(items.size())))];
}

Item shuffle(Evaluator &e, const Item &input, const Args &args)
{
    const Item *seed = args.find(0, u"seed"_s);
    PythonRandom chance = generator(seed && e.isTrue(*seed) ? seed : nullptr);
    Items items = e.iterate(input);
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[static_cast<std::size_t>(chance.below(static_cast<qint64>(i)))]);
    return makeList(std::move(items));
}

} // namespace

void addSequenceFilters(FilterTable &f)
{
    f[u"union"_s] = unite;
    f[u"intersect"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return makeList(chosen(e, e.iterate(i), other(e, a), true));
    };
    f[u"difference"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return makeList(chosen(e, e.iterate(i), other(e, a), false));
    };
    f[u"symmetric_difference"_s] = symmetricDifference;
    f[u"flatten"_s] = flatten;
    f[u"zip"_s] = [](Evaluator &e, const Item &i, const Args &a) { return zip(e, i, a, false); };
    f[u"zip_longest"_s] = [](Evaluator &e, const Item &i, const Args &a) { return zip(e, i, a, true); };
    f[u"product"_s] = product;
    f[u"permutations"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return arrangements(e, i, a, true);
    };
    f[u"combinations"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return arrangements(e, i, a, false);
    };
    f[u"random"_s] = random;
    f[u"shuffle"_s] = shuffle;
}

} // namespace skybro::playbook
