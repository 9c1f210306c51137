#include "models/tunnel/ipsec/vicitext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

bool isKeyCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
}

class Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    /// From behind a section's "{" to behind its "}".
    [[nodiscard]] bool readSection(ViciSection &section, int depth)
    {
        constexpr int deepest = 32;
        if (depth > deepest)
            return false;
        while (true) {
            skipSpace();
            if (atEnd())
                return false;
            if (accept(u'}'))
                return true;
            if (const qsizetype length = keyLength(m_at)) {
                if (!readValue(section, length))
                    return false;
                continue;
            }
            const QString name = readName();
            if (name.isNull())
                return false;
            section.sections.append({name, {}});
            if (!readSection(section.sections.last().second, depth + 1))
                return false;
        }
    }

    [[nodiscard]] qsizetype at() const { return m_at; }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    bool accept(QChar c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void skipSpace()
    {
        while (!atEnd() && m_text[m_at].isSpace())
            ++m_at;
    }

    /// The length of the key that begins here, "=" and the spaces around it excluded; 0: none does.
    [[nodiscard]] qsizetype keyLength(qsizetype from) const
    {
        qsizetype end = from;
        while (end < m_text.size() && isKeyCharacter(m_text[end]))
            ++end;
        if (end == from)
            return 0;
        const bool compact = end < m_text.size() && m_text[end] == u'=';
        return compact || m_text.sliced(end).startsWith(" = "_L1) ? end - from : 0;
    }

    /// Whether a section's name and its "{" begin here; only one word counts.
    [[nodiscard]] bool sectionBegins(qsizetype from) const
    {
        while (from < m_text.size() && !m_text[from].isSpace() && m_text[from] != u'}')
            ++from;
        return m_text.sliced(from).startsWith(" {"_L1);
    }

    bool readValue(ViciSection &section, qsizetype keyLength)
    {
        const QString key = m_text.sliced(m_at, keyLength).toString();
        m_at += keyLength;
        const bool pretty = !accept(u'=');
        if (pretty)
            m_at += 3; // " = "
        if (accept(u'[')) {
            QStringList items;
            if (!readList(items))
                return false;
            section.lists.append({key, items});
            return true;
        }
        const qsizetype begin = m_at;
        for (; !atEnd(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'\n' || c == u'}')
                break;
            if (!pretty && c == u' ' && (this->keyLength(m_at + 1) > 0 || sectionBegins(m_at + 1)))
                break;
        }
        section.values.append({key, m_text.sliced(begin, m_at - begin).trimmed().toString()});
        return true;
    }

    /// Selectors hold brackets of their own: "10.0.0.0/16[tcp/22]".
    bool readList(QStringList &items)
    {
        QString item;
        for (int depth = 0; !atEnd(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u']' && depth == 0) {
                if (!item.isEmpty())
                    items.append(item);
                ++m_at;
                return true;
            }
            depth += c == u'[' ? 1 : c == u']' ? -1 : 0;
            if (!c.isSpace()) {
                item += c;
            } else if (!item.isEmpty()) {
                items.append(item);
                item.clear();
            }
        }
        return false;
    }

    QString readName()
    {
        const qsizetype begin = m_at;
        while (!atEnd() && m_text[m_at] != u'{' && m_text[m_at] != u'}' && m_text[m_at] != u'\n')
            ++m_at;
        const QString name = m_text.sliced(begin, m_at - begin).trimmed().toString();
        return accept(u'{') && !name.isEmpty() ? name : QString();
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

template <typename T>
const T *find(const QList<std::pair<QString, T>> &list, QStringView key)
{
    const auto it = std::ranges::find_if(list, [key](const auto &item) { return item.first == key; });
    return it == list.end() ? nullptr : &it->second;
}

} // namespace

QString ViciSection::value(QStringView key) const
{
    const QString *found = find(values, key);
    return found ? *found : QString();
}

QStringList ViciSection::list(QStringView key) const
{
    const QStringList *found = find(lists, key);
    return found ? *found : QStringList();
}

const ViciSection *ViciSection::section(QStringView name) const
{
    return find(sections, name);
}

Result<QList<ViciMessage>> readViciText(QStringView text)
{
    QList<ViciMessage> messages;
    while (!text.isEmpty()) {
        const qsizetype lineEnd = text.indexOf(u'\n');
        const QStringView line = lineEnd < 0 ? text : text.first(lineEnd);
        static const QRegularExpression label(u"^([a-z-]+ (?:event|reply)) \\{"_s);
        const QRegularExpressionMatch match = label.match(line);
        if (!match.hasMatch()) {
            text = lineEnd < 0 ? QStringView() : text.sliced(lineEnd + 1);
            continue;
        }
        Reader reader(text.sliced(match.capturedLength()));
        ViciMessage message{match.captured(1), {}};
        if (!reader.readSection(message.content, 0))
            return fail(
                ErrorKind::Protocol,
                QCoreApplication::translate("Tunnel", "strongSwan's answer on the gateway is not whole."),
                u"in %1"_s.arg(message.label));
        messages.append(std::move(message));
        text = text.sliced(match.capturedLength() + reader.at());
    }
    return messages;
}

} // namespace skybro::tunnel
