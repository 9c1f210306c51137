#include "models/playbook/value.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const List emptyList;
const Dict emptyDict;
const Value nullValue;

/// The shortest text that reads back as the same number, with ".0" where it would look like an integer.
QString doubleText(double number)
{
    if (std::isnan(number))
        return u"nan"_s;
    if (std::isinf(number))
        return number > 0 ? u"inf"_s : u"-inf"_s;
    QString text = QString::number(number, 'g', QLocale::FloatingPointShortest);
    if (!text.contains(u'.') && !text.contains(u'e'))
        text += u".0"_s;
    return text;
}

/// As Python's repr() quotes: single quotes, unless the text has those and no double ones.
QString pythonQuoted(const QString &text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString quoted(quote);
    for (const QChar c : text) {
        if (c == u'\\' || c == quote)
            quoted += u'\\';
        if (c == u'\n')
            quoted += u"\\n"_s;
        else if (c == u'\t')
            quoted += u"\\t"_s;
        else if (c == u'\r')
            quoted += u"\\r"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            quoted += u"\\x%1"_s.arg(QString::number(c.unicode(), 16).rightJustified(2, u'0'));
        else
            quoted += c;
    }
    return quoted + quote;
}

QString pythonText(const Value &value, bool quoteStrings)
{
    switch (value.type()) {
    case Value::Type::Null:
        return u"None"_s;
    case Value::Type::Bool:
        return value.isTrue() ? u"True"_s : u"False"_s;
    case Value::Type::Int:
        return QString::number(*value.toInt());
    case Value::Type::Double:
        return doubleText(*value.toDouble());
    case Value::Type::String:
        return quoteStrings ? pythonQuoted(value.toText()) : value.toText();
    case Value::Type::Sequence: {
        QStringList parts;
        for (const Value &item : value.list())
            parts.append(pythonText(item, true));
        return u'[' + parts.join(u", "_s) + u']';
    }
    case Value::Type::Mapping: {
        QStringList parts;
        for (const auto &[key, member] : value.dict())
            parts.append(pythonQuoted(key) + u": "_s + pythonText(member, true));
        return u'{' + parts.join(u", "_s) + u'}';
    }
    }
    return {};
}

void appendJsonString(QByteArray &out, const QString &text, JsonText how)
{
    constexpr ushort firstPrintable = 0xa0; // of those beyond ASCII: a terminal acts on the ones before
    out += '"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const ushort code = c.unicode();
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && QChar(text[i + 1]).isLowSurrogate();
        if (code == '"' || code == '\\') {
            out += '\\';
            out += static_cast<char>(code);
        } else if (code == '\n') {
            out += "\\n";
        } else if (code == '\t') {
            out += "\\t";
        } else if (code == '\r') {
            out += "\\r";
        } else if (how == JsonText::Utf8 && isPair) {
            out += QStringView(text).sliced(i++, 2).toUtf8();
        } else if (how == JsonText::Utf8 && code >= firstPrintable && !c.isSurrogate()) {
            out += QStringView(&c, 1).toUtf8();
        } else if (code < 0x20 || code >= 0x7f) {
            out += "\\u" + QByteArray::number(code, 16).rightJustified(4, '0');
        } else {
            out += static_cast<char>(code);
        }
    }
    out += '"';
}

void appendJson(QByteArray &out, const Value &value, int indent, JsonText how, int depth = 0)
{
    const auto newline = [&](int level) {
        if (indent > 0)
            out += '\n' + QByteArray(qsizetype(indent) * level, ' ');
    };
    const QByteArray comma = indent > 0 ? "," : ", ";
    switch (value.type()) {
    case Value::Type::Null:
        out += "null";
        break;
    case Value::Type::Bool:
        out += value.isTrue() ? "true" : "false";
        break;
    case Value::Type::Int:
    case Value::Type::Double:
        out += value.toText().toUtf8();
        break;
    case Value::Type::String:
        appendJsonString(out, value.toText(), how);
        break;
    case Value::Type::Sequence: {
        out += '[';
        bool isFirst = true;
        for (const Value &item : value.list()) {
            if (!isFirst)
                out += comma;
            isFirst = false;
            newline(depth + 1);
            appendJson(out, item, indent, how, depth + 1);
        }
        if (!isFirst)
            newline(depth);
        out += ']';
        break;
    }
    case Value::Type::Mapping: {
        out += '{';
        bool isFirst = true;
        for (const auto &[key, member] : value.dict()) {
            if (!isFirst)
                out += comma;
            isFirst = false;
            newline(depth + 1);
            appendJsonString(out, key, how);
            out += ": ";
            appendJson(out, member, indent, how, depth + 1);
        }
        if (!isFirst)
            newline(depth);
        out += '}';
        break;
    }
    }
}

/// Reads JSON with the order of members kept, which QJsonDocument does not; that one says whether it is JSON
/// at all.
class JsonReader
{
public:
    explicit JsonReader(const QByteArray &json)
        : m_json(json)
    {
    }

