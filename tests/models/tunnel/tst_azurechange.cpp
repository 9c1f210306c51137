#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/azurechange.h"
#include "tests/models/tunnel/tunnelfixture.h"
#include "tests/support/armfixture.h"

#include <QJsonDocument>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using azure::HttpRequest;
using azure::HttpResponse;

namespace {

const QString id = u"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/connections/c"_s;
/// With ' in place of ".
const QByteArray connection =
    QByteArray(
        "{'id': '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/connections/c', 'name': 'c',"
        "'etag': 'W/7', 'location': 'westeurope', 'tags': {'owner': 'us'}, 'properties': {"
        "'connectionType': 'IPsec', 'dpdTimeoutSeconds': 45, 'connectionStatus': 'Connected',"
        "'provisioningState': 'Succeeded', 'ingressBytesTransferred': 7, 'somethingNew': {'kept': true},"
        "'ipsecPolicies': [{'dhGroup': 'DHGroup2', 'ofLater': 1}]}}")
        .replace('\'', '"');

/// Azure with one connection. Keeps what it is given.
struct Cloud
{
    QJsonObject body = QJsonDocument::fromJson(connection).object();
    QString key = u"old-key"_s;
    QByteArray refuses; ///< method and the end of the path of what it does not do
    bool isDeaf = false;

    ScriptedTransport::Answer operator()(const HttpRequest &request)
    {
        const bool isKey = request.url.path().endsWith("/sharedkey"_L1);
        if (isDeaf)
            return {};
        if (!refuses.isEmpty() && request.method + (isKey ? " key" : " connection") == refuses)
            return ScriptedTransport::json(
                403, "{\"error\": {\"code\": \"AuthorizationFailed\", \"message\": \"No.\"}}");
        const QJsonObject sent = QJsonDocument::fromJson(request.body).object();
        if (request.method == "PUT" && isKey)
            key = sent.value("value"_L1).toString();
        else if (request.method == "PUT")
            body = sent;
        const QJsonObject answer = isKey ? QJsonObject{{u"value"_s, key}} : body;
        return ScriptedTransport::json(200, QJsonDocument(answer).toJson());
    }
};

AzureIpsecPolicy strong()
{
    return {.ikeEncryption = u"AES256"_s,
            .ikeIntegrity = u"SHA256"_s,
            .dhGroup = u"DHGroup14"_s,
            .ipsecEncryption = u"GCMAES256"_s,
            .ipsecIntegrity = u"GCMAES256"_s,
            .pfsGroup = u"PFS2048"_s};
}

std::shared_ptr<AzureChange> wholeChange()
{
    auto change = std::make_shared<AzureChange>();
    change->connectionId = id;
    change->setsPolicy = true;
    change->policy = strong();
    change->key = Secret("new-key");
    return change;
}

} // namespace

class TestAzureChange : public QObject
{
    Q_OBJECT

    secrets::MemorySecretStore m_store;
    const UndoPlace m_place{.store = &m_store, .site = u"nifl"_s};

    [[nodiscard]] Result<void> run(ArmFixture &arm, const std::shared_ptr<AzureChange> &change,
                                   const QString &id = u"1"_s)
    {
        ChangeAzureJob job(&arm.client, change, m_place, id, u"azure"_s);
        return ended(job);
    }
    [[nodiscard]] Result<void> undo(ArmFixture &arm, bool force = false)
    {
        UndoAzureJob job(&arm.client, m_place, u"1"_s, force);
        job.setPause(1ms);
        return ended(job);
    }
    [[nodiscard]] qsizetype kept()
    {
        UndosJob job(m_place);
        job.keep();
        const QSignalSpy spy(&job, &Job::finished);
        job.start();
        while (spy.isEmpty())
            QTest::qWait(1);
        return static_cast<qsizetype>(job.takeResult()->size());
    }

private slots:
    void init() { m_store = secrets::MemorySecretStore(); }

