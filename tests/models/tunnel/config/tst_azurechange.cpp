#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/config/azurechange.h"
#include "tests/models/tunnel/fakeconnection.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using azure::HttpRequest;

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
    [[nodiscard]] qsizetype kept() { return keptUndos(m_place); }

private slots:
    void init() { m_store = secrets::MemorySecretStore(); }

    void changesAndUndoes()
    {
        FakeConnection cloud;
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
        const QJsonObject before = QJsonDocument::fromJson(azureConnection).object();
        QCOMPARE(cloud.body.value("properties"_L1).toObject().value("ipsecPolicies"_L1),
                 before.value("properties"_L1).toObject().value("ipsecPolicies"_L1));
    }

    void theDefaultSetIsNoPolicy()
    {
        FakeConnection cloud;
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
        FakeConnection cloud;
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
        QTest::newRow("key") << QByteArray("PUT key") << 4; // which Azure may have taken all the same
    }
    void halfDoneIsUndone()
    {
        QFETCH(const QByteArray, refuses);
        QFETCH(const int, undoes);
        FakeConnection cloud;
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

    /// Nothing is asked for before what is there is kept.
    void whatCanNotBeKeptIsNotChanged()
    {
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        ChangeAzureJob job(&arm.client, wholeChange(), {.store = nullptr, .site = u"nifl"_s}, u"1"_s,
                           u"azure"_s);
        QCOMPARE(ended(job).error().kind, ErrorKind::Invalid);
        QCOMPARE(cloud.key, u"old-key"_s);
        for (const HttpRequest &request : std::as_const(arm.transport.requests))
            QCOMPARE(request.method, "GET");
    }

    void oneThatIsNotSettledKeepsOthersOut()
    {
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        QVERIFY(run(arm, wholeChange()));
        QCOMPARE(run(arm, wholeChange(), u"2"_s).error().code, u"azure-open"_s);
        QCOMPARE(kept(), 1);
        UndosJob close(m_place, closeUndo(u"1"_s));
        QVERIFY(succeeds(close));
        QVERIFY(run(arm, wholeChange(), u"2"_s));
        QCOMPARE(kept(), 2); // the last in force can still be taken back, should this one fail
    }

    /// By another process: all it knows is what was kept.
    void isForgottenOnceItIsUndone()
    {
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        QVERIFY(run(arm, wholeChange()));
        QCOMPARE(kept(), 1);
        QVERIFY(undo(arm));
        QCOMPARE(kept(), 0);
        const int before = arm.sent();
        QVERIFY(undo(arm));
        QCOMPARE(arm.sent(), before);
    }

    /// Another one's settings are not overwritten, unless that is asked for.
    void whatSomebodyChangedSinceStays_data()
    {
        QTest::addColumn<bool>("isKey");
        QTest::newRow("key") << true;
        QTest::newRow("policies") << false;
    }
    void whatSomebodyChangedSinceStays()
    {
        QFETCH(const bool, isKey);
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        QVERIFY(run(arm, wholeChange()));
        if (isKey) {
            cloud.key = u"anothers-key"_s;
        } else {
            QJsonObject properties = cloud.body.value("properties"_L1).toObject();
            properties.insert(u"ipsecPolicies"_s, QJsonArray{QJsonObject{{u"dhGroup"_s, u"ECP384"_s}}});
            cloud.body.insert(u"properties"_s, properties);
        }
        const QJsonObject body = cloud.body;
        const Result<void> undone = undo(arm);
        QCOMPARE(undone.error().code, u"azure-changed"_s);
        QVERIFY(!undone.error().text.contains("-key"_L1));
        QCOMPARE(cloud.body, body);
        QCOMPARE(cloud.key, isKey ? u"anothers-key"_s : u"new-key"_s);
        QVERIFY(undo(arm, true));
        QCOMPARE(cloud.key, u"old-key"_s);
    }

    /// What the killed program asked for last is still under way: Azure tells the past, and takes nothing.
    void waitsUntilAzureHasEnded()
    {
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        QVERIFY(run(arm, wholeChange()));
        cloud.key = u"old-key"_s; // still
        cloud.updating = 2;
        cloud.isBusyFor = 4;
        QVERIFY(undo(arm));
        QCOMPARE(cloud.isBusyFor, 0);
        QVERIFY(cloud.keyWasPut);
        QCOMPARE(cloud.key, u"old-key"_s);
    }

    void endsEarlyAsItUndoes()
    {
        FakeConnection cloud;
        ArmFixture arm(std::ref(cloud));
        QVERIFY(run(arm, wholeChange()));
        cloud.updating = 1'000'000; // it goes on asking
        UndoAzureJob cancelled(&arm.client, m_place, u"1"_s);
        cancelled.setPause(1ms);
        QTimer::singleShot(5ms, &cancelled, &Job::cancel);
        QCOMPARE(ended(cancelled).error().kind, ErrorKind::Cancelled);
        UndoAzureJob late(&arm.client, m_place, u"1"_s);
        late.setDeadline(20ms);
        QCOMPARE(ended(late).error().kind, ErrorKind::TimedOut);
        auto destroyed = std::make_unique<UndoAzureJob>(&arm.client, m_place, u"1"_s);
        cloud.isDeaf = true;
        destroyed->start();
        QTRY_VERIFY(arm.transport.open > 0);
        destroyed.reset();
        QTRY_COMPARE(arm.transport.open, 0);
        QCOMPARE(kept(), 1); // for the next one
    }

    void endsEarly()
    {
        FakeConnection cloud;
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
