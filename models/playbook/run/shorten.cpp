#include "models/playbook/run/shorten.h"

#include <algorithm>
#include <cmath>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype smallText = 1024;
constexpr qsizetype costOfAnything = 8; // a number or a comma is no text and yet takes room
constexpr int deepest = 200;            // readers of JSON have their limits

QString leftOut(qsizetype count, QLatin1StringView what)
{
    return u"[… %1 %2 left out …]"_s.arg(count).arg(what);
}

/// Not between the halves of a character.
qsizetype boundary(const QString &text, qsizetype at)
{
    return at > 0 && at < text.size() && text.at(at).isLowSurrogate() ? at - 1 : at;
}

class Shortener
{
public:
    Shortener(qsizetype textLimit, qsizetype room)
        : m_textLimit(textLimit)
        , m_room(room)
    {
    }

    Value shorten(const Value &value, int depth)
    {
        m_room -= costOfAnything;
        switch (value.type()) {
        case Value::Type::Null:
        case Value::Type::Bool:
        case Value::Type::Int:
            return value;
        case Value::Type::Double:
            return std::isfinite(*value.toDouble()) ? value : Value(value.toText());
        case Value::Type::String:
            return text(value);
        case Value::Type::Sequence:
            return depth == deepest ? Value(leftOut(value.list().size(), "members"_L1)) : list(value, depth);
        case Value::Type::Mapping:
            return depth == deepest ? Value(leftOut(value.dict().size(), "members"_L1)) : dict(value, depth);
        }
        Q_UNREACHABLE();
    }

private:
    Value text(const Value &value)
    {
        const QString whole = value.toText();
        const qsizetype limit = std::clamp(m_room, smallText, m_textLimit);
        m_room -= std::min(whole.size(), limit);
        return whole.size() <= limit ? value : Value(shortenText(whole, limit));
    }

    Value list(const Value &value, int depth)
    {
        List kept;
        for (const Value &item : value.list()) {
            if (m_room <= 0) {
                kept += leftOut(value.list().size() - kept.size(), "members"_L1);
                break;
            }
            kept += shorten(item, depth + 1);
        }
        return kept;
    }

    Value dict(const Value &value, int depth)
    {
        const Dict &all = value.dict();
        std::vector<std::optional<Value>> kept(static_cast<size_t>(all.size()));
        for (const bool smallOnes : {true, false}) {
            size_t i = 0;
            for (const auto &[key, member] : all) {
                if (isSmall(member) == smallOnes && m_room > 0) {
                    m_room -= key.size();
                    kept[i] = shorten(member, depth + 1);
                }
                ++i;
            }
        }
        Dict result;
        size_t i = 0;
        qsizetype lost = 0;
        for (const auto &[key, member] : all) {
            if (kept[i])
                result.insert(shortenText(key, smallText), std::move(*kept[i]));
            else
                ++lost;
            ++i;
        }
        if (lost > 0)
            result.insert(u"…"_s, leftOut(lost, "members"_L1));
        return result;
    }

    static bool isSmall(const Value &value)
    {
        return !value.isList() && !value.isDict() &&
               (!value.isString() || value.toText().size() <= smallText);
    }

    qsizetype m_textLimit;
    qsizetype m_room;
};

} // namespace

QString shortenText(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    const qsizetype head = boundary(text, limit / 2);
    const qsizetype tail = boundary(text, text.size() - limit / 2);
    return text.left(head) + leftOut(tail - head, "characters"_L1) + text.mid(tail);
}

Value shorten(const Value &value, qsizetype textLimit, qsizetype limit)
{
    return Shortener(textLimit, limit).shorten(value, 0);
}

} // namespace skybro::playbook
