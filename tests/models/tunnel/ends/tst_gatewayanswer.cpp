#include "models/tunnel/ends/gatewayanswer.h"
#include "tests/models/tunnel/evidencekit.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray mark = "skybro0123";

QByteArray section(const QByteArray &name, const QByteArray &text, int exitCode = 0)
{
    return mark + " begin " + name + '\n' + text + '\n' + mark + " end " + name + ' ' +
           QByteArray::number(exitCode) + '\n';
}

QByteArray states()
{
    return (evidencekit::ikeUp + evidencekit::childUp).toUtf8();
}

const QByteArray traffic =
    "006 #2: \"azure\", type=ESP, add_time=1795705000, inBytes=420, outBytes=840, id='192.0.2.9'\n";
const QByteArray kernel = R"(ip_forward 1
rp_filter all 0
rp_filter default 1
rp_filter eth0 1
rp_filter eth1 2
rp_filter lo 1
TcpExt: SyncookiesSent IPReversePathFilter TCPTimeWaitOverflow
TcpExt: 0 7 3
1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
2: eth0    inet 10.2.0.1/16 brd 10.2.255.255 scope global eth0\       valid_lft forever preferred_lft forever
3: eth1    inet6 2001:db8::1/64 scope global \       valid_lft forever preferred_lft forever
3: eth1    inet6 fe80::1/64 scope link \       valid_lft forever preferred_lft forever
10.0.1.4 via 203.0.113.6 dev eth1 src 203.0.113.1 uid 0 \    cache
)";

/// Runs the script as a gateway would that has the programs of that folder.
bool asksOf(QProcess &process, const QString &programs, const GatewayQuestion &asked,
            const QStringList &shell = {u"/bin/sh"_s})
{
    writeProgram(programs, u"sudo"_s, "[ \"$1\" = -n ] && shift; exec \"$@\"\n");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, programs + u':' + environment.value(u"PATH"_s));
    process.setProcessEnvironment(environment);
    process.start(shell.first(), shell.mid(1) + QStringList{u"-s"_s});
    process.write(gatewayScript(asked));
    process.closeWriteChannel();
    return process.waitForFinished(patienceMs);
}

/// A whole answer of a gateway that is well.
QByteArray whole()
{
    return "Last login: Mon\n" + section("time", "1795705197 +0100\n") +
           section("kind", "kind libreswan\nLinux Libreswan 4.10 (XFRM) on 6.1.0\n") +
           section("traffic", traffic) + section("states", states()) +
           section("status", (evidencekit::loaded + QString::fromUtf8(states())).toUtf8() +
                                 "000 Bare Shunt list:\n000  \n") +
           section("settings", kernel) +
           section("journal",
                   "1795705100.364028 gw pluto[757]: \"azure\" #2: initiator established Child SA using #1\n"
                   "-- cursor: s=ab12;i=4;b=ff\n") +
           mark + " done\n";
}

GatewayQuestion question()
{
    GatewayQuestion asked;
    asked.connections = true;
    asked.log = true;
    asked.settings = true;
    asked.mark = mark;
    return asked;
}

} // namespace

