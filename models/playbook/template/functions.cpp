#include "models/playbook/template/functions.h"

#include <QDateTime>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// "ansible.builtin.combine" → "combine"; other collections only where they have what is here.
QString shortName(const QString &name)
{
    for (const QString &collection : {u"ansible.builtin."_s, u"ansible.legacy."_s, u"ansible.utils."_s,
                                      u"ansible.netcommon."_s, u"community.general."_s}) {
        if (name.startsWith(collection))
            return name.mid(collection.size());
    }
    return name;
}

const FilterTable &filters()
{
    static const FilterTable all = [] {
        FilterTable table;
        addTextFilters(table);
        addListFilters(table);
        addSequenceFilters(table);
        addNumberFilters(table);
        addDataFilters(table);
        addPathFilters(table);
        addDictFilters(table);
        addRegexFilters(table);
        addHashFilters(table);
        addTimeFilters(table);
        addNetworkFilters(table);
        addAddressFilters(table);
        return table;
    }();
    return all;
}

const TestTable &tests()
{
    static const TestTable all = [] {
        TestTable table;
        addTests(table);
        addAnsibleTests(table);
        return table;
    }();
    return all;
}

const LookupTable &lookups()
{
    static const LookupTable all = [] {
        LookupTable table;
        addLookups(table);
        addListLookups(table);
        return table;
    }();
    return all;
}

Item range(Evaluator & /*evaluator*/, const Args &args)
{
    if (args.positional.empty())
        throwType(u"range expected at least 1 argument, got 0"_s);
    const bool isLone = args.positional.size() == 1;
    const qint64 from = isLone ? 0 : args.integer(0, {});
    const qint64 to = isLone ? args.integer(0, {}) : args.integer(1, {});
    const qint64 step = args.integer(2, {}, 1);
    if (step == 0)
        throwFault(u"range() arg 3 must not be zero"_s);
    const double count = (static_cast<double>(to) - static_cast<double>(from)) / static_cast<double>(step);
    if (count > static_cast<double>(largestList))
        throwFault(u"a range of more than %1 numbers is refused"_s.arg(largestList));
    List numbers;
    for (qint64 i = from; step > 0 ? i < to : i > to;) {
        numbers.append(i);
        if (__builtin_add_overflow(i, step, &i))
            break;
    }
    return Value(numbers);
}

Item makeDict(Evaluator &e, const Args &args)
{
    auto dict = std::make_shared<DictObject>();
    if (!args.positional.empty()) {
        const Item &from = args.positional[0];
        for (const Item &key : e.iterate(from)) {
            if (from.isDict())
                dict->insert(*key.value(), e.item(from, key));
            else
                dict->insert(e.plain(e.item(key, Value(0))), e.defined(e.item(key, Value(1))));
        }
    }
    for (const auto &[name, item] : args.named)
        dict->insert(Value(name), item);
    return Item(dict);
}

Item makeNamespace(Evaluator &e, const Args &args)
{
    auto space = std::make_shared<Members>(u"Namespace"_s);
    if (!args.positional.empty()) {
        for (const Item &key : e.iterate(args.positional[0]))
            space->members.insert(e.text(key), e.item(args.positional[0], key));
    }
    for (const auto &[name, item] : args.named)
        space->members.insert(name, item);
    return Item(space);
}

Item makeJoiner(Evaluator & /*evaluator*/, const Args &args)
{
    return makeCallable(
        u"joiner"_s, [by = args.text(0, u"sep"_s, u", "_s), used = false](Evaluator &, const Args &) mutable {
            return Item(Value(std::exchange(used, true) ? by : QString()));
        });
}

/// cycler(…): next(), reset(), current.
class Cycler : public Object
{
public:
    explicit Cycler(Items items)
        : m_items(std::move(items))
    {
    }
    [[nodiscard]] QString typeName() const override { return u"Cycler"_s; }
    [[nodiscard]] std::optional<Item> member(Evaluator & /*evaluator*/, const QString &name) override
    {
        if (name == "current"_L1)
            return m_items[m_at];
        if (name != "next"_L1 && name != "reset"_L1)
            return std::nullopt;
        return makeCallable(name, [this, isNext = name == "next"_L1](Evaluator &, const Args &) {
            const Item current = m_items[m_at];
            m_at = isNext ? (m_at + 1) % m_items.size() : 0;
            return isNext ? current : Item();
        });
    }

private:
    Items m_items;
    std::size_t m_at = 0;
};

Item makeCycler(Evaluator & /*evaluator*/, const Args &args)
{
    if (args.positional.empty())
        throwType(u"at least one item has to be provided"_s);
    return Item(std::make_shared<Cycler>(args.positional));
}

Item lookup(Evaluator &e, const Args &args, bool wantsList)
{
    if (args.positional.empty())
        throwType(u"lookup() takes the name of a lookup"_s);
    Args rest = args;
    const QString name = e.text(rest.positional.front());
    rest.positional.erase(rest.positional.begin());
    return runLookup(e, name, rest, wantsList);
}

const QHash<QString, Item> &globals()
{
    static const QHash<QString, Item> all{
        {u"range"_s, makeCallable(u"range"_s, range)},
        {u"dict"_s, makeCallable(u"dict"_s, makeDict)},
        {u"namespace"_s, makeCallable(u"namespace"_s, makeNamespace)},
        {u"joiner"_s, makeCallable(u"joiner"_s, makeJoiner)},
        {u"cycler"_s, makeCallable(u"cycler"_s, makeCycler)},
        {u"lookup"_s,
         makeCallable(u"lookup"_s, [](Evaluator &e, const Args &a) { return lookup(e, a, false); })},
        {u"query"_s,
         makeCallable(u"query"_s, [](Evaluator &e, const Args &a) { return lookup(e, a, true); })},
        {u"q"_s, makeCallable(u"q"_s, [](Evaluator &e, const Args &a) { return lookup(e, a, true); })},
        {u"now"_s, makeCallable(u"now"_s,
                                [](Evaluator &e, const Args &a) {
                                    const Args given{.positional = {},
                                                     .named = {{u"utc"_s, Value(a.flag(0, u"utc"_s))},
                                                               {u"fmt"_s, Value(a.text(1, u"fmt"_s))}}};
                                    return e.filter(u" now"_s, Item(), given);
                                })},
        {u"undef"_s, makeCallable(u"undef"_s,
                                  [](Evaluator &, const Args &a) {
                                      return Item::undefined(a.text(
                                          0, u"hint"_s, u"Mandatory variable has not been overridden"_s));
                                  })},
    };
    return all;
}

} // namespace

FilterFunction findFilter(const QString &name)
{
    return filters().value(shortName(name));
}

TestFunction findTest(const QString &name)
{
    return tests().value(shortName(name));
}

LookupFunction findLookup(const QString &name)
{
    return lookups().value(shortName(name));
}

std::optional<Item> findGlobal(const QString &name)
{
    const auto it = globals().constFind(name);
    return it == globals().constEnd() ? std::nullopt : std::optional(*it);
}

} // namespace skybro::playbook
