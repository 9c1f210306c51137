// The real skybroctl, setting up: usage, lint, inventories, what it prints. No network but loopback.

#include "tests/app/skybroctl/ctlprocess.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSetup : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] Ctl ctl() const { return Ctl(m_home->path()); }
    [[nodiscard]] Ended run(const QStringList &arguments) const { return ctl().run(arguments); }
    [[nodiscard]] QString path(const QString &name) const { return m_home->filePath(name); }
    QString write(const QString &name, const QByteArray &text) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    /// What the real one answers.
    [[nodiscard]] Ended real(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home->path());
        environment.insert(u"ANSIBLE_NOCOLOR"_s, u"1"_s);
        environment.insert(u"ANSIBLE_LOCALHOST_WARNING"_s, u"0"_s);
        environment.insert(u"ANSIBLE_PYTHON_INTERPRETER"_s, u"/usr/bin/python3"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        for (const QString &name : {u"CONFIG"_s, u"STATE"_s, u"CACHE"_s, u"DATA"_s})
            environment.insert(u"XDG_%1_HOME"_s.arg(name), m_home->path() + u'/' + name.toLower());
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        return Ctl::wait(process);
    }
    static bool isThere(const QString &program) { return !QStandardPaths::findExecutable(program).isEmpty(); }

private slots:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void usageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const QStringList &arguments, const QString &says) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << says;
        };
        row({u"setup"_s}, u"run, lint, facts"_s);
        row({u"setup"_s, u"fly"_s}, u"fly"_s);
        row({u"setup"_s, u"run"_s, u"-i"_s, u"a,"_s}, u"Which playbook"_s);
        row({u"setup"_s, u"run"_s, u"a.yml"_s, u"b.yml"_s, u"-i"_s, u"a,"_s}, u"Which playbook"_s);
        row({u"setup"_s, u"run"_s, u"/no/such.yml"_s, u"-i"_s, u"a,"_s}, u"/no/such.yml"_s);
        row({u"setup"_s, u"run"_s, u"a.yml"_s}, u"-i"_s); // no site, no inventory
        row({u"setup"_s, u"run"_s, u"a.yml"_s, u"-i"_s, u"a,"_s, u"-f"_s, u"many"_s}, u"--forks"_s);
        row({u"setup"_s, u"run"_s, u"a.yml"_s, u"-i"_s, u"a,"_s, u"-K"_s, u"--become-password-file"_s,
             u"f"_s},
            u"not both"_s);
        row({u"setup"_s, u"lint"_s}, u"Which playbooks"_s);
        row({u"setup"_s, u"lint"_s, u"a.yml"_s, u"--check"_s}, u"--check"_s);
        row({u"setup"_s, u"facts"_s, u"-i"_s, u"a,"_s}, u"Which nodes"_s);
        row({u"setup"_s, u"modules"_s, u"no_such_module"_s}, u"no_such_module"_s);
        row({u"setup"_s, u"history"_s, u"no-such-run"_s}, u"no-such-run"_s);
        row({u"inventory"_s, u"-i"_s, u"a,"_s}, u"--list"_s);
        row({u"inventory"_s, u"--list"_s, u"--host"_s, u"a"_s, u"-i"_s, u"a,"_s}, u"--list"_s);
    }
    void usageIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), qPrintable(ended.err));
        QVERIFY(ended.out.isEmpty());
        QVERIFY(!QDir(path(u"state/skybro/runs"_s)).exists());
    }

    void helpNamesTheOptions()
    {
        const Ended help = run({u"setup"_s, u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const QString &option : {u"--start-at-task"_s, u"--accept-new"_s, u"--vault-password-file"_s})
            QVERIFY2(help.out.contains(option), qPrintable(option));
    }

    void lintNamesThePlace()
    {
        const QString good = write(u"good.yml"_s, "- hosts: all\n  tasks:\n    - ping:\n");
        QCOMPARE(run({u"setup"_s, u"lint"_s, good}).code, 0);
        const QString bad = write(
            u"bad.yml"_s,
            "- hosts: all\n  tasks:\n    - ping:\n    - frobnicate: x=1\n    - copy:\n        src: [\n");
        const Ended broken = run({u"setup"_s, u"lint"_s, bad});
        QCOMPARE(broken.code, 2);
        QVERIFY2(broken.err.contains(bad + u':'), qPrintable(broken.err));
        const QString unknown = write(u"unknown.yml"_s, "- hosts: all\n  tasks:\n    - frobnicate: x=1\n");
        const Ended json = run({u"--json"_s, u"setup"_s, u"lint"_s, good, unknown});
        QCOMPARE(json.code, 2);
        const QJsonObject finding = json.json()[u"findings"_s][0].toObject();
        QCOMPARE(finding[u"file"_s].toString(), unknown);
        QCOMPARE(finding[u"line"_s].toInt(), 3);
        QCOMPARE(finding[u"severity"_s].toString(), u"error"_s);
        QVERIFY(finding[u"text"_s].toString().contains(u"frobnicate"));
    }

    void nothingStartsWithErrorsInThePlaybook()
    {
        const QString marker = path(u"marker"_s);
        const QString bad =
            write(u"bad.yml"_s, "- hosts: localhost\n  connection: local\n  gather_facts: no\n"
                                "  tasks:\n    - command: touch " +
                                    marker.toUtf8() + "\n    - frobnicate: x=1\n");
        const Ended ended = run({u"setup"_s, u"run"_s, bad, u"-i"_s, u"localhost,"_s});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(bad + u":6:"_s), qPrintable(ended.err));
        QVERIFY(ended.err.contains(u"nothing was started"));
        QVERIFY(!QFile::exists(marker));
        QVERIFY(!QDir(path(u"state/skybro/runs"_s)).exists());
    }

    void noHostMatches()
    {
        const QString playbook = write(u"p.yml"_s, "- hosts: web\n  tasks:\n    - ping:\n");
        const Ended ended = run({u"setup"_s, u"run"_s, playbook, u"-i"_s, u"db1,"_s});
        QCOMPARE(ended.code, 4);
        QVERIFY2(ended.err.contains(u"web"), qPrintable(ended.err));
        const Ended limited = run({u"setup"_s, u"run"_s, playbook, u"-i"_s, u"web,"_s, u"-l"_s, u"nobody"_s});
        QCOMPARE(limited.code, 4);
        QCOMPARE(run({u"setup"_s, u"facts"_s, u"nobody"_s, u"-i"_s, u"web,"_s}).code, 4);
        QVERIFY(!QDir(path(u"state/skybro/runs"_s)).exists());
    }

    void modulesAreTold()
    {
        const Ended all = run({u"setup"_s, u"modules"_s});
        QCOMPARE(all.code, 0);
        QVERIFY(all.out.contains(u"lineinfile"));
        const Ended copy = run({u"setup"_s, u"modules"_s, u"ansible.builtin.copy"_s});
        QVERIFY2(copy.code == 0 && copy.out.contains(u"dest"), qPrintable(copy.err));
        const Ended json = run({u"--json"_s, u"setup"_s, u"modules"_s, u"copy"_s});
        QCOMPARE(json.json()[u"modules"_s][0][u"name"_s].toString(), u"copy"_s);
    }

    void inventoryIsOneForAnsible()
    {
        const QString hosts = write(u"inv/hosts.ini"_s, "[web]\nweb[1:2] port=80\n[all:vars]\nzone=eu\n");
        write(u"inv/group_vars/web.yml"_s, "color: blue\n");
        const Ended list = run({u"inventory"_s, u"--list"_s, u"-i"_s, hosts});
        QCOMPARE(list.code, 0);
        QCOMPARE(list.json()[u"web"_s][u"hosts"_s].toArray().size(), 2);
        const Ended host = run({u"inventory"_s, u"--host"_s, u"web2"_s, u"-i"_s, hosts});
        QCOMPARE(host.json()[u"port"_s].toInt(), 80);
        if (!isThere(u"ansible-inventory"_s))
            QSKIP("package ansible-core (ansible-inventory) is not installed");
        const QString script = write(u"script"_s, "#!/bin/sh\nexec " + QByteArray(SKYBROCTL) +
                                                      " inventory -i " + hosts.toUtf8() + " \"$@\"\n");
        QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const Ended judged = real(u"ansible-inventory"_s, {u"-i"_s, script, u"--list"_s});
        QVERIFY2(judged.code == 0, qPrintable(judged.err));
        const Ended direct = real(u"ansible-inventory"_s, {u"-i"_s, hosts, u"--list"_s});
        QCOMPARE(judged.json()[u"_meta"_s].toObject(), direct.json()[u"_meta"_s].toObject());
        QCOMPARE(judged.json()[u"web"_s].toObject(), direct.json()[u"web"_s].toObject());
    }

    void aSitesNodesAreTheInventory()
    {
        const Sim sim({u"--nodes"_s, u"4"_s});
        const Ended list = run({u"--site"_s, sim.site(), u"inventory"_s, u"--list"_s});
        QVERIFY2(list.code == 0, qPrintable(list.err));
        const QJsonObject vars = list.json()[u"_meta"_s][u"hostvars"_s].toObject();
        QCOMPARE(vars.size(), 4);
        QVERIFY(vars[u"cloud001"_s][u"ansible_host"_s].toString().startsWith(u"10."));
        // A link, as `ansible-playbook -i` takes it, with the site from the environment.
        const QString link = path(u"skybro-inventory"_s);
        QVERIFY(QFile::link(QStringLiteral(SKYBROCTL), link));
        Ctl asLink = ctl();
        asLink.setVariable(u"SKYBRO_SITE"_s, sim.site());
        const Ended linked = asLink.runAs(link, {u"--host"_s, u"cloud002"_s});
        QVERIFY2(linked.code == 0, qPrintable(linked.err));
        QVERIFY(linked.json()[u"azure_id"_s].toString().contains(u"cloud002"));
        QCOMPARE(run({u"--site"_s, sim.site(), u"setup"_s, u"facts"_s, u"nobody"_s}).code, 4);
    }

    void wrongSecretIsNotSignedIn()
    {
        const Sim sim({u"--nodes"_s, u"2"_s});
        const QString secret = write(u"wrong"_s, "not the secret\n");
        QFile::setPermissions(secret, QFile::ReadOwner | QFile::WriteOwner);
        const QString site = sim.siteWith(sim.site() + u".secret"_s, secret);
        QCOMPARE(run({u"--site"_s, site, u"inventory"_s, u"--list"_s}).code, 3);
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_setup.moc"
