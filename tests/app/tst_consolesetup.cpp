// The page Setup whole: the console's window, the real runner, real sshd's. What a person does with mouse and
// keyboard, and what comes of it on the nodes, in the history and in the journal.

#include "app/skybro/console.h"
#include "models/base/journal.h"
#include "models/playbook/run/runlog.h"
#include "models/playbook/run/runmodel.h"
#include "tests/support/sshserver.h"
#include "ui/common/page.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using playbook::RunModel;

class ConsoleSetupTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!SshServer::isInstalled())
            QSKIP("package openssh-server is not installed");
        QVERIFY(m_folder.isValid());
        for (const char *home : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"})
            qputenv(home, (m_folder.path() + u'/' + QLatin1StringView(home)).toUtf8());
        QVERIFY(QDir().mkpath(m_folder.filePath(u"HOME"_s)));
        qunsetenv("SSH_AUTH_SOCK");
        m_server = SshServer::start();
        QVERIFY(m_server);
    }

    void init()
    {
        QFile::remove(m_folder.filePath(u"HOME/.ssh/known_hosts"_s));
        QDir(m_folder.filePath(u"nodes"_s)).removeRecursively();
        QVERIFY(QDir().mkpath(m_folder.filePath(u"nodes"_s)));
    }

    /// A host's key is asked for, the run changes both nodes, a second one nothing.
    void runsAPlaybook()
    {
        write(u"playbooks/base.yml"_s, "- name: Base\n"
                                       "  hosts: test\n"
                                       "  gather_facts: no\n"
                                       "  tasks:\n"
                                       "    - name: Message\n"
                                       "      copy:\n"
                                       "        content: \"Welcome to {{ inventory_hostname }}\\n\"\n"
                                       "        dest: '{{ root }}/{{ inventory_hostname }}.motd'\n"
                                       "    - name: Look\n"
                                       "      command: 'cat {{ root }}/{{ inventory_hostname }}.motd'\n"
                                       "      changed_when: no\n");
        open();
        choose(u"base.yml"_s);
        QTRY_COMPARE(get<QLabel>("setup.touched")->text(), u"2 host(s)"_s);
        QTRY_VERIFY(action("setup.run")->isEnabled());
        action("setup.run")->trigger(); // by its key: tst_setuppage; no window is active here
        QTRY_VERIFY(isAsking());
        QVERIFY(get<QLabel>("ssh.question.fingerprint")->text().contains(hostFingerprint()));
        picture(u"consolesetup-question"_s);
        QTest::mouseClick(get<QPushButton>("ssh.question.yes"), Qt::LeftButton);
        QTRY_VERIFY(isOver());
        picture(u"consolesetup-done"_s);
        QCOMPARE(read(u"nodes/one.motd"_s), "Welcome to one\n");
        QCOMPARE(read(u"nodes/two.motd"_s), "Welcome to two\n");
        QCOMPARE(states(),
                 (QList<RunModel::State>{RunModel::Changed, RunModel::Ok, RunModel::Changed, RunModel::Ok}));
        QVERIFY(!isAsking());

        action("setup.run")->trigger();
        QTRY_COMPARE(states(), QList<RunModel::State>(4, RunModel::Ok));
        QTRY_VERIFY(isOver());
        QCOMPARE(m_server->logins(), 1); // one address, one connection; it was kept

        const QList<playbook::RunSummary> runs = playbook::runHistory();
        QCOMPARE(runs.size(), 2);
        QCOMPARE(runs.constFirst().recap.value(u"two"_s), (playbook::HostStats{.ok = 2}));
        QVERIFY(!runs.constFirst().isUnfinished());
        const auto journal = Journal::open(Journal::defaultPath());
        QVERIFY(journal);
        const QList<Operation> operations = (*journal)->recent();
        QCOMPARE(operations.size(), 4);
        for (const Operation &operation : operations)
            QCOMPARE(operation.state, OperationState::Succeeded);
    }

    /// Who is not trusted is not set up, and the run says so.
    void hostIsNotTrusted()
    {
        write(u"playbooks/touch.yml"_s, "- hosts: one\n"
                                        "  gather_facts: no\n"
                                        "  tasks:\n"
                                        "    - file: {path: '{{ root }}/touched', state: touch}\n");
        open();
        choose(u"touch.yml"_s);
        QTRY_VERIFY(action("setup.run")->isEnabled());
        action("setup.run")->trigger();
        QTRY_VERIFY(isAsking());
        QTest::mouseClick(get<QPushButton>("ssh.question.no"), Qt::LeftButton);
        QTRY_VERIFY(isOver());
        QCOMPARE(states(), QList<RunModel::State>{RunModel::Unreachable});
        QVERIFY(!QFile::exists(m_folder.filePath(u"nodes/touched"_s)));
        QVERIFY(!QFile::exists(m_folder.filePath(u"HOME/.ssh/known_hosts"_s)));
    }

    /// Stop now ends what runs on the node.
    void isStopped()
    {
        write(u"playbooks/long.yml"_s, "- hosts: one\n"
                                       "  gather_facts: no\n"
                                       "  tasks:\n"
                                       "    - shell: 'echo $$ > {{ root }}/pid; exec sleep 300'\n"
                                       "    - file: {path: '{{ root }}/after', state: touch}\n");
        open();
        choose(u"long.yml"_s);
        QTRY_VERIFY(action("setup.run")->isEnabled());
        action("setup.run")->trigger();
        QTRY_VERIFY(isAsking());
        QTest::mouseClick(get<QPushButton>("ssh.question.yes"), Qt::LeftButton);
        QTRY_VERIFY(read(u"nodes/pid"_s).endsWith('\n'));
        const QString process = u"/proc/"_s + QString::fromLatin1(read(u"nodes/pid"_s).trimmed());
        QVERIFY(QFile::exists(process));
        action("setup.stop")->trigger();
        QTRY_VERIFY(!action("setup.stop")->isEnabled());
        QTRY_VERIFY(!QFile::exists(process));
        QVERIFY(!QFile::exists(m_folder.filePath(u"nodes/after"_s)));
        picture(u"consolesetup-stopped"_s);
    }

    void cleanup()
    {
        m_console.reset();
        m_sim->kill();
        QVERIFY(m_sim->waitForFinished(patienceMs));
    }

