#pragma once

#include "app/skybro/playedconfig.h"
#include "models/base/clock.h"
#include "models/tunnel/shell.h"

#include <memory>

namespace skybro::console {

/// An on-premise gateway that is not there: Libreswan's end of a tunnel to the simulated Azure, for the demo
/// and for tests. Answers scripts as the real one would: the monitor's question with its probes, what mends a
/// tunnel, what changes its configuration, a throughput test. Counters grow, keys are renewed, round trips
/// jitter about 11 ms.
class PlayedGateway
{
public:
    /// What is so there now; change it at any time. The default is healthy.
    struct World
    {
        bool isReachable = true; ///< else the shell fails as SSH does
        bool letsAsk = true;     ///< else sudo wants a password
        bool isInstalled = true;
        bool daemonRuns = true;
        bool isLoaded = true;
        bool isOriented = true; ///< one of the connection's ends is an address of it; else it has no SA
        bool hasIkeSa = true;
        bool hasChildSa = true;
        bool isTorn = false;   ///< another's words stand within its list of SAs
        bool passes = true;    ///< probes are answered
        bool largePass = true; ///< of those, large ones
        bool bypasses = false; ///< they are answered by another way than the tunnel
        bool filters = false;  ///< its firewall keeps what hosts send out of the tunnel
        double loss = 0;       ///< share of probes that are not
        bool forwards = true;  ///< net.ipv4.ip_forward
        QByteArray log;        ///< pluto's, in journalctl's form
        PlayedConfig config;   ///< its files
        QByteArray said;       ///< what `ipsec auto --up` answers; empty: that it worked, and it does then
        double stopped = 0;    ///< when it began not to pass, in seconds since 1970; its own book-keeping
        std::chrono::milliseconds delay{60}; ///< until an answer comes
        std::chrono::milliseconds wait{800}; ///< for a probe that is lost, on top
    };

    explicit PlayedGateway(Clock clock = systemClock());

    [[nodiscard]] World &world() { return *m_world; }
    /// May outlive this.
    [[nodiscard]] tunnel::Shell shell() const;

    [[nodiscard]] static QString name(); ///< of the host
    [[nodiscard]] static QString connection();
    /// Bytes per second to Azure at a moment; from Azure it is a quarter of it.
    [[nodiscard]] static double rateAt(double time);
    /// Bytes to Azure since 1970, as it were.
    [[nodiscard]] static double bytesUntil(double time);
    /// Round trip of a probe at a moment, in ms; the same moment gives the same.
    [[nodiscard]] static double roundTripAt(double time);
    /// The key that is in use: its number, and when it came.
    struct Key
    {
        quint64 serial = 0;
        qint64 since = 0; ///< seconds since 1970
    };
    [[nodiscard]] static Key keyAt(qint64 time);

private:
    Clock m_clock;
    std::shared_ptr<World> m_world;
};

} // namespace skybro::console
