#include "models/azure/json.h"

#include <QJsonArray>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

namespace skybro::azure {

using simdjson::dom::element;
using simdjson::dom::element_type;

namespace {

/// Larger ones are not kept for the next text.
constexpr size_t keptUpTo = 8 * 1024 * 1024;
/// Room made at least: untouched it costs nothing, and making more again and again does.
constexpr size_t leastRoom = 2 * 1024 * 1024;
constexpr size_t longestWord = 512;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The words of late, each with its one string.
class WordPool
{
public:
    QString word(std::string_view text)
    {
        if (text.size() > longestWord)
            return toQString(text);
        Slot &slot = m_slots[std::hash<std::string_view>()(text) % m_slots.size()];
        if (slot.text != text || slot.word.isNull()) {
            slot.text = text;
            slot.word = toQString(text);
        }
        return slot.word;
    }

private:
    struct Slot
    {
        std::string text;
        QString word;
    };
    std::array<Slot, 128> m_slots;
};

} // namespace

/// What taking a text apart needs. Made once for each thread and used again: fresh memory for each text would
/// cost more than the parsing.
struct JsonView::Parser
{
    simdjson::dom::parser parser;
    std::unique_ptr<char[]> text; ///< with the padding behind it that simdjson reads
    size_t room = 0;              ///< in text, without the padding
    WordPool words;

    static std::vector<std::unique_ptr<Parser>> &spares()
    {
        static thread_local std::vector<std::unique_ptr<Parser>> spares;
        return spares;
    }
    static std::unique_ptr<Parser> take()
    {
        if (spares().empty())
            return std::make_unique<Parser>();
        std::unique_ptr<Parser> spare = std::move(spares().back());
        spares().pop_back();
        return spare;
    }
    static void giveBack(std::unique_ptr<Parser> parser)
    {
        if (parser && spares().empty() && parser->room <= keptUpTo)
            spares().push_back(std::move(parser));
    }

    [[nodiscard]] simdjson::error_code makeRoom(size_t size)
    {
        if (size <= room)
            return simdjson::SUCCESS;
        room = std::max(size, leastRoom);
        text.reset(new char[room + simdjson::SIMDJSON_PADDING]); // not make_unique, which clears it
        const simdjson::error_code error = parser.allocate(room);
        return error ? error : parser.doc.allocate(room);
    }

    // simdjson's handles are what Position is, by another name; its header is not to be seen beyond this
    // file.
    template <typename Handle>
    static Handle handle(const Position &position)
    {
        return std::bit_cast<Handle>(position);
    }
    template <typename Handle>
    static Position position(const Handle &handle)
    {
        return std::bit_cast<Position>(handle);
    }

    /// Of a value whose type was looked at; T's own nothing when it is another.
    template <typename T>
    static T as(const element &value)
    {
        T result{};
        return value.get(result) == simdjson::SUCCESS ? result : T{};
    }
    template <typename T>
    static T as(const Position &position)
    {
        return as<T>(handle<element>(position));
    }

