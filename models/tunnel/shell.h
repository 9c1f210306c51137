#pragma once

#include "models/base/job.h"
#include "models/ssh/execjob.h"
#include "models/ssh/hostsettings.h"

#include <QByteArray>

#include <functional>

namespace skybro::ssh {
class Service;
}

namespace skybro::tunnel {

using ScriptJob = JobOf<ssh::ExecResult>;

/// Where a script for POSIX sh runs: on this machine, or on a host over SSH. The job comes unstarted, without
/// a parent; it succeeds when the script ran, whatever its exit code.
using Shell = std::function<ScriptJob *(const QByteArray &script)>;

[[nodiscard]] Shell localShell();
/// `service` must outlive what is made by it. The user's login shell there may be any: the script goes to
/// sh's standard input.
[[nodiscard]] Shell sshShell(ssh::Service &service, ssh::HostSettings host);

/// The same with the rights of root, by `sudo -n` where the user is another. Without those rights the script
/// does not run: the exit code is sudo's, 1, and its words are in the errors.
[[nodiscard]] Shell localRootShell();
[[nodiscard]] Shell sshRootShell(ssh::Service &service, ssh::HostSettings host);

} // namespace skybro::tunnel
