#include "models/playbook/template/functions.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Item argument(const Args &args)
{
    if (args.positional.empty())
        throwType(u"the test takes an argument"_s);
    return args.positional[0];
}

template <int wanted>
bool remainder(Evaluator &e, const Item &item, const Args &)
{
    const Item rest = e.binary(u"%"_s, item, Value(2));
    return e.equals(rest, Value(wanted));
}

} // namespace

void addTests(TestTable &t)
{
    t[u"defined"_s] = [](Evaluator &, const Item &i, const Args &) { return !i.isUndefined(); };
    t[u"undefined"_s] = [](Evaluator &, const Item &i, const Args &) { return i.isUndefined(); };
    t[u"none"_s] = [](Evaluator &e, const Item &i, const Args &) { return e.defined(i).isNull(); };
    t[u"string"_s] = [](Evaluator &e, const Item &i, const Args &) { return e.defined(i).isString(); };
    t[u"number"_s] = [](Evaluator &e, const Item &i, const Args &) { return e.defined(i).isNumber(); };
    t[u"integer"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).value() && i.value()->type() == Value::Type::Int;
    };
    t[u"float"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).value() && i.value()->type() == Value::Type::Double;
    };
    t[u"boolean"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).value() && i.value()->type() == Value::Type::Bool;
    };
    t[u"true"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).value() && i.value()->type() == Value::Type::Bool && i.value()->isTrue();
    };
    t[u"false"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).value() && i.value()->type() == Value::Type::Bool && !i.value()->isTrue();
    };
    t[u"mapping"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).isDict() || i.typeName().startsWith("HostVars"_L1);
    };
    t[u"sequence"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).isList() || i.isDict() || i.isString();
    };
    t[u"iterable"_s] = t[u"sequence"_s];
    t[u"callable"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return e.defined(i).as<Callable>() != nullptr;
    };
    t[u"even"_s] = remainder<0>;
    t[u"odd"_s] = remainder<1>;
    t[u"divisibleby"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return e.equals(e.binary(u"%"_s, i, argument(a)), Value(0));
    };
    t[u"upper"_s] = [](Evaluator &e, const Item &i, const Args &) {
        const QString text = e.text(i);
        return text.toUpper() == text && text.toLower() != text;
    };
    t[u"lower"_s] = [](Evaluator &e, const Item &i, const Args &) {
        const QString text = e.text(i);
        return text.toLower() == text && text.toUpper() != text;
    };
    t[u"eq"_s] = [](Evaluator &e, const Item &i, const Args &a) { return e.equals(i, argument(a)); };
    t[u"ne"_s] = [](Evaluator &e, const Item &i, const Args &a) { return !e.equals(i, argument(a)); };
    t[u"lt"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return e.compare(i, argument(a), u"<"_s) < 0;
    };
    t[u"le"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return e.compare(i, argument(a), u"<="_s) <= 0;
    };
    t[u"gt"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return e.compare(i, argument(a), u">"_s) > 0;
    };
    t[u"ge"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return e.compare(i, argument(a), u">="_s) >= 0;
    };
    t[u"in"_s] = [](Evaluator &e, const Item &i, const Args &a) { return e.contains(argument(a), i); };
    t[u"sameas"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        const Item other = argument(a);
        return i.typeName() == other.typeName() && e.equals(i, other);
    };
    t[u"escaped"_s] = [](Evaluator &, const Item &, const Args &) { return false; };
    t[u"filter"_s] = [](Evaluator &e, const Item &i, const Args &) {
        return findFilter(e.text(i)) != nullptr;
    };
    t[u"test"_s] = [](Evaluator &e, const Item &i, const Args &) { return findTest(e.text(i)) != nullptr; };
    const std::initializer_list<std::pair<QString, QString>> others{
        {u"=="_s, u"eq"_s}, {u"equalto"_s, u"eq"_s},     {u"!="_s, u"ne"_s},
        {u"<"_s, u"lt"_s},  {u"lessthan"_s, u"lt"_s},    {u"<="_s, u"le"_s},
        {u">"_s, u"gt"_s},  {u"greaterthan"_s, u"gt"_s}, {u">="_s, u"ge"_s}};
    for (const auto &[name, of] : others)
        t.insert(name, t.value(of));
}

} // namespace skybro::playbook
