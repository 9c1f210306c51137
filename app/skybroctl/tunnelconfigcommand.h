#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/terminalprompter.h"
#include "app/skybroctl/terminal.h"
#include "app/skybroctl/tunnelconfigarguments.h"
#include "models/base/journal.h"
#include "models/fleet/cluster.h"
#include "models/site/site.h"
#include "models/ssh/service.h"
#include "models/tunnel/config/plantunneljob.h"
#include "models/tunnel/config/rollbacktunneljob.h"

namespace skybro::ctl {

/// `tunnel config show|diff|apply|rollback`: both ends of the tunnel as the site file has them.
class TunnelConfigCommand : public Command
{
    Q_OBJECT

public:
    explicit TunnelConfigCommand(TunnelConfigArguments arguments, QObject *parent = nullptr);
    ~TunnelConfigCommand() override;

    void start() override;
    /// The first one takes back what is under way; the second leaves that to the gateway's timer.
    void interrupt() override;

private:
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> openGateway();
    [[nodiscard]] Result<void> openAzure();
    void show();
    void tellWeak(const QStringList &weak, const QStringList &settings) const;
    void print(const tunnel::AzureEnd *azure);
    void settle(void (TunnelConfigCommand::*next)());
    void chooseTargets();
    void plan();
    void planned(tunnel::TunnelPlan plan);
    [[nodiscard]] std::optional<int> ask(const QByteArrayList &changes, const QString &question);
    void askToLoad(const tunnel::TunnelPlan &plan);
    void load(QList<tunnel::ControlAction> steps, const QString &connection);
    void apply(tunnel::TunnelPlan plan);
    void applied(const Result<tunnel::ApplyOutcome> &outcome);
    void planRollback();
    void rollBack(const tunnel::RollbackPlan &plan);
    [[nodiscard]] tunnel::RollbackParts rollbackParts() const;
    void showStep(const QString &text, std::optional<double> percent = {});
    void endWith(const Error &error);
    void end(int exitCode);

    TunnelConfigArguments m_arguments;
    ProgressLine m_progress;
    site::Site m_site;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<secrets::SecretStore> m_secrets;
    std::unique_ptr<fleet::Cluster> m_cluster;
    TerminalPrompter m_prompter;
    std::unique_ptr<ssh::Service> m_service;
    tunnel::Shell m_gateway;
    QString m_gatewayName;
    QList<tunnel::ProbeTarget> m_targets; ///< apply: whose answer proves that traffic passes
    QString m_step;                       ///< what the progress line says
    QPointer<Job> m_job;                  ///< what is under way; goes before what it uses
    QPointer<tunnel::ApplyConfigJob> m_apply;
    bool m_interrupted = false;
    bool m_ended = false;
};

} // namespace skybro::ctl
