#include "models/tunnel/shell.h"

#include "models/ssh/service.h"
#include "models/tunnel/commandjob.h"

#include <QCoreApplication>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

// Whoever comes through the tunnel is told so: sudo would drop the variable that says it.
const QString asRoot = u"[ \"$(id -u)\" = 0 ] && exec /bin/sh -s; "
                       "exec sudo -n env SSH_CONNECTION=\"$SSH_CONNECTION\" /bin/sh -s"_s;

} // namespace

Shell localShell()
{
    return [](const QByteArray &script) -> ScriptJob * {
        return new CommandJob(u"/bin/sh"_s, {u"-s"_s}, script);
    };
}

Shell sshShell(ssh::Service &service, ssh::HostSettings host)
{
    return [&service, host = std::move(host)](const QByteArray &script) -> ScriptJob * {
        ssh::ExecJob *job = service.exec(host, u"exec /bin/sh -s"_s);
        job->setInput(script);
        job->setKeptOutput(keptOutput);
        return job;
    };
}

Shell localRootShell()
{
    return [](const QByteArray &script) -> ScriptJob * {
        return new CommandJob(u"/bin/sh"_s, {u"-c"_s, asRoot}, script);
    };
}

Shell sshRootShell(ssh::Service &service, ssh::HostSettings host)
{
    return [&service, host = std::move(host)](const QByteArray &script) -> ScriptJob * {
        ssh::ExecJob *job = service.exec(host, u"exec /bin/sh -c '%1'"_s.arg(asRoot));
        job->setInput(script);
        job->setKeptOutput(keptOutput);
        return job;
    };
}

Error rootRefused(const QString &said)
{
    return makeError(ErrorKind::Forbidden,
                     QCoreApplication::translate(
                         "Tunnel", "The user on the gateway may not become root without a password: allow "
                                   "that in its sudoers, or name another one in the site file, as "
                                   "gateway.user."),
                     said);
}

} // namespace skybro::tunnel
