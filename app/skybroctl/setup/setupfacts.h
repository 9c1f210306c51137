#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/hostsource.h"
#include "app/skybroctl/setup/nodelinks.h"
#include "app/skybroctl/terminal.h"
#include "models/playbook/run/run.h"

#include <QPointer>
#include <QTemporaryDir>

namespace skybro::ctl {

/// `setup facts NODES`: what the module `setup` finds out about them. No entry in the history.
class SetupFacts : public Command
{
    Q_OBJECT

public:
    explicit SetupFacts(SetupArguments arguments, QObject *parent = nullptr);
    ~SetupFacts() override;

    void start() override;
    void interrupt() override;

private:
    void hostsKnown();
    [[nodiscard]] Result<void> writePlaybook();
    void take(const QList<playbook::RunEvent> &events);
    void ended(const Result<playbook::Recap> &result);

    SetupArguments m_arguments;
    std::shared_ptr<const playbook::Vault> m_vault;
    std::unique_ptr<HostSource> m_hosts;
    std::unique_ptr<NodeLinks> m_links;
    QTemporaryDir m_folder;
    QPointer<playbook::Run> m_run;
    ProgressLine m_progress;
    QMap<QString, playbook::RunEvent> m_results; ///< by host
};

} // namespace skybro::ctl
