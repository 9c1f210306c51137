#include "models/playbook/template/evaluator.h"

#include "models/playbook/template/functions.h"
#include "models/playbook/template/hostvariables.h"

#include <QScopeGuard>

#include <utility>

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using Kind = Node::Kind;

namespace {

/// Deeper than any template a person writes; bounded so that the thread's stack is enough.
constexpr int deepest = 400;

} // namespace

Evaluator::Depth::Depth(Evaluator &evaluator)
    : m_evaluator(evaluator)
{
    if (++m_evaluator.m_depth > deepest) {
        --m_evaluator.m_depth;
        throwFault(u"maximum recursion depth exceeded"_s, Fault::Kind::Loop);
    }
}

void Evaluator::tick()
{
    if ((++m_ticks & 0x3f) == 0 && std::chrono::steady_clock::now() > m_end)
        throwFault({}, Fault::Kind::Deadline);
}

std::chrono::milliseconds Evaluator::timeLeft() const
{
    const auto left = m_end - std::chrono::steady_clock::now();
    return std::max(std::chrono::milliseconds(1),
                    std::chrono::duration_cast<std::chrono::milliseconds>(left));
}

std::shared_ptr<const Node> Evaluator::parse(const QString &text, const Syntax &syntax)
{
    auto tree = m_parser.parse(text, syntax, timeLeft());
    if (!tree) {
        if (tree.error().kind == ErrorKind::TimedOut)
            throwFault({}, Fault::Kind::Deadline);
        throwFault(u"template error while templating string: %1. String: %2"_s.arg(tree.error().text, text));
    }
    return *tree;
}

Item Evaluator::eval(const Node &node)
{
    const Depth depth(*this);
    tick();
    switch (node.kind) {
    case Kind::Literal:
        return node.value;
    case Kind::Name:
        return name(node.text);
    case Kind::Tuple:
    case Kind::ListOf: {
        Items items;
        for (const auto &child : node.children)
            items.push_back(eval(*child));
        return Item(std::make_shared<ListObject>(std::move(items), node.kind == Kind::Tuple));
    }
    case Kind::DictOf: {
        auto dict = std::make_shared<DictObject>();
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            const Value key = plain(eval(*node.child(i)));
            if (key.isList() || key.isDict())
                throwType(u"unhashable type: '%1'"_s.arg(Item(key).typeName()));
            dict->insert(key, eval(*node.child(i + 1)));
        }
        return Item(std::move(dict));
    }
    case Kind::Attribute:
        return attribute(eval(*node.child(0)), node.text);
    case Kind::Subscript: {
        const Item of = eval(*node.child(0));
        const Node &key = *node.child(1);
        if (key.kind != Kind::Slice)
            return item(of, eval(key));
        const auto part = [&](std::size_t i) { return key.child(i) ? eval(*key.child(i)) : Item(); };
        return slice(of, part(0), part(1), part(2));
    }
    case Kind::Call:
        return evalCall(node);
    case Kind::Filter: {
        const Item input = eval(*node.child(0));
        return filter(node.text, input, arguments(node, 1));
    }
    case Kind::Test: {
        const Item input = eval(*node.child(0));
        return Value(test(node.text, input, arguments(node, 1)));
    }
    case Kind::Captured:
        return name(u" captured"_s);
    case Kind::Not:
        return Value(!isTrue(eval(*node.child(0))));
    case Kind::Negate:
    case Kind::Plus: {
        const Item operand = eval(*node.child(0));
        if (!defined(operand).isNumber()) {
            throwType(u"bad operand type for unary %1: '%2'"_s.arg(node.kind == Kind::Plus ? u'+' : u'-')
                          .arg(operand.typeName()));
        }
        return binary(node.kind == Kind::Plus ? u"+"_s : u"-"_s, Value(0), operand);
    }
    case Kind::And:
    case Kind::Or: {
        const Item left = eval(*node.child(0));
        return isTrue(left) == (node.kind == Kind::Or) ? left : eval(*node.child(1));
    }
    case Kind::Binary: {
        const Item left = eval(*node.child(0));
        return binary(node.text, left, eval(*node.child(1)));
    }
    case Kind::Compare:
        return evalCompare(node);
    case Kind::Choose:
        if (isTrue(eval(*node.child(0))))
            return eval(*node.child(1));
        if (node.child(2))
            return eval(*node.child(2));
        return Item::nothing(
            u"the inline if-expression on line %1 evaluated to false and no else section was defined."_s.arg(
                node.line));
    default:
        throwFault(u"unexpected part of a template on line %1"_s.arg(node.line));
    }
}

Item Evaluator::evalCompare(const Node &node)
{
    Item left = eval(*node.child(0));
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        const Node &operand = *node.child(i);
        Item right = eval(*operand.child(0));
        const QString &op = operand.text;
        bool holds = false;
        if (op == "=="_L1)
            holds = equals(left, right);
        else if (op == "!="_L1)
            holds = !equals(left, right);
        else if (op == "in"_L1)
            holds = contains(right, left);
        else if (op == "not in"_L1)
            holds = !contains(right, left);
        else if (op == "<"_L1)
            holds = compare(left, right, op) < 0;
        else if (op == ">"_L1)
            holds = compare(left, right, op) > 0;
        else if (op == "<="_L1)
            holds = compare(left, right, op) <= 0;
        else
            holds = compare(left, right, op) >= 0;
        if (!holds)
            return Value(false);
        left = std::move(right);
    }
    return Value(true);
}

