#include "models/playbook/template/item.h"

#include "models/playbook/template/evaluator.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

void throwFault(const QString &text, Fault::Kind kind)
{
    throw Fault{.kind = kind, .text = text};
}

void throwType(const QString &text)
{
    throw Fault{.kind = Fault::Kind::Type, .text = text};
}

Item Item::undefined(QString message)
{
    Item item;
    item.m_data = Undefined{std::make_shared<const QString>(std::move(message))};
    return item;
}

Item Item::nothing(QString message)
{
    Item item = undefined(std::move(message));
    item.m_isNothing = true;
    return item;
}

Item Item::raw(Value value)
{
    Item item(std::move(value));
    item.m_isRaw = true;
    return item;
}

Item Item::nativeText(QString text)
{
    Item item{Value(std::move(text))};
    item.m_isNativeText = true;
    return item;
}

std::shared_ptr<Object> Item::object() const
{
    const auto *object = std::get_if<std::shared_ptr<Object>>(&m_data);
    return object ? *object : nullptr;
}

bool Item::isInteger() const
{
    return value() && (value()->type() == Value::Type::Int || value()->type() == Value::Type::Bool);
}

bool Item::isNumber() const
{
    return isInteger() || (value() && value()->type() == Value::Type::Double);
}

bool Item::isDict() const
{
    return value() ? value()->isDict() : as<DictObject>() != nullptr;
}

bool Item::isList() const
{
    return value() ? value()->isList() : as<ListObject>() != nullptr;
}

QString Item::typeName() const
{
    if (isUndefined())
        return u"AnsibleUndefined"_s;
    if (const auto thing = object())
        return thing->typeName();
    switch (value()->type()) {
    case Value::Type::Null:
        return u"NoneType"_s;
    case Value::Type::Bool:
        return u"bool"_s;
    case Value::Type::Int:
        return u"int"_s;
    case Value::Type::Double:
        return u"float"_s;
    case Value::Type::String:
        return u"str"_s;
    case Value::Type::Sequence:
        return u"list"_s;
    case Value::Type::Mapping:
        return u"dict"_s;
    }
    return {};
}

const Item *Args::find(std::size_t index, const QString &name) const
{
    if (index < positional.size())
        return &positional[index];
    const auto it = std::ranges::find(named, name, &std::pair<QString, Item>::first);
    return it == named.end() ? nullptr : &it->second;
}

QString Args::text(std::size_t index, const QString &name, const QString &otherwise) const
{
    const Item *item = find(index, name);
    if (!item || item->isNull())
        return otherwise;
    if (item->isUndefined())
        throwFault(item->undefinedText(), Fault::Kind::Undefined);
    if (!item->value())
        throwType(u"expected str, got %1"_s.arg(item->typeName()));
    return item->value()->toText();
}

qint64 Args::integer(std::size_t index, const QString &name, qint64 otherwise) const
{
    const Item *item = find(index, name);
    if (!item || item->isNull())
        return otherwise;
    if (item->isUndefined())
        throwFault(item->undefinedText(), Fault::Kind::Undefined);
    const auto number = item->value() ? item->value()->toInt() : std::nullopt;
    if (!number)
        throwType(u"'%1' object cannot be interpreted as an integer"_s.arg(item->typeName()));
    return *number;
}

bool Args::flag(std::size_t index, const QString &name, bool otherwise) const
{
    const Item *item = find(index, name);
    if (!item)
        return otherwise;
    if (item->isUndefined())
        throwFault(item->undefinedText(), Fault::Kind::Undefined);
    return item->value() ? item->value()->isTrue() : item->object()->isTrue();
}

Object::~Object() = default;

QString Object::toText(Evaluator & /*evaluator*/) const
{
    return u"<%1>"_s.arg(typeName());
}

std::optional<Item> Object::member(Evaluator & /*evaluator*/, const QString & /*name*/)
{
    return std::nullopt;
}

Value Object::toValue(Evaluator &evaluator) const
{
    return toText(evaluator);
}

std::optional<Item> Object::minus(const Item & /*other*/) const
{
    return std::nullopt;
}

