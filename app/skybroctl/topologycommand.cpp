#include "app/skybroctl/topologycommand.h"

#include "app/skybroctl/terminal.h"
#include "models/base/pooljob.h"
#include "models/base/wholefile.h"
#include "models/topology/build.h"
#include "models/topology/topologydot.h"
#include "models/topology/topologyjson.h"
#include "models/topology/topologyquery.h"
#include "models/topology/topologysvg.h"
#include "models/topology/topologytree.h"

#include <QTimer>

#include <utility>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using topology::Topology;

TopologyCommand::TopologyCommand(Arguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

void TopologyCommand::start()
{
    auto session = Session::open(m_arguments, Session::Purpose::Look);
    if (!session)
        return end(session.error());
    m_session = std::move(*session);
    m_input.site = m_session->site();
    connect(m_session.get(), &Session::listed, this, &TopologyCommand::listed);
    connect(m_session.get(), &Session::notListed, this, [this](int exitCode, const Error &error) {
        if (error.kind != ErrorKind::Forbidden)
            return end(exitCode);
        m_input.nodesAreTold = m_nodesAreTold = false; // who may see the networks is shown those
        m_hasNodes = true;
        buildWhenComplete();
    });
    const auto cluster = m_session->connectCluster(
        {.prices = false, .parts = fleet::Refresher::States | fleet::Refresher::Machines, .takeUp = false});
    if (!cluster)
        return end(cluster.error());
    askNetworks(*cluster);
    QTimer::singleShot(m_arguments.timeout, this, [this] {
        if (!m_ended)
            printErr(tr("skybroctl: no answer from Azure in time."));
        end(SomeFailed);
    });
}

void TopologyCommand::askNetworks(fleet::Cluster *cluster)
{
    auto *query = new topology::TopologyQuery(cluster->client(), m_input.site.azure.subscription, this);
    query->then(this, [this](const Result<topology::NetworkLists> &lists) {
        if (!lists) {
            if (!m_ended)
                printError(lists.error());
            return end(exitCodeOf(lists.error()));
        }
        m_input.lists = *lists;
        m_hasNetworks = true;
        buildWhenComplete();
    });
    query->start();
}

void TopologyCommand::listed()
{
    const fleet::Cluster *cluster = m_session->cluster();
    cluster->refresher()->stop();
    m_input.nodes = cluster->fleet()->nodes();
    m_hasNodes = true;
    buildWhenComplete();
}

void TopologyCommand::buildWhenComplete()
{
    if (!m_hasNodes || !m_hasNetworks || m_ended)
        return;
    auto *job = new PoolJob<Topology>(
        [input = std::move(m_input)]() -> Result<Topology> { return topology::build(input); }, this);
    job->then(this, [this](const Result<Topology> &result) {
        if (result)
            return print(*result);
        printError(result.error());
        end(SomeFailed);
    });
    job->start();
}

void TopologyCommand::print(const Topology &topology)
{
    if (m_ended)
        return;
    const bool isWritten = write(topology);
    for (const Error &gap : topology.gaps)
        printError(gap);
    end(isWritten && topology.gaps.isEmpty() && m_nodesAreTold ? AllDone : SomeFailed);
}

void TopologyCommand::printTree(const Topology &topology)
{
    const QList<topology::TreeLine> lines = toTree(topology);
    if (lines.isEmpty())
        printOut(topology.nodesAreWhole
                     ? tr("No networks: the site has neither nodes nor virtual networks that lead to them.")
                     : tr("The nodes are not known, and so neither are the site's networks."));
    for (const topology::TreeLine &line : lines) {
        const QString indent(qsizetype(2) * line.depth, u' ');
        printOut(indent + (line.isProblem ? u"! "_s : QString()) + line.text);
        if (!line.mend.isEmpty())
            printOut(indent + u"  "_s + line.mend);
    }
}

bool TopologyCommand::write(const Topology &topology) const
{
    switch (m_arguments.form) {
    case TopologyForm::Json:
        printBytes(toJson(topology));
        return true;
    case TopologyForm::Dot:
        printBytes(toDot(topology));
        return true;
    case TopologyForm::Tree:
        printTree(topology);
        return true;
    case TopologyForm::Svg:
        break;
    }
    const QByteArray svg = toSvg(topology, layOut(topology));
    if (m_arguments.svgFile == u"-") {
        printBytes(svg);
        return true;
    }
    const Result<void> written = writeWholeFile(m_arguments.svgFile, svg);
    if (!written)
        printError(written.error());
    return written.has_value();
}

void TopologyCommand::end(int exitCode)
{
    if (!std::exchange(m_ended, true))
        emit finished(exitCode);
}

} // namespace skybro::ctl
