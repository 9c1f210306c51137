#include "models/azure/network/ikesas.h"
#include "tests/support/armfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::azure;
using namespace skybro::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString connection =
    u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/connections/to-site"_s;
const QByteArray operation =
    "https://management.azure.com/subscriptions/s/providers/Microsoft.Network/locations/l/operations/o";
const QByteArray result =
    "https://management.azure.com/subscriptions/s/providers/Microsoft.Network/locations/l/operationResults/o";

/// One IKE SA with one Child SA. The names are those of the cmdlet's models, the figures of its
/// documentation.
const QByteArray list =
    R"([{"LocalEndpoint":"52.180.160.154","RemoteEndpoint":"104.208.54.1","InitiatorCookie":5490733703579933026,)"
    R"("ResponderCookie":15460013388959380535,"LocalUdpEncapsulationPort":4500,"RemoteUdpEncapsulationPort":4500,)"
    R"("Encryption":"AES256","Integrity":"SHA1","DhGroup":"DHGroup2","LifeTimeSeconds":28800,"IsSaInitiator":true,)"
    R"("ElapsedTimeInseconds":23092,"QuickModeSAs":[{"LocalEndpoint":"52.180.160.154","RemoteEndpoint":"104.208.54.1",)"
    R"("Encryption":"GCMAES256","Integrity":"GCMAES256","PfsGroupId":"PFS14","InboundSPI":4294967295,"OutboundSPI":17,)"
    R"("LocalTrafficSelectors":["10.0.0.0/16"],"RemoteTrafficSelectors":["10.2.0.0/16","10.3.0.0/16"],)"
    R"("LifetimeKilobytes":102400000,"LifetimeSeconds":27000,"IsSaInitiator":false,"ElapsedTimeInseconds":3000}]}])";

/// As a JSON text.
QByteArray quoted(const QByteArray &text)
{
    const QByteArray array =
        QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}
QByteArray wrapped(const QByteArray &data)
{
    return R"({"Status":"Successful","Data":)" + data + '}';
}

/// A long operation as Network runs them: its end is told at one address, its result lies at another.
ScriptedTransport::Script network(const QByteArray &answer)
{
    return [answer](const HttpRequest &request) -> ScriptedTransport::Answer {
        if (request.method == "POST")
            return ScriptedTransport::json(
                202, {}, {{"Azure-AsyncOperation", operation}, {"Location", result}, {"Retry-After", "0"}});
        if (request.url.toEncoded() == operation)
            return ScriptedTransport::json(200, R"({"status":"Succeeded"})");
        return ScriptedTransport::json(200, answer);
    };
}

} // namespace

