// The scripts themselves, by the real shell in a copy of this machine's file system, with an ipsec that only
// notes what it is asked. The real one judges in tests/testbed.

#include "models/tunnel/config/changescripts.h"
#include "tests/support/throwawayroot.h"

#include <QProcess>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray keyText = "a-key-that-nobody-may-see";
const QString setUp = uR"sh(
rm -rf /etc/ipsec.d /etc/ipsec.conf /var/lib/skybro-tunnel
mkdir -p /etc/ipsec.d /usr/local/bin
echo 'include /etc/ipsec.d/*.conf' >/etc/ipsec.conf
printf 'conn azure\n\tleft=1\n' >/etc/ipsec.d/azure.conf
chmod 640 /etc/ipsec.d/azure.conf
cat >/usr/local/bin/ipsec <<'END'
#!/bin/sh
echo "$*" >>/calls
case $* in
*modp1024*) echo 'ERROR: modp1024 is not supported'; exit 1 ;;
*--checkconfig*) if grep -qr BROKEN "${4:-/etc/ipsec.d}"; then echo 'syntax error [BROKEN]'; exit 3; fi ;;
'whack --status') echo '000 "azure": up' ;;
'whack --trafficstatus') echo '006 #2: "azure", type=ESP' ;;
esac
exit 0
END
printf '#!/bin/sh\nexit 1\n' >/usr/local/bin/systemd-run
chmod +x /usr/local/bin/ipsec /usr/local/bin/systemd-run
: >/calls
)sh"_s;

ConfigPlan plan()
{
    ConfigPlan plan;
    plan.wanted.name = u"azure"_s;
    plan.wanted.ike = u"aes256-sha2_256;modp2048"_s;
    plan.wanted.esp = u"aes_gcm256"_s;
    plan.files = {{.path = u"/etc/ipsec.d/azure.conf"_s,
                   .before = QByteArray("conn azure\n\tleft=1\n"),
                   .after = "conn azure\n\tleft='2' # it's $new\n"},
                  {.path = u"/etc/ipsec.d/unchanged"_s, .before = QByteArray("x"), .after = "x"}};
    plan.key = KeyFile{.path = u"/etc/ipsec.d/azure.secrets"_s,
                       .before = {},
                       .exists = false,
                       .after = Secret(QByteArray("1 2 : PSK \"" + keyText + "\"\n"))};
    plan.wholeConf = u"/etc/ipsec.d/azure.conf"_s;
    return plan;
}

/// For when plan() is in force.
ConfigPlan furtherPlan()
{
    ConfigPlan further = plan();
    further.files[0].before = further.files[0].after;
    further.files[0].after = "conn azure\n\tleft=3\n";
    further.key.reset();
    return further;
}

} // namespace

class TestChangeScripts : public QObject
{
    Q_OBJECT

    std::unique_ptr<ThrowawayRoot> m_root;
    const Change m_change{.id = u"12-ab"_s, .name = u"azure"_s, .patience = 600s};

    /// What a script leaves behind, as its timer, ends with it.
    [[nodiscard]] QStringList shell() const
    {
        return QStringList{u"unshare"_s, u"--pid"_s, u"--fork"_s, u"--kill-child"_s} + m_root->wrapper() +
               QStringList{u"sh"_s, u"-s"_s};
    }
    QByteArray run(const QByteArray &script)
    {
        QStringList command = shell();
        QProcess process;
        process.start(command.takeFirst(), command);
        process.write(script);
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        return process.readAllStandardOutput();
    }
    [[nodiscard]] QString word(const QByteArray &script) { return readChangeReport(run(script)).word; }
    void bringIntoForce(const Change &change, const ConfigPlan &plan)
    {
        QCOMPARE(word(prepareScript(change, plan)), u"prepared"_s);
        QCOMPARE(word(switchScript(change)), u"switched"_s);
        QCOMPARE(word(confirmScript(change)), u"confirmed"_s);
    }
    [[nodiscard]] QByteArray files()
    {
        return run("cd /etc/ipsec.d; for f in $(ls -A); do stat -c '%n %a' $f; cat $f; done");
    }

private slots:
    void init()
    {
        m_root = ThrowawayRoot::create(setUp);
        if (!m_root)
            QSKIP("this machine allows no overlay in a mount namespace");
    }

