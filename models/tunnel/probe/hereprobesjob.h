#pragma once

#include "models/base/job.h"
#include "models/tunnel/probe/proberecord.h"

#include <QPointer>
#include <QTimer>

namespace skybro::tunnel {

/// What ProbesJob does from elsewhere, from this machine and within this process, which costs a tenth of a
/// shell with its programs: by TcpProbeJob and PingJob. Result: round after round, each target in its order.
/// Errors: Invalid (check(), or no target), and those of Job.
class HereProbesJob : public JobOf<QList<ProbeReply>>
{
    Q_OBJECT

public:
    explicit HereProbesJob(QList<ProbeTarget> targets, const ProbeRound &round = {},
                           QObject *parent = nullptr);

protected:
    void begin() override;
    void abort() override;

private:
    void probeAll();

    QList<ProbeTarget> m_targets;
    ProbeRound m_round;
    int m_begun = 0; ///< rounds
    int m_open = 0;
    QList<ProbeReply> m_replies;
    QList<QPointer<Job>> m_jobs;
    QTimer m_next;
};

} // namespace skybro::tunnel
