#pragma once

#include "models/base/result.h"

#include <QString>

namespace skybro::ctl {

/// The path of the site file that --site names; without it of the one that $SKYBRO_SITE names, else of the
/// one there is. Error (Invalid): which one?
[[nodiscard]] Result<QString> findSite(const QString &given);

} // namespace skybro::ctl
