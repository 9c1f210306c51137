#pragma once

#include "models/playbook/run/preview.h"
#include "models/playbook/run/run.h"
#include "models/playbook/run/runlog.h"
#include "models/playbook/run/runrecorder.h"
#include "ui/setup/targetbar.h"

#include <functional>

namespace skybro::ui {

/// A run and who keeps its record.
struct MadeRun
{
    std::unique_ptr<playbook::Run> run;
    std::unique_ptr<playbook::RunRecorder> recorder; ///< null: nobody
};

/// What the page Setup works with; who puts the console together gives it. Jobs and runs come unstarted.
struct SetupServices
{
    using Preview = JobOf<playbook::Preview>;
    using History = JobOf<QList<playbook::RunSummary>>;
    using Log = JobOf<QList<playbook::RunEvent>>;

    QStringList folders; ///< of playbooks, as the site file names them
    QString examples;    ///< folder of those that come along; empty: none
    QString siteFile;    ///< path, for telling where to name folders
    TargetBar::Sources targets;
    QString ansible; ///< path of ansible-playbook; empty: not installed

    std::function<Preview *(const QString &playbook, const playbook::Dict &extraVars)> preview;
    /// The record of the run is begun, and it is not started. `hosts`: those it will touch.
    std::function<Result<MadeRun>(const playbook::RunOptions &options, const QStringList &hosts,
                                  bool byAnsible)>
        makeRun;
    std::function<History *()> history;
    std::function<Log *(const QString &id)> readLog;
};

} // namespace skybro::ui
