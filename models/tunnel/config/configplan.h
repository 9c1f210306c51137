#pragma once

#include "models/tunnel/config/gatewayfacts.h"
#include "models/tunnel/config/tunneldescription.h"

#include <QByteArrayList>

namespace skybro::tunnel {

/// One file of the gateway: as it is and as it should be.
struct ConfigFile
{
    QString path;
    int mode = 0644;
    std::optional<QByteArray> before; ///< absent: there is none; not set for keys
    QByteArray after;
    bool keepsFile = false; ///< it was there: its own mode and owner stay, but for keys

    [[nodiscard]] bool isChanged() const { return before != after; }
};

/// The file with the key. No text of it leaves but by reveal().
struct KeyFile
{
    QString path;
    Secret before; ///< whole text; empty with `exists` false
    bool exists = false;
    Secret after;

    [[nodiscard]] bool isChanged() const;
};

/// What is on the gateway, what is wanted, and what differs.
struct ConfigPlan
{
    TunnelDescription wanted;
    std::optional<TunnelDescription> present; ///< the connection that is there
    QString atStart;                          ///< its auto=, "ignore" by default; empty: there is none
    /// The daemon loads the one that is there as it starts.
    [[nodiscard]] bool loadsByItself() const
    {
        return !atStart.isEmpty() && atStart != QLatin1StringView("ignore");
    }
    QList<ConfigFile> files;                   ///< changed or not
    std::optional<KeyFile> key;                ///< absent: the key is left as it is
    std::vector<SecretFileText> open;          ///< with the tunnel's key in them; they get mode 0600
    QList<std::pair<QString, QString>> kernel; ///< parameters that will change, and their values to be
    QString wholeConf; ///< path of the one file with the conn, when it can be checked by itself; else empty

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QStringList changedPaths() const;
};

/// Plans how to bring the gateway to `wanted`. A conn of its name is changed where it stands, comments and
/// all; a new one goes to /etc/ipsec.d/NAME.conf. `key`: to be set; absent: the one on the gateway stays.
/// Errors: Invalid, Conflict, NotFound: what is there can not be changed into what is wanted, and why.
[[nodiscard]] Result<ConfigPlan> planConfig(const GatewayFacts &facts, TunnelDescription wanted,
                                            const Secret *key);

/// Whether the gateway has a key for the tunnel's two ends. Error Conflict: in a file only that its
/// ipsec.secrets does not include.
[[nodiscard]] Result<bool> hasKey(const GatewayFacts &facts, const TunnelDescription &tunnel);
/// That key. Absent: there is none, or it is not known which of several Libreswan takes.
[[nodiscard]] std::optional<Secret> keyInForce(const GatewayFacts &facts, const TunnelDescription &tunnel);
/// The conn of this name as the gateway has it. Errors: NotFound, and those of IpsecConfSet.
[[nodiscard]] Result<ResolvedConnection> connectionOf(const GatewayFacts &facts, const QString &name);

/// All of it as `diff -u` would write it. Of a key it says only that it changes.
[[nodiscard]] QByteArrayList diff(const ConfigPlan &plan);

} // namespace skybro::tunnel
