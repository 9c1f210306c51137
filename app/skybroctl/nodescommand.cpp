#include "app/skybroctl/nodescommand.h"

#include "app/skybroctl/terminal.h"
#include "models/fleet/nodejson.h"

#include <QTimer>

#include <chrono>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds patienceForPrices = 15s;
}

NodesCommand::NodesCommand(Arguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
{
}

void NodesCommand::start()
{
    auto session = Session::open(m_arguments, Session::Purpose::Look);
    if (!session)
        return emit finished(session.error());
    m_session = std::move(*session);
    connect(m_session.get(), &Session::listed, this, &NodesCommand::listed);
    connect(m_session.get(), &Session::notListed, this, &Command::finished);
    const auto cluster = m_session->connectCluster({.prices = m_arguments.prices, .takeUp = false});
    if (!cluster)
        return emit finished(cluster.error());
    QTimer::singleShot(m_arguments.timeout, this, [this] {
        printErr(tr("skybroctl: no answer from Azure in time."));
        emit finished(SomeFailed);
    });
}

void NodesCommand::listed()
{
    fleet::Fleet *fleet = m_session->cluster()->fleet();
    m_session->cluster()->refresher()->stop();
    if (const auto problem = fleet->freshness().problem)
        printError(*problem);
    if (!m_arguments.prices || fleet->summary().unknownCosts == 0)
        return print();
    connect(fleet, &fleet::Fleet::summaryChanged, this, [this, fleet] {
        if (fleet->summary().unknownCosts == 0)
            print();
    });
    QTimer::singleShot(patienceForPrices, this, &NodesCommand::print);
}

void NodesCommand::print()
{
    const fleet::Fleet *fleet = m_session->cluster()->fleet();
    disconnect(fleet, nullptr, this, nullptr);
    const auto nodes = findNodes(*fleet, m_arguments);
    if (!nodes)
        return emit finished(nodes.error());
    if (m_arguments.json) {
        printJson(fleet::toJson(*nodes, fleet->freshness().asOf));
    } else {
        QStringList headings{tr("NAME"), tr("STATE"),    tr("ADDRESS"), tr("PUBLIC"),
                             tr("SIZE"), tr("LOCATION"), tr("GROUP")};
        if (m_arguments.prices)
            headings += tr("PER HOUR");
        QList<QStringList> rows;
        for (const fleet::Node &node : *nodes)
            rows += row(node);
        printTable(headings, rows);
    }
    emit finished(AllDone);
}

QStringList NodesCommand::row(const fleet::Node &node) const
{
    const auto orDash = [](const QString &text) { return text.isEmpty() ? u"-"_s : text; };
    QStringList cells{
        node.name,         toWord(node.powerState), orDash(node.privateIp),    orDash(node.publicIp),
        orDash(node.size), orDash(node.location),   orDash(node.resourceGroup)};
    if (m_arguments.prices) {
        const auto cost = node.costPerHour();
        cells += cost ? u"%1 %2"_s.arg(cost->amount, 0, 'f', 4).arg(cost->currency).trimmed() : u"unknown"_s;
    }
    return cells;
}

} // namespace skybro::ctl