    Value read()
    {
        skipSpace();
        const char c = at();
        if (c == '{')
            return readDict();
        if (c == '[')
            return readList();
        if (c == '"')
            return Value(readString());
        if (c == 't')
            return m_at += 4, Value(true);
        if (c == 'f')
            return m_at += 5, Value(false);
        if (c == 'n')
            return m_at += 4, Value();
        return readNumber();
    }

private:
    [[nodiscard]] char at() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }

    void skipSpace()
    {
        while (at() == ' ' || at() == '\n' || at() == '\t' || at() == '\r')
            ++m_at;
    }

    Value readDict()
    {
        Dict dict;
        ++m_at;
        skipSpace();
        while (at() != '}' && at() != '\0') {
            skipSpace();
            const QString key = readString();
            skipSpace();
            ++m_at; // ':'
            dict.insert(key, read());
            skipSpace();
            if (at() == ',')
                ++m_at;
        }
        ++m_at;
        return dict;
    }

    Value readList()
    {
        List list;
        ++m_at;
        skipSpace();
        while (at() != ']' && at() != '\0') {
            list.append(read());
            skipSpace();
            if (at() == ',')
                ++m_at;
            skipSpace();
        }
        ++m_at;
        return list;
    }

    QString readString()
    {
        const qsizetype from = m_at;
        for (++m_at; at() != '"' && m_at < m_json.size(); ++m_at) {
            if (at() == '\\')
                ++m_at;
        }
        ++m_at;
        const QByteArray quoted = m_json.mid(from, m_at - from);
        if (!quoted.contains('\\'))
            return QString::fromUtf8(quoted.mid(1, quoted.size() - 2));
        return QJsonDocument::fromJson("[" + quoted + "]")[0].toString();
    }

    Value readNumber()
    {
        const qsizetype from = m_at;
        while (m_at < m_json.size() && QByteArrayView("+-.0123456789eE").contains(at()))
            ++m_at;
        const QByteArray text = m_json.mid(from, m_at - from);
        bool isInt = false;
        const qint64 integer = text.toLongLong(&isInt);
        return isInt ? Value(integer) : Value(text.toDouble());
    }

    QByteArray m_json;
    qsizetype m_at = 0;
};

} // namespace

Value::Value(const Value &) = default;
Value::Value(Value &&) noexcept = default;
Value &Value::operator=(const Value &) = default;
Value &Value::operator=(Value &&) noexcept = default;
Value::~Value() = default;

Value::Value(bool value)
    : m_data(value)
{
}

Value::Value(int value)
    : m_data(qint64(value))
{
}

Value::Value(qint64 value)
    : m_data(value)
{
}

Value::Value(double value)
    : m_data(value)
{
}

Value::Value(QString text)
    : m_data(Text{.text = std::move(text)})
{
}

Value::Value(const QStringList &texts)
{
    List list;
    list.reserve(texts.size());
    for (const QString &text : texts)
        list.append(text);
    m_data = std::move(list);
}

Value::Value(List list)
    : m_data(std::move(list))
{
}

Value::Value(Dict dict)
    : m_data(std::make_shared<const Dict>(std::move(dict)))
{
}

Value Value::unsafe(QString text)
{
    Value value;
    value.m_data = Text{.text = std::move(text), .isUnsafe = true};
    return value;
}

bool Value::isTrue() const
{
    switch (type()) {
    case Type::Null:
        return false;
    case Type::Bool:
        return std::get<bool>(m_data);
    case Type::Int:
        return std::get<qint64>(m_data) != 0;
    case Type::Double:
        return std::get<double>(m_data) != 0;
    case Type::String:
        return !std::get<Text>(m_data).text.isEmpty();
    case Type::Sequence:
        return !list().isEmpty();
    case Type::Mapping:
        return !dict().isEmpty();
    }
    return false;
}

bool Value::isUnsafe() const
{
    const Text *text = std::get_if<Text>(&m_data);
    return text && text->isUnsafe;
}

Value Value::toUnsafe() const
{
    switch (type()) {
    case Type::String:
        return unsafe(std::get<Text>(m_data).text);
    case Type::Sequence: {
        List safe;
        for (const Value &item : list())
            safe.append(item.toUnsafe());
        return safe;
    }
    case Type::Mapping: {
        Dict safe;
        for (const auto &[key, member] : dict())
            safe.insert(key, member.toUnsafe());
        return safe;
    }
    default:
        return *this;
    }
}

std::optional<bool> Value::toBool() const
{
    if (type() == Type::Bool)
        return std::get<bool>(m_data);
    if (type() == Type::Sequence || type() == Type::Mapping || type() == Type::Null)
        return std::nullopt;
    static const std::array yes{u"1"_s, u"1.0"_s, u"on"_s, u"t"_s, u"true"_s, u"y"_s, u"yes"_s};
    static const std::array no{u"0"_s, u"0.0"_s, u"off"_s, u"f"_s, u"false"_s, u"n"_s, u"no"_s};
    const QString word = toText().trimmed().toLower();
    if (std::ranges::find(yes, word) != yes.end())
        return true;
    if (std::ranges::find(no, word) != no.end())
        return false;
    return std::nullopt;
}

