#include "models/tunnel/probe/passesjob.h"
#include "tests/models/tunnel/scriptedshell.h"
#include "tests/models/tunnel/tunnelfixture.h"

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ProbeTarget target{.host = QStringLiteral("10.0.1.4")};
const QByteArray answered = "skybro-probe 0 bash 0 0.007|end 0\nskybro-probe end\n";
const QByteArray silent = "skybro-probe 0 bash 143 \nskybro-probe end\n";

} // namespace

class TestPassesJob : public QObject
{
    Q_OBJECT

    ScriptedShell m_here;
    ScriptedShell m_gateway;

    [[nodiscard]] QList<PassesFrom> places()
    {
        return {{.shell = m_here.shell(), .sources = {}},
                {.shell = m_gateway.shell(), .sources = {u"10.2.0.1"_s}}};
    }
    [[nodiscard]] Result<bool> run(ScriptedShell::Answer here, ScriptedShell::Answer gateway)
    {
        m_here.say({std::move(here)});
        m_gateway.say({std::move(gateway)});
        PassesJob job(places(), {target});
        return ended(job);
    }
    [[nodiscard]] static ScriptedShell::Answer lost(const QString &text)
    {
        return Result<ssh::ExecResult>(fail(ErrorKind::Network, text));
    }

private slots:
    void oneAnswerIsEnough()
    {
        QVERIFY(*run(ScriptedShell::printed(answered), std::nullopt));
        QTRY_COMPARE(m_gateway.open, 0); // given up
        QVERIFY(*run(ScriptedShell::printed(silent), ScriptedShell::printed(answered)));
        QVERIFY(*run(lost(u"no"_s), ScriptedShell::printed(answered)));
        QVERIFY(m_gateway.scripts.last().contains("10.2.0.1")); // the address it sends from
    }

    void nobodyAnswers()
    {
        QCOMPARE(*run(ScriptedShell::printed(silent), ScriptedShell::printed(silent)), false);
        QCOMPARE(*run(ScriptedShell::printed(silent), lost(u"no"_s)), false);
        QCOMPARE(run(lost(u"no"_s), lost(u"no"_s)).error().text, u"no"_s);
    }

    void nothingToTry()
    {
        PassesJob nowhere({}, {target});
        QCOMPARE(ended(nowhere).error().kind, ErrorKind::Invalid);
        PassesJob nobody(places(), {});
        QCOMPARE(ended(nobody).error().kind, ErrorKind::Invalid);
        PassesJob bad(places(), {{.host = u"-x"_s}});
        QCOMPARE(ended(bad).error().kind, ErrorKind::Invalid);
    }

    void endsEarly()
    {
        m_here.say({std::nullopt});
        m_gateway.say({std::nullopt});
        PassesJob cancelled(places(), {target});
        QTimer::singleShot(0, &cancelled, &Job::cancel);
        QCOMPARE(ended(cancelled).error().kind, ErrorKind::Cancelled);
        PassesJob late(places(), {target});
        late.setDeadline(20ms);
        QCOMPARE(ended(late).error().kind, ErrorKind::TimedOut);
        auto destroyed = std::make_unique<PassesJob>(places(), QList{target});
        destroyed->start();
        QTest::qWait(0);
        destroyed.reset();
        QTRY_COMPARE(m_here.open, 0);
        QTRY_COMPARE(m_gateway.open, 0);
    }
};

QTEST_GUILESS_MAIN(TestPassesJob)
#include "tst_passesjob.moc"
