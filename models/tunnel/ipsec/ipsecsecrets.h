#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace skybro::tunnel {

/// Libreswan's file of keys (ipsec.secrets(5)), editable without losing a byte. The whole text is a Secret;
/// what is told of it, errors included, are names, kinds and lines only.
class IpsecSecrets
{
public:
    struct Entry
    {
        QStringList ids; ///< empty: it holds for all
        QString kind;    ///< "PSK", "RSA", "XAUTH", "PPKS"
        int line = 0;    ///< 1-based
    };

    /// Never fails: what is no entry stays as it is.
    [[nodiscard]] static IpsecSecrets parse(Secret &&text);
    [[nodiscard]] Secret text() const { return m_text.copy(); }
    [[nodiscard]] QList<Entry> entries() const;
    [[nodiscard]] QStringList includes() const;

    /// The pre-shared key of exactly these ids, in either order; quotes taken off. Absent: there is none.
    [[nodiscard]] std::optional<Secret> key(const QStringList &ids) const;
    /// Whether a pre-shared key holds between these ids (ipsec.secrets(5)): one of exactly these, or of an
    /// entry for more, as "%any", a group of hosts, or no ids at all.
    [[nodiscard]] bool holdsBetween(const QString &own, const QString &peer) const;
    /// The keys of all entries that hold between these ids.
    [[nodiscard]] std::vector<Secret> keysBetween(const QString &own, const QString &peer) const;
    /// Sets it in place, or adds an entry at the end. Error Invalid: an id or the key holds what the file can
    /// not (quotes, line ends, bytes that are not printable ASCII), or the key is empty.
    [[nodiscard]] Result<void> setKey(const QStringList &ids, const Secret &key);

private:
    struct Found : Entry
    {
        qsizetype keyBegin = 0;  ///< in m_text, quotes included
        qsizetype keyLength = 0; ///< 0: no value was found
    };
    [[nodiscard]] QList<Found> find() const;
    [[nodiscard]] std::optional<Found> findKey(const QStringList &ids) const;
    [[nodiscard]] Secret keyOf(const Found &found) const;
    [[nodiscard]] static bool holds(const Found &found, const QString &own, const QString &peer);
    void replace(qsizetype begin, qsizetype length, QByteArrayView before, const Secret &key,
                 QByteArrayView after);

    Secret m_text;
};

} // namespace skybro::tunnel
