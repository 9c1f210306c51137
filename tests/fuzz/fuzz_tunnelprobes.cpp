#include "models/tunnel/probe/pathmtu.h"
#include "models/tunnel/probe/pingoutput.h"
#include "models/tunnel/probe/proberecord.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace skybro::tunnel;

/// Whatever a host prints: no crash, no answer that nobody gave, no size that no packet has.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const PingOutput ping = readPing(text);
    for (const std::chrono::microseconds one : ping.roundTrips) {
        if (one.count() < 0 || one > std::chrono::hours(1))
            std::abort();
    }
    if (replyOf(ping).isAnswer() && !text.contains("seq="))
        std::abort();
    if (const Result<QList<ProbeReply>> replies = readProbeRecord(text, 3)) {
        if (replies->size() != 3)
            std::abort();
        for (const ProbeReply &reply : *replies) {
            if (reply.isAnswer() && !text.contains("skybro-probe"))
                std::abort();
            if (reply.roundTrip && (reply.roundTrip->count() < 0 || *reply.roundTrip > std::chrono::hours(1)))
                std::abort();
        }
    }
    if (const Result<PathMtu> mtu = readMtuRecord(text)) {
        if (mtu->mtu < 0 || mtu->mtu > 100'000 || mtu->packets < 0)
            std::abort();
        if ((mtu->mtu > 0) ==
            (mtu->kind == PathMtu::Kind::NotMeasured || mtu->kind == PathMtu::Kind::NoAnswer))
            std::abort();
    }
    return 0;
}
