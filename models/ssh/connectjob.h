#pragma once

#include "models/base/job.h"
#include "models/ssh/connectioninfo.h"
#include "models/ssh/hostsettings.h"

#include <memory>

namespace skybro::ssh {

class Core;

/// Brings up the connection to a host, or finds that it stands; the connection then waits for its users.
/// Errors: those of Fault for which isUnreachable() holds, and those of Job. When it ends early, connecting
/// is given up unless others wait for the same host.
class ConnectJob : public JobOf<ConnectionInfo>
{
    Q_OBJECT

public:
    ~ConnectJob() override;

protected:
    void begin() override;
    void abort() override;
    [[nodiscard]] QString timedOutText() const override;

private:
    friend class Service;
    ConnectJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host);

    std::shared_ptr<Core> m_core;
    std::shared_ptr<const HostSettings> m_host;
    quint64 m_ticket = 0;
};

} // namespace skybro::ssh
