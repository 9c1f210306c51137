#pragma once

#include "models/tunnel/probe/proberecord.h"
#include "models/tunnel/shell.h"

#include <QPointer>

namespace skybro::tunnel {

/// Probes several targets from one place, in one run of a script there: over SSH in one round trip once the
/// connection stands.
///
/// Result: as readProbeRecord(). Errors: Invalid (check(), or no target), Protocol, those of the shell (over
/// SSH: all of ssh::Fault), and those of Job. When it ends before the script, the script is given up with it.
class ProbesJob : public JobOf<QList<ProbeReply>>
{
    Q_OBJECT

public:
    ProbesJob(Shell shell, QList<ProbeTarget> targets, const ProbeRound &round = {},
              QObject *parent = nullptr);
    ~ProbesJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    Shell m_shell;
    QList<ProbeTarget> m_targets;
    ProbeRound m_round;
    QPointer<ScriptJob> m_script;
};

} // namespace skybro::tunnel
