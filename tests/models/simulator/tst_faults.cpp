#include "azuretest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

class FaultsTest : public QObject
{
    Q_OBJECT

private:
    static QJsonObject rules(const QByteArray &text)
    {
        return {{u"rules"_s, QJsonDocument::fromJson('[' + text + ']').array()}};
    }

private slots:
    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("none") << QByteArray("");
        QTest::newRow("unknown key") << QByteArray("{\"pth\": \"x\"}");
        QTest::newRow("unknown effect") << QByteArray("{\"effect\": \"fire\"}");
        QTest::newRow("bad pattern") << QByteArray("{\"path\": \"(\"}");
    }
    void refusesNonsense()
    {
        QFETCH(QByteArray, text);
        Faults faults;
        const auto read = faults.read(rules(text));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, skybro::ErrorKind::Invalid);
    }

    void strikesTheNth()
    {
        TestAzure sim;
        const auto json = rules(
            "{\"method\": \"get\", \"path\": \"/rg-hpc$\", \"nth\": 2, \"status\": 503, \"body\": "
            "{\"error\": {\"code\": \"ServerBusy\"}}, \"headers\": {\"Retry-After\": \"2\"}, \"delay\": 70}");
        QVERIFY(sim.azure.faults().read(json));
        QCOMPARE(sim.ask("GET", sim.group()).status, 200);
        const Response struck = sim.ask("GET", sim.group());
        QCOMPARE(struck.status, 503);
        QCOMPARE(errorCode(struck), u"ServerBusy"_s);
        QCOMPARE(struck.header("Retry-After"), "2");
        QCOMPARE(struck.verdict.delay.count(), 70);
        QCOMPARE(sim.ask("GET", sim.group()).status, 200);
    }

    void effects_data()
    {
        using Delivery = Verdict::Delivery;
        QTest::addColumn<QByteArray>("effect");
        QTest::addColumn<int>("delivery");
        QTest::addColumn<bool>("done");
        const auto row = [](const char *effect, Delivery delivery, bool done) {
            QTest::newRow(effect) << QByteArray(effect) << static_cast<int>(delivery) << done;
        };
        row("reset-before", Delivery::Reset, false);
        row("reset-after", Delivery::Reset, true);
        row("hang", Delivery::Hang, false);
        row("hang-after", Delivery::Hang, true);
        row("truncated", Delivery::Truncated, true);
        row("garbage", Delivery::Garbage, true);
        row("drip", Delivery::Drip, true);
        row("none", Delivery::Whole, true);
        row("expired-token", Delivery::Whole, false);
        row("redirect", Delivery::Whole, false);
    }
    void effects()
    {
        QFETCH(QByteArray, effect);
        QFETCH(bool, done);
        TestAzure sim;
        const QJsonObject rule{{u"path"_s, u"/start$"_s},
                               {u"times"_s, 1},
                               {u"location"_s, u"https://elsewhere.test/"_s},
                               {u"effect"_s, QString::fromLatin1(effect)}};
        QVERIFY(sim.azure.faults().read({{u"rules"_s, QJsonArray{rule}}}));
        const Response response = sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        QTEST(static_cast<int>(response.verdict.delivery), "delivery");
        if (effect == "redirect")
            QCOMPARE(response.header("Location"), "https://elsewhere.test/");
        if (effect == "expired-token")
            QCOMPARE(response.status, 401);
        sim.azure.advance(std::chrono::seconds(9));
        QCOMPARE(sim.power(u"cloud004"_s), done ? u"running"_s : u"deallocated"_s);
        QCOMPARE(sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s).verdict.delivery,
                 Verdict::Delivery::Whole);
    }

    void chanceIsSeeded()
    {
        const auto run = [](quint64 seed) {
            Faults faults(seed);
            (void)faults.read(rules("{\"path\": \"x\", \"probability\": 0.3, \"status\": 500}"));
            QByteArray pattern;
            for (int i = 0; i < 100; ++i)
                pattern += faults.strike(Request::make("GET", "/x")) ? '1' : '0';
            return pattern;
        };
        QCOMPARE(run(1), run(1));
        QVERIFY(run(1) != run(2));
        QVERIFY(run(1).count('1') > 15 && run(1).count('1') < 45);
    }

    void latencyIsPassedOn()
    {
        Settings settings;
        settings.latency = std::chrono::milliseconds(20);
        TestAzure sim(1, settings);
        QCOMPARE(sim.ask("GET", sim.group()).verdict.delay.count(), 20);
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
