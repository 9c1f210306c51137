#include "models/playbook/inventory/pattern.h"
#include "models/playbook/inventory/sources.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace Qt::StringLiterals;

/// Whatever the file holds: an inventory whose hosts can all be found again, or one error with its place.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto inventory = playbook::parseIniInventory(text, u"/hosts"_s);
    if (!inventory) {
        if (!inventory.error().text.startsWith(u"/hosts:"_s))
            std::abort();
        return 0;
    }
    const QStringList hosts = inventory->hosts();
    if (playbook::matchHosts(*inventory, u"all"_s).value().size() != hosts.size())
        std::abort();
    (void)playbook::matchHosts(*inventory, QString::fromUtf8(text.left(100)));
    return 0;
}
