#pragma once

#include "models/base/job.h"
#include "models/tunnel/probe/probe.h"

#include <QTimer>

#include <chrono>

namespace skybro::tunnel {

class CommandJob;

/// One ICMP echo from this machine, by the system's ping (iputils, inetutils, busybox), which has the rights
/// that raw sockets need. No answer in `wait` is the result Silent, no ping here the result NotMade; errors:
/// Invalid (check()), and those of Job. ping is killed when the job ends before it.
class PingJob : public JobOf<ProbeReply>
{
    Q_OBJECT

public:
    /// `wait` counts from the start of ping, so a name that is looked up takes of it.
    explicit PingJob(ProbeTarget target, std::chrono::milliseconds wait = std::chrono::milliseconds(800),
                     QObject *parent = nullptr);

protected:
    void begin() override;
    void abort() override;

private:
    void end(ProbeReply reply);

    ProbeTarget m_target;
    std::chrono::milliseconds m_waitFor;
    CommandJob *m_ping = nullptr;
    QTimer m_wait;
};

} // namespace skybro::tunnel
