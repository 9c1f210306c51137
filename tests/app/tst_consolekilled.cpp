// kill -9 of the console at random moments of a 20-node start: the next one tells of every operation that it
// was done or failed, rightly.

#include "app/skybro/console.h"
#include "models/base/journal.h"
#include "models/fleet/cluster.h"
#include "models/fleet/powercontrol.h"
#include "tests/support/simprocess.h"

#include <QApplication>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace skybro;
using namespace Qt::StringLiterals;

namespace {

constexpr int started = 20;

QStringList restingNodes(const fleet::Fleet &fleet)
{
    QStringList ids;
    for (const fleet::Node &node : fleet.nodes()) {
        if (node.powerState == fleet::PowerState::Deallocated && ids.size() < started)
            ids.append(node.id);
    }
    return ids;
}

/// The console that will be killed: opens the site, starts the nodes as its page does, and says so.
int beVictim(QApplication &app, const QString &site)
{
    console::Console console;
    console.window()->show();
    console.openSite(site);
    if (!console.cluster())
        return 1;
    fleet::PowerControl *power = console.cluster()->power();
    const fleet::Fleet *fleet = console.cluster()->fleet();
    bool begun = false;
    QObject::connect(fleet, &fleet::Fleet::freshnessChanged, &app, [&] {
        const QStringList ids = restingNodes(*fleet);
        if (begun || ids.size() < started)
            return;
        begun = true;
        if (power->apply(power->plan(fleet::PowerAction::Start, ids)))
            std::puts("begun");
        std::fflush(stdout);
    });
    return QApplication::exec();
}

} // namespace

class ConsoleKilledTest : public QObject
{
    Q_OBJECT

private slots:
    void everyOperationIsToldRightly()
    {
        QRandomGenerator random(12);
        int succeeded = 0;
        for (int round = 0; round < 6; ++round) {
            const QTemporaryDir home;
            for (const char *name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
                qputenv(name, (home.path() + u'/' + QLatin1StringView(name)).toUtf8());
            const QString site = home.filePath(u"killed.yaml"_s);
            const auto sim = test::SimProcess::start(
                QStandardPaths::findExecutable(u"skybro-sim"_s, {QStringLiteral(SKYBRO_BIN)}),
                {u"--nodes"_s, u"40"_s, u"--operation-time"_s, u"1500"_s, u"--latency"_s, u"40"_s,
                 u"--seed"_s, QString::number(round + 1), u"--tls-dir"_s, home.filePath(u"tls"_s),
                 u"--write-site"_s, site});
            QVERIFY(sim);

            QProcess victim;
            victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            victim.start(QCoreApplication::applicationFilePath(), {u"--victim"_s, site});
            QTRY_VERIFY(victim.canReadLine());
            // From before the first request to when Azure is done with some.
            victim.waitForFinished(static_cast<int>(random.bounded(1, 2200)));
            victim.kill();
            QVERIFY(victim.waitForFinished(test::patienceMs));

            console::Console next;
            next.window()->show();
            next.openSite(site);
            QVERIFY(next.cluster());
            const auto journal = Journal::open(Journal::defaultPath());
            QVERIFY(journal);
            QTRY_VERIFY(std::ranges::all_of((*journal)->recent(), [](const Operation &operation) {
                return isFinished(operation.state);
            }));
            const QList<Operation> told = (*journal)->recent();
            QCOMPARE(told.size(), started);
            for (const Operation &operation : told) {
                const QByteArray what =
                    u"round %1: %2 is %3"_s
                        .arg(QString::number(round), operation.targetName, toWord(operation.state))
                        .toUtf8();
                if (operation.state == OperationState::Succeeded) {
                    ++succeeded;
                    QTRY_VERIFY2(stateOf(next, operation.target) == fleet::PowerState::Running,
                                 what.constData());
                } else {
                    QVERIFY2(operation.state == OperationState::Failed && operation.error, what.constData());
                    QVERIFY2(stateOf(next, operation.target) != fleet::PowerState::Running, what.constData());
                }
            }
        }
        QVERIFY(succeeded > 0);
    }

private:
    static fleet::PowerState stateOf(console::Console &console, const QString &id)
    {
        const fleet::Node *node = console.cluster()->fleet()->find(id);
        return node ? node->powerState : fleet::PowerState::Unknown;
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == "--victim"_L1)
        return beVictim(app, arguments.at(2));
    ConsoleKilledTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_consolekilled.moc"
