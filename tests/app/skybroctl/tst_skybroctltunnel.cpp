// `skybroctl tunnel` against the real skybro-sim and a gateway that is this machine with a daemon of our own
// making: forms, exit codes, and that what one source does not tell hides nothing of the others. The real
// tunnel is judge_tunnel's.

#include "tests/app/skybroctl/ctlprocess.h"
#include "tests/models/tunnel/evidencekit.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <csignal>

using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSkybroctlTunnel : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QTemporaryDir m_bin;
    std::unique_ptr<Sim> m_sim;
    QTcpServer m_node;

    [[nodiscard]] Ctl ctl() const
    {
        Ctl one(m_home.path());
        one.setVariable(u"PATH"_s, m_bin.path() + u':' + qEnvironmentVariable("PATH"));
        return one;
    }
    /// A site whose section `gateway` has these keys.
    [[nodiscard]] QString site(const QString &gateway) const
    {
        return m_sim->siteWith(u"azure:\n"_s, u"gateway: {%1}\nazure:\n"_s.arg(gateway));
    }
    [[nodiscard]] QString probed(const QString &more = {}) const
    {
        return u"host: localhost, probeFrom: here, probe: ['127.0.0.1:%1']%2"_s.arg(m_node.serverPort())
            .arg(more);
    }
    [[nodiscard]] Ended run(const QString &file, const QStringList &arguments = {}) const
    {
        return ctl().run(QStringList{u"--site"_s, file, u"tunnel"_s} + arguments);
    }
    void daemonSays(const QByteArray &script) { writeProgram(m_bin.path(), u"ipsec"_s, script); }
    void daemonIsWell()
    {
        daemonSays("case $* in\n"
                   "--version) echo 'Linux Libreswan 4.10' ;;\n"
                   "*showstates) cat <<'END'\n" +
                   (evidencekit::ikeUp + evidencekit::childUp).toUtf8() +
                   "END\n;;\n"
                   "*--status) cat <<'END'\n" +
                   (evidencekit::loaded + evidencekit::ikeUp + evidencekit::childUp).toUtf8() +
                   "000 Bare Shunt list:\nEND\n;;\nesac\n");
    }

