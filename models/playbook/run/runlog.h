#pragma once

#include "models/base/result.h"
#include "models/playbook/run/runevent.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QList>
#include <QString>

#include <memory>

namespace skybro::playbook {

/// What is known of a run without reading its events.
struct RunSummary
{
    QString id; ///< UUID, also the batch of its operations in the journal
    QString site;
    QString playbook; ///< path
    QString limit;    ///< as asked
    bool check = false;
    bool byAnsible = false;
    QDateTime started;      ///< UTC
    QDateTime ended;        ///< invalid: it runs, or its process was killed
    Recap recap;            ///< so far, when it was killed
    bool isStopped = false; ///< somebody stopped it before its last task
    QString owner;          ///< the process that drove it, see processidentity.h; empty: this one

    [[nodiscard]] bool isUnfinished() const { return !ended.isValid(); }
};

/// Writes a run's events as they happen, one JSON line each, into $XDG_STATE_HOME/skybro/runs/ID.jsonl (mode
/// 0600). The first line is the summary's own. What was appended is safe from a killed process. A run has
/// ended when its last event is RunFinished: who writes the log sees to it.
class RunLog
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    /// `folder` empty: the usual one. Removes from it what is older than keptFor. Errors: Invalid (the id is
    /// no UUID), Internal (it can not be written).
    [[nodiscard]] static Result<std::unique_ptr<RunLog>> create(const RunSummary &run,
                                                                const QString &folder = {});
    /// All of them or none: what a full disk cuts short is taken back, so that a later attempt may go well.
    [[nodiscard]] Result<void> append(const QList<RunEvent> &events);
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    RunLog() = default;
    [[nodiscard]] Result<void> write(const QByteArray &bytes);

    QString m_path;
    QFile m_file;
    qint64 m_size = 0;
};

[[nodiscard]] QString runsFolder();
/// Newest first. Files that can not be read are left out. Blocks: the whole log of a run that did not end is
/// read, of others the beginning and the end.
[[nodiscard]] QList<RunSummary> runHistory(const QString &folder = {});
/// Error: NotFound.
[[nodiscard]] Result<RunSummary> runSummary(const QString &id, const QString &folder = {});
/// All events of a run that are whole; a last line cut off by a kill is dropped. Error: NotFound.
[[nodiscard]] Result<QList<RunEvent>> readRun(const QString &id, const QString &folder = {});

} // namespace skybro::playbook
