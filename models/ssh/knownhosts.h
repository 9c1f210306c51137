#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace skybro::ssh {

/// What known_hosts says of a key that a host showed.
struct HostKeyVerdict
{
    enum class State
    {
        Known,
        Unknown, ///< nothing is recorded for this host
        Changed, ///< another key is recorded, of the same or of another type
        Revoked, ///< this very key is marked @revoked
    };
    State state = State::Unknown;
    QString file; ///< where the entry is that decided it
    int line = 0; ///< 1-based
    QString recordedType;
    QString recordedFingerprint;
};

/// The keys that hosts are known by: OpenSSH's known_hosts files, plain and hashed (sshd(8)).
///
/// Keys of type @cert-authority vouch for certificates, which are not asked for: such lines are passed over,
/// and so are lines that can not be read. libssh's own reader knows no markers, hence this one.
class KnownHosts
{
public:
    /// Files that do not exist hold no keys.
    [[nodiscard]] static KnownHosts load(const QStringList &files);
    void add(const QByteArray &text, const QString &file);

    /// `name`: as HostSettings::knownHostsName() makes it; for "[host]:port" a key recorded for the bare host
    /// counts too. `blob`: the public key as in the file, decoded.
    [[nodiscard]] HostKeyVerdict check(const QString &name, const QByteArray &blob) const;
    /// The key types recorded for the host, so that it is asked for a key that can be checked.
    [[nodiscard]] QList<QByteArray> keyTypes(const QString &name) const;
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }

    /// Adds a line to a file, which is made (0600, its folder 0700) when absent. Thread-safe.
    [[nodiscard]] static Result<void> append(const QString &file, const QString &name, const QByteArray &type,
                                             const QByteArray &blob, bool hashed);

private:
    enum class Marker
    {
        None,
        Revoked,
    };
    struct Entry
    {
        Marker marker = Marker::None;
        QStringList patterns;
        QByteArray salt; ///< of a hashed name
        QByteArray hash; ///< HMAC-SHA1 of the name; empty: patterns hold
        QByteArray type;
        QByteArray blob;
        QString file;
        int line = 0;
    };
    [[nodiscard]] static bool matches(const Entry &entry, const QString &name);
    [[nodiscard]] HostKeyVerdict checkName(const QString &name, const QByteArray &blob) const;

    QList<Entry> m_entries;
};

/// "SHA256:…" as ssh-keygen -l prints it.
[[nodiscard]] QString fingerprint(const QByteArray &blob);
/// The type a public key blob begins with ("ssh-ed25519"), empty when it is none.
[[nodiscard]] QByteArray keyTypeOf(const QByteArray &blob);

} // namespace skybro::ssh
