#include "models/tunnel/commandjob.h"
#include "models/tunnel/ends/tunnelcontroljob.h"
#include "tests/models/ssh/sshfixture.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A gateway whose programs are shell scripts that write down what they were called with.
class FakeGateway
{
public:
    void add(const QString &program, const QByteArray &body)
    {
        QFile file(m_folder.filePath(program));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file for a program");
        file.write("#!/bin/sh\necho \"${0##*/} $*\" >> " + m_folder.filePath(u"calls"_s).toUtf8() + "\n" +
                   body + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    [[nodiscard]] QStringList calls() const
    {
        QFile file(m_folder.filePath(u"calls"_s));
        return file.open(QIODevice::ReadOnly)
                   ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                   : QStringList();
    }
    /// Its programs come before those of this machine, which may have the real ones.
    [[nodiscard]] Shell shell()
    {
        return [this](QByteArray script) -> ScriptJob * {
            script.replace("PATH=$PATH:", "PATH=" + m_folder.path().toUtf8() + ":$PATH:");
            script.replace("[ \"$(id -u)\" = 0 ]", m_isRoot ? "true" : "false");
            return localShell()(script);
        };
    }
    void setRoot(bool isRoot) { m_isRoot = isRoot; }

private:
    QTemporaryDir m_folder;
    bool m_isRoot = true;
};

constexpr auto working = R"(case "$*" in
"auto --up"*) echo '181 "azure" #2: initiator established IKE SA'; echo '004 "azure" #3: established Child SA' ;;
trafficstatus) echo '006 #3: "azure", type=ESP, add_time=1, inBytes=0, outBytes=0' ;;
esac)";

} // namespace

