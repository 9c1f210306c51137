#include "models/azure/apiversions.h"
#include "models/topology/targetpath.h"
#include "tests/models/fleet/simcluster.h"
#include "tests/support/scriptedtransport.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using tunnel::TargetPath;

namespace {

const Service overSsh{.name = {}, .protocol = u"Tcp"_s, .port = 22};
const Service echo{.name = {}, .protocol = u"Icmp"_s, .port = 0};
const auto node = u"10.0.1.4"_s; // cloud001, in the demo's subnet of nodes
const auto siteNetwork = "192.168.0.0/16"_L1;

} // namespace

/// The path to a node as the simulated Azure's own answers tell it, after its networks were changed by
/// requests.
class TestTargetPathOnSimulator : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_journal = std::move(*Journal::open(m_folder.filePath(u"journal.db"_s)));
        m_cloud = std::make_unique<fleet::SimCluster>(m_journal.get(), u"niflheim"_s, 2);
        m_cloud->cluster->start();
        QVERIFY(fleet::runUntil([this] { return m_cloud->cluster->fleet()->nodes().size() == 2; }));
    }
    void cleanup()
    {
        m_cloud.reset();
        m_journal.reset();
    }

    void isOpenInTheDemo()
    {
        const TargetPath open{.isAllowed = true, .rule = {}, .hasWayBack = true};
        QCOMPARE(path(node), open);
        QCOMPARE(path(node, echo), open);
        QCOMPARE(path(u"10.99.0.4"_s), TargetPath()); // no subnet of Azure's
    }

    void isClosedByASecurityGroup()
    {
        // The demo's own rule for SSH comes first, at 100: no rule can come before it.
        put(u"networkSecurityGroups/nsg-hpc/securityRules/ssh-from-site"_s, rule("Allow", "Tcp", "22", 300));
        QCOMPARE(path(node).isAllowed, std::optional(true));
        put(u"networkSecurityGroups/nsg-hpc/securityRules/no-ssh"_s, rule("Deny", "Tcp", "22", 290));
        QCOMPARE(path(node),
                 (TargetPath{.isAllowed = false, .rule = u"nsg-hpc/no-ssh"_s, .hasWayBack = true}));
        QCOMPARE(path(node, echo).isAllowed, std::optional(true));
        // A rule that comes before it opens it again.
        put(u"networkSecurityGroups/nsg-hpc/securityRules/yes-ssh"_s, rule("Allow", "Tcp", "22", 280));
        QCOMPARE(path(node).isAllowed, std::optional(true));
    }

    void isClosedToProbesThatAreNoTcp()
    {
        put(u"networkSecurityGroups/nsg-hpc/securityRules/no-echo"_s, rule("Deny", "Icmp", "*", 290));
        QCOMPARE(path(node, echo),
                 (TargetPath{.isAllowed = false, .rule = u"nsg-hpc/no-echo"_s, .hasWayBack = true}));
        QCOMPARE(path(node).isAllowed, std::optional(true));
    }

    void isNotFoundBackByARouteThatLeadsElsewhere()
    {
        routeNodes({{u"routes"_s, QJsonArray{QJsonObject{
                                      {u"name"_s, u"astray"_s},
                                      {u"properties"_s, QJsonObject{{u"addressPrefix"_s, siteNetwork},
                                                                    {u"nextHopType"_s, u"None"_s}}}}}}});
        QCOMPARE(path(node), (TargetPath{.isAllowed = true, .rule = {}, .hasWayBack = false}));
    }

    void isNotFoundBackWithoutTheGatewaysRoutes()
    {
        routeNodes({{u"disableBgpRoutePropagation"_s, true}});
        QCOMPARE(path(node).hasWayBack, std::optional(false));
    }

    void isNotKnownBehindAnAppliance()
    {
        routeNodes(
            {{u"routes"_s, QJsonArray{QJsonObject{
                               {u"name"_s, u"firewall"_s},
                               {u"properties"_s, QJsonObject{{u"addressPrefix"_s, siteNetwork},
                                                             {u"nextHopType"_s, u"VirtualAppliance"_s},
                                                             {u"nextHopIpAddress"_s, u"10.0.1.200"_s}}}}}}});
        QVERIFY(!path(node).hasWayBack);
        QCOMPARE(path(node).isAllowed, std::optional(true));
    }

private:
    [[nodiscard]] TargetPath path(const QString &address, const Service &service = overSsh)
    {
        TopologyInput input{
            .site = m_cloud->cluster->site(), .nodes = m_cloud->cluster->fleet()->nodes(), .lists = {}};
        input.site.gateway.networks = QStringList{siteNetwork};
        input.site.gateway.address = u"203.0.113.10"_s;
        const auto found = resultOf(
            new TargetPathJob(m_cloud->cluster->client(), input, address, service, m_cloud->cluster.get()));
        if (!found)
            QTest::qFail(qPrintable(found.error().text), __FILE__, __LINE__);
        return found.value_or(TargetPath());
    }
    [[nodiscard]] QString id(const QString &name) const
    {
        return u"/subscriptions/%1/resourceGroups/rg-network/providers/Microsoft.Network/%2"_s.arg(
            m_cloud->azure.world().subscription, name);
    }
    /// Makes or changes it by a request of the client's, as anybody would.
    void put(const QString &name, const QJsonObject &properties)
    {
        QJsonObject body{{u"properties"_s, properties}};
        if (name.count(u'/') == 1)
            body.insert(u"location"_s, u"westeurope"_s);
        azure::ArmRequest request;
        request.method = "PUT";
        request.path = id(name);
        request.apiVersion = azure::apiversion::network.toString();
        request.body = body;
        const auto done = resultOf(m_cloud->cluster->client()->run(request));
        QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    }
    /// Gives the nodes' subnet a route table of these properties.
    void routeNodes(const QJsonObject &properties)
    {
        put(u"routeTables/table"_s, properties);
        put(u"virtualNetworks/vnet-hpc/subnets/vm"_s,
            {{u"addressPrefix"_s, u"10.0.1.0/24"_s},
             {u"networkSecurityGroup"_s, QJsonObject{{u"id"_s, id(u"networkSecurityGroups/nsg-hpc"_s)}}},
             {u"routeTable"_s, QJsonObject{{u"id"_s, id(u"routeTables/table"_s)}}}});
    }
    [[nodiscard]] static QJsonObject rule(const char *access, const char *protocol, const char *port,
                                          int priority)
    {
        return {
            {u"access"_s, QLatin1StringView(access)}, {u"protocol"_s, QLatin1StringView(protocol)},
            {u"direction"_s, u"Inbound"_s},           {u"priority"_s, priority},
            {u"sourceAddressPrefix"_s, siteNetwork},  {u"sourcePortRange"_s, u"*"_s},
            {u"destinationAddressPrefix"_s, u"*"_s},  {u"destinationPortRange"_s, QLatin1StringView(port)}};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<fleet::SimCluster> m_cloud;
};

QTEST_GUILESS_MAIN(TestTargetPathOnSimulator)
#include "tst_targetpathonsimulator.moc"
