#include "models/tunnel/ipsec/libreswan.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro::tunnel;

/// Whatever a gateway prints: no crash, every SA has a connection's name, and what a cut text tells is also
/// told by the whole one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    IpsecStatus status;
    readStatus(text, status);
    readShowStates(text, status);
    readTrafficStatus(text, status, 1'800'000'000);
    readBriefStatus(text, status);
    for (const IkeSa &sa : status.ikeSas) {
        if (sa.connection.isEmpty() || (sa.age && sa.age->count() < 0))
            std::abort();
    }
    for (const ChildSa &sa : status.childSas) {
        if (sa.connection.isEmpty() || (sa.age && sa.age->count() < 0))
            std::abort();
    }
    for (const IpsecConnection &connection : status.connections) {
        if (connection.name.isEmpty() || connection.local.address.isEmpty() ||
            connection.remote.address.isEmpty())
            std::abort();
    }
    if (text.endsWith(u'\n'))
        return 0;
    IpsecStatus whole;
    readTrafficStatus(text.left(text.lastIndexOf(u'\n') + 1), whole, 1'800'000'000);
    IpsecStatus cut;
    readTrafficStatus(text, cut, 1'800'000'000);
    if (cut.childSas != whole.childSas || (!text.isEmpty() && !cut.cut))
        std::abort();
    return 0;
}