class TestTunnelControlJob : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheMends()
    {
        QCOMPARE(controlActionFrom(u"tunnel.up"), ControlAction::Up);
        QCOMPARE(controlActionFrom(u"tunnel.load"), ControlAction::Load);
        QCOMPARE(controlActionFrom(u"tunnel.restart"), ControlAction::Restart);
        QCOMPARE(controlActionFrom(u"tunnel.startDaemon"), ControlAction::StartDaemon);
        QVERIFY(!controlActionFrom(u"tunnel.config"));
        QVERIFY(isCutting(ControlAction::Restart));
        QVERIFY(!isCutting(ControlAction::Up));
    }

    void bringsUp()
    {
        FakeGateway gateway;
        gateway.add(u"ipsec"_s, working);
        TunnelControlJob job(gateway.shell(), ControlAction::Up, u"azure"_s, Implementation::Unknown);
        const Result<ControlOutcome> outcome = ended(job);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text));
        QVERIFY(outcome->said.contains(u"established Child SA"_s));
        QCOMPARE(gateway.calls(), (QStringList{u"ipsec auto --up azure"_s, u"ipsec trafficstatus"_s}));
    }

    void saysThatItIsNotUp()
    {
        // As Libreswan does when the proposals of ESP differ: exit 0, and no Child SA.
        FakeGateway gateway;
        gateway.add(u"ipsec"_s, R"(case "$*" in *--up*) echo 'azure #3: NO_PROPOSAL_CHOSEN' ;; esac)");
        TunnelControlJob job(gateway.shell(), ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        const Error error = ended(job).error();
        QCOMPARE(error.kind, ErrorKind::Server);
        QCOMPARE(error.code, u"not-up"_s);
        QVERIFY(error.text.contains(u"NO_PROPOSAL_CHOSEN"_s));
    }

    void tellsAnotherTunnelFromOurs()
    {
        FakeGateway gateway;
        gateway.add(u"ipsec"_s, R"(case "$*" in trafficstatus) echo '006 #3: "azure2", type=ESP'; esac)");
        TunnelControlJob job(gateway.shell(), ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        QCOMPARE(ended(job).error().code, u"not-up"_s);
    }

    void restarts()
    {
        FakeGateway gateway;
        gateway.add(u"ipsec"_s, working);
        TunnelControlJob job(gateway.shell(), ControlAction::Restart, u"a'z ure"_s,
                             Implementation::Libreswan);
        QCOMPARE(ended(job).error().code, u"not-up"_s); // it is another's name that is up
        QCOMPARE(gateway.calls().first(2),
                 (QStringList{u"ipsec auto --down a'z ure"_s, u"ipsec auto --up a'z ure"_s}));
    }

    void loads()
    {
        FakeGateway gateway;
        gateway.add(u"ipsec"_s, R"(echo 'conn azure: unknown keyword "ikev3"'; exit 36)");
        TunnelControlJob job(gateway.shell(), ControlAction::Load, u"azure"_s, Implementation::Libreswan);
        const Error error = ended(job).error();
        QCOMPARE(error.kind, ErrorKind::Server);
        QVERIFY(error.text.contains(u"unknown keyword"_s));
        QCOMPARE(gateway.calls(), QStringList{u"ipsec auto --add azure"_s});
    }

    void bringsUpTheChildrenOfStrongSwan()
    {
        FakeGateway gateway;
        gateway.add(u"swanctl"_s, R"(case "$*" in
--list-conns) printf '%s\n' 'other: IKEv2, no reauthentication, rekeying every 14400s' \
    '  wrong: TUNNEL, rekeying every 3600s' 'azure: IKEv2, no reauthentication, rekeying every 14400s' \
    '  local:  %any' '  remote: 192.0.2.1' '  local pre-shared key authentication:' '    id: 192.0.2.2' \
    '  vms: TUNNEL, rekeying every 3600s' '    local:  10.2.0.0/16' '  more: TUNNEL, rekeying every 3600s' ;;
--initiate*) echo 'initiate completed successfully' ;;
--list-sas*) echo '  vms: #1, reqid 1, INSTALLED, TUNNEL, ESP:AES_GCM_16-256' ;;
esac)");
        TunnelControlJob job(gateway.shell(), ControlAction::Up, u"azure"_s, Implementation::StrongSwan);
        const Result<ControlOutcome> outcome = ended(job);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text));
        QCOMPARE(gateway.calls(), (QStringList{u"swanctl --list-conns"_s,
                                               u"swanctl --initiate --child vms --ike azure --timeout 25"_s,
                                               u"swanctl --initiate --child more --ike azure --timeout 25"_s,
                                               u"swanctl --list-sas --ike azure"_s}));
    }

    void startsTheDaemon()
    {
        FakeGateway gateway;
        gateway.add(u"systemctl"_s, "exit 0");
        TunnelControlJob job(gateway.shell(), ControlAction::StartDaemon, u"azure"_s,
                             Implementation::Libreswan);
        QVERIFY(ended(job));
        QCOMPARE(gateway.calls(), QStringList{u"systemctl start ipsec"_s});
    }

    void saysThatSudoIsNeeded()
    {
        FakeGateway gateway;
        gateway.setRoot(false);
        gateway.add(u"sudo"_s, "echo 'sudo: a password is required' >&2; exit 1");
        TunnelControlJob job(gateway.shell(), ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        const Error error = ended(job).error();
        QCOMPARE(error.kind, ErrorKind::Forbidden);
        QCOMPARE(error.code, u"sudo"_s);
        QCOMPARE(gateway.calls().first(), u"sudo -n ipsec auto --up azure"_s);
    }

    void saysThatThereIsNoSuchProgram()
    {
        FakeGateway gateway;
        gateway.setRoot(false);
        gateway.add(u"sudo"_s, "echo 'ipsec: command not found' >&2; exit 127");
        TunnelControlJob job(gateway.shell(), ControlAction::Load, u"azure"_s, Implementation::Libreswan);
        QCOMPARE(ended(job).error().kind, ErrorKind::NotFound);
    }

    void refusesNoName()
    {
        FakeGateway gateway;
        for (const QString &name : {QString(), u"--all"_s}) {
            TunnelControlJob job(gateway.shell(), ControlAction::Up, name, Implementation::Libreswan);
            QCOMPARE(ended(job).error().kind, ErrorKind::Invalid);
        }
        QVERIFY(gateway.calls().isEmpty());
    }

    void saysThatTheAnswerWasCut()
    {
        const Shell cut = [](const QByteArray &) -> ScriptJob * {
            return new CommandJob(u"/bin/sh"_s, {u"-s"_s}, "echo 'skybro-control said begun'\n");
        };
        TunnelControlJob job(cut, ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        QCOMPARE(ended(job).error().kind, ErrorKind::Protocol);
    }

    void tellsErrorsOfTheShell()
    {
        const Shell none = [](const QByteArray &) -> ScriptJob * {
            return new CommandJob(u"no-such-program"_s, {});
        };
        TunnelControlJob job(none, ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        QCOMPARE(ended(job).error().kind, ErrorKind::NotFound);
    }

    void endsEarly_data()
    {
        QTest::addColumn<bool>("cancel");
        QTest::newRow("cancelled") << true;
        QTest::newRow("timed out") << false;
    }
    void endsEarly()
    {
        QFETCH(bool, cancel);
        TunnelControlJob job([](const QByteArray &) { return new CommandJob(u"sleep"_s, {u"300"_s}); },
                             ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        job.setDeadline(cancel ? 10min : 50ms);
        if (cancel)
            QTimer::singleShot(50ms, &job, &Job::cancel);
        QCOMPARE(ended(job).error().kind, cancel ? ErrorKind::Cancelled : ErrorKind::TimedOut);
    }

    void isDestroyed()
    {
        QPointer<CommandJob> script;
        auto job = std::make_unique<TunnelControlJob>(
            [&](const QByteArray &) { return script = new CommandJob(u"sleep"_s, {u"300"_s}); },
            ControlAction::Up, u"azure"_s, Implementation::Libreswan);
        QSignalSpy spy(job.get(), &Job::finished);
        job->start();
        QTRY_VERIFY(script && script->isRunning());
        job.reset();
        QTRY_VERIFY(!script);
        QCOMPARE(spy.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTunnelControlJob)
#include "tst_tunnelcontroljob.moc"