    void changesConfirmsAndTakesBack()
    {
        const QByteArray before = files();
        QCOMPARE(before, "azure.conf 640\nconn azure\n\tleft=1\n");
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(files(), before);
        const ChangeReport report = readChangeReport(run(switchScript(m_change)));
        QCOMPARE(report.word, u"switched"_s);
        QVERIFY(report.up);
        const QByteArray after = "azure.conf 640\nconn azure\n\tleft='2' # it's $new\n"
                                 "azure.secrets 600\n1 2 : PSK \"" +
                                 keyText + "\"\n";
        QCOMPARE(files(), after);
        QCOMPARE(word(confirmScript(m_change)), u"confirmed"_s);
        QCOMPARE(word(confirmScript(m_change)), u"confirmed"_s); // the answer may have been lost
        QCOMPARE(files(), after);
        QVERIFY(!run("cat /calls").contains(keyText));
        QCOMPARE(run("stat -c %a /var/lib/skybro-tunnel/azure; ls /var/lib/skybro-tunnel/azure/current | "
                     "grep new"),
                 "700\nkernel.new\n");

        run("echo '# by hand' >>/etc/ipsec.d/azure.conf");
        Change last{.id = {}, .name = u"azure"_s};
        const ChangeReport changed = readChangeReport(run(restoreScript(last)));
        QCOMPARE(changed.word, u"changed"_s);
        QCOMPARE(changed.about, u"/etc/ipsec.d/azure.conf"_s);
        last.force = true;
        QCOMPARE(word(restoreScript(last)), u"restored"_s);
        QCOMPARE(files(), before);
        QCOMPARE(word(restoreScript(last)), u"none"_s);
    }

    void theTimerTakesBackWhatNobodyConfirms()
    {
        const QByteArray before = files();
        Change hasty = m_change;
        hasty.patience = 1s;
        QCOMPARE(word(prepareScript(hasty, plan())), u"prepared"_s);
        const QByteArray said =
            run(switchScript(hasty) +
                "while [ ! -e /var/lib/skybro-tunnel/azure/current/restored ]; do sleep 0.1; done\n");
        QCOMPARE(readChangeReport(said).word, u"switched"_s);
        QCOMPARE(files(), before);
        QCOMPARE(word(confirmScript(hasty)), u"late"_s);
        QCOMPARE(word(restoreScript(hasty)), u"restored"_s);
        QVERIFY(run("cat /calls").contains("auto --up azure"));
    }

