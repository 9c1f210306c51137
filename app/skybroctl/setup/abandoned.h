#pragma once

#include "models/base/journal.h"

namespace skybro::ctl {

/// Ends the record of runs whose process was killed, and says on stderr where their hosts had come to.
void tellAbandoned(Journal &journal, const QString &site);

} // namespace skybro::ctl
