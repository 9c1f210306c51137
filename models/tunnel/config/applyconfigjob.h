#pragma once

#include "models/base/journal.h"
#include "models/tunnel/config/changescripts.h"
#include "models/tunnel/shell.h"

#include <QElapsedTimer>
#include <QPointer>

#include <functional>

namespace skybro::tunnel {

enum class ApplyStep
{
    Preparing,     ///< the gateway checks the new files and makes its backup; nothing is in force
    ChangingAzure, ///< Azure's end is set; the tunnel may break from here on
    Switching,     ///< the gateway takes the new files, with its timer running
    Probing,       ///< until traffic passes
    Confirming,    ///< only where the connection itself is up: what answered may have come another way
    RollingBack,
};
/// Fixed English word for the journal and JSON: "preparing", "changing-azure" …
[[nodiscard]] QString toWord(ApplyStep step);
/// For a person.
[[nodiscard]] QString applyStepText(ApplyStep step);

inline constexpr QLatin1StringView applyOperation{"tunnel-config"}; ///< Operation::kind

/// Error Conflict, code "busy": a change of the site's tunnel is under way, or was interrupted and is not
/// settled. `journal` null: not known, no error.
[[nodiscard]] Result<void> noChangeUnderWay(const Journal *journal, const QString &site);

/// What a change of a tunnel's configuration works with.
struct ApplyParts
{
    Shell gateway; ///< with the rights of root there
    ConfigPlan plan;
    std::chrono::seconds within{60};        ///< for traffic to pass, from when the gateway has switched
    std::chrono::milliseconds pause{2'000}; ///< between two probes, and two attempts to reach the gateway
    /// Whether traffic passes just now; an error counts as no.
    std::function<JobOf<bool> *()> passes;
    /// Azure's half and how it is put back, AzureJobs where it tells its progress; null: it has none. Undoing
    /// what was not done succeeds.
    std::function<JobOf<void> *()> changeAzure;
    std::function<JobOf<void> *()> undoAzure;
    /// To be done once all is in force, one after the other, as keeping the key. An error is told, and
    /// changes nothing back.
    QList<std::function<Job *()>> afterwards;
    Journal *journal = nullptr; ///< null: not journaled
    QString id;                 ///< of the change, a UUID; empty: one is made
    QString site;
    QString gatewayName; ///< for texts
};

struct ApplyOutcome
{
    QString id;                               ///< of the change, the journal's operation
    std::chrono::milliseconds passedAfter{0}; ///< from switching
    std::optional<Error> afterwards;          ///< what failed after all was in force
};

/// Brings a planned change of the gateway, and of Azure's end, into force; and puts both back when traffic
/// does not pass in time. Journaled before anything is sent, and at each step.
///
/// Errors: Invalid, code "refused" or "syntax": the gateway does not take it, nothing was changed, or it was
/// put back at once; Conflict, "changed" or "busy"; TimedOut, "no-traffic" or "not-up" (an answer came, but
/// not by this connection): rolled back; Network, "rolls-back": the gateway can not be reached and puts back
/// what it had by itself, or "unclear": nor is it known whether it was told to keep the change, see
/// SettleTunnelJob; Server, "stuck": it could not put back what it had, and Azure's end is left to match, see
/// SettleTunnelJob; those of the shell, when nothing was changed yet; those of Azure. When it is cancelled or
/// destroyed after the switch, the gateway rolls back by itself. GUI thread.
class ApplyConfigJob : public JobOf<ApplyOutcome>
{
    Q_OBJECT

public:
    explicit ApplyConfigJob(ApplyParts parts, QObject *parent = nullptr);
    ~ApplyConfigJob() override;

    [[nodiscard]] QString id() const { return m_change.id; }
    [[nodiscard]] ApplyStep step() const { return m_step; }
    /// When the gateway will act by itself, counted from the switch.
    [[nodiscard]] std::chrono::seconds patience() const { return m_change.patience; }
    /// As if traffic did not pass: everything is put back, and the job ends with Cancelled. Too late while it
    /// confirms.
    void giveUp();

signals:
    void stepped(skybro::tunnel::ApplyStep step);
    void progressChanged(double percent); ///< of what Azure does just now, where it tells

protected:
    void begin() override;
    void abort() override;

private:
    using Report = void (ApplyConfigJob::*)(const Result<ChangeReport> &);
    void run(const QByteArray &script, std::chrono::seconds deadline, Report next);
    void runSoon(void (ApplyConfigJob::*next)());
    void enter(ApplyStep step);
    void prepared(const Result<ChangeReport> &report);
    void changeAzure();
    void switchGateway();
    void switched(const Result<ChangeReport> &report);
    void probe();
    void tryAgain(const std::function<Error()> &whyNot);
    void confirm();
    void confirmed(const Result<ChangeReport> &report);
    void afterwards();
    void rollBack(Error why);
    void restore();
    void restored(const Result<ChangeReport> &report);
    void stuck(const ChangeReport &report);
    void undoAzure();
    void end(Error error);
    void journal(OperationState state, const QString &step, const std::optional<Error> &error = {});
    void tellProgress(Job *azure);
    [[nodiscard]] Error errorOf(const ChangeReport &report) const;
    [[nodiscard]] Error notInTime(const QString &code, const QString &text, const QString &detail) const;

    ApplyParts m_parts;
    Change m_change;
    Operation m_operation;
    ApplyStep m_step = ApplyStep::Preparing;
    QPointer<Job> m_job;
    QTimer m_pause;
    QElapsedTimer m_sinceSwitch;
    QString m_upDetail; ///< what the daemon said as the connection was brought up
    Error m_why;        ///< why it is rolled back
    bool m_azureChanged = false;
    bool m_isPrepared = false;        ///< it has our new files beside the old
    bool m_gatewayMayBeNew = false;   ///< switching was asked for
    bool m_mayBeConfirmed = false;    ///< it was asked to; the answer may have been lost
    bool m_isAnsweredByOther = false; ///< a probe was answered while the connection was down
    bool m_isGivenUp = false;
    ApplyOutcome m_outcome;
};

} // namespace skybro::tunnel