class TestGatewayAnswer : public QObject
{
    Q_OBJECT

private slots:
    void allOfItIsRead()
    {
        const auto answer = readGatewayAnswer(whole(), question());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().text));
        QCOMPARE(answer->gatewayTime.toSecsSinceEpoch(), 1795705197);
        QCOMPARE(answer->gatewayTime.offsetFromUtc(), 3600);
        const IpsecStatus &status = answer->status;
        QCOMPARE(status.daemon, (Daemon{DaemonState::Running, Implementation::Libreswan, u"4.10"_s}));
        QVERIFY(status.connectionsTold);
        QVERIFY(status.statesTold);
        QVERIFY(answer->connectionsRead);
        QCOMPARE(status.connections.size(), 1);
        QCOMPARE(status.ikeSas.size(), 1);
        QCOMPARE(status.childSas.size(), 1);
        QCOMPARE(status.childSas[0].bytesIn, std::optional<quint64>(420));
        QCOMPARE(status.childSas[0].age, std::optional(std::chrono::seconds(197)));
        QVERIFY(answer->settings);
        QCOMPARE(answer->settings->ipForward, std::optional(true));
        QCOMPARE(answer->settings->rpFilter, std::optional(1)); // of eth0: lo and default count for nothing
        QCOMPARE(answer->settings->rpFilterDrops, std::optional<quint64>(7));
        QCOMPARE(answer->settings->addresses, (QStringList{u"10.2.0.1"_s, u"2001:db8::1"_s}));
        QCOMPARE(answer->settings->routeSource, u"203.0.113.1"_s);
        QVERIFY(answer->logRead);
        QVERIFY(!answer->logContinues);
        QCOMPARE(answer->logCursor, u"s=ab12;i=4;b=ff"_s);
        QCOMPARE(answer->log.size(), 1);
        QCOMPARE(answer->log[0].kind, LogKind::Established);
    }

    void connectionsAreKept()
    {
        const auto first = readGatewayAnswer(whole(), question());
        QVERIFY(first);
        GatewayQuestion asked;
        asked.mark = mark;
        asked.implementation = Implementation::Libreswan;
        const auto next = readGatewayAnswer(section("time", "1795705199 +0000\n") +
                                                section("traffic", traffic) + section("states", states()),
                                            asked, first->status);
        QVERIFY(next);
        QVERIFY(!next->connectionsRead);
        QCOMPARE(next->status.connections.size(), 1);
        QVERIFY(next->status.connectionsTold);
        QCOMPARE(next->status.daemon.version, u"4.10"_s);
        QVERIFY(!next->logRead);
        QVERIFY(!next->settings);
        // A daemon that is gone has nothing loaded that could be counted on.
        const auto down = readGatewayAnswer(section("traffic", "whack: is not running\n", 33) +
                                                section("states", "whack: is not running\n", 33),
                                            asked, first->status);
        QVERIFY(down);
        QCOMPARE(down->status.daemon.state, DaemonState::Down);
        QVERIFY(!down->status.connectionsTold);
        QVERIFY(down->status.childSas.isEmpty());
    }

    void whoDoesNotLetUsIn_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<DaemonState>("state");
        QTest::newRow("sudo wants a password")
            << section("kind", "kind libreswan\n") + section("states", "sudo: a password is required\n", 1)
            << DaemonState::NotPermitted;
        QTest::newRow("in German") << section("kind", "kind libreswan\n") +
                                          section("states", "sudo: Ein Passwort ist notwendig\n", 1)
                                   << DaemonState::NotPermitted;
        QTest::newRow("no sudo") << section("kind", "kind libreswan\n") +
                                        section("states", "timeout: failed to run command 'sudo'\n", 127)
                                 << DaemonState::NotInstalled;
        QTest::newRow("it hangs") << section("kind", "kind libreswan\n") + section("states", "", 124)
                                  << DaemonState::Unknown;
        QTest::newRow("nothing there") << section("kind", "kind none\n\n") << DaemonState::NotInstalled;
        QTest::newRow("no control socket")
            << section("kind", "kind strongswan\n\n") +
                   section("sas", "connecting to 'unix:///run/charon.vici' failed: No such file\n", 2)
            << DaemonState::Down;
        QTest::newRow("old strongSwan")
            << section("kind", "kind unsupported\nLinux strongSwan U5.3\n") << DaemonState::Unknown;
    }
    void whoDoesNotLetUsIn()
    {
        QFETCH(const QByteArray, output);
        QFETCH(const DaemonState, state);
        const auto answer = readGatewayAnswer(output, question());
        QVERIFY(answer);
        QCOMPARE(answer->status.daemon.state, state);
        QVERIFY(!answer->status.statesTold);
        QVERIFY(!answer->status.connectionsTold);
    }

    void anotherShellIsNoAnswer()
    {
        const auto answer = readGatewayAnswer("This account is currently not available.\n", question());
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Protocol);
        QVERIFY(!readGatewayAnswer({}, question()));
    }

    /// Cut off anywhere, a part is never taken for the whole.
    void cutAnywhere()
    {
        const QByteArray text = whole();
        int withStates = 0;
        int withoutConnections = 0;
        for (qsizetype length = 0; length < text.size(); ++length) {
            const auto answer = readGatewayAnswer(text.first(length), question());
            if (!answer)
                continue;
            const IpsecStatus &status = answer->status;
            if (status.statesTold) {
                ++withStates;
                QCOMPARE(status.ikeSas.size(), 1);
                QCOMPARE(status.childSas.size(), 1);
            } else {
                QVERIFY(status.childSas.isEmpty());
            }
            if (status.connectionsTold)
                QCOMPARE(status.connections.size(), 1);
            else
                ++withoutConnections;
            if (answer->settings)
                QCOMPARE(answer->settings->addresses.size(), 2);
            if (answer->logRead)
                QCOMPARE(answer->log.size(), 1);
        }
        QVERIFY(withStates > 100);
        QVERIFY(withoutConnections > 100);
    }

    /// Whatever stands between or within sections: it neither hangs nor makes up what nobody said.
    void noiseIsNoAnswer()
    {
        QRandomGenerator random(7);
        const QByteArray text = whole();
        for (int round = 0; round < 3000; ++round) {
            QByteArray noisy = text;
            for (int change = 0; change < 4; ++change) {
                const qsizetype at = random.bounded(noisy.size());
                switch (random.bounded(3)) {
                case 0:
                    noisy.insert(at, "\nBroadcast message from root@gw: \0reboot\n");
                    break;
                case 1:
                    noisy.remove(at, random.bounded(40));
                    break;
                default:
                    noisy[at] = static_cast<char>(random.bounded(256));
                }
            }
            const auto answer = readGatewayAnswer(noisy, question());
            if (!answer)
                continue;
            QVERIFY(answer->status.connections.size() <= 1);
            QVERIFY(answer->status.childSas.size() <= 2); // a digit may have become another
            QVERIFY(answer->log.size() <= 1);
        }
    }

    void aLogCanNotForgeAnAnswer()
    {
        GatewayQuestion asked = question();
        asked.log = true;
        const auto answer = readGatewayAnswer(
            section("kind", "kind libreswan\n") +
                section("journal", "skybro9999 begin states\n" + states() + "\nskybro9999 end states 0\n"),
            asked);
        QVERIFY(answer);
        QVERIFY(!answer->status.statesTold);
        QVERIFY(answer->status.childSas.isEmpty());
    }

    void fiveHundredConnections()
    {
        QByteArray loaded;
        QByteArray sas;
        for (int i = 0; i < 500; ++i) {
            const QByteArray name = "site.example-" + QByteArray::number(i);
            loaded += "000 \"" + name + "\": 10.2.0.0/16===198.51.100.7...192.0.2.9===10." +
                      QByteArray::number(i % 256) + ".0.0/16; erouted; eroute owner: #" +
                      QByteArray::number(2 * i + 2) + "\n000 \"" + name +
                      "\":   policy: IKEv2+PSK+ENCRYPT+TUNNEL+PFS+UP;\n";
            sas += "000 #" + QByteArray::number(2 * i + 2) + ": \"" + name +
                   "\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REKEY in 2652s; REPLACE in "
                   "3472s; newest; eroute owner; IKE SA #" +
                   QByteArray::number(2 * i + 1) + "; idle;\n";
        }
        loaded += "000 Total IPsec connections: loaded 500, active 500\n";
        const auto answer = readGatewayAnswer(section("kind", "kind libreswan\n") + section("states", sas) +
                                                  section("status", loaded + sas + "000 Bare Shunt list:\n"),
                                              question());
        QVERIFY(answer);
        QVERIFY(answer->status.connectionsTold);
        QCOMPARE(answer->status.connections.size(), 500);
        QCOMPARE(childSasOf(answer->status, u"site.example-77"_s).size(), 1);
        QCOMPARE(connectionsOf(answer->status, u"site.example-7"_s).size(), 1); // and not -77
    }

    void clockHoursOff()
    {
        // An hour behind: an SA that was made "later" has no age, rather than a wrong one.
        const auto answer =
            readGatewayAnswer(section("time", "1795701000 -0500\n") + section("kind", "kind libreswan\n") +
                                  section("states", states()) + section("traffic", traffic),
                              question());
        QVERIFY(answer);
        QCOMPARE(answer->gatewayTime.offsetFromUtc(), -5 * 3600);
        QVERIFY(!answer->status.childSas[0].age);
        QCOMPARE(answer->status.childSas[0].bytesOut, std::optional<quint64>(840));
    }

    void logFilesWhereThereIsNoJournal()
    {
        const QByteArray file =
            "Nov 26 19:20:08.364028: \"azure\" #2: authentication request rejected by peer: "
            "AUTHENTICATION_FAILED\n";
        const auto answer = readGatewayAnswer(section("time", "1795705197 +0000\n") +
                                                  section("journal", "", 0) + section("files", file),
                                              question());
        QVERIFY(answer);
        QVERIFY(answer->logRead);
        QCOMPARE(answer->log.size(), 1);
        QVERIFY(answer->log[0].at.isValid());
        QVERIFY(answer->logCursor.isEmpty());
        const auto none = readGatewayAnswer(section("time", "1795705197 +0000\n") +
                                                section("journal", "", 127) + section("files", "", 1),
                                            question());
        QVERIFY(none);
        QVERIFY(!none->logRead);
    }

    /// The script itself, in the shells that gateways have, on a machine without any IPsec.
    void runsInEveryShell_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{u"dash"_s};
        QTest::newRow("bash") << QStringList{u"bash"_s, u"--posix"_s};
        QTest::newRow("busybox") << QStringList{u"busybox"_s, u"sh"_s};
    }
    void runsInEveryShell()
    {
        QFETCH(const QStringList, shell);
        const QString program = QStandardPaths::findExecutable(shell.first());
        if (program.isEmpty())
            QSKIP(qPrintable(u"SKYBRO_SKIP: "_s + shell.first() + u" is not installed"_s));
        GatewayQuestion asked = question();
        asked.mark = newMark();
        asked.targets = {{.host = u"127.0.0.1"_s, .port = closedPort()}};
        asked.routeTo = u"127.0.0.1"_s;
        // A gateway's daemon of whose answers we know each byte.
        const QTemporaryDir bin;
        writeProgram(bin.path(), u"ipsec"_s,
                     "case $* in\n"
                     "--version) echo 'Linux Libreswan 4.10 (XFRM) on 6.1.0' ;;\n"
                     "'whack --showstates') cat <<'END'\n" +
                         states() +
                         "END\n;;\n"
                         "'whack --trafficstatus') cat <<'END'\n" +
                         traffic +
                         "END\n;;\n"
                         "'whack --status') printf '%s' \"half a line\"; exit 3 ;;\n"
                         "esac\n");
        QProcess process;
        QVERIFY(asksOf(process, bin.path(), asked, shell));
        const auto answer = readGatewayAnswer(process.readAllStandardOutput(), asked);
        QVERIFY(answer);
        QCOMPARE(answer->status.daemon, (Daemon{DaemonState::Running, Implementation::Libreswan, u"4.10"_s}));
        QCOMPARE(answer->status.childSas.size(), 1);
        QCOMPARE(answer->status.childSas[0].bytesOut, std::optional<quint64>(840));
        QVERIFY(!answer->connectionsRead);
        QVERIFY(answer->settings);
        QVERIFY(answer->settings->ipForward);
        const auto replies = readProbeRecord(process.readAllStandardError(), 1);
        QVERIFY(replies);
        QCOMPARE(replies->at(0).outcome, ProbeReply::Outcome::Refused);
    }

    /// IPv6 within IPv4, as Libreswan 4.10 of the test bed told of it.
    void ipv6()
    {
        GatewayQuestion asked = question();
        asked.connections = true;
        asked.settings = true;
        const QByteArray sas = "000 #1: \"six\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REKEY "
                               "in 27891s; REPLACE in 28771s; newest; idle;\n"
                               "000 #2: \"six\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); "
                               "REKEY in 28015s; REPLACE in 28771s; newest; "
                               "eroute owner; IKE SA #1; idle;\n"
                               "000 #2: \"six\" esp.cc2fed47@203.0.113.2 esp.8cde1e4a@203.0.113.1 "
                               "tun.0@203.0.113.2 tun.0@203.0.113.1 Traffic: "
                               "ESPin=18KB ESPout=18KB ESPmax=2^63B \n";
        const auto answer = readGatewayAnswer(
            section("kind", "kind libreswan\nLinux Libreswan 4.10\n") +
                section("traffic", "006 #2: \"six\", type=ESP, add_time=1795732884, inBytes=19074, "
                                   "outBytes=19328, maxBytes=2^63B, id='203.0.113.2'\n") +
                section("states", sas) +
                section("status",
                        "000 \"six\": fd00:2::/64===203.0.113.1...203.0.113.2===fd00:a::/64; erouted; eroute "
                        "owner: #2\n"
                        "000 \"six\":   policy: IKEv2+PSK+ENCRYPT+TUNNEL+UP+IKE_FRAG_ALLOW+ESN_NO+ESN_YES;\n"
                        "000 Total IPsec connections: loaded 1, active 1\n" +
                            sas + "000 Bare Shunt list:\n") +
                section(
                    "settings",
                    "ip_forward 1\nip6_forward 0\n"
                    "2: lan0    inet6 fd00:2::1/64 scope global nodad \\       valid_lft forever "
                    "preferred_lft forever\n"
                    "2: lan0    inet6 fe80::6460:29ff:fef4:1e69/64 scope link \\       valid_lft forever\n"
                    "fd00:a::4 from :: dev wan0 src fd00:2::1 metric 1024 pref medium\n"),
            asked);
        QVERIFY(answer);
        QCOMPARE(answer->status.connections.size(), 1);
        QCOMPARE(answer->status.connections[0].local.subnets, QStringList{u"fd00:2::/64"_s});
        QCOMPARE(answer->status.connections[0].remote.subnets, QStringList{u"fd00:a::/64"_s});
        QCOMPARE(answer->status.childSas.size(), 1);
        QVERIFY(isUp(answer->status.childSas[0]));
        QCOMPARE(answer->status.childSas[0].bytesIn, std::optional<quint64>(19074));
        QCOMPARE(answer->settings->addresses, QStringList{u"fd00:2::1"_s});
        QCOMPARE(answer->settings->routeSource, u"fd00:2::1"_s);
        QVERIFY(!answer->settings->hasNoRoute);
        QCOMPARE(answer->settings->ipForward, std::optional(true));
        QCOMPARE(answer->settings->ip6Forward, std::optional(false));
    }

    void whatTheSettingsSay()
    {
        const auto answer =
            readGatewayAnswer(section("settings", "peer 10.0.1.4\nip_forward 1\nRTNETLINK answers: "
                                                  "Network is unreachable\nno_route 2\n"),
                              question());
        QVERIFY(answer && answer->settings);
        QCOMPARE(answer->settings->peer, u"10.0.1.4"_s);
        QVERIFY(answer->settings->hasNoRoute);
    }

    /// Both are installed: whoever answers counts, else who did before.
    void twoDaemons_data()
    {
        QTest::addColumn<int>("libreswan");
        QTest::addColumn<int>("strongswan");
        QTest::addColumn<Implementation>("before");
        QTest::addColumn<Daemon>("daemon");
        constexpr int down = 33;
        constexpr int noSocket = 2;
        const Daemon swan{DaemonState::Running, Implementation::StrongSwan, u"5.9.8"_s};
        QTest::newRow("Libreswan runs") << 0 << noSocket << Implementation::Unknown
                                        << Daemon{DaemonState::Running, Implementation::Libreswan, u"4.10"_s};
        QTest::newRow("strongSwan runs") << down << 0 << Implementation::Unknown << swan;
        QTest::newRow("none runs") << down << noSocket << Implementation::Unknown
                                   << Daemon{DaemonState::Down, Implementation::Libreswan, u"4.10"_s};
        QTest::newRow("strongSwan ran") << down << noSocket << Implementation::StrongSwan
                                        << Daemon{DaemonState::Down, Implementation::StrongSwan, u"5.9.8"_s};
    }
    void twoDaemons()
    {
        QFETCH(const int, libreswan);
        QFETCH(const int, strongswan);
        QFETCH(const Implementation, before);
        GatewayQuestion asked = question();
        asked.mark = newMark();
        asked.before = before;
        asked.log = false;
        const QTemporaryDir bin;
        writeProgram(bin.path(), u"ipsec"_s,
                     "case $* in\n"
                     "--version) echo 'Linux Libreswan 4.10' ;;\n"
                     "*) [ " +
                         QByteArray::number(libreswan) +
                         " = 0 ] || { echo 'whack: Pluto is not running'; exit " +
                         QByteArray::number(libreswan) + "; } ;;\nesac\n");
        writeProgram(bin.path(), u"swanctl"_s,
                     "case $* in\n"
                     "--version) echo 'strongSwan swanctl 5.9.8' ;;\n"
                     "*) [ " +
                         QByteArray::number(strongswan) +
                         " = 0 ] || { echo \"connecting to 'unix:///run/charon.vici' failed\"; exit " +
                         QByteArray::number(strongswan) +
                         "; }\n case $* in --list-sas*) echo 'list-sas reply {}' ;; esac ;;\nesac\n");
        QProcess process;
        QVERIFY(asksOf(process, bin.path(), asked));
        const auto answer = readGatewayAnswer(process.readAllStandardOutput(), asked);
        QVERIFY(answer);
        QTEST(answer->status.daemon, "daemon");
    }

    /// sudo grumbles when it can not resolve its own name; what it says must not tear a line of the answer.
    void wordsOnStandardErrorComeAfterIt()
    {
        GatewayQuestion asked = question();
        asked.mark = newMark();
        asked.log = false;
        const QTemporaryDir bin;
        writeProgram(
            bin.path(), u"ipsec"_s,
            "case $* in\n"
            "--version) echo 'Linux Libreswan 4.10' ;;\n"
            "*--showstates) printf '000 #1: \"azure\":500 STATE_V2_ESTABL'; echo 'gw: no such name' >&2\n"
            "    echo 'ISHED_IKE_SA (established IKE SA); newest; idle;' ;;\n"
            "esac\n");
        QProcess process;
        QVERIFY(asksOf(process, bin.path(), asked));
        const QByteArray output = process.readAllStandardOutput();
        QVERIFY(output.contains("\ngw: no such name\n"));
        const auto answer = readGatewayAnswer(output, asked);
        QVERIFY(answer);
        QVERIFY(answer->status.statesTold);
        QCOMPARE(answer->status.ikeSas.size(), 1);
    }

    void whatIsNoCursorIsNotAskedFor()
    {
        GatewayQuestion asked = question();
        asked.logCursor = u"x'; reboot; '"_s;
        asked.routeTo = u"10.0.0.1;reboot"_s;
        QVERIFY(!gatewayScript(asked).contains("reboot"));
        QVERIFY(newMark() != newMark());
    }
};

QTEST_GUILESS_MAIN(TestGatewayAnswer)
#include "tst_gatewayanswer.moc"
