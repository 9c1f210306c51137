#pragma once

#include "models/playbook/run/link.h"
#include "models/playbook/run/shell.h"

#include <atomic>
#include <memory>

namespace skybro::ssh {
class TaskQueue;
}

namespace skybro::playbook {

/// Makes links to shells. What talks to the hosts lives in the thread that made the factory (the GUI's, which
/// has what is asynchronous there); links are used in the threads of their runs. The two post to each other
/// and share nothing else, so that factory and links may go in any order: once the factory is gone, what
/// waits and what is still asked for ends with ErrorKind::Cancelled.
///
/// When a script's deadline passes, when it is cancelled, and when its link is destroyed while it runs, what
/// runs on the host is ended with all of its session, see Reaper; a raw command gets SIGTERM, where sshd does
/// that (not for root).
class ShellLinkFactory : public LinkFactory
{
public:
    ~ShellLinkFactory() override; ///< in the thread that made it
    /// Thread: any that runs an event loop. The link stays in it.
    [[nodiscard]] std::unique_ptr<Link> open(const LinkTarget &target) override;

    /// The way to a host.
    using MakeSource = std::function<std::shared_ptr<ShellSource>(const LinkTarget &target)>;

protected:
    /// `makeSource` is called in the thread that makes the factory.
    explicit ShellLinkFactory(MakeSource makeSource, const ShellLimits &limits);

private:
    class Hub;
    std::unique_ptr<Hub> m_hub;
    std::shared_ptr<ssh::TaskQueue> m_queue; ///< the hub's
    std::atomic<quint64> m_lastId = 0;
};

} // namespace skybro::playbook
