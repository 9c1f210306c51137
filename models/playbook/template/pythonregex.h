#pragma once

#include "models/playbook/template/functions.h"

#include <QRegularExpression>

namespace skybro::playbook {

/// A regular expression as Python's re reads it. Fails with a Fault when it is wrong.
[[nodiscard]] QRegularExpression pythonRegex(const QString &pattern, bool ignoreCase, bool multiline);
/// A group by number or name; null when it took no part. Fails when there is no such group.
[[nodiscard]] QString groupText(const QRegularExpressionMatch &match, const QString &group);

} // namespace skybro::playbook
