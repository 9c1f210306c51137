#include "tests/support/fakelinks.h"
#include "tests/support/playbookrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::playbook::tests;
using namespace Qt::StringLiterals;

namespace {

const QString folder = QStringLiteral(CASES_DIR);

QByteArray readAll(const QString &name)
{
    QFile file(folder + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Case
{
    QList<std::pair<QString, QByteArray>> files;
    QStringList options;
};

QMap<QString, Case> cases()
{
    QMap<QString, Case> all;
    Case *current = nullptr;
    bool isFile = false;
    for (const QByteArray &line : readAll(u"cases.txt"_s).split('\n')) {
        const QString text = QString::fromUtf8(line);
        if (text.startsWith("=== "_L1)) {
            current = &all[text.mid(4).trimmed()];
            isFile = false;
        } else if (text.startsWith("--- options:"_L1)) {
            current->options = text.mid(12).split(u' ', Qt::SkipEmptyParts);
            isFile = false;
        } else if (text.startsWith("--- "_L1)) {
            current->files.append({text.mid(4).trimmed(), {}});
            isFile = true;
        } else if (isFile) {
            current->files.last().second += line + '\n';
        }
    }
    return all;
}

/// As skybroctl will do: Ansible's own words.
void setOptions(RunOptions &run, const QStringList &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word == "--check"_L1) {
            run.check = true;
            continue;
        }
        const QString value = words.value(++i);
        if (word == "--tags"_L1)
            run.tags = value.split(u',');
        else if (word == "--skip-tags"_L1)
            run.skipTags = value.split(u',');
        else if (word == "--limit"_L1)
            run.limit = value;
        else if (word == "--start-at-task"_L1)
            run.startAtTask = value;
        else if (word == "-e"_L1 && value.startsWith(u'{'))
            run.extraVars.update(Value::fromJson(value.toUtf8())->dict());
        else if (word == "-e"_L1)
            run.extraVars.insert(value.section(u'=', 0, 0), value.section(u'=', 1));
    }
}

Value told(const RunEvent &event)
{
    static const QStringList speaking{u"debug"_s, u"fail"_s, u"assert"_s};
    static const QStringList left{u"changed"_s,           u"failed"_s,       u"results"_s,
                                  u"skipped"_s,           u"skip_reason"_s,  u"attempts"_s,
                                  u"retries"_s,           u"censored"_s,     u"ansible_loop_var"_s,
                                  u"ansible_index_var"_s, u"ansible_loop"_s, u"failed_when_result"_s};
    const Dict &result = event.result.dict();
    const QString action = event.action.section(u'.', -1);
    // Errors of templates come without Ansible's long tail.
    const bool isError = event.outcome != Outcome::Ok && action == "debug"_L1;
    if (!speaking.contains(action) || isError || result.contains(u"results"_s))
        return Dict{};
    Dict kept;
    for (const auto &[key, value] : result) {
        if (!left.contains(key) && key != result.value(u"ansible_loop_var"_s).toText() &&
            key != result.value(u"ansible_index_var"_s).toText())
            kept.insert(key, value);
    }
    return kept;
}

/// What happened on each host, in the words of oracle.py.
QMap<QString, List> lines(const QList<RunEvent> &events)
{
    QMap<QString, List> all;
    QHash<int, QString> titles;
    for (const RunEvent &event : events) {
        if (event.kind == RunEvent::Kind::TaskStarted)
            titles.insert(event.task, event.text);
        const bool isItem = event.kind == RunEvent::Kind::ItemFinished;
        if (!isItem && event.kind != RunEvent::Kind::HostFinished)
            continue;
        static const QStringList words{u"ok"_s,     u"changed"_s, u"skipped"_s,
                                       u"failed"_s, u"ignored"_s, u"unreachable"_s};
        QString outcome = words.at(static_cast<int>(event.outcome));
        if (isItem && event.outcome == Outcome::Ignored)
            outcome = u"failed"_s;
        all[event.host].append(Value(
            List{titles.value(event.task), isItem ? Value(event.text) : Value(), outcome, told(event)}));
    }
    return all;
}

Value recapValue(const Recap &recap)
{
    Dict all;
    for (auto it = recap.begin(); it != recap.end(); ++it) {
        all.insert(it.key(), Dict{{u"ok"_s, it->ok},
                                  {u"changed"_s, it->changed},
                                  {u"unreachable"_s, it->unreachable},
                                  {u"failures"_s, it->failed},
                                  {u"skipped"_s, it->skipped},
                                  {u"rescued"_s, it->rescued},
                                  {u"ignored"_s, it->ignored}});
    }
    return all;
}

} // namespace

