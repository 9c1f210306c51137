#pragma once

#include "models/playbook/value.h"

namespace skybro::playbook {

/// What an unquoted YAML 1.1 scalar means to PyYAML (its resolver's expressions): null, boolean, integer,
/// float or text. Dates stay text.
[[nodiscard]] Value plainScalar(const QString &text);

} // namespace skybro::playbook
