#pragma once

#include "models/playbook/mark.h"
#include "models/playbook/modules/module.h"
#include "models/playbook/value.h"

#include <QDateTime>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace skybro::playbook {

/// How a task ended on a host, as Ansible's recap counts it.
enum class Outcome
{
    Ok,
    Changed,
    Skipped,
    Failed,
    Ignored, ///< failed, and `ignore_errors` says to go on; counts as ok too
    Unreachable,
};

/// "ok", "changed", … : for JSON, logs and files.
[[nodiscard]] QString toWord(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFromWord(QStringView word);

/// One host's line of the recap.
struct HostStats
{
    int ok = 0; ///< changed ones included
    int changed = 0;
    int unreachable = 0;
    int failed = 0;
    int skipped = 0;
    int rescued = 0;
    int ignored = 0;

    bool operator==(const HostStats &) const = default;
};
using Recap = QMap<QString, HostStats>;

/// One thing that happened in a run. What a run shows, keeps and prints is made of these alone. Secrets are
/// masked in it, and the result of a `no_log` task left out, before it leaves the run.
struct RunEvent
{
    enum class Kind
    {
        RunStarted,   ///< `text`: path of the playbook; `hosts`: all it may touch
        PlayStarted,  ///< `text`: its name; `hosts`: those of it, in order; `play`
        TaskStarted,  ///< a column of the matrix: `task`, `text`, `action`, `mark`, `isHandler`; once a task,
                      ///< however many hosts run it, and before any of them does
        HostStarted,  ///< `task` begins on `host`
        ItemFinished, ///< one item of a loop: `text` is its label; `outcome`, `result`, `diffs`
        HostFinished, ///< `task` ended on `host`: `outcome`, `result`, `diffs`
        Retrying,     ///< `until` does not hold yet: `text` says how many tries are left
        Notice,       ///< something to tell: a warning, a deprecation, why a run stops. `text`
        Rescued,      ///< `host`: a rescue section took over
        RunFinished,  ///< `recap`, `isStopped`
    };
    Kind kind = Kind::Notice;
    QDateTime time; ///< UTC, milliseconds
    int play = -1;  ///< counts from 0 through the run
    int task = -1;  ///< counts from 0 through the run
    QString host;
    QString text;
    QString action;
    Mark mark;
    bool isHandler = false;
    bool isCheck = false;   ///< the task ran in check mode
    bool isStopped = false; ///< RunFinished: somebody stopped it before its last task
    QString delegatedTo;    ///< another host than `host`; empty: none
    Outcome outcome = Outcome::Ok;
    Value result; ///< a dict as `register` keeps it
    QList<Diff> diffs;
    QStringList hosts;
    qint64 duration = 0; ///< milliseconds, HostFinished and RunFinished
    Recap recap;
};

[[nodiscard]] QString toWord(RunEvent::Kind kind);
[[nodiscard]] std::optional<RunEvent::Kind> runEventKindFromWord(QStringView word);

/// Counts HostFinished and Rescued as Ansible's recap does, and begins the lines of a play's hosts.
void addTo(Recap &recap, const RunEvent &event);

/// A text of a result or diff is cut down to this many characters, its beginning and its end kept …
constexpr qsizetype textLimit = 64 * 1024;
/// … and of a result not more is kept than about this many, whatever it is made of.
constexpr qsizetype resultLimit = 1024 * 1024;

/// One line of JSON without a line end: the run log and `--json` print it. What is beyond the limits is
/// replaced by a text "[… N characters left out …]". Documented in skybroctl(1).
[[nodiscard]] QByteArray toJsonLine(const RunEvent &event);
/// Nothing when the line is none.
[[nodiscard]] std::optional<RunEvent> runEventFromJson(const QByteArray &line);

} // namespace skybro::playbook

Q_DECLARE_METATYPE(skybro::playbook::RunEvent)
