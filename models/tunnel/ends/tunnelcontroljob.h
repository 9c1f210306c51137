#pragma once

#include "models/tunnel/ipsec/ipsecstatus.h"
#include "models/tunnel/shell.h"

#include <QPointer>

namespace skybro::tunnel {

/// What can be done to a connection on its gateway.
enum class ControlAction
{
    Load,        ///< what the configuration says of it into the daemon
    Up,          ///< asks the far end, and waits for the answer
    Restart,     ///< down, then up: for a far end that has forgotten us
    StartDaemon, ///< by systemd
};

/// "tunnel.load", "tunnel.up", "tunnel.restart", "tunnel.startDaemon": as a Mend names them.
[[nodiscard]] std::optional<ControlAction> controlActionFrom(QStringView mend);
/// Whether a tunnel that works is cut by it, and with it all that goes over it; for some seconds if all is
/// well.
[[nodiscard]] bool isCutting(ControlAction action);

struct ControlOutcome
{
    QString said; ///< by the gateway's own programs, all of it

    bool operator==(const ControlOutcome &) const = default;
};

/// Does one of these things on a gateway, as root or by sudo without a password.
///
/// Succeeds when the gateway did it; Up and Restart only when there is a Child SA afterwards. A restart goes
/// on to its end on the gateway even when the way there is lost in between. Errors: Invalid, no connection
/// name; Forbidden, code "sudo"; NotFound, no such program there; Server, what the gateway said against it,
/// code "not-up" when all went well but for the tunnel; Protocol, the answer was cut; those of the shell and
/// of Job. When it ends before the script, the script is given up with it.
class TunnelControlJob : public JobOf<ControlOutcome>
{
    Q_OBJECT

public:
    /// `implementation`: as the gateway's daemon was last told; unknown: whichever program is there.
    TunnelControlJob(Shell shell, ControlAction action, QString connection, Implementation implementation,
                     QObject *parent = nullptr);
    ~TunnelControlJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    Shell m_shell;
    ControlAction m_action;
    QString m_connection;
    Implementation m_implementation;
    QPointer<ScriptJob> m_script;
};

} // namespace skybro::tunnel
