#pragma once

#include "models/playbook/run/runlog.h"
#include "models/playbook/run/runmodel.h"
#include "ui/common/looks.h"

namespace skybro::ui {

/// How a task on a host is shown.
[[nodiscard]] Look cellLook(playbook::RunModel::State state);
/// The same of a host as a whole: "Done" where the cell's word would be of one task.
[[nodiscard]] Look hostLook(playbook::RunModel::State state);
/// What a cell says aloud and in its tooltip: host, task, state, how long, what else there is.
[[nodiscard]] QString cellText(const QModelIndex &index);
/// How a run of the history went.
[[nodiscard]] Look summaryLook(const playbook::RunSummary &run);
[[nodiscard]] playbook::RunModel::State stateOf(const QModelIndex &index);

} // namespace skybro::ui
