#pragma once

#include "models/tunnel/ipsec/ipsecstatus.h"

#include <QHash>

namespace skybro::tunnel {

/// The bytes of one tunnel since it was first looked at, over all the SAs that carried them.
///
/// An SA's own counters begin at 0 with every rekey, those of a restarted daemon may begin at 0 under a
/// number that was there before, and an old kernel counts in 32 bits. What an SA carried between the last
/// look and its end is lost.
class ByteCounter
{
public:
    struct Bytes
    {
        quint64 in = 0;
        quint64 out = 0;

        bool operator==(const Bytes &) const = default;
    };

    /// The Child SAs of one tunnel as they are now; those without counters are passed over. What is told at
    /// the first look is what there was before: it does not count. Returns what was added.
    Bytes add(const QList<ChildSa> &sas);
    [[nodiscard]] Bytes total() const { return m_total; }

private:
    struct Seen
    {
        Bytes bytes;
        QString spi; ///< tells an SA from a later one of the same number
    };
    QHash<quint64, Seen> m_seen; ///< by serial; those of long ago are forgotten
    Bytes m_total;
    bool m_begun = false;
};

} // namespace skybro::tunnel
