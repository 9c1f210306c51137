#pragma once

#include "models/playbook/plays/loader.h"

namespace skybro::playbook {

/// One of them is an error.
[[nodiscard]] bool hasErrors(const QList<Finding> &findings);
/// Errors there are, and all of them are things that the real Ansible knows.
[[nodiscard]] bool isForAnsible(const QList<Finding> &findings);

/// What can be said of a playbook before it runs.
struct Preview
{
    QList<Finding> findings;
    std::shared_ptr<const Playbook> playbook; ///< null when it can not be read

    /// No finding is an error.
    [[nodiscard]] bool canRun() const;
    [[nodiscard]] bool isForAnsible() const { return playbook::isForAnsible(findings); }
    /// Tasks that stand in it: what is included while it runs is not counted.
    [[nodiscard]] int taskCount() const;
};

/// Reads and lints. Blocks on files: not in the GUI thread.
[[nodiscard]] Preview previewPlaybook(const QString &path, const LoadOptions &options);

} // namespace skybro::playbook
