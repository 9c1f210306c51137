#include "models/playbook/template/evaluator.h"
#include "models/playbook/template/functions.h"
#include "models/playbook/template/hostvariables.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Whether plain() has anything to do with a raw value: templates to expand, unsafe texts to notice.
bool needsWork(const Value &value)
{
    if (value.isString())
        return value.isUnsafe() || Templar::isTemplate(value);
    if (value.isList())
        return std::ranges::any_of(value.list(), needsWork);
    return std::ranges::any_of(value.dict(),
                               [](const Dict::Entry &entry) { return needsWork(entry.second); });
}

/// Python counts characters, QString UTF-16 units; they differ beyond the basic plane only.
bool hasSurrogates(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isSurrogate(); });
}

Items characters(const QString &text)
{
    Items items;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype width = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        items.emplace_back(Value(text.mid(i, width)));
        i += width - 1;
    }
    return items;
}

[[noreturn]] void throwOperands(const QString &op, const Item &left, const Item &right)
{
    throwType(
        u"unsupported operand type(s) for %1: '%2' and '%3'"_s.arg(op, left.typeName(), right.typeName()));
}

[[noreturn]] void throwTooLarge()
{
    throwFault(u"the number does not fit into 64 bits"_s);
}

Item integerResult(const QString &op, qint64 a, qint64 b)
{
    qint64 result = 0;
    if (op == "+"_L1   ? __builtin_add_overflow(a, b, &result)
        : op == "-"_L1 ? __builtin_sub_overflow(a, b, &result)
                       : __builtin_mul_overflow(a, b, &result))
        throwTooLarge();
    return Value(result);
}

Item power(const Item &left, const Item &right)
{
    if (left.isInteger() && right.isInteger() && *right.value()->toInt() >= 0) {
        qint64 result = 1;
        const qint64 base = *left.value()->toInt();
        for (qint64 i = *right.value()->toInt(); i > 0; --i) {
            if (base == 0 || base == 1)
                return Value(base);
            if (base == -1)
                return Value(i % 2 == 0 ? qint64(1) : qint64(-1));
            if (__builtin_mul_overflow(result, base, &result))
                throwTooLarge();
        }
        return Value(result);
    }
    return Value(std::pow(*left.value()->toDouble(), *right.value()->toDouble()));
}

Item divide(const QString &op, const Item &left, const Item &right)
{
    const double b = *right.value()->toDouble();
    const bool areIntegers = left.isInteger() && right.isInteger();
    if (b == 0) {
        throwFault(op == "/"_L1   ? (areIntegers ? u"division by zero"_s : u"float division by zero"_s)
                   : areIntegers  ? u"integer division or modulo by zero"_s
                   : op == "%"_L1 ? u"float modulo"_s
                                  : u"float floor division by zero"_s);
    }
    const double a = *left.value()->toDouble();
    if (op == "/"_L1)
        return Value(a / b);
    if (areIntegers) {
        const qint64 x = *left.value()->toInt();
        const qint64 y = *right.value()->toInt();
        if (y == -1)
            return op == "//"_L1 ? integerResult(u"-"_s, 0, x) : Item(Value(0));
        const qint64 rest = ((x % y) + y) % y;
        return Value(op == "//"_L1 ? (x - rest) / y : rest);
    }
    return Value(op == "//"_L1 ? std::floor(a / b) : a - b * std::floor(a / b));
}

} // namespace

const Item &Evaluator::defined(const Item &item) const
{
    if (item.isUndefined())
        throwFault(item.undefinedText(), Fault::Kind::Undefined);
    return item;
}

Value Evaluator::plain(const Item &item)
{
    const Depth depth(*this);
    if (item.isNothing())
        return Value(QString());
    if (const auto object = defined(item).object())
        return object->toValue(*this);
    const Value &value = *item.value();
    if (!item.isRaw() || !needsWork(value))
        return value;
    const auto expanded = [this](const Value &raw) {
        tick();
        if (raw.isString() && !raw.isUnsafe() && Templar::isTemplate(raw))
            return plain(expandText(raw.toText()));
        if (raw.isString() && raw.isUnsafe())
            m_isUnsafe = true;
        return plain(Item::raw(raw));
    };
    if (value.isList()) {
        List list;
        for (const Value &member : value.list())
            list.append(expanded(member));
        return list;
    }
    if (value.isDict()) {
        Dict dict;
        for (const auto &[key, member] : value.dict())
            dict.insert(key, expanded(member));
        return dict;
    }
    return value;
}