private slots:
    void initTestCase()
    {
        m_sim = std::make_unique<Sim>(QStringList{u"--nodes"_s, u"4"_s});
        writeProgram(m_bin.path(), u"sudo"_s, "[ \"$1\" = -n ] && shift; exec \"$@\"\n");
        // This machine is no gateway.
        writeProgram(
            m_bin.path(), u"cat"_s,
            "case $1 in */ip_forward) echo 1 ;; */rp_filter) echo 0 ;; *) exec /bin/cat \"$@\" ;; esac\n");
        QVERIFY(m_node.listen(QHostAddress::LocalHost));
        connect(&m_node, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_node.nextPendingConnection())
                socket->deleteLater();
        });
    }
    void init() { daemonIsWell(); }

    void usageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const QStringList &arguments, const QString &says) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << says;
        };
        row({u"tunnel"_s, u"cloud001"_s}, u"tunnel takes no nodes"_s);
        row({u"tunnel"_s, u"--json"_s, u"--doctor"_s}, u"One of --json, --doctor and --prometheus"_s);
        row({u"tunnel"_s, u"--json"_s, u"--prometheus"_s}, u"One of --json, --doctor and --prometheus"_s);
        row({u"tunnel"_s, u"--watch"_s, u"--doctor"_s}, u"--watch goes with --json or alone"_s);
        row({u"tunnel"_s, u"--svg"_s, u"x"_s}, u"--svg does not go with tunnel"_s);
        row({u"nodes"_s, u"--watch"_s}, u"--watch does not go with nodes"_s);
        row({u"nodes"_s, u"--accept-new"_s}, u"--accept-new does not go with nodes"_s);
    }
    void usageIsRefused()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, says);
        const Ended ended = ctl().run(QStringList{u"--site"_s, m_sim->site()} + arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), qPrintable(ended.err));
        QVERIFY(ended.out.isEmpty());
    }

    void threeLinesAndWhatFollows()
    {
        const Ended ended = run(site(probed()));
        QVERIFY2(ended.code == 0, qPrintable(ended.err + ended.out));
        QVERIFY(ended.err.isEmpty());
        const QStringList lines = ended.out.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(
            lines[0].startsWith(u"Traffic (0 s ago): 2 of 2 probes to 127.0.0.1 were answered. Round trip"),
            qPrintable(ended.out));
        QVERIFY(lines[1].startsWith(u"The on-premise gateway says (0 s ago): 1 IKE SA up, 1 Child SA up."));
        QVERIFY2(lines[2].contains(u"connection Connected, gateway Succeeded"), qPrintable(ended.out));
        QVERIFY2(lines[2].contains(u"It holds 1 IKE SA (AES256, "), qPrintable(ended.out));
        QCOMPARE(lines[3], u"Traffic passes through the tunnel."_s);
    }

    void tellsOfAGatewayThatHangs()
    {
        daemonSays("exec sleep 60\n");
        const Ended ended = run(site(u"host: localhost"_s), {u"--timeout"_s, u"2"_s});
        QCOMPARE(ended.code, 5);
        QVERIFY2(ended.out.contains(u"\nWhether traffic passes is not known"), qPrintable(ended.out));
    }

    void doctorTellsWhy()
    {
        const Ended ended = run(site(probed()), {u"--doctor"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err + ended.out));
        QCOMPARE(ended.out.count(u"Traffic ("_s), 1); // what it rests on stands above already
        QVERIFY2(ended.out.contains(u"\n  Pre-shared key: on-premise not shown; Azure not shown; same"),
                 qPrintable(ended.out));
        QVERIFY2(ended.out.contains(u"\nBoth ends:\n"), qPrintable(ended.out));
    }

    void json()
    {
        const QString file = site(probed());
        const Ended ended = run(file, {u"--json"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        const QJsonObject json = ended.json();
        QCOMPARE(json[u"tunnel"_s].toString(), u"azure"_s); // the only one that is loaded
        QCOMPARE(json[u"passes"_s], QJsonValue(true));
        QCOMPARE(json[u"azure"_s][u"state"_s].toString(), u"up"_s);
        QCOMPARE(json[u"azure"_s][u"ikeSas"_s].toArray().size(), 1);
        QCOMPARE(json[u"onPremise"_s][u"version"_s].toString(), u"4.10"_s);
        QCOMPARE(json[u"traffic"_s][u"from"_s].toString(), u"this machine"_s);
        QCOMPARE(json[u"parameters"_s].toArray().size(), 14);
        QVERIFY(QFile::exists(m_home.filePath(u"state/skybro/tunnel.sqlite"_s))); // what was seen is kept
    }

    void prometheus()
    {
        const Ended ended = run(site(probed()), {u"--prometheus"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QVERIFY2(ended.out.contains(u"skybro_tunnel_up{tunnel=\"changed\"} 1\n"), qPrintable(ended.out));
        QVERIFY(ended.out.contains(u"skybro_tunnel_azure_connected{tunnel=\"changed\"} 1\n"));
        QVERIFY2(ended.out.contains(u"skybro_tunnel_azure_sas{tunnel=\"changed\",kind=\"ike\"} 1\n"),
                 qPrintable(ended.out));
        QVERIFY(ended.out.contains(u"skybro_tunnel_info{tunnel=\"changed\",connection=\"azure\"} 1\n"));
    }

    /// An alert loses a series that has another label when the gateway can not be read.
    void theLabelStays()
    {
        daemonSays("case $* in\n--version) echo 'Linux Libreswan 4.10' ;;\n"
                   "*) echo 'whack: Pluto is not running' >&2; exit 33 ;;\nesac\n");
        const Ended ended = run(site(probed()), {u"--prometheus"_s});
        QVERIFY2(ended.out.contains(u"skybro_tunnel_gateway_established{tunnel=\"changed\"} 0\n"),
                 qPrintable(ended.out));
        QVERIFY(ended.out.contains(u"skybro_tunnel_azure_connected{tunnel=\"changed\"} 1\n"));
        QVERIFY(!ended.out.contains(u"skybro_tunnel_info"));
    }

    void watchUntilInterrupted()
    {
        const auto process =
            ctl().start({u"--site"_s, site(probed()), u"tunnel"_s, u"--watch"_s, u"--json"_s});
        QByteArray out;
        const auto lines = [&] {
            out += process->readAllStandardOutput();
            return out.count('\n');
        };
        QTRY_VERIFY(lines() >= 2);
        for (const QByteArray &line : out.first(out.lastIndexOf('\n')).split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).object().contains(u"state"_s), line.constData());
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Ctl::wait(*process).code, 0);
    }

    void watchTellsTheCauseOnceItIsKnown_data()
    {
        QTest::addColumn<QStringList>("form");
        QTest::addColumn<QByteArray>("broke");
        QTest::addColumn<QByteArray>("cause");
        QTest::newRow("lines") << QStringList() << QByteArray(" * nothing passes any more\n")
                               << QByteArray(" * The IPsec daemon on localhost is not running.\n");
        QTest::newRow("json") << QStringList{u"--json"_s}
                              << QByteArray("{\"breaks\":0,\"cause\":null,\"event\":\"broke\"")
                              << QByteArray("{\"breaks\":0,\"cause\":\"The IPsec daemon on localhost is not "
                                            "running.\",\"event\":\"explained\"");
    }
    void watchTellsTheCauseOnceItIsKnown()
    {
        QFETCH(const QStringList, form);
        QFETCH(const QByteArray, broke);
        QFETCH(const QByteArray, cause);
        const DeafPort deaf;
        const QString file =
            site(u"host: localhost, probeFrom: here, probe: ['127.0.0.1:%1']"_s.arg(deaf.port()));
        const auto process = ctl().start(QStringList{u"--site"_s, file, u"tunnel"_s, u"--watch"_s} + form);
        QByteArray out;
        const auto says = [&](const QByteArray &text) {
            out += process->readAllStandardOutput();
            return out.contains(text);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(says(broke), out.constData(), 15'000);
        daemonSays("echo 'whack: Pluto is not running' >&2; exit 33\n");
        QTRY_VERIFY2_WITH_TIMEOUT(says(cause), out.constData(), 15'000);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Ctl::wait(*process).code, 1);
    }

    /// Azure does not let us in: the other two say all the same that it works.
    void withoutAzure()
    {
        const QString file = site(probed());
        QFile yaml(file);
        QVERIFY(yaml.open(QFile::ReadWrite));
        const QByteArray text =
            yaml.readAll().replace(m_sim->ready()[u"clientId"_s].toString().toUtf8(), "nobody");
        yaml.seek(0);
        yaml.resize(0);
        yaml.write(text);
        yaml.close();
        const Ended ended = run(file, {u"--json"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QVERIFY(!ended.err.isEmpty());
        QCOMPARE(ended.json()[u"passes"_s], QJsonValue(true));
        QCOMPARE(ended.json()[u"azure"_s][u"state"_s].toString(), u"unknown"_s);
        QVERIFY(!ended.json()[u"azure"_s][u"failure"_s].toString().isEmpty());

        // Nobody else to ask, and nothing to probe.
        yaml.setFileName(file);
        QVERIFY(yaml.open(QFile::WriteOnly));
        QByteArray alone = text;
        alone.replace(probed().toUtf8(), "probe: [no.such.invalid], probeFrom: here");
        yaml.write(alone);
        yaml.close();
        QCOMPARE(run(file).code, 5);
    }

    /// Nobody was asked: that Azure "has not answered yet" was said of it.
    void withoutCredentials()
    {
        const QString file = site(probed());
        QFile yaml(file);
        QVERIFY(yaml.open(QFile::ReadWrite));
        QByteArray text = yaml.readAll().replace("client-secret", "environment");
        text.replace("  clientId:", "#").replace("  secret:", "#");
        yaml.seek(0);
        yaml.resize(0);
        yaml.write(text);
        yaml.close();
        Ctl bare = ctl();
        for (const QString &name : {u"AZURE_CLIENT_ID"_s, u"AZURE_CLIENT_SECRET"_s})
            bare.setVariable(name, QString());
        const Ended told = bare.run({u"--site"_s, file, u"tunnel"_s});
        QVERIFY2(told.code == 0, qPrintable(told.err + told.out)); // probes pass
        const QString why = u"Not set in the environment: AZURE_CLIENT_ID, AZURE_CLIENT_SECRET."_s;
        QCOMPARE(told.err, u"skybroctl: %1\n"_s.arg(why));
        QVERIFY2(told.out.contains(u"\nAzure could not be asked: "_s + why), qPrintable(told.out));
        QVERIFY2(!told.out.contains(u"has not answered yet"), qPrintable(told.out));
        const Ended json = bare.run({u"--site"_s, file, u"tunnel"_s, u"--json"_s});
        QCOMPARE(json.json()[u"azure"_s][u"failure"_s].toString(), why);
    }

    /// A disk that is full, or a home that is read-only, is no reason not to look.
    void nothingCanBeKept()
    {
        Ctl bare = ctl();
        bare.setVariable(u"XDG_STATE_HOME"_s, u"/proc/nowhere"_s);
        bare.setVariable(u"XDG_DATA_HOME"_s, u"/proc/nowhere"_s);
        const Ended told = bare.run({u"--site"_s, site(probed()), u"tunnel"_s});
        QVERIFY2(told.code == 0, qPrintable(told.err + told.out));
        QVERIFY2(told.out.contains(u"\nTraffic passes through the tunnel.\n"), qPrintable(told.out));
        QVERIFY2(told.err.contains(u"The folder of /proc/nowhere/skybro/journal.sqlite cannot be created."),
                 qPrintable(told.err));
    }

    void theOutputCanNotBeWritten()
    {
        const QString file = site(probed());
        for (const QStringList &form : {QStringList{}, QStringList{u"--json"_s},
                                        QStringList{u"--prometheus"_s}, QStringList{u"--watch"_s}}) {
            const Ended full =
                ctl().runInto(u"/dev/full"_s, QStringList{u"--site"_s, file, u"tunnel"_s} + form);
            QVERIFY2(full.code > 0, qPrintable(form.join(u' ')));
            QCOMPARE(full.err, u"skybroctl: the output could not be written: No space left on device.\n"_s);
        }
    }

    void itDoesNotPass()
    {
        const DeafPort deaf;
        daemonSays("case $* in\n--version) echo 'Linux Libreswan 4.10' ;;\n"
                   "*) echo 'whack: Pluto is not running' >&2; exit 33 ;;\nesac\n");
        const Ended ended =
            run(site(u"host: localhost, probeFrom: here, probe: ['127.0.0.1:%1']"_s.arg(deaf.port())));
        QVERIFY2(ended.code == 1, qPrintable(ended.err + ended.out));
        QVERIFY2(ended.out.contains(u"The IPsec daemon on localhost is not running.\n"),
                 qPrintable(ended.out));
        QVERIFY(ended.out.contains(u"\n  # systemctl start ipsec\n"));
    }

    /// Azure is slow to tell why the target is silent: what would be likely without its word is not it.
    void waitsForWhatCouldBeTheCause()
    {
        const QString rule = uR"({"name":"deny-site","properties":{"priority":100,"direction":"Inbound",
            "access":"Deny","protocol":"*","sourceAddressPrefix":"*","sourcePortRange":"*",
            "destinationAddressPrefix":"*","destinationPortRange":"*"}})"_s;
        const QString group =
            uR"({"id":"/subscriptions/%1/resourceGroups/rg-network/providers/Microsoft.Network/networkSecurityGroups/nsg-hpc",
            "name":"nsg-hpc","location":"westeurope","properties":{"securityRules":[%2]}})"_s.arg(
                m_sim->ready()[u"subscription"_s].toString(), rule);
        QTemporaryDir folder;
        QFile faults(folder.filePath(u"faults.json"_s));
        QVERIFY(faults.open(QFile::WriteOnly));
        const QJsonObject slow{
            {u"path"_s, u"/networkSecurityGroups$"_s},
            {u"delay"_s, 8'000},
            {u"status"_s, 200},
            {u"body"_s, QJsonDocument::fromJson(u"{\"value\":[%1]}"_s.arg(group).toUtf8()).object()}};
        faults.write(QJsonDocument(QJsonObject{{u"rules"_s, QJsonArray{slow}}}).toJson());
        faults.close();
        const Sim sim({u"--nodes"_s, u"2"_s, u"--faults"_s, faults.fileName()});
        const QTemporaryDir bin; // where the first node is silent
        writeProgram(bin.path(), u"ping"_s,
                     "for host; do :; done\n"
                     "case $host in\n"
                     "*.4) echo '1 packets transmitted, 0 received, 100% packet loss' ;;\n"
                     "*) echo \"64 bytes from $host: icmp_seq=1 ttl=64 time=0.4 ms\" ;;\nesac\n");
        writeProgram(bin.path(), u"ip"_s, "exit 1\n");
        Ctl one = ctl();
        one.setVariable(u"PATH"_s, bin.path() + u':' + m_bin.path() + u':' + qEnvironmentVariable("PATH"));
        const Ended ended =
            one.run({u"--site"_s,
                     sim.siteWith(u"azure:\n"_s,
                                  u"gateway: {host: localhost, probeFrom: here, networks: [10.2.0.0/16], "
                                  "probe: [cloud001, cloud002]}\nazure:\n"_s),
                     u"tunnel"_s});
        QVERIFY2(ended.code == 1, qPrintable(ended.err + ended.out));
        QVERIFY2(ended.out.contains(u"the network security group of cloud001 forbids it (rule"_s),
                 qPrintable(ended.out));
    }

    void notSure()
    {
        const Ended ended = run(site(u"probe: [no.such.invalid], probeFrom: here"_s), {u"--json"_s});
        QCOMPARE(ended.code, 5);
        QVERIFY(ended.json()[u"passes"_s].isNull());
        QCOMPARE(ended.json()[u"findings"_s][0][u"kind"_s].toString(), u"unknown"_s);
    }

    void sudoWantsAPassword()
    {
        if (geteuid() == 0)
            QSKIP("root needs no sudo");
        writeProgram(m_bin.path(), u"sudo"_s, "echo 'sudo: a password is required' >&2; exit 1\n");
        const Ended ended = run(site(probed()), {u"--json"_s});
        QCOMPARE(ended.code, 0); // probes pass
        QCOMPARE(ended.json()[u"onPremise"_s][u"daemon"_s].toString(), u"not-permitted"_s);
    }
};

QTEST_GUILESS_MAIN(TestSkybroctlTunnel)
#include "tst_skybroctltunnel.moc"
