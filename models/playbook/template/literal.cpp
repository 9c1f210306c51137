#include "models/playbook/template/item.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Python's literals, as ast.literal_eval reads them: strings, numbers, True, False, None, lists, tuples,
/// dicts.
class LiteralReader
{
public:
    explicit LiteralReader(const QString &text)
        : m_text(text)
    {
    }

    std::optional<Value> readAll()
    {
        auto value = read(0);
        skipSpace();
        return value && m_at == m_text.size() ? value : std::nullopt;
    }

private:
    [[nodiscard]] QChar at() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    void skipSpace()
    {
        while (m_at < m_text.size() && at().isSpace())
            ++m_at;
    }

    bool take(QChar c)
    {
        skipSpace();
        if (at() != c || m_at >= m_text.size())
            return false;
        ++m_at;
        return true;
    }

    std::optional<Value> read(int depth)
    {
        if (depth > 90)
            return std::nullopt;
        skipSpace();
        const QChar c = at();
        if (c == u'[' || c == u'(')
            return readList(c == u'[' ? u']' : u')', depth);
        if (c == u'{')
            return readDict(depth);
        if (c == u'\'' || c == u'"')
            return readStrings();
        if (c.isDigit() || c == u'-' || c == u'+' || c == u'.')
            return readNumber();
        return readWord();
    }

    std::optional<Value> readList(QChar end, int depth)
    {
        ++m_at;
        List list;
        bool hadComma = false;
        while (!take(end)) {
            if (!list.isEmpty() && !hadComma)
                return std::nullopt;
            auto item = read(depth + 1);
            if (!item)
                return std::nullopt;
            list.append(*item);
            hadComma = take(u',');
        }
        if (end == u')' && list.size() == 1 && !hadComma)
            return list.first();
        return list;
    }

    std::optional<Value> readDict(int depth)
    {
        ++m_at;
        Dict dict;
        bool hadComma = true;
        while (!take(u'}')) {
            if (!hadComma)
                return std::nullopt;
            const auto key = read(depth + 1);
            if (!key || key->isList() || key->isDict() || !take(u':'))
                return std::nullopt;
            auto value = read(depth + 1);
            if (!value)
                return std::nullopt;
            dict.insert(key->toText(), *value);
            hadComma = take(u',');
        }
        return dict;
    }

    std::optional<Value> readStrings()
    {
        QString text;
        do {
            const QChar quote = at();
            for (++m_at; at() != quote; ++m_at) {
                if (m_at >= m_text.size() || at() == u'\n')
                    return std::nullopt;
                if (at() == u'\\')
                    readEscape(text);
                else
                    text += at();
            }
            ++m_at;
            skipSpace();
        } while (at() == u'\'' || at() == u'"');
        return text;
    }

    void readEscape(QString &text)
    {
        ++m_at;
        const QChar c = at();
        static const QString letters = u"ntrabfv0\\'\""_s;
        static const QString meanings = u"\n\t\r\a\b\f\v\0\\'\""_s;
        const int digits = c == u'x' ? 2 : c == u'u' ? 4 : c == u'U' ? 8 : 0;
        if (digits > 0) {
            bool isHex = false;
            const uint code = m_text.mid(m_at + 1, digits).toUInt(&isHex, 16);
            if (isHex && code <= 0x10ffff) {
                text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
                m_at += digits;
                return;
            }
        }
        if (const qsizetype known = letters.indexOf(c); known >= 0)
            text += meanings[known];
        else if (c != u'\n')
            text += u'\\' + QString(c);
    }

    std::optional<Value> readNumber()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() &&
               (at().isLetterOrNumber() || at() == u'.' || at() == u'_' ||
                ((at() == u'-' || at() == u'+') && (m_at == from || m_text[m_at - 1].toLower() == u'e')))) {
            ++m_at;
        }
        const QString text = m_text.mid(from, m_at - from).remove(u'_');
        bool isNumber = false;
        const qint64 integer = text.toLongLong(&isNumber, text.startsWith("0x"_L1) ? 16 : 10);
        // As in Python, 0644 is no number.
        const bool isOctal = text.size() > 1 && text[0] == u'0' && text[1].isDigit();
        if (isNumber)
            return isOctal && integer != 0 ? std::nullopt : std::optional<Value>(integer);
        const double number = text.toDouble(&isNumber);
        return isNumber && !text.contains(u'n') ? std::optional<Value>(number) : std::nullopt;
    }

    std::optional<Value> readWord()
    {
        const auto takes = [this](QStringView word) {
            const bool isThere = QStringView(m_text).mid(m_at).startsWith(word);
            m_at += isThere ? word.size() : 0;
            return isThere && !at().isLetterOrNumber();
        };
        if (takes(u"True"))
            return Value(true);
        if (takes(u"False"))
            return Value(false);
        if (takes(u"None"))
            return Value();
        return std::nullopt;
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<Value> pythonLiteral(const QString &text)
{
    return LiteralReader(text).readAll();
}

} // namespace skybro::playbook
