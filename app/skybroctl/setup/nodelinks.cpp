#include "app/skybroctl/setup/nodelinks.h"

#include "app/skybroctl/sshconfiguration.h"

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

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
    , m_links(m_service, sshConfiguration(arguments.acceptNew), defaultsOf(site))
{
}

} // namespace skybro::ctl
