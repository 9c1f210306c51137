#include "models/tunnel/ends/azureendquery.h"
#include "tests/support/armfixture.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString groups = u"/subscriptions/s/resourceGroups/"_s;
const QString network = groups + u"rg-net/providers/Microsoft.Network/"_s;
const QString gateway = network + u"virtualNetworkGateways/gw"_s;

QByteArray connectionBody(const QString &id, const QByteArray &status, const QString &local)
{
    return "{\"id\":\"" + id.toUtf8() + "\",\"name\":\"" + id.section(u'/', -1).toUtf8() +
           "\",\"properties\":{\"connectionType\":\"IPsec\",\"connectionProtocol\":\"IKEv2\","
           "\"connectionStatus\":" +
           status +
           ",\"ingressBytesTransferred\":420,\"egressBytesTransferred\":840,\"virtualNetworkGateway1\":{"
           "\"id\":\"" +
           gateway.toUtf8() + "\"},\"localNetworkGateway2\":{\"id\":\"" + local.toUtf8() +
           "\"},\"ipsecPolicies\":[{\"saLifeTimeSeconds\":27000,\"saDataSizeKilobytes\":102400000,"
           "\"ipsecEncryption\":\"AES256\",\"ipsecIntegrity\":\"SHA256\",\"ikeEncryption\":\"AES256\","
           "\"ikeIntegrity\":\"SHA384\",\"dhGroup\":\"DHGroup14\",\"pfsGroup\":\"None\"}]}}";
}

/// Azure as it answers; what stands in it can be taken away.
struct FakeAzure
{
    QStringList connections{network + u"connections/one"_s};
    QStringList gone;   ///< ids that are answered with 404
    QStringList denied; ///< ends of paths that are answered with 403
    bool hasGateway = true;

    [[nodiscard]] ScriptedTransport::Script script()
    {
        return [this](const azure::HttpRequest &request) { return answer(request.url.path()); };
    }
    [[nodiscard]] static QString localOf(const QString &connection)
    {
        return network + u"localNetworkGateways/l-"_s + connection.section(u'/', -1);
    }

private:
    [[nodiscard]] static ScriptedTransport::Answer list(const QByteArray &items)
    {
        return ScriptedTransport::json(200, "{\"value\":[" + items + "]}");
    }
    [[nodiscard]] ScriptedTransport::Answer answer(const QString &path) const
    {
        for (const QString &end : denied) {
            if (path.endsWith(end))
                return ScriptedTransport::json(403,
                                               R"({"error":{"code":"AuthorizationFailed","message":"no"}})");
        }
        if (gone.contains(path))
            return ScriptedTransport::json(404, R"({"error":{"code":"ResourceNotFound","message":"gone"}})");
        const QByteArray vnet =
            "{\"id\":\"" + network.toUtf8() +
            "virtualNetworks/"
            "v\",\"name\":\"v\",\"properties\":{\"addressSpace\":{\"addressPrefixes\":[\"10.0.0.0/16\"]},"
            "\"subnets\":[{\"id\":\"/x\",\"name\":\"GatewaySubnet\",\"properties\":{\"ipConfigurations\":" +
            (hasGateway ? "[{\"id\":\"" + gateway.toUtf8() + "/ipConfigurations/a\"}]" : QByteArray("[]")) +
            "}}],\"virtualNetworkPeerings\":[{\"id\":\"/p\",\"properties\":{\"peeringState\":\"Connected\","
            "\"allowGatewayTransit\":true,\"remoteAddressSpace\":{\"addressPrefixes\":[\"10.9.0.0/"
            "16\"]}}}]}}";
        const QByteArray gatewayBody =
            "{\"id\":\"" + gateway.toUtf8() +
            "\",\"name\":\"gw\",\"properties\":{\"provisioningState\":\"Updating\",\"gatewayType\":\"Vpn\","
            "\"ipConfigurations\":[{\"properties\":{\"subnet\":{\"id\":\"" +
            network.toUtf8() +
            "virtualNetworks/v/subnets/GatewaySubnet\"}}}],\"bgpSettings\":{\"bgpPeeringAddresses\":[{"
            "\"tunnelIpAddresses\":[\"203.0.113.2\"]}]}}}";
        if (path.endsWith(u"/virtualNetworks"))
            return list(vnet);
        if (path.endsWith(u"/virtualNetworks/v"))
            return ScriptedTransport::json(200, vnet);
        if (path.endsWith(u"/virtualNetworkGateways"))
            return list(hasGateway ? gatewayBody : QByteArray());
        if (path == gateway)
            return ScriptedTransport::json(200, gatewayBody);
        if (path == gateway + u"/connections"_s) {
            QByteArrayList items;
            for (const QString &id : connections)
                items += connectionBody(id, "null", localOf(id));
            return list(items.join(','));
        }
        for (const QString &id : connections) {
            if (path == id)
                return ScriptedTransport::json(200, connectionBody(id, "\"Connected\"", localOf(id)));
            if (path == localOf(id))
                return ScriptedTransport::json(
                    200, "{\"id\":\"" + path.toUtf8() + "\",\"properties\":{\"gatewayIpAddress\":\"192.0.2." +
                             QByteArray::number(connections.indexOf(id) + 1) +
                             "\",\"localNetworkAddressSpace\":{\"addressPrefixes\":["
                             "\"10.2.0.0/16\"]}}}");
        }
        return ScriptedTransport::json(404, R"({"error":{"code":"ResourceNotFound","message":"none"}})");
    }
};

} // namespace