QString Evaluator::text(const Item &item)
{
    if (item.isNothing())
        return {};
    if (const auto object = defined(item).object())
        return object->toText(*this);
    return item.isRaw() ? plain(item).toText() : item.value()->toText();
}

QString Evaluator::repr(const Item &item)
{
    const Depth depth(*this);
    if (const auto object = defined(item).object())
        return object->toText(*this);
    return pythonRepr(plain(item));
}

bool Evaluator::isTrue(const Item &item)
{
    if (item.isNothing())
        return false;
    if (const auto object = defined(item).object())
        return object->isTrue();
    return item.value()->isTrue();
}

Items Evaluator::iterate(const Item &item)
{
    if (item.isNothing())
        return {};
    Items items;
    if (const auto list = defined(item).as<ListObject>())
        return list->items;
    if (const auto dict = item.as<DictObject>()) {
        for (const auto &[key, value] : dict->entries())
            items.emplace_back(key);
        return items;
    }
    QStringList names;
    if (const auto hosts = item.as<HostVariables>())
        names = hosts->names();
    else if (const auto host = item.as<HostMembers>())
        names = host->names();
    else if (!item.value() || item.isNull() || item.isNumber())
        throwType(u"'%1' object is not iterable"_s.arg(item.typeName()));
    else if (item.isString())
        return characters(item.value()->toText());
    else if (item.value()->isDict())
        names = item.value()->dict().keys();
    for (const QString &name : std::as_const(names))
        items.emplace_back(Value(name));
    if (!item.value() || !item.value()->isList())
        return items;
    items.reserve(static_cast<std::size_t>(item.value()->list().size()));
    for (const Value &member : item.value()->list())
        items.push_back(item.isRaw() ? adopt(member) : Item(member));
    return items;
}

qsizetype Evaluator::length(const Item &item)
{
    if (const Value *value = defined(item).value()) {
        if (value->isList())
            return value->list().size();
        if (value->isDict())
            return value->dict().size();
        if (value->isString() && !hasSurrogates(value->toText()))
            return value->toText().size();
        if (value->isString())
            return static_cast<qsizetype>(characters(value->toText()).size());
        throwType(u"object of type '%1' has no len()"_s.arg(item.typeName()));
    }
    return static_cast<qsizetype>(iterate(item).size());
}

bool Evaluator::equals(const Item &left, const Item &right)
{
    const Depth depth(*this);
    if (defined(left).value() && defined(right).value())
        return left.isRaw() || right.isRaw() ? plain(left) == plain(right) : *left.value() == *right.value();
    if (left.isList() && right.isList()) {
        const Items a = iterate(left);
        const Items b = iterate(right);
        return std::ranges::equal(a, b, [this](const Item &x, const Item &y) { return equals(x, y); });
    }
    if (left.isDict() && right.isDict())
        return plain(left) == plain(right);
    return left.object() && left.object() == right.object();
}

int Evaluator::compare(const Item &left, const Item &right, const QString &op)
{
    const Depth depth(*this);
    tick();
    if (defined(left).isNumber() && defined(right).isNumber()) {
        if (left.isInteger() && right.isInteger()) {
            const qint64 a = *left.value()->toInt();
            const qint64 b = *right.value()->toInt();
            return a < b ? -1 : a > b ? 1 : 0;
        }
        const double a = *left.value()->toDouble();
        const double b = *right.value()->toDouble();
        return a < b ? -1 : a > b ? 1 : 0;
    }
    if (left.isString() && right.isString())
        return left.value()->toText().compare(right.value()->toText());
    if (left.isList() && right.isList()) {
        const Items a = iterate(left);
        const Items b = iterate(right);
        for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
            if (!equals(a[i], b[i]))
                return compare(a[i], b[i], op);
        }
        return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
    }
    throwType(u"'%1' not supported between instances of '%2' and '%3'"_s.arg(op, left.typeName(),
                                                                             right.typeName()));
}

