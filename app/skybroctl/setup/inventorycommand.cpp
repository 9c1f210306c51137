#include "app/skybroctl/setup/inventorycommand.h"

#include "app/skybroctl/setup/secretsources.h"
#include "app/skybroctl/terminal.h"
#include "models/playbook/inventory/json.h"

namespace skybro::ctl {

InventoryCommand::InventoryCommand(SetupArguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

void InventoryCommand::start()
{
    m_hosts = std::make_unique<HostSource>(m_arguments);
    if (const auto opened = m_hosts->open(); !opened)
        return emit finished(opened.error());
    auto vault = openVault(m_arguments, m_hosts->vaultPasswordFile());
    if (!vault) {
        printError(vault.error());
        return emit finished(WrongUsage);
    }
    m_vault = std::move(*vault);
    connect(m_hosts.get(), &HostSource::failed, this, &Command::finished);
    connect(m_hosts.get(), &HostSource::ready, this, &InventoryCommand::print);
    m_hosts->load(*m_vault);
}

void InventoryCommand::print()
{
    const playbook::Value json = m_arguments.list ? inventoryList(m_hosts->inventory())
                                                  : inventoryHost(m_hosts->inventory(), m_arguments.host);
    constexpr int indent = 2;
    printJson(json.toJson(indent) + '\n');
    emit finished(AllDone);
}

} // namespace skybro::ctl
