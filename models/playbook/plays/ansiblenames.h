#pragma once

#include <QString>

namespace skybro::playbook {

/// Whether the real Ansible (ansible-core 2.14 with the collections that Debian's `ansible` brings) has a
/// module of that name: a full name, one of its own, or a much used one of a collection. For the question
/// whether to offer it for a playbook that uses what is not supported here.
[[nodiscard]] bool isAnsibleModule(const QString &name);

} // namespace skybro::playbook
