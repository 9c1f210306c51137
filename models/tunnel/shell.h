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

/// The code of a shell's error while its connection is still being made: nobody was asked yet.
inline constexpr QLatin1StringView stillConnecting("connecting");
/// What is kept of an output: a gateway with 500 connections tells 1.6 MB of them.
inline constexpr qsizetype keptOutput = 4 * 1024 * 1024;

[[nodiscard]] Shell localShell();
/// `service` must outlive what is made by it. The user's login shell there may be any: the script goes to
/// sh's standard input.
[[nodiscard]] Shell sshShell(ssh::Service &service, ssh::HostSettings host);

/// The same with the rights of root, by `sudo -n` where the user is another. Without those rights the script
/// does not run: the exit code is sudo's, 1, and its words are in the errors.
[[nodiscard]] Shell localRootShell();
[[nodiscard]] Shell sshRootShell(ssh::Service &service, ssh::HostSettings host);
/// What to say then. `said`: sudo's words, for the log.
[[nodiscard]] Error rootRefused(const QString &said);

} // namespace skybro::tunnel
