#pragma once

#include "models/playbook/plays/loader.h"

#include <QJsonArray>
#include <QList>

namespace skybro::ctl {

/// "FILE:LINE:COLUMN: error: what", the line below it: to stderr.
void printFindings(const QList<playbook::Finding> &findings);
[[nodiscard]] QJsonArray toJson(const QList<playbook::Finding> &findings);

} // namespace skybro::ctl
