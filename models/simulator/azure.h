#pragma once

#include "models/simulator/arm.h"
#include "models/simulator/faults.h"
#include "models/simulator/signin.h"
#include "models/simulator/throttle.h"

#include <functional>

namespace skybro::sim {

/// The simulated Azure: takes requests, gives answers and what the transport is to do with them. No sockets,
/// no timers: time passes when advanceTo() is called, so a test can let an hour go by at once. One thread.
class Azure
{
public:
    explicit Azure(Settings settings = {});

    [[nodiscard]] Response handle(const Request &request);

    void advanceTo(qint64 msecsSinceEpoch) { m_world.advanceTo(msecsSinceEpoch); }
    void advance(std::chrono::milliseconds by) { m_world.advanceTo(m_world.now() + by.count()); }

    [[nodiscard]] World &world() { return m_world; }
    [[nodiscard]] SignIn &signIn() { return m_signIn; }
    [[nodiscard]] Faults &faults() { return m_faults; }
    /// Sees every exchange, after it.
    std::function<void(const Request &, const Response &)> observer;

private:
    [[nodiscard]] Response answer(const Request &request);
    [[nodiscard]] Response strike(const FaultRule &rule, const Request &request);
    [[nodiscard]] Response manage(const Request &request);

    World m_world;
    SignIn m_signIn;
    Throttle m_throttle;
    Faults m_faults;
};

} // namespace skybro::sim
