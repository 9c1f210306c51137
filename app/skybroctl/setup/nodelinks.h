#pragma once

#include "app/skybroctl/setup/setuparguments.h"
#include "app/skybroctl/setup/terminalprompter.h"
#include "models/playbook/run/sshlink.h"
#include "models/site/site.h"
#include "models/ssh/service.h"

namespace skybro::ctl {

/// The ways to the hosts, with questions on the terminal.
class NodeLinks
{
public:
    /// `site` null: ~/.ssh/config alone says how hosts are reached.
    NodeLinks(const SetupArguments &arguments, const site::Site *site);

    [[nodiscard]] playbook::LinkFactory &factory() { return m_links; }
    [[nodiscard]] TerminalPrompter &prompter() { return m_prompter; }

private:
    TerminalPrompter m_prompter;
    ssh::Service m_service;
    playbook::SshLinkFactory m_links;
};

} // namespace skybro::ctl
