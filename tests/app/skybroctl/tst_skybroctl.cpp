// The real skybroctl against the real skybro-sim: exit codes, what is printed where, bad input.

#include "tests/app/skybroctl/ctlprocess.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSkybroctl : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<Sim> m_sim;

    [[nodiscard]] Ctl ctl() const { return Ctl(m_home.path()); }
    [[nodiscard]] Ended run(const QStringList &arguments) const
    {
        return ctl().run(QStringList{u"--site"_s, m_sim->site()} + arguments);
    }
    [[nodiscard]] QString stateOf(const QString &name) const
    {
        const Ended ended = run({u"--json"_s, u"nodes"_s, name});
        return ended.json()[u"nodes"_s].toArray().at(0)[u"powerState"_s].toString();
    }

    /// Whether all of cloud[007-020] begin to start. Not by QTRY_VERIFY: each look is a program of its own,
    /// and takes longer than the time that the macro counts for it.
    static bool areTaken(const Ctl &own, const QStringList &site, QProcess &start)
    {
        const QDeadlineTimer deadline(patience);
        Ended looked;
        while (!deadline.hasExpired()) {
            looked = own.run(site + QStringList{u"--json"_s, u"nodes"_s, u"cloud[007-020]"_s});
            const QJsonArray nodes = looked.json()[u"nodes"_s].toArray();
            const bool taken =
                nodes.size() == 14 && std::none_of(nodes.begin(), nodes.end(), [](const QJsonValue &node) {
                    return node[u"powerState"_s].toString() == u"deallocated";
                });
            if (taken)
                return true;
            QTest::qWait(250);
        }
        start.waitForFinished(0);
        qWarning("%s", qPrintable(looked.out + looked.err));
        qWarning("start: state %d, code %d: %s%s", start.state(), start.exitCode(),
                 start.readAllStandardOutput().constData(), start.readAllStandardError().constData());
        return false;
    }