/// Small playbooks, each for a few forms of control, run by Skybro: recap, tasks, items and messages of every
/// host are those that ansible-core 2.14 gave (oracle.py, expected.json).
class TestAnsibleCases : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_expected = Value::fromJson(readAll(u"expected.json"_s)).value_or(Dict{});
        QVERIFY(m_expected.dict().size() > 20);
    }

    void theSameAsAnsible_data()
    {
        QTest::addColumn<QString>("name");
        const auto all = cases();
        for (auto it = all.begin(); it != all.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key();
    }
    void theSameAsAnsible()
    {
        QFETCH(const QString, name);
        const Case given = cases().value(name);
        FakeLinks links;
        PlaybookRun run(links);
        run.write(u"hosts"_s, "h1\nh2\nh3\n");
        for (const auto &[path, text] : given.files)
            run.write(path, text);
        run.readHosts();
        setOptions(run.options, given.options);
        // Commands write beside the playbook.
        const QString before = QDir::currentPath();
        QDir::setCurrent(run.path(u"."_s));
        run.run();
        QDir::setCurrent(before);
        QVERIFY2(!run.error, qPrintable(run.error ? run.error->text : QString()));
        const Value &expected = m_expected[name];
        const auto hosts = lines(run.events);
        QCOMPARE(QStringList(hosts.keys()), [&] {
            QStringList names = expected[u"hosts"_s].dict().keys();
            names.sort();
            return names;
        }());
        for (auto it = hosts.begin(); it != hosts.end(); ++it) {
            const List &theirs = expected[u"hosts"_s][it.key()].list();
            for (qsizetype i = 0; i < std::min(it->size(), theirs.size()); ++i)
                QCOMPARE(it.key().toUtf8() + ' ' + it->at(i).toJson(),
                         it.key().toUtf8() + ' ' + theirs.at(i).toJson());
            QCOMPARE(it->size(), theirs.size());
        }
        QCOMPARE(recapValue(run.recap).toJson(1), [&] {
            Dict sorted;
            QStringList names = expected[u"recap"_s].dict().keys();
            names.sort();
            for (const QString &host : names) {
                Dict line;
                for (const char *key :
                     {"ok", "changed", "unreachable", "failures", "skipped", "rescued", "ignored"})
                    line.insert(QLatin1StringView(key), expected[u"recap"_s][host][QLatin1StringView(key)]);
                sorted.insert(host, line);
            }
            return Value(sorted).toJson(1);
        }());
    }

    /// What expected.json says is what the Ansible of this machine says. All of it takes minutes
    /// (oracle.py --check); here some.
    void expectedIsAnsibles()
    {
        if (QStandardPaths::findExecutable(u"ansible-playbook"_s).isEmpty())
            QSKIP("ansible-core is not installed");
        QProcess oracle;
        oracle.start(u"python3"_s, {folder + u"/oracle.py"_s, u"--check"_s, u"blocks"_s, u"handlers"_s});
        QVERIFY(oracle.waitForFinished(240000));
        QVERIFY2(oracle.exitCode() == 0, oracle.readAllStandardError().constData());
    }

private:
    Value m_expected;
};

QTEST_GUILESS_MAIN(TestAnsibleCases)
#include "tst_ansiblecases.moc"
