// The real skybroctl runs playbooks over a real sshd: output, exit codes, interrupts, kills, secrets.

#include "tests/app/skybroctl/ctlprocess.h"
#include "tests/support/sshserver.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longEnough = 60'000; // ms; a limit for what hangs

} // namespace

class TestSetupRun : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] Ctl ctl() const { return Ctl(m_home->path()); }
    [[nodiscard]] QString path(const QString &name) const { return m_home->filePath(name); }
    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Two hosts behind one sshd, and one where nothing listens.
    [[nodiscard]] QString inventory() const
    {
        const QByteArray user = SshServer::user().toUtf8();
        return write(
            u"hosts.ini"_s,
            "[web]\nn1 ansible_host=127.0.0.1\nn2 ansible_host=127.0.0.2\n[web:vars]\nansible_port=" +
                QByteArray::number(m_server->port) + "\nansible_user=" + user +
                "\nansible_ssh_private_key_file=" + m_server->userKey.toUtf8() +
                "\n[lost]\nn3 ansible_host=127.0.0.1 ansible_port=1\n");
    }
    [[nodiscard]] QStringList command(const QByteArray &playbook, const QStringList &more = {}) const
    {
        return QStringList{u"setup"_s, u"run"_s,    write(u"play.yml"_s, playbook),
                           u"-i"_s,    inventory(), u"--accept-new"_s} +
               more;
    }
    [[nodiscard]] Ended run(const QByteArray &playbook, const QStringList &more = {}) const
    {
        return ctl().run(command(playbook, more));
    }
    [[nodiscard]] QJsonArray history() const
    {
        return ctl().run({u"--json"_s, u"setup"_s, u"history"_s}).json()[u"runs"_s].toArray();
    }
    /// Every file below the home that holds the text.
    [[nodiscard]] QStringList filesWith(const QByteArray &text) const
    {
        QStringList found;
        QDirIterator files(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            if (read(files.next()).contains(text))
                found += files.filePath();
        }
        return found;
    }

    /// Starts it, waits until both hosts are in its second task, and kills it.
    void runAndKill(const QStringList &more) const
    {
        const QString marker = path(u"begun"_s);
        const auto process =
            ctl().start(command("- hosts: web\n  gather_facts: no\n  tasks:\n"
                                "    - name: First\n      ping:\n"
                                "    - name: Long\n      shell: touch " +
                                    marker.toUtf8() + "-{{ inventory_hostname }}; sleep 300\n",
                                more));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(marker + u"-n1"_s) && QFile::exists(marker + u"-n2"_s),
                                 longEnough);
        QTest::qWait(500); // the log is written every twentieth of a second
        process->kill();
        process->waitForFinished();
    }