QString ListObject::typeName() const
{
    return isTuple ? u"tuple"_s : u"list"_s;
}

QString ListObject::toText(Evaluator &evaluator) const
{
    QStringList parts;
    for (const Item &item : items)
        parts.append(evaluator.repr(item));
    if (!isTuple)
        return u'[' + parts.join(u", "_s) + u']';
    return u'(' + parts.join(u", "_s) + (parts.size() == 1 ? u",)"_s : u")"_s);
}

std::optional<Item> ListObject::member(Evaluator & /*evaluator*/, const QString &name)
{
    const qsizetype at = names.indexOf(name);
    if (at < 0)
        return std::nullopt;
    return items[static_cast<std::size_t>(at)];
}

Value ListObject::toValue(Evaluator &evaluator) const
{
    List list;
    list.reserve(static_cast<qsizetype>(items.size()));
    for (const Item &item : items)
        list.append(evaluator.plain(item));
    return list;
}

namespace {

/// 1, 1.0 and True are the same key, "1" is another.
QString keyText(const Value &key)
{
    if (key.isString())
        return u's' + key.toText();
    if (const auto number = key.toInt())
        return u'i' + QString::number(*number);
    return u'o' + key.toText();
}

} // namespace

QString DictObject::typeName() const
{
    return u"dict"_s;
}

QString DictObject::toText(Evaluator &evaluator) const
{
    QStringList parts;
    for (const auto &[key, item] : m_entries)
        parts.append(pythonRepr(key) + u": "_s + evaluator.repr(item));
    return u'{' + parts.join(u", "_s) + u'}';
}

Value DictObject::toValue(Evaluator &evaluator) const
{
    Dict dict;
    for (const auto &[key, item] : m_entries)
        dict.insert(key.toText(), evaluator.plain(item));
    return dict;
}

void DictObject::insert(const Value &key, Item item)
{
    const QString text = keyText(key);
    const auto known = m_index.constFind(text);
    if (known != m_index.constEnd()) {
        m_entries[*known].second = std::move(item);
        return;
    }
    m_index.insert(text, m_entries.size());
    m_entries.emplace_back(key, std::move(item));
}

bool DictObject::remove(const Value &key)
{
    const auto known = m_index.constFind(keyText(key));
    if (known == m_index.constEnd())
        return false;
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(*known));
    m_index.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_index.insert(keyText(m_entries[i].first), i);
    return true;
}

const Item *DictObject::find(const Value &key) const
{
    const auto known = m_index.constFind(keyText(key));
    return known == m_index.constEnd() ? nullptr : &m_entries[*known].second;
}

QString Callable::typeName() const
{
    return u"function"_s;
}

std::optional<Item> Callable::member(Evaluator & /*evaluator*/, const QString &name)
{
    if (name == "name"_L1)
        return Value(m_name);
    return std::nullopt;
}

std::optional<Item> Members::member(Evaluator & /*evaluator*/, const QString &name)
{
    const auto it = members.constFind(name);
    return it == members.constEnd() ? std::nullopt : std::optional(*it);
}

Item makeList(Items items)
{
    if (static_cast<qsizetype>(items.size()) > largestList)
        throwFault(u"a list of more than %1 items is refused"_s.arg(largestList));
    const bool isPlain =
        std::ranges::all_of(items, [](const Item &item) { return item.value() && !item.isRaw(); });
    if (!isPlain)
        return Item(std::make_shared<ListObject>(std::move(items)));
    List list;
    list.reserve(static_cast<qsizetype>(items.size()));
    for (const Item &item : items)
        list.append(*item.value());
    return Value(std::move(list));
}

Item makeTuple(Items items)
{
    return Item(std::make_shared<ListObject>(std::move(items), true));
}

Item makeCallable(const QString &name, Callable::Function function)
{
    return Item(std::make_shared<Callable>(name, std::move(function)));
}

QString pythonRepr(const Value &value)
{
    if (!value.isString())
        return value.toText();
    const QString list = Value(List{value}).toText();
    return list.mid(1, list.size() - 2);
}

} // namespace skybro::playbook