    /// What answers while the connection is down came by another one to the same networks.
    void confirmsOnlyWhatIsUp_data()
    {
        QTest::addColumn<QByteArray>("up");
        QTest::addColumn<QString>("word");
        QTest::newRow("nothing") << QByteArray("nothing") << u"down"_s;
        QTest::newRow("another") << QByteArray("azure-2") << u"down"_s;
        QTest::newRow("the same") << QByteArray("azure") << u"confirmed"_s;
        QTest::newRow("one of its pairs of subnets") << QByteArray("azure/1x2") << u"confirmed"_s;
    }
    void confirmsOnlyWhatIsUp()
    {
        QFETCH(const QByteArray, up);
        QFETCH(const QString, word);
        QCOMPARE(this->word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(this->word(switchScript(m_change)), u"switched"_s);
        run("sed -i '/^.whack --trafficstatus/s|azure|" + up + "|' /usr/local/bin/ipsec");
        QCOMPARE(this->word(confirmScript(m_change)), word);
        QCOMPARE(run("cd /var/lib/skybro-tunnel/azure/current; ls armed confirmed 2>/dev/null"),
                 word == "down"_L1 ? "armed\n" : "confirmed\n");
    }

    void saysNoBeforeAnythingIsWritten_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QString>("word");
        QTest::newRow("refused") << QByteArray() << u"refused"_s;
        QTest::newRow("syntax") << QByteArray() << u"syntax"_s;
        QTest::newRow("somebody else's syntax")
            << QByteArray("echo BROKEN >/etc/ipsec.d/a.conf") << u"syntax"_s;
        QTest::newRow("changed") << QByteArray("echo >>/etc/ipsec.d/azure.conf") << u"changed"_s;
        QTest::newRow("there now") << QByteArray("echo >/etc/ipsec.d/azure.secrets") << u"changed"_s;
        QTest::newRow("busy") << QByteArray("mkdir -p /var/lib/skybro-tunnel/azure/current; : "
                                            ">/var/lib/skybro-tunnel/azure/current/armed")
                              << u"busy"_s;
    }
    void saysNoBeforeAnythingIsWritten()
    {
        QFETCH(const QByteArray, first);
        QFETCH(const QString, word);
        run(first);
        ConfigPlan bad = plan();
        if (word == "refused"_L1)
            bad.wanted.ike = u"aes256-sha1;modp1024"_s;
        if (word == "syntax"_L1 && first.isEmpty())
            bad.files.first().after = "BROKEN\n";
        const QByteArray before = files();
        const ChangeReport report = readChangeReport(run(prepareScript(m_change, bad)));
        QCOMPARE(report.word, word);
        QCOMPARE(files(), before);
        QVERIFY(!run("ls /var/lib/skybro-tunnel/azure").contains("next"));
        QCOMPARE(this->word(switchScript(m_change)), u"none"_s);
        QVERIFY(!run("cat /calls").contains("--delete"));
    }

