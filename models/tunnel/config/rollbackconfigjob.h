#pragma once

#include "models/tunnel/config/changescripts.h"
#include "models/tunnel/shell.h"

#include <QPointer>

namespace skybro::tunnel {

/// Puts back what the gateway had before the last change of its configuration, or ends one that awaits its
/// confirmation: one end only, of which RollbackTunnelJob makes both.
///
/// Errors: NotFound: there is no change to take back; Conflict, "changed": files were changed by hand since
/// (`force` puts them back all the same); Forbidden; Protocol; those of the shell and of Job.
class RollbackConfigJob : public JobOf<void>
{
    Q_OBJECT

public:
    RollbackConfigJob(Shell gateway, const QString &connection, bool force, QObject *parent = nullptr);
    /// That change and no other. One that is put back already is no error then. `bothEnds`: Azure's end comes
    /// next, it does not wait until the connection is up.
    void setChange(const QString &id, bool bothEnds);
    ~RollbackConfigJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    void ended(const Result<ssh::ExecResult> &result);

    Shell m_gateway;
    Change m_change;
    QPointer<ScriptJob> m_script;
};

} // namespace skybro::tunnel
