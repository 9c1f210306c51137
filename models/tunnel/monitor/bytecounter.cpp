#include "models/tunnel/monitor/bytecounter.h"

#include <limits>

namespace skybro::tunnel {

namespace {

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
    QHash<quint64, Seen> seen;
    Bytes added;
    for (const ChildSa &sa : sas) {
        if (!sa.bytesIn || !sa.bytesOut)
            continue;
        const Bytes now{*sa.bytesIn, *sa.bytesOut};
        seen.insert(sa.serial, {now, sa.spiIn});
        if (!m_begun)
            continue;
        const auto before = m_seen.constFind(sa.serial);
        const bool same = before != m_seen.cend() &&
                          (before->spi == sa.spiIn || before->spi.isEmpty() || sa.spiIn.isEmpty());
        added.in += same ? rise(before->bytes.in, now.in) : now.in;
        added.out += same ? rise(before->bytes.out, now.out) : now.out;
    }
    // What was seen stays known while there is none at all: an answer may have missed it.
    if (!seen.isEmpty())
        m_seen = std::move(seen);
    m_begun = true;
    m_total.in += added.in;
    m_total.out += added.out;
    return added;
}

} // namespace skybro::tunnel
