#pragma once

#include "models/playbook/run/shelllink.h"
#include "models/ssh/clientconfig.h"

namespace skybro::ssh {
class Service;
}

namespace skybro::playbook {

/// Links to hosts over SSH, and to this machine where a target says so. All links to a host share its
/// connection in the Service; each has a channel and a shell of its own in it.
///
/// Of user, port, key and jump host the first that is said wins: by the target, by `defaults` (the site's),
/// by `config` (~/.ssh/config). Once the service is gone, scripts end with ErrorKind::Cancelled. Thread: that
/// of the service; open() as ShellLinkFactory says.
class SshLinkFactory : public ShellLinkFactory
{
public:
    explicit SshLinkFactory(ssh::Service &service, ssh::ClientConfig config = {},
                            ssh::ClientConfig::Overrides defaults = {}, const ShellLimits &limits = {});
};

} // namespace skybro::playbook
