#pragma once

#include "models/base/journal.h"
#include "models/fleet/powerplan.h"
#include "models/fleet/powerpolicy.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <deque>

namespace skybro::azure {
class ArmClient;
}

namespace skybro::fleet {

class PowerRun;
class Refresher;

/// Carries out power actions on many nodes at once, each a journaled operation with a named end.
///
/// All go out as fast as Azure's throttle allows. Their success is read from the list of states that the
/// Refresher asks for anyway; an operation's own address is asked only when something looks wrong. While an
/// action is under way its node is marked Node::pending, beside what Azure says and never instead of it.
/// Progress of single operations: Journal's signals. GUI thread only. All pointers outlive it.
class PowerControl : public QObject
{
    Q_OBJECT

public:
    PowerControl(Fleet *fleet, Refresher *refresher, azure::ArmClient *client, Journal *journal, QString site,
                 PowerPolicy policy = {}, QObject *parent = nullptr);
    ~PowerControl() override;

    /// What an action would do; ask again right before apply().
    [[nodiscard]] PowerPlan plan(PowerAction action, const QStringList &ids) const;
    /// Journals an operation for every node to do, then sends them. Returns the batch's id (empty when there
    /// is nothing to do). An error means that the journal could not be written and nothing was sent.
    [[nodiscard]] Result<QString> apply(const PowerPlan &plan);

    /// What is not sent yet is not sent. What is sent is no longer waited for; Azure goes on with it, and the
    /// operation ends as Unknown. Operations of other processes are left alone.
    void cancel(const QString &operationId);
    /// True while cancel() can still keep it from being sent.
    [[nodiscard]] bool isQueued(const QString &operationId) const;

    /// Takes up operations of processes that are gone, and ends each rightly: by Azure's own word on the
    /// operation where its address is known, else by the state the node is in. Returns how many.
    int resume();

    [[nodiscard]] int running() const { return static_cast<int>(m_runs.size()); }
    [[nodiscard]] bool isRunning(const QString &operationId) const { return m_runs.contains(operationId); }

signals:
    /// running() changed.
    void runningChanged();
    /// The operation's end is in the journal and in `operation`.
    void ended(const skybro::Operation &operation);
    /// All of a batch have ended.
    void batchEnded(const QString &batch);
    /// The journal could not be written; the actions go on.
    void journalFailed(const skybro::Error &error);

private:
    struct Entry
    {
        PowerRun *run = nullptr;
        bool isSending = false; ///< holds one of maxSending's places
        quint64 countsFrom = 0; ///< first question on states whose answer tells of it; 0: none yet
    };
    [[nodiscard]] static bool isPower(const Operation &operation);
    void heedOthers(const QList<Operation> &operations);
    void addRun(const Operation &operation, PowerAction action);
    void sendQueued();
    void observe(quint64 ask);
    void noteAccepted(const QString &operationId);
    void noteChange(const QString &operationId);
    void writeChanges();

    Fleet *m_fleet;
    Refresher *m_refresher;
    azure::ArmClient *m_client;
    Journal *m_journal;
    QString m_site;
    PowerPolicy m_policy;
    QHash<QString, Entry> m_runs; ///< by operation id
    QHash<QString, int> m_openInBatch;
    std::deque<QString> m_queue; ///< operations not sent yet
    int m_sending = 0;
    QStringList m_changed; ///< to be journaled
    QTimer m_writeTimer;
};

} // namespace skybro::fleet
