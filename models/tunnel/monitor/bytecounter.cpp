#include "models/tunnel/monitor/bytecounter.h"

#include <algorithm>
#include <limits>

namespace skybro::tunnel {

namespace {

constexpr quint64 none = std::numeric_limits<quint64>::max();
constexpr quint64 longAgo = 1000; ///< SAs that were made since

/// What a counter of one SA rose by. A fall from near the end of 32 bits to near their beginning is a wrap,
/// any other a counter that began again.
quint64 rise(quint64 before, quint64 now)
{
    constexpr quint64 wrap = quint64(std::numeric_limits<quint32>::max()) + 1;
    constexpr quint64 quarter = wrap / 4;
    if (now >= before)
        return now - before;
    if (before < wrap && before >= wrap - quarter && now < quarter)
        return wrap - before + now;
    return now;
}

} // namespace

ByteCounter::Bytes ByteCounter::add(const QList<ChildSa> &sas)
{
    Bytes added;
    quint64 oldest = none;
    for (const ChildSa &sa : sas) {
        if (!sa.bytesIn || !sa.bytesOut)
            continue;
        const Bytes now{*sa.bytesIn, *sa.bytesOut};
        oldest = std::min(oldest, sa.serial);
        const auto before = m_seen.constFind(sa.serial);
        const bool wasSeen = before != m_seen.cend();
        const Seen then = wasSeen ? *before : Seen();
        m_seen.insert(sa.serial, {now, sa.spiIn});
        if (!m_begun)
            continue;
        const bool same = wasSeen && (then.spi == sa.spiIn || then.spi.isEmpty() || sa.spiIn.isEmpty());
        added.in += same ? rise(then.bytes.in, now.in) : now.in;
        added.out += same ? rise(then.bytes.out, now.out) : now.out;
    }
    // One that an answer missed comes back with all that it ever carried: it stays known for long.
    if (oldest != none)
        m_seen.removeIf([oldest](const auto &one) { return one.key() + longAgo < oldest; });
    m_begun = true;
    m_total.in += added.in;
    m_total.out += added.out;
    return added;
}

} // namespace skybro::tunnel