bool Evaluator::contains(const Item &container, const Item &item)
{
    defined(item);
    if (defined(container).isString()) {
        if (!item.isString()) {
            throwType(u"'in <string>' requires string as left operand, not %1"_s.arg(item.typeName()));
        }
        return container.value()->toText().contains(item.value()->toText());
    }
    if (container.isNull() || container.isNumber())
        throwType(u"argument of type '%1' is not iterable"_s.arg(container.typeName()));
    if (container.value() && container.value()->isDict())
        return item.value() && container.value()->dict().contains(item.value()->toText());
    if (const auto dict = container.as<DictObject>())
        return item.value() && dict->find(*item.value());
    const Items items = iterate(container);
    return std::ranges::any_of(items, [&](const Item &one) { return equals(one, item); });
}

Item Evaluator::binary(const QString &op, const Item &left, const Item &right)
{
    defined(left);
    defined(right);
    if (op == "~"_L1) {
        QString joined = text(left) + text(right);
        if (joined.size() > largestText)
            throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
        return Value(std::move(joined));
    }
    if (op == "%"_L1 && left.isString())
        return Value(percentFormat(*this, left.value()->toText(), right));
    if (left.isNumber() && right.isNumber()) {
        if (op == "**"_L1)
            return power(left, right);
        if (op == "/"_L1 || op == "//"_L1 || op == "%"_L1)
            return divide(op, left, right);
        if (left.isInteger() && right.isInteger())
            return integerResult(op, *left.value()->toInt(), *right.value()->toInt());
        const double a = *left.value()->toDouble();
        const double b = *right.value()->toDouble();
        return Value(op == "+"_L1 ? a + b : op == "-"_L1 ? a - b : a * b);
    }
    if (op == "+"_L1 && left.isString()) {
        if (!right.isString())
            throwType(u"can only concatenate str (not \"%1\") to str"_s.arg(right.typeName()));
        return Value(left.value()->toText() + right.value()->toText());
    }
    if (op == "+"_L1 && left.isList()) {
        if (!right.isList() || left.typeName() != right.typeName()) {
            throwType(u"can only concatenate %1 (not \"%2\") to %1"_s.arg(left.typeName(), right.typeName()));
        }
        Items items = iterate(left);
        for (Item &item : iterate(right))
            items.push_back(std::move(item));
        return left.typeName() == "tuple"_L1 ? makeTuple(std::move(items)) : makeList(std::move(items));
    }
    if (op == "*"_L1 && (left.isInteger() || right.isInteger())) {
        const Item &what = left.isInteger() ? right : left;
        const qint64 count = std::max<qint64>(0, *(left.isInteger() ? left : right).value()->toInt());
        if (what.isString()) {
            const QString &once = what.value()->toText();
            if (count > largestText || once.size() * count > largestText)
                throwFault(u"the text becomes larger than %1 characters"_s.arg(largestText));
            return Value(once.repeated(count));
        }
        if (what.isList()) {
            const Items once = iterate(what);
            if (count > largestList || static_cast<qint64>(once.size()) * count > largestList)
                throwFault(u"a list of more than %1 items is refused"_s.arg(largestList));
            Items items;
            for (qint64 i = 0; i < count; ++i)
                items.insert(items.end(), once.begin(), once.end());
            return makeList(std::move(items));
        }
    }
    if (op == "-"_L1 && left.object()) {
        if (auto difference = left.object()->minus(right))
            return *difference;
    }
    throwOperands(op == "**"_L1 ? u"** or pow()"_s : op, left, right);
}

Item Evaluator::attribute(const Item &of, const QString &name)
{
    if (of.isUndefined())
        return of;
    if (const auto object = of.object()) {
        if (auto found = object->member(*this, name))
            return *found;
    }
    if (const auto dict = of.as<DictObject>()) {
        if (const Item *found = dict->find(Value(name)))
            return *found;
    }
    if (of.value() && of.value()->isDict()) {
        if (const Value *found = of.value()->dict().find(name))
            return of.isRaw() ? adopt(*found) : Item(*found);
    }
    if (const auto method = findMethod(of, name))
        return *method;
    if (of.isNull())
        return Item::undefined(u"'None' has no attribute '%1'"_s.arg(name));
    return Item::undefined(u"'%1 object' has no attribute '%2'"_s.arg(of.typeName(), name));
}