    void changesAndUndoes()
    {
        Cloud cloud;
        ArmFixture arm(std::ref(cloud));
        const auto change = wholeChange();
        const Result<void> changed = run(arm, change);
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().text));
        QCOMPARE(cloud.key, u"new-key"_s);
        const QJsonObject properties = cloud.body.value("properties"_L1).toObject();
        QCOMPARE(properties.value("ipsecPolicies"_L1).toArray(), QJsonArray{toJson(strong())});
        // What we do not know stays; what Azure alone says is not sent.
        QCOMPARE(properties.value("somethingNew"_L1).toObject().value("kept"_L1).toBool(), true);
        QCOMPARE(properties.value("dpdTimeoutSeconds"_L1).toInt(), 45);
        QCOMPARE(cloud.body.value("tags"_L1).toObject().value("owner"_L1).toString(), u"us"_s);
        QVERIFY(!properties.contains("connectionStatus"_L1));
        QVERIFY(!cloud.body.contains("etag"_L1));
        const HttpRequest &put = arm.transport.requests.at(2);
        QCOMPARE(put.method, "PUT");
        QCOMPARE(put.headers.value("If-Match"), "W/7");

        QVERIFY(undo(arm));
        QCOMPARE(cloud.key, u"old-key"_s);
        const QJsonObject before = QJsonDocument::fromJson(connection).object();
        QCOMPARE(cloud.body.value("properties"_L1).toObject().value("ipsecPolicies"_L1),
                 before.value("properties"_L1).toObject().value("ipsecPolicies"_L1));
    }

    void theDefaultSetIsNoPolicy()
    {
        Cloud cloud;
        ArmFixture arm(std::ref(cloud));
        const auto change = wholeChange();
        change->policy.reset();
        change->key.reset();
        QVERIFY(run(arm, change));
        QVERIFY(cloud.body.value("properties"_L1).toObject().value("ipsecPolicies"_L1).toArray().isEmpty());
        QCOMPARE(cloud.key, u"old-key"_s);
        QCOMPARE(arm.sent(), 2); // the key is not even asked for
    }

    void trafficSelectorsNeedAPolicy()
    {
        Cloud cloud;
        QJsonObject properties = cloud.body.value("properties"_L1).toObject();
        properties.insert("usePolicyBasedTrafficSelectors"_L1, true);
        cloud.body.insert("properties"_L1, properties);
        ArmFixture arm(std::ref(cloud));
        const auto change = wholeChange();
        change->policy.reset();
        QCOMPARE(run(arm, change).error().kind, ErrorKind::Invalid);
        QCOMPARE(cloud.key, u"old-key"_s);
    }

    /// Wherever it breaks off, undoing leads back, and what was not done is not undone.
    void halfDoneIsUndone_data()
    {
        QTest::addColumn<QByteArray>("refuses");
        QTest::addColumn<int>("undoes"); // requests
        QTest::newRow("reading the key") << QByteArray("GET key") << 0;
        QTest::newRow("reading") << QByteArray("GET connection") << 0;
        QTest::newRow("policy") << QByteArray("PUT connection") << 2; // it looks, and finds nothing to do
        QTest::newRow("key") << QByteArray("PUT key") << 3;
    }
    void halfDoneIsUndone()
    {
        QFETCH(const QByteArray, refuses);
        QFETCH(const int, undoes);
        Cloud cloud;
        cloud.refuses = refuses;
        ArmFixture arm(std::ref(cloud));
        const auto change = wholeChange();
        const Result<void> changed = run(arm, change);
        QCOMPARE(changed.error().kind, ErrorKind::Forbidden);
        QVERIFY(!changed.error().text.contains(u"new-key"_s) &&
                !changed.error().detail.contains(u"new-key"_s));
        cloud.refuses.clear();
        const int before = arm.sent();
        QVERIFY(undo(arm));
        QCOMPARE(arm.sent() - before, undoes);
        QCOMPARE(cloud.key, u"old-key"_s);
        QCOMPARE(cloud.body.value("properties"_L1).toObject().value("ipsecPolicies"_L1).toArray().size(), 1);
        QCOMPARE(cloud.body.value("properties"_L1)
                     .toObject()
                     .value("ipsecPolicies"_L1)
                     .toArray()
                     .first()
                     .toObject()
                     .value("dhGroup"_L1)
                     .toString(),
                 u"DHGroup2"_s);
    }

    void endsEarly()
    {
        Cloud cloud;
        cloud.isDeaf = true;
        ArmFixture arm(std::ref(cloud));
        ChangeAzureJob cancelled(&arm.client, wholeChange(), m_place, u"1"_s, u"azure"_s);
        QTimer::singleShot(0, &cancelled, &Job::cancel);
        QCOMPARE(ended(cancelled).error().kind, ErrorKind::Cancelled);
        ChangeAzureJob late(&arm.client, wholeChange(), m_place, u"1"_s, u"azure"_s);
        late.setDeadline(20ms);
        QCOMPARE(ended(late).error().kind, ErrorKind::TimedOut);
        auto destroyed =
            std::make_unique<ChangeAzureJob>(&arm.client, wholeChange(), m_place, u"1"_s, u"azure"_s);
        destroyed->start();
        QTRY_VERIFY(arm.transport.open > 0);
        destroyed.reset();
        QTRY_COMPARE(arm.transport.open, 0);
    }

    void samePoliciesHaveManyNames()
    {
        AzureIpsecPolicy other = strong();
        other.dhGroup = u"DHGroup2048"_s;
        other.pfsGroup = u"PFS14"_s;
        QVERIFY(samePolicy(strong(), other));
        other.pfsGroup = u"PFSMM"_s;
        QVERIFY(samePolicy(strong(), other));
        other.pfsGroup = u"None"_s;
        QVERIFY(!samePolicy(strong(), other));
        QVERIFY(!samePolicy(strong(), std::nullopt));
        QVERIFY(samePolicy(std::nullopt, std::nullopt));
    }
};

QTEST_GUILESS_MAIN(TestAzureChange)
#include "tst_azurechange.moc"
