#pragma once

#include "models/playbook/value.h"

#include <QHash>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace skybro::playbook {

class Evaluator;
class Item;
class Object;
using Items = std::vector<Item>;

/// What went wrong within a template. Thrown in the evaluator, caught by the Templar, seen by nobody else.
struct Fault
{
    enum class Kind
    {
        Undefined,
        Type, ///< Python's TypeError
        Other,
        Loop, ///< a variable that needs itself
        Deadline
    };
    Kind kind = Kind::Other;
    QString text;
};

/// What an expression gives while it is evaluated: plain data, an undefined name (which fails when it is
/// used, not when it is passed to `default`), or a thing that only templates know: tuples, macros, loops.
class Item
{
public:
    Item() = default;
    Item(Value value) // NOLINT(google-explicit-constructor)
        : m_data(std::move(value))
    {
    }
    Item(std::shared_ptr<Object> object) // NOLINT(google-explicit-constructor)
        : m_data(std::move(object))
    {
    }
    [[nodiscard]] static Item undefined(QString message);
    /// What "'x' if false" gives: nothing at all, and no fault when it is printed or tested for truth.
    [[nodiscard]] static Item nothing(QString message);
    /// A container whose texts may still be templates.
    [[nodiscard]] static Item raw(Value value);
    /// Text that stays text though it looks like a list: what to_json and its like give.
    [[nodiscard]] static Item nativeText(QString text);

    [[nodiscard]] bool isUndefined() const { return std::holds_alternative<Undefined>(m_data); }
    [[nodiscard]] const QString &undefinedText() const { return *std::get<Undefined>(m_data).message; }
    [[nodiscard]] bool isNothing() const { return m_isNothing; }
    [[nodiscard]] bool isRaw() const { return m_isRaw; }
    [[nodiscard]] bool isNativeText() const { return m_isNativeText; }
    /// Null when it is none.
    [[nodiscard]] const Value *value() const { return std::get_if<Value>(&m_data); }
    [[nodiscard]] std::shared_ptr<Object> object() const;
    template <typename T>
    [[nodiscard]] std::shared_ptr<T> as() const
    {
        return std::dynamic_pointer_cast<T>(object());
    }

    [[nodiscard]] bool isNull() const { return value() && value()->isNull(); }
    [[nodiscard]] bool isString() const { return value() && value()->isString(); }
    /// An int or a bool.
    [[nodiscard]] bool isInteger() const;
    [[nodiscard]] bool isNumber() const;
    [[nodiscard]] bool isDict() const;
    [[nodiscard]] bool isList() const; ///< or a tuple
    /// Python's name of its type: "str", "dict" …
    [[nodiscard]] QString typeName() const;

private:
    struct Undefined
    {
        std::shared_ptr<const QString> message;
    };
    std::variant<Value, Undefined, std::shared_ptr<Object>> m_data;
    bool m_isRaw = false;
    bool m_isNativeText = false;
    bool m_isNothing = false;
};

/// The arguments of a call, a filter or a test.
struct Args
{
    Items positional;
    std::vector<std::pair<QString, Item>> named;

    /// By place or by name; null when it was not given.
    [[nodiscard]] const Item *find(std::size_t index, const QString &name) const;
    [[nodiscard]] bool has(std::size_t index, const QString &name) const { return find(index, name); }
    /// These fail with a Fault when the argument has another type.
    [[nodiscard]] QString text(std::size_t index, const QString &name, const QString &otherwise = {}) const;
    [[nodiscard]] qint64 integer(std::size_t index, const QString &name, qint64 otherwise = 0) const;
    [[nodiscard]] bool flag(std::size_t index, const QString &name, bool otherwise = false) const;
};

/// A thing that only templates know.
class Object
{
public:
    Object() = default;
    virtual ~Object();
    Object(const Object &) = delete;
    Object &operator=(const Object &) = delete;

    [[nodiscard]] virtual QString typeName() const = 0;
    [[nodiscard]] virtual QString toText(Evaluator &evaluator) const;
    [[nodiscard]] virtual bool isTrue() const { return true; }
    /// Nothing when it has no such member.
    [[nodiscard]] virtual std::optional<Item> member(Evaluator &evaluator, const QString &name);
    [[nodiscard]] virtual Value toValue(Evaluator &evaluator) const;
    /// this - other; nothing when that makes no sense.
    [[nodiscard]] virtual std::optional<Item> minus(const Item &other) const;
};

class ListObject : public Object
{
public:
    explicit ListObject(Items list, bool tuple = false)
        : items(std::move(list))
        , isTuple(tuple)
    {
    }
    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] QString toText(Evaluator &evaluator) const override;
    [[nodiscard]] bool isTrue() const override { return !items.empty(); }
    [[nodiscard]] std::optional<Item> member(Evaluator &evaluator, const QString &name) override;
    [[nodiscard]] Value toValue(Evaluator &evaluator) const override;

    Items items;
    bool isTuple = false;
    QStringList names; ///< of a named tuple: grouper, list
};

class DictObject : public Object
{
public:
    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] QString toText(Evaluator &evaluator) const override;
    [[nodiscard]] bool isTrue() const override { return !m_entries.empty(); }
    [[nodiscard]] Value toValue(Evaluator &evaluator) const override;

    void insert(const Value &key, Item item);
    bool remove(const Value &key);
    [[nodiscard]] const Item *find(const Value &key) const;
    [[nodiscard]] const std::vector<std::pair<Value, Item>> &entries() const { return m_entries; }

private:
    std::vector<std::pair<Value, Item>> m_entries;
    QHash<QString, std::size_t> m_index;
};

/// range, lookup, a macro, a method bound to its value.
class Callable : public Object
{
public:
    using Function = std::function<Item(Evaluator &, const Args &)>;
    Callable(QString name, Function function)
        : m_name(std::move(name))
        , m_function(std::move(function))
    {
    }
    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] std::optional<Item> member(Evaluator &evaluator, const QString &name) override;
    [[nodiscard]] Item call(Evaluator &evaluator, const Args &args) const
    {
        return m_function(evaluator, args);
    }

private:
    QString m_name;
    Function m_function;
};

/// namespace(), an imported template, loop: named members that may change.
class Members : public Object
{
public:
    explicit Members(QString typeName)
        : m_typeName(std::move(typeName))
    {
    }
    [[nodiscard]] QString typeName() const override { return m_typeName; }
    [[nodiscard]] std::optional<Item> member(Evaluator &evaluator, const QString &name) override;
    QHash<QString, Item> members;

private:
    QString m_typeName;
};

/// A list as plain data where all of it is plain, else as an object.
[[nodiscard]] Item makeList(Items items);
[[nodiscard]] Item makeTuple(Items items);
[[nodiscard]] Item makeCallable(const QString &name, Callable::Function function);
/// Python's repr of plain data: strings in quotes.
[[nodiscard]] QString pythonRepr(const Value &value);
/// The literal that ast.literal_eval would read; nothing when it is none.
[[nodiscard]] std::optional<Value> pythonLiteral(const QString &text);

[[noreturn]] void throwFault(const QString &text, Fault::Kind kind = Fault::Kind::Other);
[[noreturn]] void throwType(const QString &text);

/// No list and no text that a template makes may be larger.
constexpr qsizetype largestList = 1'000'000;
constexpr qsizetype largestText = 64'000'000;

} // namespace skybro::playbook