private slots:
    void initTestCase()
    {
        m_sim = std::make_unique<Sim>(QStringList{u"--nodes"_s, u"12"_s, u"--operation-time"_s, u"600"_s});
    }

    void usageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const QStringList &arguments, const QString &says) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << says;
        };
        row({}, u"Which command"_s);
        row({u"fly"_s}, u"no command"_s);
        row({u"start"_s}, u"Which nodes"_s);
        row({u"start"_s, u"cloud[001-"_s}, u"1"_s);
        row({u"start"_s, u"cloud[9-1]"_s}, u"9"_s);
        row({u"start"_s, u"cloud[1-10000000]"_s}, u"100"_s);
        row({u"start"_s, u"--all"_s, u"cloud001"_s}, u"--all"_s);
        row({u"start"_s, u"--keep-allocated"_s, u"cloud001"_s}, u"--keep-allocated"_s);
        row({u"nodes"_s, u"--no-wait"_s}, u"--no-wait"_s);
        row({u"start"_s, u"--timeout"_s, u"soon"_s, u"cloud001"_s}, u"--timeout"_s);
        row({u"start"_s, u"--timeout"_s, u"0"_s, u"cloud001"_s}, u"--timeout"_s);
        row({u"start"_s, u"--nonsense"_s, u"cloud001"_s}, u"nonsense"_s);
        row({u"operations"_s, u"cloud001"_s}, u"operations"_s);
    }
    void usageIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), qPrintable(ended.err));
        QVERIFY(ended.out.isEmpty());
    }

    void siteFileErrorsNameThePlace()
    {
        const Ended missing = ctl().run({u"--site"_s, u"/no/such.yaml"_s, u"nodes"_s});
        QCOMPARE(missing.code, 2);
        QVERIFY(missing.err.contains(u"/no/such.yaml"_s));
        const QString bad = m_sim->siteWith(u"  tenant:"_s, u"  tennant:"_s);
        const Ended unknown = ctl().run({u"--site"_s, bad, u"nodes"_s});
        QCOMPARE(unknown.code, 2);
        QVERIFY2(unknown.err.contains(bad + u':'), qPrintable(unknown.err));
        QCOMPARE(ctl().run({u"nodes"_s}).code, 2); // no site at all
    }

    /// Qt's own option of that name started a simulator.
    void noHelpAll_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("skybroctl") << QStringLiteral(SKYBROCTL) << QStringList();
        QTest::newRow("setup") << QStringLiteral(SKYBROCTL) << QStringList{u"setup"_s};
        QTest::newRow("inventory") << QStringLiteral(SKYBROCTL) << QStringList{u"inventory"_s};
        QTest::newRow("tunnel config") << QStringLiteral(SKYBROCTL) << QStringList{u"tunnel"_s, u"config"_s};
        QTest::newRow("skybro-sim") << QStringLiteral(SKYBRO_SIM) << QStringList();
    }
    void noHelpAll()
    {
        QFETCH(const QString, program);
        QFETCH(const QStringList, words);
        for (const QString &option : {u"--help"_s, u"-h"_s}) {
            const Ended help = ctl().runAs(program, words + QStringList{option});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains(u"-h, --help"), qPrintable(help.out));
            QVERIFY2(!help.out.contains(u"help-all"), qPrintable(help.out));
        }
        const Ended all = ctl().runAs(program, words + QStringList{u"--help-all"_s});
        QCOMPARE(all.code, 2);
        QVERIFY2(all.err.contains(u"'help-all'"), qPrintable(all.err));
    }

    void helpAndVersion()
    {
        QVERIFY(ctl().run({u"--help"_s}).out.contains(u"--ignore-missing"));
        QCOMPARE(ctl().run({u"--version"_s}).code, 0);
        QVERIFY(ctl().run({u"--version"_s}).out.startsWith(u"skybroctl "));
    }

    void showsNodes()
    {
        const Ended plain = run({u"nodes"_s, u"cloud[001-002]"_s});
        QCOMPARE(plain.code, 0);
        const QStringList lines = plain.out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.at(0).split(u'\t').at(0), u"cloud001"_s);
        QCOMPARE(lines.at(0).split(u'\t').at(1), u"running"_s);

        const Ended json = run({u"--json"_s, u"nodes"_s});
        const QJsonArray nodes = json.json()[u"nodes"_s].toArray();
        QCOMPARE(nodes.size(), 12);
        const QStringList keys = nodes.at(0).toObject().keys();
        for (const QString &key : {u"name"_s, u"id"_s, u"resourceGroup"_s, u"location"_s, u"size"_s,
                                   u"powerState"_s, u"provisioningState"_s, u"privateIp"_s, u"publicIp"_s,
                                   u"subnet"_s, u"vnet"_s, u"priority"_s, u"osType"_s, u"tags"_s})
            QVERIFY2(keys.contains(key), qPrintable(key));
        QVERIFY(nodes.at(0)[u"privateIp"_s].toString().startsWith(u"10."));
        QVERIFY(QDateTime::fromString(json.json()[u"asOf"_s].toString(), Qt::ISODate).isValid());
        QVERIFY(nodes.at(0)[u"pricePerHour"_s].isNull());
        const Ended priced = run({u"--json"_s, u"nodes"_s, u"--prices"_s, u"cloud001"_s});
        QVERIFY(priced.json()[u"nodes"_s][0][u"pricePerHour"_s].toDouble() > 0);
    }

    void terminalGetsAlignedColumns()
    {
        if (QStandardPaths::findExecutable(u"script"_s).isEmpty())
            QSKIP("package bsdutils (script) is not installed");
        const Ended ended =
            ctl().runOnTerminal({u"--site"_s, m_sim->site(), u"nodes"_s, u"cloud[001-002]"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.out.startsWith(u"NAME"));
        QVERIFY(!ended.out.contains(u'\t'));
        const Ended start = ctl().runOnTerminal({u"--site"_s, m_sim->site(), u"start"_s, u"cloud012"_s});
        QCOMPARE(start.code, 0);
        QVERIFY(start.out.contains(u"\x1b[K"_s)); // a line renewed in place
        QVERIFY(!run({u"start"_s, u"cloud012"_s}).out.contains(u'\x1b'));
    }

    void startsAndStops()
    {
        const Ended start = run({u"--json"_s, u"start"_s, u"cloud[001,004-005]"_s});
        QCOMPARE(start.code, 0);
        const QJsonArray results = start.json()[u"results"_s].toArray();
        QCOMPARE(results.size(), 3);
        QCOMPARE(results.at(0)[u"outcome"_s].toString(), u"already"_s);
        QCOMPARE(results.at(1)[u"outcome"_s].toString(), u"done"_s);
        QVERIFY(results.at(1)[u"error"_s].isNull());
        QCOMPARE(stateOf(u"cloud005"_s), u"running"_s);

        QCOMPARE(run({u"stop"_s, u"--keep-allocated"_s, u"cloud005"_s}).code, 0);
        QCOMPARE(stateOf(u"cloud005"_s), u"stopped"_s);
        const Ended stop = run({u"stop"_s, u"cloud[004-005]"_s});
        QCOMPARE(stop.code, 0);
        QVERIFY2(stop.out.contains(u"cloud005: deallocated\n"), qPrintable(stop.out));
        QCOMPARE(stateOf(u"cloud005"_s), u"deallocated"_s);

        const Ended restart = run({u"restart"_s, u"cloud[001,005]"_s});
        QCOMPARE(restart.code, 1); // 005 is off
        QVERIFY(restart.err.contains(u"cloud005"_s));
        QVERIFY(restart.out.contains(u"cloud001: restarted"_s));
    }

    void noSuchNodeLeavesTheOthersAlone()
    {
        const Ended ended = run({u"start"_s, u"cloud[008,900-901]"_s});
        QCOMPARE(ended.code, 4);
        QVERIFY2(ended.err.contains(u"cloud[900-901]"), qPrintable(ended.err));
        QCOMPARE(stateOf(u"cloud008"_s), u"deallocated"_s);
        QCOMPARE(run({u"nodes"_s, u"nobody"_s}).code, 4);
        QCOMPARE(run({u"start"_s, u"--ignore-missing"_s, u"cloud[008,900]"_s}).code, 0);
        QCOMPARE(stateOf(u"cloud008"_s), u"running"_s);
    }

    void noWaitComesBackAtOnceAndIsNotForgotten()
    {
        const Ended ended = run({u"--json"_s, u"start"_s, u"--no-wait"_s, u"cloud009"_s});
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.json()[u"results"_s][0][u"outcome"_s].toString(), u"accepted"_s);
        const Ended operations = run({u"--json"_s, u"operations"_s});
        QCOMPARE(operations.code, 0);
        const QJsonObject last = operations.json()[u"operations"_s][0].toObject();
        QCOMPARE(last[u"node"_s].toString(), u"cloud009"_s);
        QCOMPARE(last[u"state"_s].toString(), u"succeeded"_s);
    }

    void interruptLeavesAzureAtIt()
    {
        const Sim slow({u"--nodes"_s, u"60"_s, u"--operation-time"_s, u"8000"_s, u"--latency"_s, u"30"_s});
        const QTemporaryDir home;
        const Ctl own(home.path());
        const QStringList site{u"--site"_s, slow.site()};
        const auto process = own.start(site + QStringList{u"start"_s, u"cloud[007-020]"_s});
        QVERIFY(areTaken(own, site, *process));
        // Azure has taken all of them on; then the user loses patience.
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        const Ended ended = Ctl::wait(*process);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains(u"Azure goes on"), qPrintable(ended.err));
        const QJsonArray operations =
            own.run(site + QStringList{u"--json"_s, u"operations"_s}).json()[u"operations"_s].toArray();
        QCOMPARE(operations.size(), 14);
        for (const QJsonValue &operation : operations)
            QCOMPARE(operation[u"state"_s].toString(), u"succeeded"_s);
    }

    void timeoutNamesWhatGoesOn()
    {
        const Sim slow({u"--nodes"_s, u"8"_s, u"--operation-time"_s, u"60000"_s});
        const QTemporaryDir home;
        const Ended ended = Ctl(home.path())
                                .run({u"--site"_s, slow.site(), u"--json"_s, u"start"_s, u"--timeout"_s,
                                      u"6"_s, u"cloud005"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.err.contains(u"Azure goes on"));
        QCOMPARE(ended.json()[u"results"_s][0][u"outcome"_s].toString(), u"accepted"_s);
    }

    void wrongSecretIsNotSignedIn()
    {
        QFile secret(m_sim->file(u"wrong"_s));
        QVERIFY(secret.open(QFile::WriteOnly));
        secret.write("not the secret\n");
        secret.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        secret.close();
        const QString site = m_sim->siteWith(m_sim->site() + u".secret"_s, secret.fileName());
        const Ended ended = ctl().run({u"--site"_s, site, u"nodes"_s});
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.err.contains(u"AADSTS"), qPrintable(ended.err));
        QVERIFY(!ended.err.contains(u"not the secret"));
    }

    void strangeCertificateIsRefused()
    {
        const Sim other;
        const QString site =
            m_sim->siteWith(m_sim->ready()[u"ca"_s].toString(), other.ready()[u"ca"_s].toString());
        const Ended ended = ctl().run({u"--site"_s, site, u"nodes"_s});
        QVERIFY(ended.code == 1 || ended.code == 3);
        QVERIFY2(ended.err.contains(u"certificate"), qPrintable(ended.err));
    }

    void nobodyAnswers()
    {
        Sim gone;
        gone.stop();
        const Ended ended = ctl().run({u"--site"_s, gone.site(), u"start"_s, u"cloud005"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.err.contains(u"127.0.0.1"));
        QVERIFY(run({u"--json"_s, u"operations"_s}).code == 0); // and nothing was left to be taken up
    }

    void damagedJournalIsSetAside()
    {
        const QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath(u"state/skybro"_s));
        QFile journal(home.filePath(u"state/skybro/journal.sqlite"_s));
        QVERIFY(journal.open(QFile::WriteOnly));
        journal.write(QByteArray(5000, 'x'));
        journal.close();
        const Ended ended = Ctl(home.path()).run({u"--site"_s, m_sim->site(), u"start"_s, u"cloud001"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains(u"journal.sqlite.damaged-"), qPrintable(ended.err));
    }
};

QTEST_GUILESS_MAIN(TestSkybroctl)
#include "tst_skybroctl.moc"
