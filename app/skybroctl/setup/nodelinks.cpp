#include "app/skybroctl/setup/nodelinks.h"

#include <QDir>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

/// What the command line says stands first: of ssh's configuration the first value counts.
ssh::ClientConfig configuration(bool acceptNew)
{
    if (!acceptNew)
        return ssh::ClientConfig::load();
    ssh::ClientConfig config;
    config.parse("Host *\nStrictHostKeyChecking accept-new\n", u"--accept-new"_s);
    config.read(QDir::homePath() + u"/.ssh/config"_s);
    config.read(u"/etc/ssh/ssh_config"_s);
    return config;
}

ssh::ClientConfig::Overrides defaultsOf(const site::Site *site)
{
    ssh::ClientConfig::Overrides defaults;
    if (!site)
        return defaults;
    defaults.user = site->ssh.user;
    if (!site->ssh.key.isEmpty())
        defaults.identityFiles = {site->ssh.key};
    defaults.jump = site->ssh.jump;
    return defaults;
}

} // namespace

NodeLinks::NodeLinks(const SetupArguments &arguments, const site::Site *site)
    : m_service(m_prompter)
    , m_links(m_service, configuration(arguments.acceptNew), defaultsOf(site))
{
}

} // namespace skybro::ctl
