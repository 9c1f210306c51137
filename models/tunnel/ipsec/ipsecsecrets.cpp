#include "models/tunnel/ipsec/ipsecsecrets.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct Token
{
    qsizetype begin = 0;
    qsizetype length = 0;
};

/// The words of the text from `begin` to `end`, comments left out, a quoted one with its quotes.
QList<Token> tokens(QByteArrayView text, qsizetype begin, qsizetype end)
{
    QList<Token> list;
    for (qsizetype i = begin; i < end;) {
        if (isSpace(text[i])) {
            ++i;
            continue;
        }
        qsizetype stop = i;
        if (text[i] == '#') { // to the end of the line
            while (i < end && text[i] != '\n')
                ++i;
            continue;
        }
        if (text[i] == '"' || text[i] == '\'') {
            ++stop;
            while (stop < end && text[stop] != text[i] && text[stop] != '\n')
                ++stop;
            stop = std::min(stop + 1, end);
        } else {
            while (stop < end && !isSpace(text[stop]))
                ++stop;
        }
        list.append({i, stop - i});
        i = stop;
    }
    return list;
}

bool sameIds(QStringList left, QStringList right)
{
    left.sort();
    right.sort();
    return left == right;
}

/// What stands after the colon of an entry (ipsec.secrets(5)).
bool isKind(QByteArrayView word)
{
    constexpr std::array kinds{"PSK", "RSA", "XAUTH", "PIN", "PKCS1", "ECDSA", "PPKS", "NULL"};
    return std::ranges::any_of(
        kinds, [word](const char *kind) { return word.compare(kind, Qt::CaseInsensitive) == 0; });
}

bool isPrintable(QByteArrayView bytes)
{
    return std::ranges::all_of(bytes, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\''; });
}

} // namespace

IpsecSecrets IpsecSecrets::parse(Secret &&text)
{
    IpsecSecrets secrets;
    secrets.m_text = std::move(text);
    return secrets;
}

QList<IpsecSecrets::Found> IpsecSecrets::find() const
{
    const QByteArrayView text(m_text.reveal());
    QList<Found> found;
    int line = 1;
    for (qsizetype begin = 0; begin < text.size();) {
        // An entry begins at the left margin and goes on as long as lines are indented.
        qsizetype end = begin;
        int lines = 0;
        do {
            while (end < text.size() && text[end] != '\n')
                ++end;
            end = std::min(end + 1, text.size());
            ++lines;
        } while (end < text.size() && (text[end] == ' ' || text[end] == '\t'));
        Found entry;
        entry.line = line;
        const QList<Token> words = tokens(text, begin, end);
        const auto word = [&](qsizetype i) { return text.sliced(words[i].begin, words[i].length); };
        qsizetype colon = 0;
        for (; colon < words.size() && word(colon) != ":"; ++colon) {
            entry.ids.append(QString::fromUtf8(word(colon)));
            // It may stand close to the last id, which may be one of IPv6: "2001:db8::1: PSK".
            if (word(colon).endsWith(':') && colon + 1 < words.size() && isKind(word(colon + 1))) {
                entry.ids.last().chop(1);
                break;
            }
        }
        if (colon + 1 < words.size()) {
            entry.kind = QString::fromLatin1(word(colon + 1)).toUpper();
            if (entry.kind == "PSK"_L1 && colon + 2 < words.size()) {
                entry.keyBegin = words[colon + 2].begin;
                entry.keyLength = words[colon + 2].length;
            }
            found.append(entry);
        } else if (!words.isEmpty() && word(0) == "include") {
            entry.kind = u"include"_s;
            entry.ids.removeFirst();
            found.append(entry);
        }
        line += lines;
        begin = end;
    }
    return found;
}

QList<IpsecSecrets::Entry> IpsecSecrets::entries() const
{
    QList<Entry> entries;
    for (const Found &found : find()) {
        if (found.kind != "include"_L1)
            entries.append(found);
    }
    return entries;
}