private:
    void open()
    {
        const QString site = m_folder.filePath(u"niflheim.yaml"_s);
        m_sim = std::make_unique<QProcess>();
        m_sim->start(QStringLiteral(SKYBRO_BIN "/skybro-sim"),
                     {u"--nodes"_s, u"2"_s, u"--write-site"_s, site});
        QVERIFY(m_sim->waitForStarted(patienceMs));
        QTRY_VERIFY(m_sim->canReadLine());
        const QString port = QString::number(m_server->port);
        write(u"hosts.ini"_s, u"[test]\none ansible_port=%1\ntwo ansible_port=%1\n[test:vars]\n"
                              "ansible_host=127.0.0.1\nroot=%2\n"_s.arg(port, m_folder.filePath(u"nodes"_s))
                                  .toUtf8());
        QFile file(site);
        QVERIFY(file.open(QFile::Append));
        file.write(u"ssh:\n  user: %1\n  key: %2\nsetup:\n  playbooks: %3\n  inventory: [%4]\n"_s
                       .arg(SshServer::user(), m_server->userKey, m_folder.filePath(u"playbooks"_s),
                            m_folder.filePath(u"hosts.ini"_s))
                       .toUtf8());
        file.close();
        m_console = std::make_unique<console::Console>();
        window()->resize(1280, 800);
        window()->show();
        m_console->setFirstPage(u"setup"_s);
        m_console->openSite(site);
        QTRY_VERIFY(window()->currentPage() && window()->currentPage()->isReady());
    }
    void choose(const QString &playbook)
    {
        QVERIFY(
            window()->showPage(u"setup"_s, u"playbook:"_s + m_folder.filePath(u"playbooks/"_s + playbook)));
    }
    [[nodiscard]] ui::MainWindow *window() const { return m_console->window(); }
    template <typename T>
    [[nodiscard]] T *get(const char *name) const
    {
        return window()->findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QAction *action(const char *name) const
    {
        return window()->actions()->find(QString::fromLatin1(name));
    }
    [[nodiscard]] bool isAsking() const
    {
        const auto *question = get<QWidget>("ssh.question"); // made with the first run
        return question && question->isVisible();
    }
    [[nodiscard]] bool isOver() const
    {
        return !states().isEmpty() && !states().contains(RunModel::Running) &&
               !action("setup.stop")->isEnabled();
    }
    /// Row by row.
    [[nodiscard]] QList<RunModel::State> states() const
    {
        const QAbstractItemModel *model = get<QTableView>("setup.matrix")->model();
        QList<RunModel::State> found;
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column)
                found +=
                    static_cast<RunModel::State>(model->index(row, column).data(RunModel::StateRole).toInt());
        }
        return found;
    }
    [[nodiscard]] QString hostFingerprint() const
    {
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s, {u"-l"_s, u"-f"_s, m_server->file("host_ed25519.pub")});
        keygen.waitForFinished();
        return QString::fromLatin1(keygen.readAll().split(' ').value(1));
    }
    void write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_folder.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    // To look at, when SKYBRO_PICTURES names a folder.
    void picture(const QString &name) const
    {
        const QString pictures = qEnvironmentVariable("SKYBRO_PICTURES");
        if (pictures.isEmpty())
            return;
        QTest::qWait(300);
        QVERIFY(window()->grab().save(u"%1/%2.png"_s.arg(pictures, name)));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<QProcess> m_sim;
    std::unique_ptr<console::Console> m_console;
};

QTEST_MAIN(ConsoleSetupTest)
#include "tst_consolesetup.moc"
