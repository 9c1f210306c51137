// kill -9 at random moments of a 20-node start: afterwards every operation is told finished or failed,
// rightly.

#include "tests/app/skybroctl/ctlprocess.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSkybroctlKilled : public QObject
{
    Q_OBJECT

private slots:
    void everyOperationIsToldRightly()
    {
        constexpr int rounds = 8;
        QRandomGenerator random(9);
        int succeeded = 0;
        int failed = 0;
        // On a busy machine all of them may die before their first request: then later, until one got as far.
        for (int round = 0; round < rounds || (succeeded == 0 && round < 3 * rounds); ++round) {
            const Sim sim({u"--nodes"_s, u"30"_s, u"--operation-time"_s, u"1500"_s, u"--latency"_s, u"40"_s,
                           u"--seed"_s, QString::number(round + 1)});
            const QTemporaryDir home;
            const Ctl ctl(home.path());
            const QStringList site{u"--site"_s, sim.site(), u"--json"_s};
            const auto process = ctl.start(site + QStringList{u"start"_s, u"cloud[007-026]"_s});
            // From before the first request to the middle of the operations.
            const int late = std::max(0, round - rounds + 1) * 1000;
            process->waitForFinished(static_cast<int>(random.bounded(300, 1700)) + late);
            process->kill();
            process->waitForFinished();

            const Ended told = ctl.run(site + QStringList{u"operations"_s});
            QCOMPARE(told.code, 0);
            QHash<QString, QString> states;
            const QJsonArray nodes = ctl.run(site + QStringList{u"nodes"_s}).json()[u"nodes"_s].toArray();
            for (const QJsonValue &node : nodes)
                states.insert(node[u"name"_s].toString(), node[u"powerState"_s].toString());
            const QJsonArray operations = told.json()[u"operations"_s].toArray();
            QVERIFY2(operations.isEmpty() || operations.size() == 20, qPrintable(told.out));
            for (const QJsonValue &operation : operations) {
                const QString node = operation[u"node"_s].toString();
                const QString state = operation[u"state"_s].toString();
                const QByteArray what =
                    u"round %1: %2 %3, %4"_s.arg(QString::number(round), node, state, states.value(node))
                        .toUtf8();
                if (state == u"succeeded") {
                    QVERIFY2(states.value(node) == u"running", what.constData());
                    ++succeeded;
                } else {
                    QVERIFY2(state == u"failed" && !operation[u"error"_s][u"message"_s].toString().isEmpty(),
                             what.constData());
                    QVERIFY2(states.value(node) != u"running", what.constData());
                    ++failed;
                }
            }
            for (const QString &other : {u"cloud027"_s, u"cloud028"_s, u"cloud030"_s})
                QVERIFY(states.value(other) != u"starting");
        }
        qInfo("%d told as done, %d as failed", succeeded, failed);
        QVERIFY(succeeded > 0);
    }
};

QTEST_GUILESS_MAIN(TestSkybroctlKilled)
#include "tst_skybroctlkilled.moc"
