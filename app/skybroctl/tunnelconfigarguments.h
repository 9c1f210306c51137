#pragma once

#include "models/base/result.h"

#include <QStringList>

#include <chrono>

namespace skybro::ctl {

enum class TunnelConfigCommandName
{
    Show,
    Diff,
    Apply,
    Rollback,
};

/// The command line of `tunnel config …`, understood.
struct TunnelConfigArguments
{
    TunnelConfigCommandName command = TunnelConfigCommandName::Show;
    QString site; ///< path of the site file
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool playbook = false;    ///< show: nothing but the playbook
    bool gatewayOnly = false; ///< Azure is neither asked nor changed
    bool newKey = false;
    QString keyFile; ///< a pre-shared key for both ends
    bool yes = false;
    bool force = false;     ///< rollback: over changes made by hand
    bool acceptNew = false; ///< trust an SSH host that is not known
    std::chrono::seconds within{60};

    QString say; ///< what to print and end with 0 instead
};

/// Whether the command line is one of these, wherever its options stand.
[[nodiscard]] bool isTunnelConfigCommand(const QStringList &commandLine);
/// Errors (Invalid) are for stderr with exit code 2.
[[nodiscard]] Result<TunnelConfigArguments> parseTunnelConfigArguments(const QStringList &commandLine);

} // namespace skybro::ctl
