#include "azuretest.h"
#include "models/simulator/statefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro::sim;

class StateFileTest : public QObject
{
    Q_OBJECT

private slots:
    void operationsSurviveARestart()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"state.json"_s);
        TestAzure first;
        first.azure.world().failures.push_back(
            {u"cloud007"_s, u"start"_s, {409, u"AllocationFailed"_s, u"No room."_s}, 1});
        const Response good = first.ask("POST", first.vm(u"cloud004"_s) + u"/start"_s);
        const Response bad = first.ask("POST", first.vm(u"cloud007"_s) + u"/start"_s);
        first.azure.advance(std::chrono::seconds(2));
        StateFile file(first.azure.world(), path);
        QVERIFY(file.writeIfChanged());
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        Azure second(Settings{.seed = 99});
        const auto read = StateFile::read(second.world(), path);
        QVERIFY(read && *read);
        QCOMPARE(second.world().now(), first.azure.world().now());
        QCOMPARE(second.world().subscription, first.azure.world().subscription);
        QCOMPARE(second.world().chanceState(), first.azure.world().chanceState());
        const auto ask = [&](const QByteArray &link) {
            return second.handle(Request::make(
                "GET", QByteArray(link).replace("https://sim.test", ""),
                {Header("Authorization", "Bearer " + first.token), Header("Host", "sim.test")}));
        };
        QCOMPARE(ask(good.header("Azure-AsyncOperation")).json()[u"status"_s].toString(), u"InProgress"_s);
        second.advance(std::chrono::seconds(9));
        QCOMPARE(ask(good.header("Azure-AsyncOperation")).json()[u"status"_s].toString(), u"Succeeded"_s);
        QCOMPARE(ask(bad.header("Azure-AsyncOperation")).json()[u"error"_s].toObject()[u"code"_s].toString(),
                 u"AllocationFailed"_s);
        QVERIFY(ask(first.vm(u"cloud004"_s).toUtf8() + "/instanceView?api-version=2022-08-01")
                    .body.contains("PowerState/running"));
        // and addresses in use are known again
        QVERIFY(!second.world().addresses.isEmpty());
    }

    void writesOnlyWhatChanged()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"state.json"_s);
        TestAzure sim;
        StateFile file(sim.azure.world(), path);
        QVERIFY(file.writeIfChanged());
        QVERIFY(QFile::remove(path));
        (void)sim.ask("GET", sim.group());
        QVERIFY(file.writeIfChanged());
        QVERIFY(!QFile::exists(path));
        (void)sim.ask("POST", sim.vm(u"cloud004"_s) + u"/start"_s);
        QVERIFY(file.writeIfChanged());
        QVERIFY(QFile::exists(path));
    }

    void refusesWhatIsNoState()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"state.json"_s);
        Azure azure;
        QVERIFY(StateFile::read(azure.world(), path).value_or(true) == false);
        for (const QByteArray &text :
             {QByteArray("nonsense"), QByteArray("{}"), QByteArray(R"({"version": 99})")}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            QVERIFY(!StateFile::read(azure.world(), path));
        }
    }
};

QTEST_GUILESS_MAIN(StateFileTest)
#include "tst_statefile.moc"
