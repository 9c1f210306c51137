#include "models/ssh/sshfault.h"
#include "tests/support/fakelinks.h"
#include "tests/support/playbookrun.h"

#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace skybro::playbook::tests;
using namespace Qt::StringLiterals;

namespace {

using Kind = RunEvent::Kind;

/// Answers every script at once, without a shell.
FakeLinks::Answer atOnce()
{
    return [](const LinkTarget &, const Script &script) { return FakeLinks::reported(script, true); };
}

QStringList names(int count)
{
    QStringList all;
    for (int i = 1; i <= count; ++i)
        all.append(u"h%1"_s.arg(i));
    return all;
}

} // namespace

class TestRunner : public QObject
{
    Q_OBJECT

private slots:
    // ---- events

    void everyTaskIsAnnouncedOnceAndBeforeItsHosts()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts(names(3));
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  name: first
  tasks:
    - name: say {{ inventory_hostname | length }}
      command: echo 1
    - debug:
        msg: x
- hosts: h2
  gather_facts: false
  tasks:
    - command: echo 2
)");
        run.run();
        QVERIFY2(!run.error, qPrintable(run.error ? run.error->text : QString()));
        QCOMPARE(run.events.first().kind, Kind::RunStarted);
        QCOMPARE(run.events.first().hosts, names(3));
        QCOMPARE(run.events.last().kind, Kind::RunFinished);
        QCOMPARE(run.events.last().recap, run.recap);
        const auto plays = run.of(Kind::PlayStarted);
        QCOMPARE(plays.size(), 2);
        QCOMPARE(plays.at(0).text, u"first"_s);
        QCOMPARE(plays.at(1).hosts, QStringList{u"h2"_s});
        const auto tasks = run.of(Kind::TaskStarted);
        QCOMPARE(tasks.size(), 3);
        QCOMPARE(tasks.at(0).text, u"say 2"_s);
        QCOMPARE(tasks.at(0).task, 0);
        QCOMPARE(tasks.at(2).play, 1);
        QSet<int> announced;
        QSet<QString> begun;
        for (const RunEvent &event : run.events) {
            if (event.kind == Kind::TaskStarted)
                announced.insert(event.task);
            if (event.kind == Kind::HostStarted) {
                QVERIFY(announced.contains(event.task));
                begun.insert(event.host + QString::number(event.task));
            }
            if (event.kind == Kind::HostFinished)
                QVERIFY(begun.contains(event.host + QString::number(event.task)));
        }
        QCOMPARE(run.recap.value(u"h2"_s).ok, 3);
        QCOMPARE(run.recap.value(u"h2"_s).changed, 2);
    }

    void batchesAreFew()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts(names(50));
        QByteArray play = "- hosts: all\n  gather_facts: false\n  tasks:\n";
        for (int i = 0; i < 30; ++i)
            play += "    - command: echo\n";
        run.write(u"play.yml"_s, play);
        QElapsedTimer clock;
        clock.start();
        run.run();
        QVERIFY(!run.error);
        QVERIFY2(run.batches <= 20 * (clock.elapsed() / 1000 + 1) + 2,
                 qPrintable(QString::number(run.batches)));
        QCOMPARE(run.of(Kind::HostFinished).size(), 50 * 30);
    }

    void secretsAreMaskedAndHidden()
    {
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts({u"h1"_s});
        run.options.vault->masks().add(u"s3cr3t-from-vault"_s);
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - name: tell s3cr3t-from-vault
      debug:
        msg: it is s3cr3t-from-vault
    - command: echo hidden-word
      no_log: true
      register: r
    - debug:
        msg: "{{ r.stdout | length }}"
)");
        run.run();
        QVERIFY(!run.error);
        for (const RunEvent &event : std::as_const(run.events)) {
            const QString all = event.text + QString::fromUtf8(event.result.toJson());
            QVERIFY2(!all.contains(u"s3cr3t"_s) && !all.contains(u"hidden-word"_s), qPrintable(all));
        }
        QCOMPARE(run.messages(), (QStringList{u"h1: it is ********"_s, u"h1: 11"_s}));
        QVERIFY(run.of(Kind::HostFinished).at(1).result[u"censored"_s].toText().contains(u"no_log: true"_s));
    }

    // ---- who waits for whom

    void aHostWaitsForNobody()
    {
        // h1 answers its first script only when h2 is through with its third.
        QAtomicInt done;
        FakeLinks links(
            [&done](const LinkTarget &target, const Script &script) -> std::optional<Result<Output>> {
                if (target.name == "h1"_L1 && script.text.contains("first") && done.loadAcquire() < 2) {
                    // Tried again by `until`.
                    Output output = FakeLinks::reported(script);
                    output.out.replace("irc\n0", "irc\n1");
                    return output;
                }
                if (target.name == "h2"_L1 && script.text.contains("third"))
                    done.storeRelease(2);
                return FakeLinks::reported(script);
            });
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - command: echo first
      register: r
      failed_when: false
      until: r.rc == 0
      retries: 1000
      delay: 0.01
    - command: echo second
    - command: echo third
)");
        run.run();
        QVERIFY(!run.error);
        QCOMPARE(run.recap.value(u"h1"_s).ok, 3);
        QCOMPARE(run.recap.value(u"h2"_s).ok, 3);
        QVERIFY(!run.of(Kind::Retrying).isEmpty());
    }

    void whatLooksAtOthersSeesThemAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("looks");
        QTest::newRow("directly") << QByteArray("{{ hostvars['h2'].n }}");
        QTest::newRow("by a variable") << QByteArray("{{ of_h2 }}");
    }
    void whatLooksAtOthersSeesThemAsTheyWere()
    {
        QFETCH(const QByteArray, looks);
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  vars:
    of_h2: "{{ hostvars['h2'].n }}"
  tasks:
    - command: echo
      when: inventory_hostname == 'h1'
    - command: echo
      when: inventory_hostname == 'h1'
    - set_fact:
        n: before
    - debug:
        msg: ")" + looks + R"("
    - set_fact:
        n: after
)");
        run.run();
        QVERIFY(!run.error);
        QStringList messages = run.messages();
        messages.sort();
        QCOMPARE(messages, (QStringList{u"h1: before"_s, u"h2: before"_s}));
    }

    void noMoreThanForks()
    {
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts(names(8));
        run.options.forks = 3;
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - command: sleep 0.1
    - command: sleep 0.1
      throttle: 1
)");
        run.run();
        QVERIFY(!run.error);
        QCOMPARE(run.recap.size(), 8);
        QCOMPARE(links.mostAtOnce(), 3);
    }

    void throttleIsOneAtATime()
    {
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts(names(4));
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  throttle: 1
  tasks:
    - command: sleep 0.05
)");
        run.run();
        QVERIFY(!run.error);
        QCOMPARE(links.mostAtOnce(), 1);
        QCOMPARE(run.recap.value(u"h4"_s).ok, 1);
    }

    // ---- what goes wrong

    void aHostThatDiesIsUnreachableAndTheOthersGoOn()
    {
        FakeLinks links([](const LinkTarget &target, const Script &script) -> std::optional<Result<Output>> {
            if (target.name == "h2"_L1 && script.text.contains("second"))
                return std::unexpected(ssh::makeFault(ssh::Fault::ConnectionLost, u"h2 is gone"_s));
            return FakeLinks::reported(script);
        });
        PlaybookRun run(links);
        run.setHosts(names(3));
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - block:
        - command: echo first
        - command: echo second
        - command: echo third
      rescue:
        - debug:
            msg: no rescue for the dead
      always:
        - debug:
            msg: always
- hosts: all
  gather_facts: false
  tasks:
    - debug:
        msg: "{{ ansible_play_hosts }}"
)");
        run.run();
        QVERIFY(!run.error);
        QCOMPARE(run.recap.value(u"h2"_s), (HostStats{.ok = 1, .unreachable = 1}));
        QCOMPARE(run.recap.value(u"h1"_s), (HostStats{.ok = 5}));
        QVERIFY(run.messages().contains(u"h2: h2 is gone"_s));
        QVERIFY(run.messages().contains(u"h3: ['h1', 'h3']"_s));
    }

    void aTemplateWithoutEndFailsItsTask()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts({u"h1"_s});
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - debug:
        msg: "{% for a in range(999999) %}{% for b in range(999999) %}{% endfor %}{% endfor %}"
      ignore_errors: true
    - debug:
        msg: on
)");
        run.run();
        QVERIFY(!run.error);
        QCOMPARE(run.recap.value(u"h1"_s), (HostStats{.ok = 2, .ignored = 1}));
    }

    void whatLintRefusesIsNotStarted()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts({u"h1"_s});
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - command: echo
    - nosuchmodule:
        a: 1
)");
        run.run();
        QVERIFY(run.error);
        QCOMPARE(run.error->kind, ErrorKind::Invalid);
        QVERIFY2(run.error->text.contains(u"nosuchmodule"_s), qPrintable(run.error->text));
        QVERIFY2(run.error->text.contains(u"play.yml:6"_s), qPrintable(run.error->text));
        QCOMPARE(links.scripts(), 0);
    }

    void aPlaybookThatIsNotThere()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.run();
        QVERIFY(run.error);
        QCOMPARE(run.error->kind, ErrorKind::NotFound);
    }

    void anUnknownHandlerEndsTheRun()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts({u"h1"_s});
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  vars:
    n: no such handler
  tasks:
    - command: echo
      notify: "{{ n }}"
    - command: echo
)");
        run.run();
        QVERIFY(run.error);
        QVERIFY(run.error->text.contains(u"The requested handler 'no such handler' was not found"_s));
    }

    // ---- ways out

    void stoppedAfterTheTask()
    {
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - command: sleep 0.3
    - command: echo never
)");
        run.run([&run](Runner &runner) {
            run.onEvents = [&runner](const QList<RunEvent> &events) {
                for (const RunEvent &event : events) {
                    if (event.kind == Kind::HostStarted)
                        runner.stopAfterTask();
                }
            };
        });
        QVERIFY(!run.error);
        QCOMPARE(run.recap.value(u"h1"_s).ok, 1);
        QCOMPARE(links.scripts(), 2);
        QCOMPARE(run.events.last().kind, Kind::RunFinished);
        QVERIFY(run.events.last().isStopped);
    }

    void cancelled()
    {
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.write(u"play.yml"_s, "- hosts: all\n  gather_facts: false\n  tasks:\n    - command: sleep 100\n");
        run.run([&run](Runner &runner) {
            run.onEvents = [&runner](const QList<RunEvent> &events) {
                for (const RunEvent &event : events) {
                    if (event.kind == Kind::HostStarted)
                        runner.cancel();
                }
            };
        });
        QVERIFY(run.error);
        QCOMPARE(run.error->kind, ErrorKind::Cancelled);
    }

    void outOfTime()
    {
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.deadline = std::chrono::milliseconds(300);
        run.write(u"play.yml"_s, "- hosts: all\n  gather_facts: false\n  tasks:\n    - command: sleep 100\n");
        run.run();
        QVERIFY(run.error);
        QCOMPARE(run.error->kind, ErrorKind::TimedOut);
    }

    void destroyedOnTheWay_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::newRow("in a script") << QByteArray("command: sleep 100");
        QTest::newRow("in a template") << QByteArray(
            "debug:\n        msg: \"{% for a in range(999999) %}{{ inventory_hostname }}{% endfor %}\"");
        QTest::newRow("in a pause") << QByteArray("pause:\n        seconds: 100");
    }
    void destroyedOnTheWay()
    {
        QFETCH(const QByteArray, task);
        FakeLinks links;
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.write(u"play.yml"_s, "- hosts: all\n  gather_facts: false\n  tasks:\n    - " + task + "\n");
        auto runner = std::make_unique<Runner>(run.options, links);
        runner->keep();
        QSignalSpy happened(runner.get(), &Run::happened);
        QSignalSpy finished(runner.get(), &Job::finished);
        runner->start();
        QTRY_VERIFY_WITH_TIMEOUT(!happened.isEmpty(), 60000);
        runner.reset();
        QCOMPARE(finished.size(), 0);
    }

    void destroyedBeforeItBegins()
    {
        FakeLinks links;
        PlaybookRun run(links);
        Runner never(run.options, links);
        auto started = std::make_unique<Runner>(run.options, links);
        started->start();
        started.reset();
    }

    // ---- how hosts are reached

    void connectionsAsVariablesAndKeywordsSay()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts(names(2));
        run.options.remoteUser = u"site"_s;
        run.options.inventory.setHostVar(u"h1"_s, u"ansible_host"_s, u"192.0.2.7"_s);
        run.options.inventory.setHostVar(u"h1"_s, u"ansible_port"_s, 2222);
        run.options.inventory.setHostVar(u"h1"_s, u"ansible_ssh_common_args"_s,
                                         u"-o ProxyJump=ann@gate -C"_s);
        run.options.inventory.setHostVar(u"h2"_s, u"ansible_become_user"_s, u"{{ who }}"_s);
        run.options.inventory.setHostVar(u"h2"_s, u"ansible_become_password"_s, u"open sesame"_s);
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  vars:
    who: bob
  tasks:
    - command: echo
    - command: echo
      become: true
      remote_user: eve
    - command: echo
      delegate_to: localhost
      when: inventory_hostname == 'h1'
    - command: echo
      delegate_to: elsewhere
      when: inventory_hostname == 'h1'
)");
        run.run();
        QVERIFY(!run.error);
        QHash<QString, QList<LinkTarget>> targets;
        for (const LinkTarget &target : links.opened())
            targets[target.name].append(target);
        const LinkTarget h1 = targets.value(u"h1"_s).at(0);
        QCOMPARE(h1.address, u"192.0.2.7"_s);
        QCOMPARE(h1.port, 2222);
        QCOMPARE(h1.jump, u"ann@gate"_s);
        QCOMPARE(h1.user, u"site"_s);
        QVERIFY(!h1.become && !h1.isLocal);
        const LinkTarget h1Root = targets.value(u"h1"_s).at(1);
        QVERIFY(h1Root.become);
        QCOMPARE(h1Root.user, u"eve"_s);
        QCOMPARE(h1Root.becomeUser, u"root"_s);
        const LinkTarget h2Bob = targets.value(u"h2"_s).at(1);
        QCOMPARE(h2Bob.becomeUser, u"bob"_s);
        QCOMPARE(h2Bob.becomePassword->reveal(), QByteArray("open sesame"));
        QVERIFY(targets.value(u"localhost"_s).at(0).isLocal);
        QVERIFY(!targets.value(u"elsewhere"_s).at(0).isLocal);
    }

    void anIncludeOfItselfEnds()
    {
        FakeLinks links(atOnce());
        PlaybookRun run(links);
        run.setHosts({u"h1"_s});
        run.write(u"again.yml"_s, "- include_tasks: again.yml\n");
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - include_tasks: again.yml
)");
        run.run();
        QVERIFY(!run.error);
        QVERIFY(run.messages().last().contains(u"does “again.yml” include itself"_s));
        QCOMPARE(run.recap.value(u"h1"_s).failed, 1);
    }

    void aTimeoutEndsTheTask()
    {
        QList<std::chrono::milliseconds> deadlines;
        QMutex mutex;
        FakeLinks links([&](const LinkTarget &, const Script &script) -> std::optional<Result<Output>> {
            const QMutexLocker lock(&mutex);
            deadlines.append(script.deadline);
            if (script.text.contains("slow"))
                return fail(ErrorKind::TimedOut, u"took too long"_s);
            return FakeLinks::reported(script);
        });
        PlaybookRun run(links);
        run.setHosts({u"h1"_s});
        run.write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - command: echo slow
      timeout: 3
      ignore_errors: true
    - command: echo
)");
        run.run();
        QVERIFY(!run.error);
        QVERIFY(run.messages().first().contains(
            u"The command action failed to execute in the expected time frame (3) and was terminated"_s));
        QCOMPARE(run.recap.value(u"h1"_s).ok, 2);
        QVERIFY(deadlines.at(0) <= std::chrono::seconds(3));
        QVERIFY(deadlines.at(1) >= std::chrono::hours(1));
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
