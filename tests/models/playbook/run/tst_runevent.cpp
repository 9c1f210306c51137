#include "models/playbook/run/run.h"
#include "models/playbook/run/runevent.h"
#include "models/playbook/run/shorten.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 11, 26), QTime(12, 0, 0, 7), Qt::UTC);

RunEvent made(RunEvent::Kind kind)
{
    RunEvent event;
    event.kind = kind;
    event.time = noon;
    return event;
}

RunEvent finished(const QString &host, Outcome outcome, bool changed = false)
{
    RunEvent one = made(RunEvent::Kind::HostFinished);
    one.host = host;
    one.outcome = outcome;
    one.result = Dict{{u"changed"_s, changed}};
    return one;
}

} // namespace

class TestRunEvent : public QObject
{
    Q_OBJECT

private slots:
    void wordsGoBothWays()
    {
        for (const Outcome outcome : {Outcome::Ok, Outcome::Changed, Outcome::Skipped, Outcome::Failed,
                                      Outcome::Ignored, Outcome::Unreachable})
            QCOMPARE(outcomeFromWord(toWord(outcome)), outcome);
        QCOMPARE(toWord(Outcome::Unreachable), u"unreachable"_s);
        QVERIFY(!outcomeFromWord(u"Ok"));
        for (int i = 0; i <= static_cast<int>(RunEvent::Kind::RunFinished); ++i) {
            const auto kind = static_cast<RunEvent::Kind>(i);
            QCOMPARE(runEventKindFromWord(toWord(kind)), kind);
        }
        QCOMPARE(toWord(RunEvent::Kind::RunFinished), u"run-finished"_s);
        QVERIFY(!runEventKindFromWord(u""));
    }

    /// The line is a contract: others read it.
    void lineIsAsDocumented()
    {
        RunEvent one = made(RunEvent::Kind::HostFinished);
        one.play = 0;
        one.task = 3;
        one.host = u"n1"_s;
        one.action = u"copy"_s;
        one.mark = {.file = u"/p/site.yml"_s, .line = 7, .column = 5};
        one.isHandler = one.isCheck = true;
        one.delegatedTo = u"gateway"_s;
        one.outcome = Outcome::Changed;
        one.result = Dict{{u"changed"_s, true}, {u"a"_s, Value(List{1, u"æ"_s})}};
        one.diffs = {{u"before"_s, u"after"_s, "old\n", "n\xff"}};
        one.duration = 250;
        QCOMPARE(toJsonLine(one),
                 QByteArray(R"({"event": "host-finished", "time": "2026-11-26T12:00:00.007Z", "play": 0, )"
                            R"("task": 3, "host": "n1", "action": "copy", "file": "/p/site.yml", "line": 7, )"
                            R"("column": 5, "handler": true, "check": true, "delegatedTo": "gateway", )"
                            R"("outcome": "changed", "result": {"changed": true, "a": [1, "\u00e6"]}, )"
                            R"("diffs": [{"beforeHeader": "before", "afterHeader": "after", )"
                            R"("before": "old\n", "after64": "bv8="}], "duration": 250})"));
        RunEvent last = made(RunEvent::Kind::RunFinished);
        last.recap[u"n1"_s] = {.ok = 2, .changed = 1};
        QCOMPARE(toJsonLine(last),
                 QByteArray(R"({"event": "run-finished", "time": "2026-11-26T12:00:00.007Z", "recap": )"
                            R"({"n1": {"ok": 2, "changed": 1, "unreachable": 0, "failed": 0, )"
                            R"("skipped": 0, "rescued": 0, "ignored": 0}}})"));
    }

    void everythingComesBack()
    {
        RunEvent one = made(RunEvent::Kind::ItemFinished);
        one.play = 1;
        one.task = 2;
        one.host = u"n1"_s;
        one.text = u"line\nend \U0001F600 \u2028"_s;
        one.action = u"ansible.builtin.file"_s;
        one.mark = {.file = u"/æ b.yml"_s, .line = 1, .column = 2};
        one.isHandler = true;
        one.isCheck = true;
        one.delegatedTo = u"n2"_s;
        one.outcome = Outcome::Ignored;
        one.result = Dict{{u"z"_s, 1.5}, {u"a"_s, Value()}, {u"m"_s, Dict{{u"y"_s, 1}, {u"b"_s, false}}}};
        one.diffs = {{u"h"_s, {}, QByteArray("\0\x80", 2), {}}, {{}, {}, "a", "b"}};
        one.hosts = {u"n1"_s, u"n2"_s};
        one.duration = 5'000'000'000;
        one.recap[u"n1"_s] = {1, 2, 3, 4, 5, 6, 7};
        const auto back = runEventFromJson(toJsonLine(one));
        QVERIFY(back);
        QCOMPARE(toJsonLine(*back), toJsonLine(one));
        QCOMPARE(back->text, one.text);
        QCOMPARE(back->time, one.time);
        QCOMPARE(back->outcome, one.outcome);
        QCOMPARE(back->result[u"m"_s].dict().keys(), (QStringList{u"y"_s, u"b"_s})); // order kept
        QCOMPARE(back->diffs.at(0).before, one.diffs.at(0).before);
        QCOMPARE(back->mark, one.mark);
        QCOMPARE(back->duration, one.duration);
        QCOMPARE(back->recap, one.recap);
        QVERIFY(!toJsonLine(one).contains('\n'));
    }