    static QJsonValue copy(const element &value)
    {
        switch (value.type()) {
        case element_type::OBJECT: {
            QJsonObject object;
            for (const auto &[name, member] : as<simdjson::dom::object>(value))
                object.insert(toQString(name), copy(member));
            return object;
        }
        case element_type::ARRAY: {
            QJsonArray array;
            for (const element item : as<simdjson::dom::array>(value))
                array.append(copy(item));
            return array;
        }
        case element_type::STRING:
            return toQString(as<std::string_view>(value));
        case element_type::BOOL:
            return as<bool>(value);
        case element_type::INT64:
            return QJsonValue(static_cast<qint64>(as<int64_t>(value)));
        case element_type::UINT64:
        case element_type::DOUBLE:
            return as<double>(value);
        case element_type::NULL_VALUE:
            break;
        }
        return {};
    }
};

bool JsonView::isNull() const
{
    return !m_parser || Parser::handle<element>(m_position).is_null();
}

bool JsonView::isObject() const
{
    return m_parser && Parser::handle<element>(m_position).is_object();
}

bool JsonView::isArray() const
{
    return m_parser && Parser::handle<element>(m_position).is_array();
}

JsonView JsonView::operator[](QLatin1StringView member) const
{
    if (!isObject())
        return {};
    const auto value = Parser::as<simdjson::dom::object>(m_position)
                           .at_key({member.data(), static_cast<size_t>(member.size())});
    if (value.error() != simdjson::SUCCESS)
        return {};
    return {m_parser, Parser::position(value.value_unsafe())};
}

QString JsonView::toString() const
{
    if (!m_parser || !Parser::handle<element>(m_position).is_string())
        return {};
    return toQString(Parser::as<std::string_view>(m_position));
}

QString JsonView::toWord() const
{
    if (!m_parser || !Parser::handle<element>(m_position).is_string())
        return {};
    return m_parser->words.word(Parser::as<std::string_view>(m_position));
}

bool JsonView::toBool() const
{
    return m_parser && Parser::as<bool>(m_position);
}

double JsonView::toDouble() const
{
    return m_parser ? Parser::as<double>(m_position) : 0;
}

qsizetype JsonView::size() const
{
    if (!isArray())
        return 0;
    return static_cast<qsizetype>(Parser::as<simdjson::dom::array>(m_position).size());
}

JsonView::Range<JsonView::ItemIterator> JsonView::items() const
{
    Range<ItemIterator> range;
    if (!isArray())
        return range;
    const auto array = Parser::as<simdjson::dom::array>(m_position);
    range.first.m_item = {m_parser, Parser::position(array.begin())};
    range.last.m_item = {m_parser, Parser::position(array.end())};
    return range;
}

JsonView::Range<JsonView::MemberIterator> JsonView::members() const
{
    Range<MemberIterator> range;
    if (!isObject())
        return range;
    const auto object = Parser::as<simdjson::dom::object>(m_position);
    range.first.m_name = {m_parser, Parser::position(object.begin())};
    range.last.m_name = {m_parser, Parser::position(object.end())};
    return range;
}

JsonView::ItemIterator &JsonView::ItemIterator::operator++()
{
    auto at = Parser::handle<simdjson::dom::array::iterator>(m_item.m_position);
    m_item.m_position = Parser::position(++at);
    return *this;
}

std::pair<QString, JsonView> JsonView::MemberIterator::operator*() const
{
    const auto at = Parser::handle<simdjson::dom::object::iterator>(m_name.m_position);
    return {m_name.m_parser->words.word(at.key()), JsonView(m_name.m_parser, Parser::position(at.value()))};
}

JsonView::MemberIterator &JsonView::MemberIterator::operator++()
{
    auto at = Parser::handle<simdjson::dom::object::iterator>(m_name.m_position);
    m_name.m_position = Parser::position(++at);
    return *this;
}

JsonView::operator QJsonObject() const
{
    return isObject() ? Parser::copy(Parser::handle<element>(m_position)).toObject() : QJsonObject();
}

std::expected<JsonDocument, QString> JsonDocument::parse(QByteArrayView text)
{
    if (text.startsWith("\xef\xbb\xbf")) // Qt passes over it too
        text = text.sliced(3);
    JsonDocument document(JsonView::Parser::take());
    JsonView::Parser &parser = *document.m_parser;
    const auto size = static_cast<size_t>(text.size());
    if (const auto error = parser.makeRoom(size))
        return std::unexpected(QString::fromLatin1(simdjson::error_message(error)));
    if (size > 0)
        std::memcpy(parser.text.get(), text.data(), size);
    const auto root = parser.parser.parse(parser.text.get(), size, false);
    if (root.error() != simdjson::SUCCESS)
        return std::unexpected(QString::fromLatin1(simdjson::error_message(root.error())));
    document.m_root = JsonView(&parser, JsonView::Parser::position(root.value_unsafe()));
    return document;
}

JsonDocument::JsonDocument(std::unique_ptr<JsonView::Parser> parser)
    : m_parser(std::move(parser))
{
}

JsonDocument::JsonDocument(JsonDocument &&other) noexcept
    : m_parser(std::move(other.m_parser))
    , m_root(std::exchange(other.m_root, {}))
{
}

JsonDocument &JsonDocument::operator=(JsonDocument &&other) noexcept
{
    std::swap(m_parser, other.m_parser);
    std::swap(m_root, other.m_root);
    return *this;
}

JsonDocument::~JsonDocument()
{
    JsonView::Parser::giveBack(std::move(m_parser));
}

} // namespace skybro::azure
