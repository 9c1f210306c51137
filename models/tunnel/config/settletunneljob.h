#pragma once

#include "models/base/journal.h"
#include "models/tunnel/config/azurechange.h"
#include "models/tunnel/config/changescripts.h"
#include "models/tunnel/shell.h"

namespace skybro::tunnel {

/// How a change ended that was interrupted: its program was killed, or it could not reach who had to know.
struct SettledChange
{
    enum class Azure
    {
        Alone,   ///< it was not part of the change, or stays as the change made it
        PutBack, ///< it has again what it had before
        Foreign, ///< somebody changed it since: it is left as it is
    };
    QString id;
    QString step;         ///< what it did last, the journal's word; may be empty
    bool inForce = false; ///< the gateway keeps the change; else it has its earlier configuration
    Azure azure = Azure::Alone;

    bool operator==(const SettledChange &) const = default;
};
/// For a person: one sentence.
[[nodiscard]] QString settledText(const SettledChange &settled);

/// What is pointed to outlives the job.
struct SettleParts
{
    Shell gateway; ///< root's
    QString site;
    azure::ArmClient *client = nullptr; ///< null: Azure's end is not touched
    secrets::SecretStore *secrets = nullptr;
    Journal *journal = nullptr;
};

/// Brings changes of the tunnel that were interrupted to their end, before another one is planned: the
/// gateway says how each ended (one that still awaits its confirmation is taken back at once), and Azure's
/// end is made to match. Where there is none, nothing is asked but journal and secret store. Those that
/// another process is at just now are left alone.
///
/// Errors: Conflict, code "azure-open": Azure's end is to be put back, and there is no client; those of the
/// shell, of the store and of UndoAzureJob. It is tried again the next time then. GUI thread.
class SettleTunnelJob : public JobOf<QList<SettledChange>>
{
    Q_OBJECT

public:
    explicit SettleTunnelJob(SettleParts parts, QObject *parent = nullptr);
    ~SettleTunnelJob() override;

signals:
    /// There is something to settle, which may take Azure's time: minutes.
    void settling();
    void progressChanged(double percent); ///< of what Azure does

protected:
    void begin() override;
    void abort() override;

private:
    struct Pending
    {
        QString id;
        QString name;
        bool hasUndo = false;
    };
    void choose(const std::vector<AzureUndo> &undos);
    void next();
    void gatewaySaid(const Result<ChangeReport> &report);
    void putAzureBack();
    void bringUp();
    void settled();
    void stop(Error error);
    template <typename T, typename Next>
    void run(JobOf<T> *job, const Next &next);

    SettleParts m_parts;
    QList<Operation> m_claimed;
    QList<Pending> m_pending; ///< the first is under way
    SettledChange m_now;
    QList<SettledChange> m_settled;
    std::optional<Error> m_error; ///< the first; the others are settled all the same
    QPointer<Job> m_job;
};

} // namespace skybro::tunnel
