#include "models/tunnel/monitor/sample.h"

#include <array>

namespace skybro::tunnel {

QString toWord(SignalState state)
{
    static constexpr std::array words{"unknown", "down", "pending", "up"};
    return QString::fromLatin1(words.at(static_cast<size_t>(state)));
}

SignalState Sample::traffic() const
{
    if (probesMade == 0)
        return SignalState::Unknown;
    return probesAnswered > 0 ? SignalState::Up : SignalState::Down;
}

std::optional<double> Sample::loss() const
{
    if (probesMade == 0)
        return std::nullopt;
    return static_cast<double>(probesMade - probesAnswered) / probesMade;
}

void Sample::setProbes(const QList<ProbeReply> &replies)
{
    const ProbeStatistics statistics = statisticsOf(replies);
    probesMade = statistics.made;
    probesAnswered = statistics.answered;
    roundTrip = statistics.median;
}

} // namespace skybro::tunnel