class TestIkeSas : public QObject
{
    Q_OBJECT

private slots:
    void allIsRead()
    {
        const auto sas = readIkeSas(quoted(wrapped(list)));
        QVERIFY(sas);
        QCOMPARE(sas->size(), 1);
        const MainModeSa &ike = sas->constFirst();
        QCOMPARE(ike.localEndpoint, u"52.180.160.154"_s);
        QCOMPARE(ike.remoteEndpoint, u"104.208.54.1"_s);
        QCOMPARE(ike.initiatorCookie, u"5490733703579933026"_s);
        QCOMPARE(ike.responderCookie, u"15460013388959380535"_s); // beyond a signed 64 bit number, too
        QCOMPARE(ike.localPort, 4500);
        QCOMPARE(ike.remotePort, 4500);
        QCOMPARE(ike.encryption, u"AES256"_s);
        QCOMPARE(ike.integrity, u"SHA1"_s);
        QCOMPARE(ike.dhGroup, u"DHGroup2"_s);
        QCOMPARE(ike.lifetime, 28'800s);
        QCOMPARE(ike.age, 23'092s);
        QVERIFY(ike.isInitiator);
        QCOMPARE(ike.quickModeSas.size(), 1);
        const QuickModeSa &child = ike.quickModeSas.constFirst();
        QCOMPARE(child.localEndpoint, u"52.180.160.154"_s);
        QCOMPARE(child.remoteEndpoint, u"104.208.54.1"_s);
        QCOMPARE(child.encryption, u"GCMAES256"_s);
        QCOMPARE(child.integrity, u"GCMAES256"_s);
        QCOMPARE(child.pfsGroup, u"PFS14"_s);
        QCOMPARE(child.inboundSpi, 4'294'967'295U);
        QCOMPARE(child.outboundSpi, 17U);
        QCOMPARE(child.localSelectors, QStringList{u"10.0.0.0/16"_s});
        QCOMPARE(child.remoteSelectors, (QStringList{u"10.2.0.0/16"_s, u"10.3.0.0/16"_s}));
        QCOMPARE(child.lifetimeKilobytes, 102'400'000U);
        QCOMPARE(child.lifetime, 27'000s);
        QCOMPARE(child.age, 3'000s);
        QVERIFY(!child.isInitiator);
    }

    void everyWrappingIsRead_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("text in JSON") << quoted(wrapped(list));
        QTest::newRow("the quotes within are not escaped") << '"' + wrapped(list) + '"';
        QTest::newRow("twice text") << quoted(quoted(wrapped(list)));
        QTest::newRow("no text") << wrapped(list);
        QTest::newRow("the list alone, as text") << quoted(list);
        QTest::newRow("the list alone") << list;
        QTest::newRow("space around it") << "\r\n " + quoted(" " + wrapped(list) + "\n") + '\n';
        QTest::newRow("the cmdlet's own names")
            << wrapped(QByteArray(list)
                           .replace("QuickModeSAs", "quickModeSa")
                           .replace("LocalEndpoint", "localEndpoint")
                           .replace("\"LifetimeSeconds\"", "\"lifeTimeSeconds\""));
        QTest::newRow("numbers as texts")
            << wrapped(QByteArray(list)
                           .replace(":27000,", ":\"27000\",")
                           .replace(":4294967295", ":\"4294967295\"")
                           .replace(":15460013388959380535", ":\"15460013388959380535\""));
    }
    void everyWrappingIsRead()
    {
        QFETCH(const QByteArray, answer);
        const auto sas = readIkeSas(answer);
        QVERIFY2(sas, sas ? "" : qPrintable(sas.error().detail));
        QCOMPARE(*sas, *readIkeSas(quoted(wrapped(list))));
    }

    void noSas_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("Microsoft's example") << QByteArray(R"("{"Status":"Successful","Data":null}")");
        QTest::newRow("an empty list") << quoted(wrapped("[]"));
        QTest::newRow("an empty list alone") << QByteArray("\"[]\"");
        QTest::newRow("succeeded") << QByteArray(R"({"status":"Succeeded","data":null})");
    }
    void noSas()
    {
        QFETCH(const QByteArray, answer);
        const auto sas = readIkeSas(answer);
        QVERIFY(sas);
        QVERIFY(sas->isEmpty());
    }

    void badAnswersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("an empty text") << QByteArray("\"\"");
        QTest::newRow("one quote") << QByteArray("\"");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("a page of a proxy") << QByteArray("<html>");
        QTest::newRow("cut") << quoted(wrapped(list)).left(200);
        QTest::newRow("another thing") << QByteArray(R"({"id":"/x"})");
        QTest::newRow("Azure could not") << quoted(R"({"Status":"Failed","Data":null})");
        QTest::newRow("no list") << quoted(wrapped("{}"));
        QTest::newRow("a list of texts") << QByteArray(R"(["a"])");
    }
    void badAnswersAreRefused()
    {
        QFETCH(const QByteArray, answer);
        const auto sas = readIkeSas(answer);
        QVERIFY(!sas);
        QCOMPARE(sas.error().kind, ErrorKind::Protocol);
        QVERIFY(!sas.error().text.isEmpty());
    }

    void whatIsNotToldIsEmpty()
    {
        const auto sas = readIkeSas(R"([{"QuickModeSAs":[{"InboundSPI":-4,"LifetimeSeconds":1e300,)"
                                    R"("LocalTrafficSelectors":"10.0.0.0/16"},7]},{"DhGroup":null}])");
        QVERIFY(sas);
        QCOMPARE(sas->size(), 2);
        QCOMPARE(sas->at(0).quickModeSas.size(), 1);
        QuickModeSa child;
        child.localSelectors = {u"10.0.0.0/16"_s};
        QCOMPARE(sas->at(0).quickModeSas.constFirst(), child);
        QCOMPARE(sas->at(1), MainModeSa());
    }

    void isAskedAsALongOperation()
    {
        ArmFixture f(network(quoted(wrapped(list))));
        const auto sas = resultOf(new GetIkeSasJob(f.client, connection));
        QVERIFY2(sas, sas ? "" : qPrintable(sas.error().text));
        QCOMPARE(*sas, *readIkeSas(list));
        QCOMPARE(f.sent(), 3);
        QCOMPARE(f.transport.requests[0].method, QByteArray("POST"));
        QCOMPARE(f.transport.requests[0].url.path(), connection + u"/getikesas"_s);
        QCOMPARE(f.transport.requests[2].url.toEncoded(), result);
    }

    void readersMayNot()
    {
        ArmFixture f([](const HttpRequest &) {
            return ScriptedTransport::json(403, R"({"error":{"code":"AuthorizationFailed","message":"no"}})");
        });
        const auto sas = resultOf(new GetIkeSasJob(f.client, connection));
        QVERIFY(!sas);
        QCOMPARE(sas.error().kind, ErrorKind::Forbidden);
        QCOMPARE(f.sent(), 1);
    }

    void cancelTimeoutAndDestruction()
    {
        ArmFixture f([](const HttpRequest &request) -> ScriptedTransport::Answer {
            if (request.method == "POST")
                return ScriptedTransport::json(202, {}, {{"Location", result}});
            return ScriptedTransport::json(202, {});
        });
        auto *cancelled = new GetIkeSasJob(f.client, connection, &f.client);
        cancelled->keep();
        cancelled->start();
        QTRY_VERIFY(f.sent() > 2);
        cancelled->cancel();
        QTRY_VERIFY(cancelled->isFinished());
        QCOMPARE(cancelled->error()->kind, ErrorKind::Cancelled);
        const int sent = f.sent();
        QTest::qWait(20);
        QCOMPARE(f.sent(), sent);

        auto *late = new GetIkeSasJob(f.client, connection, &f.client);
        late->setDeadline(30ms);
        const auto outcome = resultOf(late);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::TimedOut);

        auto *destroyed = new GetIkeSasJob(f.client, connection, &f.client);
        const QSignalSpy finished(destroyed, &Job::finished);
        destroyed->start();
        const int before = f.sent();
        QTRY_VERIFY(f.sent() > before + 1);
        delete destroyed;
        const int after = f.sent();
        QTest::qWait(20);
        QCOMPARE(f.sent(), after);
        QCOMPARE(finished.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestIkeSas)
#include "tst_ikesas.moc"
