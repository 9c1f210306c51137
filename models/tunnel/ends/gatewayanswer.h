#pragma once

#include "models/base/result.h"
#include "models/tunnel/ends/gatewayquestion.h"
#include "models/tunnel/ipsec/ipseclog.h"

#include <QByteArray>
#include <QDateTime>

namespace skybro::tunnel {

/// How a gateway's kernel is set.
struct GatewaySettings
{
    std::optional<bool> ipForward;  ///< of IPv4
    std::optional<bool> ip6Forward; ///< of IPv6
    std::optional<int> rpFilter;    ///< the strictest that is in force on any card: 0 off, 1 strict, 2 loose
    std::optional<quint64> rpFilterDrops; ///< packets that it dropped since the boot
    QStringList addresses;                ///< the gateway's own
    QString routeSource; ///< the own address from which GatewayQuestion::routeTo is sent to; empty: not told
    bool hasNoRoute = false; ///< the kernel knows no way to GatewayQuestion::routeTo
    QString peer;            ///< from where we came, as the gateway sees us; empty: not over SSH

    bool operator==(const GatewaySettings &) const = default;
};

/// What came of a GatewayQuestion. What was not asked, not answered or cut off is absent, never "no".
struct GatewayAnswer
{
    QDateTime gatewayTime; ///< the gateway's clock, in its zone; invalid: not told
    /// Connections are those of `known` when they were not asked for.
    IpsecStatus status;
    bool connectionsRead = false; ///< the list of connections is new
    bool logRead = false;
    bool logContinues = false; ///< `log` comes after what was read before, and is not all there is
    QList<LogFinding> log;
    QString logCursor; ///< for the next question; empty: this host's log has none
    std::optional<GatewaySettings> settings;
};

/// Takes the script's standard output apart. `known`: the status of the answer before, whose connections go
/// on to hold. Passes over whatever a login shell, sudo or a banner says between. Error Protocol when there
/// is nothing of an answer: the login shell did not run the script. Any thread.
[[nodiscard]] Result<GatewayAnswer>
readGatewayAnswer(const QByteArray &output, const GatewayQuestion &question, const IpsecStatus &known = {});

} // namespace skybro::tunnel
