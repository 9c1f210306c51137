#include "models/playbook/run/run.h"

#include <algorithm>

namespace skybro::playbook {

bool isClean(const Recap &recap)
{
    return std::ranges::all_of(
        recap, [](const HostStats &stats) { return stats.failed == 0 && stats.unreachable == 0; });
}

} // namespace skybro::playbook
