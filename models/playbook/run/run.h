#pragma once

#include "models/base/job.h"
#include "models/base/secret.h"
#include "models/playbook/inventory/inventory.h"
#include "models/playbook/run/runevent.h"
#include "models/playbook/vault.h"

#include <QStringList>

#include <memory>

namespace skybro::playbook {

/// What is to be run, on what, how.
struct RunOptions
{
    QString playbook;    ///< path
    Inventory inventory; ///< group_vars and host_vars of its sources already in it, those beside the playbook
                         ///< not
    QStringList inventorySources; ///< paths that `inventory` was read from, for `inventory_file` and the like
    QString limit;                ///< empty: all
    Dict extraVars;
    QStringList tags; ///< empty: all
    QStringList skipTags;
    bool check = false;
    bool diff = false;
    int forks = 50;
    QString startAtTask;                ///< empty: from the first
    QString remoteUser;                 ///< what the site says; empty: what ssh's configuration says
    std::shared_ptr<const Vault> vault; ///< never null
    std::shared_ptr<const Secret> becomePassword; ///< null: none needed, or asked for nothing
    bool isPipeAllowed = false;                   ///< lookup('pipe') runs commands on this machine
    QStringList rolesPath;
};

/// A run of a playbook: by Skybro itself or by Ansible. Ends with the recap whatever its hosts did: hosts
/// that failed are no error of the run. Errors: Invalid, NotFound (the playbook; nothing was started), and
/// those of Job; the deadline is off unless set. Thread: GUI.
class Run : public JobOf<Recap>
{
    Q_OBJECT

public:
    using JobOf::JobOf;

    /// Lets the tasks that run come to their end, starts no other. The run then finishes as usual. (cancel()
    /// ends what runs now.)
    virtual void stopAfterTask() = 0;

signals:
    /// In order, several at a time: at most 20 batches a second.
    void happened(const QList<skybro::playbook::RunEvent> &events);
};

/// 0: all hosts well; 1: some failed or were unreachable.
[[nodiscard]] bool isClean(const Recap &recap);

} // namespace skybro::playbook
