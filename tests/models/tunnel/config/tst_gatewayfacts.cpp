#include "models/tunnel/config/gatewayfacts.h"
#include "models/tunnel/config/gatewayrules.h"
#include "models/tunnel/shell.h"
#include "tests/models/tunnel/tunnelfixture.h"
#include "tests/support/throwawayroot.h"

#include <QProcess>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray file(const char *kind, const QByteArray &path, const QByteArray &text)
{
    return QByteArray("skybro ") + kind + ' ' + path.toBase64() + ' ' + text.toBase64() + '\n';
}

const QByteArray whole =
    "Only for backups.\nskybro peer 10.2.0.10\nskybro version Libreswan 4.10\n"
    "skybro refused " +
    QByteArray("ike=3des").toBase64() + ' ' + QByteArray("no such").toBase64() +
    "\nskybro address 127.0.0.1/8\nskybro address 10.2.0.1/16\n" +
    file("conf", "/etc/ipsec.conf", "config setup\n") + file("conf", "/etc/ipsec.d/a b.conf", "conn a\n") +
    file("conf", "/etc/ipsec.d/a b.conf", "conn twice\n") + file("conf", "/etc/empty", "") +
    file("secrets", "/etc/ipsec.secrets", "1 2 : PSK \"k\"\n") +
    file("secrets", "/etc/ipsec.d/a.secrets", "") + "skybro open " +
    QByteArray("/etc/ipsec.d/a.secrets").toBase64() + '\n' + file("sysctl", "/etc/sysctl.d/x", "a = 1\n") +
    "skybro kernel net.ipv4.ip_forward 1\nskybro firewall firewalld\nskybro running\n"
    "skybro status " +
    QByteArray("000 \"azure\": 10.2.0.0/16===203.0.113.1...203.0.113.2===10.0.0.0/16; unrouted\n")
        .toBase64() +
    "\nskybro others " +
    QByteArray("000 \"old\": 10.2.0.0/16===203.0.113.1...203.0.113.2===10.0.0.0/16; erouted; eroute owner: "
               "#2\n")
        .toBase64() +
    "\nskybro unreadable " + QByteArray("can not load\nazure.conf:3: syntax error\n").toBase64() +
    "\nskybro loaded\nskybro up\nskybro boot no\nskybro pending armed 12-ab 42\nskybro end\n";

// Files that are included by included ones, in a ring, and one with a space in its name.
const QString included =
    u"rm -rf /etc/ipsec.d\n"
    "mkdir -p /etc/ipsec.d/more /etc/more /usr/local/bin\n"
    "cat >/usr/local/bin/ipsec <<'E'\n"
    "#!/bin/sh\n"
    "case \"$*\" in\n"
    "'algparse -v2 -pfs=yes ike=aes256-sha1;modp1024')\n"
    "    echo \"algparse: ERROR: IKE DH algorithm 'modp1024' is not supported\"; exit 1 ;;\n"
    "algparse*) ;;\n"
    "'whack --status') cat /status ;;\n"
    "'whack --trafficstatus') ;;\n"
    "*) echo Libreswan 4.10 ;;\n"
    "esac\n"
    "E\n"
    "chmod +x /usr/local/bin/ipsec\n"
    "cat >/status <<'E'\n"
    "000 \"azure\": 10.2.0.0/16===203.0.113.1...203.0.113.2===10.0.0.0/16; unrouted; eroute owner: #0\n"
    "000 \"azure\":     oriented; my_ip=unset; their_ip=unset;\n"
    "000 \"old/1x2\": 10.2.0.0/16===203.0.113.1...203.0.113.2===10.1.0.0/16; erouted; eroute owner: #2\n"
    "000 \"old/1x2\":     oriented; my_ip=unset; their_ip=unset;\n"
    "000 #2: \"old/1x2\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); eroute owner; IKE SA #1;\n"
    "E\n"
    "echo 'include /etc/ipsec.d/*.conf # all of them' >/etc/ipsec.conf\n"
    "echo 'include \"ipsec.d/more/*.inc\"' >/etc/ipsec.d/a.conf\n"
    "echo 'conn x' >'/etc/ipsec.d/more/b c.inc'\n"
    "echo 'include /etc/ipsec.d/*.conf' >/etc/ipsec.d/more/d.inc\n"
    "echo 'include /etc/ipsec.d/*.secrets' >/etc/ipsec.secrets\n"
    "echo 'include more/keys' >/etc/ipsec.d/a.secrets\n"
    ": >/etc/more/keys\n"
    "chmod 600 /etc/ipsec.secrets /etc/ipsec.d/a.secrets\n"
    "chmod 640 /etc/more/keys\n"_s;

