#pragma once

#include "models/tunnel/monitor/sample.h"

namespace skybro::tunnel {

/// One or more samples of a stretch of time, put together.
struct SamplePoint
{
    /// How many of the samples said so; the rest was pending or unknown.
    struct States
    {
        int up = 0;
        int down = 0;
        bool operator==(const States &) const = default;
    };
    template <typename T>
    struct Range
    {
        T minimum{};
        T mean{};
        T maximum{};
        bool operator==(const Range &) const = default;
    };

    QDateTime start;
    std::chrono::milliseconds width{};
    int samples = 0;
    States azure;
    States gateway;
    States traffic;
    int impaired = 0; ///< of those with traffic up: Sample::isImpaired
    std::optional<Range<std::chrono::microseconds>> roundTrip; ///< of the samples' own; nothing: no answer
    std::optional<Range<double>> loss; ///< 0 … 1; the mean is of the probes; nothing: no probe
    quint64 bytesIn = 0;               ///< that came in `counted`
    quint64 bytesOut = 0;
    std::chrono::milliseconds counted{}; ///< time between the readings of the counters; 0: no two of them

    /// Bytes per second from and to Azure; nothing when the counters were not read twice.
    [[nodiscard]] std::optional<double> rateIn() const { return rate(bytesIn); }
    [[nodiscard]] std::optional<double> rateOut() const { return rate(bytesOut); }
    bool operator==(const SamplePoint &) const = default;

private:
    [[nodiscard]] std::optional<double> rate(quint64 bytes) const
    {
        if (counted.count() <= 0)
            return std::nullopt;
        return static_cast<double>(bytes) * 1000 / static_cast<double>(counted.count());
    }
};

} // namespace skybro::tunnel
