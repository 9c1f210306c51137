#include "models/topology/topologyquery.h"
#include "tests/support/armfixture.h"

#include <QTest>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray network = "/subscriptions/s/resourceGroups/RG-Net/providers/Microsoft.Network/";

QByteArray withId(const QByteArray &path, const QByteArray &more = {})
{
    return "{\"id\":\"" + network + path + "\"" + more + "}";
}

/// One Vnet with a gateway in another resource group, one tunnel; as Azure answers.
ScriptedTransport::Answer oneTunnel(const azure::HttpRequest &request)
{
    const QString path = request.url.path();
    const auto list = [](const QByteArray &items) {
        return ScriptedTransport::json(200, "{\"value\":[" + items + "]}");
    };
    if (path.endsWith(u"/virtualNetworks"))
        return list(
            withId("virtualNetworks/v",
                   ",\"properties\":{\"subnets\":[{\"id\":\"/g\",\"name\":\"GatewaySubnet\",\"properties\":{"
                   "\"ipConfigurations\":[{\"id\":\"/subscriptions/s/resourceGroups/rg-gw/providers/"
                   "Microsoft.Network/virtualNetworkGateways/gw/ipConfigurations/a\"}]}}]}"));
    if (path == u"/subscriptions/s/resourceGroups/rg-gw/providers/Microsoft.Network/virtualNetworkGateways")
        return list(withId("virtualNetworkGateways/gw"));
    if (path.endsWith(u"/gw/connections"))
        return list(
            withId("connections/c", ",\"properties\":{\"connectionStatus\":null,\"localNetworkGateway2\":{"
                                    "\"id\":\"" +
                                        network + "localNetworkGateways/l\"}}"));
    if (path.endsWith(u"/connections/c"))
        return ScriptedTransport::json(
            200, withId("connections/c", ",\"properties\":{\"connectionStatus\":\"Connected\"}"));
    if (path.endsWith(u"/localNetworkGateways/l"))
        return ScriptedTransport::json(200, withId("localNetworkGateways/l"));
    return list({});
}

} // namespace

class TestTopologyQuery : public QObject
{
    Q_OBJECT

private slots:
    void asksAHandful()
    {
        ArmFixture f(oneTunnel);
        const auto now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        const auto lists = resultOf(new TopologyQuery(&f.client, u"s"_s, &f.client, [now] { return now; }));
        QVERIFY2(lists, lists ? "" : qPrintable(lists.error().text));
        QCOMPARE(lists->asOf, now);
        QVERIFY(lists->gaps.isEmpty());
        QCOMPARE(lists->vnets.size(), 1);
        QCOMPARE(lists->gateways.size(), 1);
        QCOMPARE(lists->connections.size(), 1);
        QCOMPARE(lists->connections[0].status, u"Connected"_s); // asked for by name
        QCOMPARE(lists->localGateways.size(), 1);
        // Six lists, the gateways of the Vnet's group and of the gateway's, connections, one by name, other
        // end.
        QCOMPARE(f.sent(), 11);
    }

    void whatIsForbiddenIsAGap()
    {
        ArmFixture f([](const azure::HttpRequest &request) -> ScriptedTransport::Answer {
            const QString path = request.url.path();
            if (path.endsWith(u"/networkSecurityGroups") || path.endsWith(u"/connections/c"))
                return ScriptedTransport::json(403,
                                               "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"" +
                                                   path.section(u'/', -1).toUtf8() + "\"}}");
            return oneTunnel(request);
        });
        const auto lists = resultOf(new TopologyQuery(&f.client, u"s"_s, &f.client));
        QVERIFY(lists);
        QCOMPARE(lists->gaps.size(), 2);
        QCOMPARE(lists->gaps[0].kind, ErrorKind::Forbidden);
        QCOMPARE(lists->connections.size(), 1); // as the list has it
        QVERIFY(lists->connections[0].status.isEmpty());
        QVERIFY(!lists->tunnelsAreWhole);
    }