Item Evaluator::item(const Item &of, const Item &key)
{
    if (of.isUndefined())
        return of;
    defined(key);
    if (key.isString())
        return attribute(of, key.value()->toText());
    const Item missing = Item::undefined(
        u"%1 object has no element %2"_s.arg(of.typeName(), key.value() ? repr(key) : QString()));
    if (!key.value())
        return missing;
    if (const auto dict = of.as<DictObject>()) {
        const Item *found = dict->find(*key.value());
        return found ? *found : missing;
    }
    // Keys that YAML reads as numbers are texts here.
    if (of.value() && of.value()->isDict()) {
        const Value *found = of.value()->dict().find(key.value()->toText());
        return !found ? missing : of.isRaw() ? adopt(*found) : Item(*found);
    }
    if (!key.isInteger() || (!of.isList() && !of.isString()))
        return missing;
    const qsizetype size = length(of);
    qint64 at = *key.value()->toInt();
    at += at < 0 ? size : 0;
    if (at < 0 || at >= size)
        return missing;
    if (of.value() && of.value()->isList()) {
        const Value &found = of.value()->list()[at];
        return of.isRaw() ? adopt(found) : Item(found);
    }
    if (const auto list = of.as<ListObject>())
        return list->items[static_cast<std::size_t>(at)];
    return iterate(of)[static_cast<std::size_t>(at)];
}

Item Evaluator::slice(const Item &of, const Item &from, const Item &to, const Item &step)
{
    if (!defined(of).isList() && !of.isString()) {
        if (of.isNull() || of.isNumber())
            throwType(u"'%1' object is not subscriptable"_s.arg(of.typeName()));
        throwType(u"unhashable type: 'slice'"_s);
    }
    const Items items = iterate(of);
    const auto size = static_cast<qint64>(items.size());
    const auto number = [this](const Item &item, qint64 otherwise) {
        if (item.isNull())
            return otherwise;
        if (!defined(item).isInteger())
            throwType(u"slice indices must be integers or None or have an __index__ method"_s);
        return *item.value()->toInt();
    };
    const qint64 by = number(step, 1);
    if (by == 0)
        throwFault(u"slice step cannot be zero"_s);
    const auto bound = [&](const Item &item, qint64 otherwise) {
        if (item.isNull())
            return otherwise;
        qint64 at = number(item, 0);
        at += at < 0 ? size : 0;
        return by > 0 ? std::clamp<qint64>(at, 0, size) : std::clamp<qint64>(at, -1, size - 1);
    };
    const qint64 first = bound(from, by > 0 ? 0 : size - 1);
    const qint64 end = bound(to, by > 0 ? size : -1);
    Items chosen;
    // Counted, since first + by may not fit.
    const qint64 distance = by > 0 ? end - first : first - end;
    const qint64 stride = by > 0 ? by : -std::max(by, -std::numeric_limits<qint64>::max());
    for (qint64 i = 0; i < distance; i += std::min(stride, distance))
        chosen.push_back(items[static_cast<std::size_t>(by > 0 ? first + i : first - i)]);
    if (!of.isString())
        return of.typeName() == "tuple"_L1 ? makeTuple(std::move(chosen)) : makeList(std::move(chosen));
    QString joined;
    for (const Item &item : chosen)
        joined += item.value()->toText();
    return Value(joined);
}

Item Evaluator::path(const Item &of, const Item &attributes)
{
    if (defined(attributes).isInteger())
        return item(of, attributes);
    Item at = of;
    for (const QString &part : text(attributes).split(u'.')) {
        bool isNumber = false;
        const qint64 number = part.toLongLong(&isNumber);
        at = item(at, isNumber ? Value(number) : Value(part));
    }
    return at;
}

} // namespace skybro::playbook