Args Evaluator::arguments(const Node &node, std::size_t from)
{
    Args args;
    for (std::size_t i = from; i < node.children.size(); ++i) {
        const Node &child = *node.child(i);
        if (child.kind == Kind::Kwarg) {
            args.named.emplace_back(child.text, eval(*child.child(0)));
        } else if (child.kind == Kind::Splat) {
            for (Item &item : iterate(eval(*child.child(0))))
                args.positional.push_back(std::move(item));
        } else if (child.kind == Kind::KwSplat) {
            const Item dict = eval(*child.child(0));
            for (const Item &key : iterate(dict))
                args.named.emplace_back(text(key), item(dict, key));
        } else {
            args.positional.push_back(eval(child));
        }
    }
    return args;
}

Item Evaluator::mutableTarget(const Node &node)
{
    Item target = eval(node);
    // list.append() and dict.update() change the variable: it becomes one that can be changed.
    if (node.kind != Kind::Name || !target.value())
        return target;
    Item changeable;
    if (target.value()->isList()) {
        changeable = Item(std::make_shared<ListObject>(iterate(target)));
    } else if (target.value()->isDict()) {
        auto dict = std::make_shared<DictObject>();
        for (const Item &key : iterate(target))
            dict->insert(*key.value(), item(target, key));
        changeable = Item(std::move(dict));
    } else {
        return target;
    }
    for (auto frame = m_frame; frame; frame = frame->parent) {
        if (const auto it = frame->names.find(node.text); it != frame->names.end()) {
            *it = changeable;
            return changeable;
        }
    }
    m_known.insert(node.text, changeable);
    return changeable;
}

Item Evaluator::evalCall(const Node &node)
{
    const Node &callee = *node.child(0);
    if (callee.kind == Kind::Attribute) {
        static const QSet<QString> changing{u"append"_s, u"extend"_s,  u"insert"_s,     u"pop"_s,
                                            u"remove"_s, u"update"_s,  u"setdefault"_s, u"clear"_s,
                                            u"sort"_s,   u"reverse"_s, u"popitem"_s};
        const Item of =
            changing.contains(callee.text) ? mutableTarget(*callee.child(0)) : eval(*callee.child(0));
        if (of.isUndefined())
            throwFault(of.undefinedText(), Fault::Kind::Undefined);
        if (const auto method = findMethod(of, callee.text))
            return call(*method, arguments(node, 1));
        const Item member = attribute(of, callee.text);
        if (member.isUndefined())
            throwFault(member.undefinedText(), Fault::Kind::Undefined);
        return call(member, arguments(node, 1));
    }
    const Item function = eval(callee);
    return call(function, arguments(node, 1));
}

Item Evaluator::call(const Item &callee, const Args &args)
{
    const Depth depth(*this);
    if (const auto function = defined(callee).as<Callable>())
        return function->call(*this, args);
    if (const auto thing = callee.object()) {
        if (const auto function = thing->member(*this, u" call"_s))
            return call(*function, args);
    }
    throwType(u"'%1' object is not callable"_s.arg(callee.typeName()));
}

Item Evaluator::filter(const QString &name, const Item &input, const Args &args)
{
    const FilterFunction function = findFilter(name);
    if (!function)
        throwFault(
            u"template error while templating string: Could not load \"%1\": no such filter"_s.arg(name));
    return function(*this, input, args);
}

bool Evaluator::test(const QString &name, const Item &input, const Args &args)
{
    const TestFunction function = findTest(name);
    if (!function)
        throwFault(
            u"template error while templating string: Could not load \"%1\": no such test"_s.arg(name));
    return function(*this, input, args);
}

Item Evaluator::name(const QString &name)
{
    for (const Frame *frame = m_frame.get(); frame; frame = frame->parent.get()) {
        if (const auto it = frame->names.constFind(name); it != frame->names.constEnd())
            return *it;
    }
    if (auto found = variable(name))
        return *found;
    if (auto global = findGlobal(name))
        return *global;
    return Item::undefined(u"'%1' is undefined"_s.arg(name));
}

std::optional<Item> Evaluator::variable(const QString &name)
{
    if (const auto it = m_known.constFind(name); it != m_known.constEnd())
        return *it;
    const auto raw = m_scope->variable(name);
    if (!raw && name == "vars"_L1) {
        const Item all{std::make_shared<HostMembers>(*m_scope)};
        m_known.insert(name, all);
        return all;
    }
    if (!raw) {
        if (name != "hostvars"_L1 || m_scope->hostNames().isEmpty())
            return std::nullopt;
        auto hosts = std::make_shared<HostVariables>(*m_scope);
        m_known.insert(name, Item(hosts));
        return Item(hosts);
    }
    const Item item = adopt(*raw);
    m_known.insert(name, item);
    return item;
}

Item Evaluator::adopt(const Value &raw)
{
    if (raw.isList() || raw.isDict())
        return Item::raw(raw);
    if (!raw.isString())
        return raw;
    if (raw.isUnsafe()) {
        m_isUnsafe = true;
        return raw;
    }
    if (!Templar::isTemplate(raw))
        return raw;
    try {
        return expandText(raw.toText());
    } catch (const Fault &fault) {
        // As Ansible does: it fails when it is used, so that `default` may still help.
        if (fault.kind != Fault::Kind::Undefined)
            throw;
        return Item::undefined(raw.toText() + u": "_s + fault.text);
    }
}

Item Evaluator::inScope(const Scope &other, const std::function<Item()> &work)
{
    const Scope *scope = std::exchange(m_scope, &other);
    auto frame = std::exchange(m_frame, nullptr);
    auto known = std::exchange(m_known, {});
    auto expanding = std::exchange(m_expanding, {});
    const auto restore = qScopeGuard([&] {
        m_scope = scope;
        m_frame = std::move(frame);
        m_known = std::move(known);
        m_expanding = std::move(expanding);
    });
    return Item(plain(work()));
}

} // namespace skybro::playbook
