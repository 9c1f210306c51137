#include "models/playbook/inventory/sources.h"
#include "models/playbook/run/ansiblecommand.h"
#include "models/playbook/run/ansiblerun.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

using Kind = RunEvent::Kind;

/// Hosts that are this machine.
Inventory hosts(const QStringList &names)
{
    Inventory inventory;
    inventory.addGroup(u"cluster"_s);
    inventory.setGroupVar(u"cluster"_s, u"ansible_connection"_s, u"local"_s);
    inventory.setGroupVar(u"cluster"_s, u"ansible_python_interpreter"_s, u"/usr/bin/python3"_s);
    for (const QString &name : names) {
        inventory.addHost(name, u"cluster"_s);
        inventory.setHostVar(name, u"rank"_s, static_cast<int>(names.indexOf(name)));
    }
    inventory.reconcile();
    return inventory;
}

struct Played
{
    std::optional<Result<Recap>> result;
    QList<RunEvent> events;

    [[nodiscard]] QList<RunEvent> of(Kind kind) const
    {
        QList<RunEvent> found;
        std::ranges::copy_if(events, std::back_inserter(found),
                             [kind](const RunEvent &event) { return event.kind == kind; });
        return found;
    }
    [[nodiscard]] QString texts() const
    {
        QString all;
        for (const RunEvent &event : events)
            all += QString::fromUtf8(toJsonLine(event)) + u'\n';
        return all;
    }
};

} // namespace