    /// What is missing elsewhere says nothing of tunnels.
    void gapsBesideTheTunnels()
    {
        ArmFixture f([](const azure::HttpRequest &request) -> ScriptedTransport::Answer {
            if (request.url.path().endsWith(u"/networkSecurityGroups"))
                return ScriptedTransport::json(403,
                                               R"({"error":{"code":"AuthorizationFailed","message":"no"}})");
            return oneTunnel(request);
        });
        const auto lists = resultOf(new TopologyQuery(&f.client, u"s"_s, &f.client));
        QVERIFY(lists);
        QCOMPARE(lists->gaps.size(), 1);
        QVERIFY(lists->tunnelsAreWhole);
    }

    void oneThatHangsHidesNoOther_data()
    {
        QTest::addColumn<QString>("hanging");
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("tunnelsAreWhole");
        QTest::newRow("beside") << u"/publicIPAddresses"_s << u"Public IP addresses: "_s << true;
        QTest::newRow("the last of the tunnel's")
            << u"/localNetworkGateways/l"_s << u"Local network gateways: "_s << false;
    }
    void oneThatHangsHidesNoOther()
    {
        QFETCH(const QString, hanging);
        QFETCH(const QString, what);
        QFETCH(const bool, tunnelsAreWhole);
        ArmFixture f([hanging](const azure::HttpRequest &request) -> ScriptedTransport::Answer {
            return request.url.path().endsWith(hanging) ? std::nullopt : oneTunnel(request);
        });
        auto *query = new TopologyQuery(&f.client, u"s"_s, &f.client);
        query->setDeadline(2s);
        const auto lists = resultOf(query);
        QVERIFY2(lists, lists ? "" : qPrintable(lists.error().text));
        QCOMPARE(lists->gaps.size(), 1);
        QCOMPARE(lists->gaps[0].kind, ErrorKind::TimedOut);
        QVERIFY2(lists->gaps[0].text.startsWith(what), qPrintable(lists->gaps[0].text));
        QCOMPARE(lists->vnets.size(), 1);
        QCOMPARE(lists->connections.size(), 1);
        QCOMPARE(lists->tunnelsAreWhole, tunnelsAreWhole);
        QTRY_COMPARE(f.transport.open, 0);
    }

    void whatTheCloudDoesNotKnowIsNoGap()
    {
        ArmFixture f([](const azure::HttpRequest &request) -> ScriptedTransport::Answer {
            if (request.url.path().endsWith(u"/privateEndpoints"))
                return ScriptedTransport::json(
                    404, R"({"error":{"code":"InvalidResourceType","message":"not found in api version"}})");
            return oneTunnel(request);
        });
        const auto lists = resultOf(new TopologyQuery(&f.client, u"s"_s, &f.client));
        QVERIFY(lists);
        QVERIFY(lists->gaps.isEmpty());
        QVERIFY(lists->endpoints.isEmpty());
    }

    void withoutVnetsThereIsNothing()
    {
        ArmFixture f([](const azure::HttpRequest &request) -> ScriptedTransport::Answer {
            if (request.url.path().endsWith(u"/virtualNetworks"))
                return ScriptedTransport::json(403,
                                               R"({"error":{"code":"AuthorizationFailed","message":"no"}})");
            return std::nullopt;
        });
        const auto lists = resultOf(new TopologyQuery(&f.client, u"s"_s, &f.client));
        QVERIFY(!lists);
        QCOMPARE(lists.error().kind, ErrorKind::Forbidden);
        QTRY_COMPARE(f.transport.open, 0);
    }

    void endsEarly_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"cancel", "timeout", "destruction"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void endsEarly()
    {
        QFETCH(const QString, way);
        ArmFixture f([](const azure::HttpRequest &) { return ScriptedTransport::Answer(); });
        QPointer<TopologyQuery> query = new TopologyQuery(&f.client, u"s"_s, &f.client);
        query->keep();
        if (way == u"timeout")
            query->setDeadline(50ms);
        bool told = false;
        connect(query, &Job::finished, this, [&] { told = true; });
        query->start();
        QTRY_VERIFY(f.transport.mostOpen > 0);
        if (way == u"destruction") {
            delete query;
            QVERIFY(!told);
        } else {
            if (way == u"cancel")
                query->cancel();
            QTRY_VERIFY(told);
            QCOMPARE(query->error()->kind, way == u"cancel" ? ErrorKind::Cancelled : ErrorKind::TimedOut);
        }
        QTRY_COMPARE(f.transport.open, 0);
    }
};

QTEST_GUILESS_MAIN(TestTopologyQuery)
#include "tst_topologyquery.moc"