    void refusesWhatIsNone_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"", "null", "[]", "{}", R"({"event": "notice"})",
              R"({"event": "other", "time": "2026-11-26T12:00:00.007Z"})",
              R"({"event": 1, "time": "2026-11-26T12:00:00.007Z"})", R"({"event": "notice", "time": "noon"})",
              R"({"event": "notice", "time": "2026-11-26T12:00:00.007Z")"})
            QTest::newRow(line) << QByteArray(line);
    }
    void refusesWhatIsNone()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!runEventFromJson(line));
    }

    void wrongTypesAreAbsent()
    {
        const auto back = runEventFromJson(
            R"({"event": "notice", "time": "2026-11-26T12:00:00Z", "task": "7", "play": -9999999999, )"
            R"("host": ["n1"], "diffs": [1, {"before": 2}], "hosts": {"a": 1}, "recap": {"h": 1}, )"
            R"("duration": -5})");
        QVERIFY(back);
        QCOMPARE(back->task, -1);
        QCOMPARE(back->play, -1);
        QVERIFY(back->host.isEmpty() && back->hosts.isEmpty());
        QCOMPARE(back->diffs.size(), 2);
        QCOMPARE(back->recap.value(u"h"_s), HostStats());
        QCOMPARE(back->duration, 0);
    }

    void longTextsKeepBothEnds()
    {
        const QString whole = u"begin"_s + QString(300'000, u'x') + u"end"_s;
        const QString cut = shortenText(whole, 1000);
        QVERIFY(cut.size() < 1100);
        QVERIFY(cut.startsWith(u"begin") && cut.endsWith(u"end"));
        QVERIFY2(cut.contains(u"[… 299008 characters left out …]"), qPrintable(cut.mid(490, 100)));
        QCOMPARE(shortenText(u"short"_s, 5), u"short"_s);
        const QString pairs = QString(u"\U0001F600"_s).repeated(100);
        for (qsizetype limit = 20; limit < 40; ++limit) // no half character
            QVERIFY(!shortenText(pairs, limit).toUtf8().contains("?"));
    }

    void bigResultsAreCapped()
    {
        RunEvent one = made(RunEvent::Kind::HostFinished);
        List lines;
        for (int i = 0; i < 1'000'000; ++i)
            lines += u"a line of output"_s;
        one.result = Dict{{u"stdout"_s, QString(16'000'000, u'x')},
                          {u"stdout_lines"_s, Value(lines)},
                          {u"msg"_s, u"why"_s},
                          {u"rc"_s, 3},
                          {u"pi"_s, std::numeric_limits<double>::infinity()}};
        one.diffs = {{{}, {}, QByteArray(5'000'000, 'b'), QByteArray(5'000'000, '\xff')}};
        const QByteArray line = toJsonLine(one);
        QVERIFY2(line.size() < 4 * resultLimit, qPrintable(QString::number(line.size())));
        QVERIFY(!QJsonDocument::fromJson(line).isNull());
        const auto back = runEventFromJson(line);
        QVERIFY(back);
        QCOMPARE(back->result[u"rc"_s], Value(3));
        QCOMPARE(back->result[u"msg"_s], Value(u"why"_s));
        QCOMPARE(back->result[u"pi"_s], Value(u"inf"_s));
        QCOMPARE(back->result.dict().keys().constFirst(), u"stdout"_s);
        QVERIFY(back->result[u"stdout_lines"_s].list().constLast().toText().contains(u"members left out"));
        QVERIFY(back->diffs.at(0).before.contains("characters left out"));
    }

    void deepResultsAreCapped()
    {
        Value deep = 1;
        for (int i = 0; i < 5000; ++i)
            deep = List{deep};
        RunEvent one = made(RunEvent::Kind::HostFinished);
        one.result = deep;
        QVERIFY(runEventFromJson(toJsonLine(one)));
    }

    /// As ansible-core's stats count (lib/ansible/plugins/strategy, ansible-core 2.14).
    void recapCounts()
    {
        Recap recap;
        RunEvent play = made(RunEvent::Kind::PlayStarted);
        play.hosts = {u"n1"_s, u"n2"_s};
        addTo(recap, play);
        for (const Outcome outcome : {Outcome::Ok, Outcome::Changed, Outcome::Skipped, Outcome::Failed})
            addTo(recap, finished(u"n1"_s, outcome));
        addTo(recap, finished(u"n1"_s, Outcome::Ignored, true));
        QCOMPARE(recap.value(u"n1"_s),
                 (HostStats{.ok = 3, .changed = 2, .failed = 1, .skipped = 1, .ignored = 1}));
        QVERIFY(!isClean(recap));
        RunEvent rescue = made(RunEvent::Kind::Rescued);
        rescue.host = u"n1"_s;
        addTo(recap, rescue);
        QCOMPARE(recap.value(u"n1"_s).failed, 0);
        QCOMPARE(recap.value(u"n1"_s).rescued, 1);
        QVERIFY(isClean(recap));
        addTo(recap, finished(u"n2"_s, Outcome::Unreachable));
        QCOMPARE(recap.value(u"n2"_s), HostStats{.unreachable = 1});
        QVERIFY(!isClean(recap));
    }
};

QTEST_GUILESS_MAIN(TestRunEvent)
#include "tst_runevent.moc"
