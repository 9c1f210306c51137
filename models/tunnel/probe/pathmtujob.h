#pragma once

#include "models/tunnel/probe/pathmtu.h"
#include "models/tunnel/shell.h"

#include <QPointer>

namespace skybro::tunnel {

/// Looks for the path MTU from one place, by one run of mtuScript() there.
///
/// Errors: Invalid (check()), Protocol, those of the shell (over SSH: all of ssh::Fault), and those of Job.
/// When it ends before the script, the script is given up with it.
class PathMtuJob : public JobOf<PathMtu>
{
    Q_OBJECT

public:
    PathMtuJob(Shell shell, ProbeTarget target, int largest = usualMtu, QObject *parent = nullptr);
    ~PathMtuJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    Shell m_shell;
    ProbeTarget m_target;
    int m_largest;
    QPointer<ScriptJob> m_script;
};

} // namespace skybro::tunnel
