#pragma once

#include "models/tunnel/changescripts.h"
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
    /// `id`: that change and no other; empty: the last. One that is put back already is no error then.
    RollbackConfigJob(Shell gateway, const QString &connection, bool force, const QString &id = {},
                      QObject *parent = nullptr);
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