/// What the script tells there.
QByteArray factsIn(const ThrowawayRoot &root)
{
    QStringList command = root.wrapper() + QStringList{u"sh"_s, u"-s"_s};
    QProcess process;
    process.start(command.takeFirst(), command);
    TunnelDescription wanted;
    wanted.name = u"azure"_s;
    wanted.ike = u"aes256-sha1; modp1024"_s;
    wanted.esp = u"aes128-sha1"_s;
    wanted.pfs = true;
    process.write(factsScript(wanted));
    process.closeWriteChannel();
    if (!process.waitForFinished())
        qWarning("%s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

} // namespace

class TestGatewayFacts : public QObject
{
    Q_OBJECT

private slots:
    void readsAll()
    {
        const Result<GatewayFacts> facts = readGatewayFacts(whole);
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().text));
        QCOMPARE(facts->peer, u"10.2.0.10"_s);
        QCOMPARE(facts->daemon.version, u"4.10"_s);
        QCOMPARE(facts->refused, (QList{std::pair(u"ike=3des"_s, u"no such"_s)}));
        QCOMPARE(facts->daemon.state, DaemonState::Running);
        QCOMPARE(facts->addresses, (QStringList{u"127.0.0.1"_s, u"10.2.0.1"_s}));
        QCOMPARE(facts->networks.last(), u"10.2.0.1/16"_s);
        QCOMPARE(facts->conf.size(), 3);
        QCOMPARE(facts->conf.at(1).path, u"/etc/ipsec.d/a b.conf"_s);
        QCOMPARE(facts->conf.at(1).text, "conn a\n");
        QCOMPARE(facts->secrets.size(), 2U);
        QVERIFY(!facts->secrets.front().isOpen && facts->secrets.back().isOpen);
        QCOMPARE(facts->secrets.front().text.reveal(), "1 2 : PSK \"k\"\n");
        QCOMPARE(*facts->sysctl, "a = 1\n");
        QCOMPARE(facts->kernel.first(), std::pair(u"net.ipv4.ip_forward"_s, u"1"_s));
        QCOMPARE(facts->firewall, u"firewalld"_s);
        QVERIFY(facts->loaded);
        QCOMPARE(facts->loadedAs.value(0).name, u"azure"_s);
        QCOMPARE(facts->others.value(0).name, u"old"_s);
        QCOMPARE(facts->others.value(0).remote.subnets, QStringList{u"10.0.0.0/16"_s});
        QCOMPARE(facts->unreadable, u"azure.conf:3: syntax error"_s);
        QCOMPARE(facts->startsAtBoot, std::optional(false));
        QVERIFY(facts->up);
        QCOMPARE(facts->pending, (PendingChange{PendingChange::State::Armed, u"12-ab"_s, 42s}));
    }

    void tellsADaemonThatIsDown()
    {
        const Result<GatewayFacts> facts = readGatewayFacts("skybro version Libreswan 3.32\nskybro end\n");
        QVERIFY(facts);
        QCOMPARE(facts->daemon.state, DaemonState::Down);
        QVERIFY(!facts->loaded);
        QVERIFY(!facts->startsAtBoot); // nobody said
        QVERIFY(!facts->sysctl);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("nothing") << QByteArray() << ErrorKind::Protocol;
        QTest::newRow("cut") << whole.chopped(5) << ErrorKind::Protocol;
        QTest::newRow("other words") << QByteArray("This account is not available.\n") << ErrorKind::Protocol;
        QTest::newRow("missing") << QByteArray("skybro missing\nskybro end\n") << ErrorKind::NotFound;
        QTest::newRow("strongSwan") << QByteArray("skybro version Linux strongSwan U5.9.8/K6.1\nskybro end\n")
                                    << ErrorKind::NotFound;
        QTest::newRow("an older one")
            << QByteArray("skybro version Linux Openswan U2.6\nskybro end\n") << ErrorKind::NotFound;
    }
    void refuses()
    {
        QFETCH(const QByteArray, output);
        QFETCH(const ErrorKind, kind);
        const Result<GatewayFacts> facts = readGatewayFacts(output);
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, kind);
    }

    /// By the real shell: on a machine without Libreswan it says so, on others it tells.
    void theScriptRuns()
    {
        TunnelDescription nameless;
        nameless.name = u"no such; connection"_s;
        std::unique_ptr<ScriptJob> job(localShell()(factsScript(nameless)));
        const Result<ssh::ExecResult> result = ended(*job);
        QVERIFY(result);
        QCOMPARE(result->exitCode, 0);
        const Result<GatewayFacts> facts = readGatewayFacts(result->output);
        QVERIFY2(facts || facts.error().kind == ErrorKind::NotFound, result->output + result->errors);
        if (facts) {
            QVERIFY(!facts->loaded);
            QCOMPARE(facts->pending.state, PendingChange::State::None);
            QCOMPARE(facts->kernel.size(), allKernelParameters().size());
        }
    }

    /// Both may be installed: the daemon that runs decides.
    void tellsStrongSwan_data()
    {
        QTest::addColumn<QString>("setUp");
        QTest::addColumn<QString>("code"); // of the error; empty: it is Libreswan
        const QString ipsec =
            u"mkdir -p /usr/local/bin; printf '#!/bin/sh\\n[ \"$*\" != \"whack --status\" ] "
            "|| exit %1\\necho Libreswan 4.10\\n' >/usr/local/bin/ipsec; chmod +x "
            "/usr/local/bin/ipsec\n"_s;
        const QString swanctl = u"mkdir -p /usr/local/bin; printf '#!/bin/sh\\n[ $1 != --stats ] || exit "
                                u"%1\\necho strongSwan swanctl "
                                "5.9.8\\n' >/usr/local/bin/swanctl; chmod +x /usr/local/bin/swanctl\n"_s;
        const QString noIpsec = u"for f in $(command -v -p ipsec) $(command -v ipsec); do rm -f $f; done\n"_s;
        const QString strong = u"strongswan"_s;
        QTest::newRow("only Libreswan runs") << ipsec.arg(0) + swanctl.arg(1) << QString();
        QTest::newRow("both run") << ipsec.arg(0) + swanctl.arg(0) << QString();
        QTest::newRow("neither runs") << ipsec.arg(33) + swanctl.arg(1) << QString();
        QTest::newRow("only strongSwan runs") << ipsec.arg(33) + swanctl.arg(0) << strong;
        QTest::newRow("only strongSwan is there") << noIpsec + swanctl.arg(1) << strong;
    }
    void tellsStrongSwan()
    {
        QFETCH(const QString, setUp);
        QFETCH(const QString, code);
        const auto root = ThrowawayRoot::create(setUp);
        if (!root)
            QSKIP("this machine allows no overlay in a mount namespace");
        const Result<GatewayFacts> facts = readGatewayFacts(factsIn(*root));
        QCOMPARE(facts ? QString() : facts.error().code, code);
        QCOMPARE(facts.has_value(), code.isEmpty());
        if (!facts)
            QVERIFY(facts.error().text.startsWith(u"The gateway runs strongSwan: "_s));
    }

    /// What can not be listed or read is not the same as nothing.
    void saysWhatItCanNotRead_data()
    {
        QTest::addColumn<QString>("setUp");
        QTest::addColumn<QString>("says"); // empty: it is no error
        QTest::newRow("no folder") << u"rm -rf /etc/ipsec.d"_s << QString();
        QTest::newRow("a folder that is none")
            << u"rm -rf /etc/ipsec.d; : >/etc/ipsec.d"_s << u"known: /etc/ipsec.d: Not a directory"_s;
        QTest::newRow("an included one") << u"echo 'include /etc/more/keys/*.conf' >>/etc/ipsec.conf"_s
                                         << u"known: /etc/more/keys: Not a directory"_s;
        // For root by the modes alone nothing is closed.
        QTest::newRow("a file") << u"printf '#!/bin/sh\ncase $* in *a.conf) echo cat: a.conf: Input/output "
                                   "error >&2; exit 1;; esac\nexec /bin/cat \"$@\"\n' >/usr/local/bin/cat; "
                                   "chmod +x /usr/local/bin/cat"_s
                                << u"known: /etc/ipsec.d/a.conf: Input/output error"_s;
    }
    void saysWhatItCanNotRead()
    {
        QFETCH(const QString, setUp);
        QFETCH(const QString, says);
        const auto root = ThrowawayRoot::create(included + setUp);
        if (!root)
            QSKIP("this machine allows no overlay in a mount namespace");
        const Result<GatewayFacts> facts = readGatewayFacts(factsIn(*root));
        QCOMPARE(facts.has_value(), says.isEmpty());
        if (!facts)
            QVERIFY2(facts.error().text.endsWith(says), qPrintable(facts.error().text));
    }

    void findsWhatIsIncluded()
    {
        const auto root = ThrowawayRoot::create(included);
        if (!root)
            QSKIP("this machine allows no overlay in a mount namespace");
        const Result<GatewayFacts> facts = readGatewayFacts(factsIn(*root));
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().text));
        QStringList paths;
        for (const IpsecConfFile &file : facts->conf)
            paths.append(file.path);
        QCOMPARE(paths, (QStringList{u"/etc/ipsec.conf"_s, u"/etc/ipsec.d/a.conf"_s,
                                     u"/etc/ipsec.d/more/b c.inc"_s, u"/etc/ipsec.d/more/d.inc"_s}));
        paths.clear();
        for (const SecretFileText &file : facts->secrets) {
            paths.append(file.path);
            QCOMPARE(file.isOpen, file.path == u"/etc/more/keys"_s);
        }
        QCOMPARE(paths,
                 (QStringList{u"/etc/ipsec.secrets"_s, u"/etc/ipsec.d/a.secrets"_s, u"/etc/more/keys"_s}));
        QVERIFY(!facts->kernel.isEmpty());
        QVERIFY(facts->loaded && !facts->up);
        QCOMPARE(facts->others.size(), 1);
        QCOMPARE(facts->others.first().name, u"old/1x2"_s);
        QCOMPARE(facts->refused, (QList{std::pair(u"ike=aes256-sha1;modp1024"_s,
                                                  u"IKE DH algorithm 'modp1024' is not supported"_s)}));
    }

    void quotes()
    {
        for (const QByteArray &text :
             {QByteArray("a b"), QByteArray("it's $HOME `id` \\ \"x\"\n\n"), QByteArray()}) {
            std::unique_ptr<ScriptJob> job(localShell()("printf %s " + shellQuoted(text)));
            QCOMPARE(ended(*job)->output, text);
        }
    }
};

QTEST_GUILESS_MAIN(TestGatewayFacts)
#include "tst_gatewayfacts.moc"
