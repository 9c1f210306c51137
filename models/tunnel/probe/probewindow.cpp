#include "models/tunnel/probe/probewindow.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace skybro::tunnel {

std::optional<double> ProbeStatistics::loss() const
{
    if (made == 0)
        return std::nullopt;
    return static_cast<double>(lost()) / made;
}

ProbeStatistics statisticsOf(const QList<ProbeReply> &replies)
{
    ProbeStatistics result;
    QList<qint64> times;
    qint64 differences = 0;
    for (const ProbeReply &reply : replies) {
        if (!reply.isAnswer() && !reply.isLost())
            continue;
        ++result.made;
        if (!reply.isAnswer())
            continue;
        ++result.answered;
        if (!reply.roundTrip)
            continue;
        if (!times.isEmpty())
            differences += std::abs(reply.roundTrip->count() - times.last());
        times.append(reply.roundTrip->count());
    }
    if (times.isEmpty())
        return result;
    const qsizetype count = times.size();
    if (count > 1)
        result.jitter = std::chrono::microseconds(differences / (count - 1));
    std::sort(times.begin(), times.end());
    result.minimum = std::chrono::microseconds(times.first());
    result.maximum = std::chrono::microseconds(times.last());
    result.mean = std::chrono::microseconds(std::accumulate(times.begin(), times.end(), qint64(0)) / count);
    result.median = std::chrono::microseconds((times[(count - 1) / 2] + times[count / 2]) / 2);
    return result;
}

ProbeWindow::ProbeWindow(std::chrono::milliseconds length)
    : m_length(length)
{
}

void ProbeWindow::add(const QDateTime &time, const ProbeReply &reply)
{
    const qint64 now = time.toMSecsSinceEpoch();
    // Replies of one round may come in any order; more than the window's length ahead is no such thing.
    std::erase_if(m_replies,
                  [&](const Entry &entry) { return std::abs(entry.time - now) > m_length.count(); });
    const auto place = std::upper_bound(m_replies.begin(), m_replies.end(), now,
                                        [](qint64 at, const Entry &entry) { return at < entry.time; });
    m_replies.insert(place, {now, reply});
}

ProbeStatistics ProbeWindow::statistics() const
{
    QList<ProbeReply> replies;
    for (const Entry &entry : m_replies)
        replies.append(entry.reply);
    return statisticsOf(replies);
}

} // namespace skybro::tunnel
