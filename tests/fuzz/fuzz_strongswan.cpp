#include "models/tunnel/ipsec/strongswan.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace skybro::tunnel;

/// Whatever swanctl prints: an answer, or an error that left nothing behind.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    IpsecStatus status;
    if (!readListSas(text, status) && status != IpsecStatus())
        std::abort();
    IpsecStatus connections;
    if (!readListConns(text, connections) && connections != IpsecStatus())
        std::abort();
    (void)duplicatesOf(status, QStringLiteral("azure"));
    return 0;
}
