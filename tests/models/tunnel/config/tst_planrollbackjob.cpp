#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/config/planrollbackjob.h"
#include "tests/models/tunnel/fakeconnection.h"
#include "tests/models/tunnel/scriptedshell.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace std::chrono_literals;

namespace {

QByteArray file(const QByteArray &path, const char *now, const char *then)
{
    const auto text = [](const char *word) {
        return word ? '+' + QByteArray(word).toBase64() : QByteArray("-");
    };
    return "skybro file " + path.toBase64() + ' ' + text(now) + ' ' + text(then) + '\n';
}

const QByteArray gateway = "Welcome\nskybro state confirmed 1\nskybro both-ends\n" +
                           file("/etc/ipsec.d/azure.conf", "ike=new\n", "ike=old\n") +
                           file("/etc/sysctl.d/60.conf", "a = 1\n", nullptr) + "skybro secret " +
                           QByteArray("/etc/ipsec.d/azure.secrets").toBase64() +
                           "\nskybro kernel net.ipv4.ip_forward=0\nskybro end\n";

} // namespace

class TestPlanRollbackJob : public QObject
{
    Q_OBJECT

    secrets::MemorySecretStore m_store;
    ScriptedShell m_shell;
    FakeConnection m_cloud;
    std::unique_ptr<ArmFixture> m_arm;
    const UndoPlace m_place{.store = &m_store, .site = u"nifl"_s};

    [[nodiscard]] RollbackParts parts(bool withAzure = true)
    {
        RollbackParts parts;
        parts.gateway = m_shell.shell();
        parts.site = u"nifl"_s;
        parts.connection = u"azure"_s;
        parts.client = withAzure ? &m_arm->client : nullptr;
        parts.secrets = &m_store;
        return parts;
    }
    [[nodiscard]] Result<RollbackPlan> plan(bool withAzure = true)
    {
        PlanRollbackJob job(parts(withAzure));
        return ended(job);
    }

private slots:
    void init()
    {
        m_store = secrets::MemorySecretStore();
        m_cloud = FakeConnection();
        m_arm = std::make_unique<ArmFixture>(std::ref(m_cloud));
        m_shell.say({ScriptedShell::printed(gateway)});
    }

