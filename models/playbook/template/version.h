#pragma once

#include <QString>

namespace skybro::playbook {

/// Below, at or above zero, as the versions are ordered by `type`: "loose" and "strict" of distutils,
/// "semver", "semantic", "pep440". Fails with a Fault when they can not be compared.
[[nodiscard]] int compareVersions(const QString &left, const QString &right, const QString &type);

} // namespace skybro::playbook
