#pragma once

#include "models/playbook/run/runevent.h"

namespace skybro::playbook {

/// The recap as ansible-playbook prints it below "PLAY RECAP", one line a host without its line end:
/// "web1                       : ok=2    changed=1    unreachable=0    failed=0    skipped=0    …". Hosts on
/// which nothing was done have no line.
[[nodiscard]] QStringList recapLines(const Recap &recap);
[[nodiscard]] QString recapLine(const QString &host, const HostStats &stats);

} // namespace skybro::playbook
