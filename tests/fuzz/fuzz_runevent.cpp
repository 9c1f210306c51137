#include "models/playbook/run/runevent.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro::playbook;

/// Whatever a line of a run's log holds: no event, or one that is written and read again the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto event =
        runEventFromJson(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (!event)
        return 0;
    const QByteArray line = toJsonLine(*event);
    const auto again = runEventFromJson(line);
    if (!again || toJsonLine(*again) != line)
        std::abort();
    return 0;
}
