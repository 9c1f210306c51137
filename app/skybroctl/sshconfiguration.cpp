#include "app/skybroctl/sshconfiguration.h"

#include <QDir>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

ssh::ClientConfig sshConfiguration(bool acceptNew)
{
    if (!acceptNew)
        return ssh::ClientConfig::load();
    // What the command line says stands first: of ssh's configuration the first value counts.
    ssh::ClientConfig config;
    config.parse("Host *\nStrictHostKeyChecking accept-new\n", u"--accept-new"_s);
    config.read(QDir::homePath() + u"/.ssh/config"_s);
    config.read(u"/etc/ssh/ssh_config"_s);
    return config;
}

} // namespace skybro::ctl
