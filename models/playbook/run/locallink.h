#pragma once

#include "models/playbook/run/shelllink.h"

namespace skybro::playbook {

/// This machine, as `connection: local` and `delegate_to: localhost` want it: /bin/sh as a child of the
/// program, with its environment and working directory, in a session of its own. Thread: the caller's.
[[nodiscard]] std::shared_ptr<ShellSource> localShellSource();

/// Links to this machine alone; those to other hosts answer everything with an error (Invalid). Thread of
/// the factory: any that runs an event loop.
class LocalLinkFactory : public ShellLinkFactory
{
public:
    explicit LocalLinkFactory(const ShellLimits &limits = {});
};

} // namespace skybro::playbook