class TestAnsibleRun : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (AnsibleRun::program().isEmpty())
            QSKIP("ansible-playbook is absent: install ansible-core");
        qunsetenv("ANSIBLE_CONFIG");
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = {};
        m_options.playbook = m_folder->filePath(u"play.yml"_s);
        m_options.inventory = hosts({u"node1"_s, u"node2"_s});
        m_options.vault = std::make_shared<const Vault>();
    }

    void whatHappensIsTold()
    {
        write(u"play.yml"_s, R"(
- name: First
  hosts: cluster
  gather_facts: false
  tasks:
    - name: Make a file
      copy: {content: "new\n", dest: "{{ folder }}/{{ inventory_hostname }}"}
      notify: Handle
    - name: Loop
      debug: {msg: "{{ item }}"}
      loop: [1, 2]
      when: rank == 0
    - name: Secret
      command: echo hidden-word
      no_log: true
    - block:
        - fail: {msg: broken}
      rescue:
        - debug: {msg: "{{ 'mended' }}"}
    - name: Careless
      command: "false"
      ignore_errors: true
    - name: Broken on one
      command: "false"
      when: rank == 1
  handlers:
    - name: Handle
      debug: {msg: handled}
)");
        m_options.extraVars = {{u"folder"_s, m_folder->path()}};
        m_options.diff = true;
        const Played played = play();
        QVERIFY2(*played.result, *played.result ? "" : qPrintable(played.result->error().text));
        const Recap expected{
            {u"node1"_s, {.ok = 6, .changed = 3, .skipped = 1, .rescued = 1, .ignored = 1}},
            {u"node2"_s, {.ok = 4, .changed = 3, .failed = 1, .skipped = 1, .rescued = 1, .ignored = 1}}};
        QCOMPARE(played.result->value(), expected);
        QVERIFY(!isClean(played.result->value()));

        const QList<RunEvent> &events = played.events;
        QCOMPARE(events.first().kind, Kind::RunStarted);
        QCOMPARE(events.first().hosts, (QStringList{u"node1"_s, u"node2"_s}));
        QCOMPARE(events.last().kind, Kind::RunFinished);
        QCOMPARE(events.last().recap, expected);
        Recap counted;
        for (const RunEvent &event : events)
            addTo(counted, event);
        QCOMPARE(counted, expected);

        const RunEvent started = played.of(Kind::PlayStarted).value(0);
        QCOMPARE(started.play, 0);
        QCOMPARE(started.text, u"First"_s);
        QCOMPARE(started.hosts, (QStringList{u"node1"_s, u"node2"_s}));
        const QList<RunEvent> tasks = played.of(Kind::TaskStarted);
        QCOMPARE(tasks.size(), 8);
        QCOMPARE(tasks[0].text, u"Make a file"_s);
        QCOMPARE(tasks[0].action, u"copy"_s);
        QCOMPARE(tasks[0].mark.file, QFileInfo(m_options.playbook).canonicalFilePath());
        QCOMPARE(tasks[0].mark.line, 6);
        QVERIFY(!tasks[0].isHandler);
        QVERIFY(tasks.last().isHandler);
        for (int i = 0; i < tasks.size(); ++i)
            QCOMPARE(tasks[i].task, i);

        const QList<RunEvent> ends = played.of(Kind::HostFinished);
        const auto made = std::ranges::find_if(ends, [](const RunEvent &event) { return event.task == 0; });
        QCOMPARE(made->outcome, Outcome::Changed);
        QCOMPARE(made->diffs.value(0).after, "new\n");
        QVERIFY(made->result[u"changed"_s].isTrue());
        QCOMPARE(played.of(Kind::ItemFinished).value(0).text, u"1"_s);
        QVERIFY(!played.texts().contains(u"hidden-word"));
        const auto careless =
            std::ranges::find_if(ends, [](const RunEvent &event) { return event.task == 5; });
        QCOMPARE(careless->outcome, Outcome::Ignored);
        QCOMPARE(played.of(Kind::Rescued).size(), 2);
    }

    void optionsArePassedOn()
    {
        write(u"play.yml"_s, R"(
- hosts: all
  gather_facts: false
  tasks:
    - command: "true"
      tags: wanted
    - debug: {msg: "{{ word }}"}
      tags: [wanted, second]
    - debug:
      tags: other
    - debug:
)");
        m_options.limit = u"node2"_s;
        m_options.tags = {u"wanted"_s, u"other"_s};
        m_options.skipTags = {u"second"_s};
        m_options.check = true;
        const Played played = play();
        QCOMPARE(played.result->value(), (Recap{{u"node2"_s, {.ok = 1, .skipped = 1}}}));
        const QList<RunEvent> ends = played.of(Kind::HostFinished);
        QVERIFY(ends.value(0).isCheck);
    }

    void inventorySourcesAreAnsiblesToRead()
    {
        write(u"hosts"_s, "one ansible_connection=local\ntwo ansible_connection=local\n");
        write(u"group_vars/all.yml"_s, "word: from the file beside\n");
        write(u"play.yml"_s,
              "- hosts: all\n  gather_facts: false\n  tasks:\n    - debug: {msg: '{{ word }}'}\n");
        m_options.inventorySources = {m_folder->filePath(u"hosts"_s)};
        const Played played = play();
        QCOMPARE(played.result->value(), (Recap{{u"one"_s, {.ok = 1}}, {u"two"_s, {.ok = 1}}}));
        QVERIFY(played.texts().contains(u"from the file beside"));
    }

    void secretsComeThroughPipes()
    {
        // Encrypted with ansible-vault, password "opener", text "vaulted-word".
        write(u"password"_s, "opener");
        QProcess encrypt;
        encrypt.start(u"ansible-vault"_s,
                      {u"encrypt_string"_s, u"--vault-password-file"_s, m_folder->filePath(u"password"_s),
                       u"vaulted-word"_s, u"--name"_s, u"secret"_s});
        QVERIFY(encrypt.waitForFinished(60'000));
        write(u"vars.yml"_s, encrypt.readAllStandardOutput());
        write(u"play.yml"_s, R"(
- hosts: node1
  gather_facts: false
  vars_files: [vars.yml]
  tasks:
    - debug: {msg: "{{ secret }} {{ secret | length }}"}
    - shell: "tr '\\0' '\\n' </proc/$p/cmdline; tr '\\0' '\\n' </proc/$p/environ"
      environment: {p: "{{ lookup('pipe', 'echo $PPID') }}"}
    - shell: cat /dev/shm/skybro-ansible-*/* "$XDG_RUNTIME_DIR"/skybro-ansible-*/* 2>/dev/null; true
)");
        auto vault = std::make_shared<Vault>();
        vault->addPassword({}, Secret(QByteArray("opener")));
        vault->masks().add(u"vaulted-word"_s); // as reading the file would have
        m_options.vault = vault;
        m_options.becomePassword = std::make_shared<const Secret>(QByteArray("sesame-word"));
        const Played played = play();
        QVERIFY2(*played.result, *played.result ? "" : qPrintable(played.result->error().text));
        QCOMPARE(played.result->value(), (Recap{{u"node1"_s, {.ok = 3, .changed = 2}}}));
        const QString all = played.texts();
        QVERIFY(all.contains(u"******** 12"));
        QVERIFY(
            all.contains(u"ansible-playbook")); // so it is the right process whose arguments were looked at
        for (const QString &word : {u"vaulted-word"_s, u"opener"_s, u"sesame-word"_s})
            QVERIFY2(!all.contains(word), qPrintable(all));
    }

    void errorsBeforeTheRunAreItsErrors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("no YAML") << QByteArray("- hosts: [\n") << u"Syntax Error"_s;
        QTest::newRow("no play") << QByteArray("- tasks: []\n") << u"hosts"_s;
    }
    void errorsBeforeTheRunAreItsErrors()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        write(u"play.yml"_s, text);
        const Played played = play();
        QVERIFY(!*played.result);
        QCOMPARE(played.result->error().kind, ErrorKind::Invalid);
        QVERIFY2(played.result->error().text.contains(words), qPrintable(played.result->error().text));
    }

    void noPlaybookIsNotFound()
    {
        const Played played = play();
        QCOMPARE(played.result->error().kind, ErrorKind::NotFound);
    }

    void warningsAreNotices()
    {
        write(u"play.yml"_s, "- hosts: nobody-there\n  gather_facts: false\n  tasks: [debug: ]\n");
        const Played played = play();
        QVERIFY2(*played.result, *played.result ? "" : qPrintable(played.result->error().text));
        QVERIFY(played.result->value().isEmpty());
        QVERIFY(std::ranges::any_of(played.events, [](const RunEvent &event) {
            return event.kind == Kind::Notice &&
                   event.text.contains(u"Could not match supplied host pattern");
        }));
    }

    void stopLetsTheTaskComeToItsEnd()
    {
        write(u"play.yml"_s, R"(
- hosts: cluster
  gather_facts: false
  tasks:
    - raw: echo first; until [ -e go ]; do sleep 0.1; done
    - raw: echo second
)");
        AnsibleRun run(m_options);
        run.keep();
        Played played;
        watch(run, played);
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(played.of(Kind::HostStarted).size() == 2, 60'000);
        run.stopAfterTask();
        QTest::qWait(300);
        QVERIFY(run.isRunning());
        write(u"go"_s, "");
        QTRY_VERIFY_WITH_TIMEOUT(played.result, 60'000);
        QVERIFY2(*played.result, *played.result ? "" : qPrintable(played.result->error().text));
        QCOMPARE(played.result->value(),
                 (Recap{{u"node1"_s, {.ok = 1, .changed = 1}}, {u"node2"_s, {.ok = 1, .changed = 1}}}));
        QCOMPARE(played.of(Kind::TaskStarted).size(), 1);
        QCOMPARE(played.events.last().kind, Kind::RunFinished);
    }

    void cancelEndsTheProcesses_data()
    {
        QTest::addColumn<bool>("isDestroyed");
        QTest::newRow("cancelled") << false;
        QTest::newRow("destroyed") << true;
    }
    void cancelEndsTheProcesses()
    {
        QFETCH(bool, isDestroyed);
        write(u"play.yml"_s,
              "- hosts: node1\n  gather_facts: false\n  tasks:\n    - raw: echo $$ >pid; sleep 1000\n");
        auto run = std::make_unique<AnsibleRun>(m_options);
        run->keep();
        Played played;
        watch(*run, played);
        run->start();
        QTRY_VERIFY_WITH_TIMEOUT(QFile(m_folder->filePath(u"pid"_s)).size() > 0, 60'000);
        QFile file(m_folder->filePath(u"pid"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString process = u"/proc/%1/stat"_s.arg(file.readAll().trimmed().toLongLong());
        if (isDestroyed)
            run.reset();
        else
            run->cancel();
        const auto isGone = [&] {
            QFile stat(process);
            return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isGone(), 60'000);
        if (!isDestroyed) {
            QTRY_VERIFY(played.result);
            QCOMPARE(played.result->error().kind, ErrorKind::Cancelled);
        }
    }

    void filesAreForTheirOwnerAndGo()
    {
        m_options.extraVars = {{u"x"_s, 1}};
        QString folder;
        {
            const Result<AnsibleCommand> command = AnsibleCommand::make(m_options);
            QVERIFY(command);
            folder = command->folder->path();
            QCOMPARE(QFile::permissions(folder) & (QFile::ReadOther | QFile::ReadGroup | QFile::ExeOther),
                     QFile::Permissions());
            const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
            QCOMPARE(files.size(), 3);
            for (const QFileInfo &file : files)
                QCOMPARE(file.permissions() & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
        }
        QVERIFY(!QFile::exists(folder));
    }

    void theNearestConfigurationCounts()
    {
        write(u"ansible.cfg"_s, "[defaults]\n");
        m_options.playbook = m_folder->filePath(u"plays/deep/play.yml"_s);
        write(u"plays/deep/play.yml"_s, "");
        QCOMPARE(AnsibleCommand::make(m_options)->workingDirectory, m_folder->path());
        QFile::remove(m_folder->filePath(u"ansible.cfg"_s));
        QCOMPARE(AnsibleCommand::make(m_options)->workingDirectory, m_folder->filePath(u"plays/deep"_s));
    }

private:
    void write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a file of the test could not be written");
    }
    static void watch(AnsibleRun &run, Played &played)
    {
        connect(&run, &Run::happened, &run, [&](const QList<RunEvent> &events) { played.events += events; });
        connect(&run, &Job::finished, &run, [&] { played.result = run.result(); });
    }
    [[nodiscard]] Played play() const
    {
        Played played;
        AnsibleRun run(m_options);
        run.keep();
        watch(run, played);
        run.start();
        if (!QTest::qWaitFor([&] { return played.result.has_value(); }, 180'000))
            qFatal("Ansible did not end");
        return played;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RunOptions m_options;
};

QTEST_GUILESS_MAIN(TestAnsibleRun)
#include "tst_ansiblerun.moc"