private slots:
    void initTestCase()
    {
        if (!SshServer::isInstalled())
            QSKIP("package openssh-server is not installed");
        SshServer::Options options;
        options.listen = {u"127.0.0.1"_s, u"127.0.0.2"_s};
        m_server = SshServer::start(options);
        QVERIFY(m_server);
    }
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void printsAsAnsible()
    {
        const Ended ended =
            run("- name: Base\n  hosts: web\n  gather_facts: no\n  tasks:\n"
                "    - name: Make it\n      copy:\n        content: \"a\\n\"\n        dest: " +
                    path(u"made-{{ inventory_hostname }}"_s).toUtf8() +
                    "\n"
                    "    - name: Tell\n      debug: {msg: \"on {{ inventory_hostname }}\"}\n"
                    "    - name: Never\n      ping:\n      when: false\n",
                {u"--diff"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err + ended.out));
        const QString &out = ended.out;
        QVERIFY2(out.contains(QRegularExpression(u"^\\nPLAY \\[Base\\] \\*{20,}\\n"_s)), qPrintable(out));
        QVERIFY(out.contains(u"\nTASK [Make it] ***"));
        QVERIFY(out.contains(u"changed: [n1]\n") && out.contains(u"changed: [n2]\n"));
        QVERIFY2(out.contains(u"+a\n"), qPrintable(out));
        QVERIFY(out.contains(u"ok: [n1] => {\n    \"msg\": \"on n1\"\n}\n"));
        QVERIFY(out.contains(u"skipping: [n2]\n"));
        QVERIFY2(
            out.contains(u"n1                         : ok=2    changed=1    unreachable=0    failed=0    "
                         "skipped=1    rescued=0    ignored=0   \n"),
            qPrintable(out));
        QVERIFY(!out.contains(u'\x1b'));
        QVERIFY(out.indexOf(u"TASK [Make it]") < out.indexOf(u"TASK [Tell]"));
        QCOMPARE(out.count(u"TASK [Tell]"), 1);
        QCOMPARE(read(path(u"made-n2"_s)), QByteArray("a\n"));
        const QJsonObject kept = history().at(0).toObject();
        QCOMPARE(kept[u"state"_s].toString(), u"ok"_s);
        QCOMPARE(kept[u"recap"_s][u"n1"_s][u"changed"_s].toInt(), 1);
        const Ended again = ctl().run({u"setup"_s, u"history"_s, kept[u"id"_s].toString().left(8)});
        QCOMPARE(again.out, out); // what was kept is what was printed
    }

    /// Word for word what the real one prints.
    void printsWhatAnsiblePrints()
    {
        if (QStandardPaths::findExecutable(u"ansible-playbook"_s).isEmpty())
            QSKIP("package ansible-core (ansible-playbook) is not installed");
        const QString playbook =
            write(u"parity.yml"_s,
                  "- name: Base\n  hosts: all\n  gather_facts: no\n  tasks:\n"
                  "    - name: Tell\n      debug: {msg: hi}\n"
                  "    - debug: {var: x}\n      vars: {x: [1, two]}\n"
                  "    - name: Loop\n      debug: {msg: \"{{ item }}\"}\n      loop: [1, {a: 2}]\n"
                  "      when: item != 1\n"
                  "    - name: Never\n      ping:\n      when: false\n"
                  "    - name: None of these\n      ping:\n      loop: [1, 2]\n      when: false\n"
                  "    - name: Break\n      fail: {msg: so it is}\n      ignore_errors: yes\n"
                  "    - name: Break items\n      fail: {msg: \"no {{ item }}\"}\n      loop: [a, b]\n"
                  "      ignore_errors: yes\n"
                  "    - block:\n        - fail: {msg: inner}\n      rescue:\n"
                  "        - debug: {msg: saved}\n"
                  "    - name: Change\n      command: \"true\"\n      notify: h\n"
                  "  handlers:\n    - name: h\n      debug: {msg: handled}\n"
                  "- hosts: all\n  gather_facts: no\n  tasks:\n"
                  "    - assert: {that: 1 == 2}\n");
        const QString hosts = write(u"local.ini"_s, "here ansible_connection=local "
                                                    "ansible_python_interpreter=/usr/bin/python3\n");
        QProcess real;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ANSIBLE_NOCOLOR"_s, u"1"_s);
        environment.insert(u"HOME"_s, m_home->path());
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        real.setProcessEnvironment(environment);
        real.start(u"ansible-playbook"_s, {u"-i"_s, hosts, playbook});
        const Ended theirs = Ctl::wait(real);
        const Ended ours = ctl().run({u"setup"_s, u"run"_s, playbook, u"-i"_s, hosts});
        QCOMPARE(ours.out.split(u'\n'), theirs.out.split(u'\n'));
        QCOMPARE(ours.code, 1);
    }

    void failuresMakeOne()
    {
        const QByteArray playbook =
            "- hosts: all\n  gather_facts: no\n  tasks:\n"
            "    - name: Break\n      fail: {msg: so it is}\n      when: inventory_hostname == 'n1'\n"
            "    - name: Go on\n      command: \"true\"\n";
        const Ended ended = run(playbook);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.out.contains(u"fatal: [n1]: FAILED! => {\"changed\": false, \"msg\": \"so it is\"}\n"),
                 qPrintable(ended.out));
        QVERIFY2(ended.out.contains(u"fatal: [n3]: UNREACHABLE! => {"), qPrintable(ended.out));
        QVERIFY(ended.out.contains(u"changed: [n2]"));
        const Ended operations = ctl().run({u"--json"_s, u"setup"_s, u"history"_s});
        QCOMPARE(operations.json()[u"runs"_s][0][u"state"_s].toString(), u"failed"_s);
        const Ended quiet = run(playbook, {u"-q"_s});
        QVERIFY(quiet.out.contains(u"fatal: [n1]") && !quiet.out.contains(u"changed: [n2]"));
    }

    void jsonIsAnEventALine()
    {
        const Ended ended = run("- hosts: web\n  gather_facts: no\n  tasks:\n    - ping:\n", {u"--json"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        const QStringList lines = ended.out.split(u'\n', Qt::SkipEmptyParts);
        QStringList kinds;
        for (const QString &line : lines) {
            const QJsonObject event = QJsonDocument::fromJson(line.toUtf8()).object();
            QVERIFY2(!event.isEmpty(), qPrintable(line));
            kinds += event[u"event"_s].toString();
        }
        QCOMPARE(kinds.first(), u"run-started"_s);
        QCOMPARE(kinds.last(), u"run-finished"_s);
        QCOMPARE(kinds.count(u"host-finished"_s), 2);
        const QString id = history().at(0)[u"id"_s].toString();
        QCOMPARE(ctl().run({u"--json"_s, u"setup"_s, u"history"_s, id}).out, ended.out);
    }

    void checkModeChangesNothing()
    {
        const QString file = path(u"never"_s);
        const Ended ended =
            run("- hosts: n1\n  gather_facts: no\n  tasks:\n    - copy: {content: x, dest: " + file.toUtf8() +
                    "}\n",
                {u"--check"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.out.contains(u"changed: [n1]"));
        QVERIFY(!QFile::exists(file));
        QVERIFY(history().at(0)[u"check"_s].toBool());
    }

    void extraVariablesAndTags()
    {
        const QByteArray playbook = "- hosts: n1\n  gather_facts: no\n  tasks:\n"
                                    "    - debug: {msg: \"{{ a }} {{ b.c }} {{ d }}\"}\n      tags: say\n"
                                    "    - fail:\n";
        const QString file = write(u"vars.yml"_s, "d: from a file\n");
        const Ended ended = run(playbook, {u"-e"_s, u"a=one"_s, u"-e"_s, u"{\"b\": {\"c\": 2}}"_s, u"-e"_s,
                                           u'@' + file, u"-t"_s, u"say"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.out + ended.err));
        QVERIFY2(ended.out.contains(u"\"msg\": \"one 2 from a file\""), qPrintable(ended.out));
        QCOMPARE(run(playbook, {u"-e"_s, u"nonsense"_s}).code, 2);
    }

    void coloursOnATerminalOnly()
    {
        if (QStandardPaths::findExecutable(u"script"_s).isEmpty())
            QSKIP("package bsdutils (script) is not installed");
        const QStringList words = command("- hosts: n1\n  gather_facts: no\n  tasks:\n    - ping:\n");
        const Ended ended = ctl().runOnTerminal(words);
        QVERIFY2(ended.out.contains(u"\x1b[0;32mok: [n1]\x1b[0m"), qPrintable(ended.out));
        Ctl plain = ctl();
        plain.setVariable(u"NO_COLOR"_s, u"1"_s);
        QVERIFY(!plain.runOnTerminal(words).out.contains(u"\x1b[0;32m"));
    }

    void asksOnTheTerminalWhetherToTrust()
    {
        if (QStandardPaths::findExecutable(u"script"_s).isEmpty())
            QSKIP("package bsdutils (script) is not installed");
        QStringList words = command("- hosts: n1\n  gather_facts: no\n  tasks:\n    - ping:\n");
        words.removeAll(u"--accept-new"_s);
        const Ended no = ctl().runOnTerminal(words, "no\n");
        QVERIFY2(no.out.contains(u"SHA256:") && no.out.contains(u"UNREACHABLE"), qPrintable(no.out));
        QCOMPARE(no.code, 1);
        const Ended yes = ctl().runOnTerminal(words, "yes\n");
        QVERIFY2(yes.code == 0, qPrintable(yes.out));
        QCOMPARE(ctl().run(words).code, 0); // it is known now: no terminal is needed
        const Ended nobody =
            Ctl(path(u"other"_s)).run({u"setup"_s, u"run"_s, path(u"play.yml"_s), u"-i"_s, inventory()});
        QCOMPARE(nobody.code, 1);
        QVERIFY(nobody.out.contains(u"UNREACHABLE"));
    }

    void interruptLetsTheTaskEnd()
    {
        const QString marker = path(u"begun"_s);
        const QString done = path(u"done"_s);
        const auto process = ctl().start(command("- hosts: n1\n  gather_facts: no\n  tasks:\n"
                                                 "    - name: Long\n      shell: touch " +
                                                 marker.toUtf8() + "; sleep 3; touch " + done.toUtf8() +
                                                 "\n    - name: Next\n      command: touch " +
                                                 path(u"next"_s).toUtf8() + "\n"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(marker), longEnough);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        const Ended ended = Ctl::wait(*process);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains(u"Ctrl+C again"), qPrintable(ended.err));
        QVERIFY2(ended.err.contains(u"n1: Stopped after task “Long”"), qPrintable(ended.err));
        QVERIFY(QFile::exists(done));
        QVERIFY(!QFile::exists(path(u"next"_s)));
    }

    void secondInterruptEndsTheTask()
    {
        const QString marker = path(u"begun"_s);
        const auto process = ctl().start(command("- hosts: n1\n  gather_facts: no\n  tasks:\n"
                                                 "    - name: Endless\n      shell: echo $$ >" +
                                                 marker.toUtf8() + "; exec sleep 300\n"));
        const auto pid = [&marker] {
            QFile file(marker);
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(pid() > 0, longEnough);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QTest::qWait(300);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        const Ended ended = Ctl::wait(*process);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains(u"n1: Stopped in task “Endless”"), qPrintable(ended.err));
        QVERIFY(ended.out.contains(u"PLAY RECAP"));
        QCOMPARE(history().at(0)[u"state"_s].toString(), u"stopped"_s);
        QTRY_VERIFY_WITH_TIMEOUT(::kill(pid(), 0) != 0, longEnough); // nor does it go on there
    }

    void killedIsToldByHistory()
    {
        runAndKill({});
        const Ended list = ctl().run({u"setup"_s, u"history"_s});
        QCOMPARE(list.code, 0);
        QVERIFY2(list.err.contains(u"n1: stopped in task “Long”; 1 "), qPrintable(list.err + list.out));
        QVERIFY(list.err.contains(u"n2: stopped in task “Long”; 1 "));
        QVERIFY2(list.out.contains(u"killed"), qPrintable(list.out));
        QVERIFY(ctl().run({u"setup"_s, u"history"_s}).err.isEmpty()); // told once
        const QString id = history().at(0)[u"id"_s].toString();
        const Ended shown = ctl().run({u"setup"_s, u"history"_s, id});
        QVERIFY2(shown.out.contains(u"n1: killed in task “Long”"), qPrintable(shown.out));
        QVERIFY(shown.out.contains(u"TASK [First]"));
    }

    void killedIsToldByOperations()
    {
        const Sim sim({u"--nodes"_s, u"2"_s});
        runAndKill({u"--site"_s, sim.site()});
        const Ended ended = ctl().run({u"--json"_s, u"--site"_s, sim.site(), u"operations"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains(u"n1: stopped in task “Long”; 1 "), qPrintable(ended.err));
        const QJsonArray operations = ended.json()[u"operations"_s].toArray();
        QCOMPARE(operations.size(), 2);
        for (const QJsonValue &operation : operations) {
            QCOMPARE(operation[u"action"_s].toString(), u"setup"_s);
            QCOMPARE(operation[u"state"_s].toString(), u"unknown"_s);
            QVERIFY(operation[u"error"_s][u"message"_s].toString().contains(u"in task “Long”"));
        }
    }

    void secretsAppearNowhere()
    {
        const QByteArray become = "become-Kz83hQ";
        const QByteArray hidden = "hidden-Wv71aP";
        const QByteArray vaulted = "vaulted-Tn55xB";
        const QString vaultFile = m_server->file("vault-password"); // outside of the home that is searched
        const QString becomeFile = m_server->file("become-password");
        for (const auto &[name, text] :
             {std::pair(vaultFile, QByteArray("vault-Rq19mD")), {becomeFile, become}}) {
            QFile file(name);
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(text + '\n');
        }
        QProcess encrypt;
        encrypt.start(u"ansible-vault"_s, {u"encrypt_string"_s, u"--vault-password-file"_s, vaultFile,
                                           QString::fromLatin1(vaulted), u"--name"_s, u"secret"_s});
        if (!encrypt.waitForStarted())
            QSKIP("package ansible-core (ansible-vault) is not installed");
        QVERIFY(encrypt.waitForFinished(longEnough));
        write(u"secrets.yml"_s, encrypt.readAllStandardOutput());
        QFile plain(m_server->file("plain.yml"));
        QVERIFY(plain.open(QFile::WriteOnly));
        plain.write("hidden: " + hidden + '\n');
        plain.close();
        const QByteArray playbook =
            "- hosts: n1\n  gather_facts: no\n  vars_files: [secrets.yml]\n  tasks:\n"
            "    - debug: {msg: \"{{ secret }}\"}\n"
            "    - command: echo {{ secret }}\n"
            "    - command: \"echo {{ hidden }}\"\n      no_log: true\n"
            "    - command: \"false {{ hidden }}\"\n      no_log: true\n      ignore_errors: true\n"
            "    - copy: {content: \"{{ secret }}\", dest: " +
            m_server->file("written").toUtf8() +
            "}\n"
            "    - command: \"false {{ secret }}\"\n      ignore_errors: true\n";
        for (const QStringList &mode : {QStringList{u"--diff"_s, u"--verbose"_s}, QStringList{u"--json"_s}}) {
            const Ended ended =
                run(playbook, QStringList{u"--vault-password-file"_s, vaultFile, u"--become-password-file"_s,
                                          becomeFile, u"-e"_s, u'@' + plain.fileName()} +
                                  mode);
            QVERIFY2(ended.code == 0, qPrintable(ended.out + ended.err));
            QCOMPARE(read(m_server->file("written")), vaulted); // it was really used
            for (const QByteArray &secret : {become, hidden, vaulted, QByteArray("vault-Rq19mD")}) {
                QVERIFY2(!ended.out.toUtf8().contains(secret), qPrintable(ended.out));
                QVERIFY2(!ended.err.toUtf8().contains(secret), qPrintable(ended.err));
                QVERIFY2(filesWith(secret).isEmpty(), qPrintable(filesWith(secret).join(u' ')));
            }
        }
        QVERIFY(!filesWith("host-finished").isEmpty()); // and the search finds what is there
    }

    void factsAreTold()
    {
        const QStringList words{u"setup"_s, u"facts"_s, u"web"_s, u"-i"_s, inventory(), u"--accept-new"_s};
        const Ended json = ctl().run(QStringList{u"--json"_s} + words);
        QVERIFY2(json.code == 0, qPrintable(json.err));
        const QJsonObject facts = json.json()[u"hosts"_s][u"n1"_s].toObject();
        QVERIFY2(!facts[u"ansible_hostname"_s].toString().isEmpty(), qPrintable(json.out.left(500)));
        const Ended text = ctl().run(words);
        QVERIFY(text.out.startsWith(u"n1 | SUCCESS => {"));
        QVERIFY(history().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetupRun)
#include "tst_setuprun.moc"
