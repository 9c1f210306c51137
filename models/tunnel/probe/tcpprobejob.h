#pragma once

#include "models/base/job.h"
#include "models/tunnel/probe/probe.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

class QTcpSocket;

namespace skybro::tunnel {

/// Opens a TCP connection from this machine and closes it at once. No answer in `wait` is the result Silent;
/// errors: Invalid (check()), and those of Job, whose deadline counts the look-up of a name, too.
class TcpProbeJob : public JobOf<ProbeReply>
{
    Q_OBJECT

public:
    /// `wait` counts from the first packet.
    explicit TcpProbeJob(ProbeTarget target, std::chrono::milliseconds wait = std::chrono::milliseconds(800),
                         QObject *parent = nullptr);

protected:
    void begin() override;
    void abort() override;

private:
    void answered(ProbeReply::Outcome outcome);
    void failed();
    void end(ProbeReply reply);

    ProbeTarget m_target;
    QTcpSocket *m_socket = nullptr;
    QElapsedTimer m_since;
    QTimer m_wait;
};

} // namespace skybro::tunnel
