#pragma once

#include "models/base/result.h"
#include "models/playbook/run/run.h"
#include "models/ssh/filedescriptor.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace skybro::playbook {

/// How `ansible-playbook` (ansible-core 2.12 or later) is called for a run: arguments, environment, and the
/// files it is given, in a folder that only its owner can enter, in memory where the system has a place
/// there.
///
/// Passwords go through pipes that the process inherits, one of them its standard input, and are in no file,
/// argument or environment.
/// Variables, which may hold secrets, are files of mode 0600 that go with this object.
struct AnsibleCommand
{
    /// Error (Internal): a file or pipe can not be made.
    [[nodiscard]] static Result<AnsibleCommand> make(const RunOptions &options);

    QStringList arguments;
    QProcessEnvironment environment;
    QString workingDirectory; ///< where its ansible.cfg is looked for: the nearest at or above the playbook
    std::shared_ptr<const Secret> input; ///< all of its standard input; null: none
    std::unique_ptr<QTemporaryDir> folder;
    ssh::FileDescriptor events;                 ///< the end from which the events are read
    std::vector<ssh::FileDescriptor> inherited; ///< what the process needs under the same numbers
};

} // namespace skybro::playbook
