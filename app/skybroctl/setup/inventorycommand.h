#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/hostsource.h"

namespace skybro::ctl {

/// `inventory --list|--host NAME`: the site's nodes as a dynamic inventory of the real Ansible.
class InventoryCommand : public Command
{
    Q_OBJECT

public:
    explicit InventoryCommand(SetupArguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { emit finished(SomeFailed); }

private:
    void print();

    SetupArguments m_arguments;
    std::unique_ptr<HostSource> m_hosts;
    std::shared_ptr<const playbook::Vault> m_vault;
};

} // namespace skybro::ctl
