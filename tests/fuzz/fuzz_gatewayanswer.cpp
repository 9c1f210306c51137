#include "models/tunnel/ends/gatewayanswer.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro::tunnel;

/// Whatever a gateway prints: no crash, and nothing is told that was not asked.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray output(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    GatewayQuestion asked;
    asked.mark = "skybro";
    asked.connections = true;
    asked.log = true;
    asked.settings = true;
    const auto answer = readGatewayAnswer(output, asked);
    if (!answer)
        return 0;
    if (answer->connectionsRead && !answer->status.connectionsTold)
        std::abort();
    if (!answer->log.isEmpty() && !answer->logRead)
        std::abort();
    for (const ChildSa &sa : answer->status.childSas) {
        if (sa.age && sa.age->count() < 0)
            std::abort();
    }
    asked.log = false;
    const auto less = readGatewayAnswer(output, asked, answer->status);
    if (!less || less->logRead)
        std::abort();
    return 0;
}