QStringList IpsecSecrets::includes() const
{
    QStringList patterns;
    for (const Found &found : find()) {
        if (found.kind == "include"_L1)
            patterns += found.ids;
    }
    return patterns;
}

std::optional<IpsecSecrets::Found> IpsecSecrets::findKey(const QStringList &ids) const
{
    for (const Found &found : find()) {
        if (found.kind == "PSK"_L1 && found.keyLength > 0 && sameIds(found.ids, ids))
            return found;
    }
    return std::nullopt;
}

std::optional<Secret> IpsecSecrets::key(const QStringList &ids) const
{
    const std::optional<Found> found = findKey(ids);
    return found ? std::optional(keyOf(*found)) : std::nullopt;
}

Secret IpsecSecrets::keyOf(const Found &found) const
{
    QByteArrayView bytes = QByteArrayView(m_text.reveal()).sliced(found.keyBegin, found.keyLength);
    if (bytes.size() >= 2 && (bytes.front() == '"' || bytes.front() == '\'') && bytes.back() == bytes.front())
        bytes = bytes.sliced(1).chopped(1);
    return Secret(QByteArray(bytes.data(), bytes.size()));
}

bool IpsecSecrets::holds(const Found &found, const QString &own, const QString &peer)
{
    const auto names = [](const QStringList &ids, const QString &id) {
        return ids.contains(id) || ids.contains(id.contains(u':') ? u"%any6"_s : u"%any"_s);
    };
    // Of one id alone, the peer is not looked at.
    return found.kind == "PSK"_L1 && found.keyLength > 0 &&
           (found.ids.isEmpty() ||
            (names(found.ids, own) && (found.ids.size() == 1 || names(found.ids, peer))));
}

bool IpsecSecrets::holdsBetween(const QString &own, const QString &peer) const
{
    return std::ranges::any_of(find(), [&](const Found &found) { return holds(found, own, peer); });
}

std::vector<Secret> IpsecSecrets::keysBetween(const QString &own, const QString &peer) const
{
    std::vector<Secret> keys;
    for (const Found &found : find()) {
        if (holds(found, own, peer))
            keys.push_back(keyOf(found));
    }
    return keys;
}

void IpsecSecrets::replace(qsizetype begin, qsizetype length, QByteArrayView before, const Secret &key,
                           QByteArrayView after)
{
    const QByteArray &old = m_text.reveal();
    QByteArray text;
    // Room for all at once: a buffer that grew would leave copies behind.
    text.reserve(old.size() - length + before.size() + key.reveal().size() + after.size());
    text.append(old.constData(), begin);
    text.append(before);
    text.append(key.reveal());
    text.append(after);
    text.append(old.constData() + begin + length, old.size() - begin - length);
    m_text = Secret(std::move(text));
}

Result<void> IpsecSecrets::setKey(const QStringList &ids, const Secret &key)
{
    if (key.isEmpty() || !isPrintable(key.reveal()))
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("Tunnel",
                                                "A pre-shared key consists of printable ASCII characters "
                                                "without spaces and quotes."));
    for (const QString &id : ids) {
        if (id.isEmpty() || id == ":"_L1 || id == "include"_L1 || id.startsWith(u'#') ||
            !isPrintable(id.toUtf8()))
            return fail(
                ErrorKind::Invalid,
                QCoreApplication::translate("Tunnel", "“%1” can not stand in ipsec.secrets.").arg(id));
    }
    if (const std::optional<Found> found = findKey(ids)) {
        replace(found->keyBegin, found->keyLength, "\"", key, "\"");
        return {};
    }
    const QByteArray &old = m_text.reveal();
    QByteArray head = old.isEmpty() || old.endsWith('\n') ? "" : "\n";
    head += ids.join(u' ').toUtf8() + " : PSK \"";
    replace(old.size(), 0, head, key, "\"\n");
    return {};
}

} // namespace skybro::tunnel
