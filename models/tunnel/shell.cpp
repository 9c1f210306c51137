#include "models/tunnel/shell.h"

#include "models/ssh/service.h"
#include "models/tunnel/commandjob.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

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
        job->setKeptOutput(1024 * 1024);
        return job;
    };
}

} // namespace skybro::tunnel
