#pragma once

#include "app/skybro/sshaccess.h"
#include "models/base/journal.h"
#include "models/fleet/fleet.h"
#include "models/site/site.h"
#include "ui/setup/setupservices.h"

#include <memory>

namespace skybro::playbook {
class SshLinkFactory;
}

namespace skybro::console {

/// What stands behind the page Setup: the way to the nodes, the logs of runs,
/// the journal. SSH is begun with the first run. The page goes before it, with its runs.
class SetupBackend
{
public:
    struct Context
    {
        site::Site site;
        fleet::Fleet *fleet = nullptr;
        Journal *journal = nullptr;
        SshAccess *ssh = nullptr;
        QString runsFolder; ///< empty: the usual one
    };

    /// All in the context outlive it.
    explicit SetupBackend(Context context);
    ~SetupBackend();

    [[nodiscard]] ui::SetupServices services();

    /// The playbooks that come along; empty when they are not installed.
    [[nodiscard]] static QString examplesFolder();

private:
    [[nodiscard]] Result<ui::MadeRun> makeRun(playbook::RunOptions options, const QStringList &hosts,
                                              bool byAnsible);
    [[nodiscard]] playbook::SshLinkFactory &links();

    Context m_context;
    std::shared_ptr<const playbook::Vault> m_vault;
    std::optional<Error> m_vaultProblem;
    std::unique_ptr<playbook::SshLinkFactory> m_links;
};

} // namespace skybro::console
