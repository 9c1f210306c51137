#pragma once

#include "models/base/journal.h"
#include "models/playbook/run/run.h"
#include "models/playbook/run/runlog.h"
#include "models/playbook/run/runprogress.h"

#include <QMap>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace skybro::playbook {

/// The kind of a run's operations in the journal.
inline const QString setupKind = QStringLiteral("setup");

/// Keeps the record of one run: every event in its log, and one operation a host in the journal, all of them
/// there before the run is started. The operations name the playbook and the task the host is in; they are
/// renewed every second, some at a time, and end with the run. Thread: GUI.
class RunRecorder : public QObject
{
    Q_OBJECT

public:
    /// Begins log and journal. `run` is not started yet and is not owned; `hosts` is what it will touch
    /// (targetsOf()); a host's variable azure_id names its node. `journal` null: log only; it outlives
    /// this. `folder` empty: the usual one. An error means that nothing was written and nothing may be
    /// started.
    [[nodiscard]] static Result<std::unique_ptr<RunRecorder>>
    begin(Run *run, const RunSummary &summary, const QStringList &hosts, const Inventory &inventory,
          Journal *journal, const QString &folder = {});
    ~RunRecorder() override;

    /// Run::stopAfterTask(), and the hosts' operations say later that it was so.
    void stopAfterTask();

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] QString logPath() const { return m_log->path(); }
    [[nodiscard]] const RunProgress &progress() const { return m_progress; }
    /// One a host, as they are or will be in the journal.
    [[nodiscard]] QList<Operation> operations() const { return m_operations.values(); }

signals:
    /// Log or journal can not be written any more; the run goes on. Once.
    void failed(const skybro::Error &error);

private:
    RunRecorder() = default;
    void take(const QList<RunEvent> &events);
    void end();
    void addHosts(const QStringList &hosts);
    Q_INVOKABLE void writeSteps();
    [[nodiscard]] bool takeStep(Operation &operation) const;
    void report(const Result<void> &written);
    [[nodiscard]] Operation newOperation(const QString &host) const;
    void conclude(Operation &operation, const std::optional<Error> &error) const;

    QPointer<Run> m_run;
    QString m_id;
    QString m_site;
    QString m_playbook; ///< its file's name, for steps
    Inventory m_inventory;
    Journal *m_journal = nullptr;
    std::unique_ptr<RunLog> m_log;
    RunProgress m_progress;
    QMap<QString, Operation> m_operations; ///< by host, as journaled
    QString m_written;                     ///< up to this host steps are written; the next turn goes on there
    QTimer m_timer;
    bool m_isStopped = false;
    bool m_hasFailed = false;
};

/// A run whose process is gone, as its operations now tell it.
struct AbandonedRun
{
    QString id;
    QString playbook;               ///< path; empty when the log is gone too
    QMap<QString, QString> stopped; ///< host → where (RunProgress::Host::where())
};

/// Ends the operations of runs whose process was killed, as Unknown, each saying how far its host had come.
/// Of two processes that ask at once one tells it. To be called when a program starts. `site` empty: runs
/// without one.
[[nodiscard]] QList<AbandonedRun> settleAbandonedRuns(Journal &journal, const QString &site,
                                                      const QString &folder = {});

} // namespace skybro::playbook