    /// A disk that is full while it is prepared, while it is switched, while it is put back.
    void saysWhyItCanNotWrite()
    {
        const QByteArray before = files();
        const QByteArray full = "mount -t tmpfs -o size=4k,nr_inodes=40 full ";
        const QByteArray fill = "; cat /dev/zero 2>/dev/null >";
        ChangeReport report;
        const auto runIn = [&](const QByteArray &setUp, const QByteArray &script) {
            QProcess process;
            QStringList command = shell();
            process.start(command.takeFirst(), command);
            process.write(setUp + '\n' + script);
            process.closeWriteChannel();
            process.waitForFinished(60'000);
            ssh::ExecResult ran;
            ran.output = process.readAllStandardOutput();
            ran.errors = process.readAllStandardError();
            report = *changeReport(ran);
        };
        runIn("mkdir -p /var/lib/skybro-tunnel; " + full + "/var/lib/skybro-tunnel" + fill +
                  "/var/lib/skybro-tunnel/fill",
              prepareScript(m_change, plan()));
        QCOMPARE(report.word, u"failed"_s);
        QVERIFY2(report.detail.endsWith(u"No space left on device"_s), qPrintable(report.detail));
        // Another file system under /etc/ipsec.d, with what is there.
        const QByteArray fullEtc = "cp -a /etc/ipsec.d /save; " + full +
                                   "/etc/ipsec.d; cp -a /save/. "
                                   "/etc/ipsec.d/" +
                                   fill + "/etc/ipsec.d/fill\n";
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        runIn(fullEtc, switchScript(m_change));
        QCOMPARE(report.word, u"failed"_s);
        QVERIFY2(report.detail.endsWith(u"No space left on device"_s), qPrintable(report.detail));
        QCOMPARE(files(), before);
        QVERIFY(run("ls /var/lib/skybro-tunnel/azure/current").contains("restored"));
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        const QByteArray after = files();
        runIn("rm -rf /save\n" + fullEtc, restoreScript(m_change));
        QCOMPARE(report.word, u"stuck"_s);
        QCOMPARE(report.about, u"/etc/ipsec.d/azure.conf"_s);
        QCOMPARE(files(), after);
        QCOMPARE(word(restoreScript(m_change)), u"restored"_s); // it is tried again
        QCOMPARE(files(), before);
    }

    /// As sites have them that keep their files elsewhere.
    void leavesALinkALink()
    {
        run("mkdir /etc/kept; mv /etc/ipsec.d/azure.conf /etc/kept; "
            "ln -s ../kept/azure.conf /etc/ipsec.d/azure.conf");
        const auto seen = [this] {
            return run("readlink /etc/ipsec.d/azure.conf; cat /etc/kept/*; ls -A /etc/kept");
        };
        const QByteArray before = seen();
        QCOMPARE(before, "../kept/azure.conf\nconn azure\n\tleft=1\nazure.conf\n");
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        QCOMPARE(seen(), "../kept/azure.conf\nconn azure\n\tleft='2' # it's $new\nazure.conf\n");
        QCOMPARE(word(restoreScript(m_change)), u"restored"_s);
        QCOMPARE(seen(), before);
    }

    /// With another key or the same; and a rollback does not open it again.
    void closesSecretsThatOthersMayRead_data()
    {
        QTest::addColumn<bool>("changes");
        QTest::newRow("another key") << true;
        QTest::newRow("the same key") << false;
    }
    void closesSecretsThatOthersMayRead()
    {
        QFETCH(const bool, changes);
        const QByteArray old = "1 2 : PSK \"the-old-key\"\n";
        run("cd /etc/ipsec.d; echo '" + old.trimmed() + "' >azure.secrets; chmod 644 azure.secrets");
        ConfigPlan closing = plan();
        const QString path = closing.key->path;
        closing.open.push_back({path, Secret(QByteArray(old)), true});
        closing.key->before = Secret(QByteArray(old));
        closing.key->exists = true;
        if (!changes)
            closing.key.reset();
        const auto seen = [this] {
            return run("cd /etc/ipsec.d; stat -c %a azure.secrets; cat azure.secrets");
        };
        QCOMPARE(word(prepareScript(m_change, closing)), u"prepared"_s);
        QCOMPARE(seen(), "644\n" + old); // nothing is in force
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        QCOMPARE(seen(), "600\n" + (changes ? "1 2 : PSK \"" + keyText + "\"\n" : old));
        QCOMPARE(word(restoreScript(m_change)), u"restored"_s);
        QCOMPARE(seen(), "600\n" + old);
    }

    /// The running tunnel is not touched when the files turn out to be wrong together.
    void takesFilesBackWithoutTheDaemon()
    {
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        run("echo BROKEN >/etc/ipsec.d/a.conf");
        const QByteArray before = files();
        QCOMPARE(word(switchScript(m_change)), u"syntax"_s);
        QCOMPARE(files(), before);
        QVERIFY(!run("cat /calls").contains("--delete"));
    }

    /// Of two at once the second changes nothing; what a killed one left is in nobody's way for long.
    void onlyOneAtATime()
    {
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        const Change other{.id = u"34-cd"_s, .name = u"azure"_s, .patience = 600s};
        QCOMPARE(word(prepareScript(other, plan())), u"busy"_s);
        QCOMPARE(run("cat /var/lib/skybro-tunnel/azure/next/id"), "12-ab");
        run("touch -d '-11 minutes' /var/lib/skybro-tunnel/azure/next");
        QCOMPARE(word(prepareScript(other, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"none"_s);
        QCOMPARE(word(switchScript(other)), u"switched"_s);
    }

    /// Where no file was changed, none was changed by hand since.
    void takesBackKernelParametersAlone()
    {
        ConfigPlan kernel = plan();
        kernel.files.clear();
        kernel.key.reset();
        kernel.kernel = {{u"net.ipv4.ip_forward"_s, u"1"_s}};
        run("printf '#!/bin/sh\\necho 0\\n' >/usr/local/bin/sysctl; chmod +x /usr/local/bin/sysctl");
        bringIntoForce(m_change, kernel);
        QCOMPARE(word(restoreScript(Change{.id = {}, .name = u"azure"_s})), u"restored"_s);
    }

    void aChangeThatWasOnlyPreparedIsForgotten()
    {
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(restoreScript(m_change)), u"none"_s);
        QCOMPARE(run("grep -r " + keyText + " /etc/ipsec.d /var/lib/skybro-tunnel"), "");
        QCOMPARE(word(switchScript(m_change)), u"none"_s);
    }

    /// Its program is gone: what awaits its confirmation is taken back at once, what was confirmed stays.
    void settles()
    {
        const QByteArray before = files();
        QCOMPARE(word(settleScript(m_change)), u"none"_s);
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(settleScript(m_change)), u"none"_s);
        QCOMPARE(run("ls /var/lib/skybro-tunnel/azure"), "");
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        QCOMPARE(word(settleScript({.id = u"another"_s, .name = u"azure"_s})), u"none"_s);
        QVERIFY(files() != before);
        QCOMPARE(word(settleScript(m_change)), u"restored"_s);
        QCOMPARE(files(), before);
        QCOMPARE(word(settleScript(m_change)), u"restored"_s);
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        QCOMPARE(word(confirmScript(m_change)), u"confirmed"_s);
        const QByteArray after = files();
        QCOMPARE(word(settleScript(m_change)), u"confirmed"_s);
        QCOMPARE(files(), after);
    }

    /// While Azure's end does not fit, it takes as long as it is let to come up.
    void doesNotWaitForWhatCanNotComeUp()
    {
        // It comes up once there is a file "fits", or gives up when it is told to.
        run("sed -i -e 's|^exit 0|case $* in *--up*) trap \"echo late >>/calls; exit\" TERM; "
            "until [ -e /fits ]; do sleep 0.1; done; echo late >>/calls;; esac|' "
            "-e 's|^.whack --trafficstatus.*|*nothing*) ;;|' /usr/local/bin/ipsec");
        for (const bool bothEnds : {false, true}) {
            Change change = m_change;
            change.bothEnds = bothEnds;
            QCOMPARE(word(prepareScript(change, plan())), u"prepared"_s);
            const QByteArray said =
                run(": >/var/lib/skybro-tunnel/azure/next/was-up; : >/fits\n" + switchScript(change) +
                    (bothEnds ? "rm /fits" : "") + "\n: >/calls\n(" + restoreScript(change) +
                    ")\ncat /calls; : >/fits\nuntil grep -q late /calls; do sleep 0.1; done\n");
            QCOMPARE(readChangeReport(said).word, u"restored"_s);
            QVERIFY2(said.contains("late") != bothEnds, said);
        }
    }

    /// A tunnel that is down, and that the daemon tries to bring up, comes up by itself after a change, too.
    void goesOnTryingWhatWasTried_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<bool>("tried");
        QTest::newRow("tried") << QByteArray("PSK+ENCRYPT+TUNNEL+PFS+UP+IKE_FRAG_ALLOW") << true;
        QTest::newRow("only loaded") << QByteArray("PSK+ENCRYPT+TUNNEL+PFS+UPPER+IKE_FRAG_ALLOW") << false;
    }
    void goesOnTryingWhatWasTried()
    {
        QFETCH(const QByteArray, policy);
        QFETCH(const bool, tried);
        run("sed -i -e 's|^.whack --trafficstatus.*|*nothing*) ;;|' -e 's|azure\": up|azure\":   policy: " +
            policy + ";|' /usr/local/bin/ipsec");
        for (const char *asked : {"timer", "asked"}) {
            QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
            run(switchScript(m_change));
            const QByteArray calls =
                run(QByteArray(": >/calls; sh /var/lib/skybro-tunnel/azure/current/restore.sh ") + asked +
                    " 12-ab; for i in 1 2 3 4 5; do grep -q -e --up /calls && break; sleep 0.1; done; "
                    "cat /calls");
            QVERIFY2(calls.contains("auto --add azure"), calls);
            QCOMPARE(calls.contains("auto --up azure"), tried);
        }
    }

