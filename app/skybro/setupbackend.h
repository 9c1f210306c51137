#pragma once

#include "models/base/journal.h"
#include "models/fleet/fleet.h"
#include "models/secrets/secretstore.h"
#include "models/site/site.h"
#include "models/ssh/service.h"
#include "ui/setup/setupservices.h"
#include "ui/shell/sshprompter.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace skybro::playbook {
class SshLinkFactory;
}

namespace skybro::ui {
class MainWindow;
}

namespace skybro::console {

/// What stands behind the page Setup: the way to the nodes with its questions to the user, the logs of runs,
/// the journal. SSH is begun with the first run. The page goes before it, with its runs.
class SetupBackend
{
public:
    struct Context
    {
        site::Site site;
        fleet::Fleet *fleet = nullptr;
        Journal *journal = nullptr;
        ui::MainWindow *window = nullptr;
        std::function<secrets::SecretStore *()> secrets; ///< opened when it is first needed; never null
        QString runsFolder;                              ///< empty: the usual one
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
    QPointer<ui::SshPrompter> m_prompter; ///< the window owns it
    // In the order of their making: what comes later uses what comes before.
    std::unique_ptr<ssh::StoredPrompter> m_stored;
    std::unique_ptr<ssh::Service> m_ssh;
    std::unique_ptr<playbook::SshLinkFactory> m_links;
};

} // namespace skybro::console
