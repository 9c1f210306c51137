#include "tests/support/fakelinks.h"
#include "tests/support/playbookrun.h"

#include <QFile>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::playbook::tests;
using namespace Qt::StringLiterals;

namespace {

/// MiB of this process that are in memory.
double resident()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1024 / 1024;
}

} // namespace

/// What the engine itself takes: every script is answered at once, so that no node and no shell counts.
class BenchRunner : public QObject
{
    Q_OBJECT

private slots:
    void hostsTimesTasks_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::addColumn<bool>("waits");
        QTest::newRow("command") << QByteArray("command: echo {{ inventory_hostname }} {{ n }}") << false;
        QTest::newRow("debug") << QByteArray("debug:\n        msg: \"{{ n + 1 }}\"") << false;
        QTest::newRow("conditions, register, loop")
            << QByteArray(
                   "command: echo {{ item }}\n      loop: [1, 2, 3]\n      register: r\n      "
                   "when: n > 1 and inventory_hostname is defined\n      changed_when: \"'x' in 'xyz'\"")
            << false;
        QTest::newRow("copy")
            << QByteArray("copy:\n        content: \"{{ n }}\"\n        dest: /tmp/x\n        mode: '0644'")
            << false;
        QTest::newRow("all wait for each other")
            << QByteArray("debug:\n        msg: \"{{ hostvars['h1'].n }}\"") << true;
    }
    void hostsTimesTasks()
    {
        QFETCH(const QByteArray, task);
        constexpr int hosts = 200;
        constexpr int tasks = 100;
        FakeLinks links([](const LinkTarget &, const Script &script) { return FakeLinks::reported(script); });
        PlaybookRun run(links);
        for (int i = 1; i <= hosts; ++i) {
            run.options.inventory.addHost(u"h%1"_s.arg(i), u"g%1"_s.arg(i % 7));
            run.options.inventory.setHostVar(u"h%1"_s.arg(i), u"n"_s, 7);
        }
        run.options.inventory.reconcile();
        QByteArray play = "- hosts: all\n  gather_facts: false\n  vars:\n    a: \"{{ n }}\"\n  tasks:\n";
        for (int i = 0; i < tasks; ++i)
            play += "    - " + task + '\n';
        run.write(u"play.yml"_s, play);
        const double before = resident();
        QElapsedTimer clock;
        clock.start();
        run.run();
        const qint64 passed = clock.elapsed();
        QVERIFY2(!run.error, qPrintable(run.error ? run.error->text : QString()));
        QCOMPARE(run.recap.size(), hosts);
        qInfo("%d hosts x %d tasks: %lld ms, %.1f us a task, %d scripts, %+.0f MiB with all events kept",
              hosts, tasks, static_cast<long long>(passed),
              1000.0 * static_cast<double>(passed) / (hosts * tasks), links.scripts(), resident() - before);
    }
};

QTEST_GUILESS_MAIN(BenchRunner)
#include "bench_runner.moc"
