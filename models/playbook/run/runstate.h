#pragma once

#include "models/playbook/plays/loader.h"
#include "models/playbook/run/events.h"
#include "models/playbook/run/linkpool.h"
#include "models/playbook/run/run.h"
#include "models/playbook/run/taskscope.h"
#include "models/playbook/run/variables.h"
#include "models/playbook/template/templar.h"

#include <QSet>

#include <atomic>
#include <memory>
#include <unordered_map>

namespace skybro::playbook {

/// What all parts of a run share. Thread: the run's, but for `isStopping`.
struct RunState
{
    RunState(const RunOptions &runOptions, LinkFactory &factory, const std::atomic_bool &stopping);

    const RunOptions &options;
    const std::atomic_bool &isStopping; ///< everything is to end at once
    Variables variables;
    Templar templar;
    Loader loader;
    LinkPool links;
    Events events;
    QString omit; ///< what `omit` is: an argument of this text is left out
    QSet<QString> failedHosts;
    QSet<QString> unreachableHosts;
    Recap recap;
    int tasks = 0;           ///< columns so far
    bool hasStarted = false; ///< `startAtTask` was found, or is not asked for

    /// What `hostvars` has of a host; null: no such host.
    [[nodiscard]] const TaskScope *hostScope(const QString &host);
    /// meta: refresh_inventory. What add_host and group_by made is gone then.
    [[nodiscard]] Result<void> refreshInventory();
    [[nodiscard]] Masks &masks() const { return options.vault->masks(); }

private:
    std::unordered_map<QString, std::unique_ptr<TaskScope>> m_scopes;
};

} // namespace skybro::playbook