    void saysWhatItWouldDoAtBothEnds()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        const qsizetype asked = m_arm->sent();
        const Result<RollbackPlan> made = plan();
        QVERIFY2(made, made ? "" : qPrintable(made.error().text));
        QCOMPARE(made->id, u"1"_s);
        QVERIFY(made->withAzure && made->azureKey && !made->azureForeign && !made->gatewayIsBack);
        const QByteArrayList lines = diff(*made);
        for (const char *line :
             {"-ike=new", "+ike=old", "--- /etc/sysctl.d/60.conf", "+++ /dev/null", "-a = 1",
              "# /etc/ipsec.d/azure.secrets: the earlier pre-shared key", "# sysctl net.ipv4.ip_forward=0",
              "+        \"dhGroup\": \"DHGroup2\",", "# Azure: c: the earlier pre-shared key"})
            QVERIFY2(lines.contains(line), line + QByteArray(" is not in\n") + lines.join('\n'));
        QVERIFY(!lines.join('\n').contains("old-key") && !lines.join('\n').contains("new-key"));
        for (qsizetype i = asked; i < m_arm->sent(); ++i)
            QCOMPARE(m_arm->transport.requests.at(i).method, "GET");
        QCOMPARE(keptUndos(m_place), 1);
    }

    void ofTheGatewayAlone()
    {
        const Result<RollbackPlan> made = plan(false);
        QVERIFY(made && !made->withAzure);
        QVERIFY(!diff(*made).join('\n').contains("Azure:"));
        QByteArray alone = gateway;
        m_shell.say({ScriptedShell::printed(alone.replace("skybro both-ends\n", ""))});
        const Result<RollbackPlan> other = plan(); // Azure was no part of it
        QVERIFY(other && !other->withAzure);
        QCOMPARE(m_arm->sent(), 0);
    }

    /// Somebody made it on another machine.
    void whatAzureHadMustBeKnown() { QCOMPARE(plan().error().code, u"no-undo"_s); }

    /// What it broke off with is all that is left.
    void goesOnWithAzuresEnd()
    {
        QByteArray back = gateway;
        m_shell.say({ScriptedShell::printed(back.replace("confirmed", "restored"))});
        QCOMPARE(plan().error().kind, ErrorKind::NotFound); // both are
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        QCOMPARE(plan(false).error().kind, ErrorKind::NotFound);
        const Result<RollbackPlan> made = plan();
        QVERIFY(made && made->gatewayIsBack && made->withAzure);
        QVERIFY(!diff(*made).contains("-ike=new"));
    }

    void seesThatItMayCutItsOwnLine()
    {
        const auto through = [this](const QByteArray &peer) {
            QByteArray said = gateway;
            said.replace("skybro end", peer + "skybro tunnelled 10.0.0.0/16\nskybro tunnelled 2001:db8::/32\n"
                                              "skybro end");
            m_shell.say({ScriptedShell::printed(said)});
            return plan(false)->comesThroughTunnel;
        };
        QVERIFY(through("skybro peer 10.0.1.4\n"));
        QVERIFY(through("skybro peer 2001:db8::4\n"));
        QVERIFY(!through("skybro peer 10.2.0.10\n"));
        QVERIFY(!through({})); // on the gateway itself
    }

    void seesWhatOthersChanged()
    {
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_cloud.key = u"anothers-key"_s;
        QByteArray changed = gateway;
        changed.replace("skybro end", "skybro changed " + QByteArray("/etc/ipsec.d/azure.conf").toBase64() +
                                          "\nskybro end");
        m_shell.say({ScriptedShell::printed(changed)});
        const Result<RollbackPlan> made = plan();
        QVERIFY(made && made->azureForeign);
        QCOMPARE(made->changedByHand, QStringList{u"/etc/ipsec.d/azure.conf"_s});
    }

    void tellsErrors()
    {
        m_shell.say({ScriptedShell::printed("skybro end\n"),
                     ScriptedShell::printed({}, "sudo: a password is required"),
                     ScriptedShell::printed(gateway.chopped(11)),
                     Result<ssh::ExecResult>(fail(ErrorKind::Network, u"No route."_s)),
                     ScriptedShell::printed(gateway)});
        for (const ErrorKind kind :
             {ErrorKind::NotFound, ErrorKind::Forbidden, ErrorKind::Protocol, ErrorKind::Network})
            QCOMPARE(plan().error().kind, kind);
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        for (const char *refused : {"GET connection", "GET key"}) {
            m_cloud.refuses = refused;
            QCOMPARE(plan().error().kind, ErrorKind::Forbidden);
        }
    }

    void endsEarly()
    {
        m_shell.say({std::nullopt});
        PlanRollbackJob cancelled(parts());
        QTimer::singleShot(0, &cancelled, &Job::cancel);
        QCOMPARE(ended(cancelled).error().kind, ErrorKind::Cancelled);
        PlanRollbackJob late(parts());
        late.setDeadline(20ms);
        QCOMPARE(ended(late).error().kind, ErrorKind::TimedOut);
        m_shell.say({ScriptedShell::printed(gateway)});
        QVERIFY(changeAzure(*m_arm, m_place, u"1"_s));
        m_cloud.isDeaf = true;
        auto destroyed = std::make_unique<PlanRollbackJob>(parts());
        destroyed->start();
        QTRY_VERIFY(m_arm->transport.open > 0);
        destroyed.reset();
        QTRY_COMPARE(m_arm->transport.open, 0);
    }
};

QTEST_GUILESS_MAIN(TestPlanRollbackJob)
#include "tst_planrollbackjob.moc"
