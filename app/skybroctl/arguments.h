#pragma once

#include "models/base/result.h"
#include "models/fleet/node.h"

#include <QStringList>

#include <chrono>

namespace skybro::ctl {

enum class CommandName
{
    Nodes,
    Power,
    Operations,
    Topology,
    Tunnel,
};

/// How `topology` is written.
enum class TopologyForm
{
    Tree,
    Json,
    Dot,
    Svg,
};

/// The command line, understood.
struct Arguments
{
    QString site; ///< path of the site file
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    CommandName command = CommandName::Nodes;
    fleet::PowerAction action = fleet::PowerAction::Start; ///< for CommandName::Power
    QStringList nodes;                                     ///< names; empty with `all`
    bool all = false;
    bool ignoreMissing = false;
    bool noWait = false;
    bool prices = false;
    std::chrono::seconds timeout{std::chrono::minutes(45)};
    int limit = 100; ///< operations to list
    TopologyForm form = TopologyForm::Tree;
    QString svgFile;         ///< "-": stdout
    bool watch = false;      ///< tunnel: until Ctrl+C
    bool doctor = false;     ///< tunnel: with what the finding rests on
    bool prometheus = false; ///< tunnel: as metrics
    bool acceptNew = false;  ///< tunnel: a gateway that known_hosts does not know is trusted

    /// What to print and end with 0 instead: --help, --version.
    QString say;
};

/// Errors (Invalid) are for stderr with exit code 2. Looks for the one site file there is when none is named.
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &commandLine);

} // namespace skybro::ctl
