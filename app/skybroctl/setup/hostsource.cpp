#include "app/skybroctl/setup/hostsource.h"

#include "app/skybroctl/terminal.h"
#include "models/playbook/inventory/siteinventory.h"

namespace skybro::ctl {

HostSource::HostSource(const SetupArguments &arguments, QObject *parent)
    : QObject(parent)
    , m_arguments(arguments)
{
}

HostSource::~HostSource() = default;

std::expected<void, int> HostSource::open()
{
    if (m_arguments.site.isEmpty()) {
        Result<std::unique_ptr<Journal>> journal = Journal::open(Journal::defaultPath());
        if (!journal) {
            printError(journal.error());
            return std::unexpected(SomeFailed);
        }
        m_ownJournal = std::move(*journal);
        m_journal = m_ownJournal.get();
        return {};
    }
    Arguments arguments;
    arguments.site = m_arguments.site;
    auto session = Session::open(arguments);
    if (!session)
        return std::unexpected(session.error());
    m_session = std::move(*session);
    m_site = m_session->site();
    m_journal = &m_session->journal();
    return {};
}

QString HostSource::vaultPasswordFile() const
{
    return m_site ? m_site->setup.vaultPasswordFile : QString();
}

QStringList HostSource::sources() const
{
    return (m_site ? m_site->setup.inventory : QStringList()) + m_arguments.sources;
}

void HostSource::load(const playbook::Vault &vault)
{
    if (!m_session) {
        QMetaObject::invokeMethod(
            this, [this, &vault] { listed(vault); }, Qt::QueuedConnection);
        return;
    }
    connect(m_session.get(), &Session::listed, this, [this, &vault] { listed(vault); });
    connect(m_session.get(), &Session::notListed, this, &HostSource::failed);
    const auto cluster = m_session->connectCluster({.prices = false, .takeUp = false});
    if (!cluster) {
        QMetaObject::invokeMethod(
            this, [this, code = cluster.error()] { emit failed(code); }, Qt::QueuedConnection);
    }
}

void HostSource::listed(const playbook::Vault &vault)
{
    QList<fleet::Node> nodes;
    QString user;
    if (m_session) {
        m_session->cluster()->refresher()->stop();
        nodes = m_session->cluster()->fleet()->nodes();
        user = m_site->ssh.user;
    }
    Result<playbook::Inventory> inventory = playbook::siteInventory(nodes, user, sources(), vault);
    if (!inventory) {
        printError(inventory.error());
        emit failed(WrongUsage);
        return;
    }
    m_inventory = std::move(*inventory);
    emit ready();
}

} // namespace skybro::ctl
