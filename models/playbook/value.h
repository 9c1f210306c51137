#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <variant>

/// Ansible's playbooks: read, checked, run.
namespace skybro::playbook {

/// How text beyond ASCII stands in JSON.
enum class JsonText
{
    Ascii, ///< escaped, as json.dumps does unless told otherwise
    Utf8,  ///< as it is, for people; control characters are escaped all the same
};

class Dict;
class Value;
using List = QList<Value>;

/// What a variable holds: what YAML, JSON and Jinja2 can say. A dict keeps the order in which it was written,
/// as Python's do. Copies are cheap (shared, copied on writing). Any thread.
class Value
{
public:
    enum class Type
    {
        Null,
        Bool,
        Int,
        Double,
        String,
        Sequence,
        Mapping
    };

    Value() = default;
    // Out of line: inlined, GCC 12 with sanitizers takes the members that an empty value has not for
    // uninitialized.
    Value(const Value &);
    Value(Value &&) noexcept;
    Value &operator=(const Value &);
    Value &operator=(Value &&) noexcept;
    ~Value();
    Value(bool value); // NOLINT(google-explicit-constructor): values are written as literals everywhere
    Value(int value);
    Value(qint64 value);
    Value(double value);
    Value(QString text);
    Value(const char *) = delete;
    Value(const QStringList &texts);
    Value(List list);
    Value(Dict dict);
    /// Text that is never a template, whatever braces it has: what a node answered, `!unsafe`.
    [[nodiscard]] static Value unsafe(QString text);

    [[nodiscard]] Type type() const { return static_cast<Type>(m_data.index()); }
    [[nodiscard]] bool isNull() const { return type() == Type::Null; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isList() const { return type() == Type::Sequence; }
    [[nodiscard]] bool isDict() const { return type() == Type::Mapping; }
    /// False, 0, "", [], {} and null are false, as in Python.
    [[nodiscard]] bool isTrue() const;
    /// True for a string made by unsafe().
    [[nodiscard]] bool isUnsafe() const;
    /// The same with every text in it unsafe.
    [[nodiscard]] Value toUnsafe() const;

    /// What Ansible takes for a boolean option: true, 1, "yes", "on", "y", "t", "1", … in any case; nothing
    /// for the rest.
    [[nodiscard]] std::optional<bool> toBool() const;
    /// An integer, or text that is one.
    [[nodiscard]] std::optional<qint64> toInt() const;
    [[nodiscard]] std::optional<double> toDouble() const;
    /// As Python's str() prints it: True, None, 1.5, ['a', 1], {'k': 'v'}; a string as it is.
    [[nodiscard]] QString toText() const;
    /// The list; a string "a, b" as its parts; a single other value as a list of one; null as an empty list.
    [[nodiscard]] QStringList toTexts() const;

    /// Empty when it is none.
    [[nodiscard]] const List &list() const;
    [[nodiscard]] const Dict &dict() const;
    /// A member of the dict; a null value when there is none.
    [[nodiscard]] const Value &operator[](const QString &key) const;

    /// As Python compares: 1 == 1.0 == True, dicts whatever their order, strings whether unsafe or not.
    bool operator==(const Value &other) const;

    /// JSON in the order of the dicts. `indent` 0: one line with ", " and ": " as Python's json.dumps prints.
    [[nodiscard]] QByteArray toJson(int indent = 0, JsonText how = JsonText::Ascii) const;
    /// Nothing when it is not JSON. Order of members is kept.
    [[nodiscard]] static std::optional<Value> fromJson(const QByteArray &json);

private:
    struct Text
    {
        QString text;
        bool isUnsafe = false;
    };
    std::variant<std::monostate, bool, qint64, double, Text, List, std::shared_ptr<const Dict>> m_data;
};

/// A mapping that remembers the order of its keys. Keys that YAML reads as numbers or booleans are texts
/// here.
class Dict
{
public:
    using Entry = std::pair<QString, Value>;

    Dict() = default;
    Dict(std::initializer_list<Entry> entries);

    /// Replaces the value and keeps the key's place, or adds it at the end.
    void insert(const QString &key, Value value);
    bool remove(const QString &key);
    /// Null when there is none.
    [[nodiscard]] const Value *find(const QString &key) const;
    [[nodiscard]] bool contains(const QString &key) const { return find(key) != nullptr; }
    [[nodiscard]] Value value(const QString &key, const Value &otherwise = {}) const;
    [[nodiscard]] QStringList keys() const;
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    [[nodiscard]] QList<Entry>::const_iterator begin() const { return m_entries.begin(); }
    [[nodiscard]] QList<Entry>::const_iterator end() const { return m_entries.end(); }
    /// Later entries win; as `dict.update` of Python.
    void update(const Dict &other);

    bool operator==(const Dict &other) const;

private:
    QList<Entry> m_entries;
    QHash<QString, qsizetype> m_index;
};

} // namespace skybro::playbook
