#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QString>

#include <expected>
#include <memory>
#include <utility>

namespace skybro::azure {

/// A value in a JSON document, borrowed from it: good as long as its JsonDocument lives, in one thread at a
/// time.
///
/// What is not there, or is of another kind than asked for, reads as empty, as with QJsonValue; so a chain of
/// [] needs no checks. Of two members of one name the first counts.
class JsonView
{
public:
    class ItemIterator;
    class MemberIterator;
    template <typename Iterator>
    struct Range
    {
        Iterator first;
        Iterator last;
        [[nodiscard]] Iterator begin() const { return first; }
        [[nodiscard]] Iterator end() const { return last; }
    };

    JsonView() = default;

    [[nodiscard]] bool isNull() const; ///< or not there
    [[nodiscard]] bool isObject() const;
    [[nodiscard]] bool isArray() const;

    [[nodiscard]] JsonView operator[](QLatin1StringView member) const;
    [[nodiscard]] QString toString() const;
    /// toString() for what comes again and again in a list (a region, a size, a subnet's id): one string in
    /// memory for all of them.
    [[nodiscard]] QString toWord() const;
    [[nodiscard]] bool toBool() const;
    [[nodiscard]] double toDouble() const;
    /// Of an array; 0 for anything else.
    [[nodiscard]] qsizetype size() const;
    [[nodiscard]] Range<ItemIterator> items() const;     ///< of an array
    [[nodiscard]] Range<MemberIterator> members() const; ///< of an object: std::pair<QString, JsonView>

    /// A copy of the whole object, for readers of rare things that like to take it apart at leisure; some
    /// twenty times the work of looking at a view.
    operator QJsonObject() const; // NOLINT(google-explicit-constructor)

private:
    friend class JsonDocument;
    struct Parser;
    struct Position ///< as simdjson has it: the document's tape, and where on it
    {
        const void *tape = nullptr;
        size_t index = 0;
        bool operator==(const Position &) const = default;
    };
    JsonView(Parser *parser, Position position)
        : m_parser(parser)
        , m_position(position)
    {
    }

    Parser *m_parser = nullptr; ///< nothing: not there
    Position m_position;
};

class JsonView::ItemIterator
{
public:
    JsonView operator*() const { return m_item; }
    ItemIterator &operator++();
    bool operator==(const ItemIterator &other) const { return m_item.m_position == other.m_item.m_position; }

private:
    friend class JsonView;
    JsonView m_item;
};

class JsonView::MemberIterator
{
public:
    std::pair<QString, JsonView> operator*() const;
    MemberIterator &operator++();
    bool operator==(const MemberIterator &other) const
    {
        return m_name.m_position == other.m_name.m_position;
    }

private:
    friend class JsonView;
    JsonView m_name;
};

/// A whole JSON text, checked and taken apart: where one is read for a few of its members, as Azure's lists
/// are, an order of magnitude faster than QJsonDocument. Texts nested deeper than 1,024 are refused.
class JsonDocument
{
public:
    /// The error says what is wrong with the text, for the log.
    [[nodiscard]] static std::expected<JsonDocument, QString> parse(QByteArrayView text);

    JsonDocument(JsonDocument &&other) noexcept;
    JsonDocument &operator=(JsonDocument &&other) noexcept;
    ~JsonDocument();

    [[nodiscard]] JsonView root() const { return m_root; }

private:
    explicit JsonDocument(std::unique_ptr<JsonView::Parser> parser);

    std::unique_ptr<JsonView::Parser> m_parser;
    JsonView m_root;
};

} // namespace skybro::azure