    /// Switching starts a daemon that did not run: put back, it has the connection as if it had begun with
    /// it.
    void aDaemonThatWasDownHasTheConnectionAfterwards_data()
    {
        QTest::addColumn<bool>("loads");
        QTest::addColumn<bool>("starts");
        QTest::newRow("auto=start") << true << true;
        QTest::newRow("auto=add") << true << false;
        QTest::newRow("auto=ignore") << false << false;
    }
    void aDaemonThatWasDownHasTheConnectionAfterwards()
    {
        QFETCH(const bool, loads);
        QFETCH(const bool, starts);
        run("sed -i '3s/^/case $1 in start) rm -f \\/down;; whack) [ -e \\/down ] \\&\\& exit 33;; esac\\n/' "
            "/usr/local/bin/ipsec; printf '#!/bin/sh\\nexit 1\\n' >/usr/local/bin/systemctl; "
            "chmod +x /usr/local/bin/systemctl; : >/down");
        ConfigPlan change = plan();
        change.present = change.wanted;
        change.present->startAtBoot = starts;
        change.atStart = loads ? u"start"_s : u"ignore"_s;
        QCOMPARE(word(prepareScript(m_change, change)), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        QCOMPARE(run("ls /down 2>/dev/null; : >/calls"), "");
        QCOMPARE(word(restoreScript(m_change) + "\nsleep 0.2\n"), u"restored"_s);
        const QByteArray calls = run("cat /calls");
        QVERIFY2(calls.contains("auto --delete azure"), calls);
        QCOMPARE(calls.contains("auto --add azure"), loads);
        QCOMPARE(calls.contains("auto --up azure"), starts);
    }

    /// Its timer comes while another puts the change back, or just after it was confirmed.
    void aTimerThatComesLateHasNotFailed()
    {
        const auto restores = [this](const QByteArray &who) {
            return run("sh /var/lib/skybro-tunnel/azure/current/restore.sh " + who + "; echo $?");
        };
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        const QByteArray after = files();
        run("cd /var/lib/skybro-tunnel/azure/current; mv armed restoring");
        QCOMPARE(restores("timer 12-ab"), "0\n");
        run("cd /var/lib/skybro-tunnel/azure/current; mv restoring confirmed");
        QCOMPARE(restores("timer 12-ab"), "0\n");
        QCOMPARE(restores("timer another"), "0\n");
        QCOMPARE(restores("asked another"), "3\n");
        QCOMPARE(files(), after);
    }

    void looksBack()
    {
        Change both = m_change;
        both.bothEnds = true;
        QCOMPARE(run(lookBackScript(both)), "skybro end\n");
        QCOMPARE(word(prepareScript(both, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(both)), u"switched"_s);
        QCOMPARE(word(confirmScript(both)), u"confirmed"_s);
        const QByteArray conf = QByteArray("/etc/ipsec.d/azure.conf").toBase64();
        const QByteArray files = "skybro file " + conf + " +" +
                                 QByteArray("conn azure\n\tleft='2' # it's $new\n").toBase64() + " +" +
                                 QByteArray("conn azure\n\tleft=1\n").toBase64() + "\nskybro secret " +
                                 QByteArray("/etc/ipsec.d/azure.secrets").toBase64() + '\n';
        QCOMPARE(run(lookBackScript(both)),
                 "skybro state confirmed 12-ab\nskybro both-ends\n" + files + "skybro end\n");
        run("echo '# by hand' >>/etc/ipsec.d/azure.conf");
        const QByteArray said = run(lookBackScript(both));
        QVERIFY2(said.contains("\nskybro changed " + conf + '\n'), said);
        QVERIFY(!said.contains(keyText.toBase64()));
    }

    void bringsUpWhatWasUp()
    {
        QCOMPARE(word(bringUpScript(m_change)), u"up"_s); // of this change nothing is known
        QVERIFY(!run("cat /calls").contains("whack"));
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        QCOMPARE(word(switchScript(m_change)), u"switched"_s);
        run("sed -i 's/^.whack --trafficstatus.*/*nothing*) ;;/' /usr/local/bin/ipsec; : >/calls");
        QCOMPARE(word(bringUpScript(m_change)), u"down"_s);
        const QByteArray calls = run("cat /calls");
        QVERIFY2(calls.contains("auto --down azure\nauto --up azure\n"), calls);
    }

    /// One that failed and was put back is as if it had never been: what was in force before can be taken
    /// back.
    void theOneBeforeAFailedOneCanBeTakenBack()
    {
        const QByteArray before = files();
        bringIntoForce(m_change, plan());
        const QByteArray after = files();
        for (const auto &id : {u"13-cd"_s, u"14-ef"_s}) { // and once more
            const Change failed{.id = id, .name = u"azure"_s, .patience = 600s};
            QCOMPARE(word(prepareScript(failed, furtherPlan())), u"prepared"_s);
            QCOMPARE(word(switchScript(failed)), u"switched"_s);
            QVERIFY(run(lookBackScript(failed)).startsWith("skybro state armed " + id.toLatin1()));
            QCOMPARE(word(restoreScript(failed)), u"restored"_s);
            QCOMPARE(word(settleScript(failed)), u"restored"_s); // the answer may have been lost
            QCOMPARE(files(), after);
        }
        QVERIFY(run(lookBackScript(m_change)).startsWith("skybro state confirmed 12-ab\n"));
        QCOMPARE(word(restoreScript(m_change)), u"restored"_s);
        QCOMPARE(files(), before);
        QCOMPARE(word(restoreScript({.id = {}, .name = u"azure"_s})), u"none"_s);
    }

    /// What came into force takes the place of all before it.
    void onlyTheLastInForceCanBeTakenBack()
    {
        bringIntoForce(m_change, plan());
        const QByteArray between = files();
        const Change next{.id = u"13-cd"_s, .name = u"azure"_s, .patience = 600s};
        bringIntoForce(next, furtherPlan());
        const Change last{.id = {}, .name = u"azure"_s};
        QCOMPARE(word(restoreScript(last)), u"restored"_s);
        QCOMPARE(files(), between);
        QCOMPARE(word(restoreScript(last)), u"none"_s);
        QCOMPARE(run("ls /var/lib/skybro-tunnel/azure"), "current\n");
    }

    /// The line broke while the script came.
    void halfAScriptDoesNothing()
    {
        QCOMPARE(word(prepareScript(m_change, plan())), u"prepared"_s);
        const QByteArray before = files();
        const QByteArray script = switchScript(m_change);
        for (const qsizetype part : {2, 3, 10})
            QCOMPARE(run(script.left(script.size() - script.size() / part)), "");
        QCOMPARE(run(script.chopped(20)), "");
        QCOMPARE(files(), before);
        QCOMPARE(run("ls /var/lib/skybro-tunnel/azure"), "next\n");
    }

    void readsReports()
    {
        const ChangeReport report =
            readChangeReport("Welcome\nskybro-up\nskybro-detail bMOmc2U=\nskybro-about eA==\n"
                             "skybro-word switched\n");
        QCOMPARE(report.word, u"switched"_s);
        QCOMPARE(report.about, u"x"_s);
        QCOMPARE(report.detail, u"læse"_s);
        QVERIFY(report.up);
        QVERIFY(readChangeReport("skybro-about eA==\nskybro-wo").word.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestChangeScripts)
#include "tst_changescripts.moc"
