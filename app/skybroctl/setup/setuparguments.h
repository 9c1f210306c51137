#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace skybro::ctl {

enum class SetupCommandName
{
    Run,
    Lint,
    Facts,
    Modules,
    History,
    Inventory,
};

/// The command line of `setup …` and `inventory`, understood. Named as ansible-playbook's options are.
struct SetupArguments
{
    SetupCommandName command = SetupCommandName::Run;
    QString site; ///< path of the site file; empty: none, only `sources`
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    QStringList words;   ///< playbooks; a pattern of hosts; a module; a run
    QStringList sources; ///< -i
    QString limit;
    QStringList extraVars; ///< as given
    QStringList tags;
    QStringList skipTags;
    bool check = false;
    bool diff = false;
    int forks = 50;
    QString startAtTask;
    QString user;
    QString becomePasswordFile;
    bool askBecomePassword = false;
    QString vaultPasswordFile;
    bool askVaultPassword = false;
    bool acceptNew = false;
    bool allowPipe = false;
    bool withAnsible = false;
    QString host;      ///< inventory --host
    bool list = false; ///< inventory --list

    QString say; ///< what to print and end with 0 instead
};

/// Whether the command line is one of these, wherever its options stand.
[[nodiscard]] bool isSetupCommand(const QStringList &commandLine);
/// Errors (Invalid) are for stderr with exit code 2.
[[nodiscard]] Result<SetupArguments> parseSetupArguments(const QStringList &commandLine);

} // namespace skybro::ctl
