#include "app/skybroctl/session.h"

#include "app/skybroctl/terminal.h"
#include "models/base/basedirs.h"
#include "models/base/database.h"
#include "models/site/sitefile.h"
#include "models/slurm/hostlist.h"

#include <algorithm>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

int exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotSignedIn:
        return NotSignedIn;
    case ErrorKind::Invalid:
        return WrongUsage;
    default:
        return SomeFailed;
    }
}

std::expected<std::unique_ptr<Session>, int> Session::open(const Arguments &arguments, Purpose purpose)
{
    std::unique_ptr<Session> session(new Session);
    const Result<site::Site> site = site::readSite(arguments.site);
    if (!site) {
        printError(site.error());
        return std::unexpected(WrongUsage);
    }
    session->m_site = *site;
    Result<std::unique_ptr<Journal>> journal = Journal::open(Journal::defaultPath());
    if (!journal) {
        printError(journal.error());
        if (purpose == Purpose::Act)
            return std::unexpected(SomeFailed);
        journal = Journal::open(Database::inMemory);
        if (!journal)
            return std::unexpected(SomeFailed);
    }
    session->m_journal = std::move(*journal);
    if (const QString aside = session->m_journal->setAside(); !aside.isEmpty())
        printErr(tr("skybroctl: the journal was damaged and is now %1; a new one was begun.").arg(aside));
    return session;
}

std::expected<fleet::Cluster *, int> Session::connectCluster(fleet::ClusterOptions options)
{
    const bool needsStore =
        m_site.azure.credential == site::CredentialKind::ClientSecret && m_site.azure.secretFile.isEmpty();
    if (needsStore)
        m_secrets = secrets::openSecretStore();
    Result<std::unique_ptr<fleet::Cluster>> cluster =
        fleet::Cluster::open(m_site, m_journal.get(), m_secrets.get(), std::move(options));
    if (!cluster) {
        m_refusal = cluster.error();
        printError(cluster.error());
        return std::unexpected(exitCodeOf(cluster.error()));
    }
    m_cluster = std::move(*cluster);
    connect(m_cluster.get(), &fleet::Cluster::deviceCodeReady, this, [](const azure::DeviceCode &code) {
        printErr(tr("To sign in, open %1 and enter the code %2.")
                     .arg(code.verificationUri.toString(), code.userCode));
    });
    connect(m_cluster->refresher(), &fleet::Refresher::answered, this, [this] {
        if (std::exchange(m_listed, true))
            return;
        emit listed();
    });
    connect(m_cluster->refresher(), &fleet::Refresher::failed, this, [this](const Error &error) {
        if (m_listed)
            return; // it tries again by itself
        m_cluster->refresher()->stop();
        printError(error);
        emit notListed(exitCodeOf(error), error);
    });
    m_cluster->start();
    return m_cluster.get();
}

std::expected<QList<fleet::Node>, int> findNodes(const fleet::Fleet &fleet, const Arguments &arguments)
{
    QList<fleet::Node> found;
    if (arguments.all) {
        QList<const fleet::Node *> sorted; // nodes are large: only their places are moved about
        sorted.reserve(fleet.nodes().size());
        for (const fleet::Node &node : fleet.nodes())
            sorted += &node;
        std::ranges::sort(sorted, fleet::naturalLess, &fleet::Node::name);
        found.reserve(sorted.size());
        for (const fleet::Node *node : sorted)
            found += *node;
        return found;
    }
    QHash<QString, QList<fleet::Node>> byName;
    for (const fleet::Node &node : fleet.nodes())
        byName[node.name.toLower()] += node;
    QStringList missing;
    QStringList ambiguous;
    for (const QString &name : arguments.nodes) {
        const QList<fleet::Node> &nodes = byName[name.toLower()];
        if (nodes.isEmpty())
            missing += name;
        else if (nodes.size() > 1)
            ambiguous += name;
        else
            found += nodes.constFirst();
    }
    if (!ambiguous.isEmpty()) {
        printErr(Session::tr("skybroctl: %1: more than one resource group has a node of that name; name the "
                             "groups in the site file.")
                     .arg(slurm::compressHostlist(ambiguous)));
        return std::unexpected(WrongUsage);
    }
    if (!missing.isEmpty()) {
        printErr(Session::tr("skybroctl: no such node: %1").arg(slurm::compressHostlist(missing)));
        if (!arguments.ignoreMissing)
            return std::unexpected(NoSuchNode);
    }
    return found;
}

} // namespace skybro::ctl