std::optional<qint64> Value::toInt() const
{
    if (const qint64 *number = std::get_if<qint64>(&m_data))
        return *number;
    if (const bool *flag = std::get_if<bool>(&m_data))
        return *flag ? 1 : 0;
    if (const double *number = std::get_if<double>(&m_data)) {
        const bool fits = std::floor(*number) == *number && std::abs(*number) < 9e15;
        return fits ? std::optional(static_cast<qint64>(*number)) : std::nullopt;
    }
    if (!isString())
        return std::nullopt;
    bool isNumber = false;
    const qint64 number = toText().trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<double> Value::toDouble() const
{
    if (const double *number = std::get_if<double>(&m_data))
        return *number;
    if (const auto integer = toInt())
        return static_cast<double>(*integer);
    if (!isString())
        return std::nullopt;
    bool isNumber = false;
    const double number = toText().trimmed().toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

QString Value::toText() const
{
    if (const Text *text = std::get_if<Text>(&m_data))
        return text->text;
    return pythonText(*this, false);
}

QStringList Value::toTexts() const
{
    if (isNull())
        return {};
    QStringList texts;
    if (isList()) {
        for (const Value &item : list())
            texts.append(item.toText());
        return texts;
    }
    if (!isString())
        return {toText()};
    for (const QString &part : toText().split(u','))
        texts.append(part.trimmed());
    return texts;
}

const List &Value::list() const
{
    const List *list = std::get_if<List>(&m_data);
    return list ? *list : emptyList;
}

const Dict &Value::dict() const
{
    const auto *dict = std::get_if<std::shared_ptr<const Dict>>(&m_data);
    return dict ? **dict : emptyDict;
}

const Value &Value::operator[](const QString &key) const
{
    const Value *member = dict().find(key);
    return member ? *member : nullValue;
}

bool Value::operator==(const Value &other) const
{
    const auto isNumber = [](Type type) {
        return type == Type::Bool || type == Type::Int || type == Type::Double;
    };
    if (isNumber(type()) && isNumber(other.type())) {
        if (type() == Type::Double || other.type() == Type::Double)
            return *toDouble() == *other.toDouble();
        return *toInt() == *other.toInt();
    }
    if (type() != other.type())
        return false;
    switch (type()) {
    case Type::String:
        return std::get<Text>(m_data).text == std::get<Text>(other.m_data).text;
    case Type::Sequence:
        return list() == other.list();
    case Type::Mapping:
        return dict() == other.dict();
    default:
        return true;
    }
}

QByteArray Value::toJson(int indent, JsonText how) const
{
    QByteArray out;
    appendJson(out, *this, indent, how);
    return out;
}

std::optional<Value> Value::fromJson(const QByteArray &json)
{
    // QJsonDocument takes no bare scalar: everything is judged inside a list.
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson("[" + json + "]", &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return std::nullopt;
    return JsonReader(json).read();
}

Dict::Dict(std::initializer_list<Entry> entries)
{
    for (const auto &[key, value] : entries)
        insert(key, value);
}

void Dict::insert(const QString &key, Value value)
{
    const auto known = m_index.constFind(key);
    if (known != m_index.constEnd()) {
        m_entries[*known].second = std::move(value);
        return;
    }
    m_index.insert(key, m_entries.size());
    m_entries.append({key, std::move(value)});
}

bool Dict::remove(const QString &key)
{
    const auto known = m_index.constFind(key);
    if (known == m_index.constEnd())
        return false;
    const qsizetype place = *known;
    m_entries.removeAt(place);
    m_index.erase(known);
    for (qsizetype &other : m_index) {
        if (other > place)
            --other;
    }
    return true;
}

const Value *Dict::find(const QString &key) const
{
    const auto known = m_index.constFind(key);
    return known == m_index.constEnd() ? nullptr : &m_entries[*known].second;
}

Value Dict::value(const QString &key, const Value &otherwise) const
{
    const Value *member = find(key);
    return member ? *member : otherwise;
}

QStringList Dict::keys() const
{
    QStringList keys;
    keys.reserve(size());
    for (const auto &[key, value] : m_entries)
        keys.append(key);
    return keys;
}

void Dict::update(const Dict &other)
{
    for (const auto &[key, value] : other)
        insert(key, value);
}

bool Dict::operator==(const Dict &other) const
{
    return size() == other.size() && std::ranges::all_of(m_entries, [&](const Entry &entry) {
               const Value *member = other.find(entry.first);
               return member && *member == entry.second;
           });
}

} // namespace skybro::playbook
