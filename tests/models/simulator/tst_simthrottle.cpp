#include "azuretest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

class ThrottleTest : public QObject
{
    Q_OBJECT

private slots:
    void readsRunOutAndComeBack()
    {
        TestAzure sim;
        int allowed = 0;
        Response response = sim.ask("GET", sim.group());
        while (response.status == 200 && allowed < 1000) {
            ++allowed;
            response = sim.ask("GET", sim.group());
        }
        QCOMPARE(allowed, 250);
        QCOMPARE(response.status, 429);
        QCOMPARE(errorCode(response), u"SubscriptionRequestsThrottled"_s);
        QCOMPARE(response.header("x-ms-ratelimit-remaining-subscription-reads"), "0");
        const int wait = response.header("Retry-After").toInt();
        QVERIFY(wait >= 1);
        sim.azure.advance(std::chrono::seconds(wait));
        QCOMPARE(sim.ask("GET", sim.group()).status, 200);
    }

    void oneVmTwelveTimes()
    {
        TestAzure sim;
        for (int i = 0; i < 12; ++i)
            QCOMPARE(sim.ask("POST", sim.vm(u"cloud004"_s) + (i % 2 ? u"/start"_s : u"/deallocate"_s)).status,
                     202);
        const Response response = sim.ask("POST", sim.vm(u"CLOUD004"_s) + u"/start"_s);
        QCOMPARE(response.status, 429);
        QVERIFY(response.body.contains("VMLevelThrottling"));
        QCOMPARE(response.header("Retry-After"), "15"); // four a minute
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud005"_s) + u"/start"_s).status, 202);
    }

    void writesOfManyVms()
    {
        TestAzure sim(300);
        int accepted = 0;
        QByteArray remaining;
        for (int i = 0; i < 300; ++i) {
            const Response response =
                sim.ask("POST", sim.vm(u"cloud%1"_s.arg(i + 1, 3, 10, QLatin1Char('0'))) + u"/deallocate"_s);
            accepted += response.status == 202 ? 1 : 0;
            remaining = response.header("x-ms-ratelimit-remaining-resource");
        }
        QCOMPARE(accepted, 200); // Resource Manager's bucket of writes
        QVERIFY(remaining.startsWith("Microsoft.Compute/DeallocateVM;"));
    }

    void canBeSwitchedOff()
    {
        Settings settings;
        settings.throttling = false;
        TestAzure sim(1, settings);
        for (int i = 0; i < 400; ++i)
            QCOMPARE(sim.ask("GET", sim.group()).status, 200);
    }
};

QTEST_GUILESS_MAIN(ThrottleTest)
#include "tst_simthrottle.moc"