class TestAzureEndQuery : public QObject
{
    Q_OBJECT

    [[nodiscard]] static Result<AzureEnd> ask(ArmFixture &f, const AzureEndChoice &choice,
                                              const AzureEnd &known = {},
                                              AzureEndQuery::Depth depth = AzureEndQuery::Depth::State)
    {
        return resultOf(new AzureEndQuery(&f.client, choice, known, depth, &f.client));
    }

private slots:
    void theOnlyOneIsFound()
    {
        FakeAzure azure;
        ArmFixture f(azure.script());
        const auto now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        const auto end = resultOf(new AzureEndQuery(
            &f.client,
            {.subscription = u"s"_s, .resourceGroups = {}, .connection = {}, .onPremiseAddress = {}}, {},
            AzureEndQuery::Depth::State, &f.client, [now] { return now; }));
        QVERIFY2(end, end ? "" : qPrintable(end.error().text));
        QCOMPARE(end->connectionName, u"one"_s);
        QCOMPARE(end->gatewayId, gateway);
        QCOMPARE(end->parameters.gatewayAddresses, QStringList{u"203.0.113.2"_s});
        QCOMPARE(end->parameters.onPremiseAddress, u"192.0.2.1"_s);
        QCOMPARE(end->asOf, now);
        QCOMPARE(end->evidence.connectionExists, std::optional(true));
        QCOMPARE(end->evidence.connectionStatus, u"Connected"_s); // null in the list
        QCOMPARE(end->evidence.gatewayProvisioning, u"Updating"_s);
        QCOMPARE(end->evidence.ingressBytes, std::optional<quint64>(420));
        QCOMPARE(end->evidence.egressBytes, std::optional<quint64>(840));
        QCOMPARE(end->parameters.ikeVersion, IkeVersion::V2);
        QCOMPARE(end->parameters.dpdTimeout, std::optional(45s)); // Azure's own: the connection names none
        QCOMPARE(end->parameters.onPremisePrefixes, QStringList{u"10.2.0.0/16"_s});
        QCOMPARE(end->parameters.vnetPrefixes, (QStringList{u"10.0.0.0/16"_s, u"10.9.0.0/16"_s}));
        QVERIFY(end->parameters.policy);
        QCOMPARE(end->parameters.policy->ikeIntegrity, u"SHA384"_s);
        QCOMPARE(end->parameters.policy->saLifeTimeSeconds, 27'000);
        QCOMPARE(f.sent(), 5);
    }

    void twoRequestsWhenItIsKnown()
    {
        FakeAzure azure;
        ArmFixture f(azure.script());
        const AzureEndChoice choice{
            .subscription = u"s"_s, .resourceGroups = {}, .connection = {}, .onPremiseAddress = {}};
        const auto first = ask(f, choice);
        QVERIFY(first);
        const int before = f.sent();
        auto again = ask(f, choice, *first);
        QVERIFY(again);
        QCOMPARE(f.sent() - before, 2);
        again->asOf = first->asOf;
        QVERIFY(*again == *first); // what was not asked stays
        const auto all = ask(f, choice, *first, AzureEndQuery::Depth::Everything);
        QVERIFY(all);
        QCOMPARE(f.sent() - before, 6);
    }

    void oneOfSeveral_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QStringList>("resourceGroups");
        QTest::addColumn<QString>("chosen"); // empty: ambiguous
        QTest::newRow("by name") << u"TWO"_s << QString() << QStringList() << u"two"_s;
        QTest::newRow("by address") << QString() << u"192.0.2.3"_s << QStringList() << u"three"_s;
        QTest::newRow("by group") << QString() << QString() << QStringList{u"RG-OTHER"_s} << u"three"_s;
        QTest::newRow("not told") << QString() << QString() << QStringList() << QString();
    }
    void oneOfSeveral()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, address);
        QFETCH(const QStringList, resourceGroups);
        QFETCH(const QString, chosen);
        FakeAzure azure;
        azure.connections = {network + u"connections/one"_s, network + u"connections/two"_s,
                             groups + u"rg-other/providers/Microsoft.Network/connections/three"_s};
        ArmFixture f(azure.script());
        const auto end = ask(f, {.subscription = u"s"_s,
                                 .resourceGroups = resourceGroups,
                                 .connection = name,
                                 .onPremiseAddress = address});
        QCOMPARE(end.has_value(), !chosen.isEmpty());
        if (end) {
            QCOMPARE(end->connectionName, chosen);
        } else {
            QCOMPARE(end.error().kind, ErrorKind::Invalid);
            QCOMPARE(end.error().code, u"ambiguous"_s);
            QVERIFY(end.error().text.contains(u"one, three, two"_s));
        }
    }

    void thereIsNone_data()
    {
        QTest::addColumn<bool>("hasGateway");
        QTest::newRow("no connection") << true;
        QTest::newRow("no gateway") << false;
    }
    void thereIsNone()
    {
        QFETCH(const bool, hasGateway);
        FakeAzure azure;
        azure.connections.clear();
        azure.hasGateway = hasGateway;
        ArmFixture f(azure.script());
        const auto end =
            ask(f, {.subscription = u"s"_s, .resourceGroups = {}, .connection = {}, .onPremiseAddress = {}});
        QVERIFY2(end, end ? "" : qPrintable(end.error().text));
        QCOMPARE(end->evidence.connectionExists, std::optional(false));
        QCOMPARE(end->evidence.gatewayExists, std::optional(hasGateway));
        QVERIFY(end->connectionId.isEmpty());
    }

    void whatWasDeletedIsLookedForAnew()
    {
        FakeAzure azure;
        ArmFixture f(azure.script());
        const AzureEndChoice choice{
            .subscription = u"s"_s, .resourceGroups = {}, .connection = {}, .onPremiseAddress = {}};
        const auto first = ask(f, choice);
        QVERIFY(first);
        azure.connections = {network + u"connections/again"_s};
        const auto gone = ask(f, choice, *first);
        QVERIFY(gone);
        QCOMPARE(gone->evidence.connectionExists, std::optional(false));
        QVERIFY(gone->evidence.connectionStatus.isEmpty());
        const auto found = ask(f, choice, *gone);
        QVERIFY(found);
        QCOMPARE(found->connectionName, u"again"_s);
        QCOMPARE(found->evidence.connectionExists, std::optional(true));
    }

    void thatItCouldNotBeAskedIsNoNo_data()
    {
        QTest::addColumn<QString>("denied");
        for (const char *end : {"/virtualNetworks", "/virtualNetworkGateways", "/gw/connections",
                                "/connections/one", "/localNetworkGateways/l-one"})
            QTest::newRow(end) << QString::fromLatin1(end);
    }
    void thatItCouldNotBeAskedIsNoNo()
    {
        QFETCH(const QString, denied);
        FakeAzure azure;
        azure.denied = {denied};
        ArmFixture f(azure.script());
        const auto end =
            ask(f, {.subscription = u"s"_s, .resourceGroups = {}, .connection = {}, .onPremiseAddress = {}});
        QVERIFY(!end);
        QCOMPARE(end.error().kind, ErrorKind::Forbidden);
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
        const QPointer<AzureEndQuery> query = new AzureEndQuery(
            &f.client,
            {.subscription = u"s"_s, .resourceGroups = {}, .connection = {}, .onPremiseAddress = {}}, {},
            AzureEndQuery::Depth::State, &f.client);
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

QTEST_GUILESS_MAIN(TestAzureEndQuery)
#include "tst_azureendquery.moc"
