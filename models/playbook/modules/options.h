#pragma once

#include "models/playbook/modules/module.h"

namespace skybro::playbook {

/// owner, group, mode and the SELinux context: what every module that writes a file takes beside its own
/// options.
[[nodiscard]] QList<Option> withFileOptions(QList<Option> own);
/// The short name with Ansible's collections before it: "copy" is also "ansible.builtin.copy" and
/// "ansible.legacy.copy".
[[nodiscard]] QStringList builtinNames(const QString &name);

} // namespace skybro::playbook
