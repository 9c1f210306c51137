#include "tests/support/nodeshell.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

/// firewalld, seboolean and selinux against stand-ins: this machine has no firewalld to speak to and no
/// SELinux. The stand-ins, in recordedtools/, answer as the real tools of AlmaLinux 9 do (firewalld 1.3,
/// libselinux 3.6): same words, same exit codes, a memory in /t. They write down how they were called.
/// systemd's and dnf's share of this is in tst_againstansible, where the real Ansible is asked as well.
class RecordedToolsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void firewalldBothWays();
    void firewalldItems_data();
    void firewalldItems();
    void firewalldZones();
    void firewalldRefuses();
    void firewalldOffline();
    void seboolean();
    void selinux();

private:
    [[nodiscard]] TaskResult run(const QString &module, const Dict &args, bool check = false)
    {
        return m_node->run(module, Value(args), check);
    }
    /// Check mode foresees the change and makes none, the first run makes it, the second none.
    void twice(const QString &module, const Dict &args);
    void prepare(const QByteArray &text)
    {
        const Output made = m_node->runText("set -e\n" + text);
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }
    [[nodiscard]] QString file(const QString &name) const
    {
        QFile file(m_node->upper() + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : u"(none)"_s;
    }
    [[nodiscard]] QString calls() const { return file(u"/t/calls"_s); }

    std::unique_ptr<tests::NodeShell> m_node;
};

void RecordedToolsTest::init()
{
    m_node = std::make_unique<tests::NodeShell>();
    if (!m_node->useRoot())
        QSKIP("no overlay file system can be mounted here: be root");
    for (const char *name : {"t/fw/permanent", "t/fw/runtime", "usr/local/sbin"})
        QDir().mkpath(m_node->upper() + u'/' + QLatin1String(name));
    for (const char *name : {"firewall-cmd", "getsebool", "setsebool", "semanage", "setenforce"}) {
        const QString target = m_node->upper() + u"/usr/local/sbin/"_s + QLatin1String(name);
        QVERIFY(QFile::copy(QStringLiteral(RECORDEDTOOLS_DIR "/") + QLatin1String(name), target));
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QVERIFY(QFile::copy(QStringLiteral(RECORDEDTOOLS_DIR "/firewall-cmd"),
                        m_node->upper() + u"/usr/local/sbin/firewall-offline-cmd"_s));
    prepare("chmod 755 /usr/local/sbin/*; echo running >/t/fw/state; "
            "for where in permanent runtime; do echo service=ssh >/t/fw/$where/public; : "
            ">/t/fw/$where/trusted; done; "
            "echo 'httpd_use_nfs off off' >/t/booleans");
    // Where the kernel tells of SELinux.
    m_node->alsoMount = u"mount -t tmpfs none sys/fs; mkdir sys/fs/selinux; if [ -e t/enforce ]; then cat "
                        "t/enforce; else echo 1; fi >sys/fs/selinux/enforce; "_s;
}

void RecordedToolsTest::twice(const QString &module, const Dict &args)
{
    TaskResult result = run(module, args, true);
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY2(result.changed, "check mode foresaw no change");
    result = run(module, args);
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY2(result.changed, "the first run changed nothing; check mode did it");
    result = run(module, args);
    QVERIFY2(!result.failed, qPrintable(result.msg));
    QVERIFY2(!result.changed, "the second run changed something");
}

void RecordedToolsTest::firewalldBothWays()
{
    twice(u"firewalld"_s, {{u"service"_s, u"http"_s},
                           {u"permanent"_s, true},
                           {u"immediate"_s, true},
                           {u"state"_s, u"enabled"_s}});
    QVERIFY(file(u"/t/fw/permanent/public"_s).contains(u"service=http\n"_s));
    QVERIFY(file(u"/t/fw/runtime/public"_s).contains(u"service=http\n"_s));
    // With neither it is what runs now that is meant; with permanent alone what runs stays as it is.
    twice(u"firewalld"_s, {{u"service"_s, u"ssh"_s}, {u"state"_s, u"disabled"_s}});
    QVERIFY(file(u"/t/fw/permanent/public"_s).contains(u"service=ssh\n"_s));
    QVERIFY(!file(u"/t/fw/runtime/public"_s).contains(u"service=ssh\n"_s));
    twice(u"firewalld"_s, {{u"service"_s, u"ssh"_s}, {u"permanent"_s, true}, {u"state"_s, u"disabled"_s}});
    QVERIFY(!file(u"/t/fw/permanent/public"_s).contains(u"service=ssh\n"_s));
}

void RecordedToolsTest::firewalldItems_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("line");
    QTest::newRow("port") << u"port"_s << u"8081/tcp"_s << u"port=8081/tcp"_s;
    QTest::newRow("range") << u"port"_s << u"161-162/udp"_s << u"port=161-162/udp"_s;
    QTest::newRow("protocol") << u"protocol"_s << u"esp"_s << u"protocol=esp"_s;
    QTest::newRow("source") << u"source"_s << u"192.0.2.0/24"_s << u"source=192.0.2.0/24"_s;
    QTest::newRow("interface") << u"interface"_s << u"eth2"_s << u"interface=eth2"_s;
    QTest::newRow("icmp block") << u"icmp_block"_s << u"echo-request"_s << u"icmp-block=echo-request"_s;
    QTest::newRow("rich rule") << u"rich_rule"_s
                               << u"rule service name=\"ftp\" audit limit value=\"1/m\" accept"_s
                               << u"rich-rule=rule service name=\"ftp\" audit limit value=\"1/m\" accept"_s;
    QTest::newRow("masquerade") << u"masquerade"_s << u"true"_s << u"masquerade"_s;
}

void RecordedToolsTest::firewalldItems()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(QString, line);
    Dict args{{option, value},
              {u"zone"_s, u"trusted"_s},
              {u"permanent"_s, true},
              {u"immediate"_s, true},
              {u"state"_s, u"enabled"_s}};
    twice(u"firewalld"_s, args);
    QCOMPARE(file(u"/t/fw/permanent/trusted"_s), line + u'\n');
    QCOMPARE(file(u"/t/fw/runtime/trusted"_s), line + u'\n');
    args.insert(u"state"_s, u"disabled"_s);
    twice(u"firewalld"_s, args);
    QCOMPARE(file(u"/t/fw/runtime/trusted"_s), QString());
}

void RecordedToolsTest::firewalldZones()
{
    Dict args{{u"zone"_s, u"cluster"_s}, {u"state"_s, u"present"_s}};
    QVERIFY(run(u"firewalld"_s, args).failed);
    args.insert(u"permanent"_s, true);
    twice(u"firewalld"_s, args);
    QVERIFY(calls().contains(u"firewall-cmd --permanent --new-zone=cluster"_s));
    twice(u"firewalld"_s, {{u"zone"_s, u"cluster"_s},
                           {u"target"_s, u"ACCEPT"_s},
                           {u"permanent"_s, true},
                           {u"state"_s, u"enabled"_s}});
    args.insert(u"state"_s, u"absent"_s);
    twice(u"firewalld"_s, args);
}

void RecordedToolsTest::firewalldRefuses()
{
    const TaskResult unknown = run(u"firewalld"_s, {{u"service"_s, u"nosuch"_s}, {u"state"_s, u"enabled"_s}});
    QVERIFY(unknown.failed && !unknown.changed);
    QVERIFY2(unknown.msg.contains(u"INVALID_SERVICE"_s), qPrintable(unknown.msg));
    const TaskResult nowhere = run(
        u"firewalld"_s, {{u"service"_s, u"http"_s}, {u"zone"_s, u"nowhere"_s}, {u"state"_s, u"enabled"_s}});
    QVERIFY2(nowhere.failed && nowhere.msg.contains(u"INVALID_ZONE"_s), qPrintable(nowhere.msg));
    // A timeout is of what runs now only.
    QVERIFY(run(u"firewalld"_s, {{u"service"_s, u"http"_s},
                                 {u"state"_s, u"enabled"_s},
                                 {u"immediate"_s, true},
                                 {u"permanent"_s, true},
                                 {u"timeout"_s, 60}})
                .changed);
    QVERIFY(calls().contains(u"firewall-cmd --zone=public --add-service=http --timeout=60\n"_s));
    QVERIFY(calls().contains(u"firewall-cmd --permanent --zone=public --add-service=http\n"_s));
}

void RecordedToolsTest::firewalldOffline()
{
    prepare("echo 'not running' >/t/fw/state");
    Dict args{{u"service"_s, u"http"_s}, {u"state"_s, u"enabled"_s}, {u"permanent"_s, true}};
    QVERIFY(run(u"firewalld"_s, args).msg.contains(u"not currently running"_s));
    args.insert(u"offline"_s, true);
    twice(u"firewalld"_s, args);
    QVERIFY(file(u"/t/fw/permanent/public"_s).contains(u"service=http\n"_s));
}

void RecordedToolsTest::seboolean()
{
    twice(u"seboolean"_s, {{u"name"_s, u"httpd_use_nfs"_s}, {u"state"_s, true}});
    QCOMPARE(file(u"/t/booleans"_s), u"httpd_use_nfs on off\n"_s);
    twice(u"seboolean"_s, {{u"name"_s, u"httpd_use_nfs"_s}, {u"state"_s, true}, {u"persistent"_s, true}});
    QCOMPARE(file(u"/t/booleans"_s), u"httpd_use_nfs on on\n"_s);
    const TaskResult unknown = run(u"seboolean"_s, {{u"name"_s, u"nosuch"_s}, {u"state"_s, true}});
    QCOMPARE(unknown.msg, u"SELinux boolean nosuch does not exist."_s);
}

void RecordedToolsTest::selinux()
{
    prepare("mkdir -p /etc/selinux; printf '# how\\nSELINUX=enforcing\\nSELINUXTYPE=targeted\\n' "
            ">/etc/selinux/config");
    QVERIFY(!run(u"selinux"_s, {{u"policy"_s, u"targeted"_s}, {u"state"_s, u"enforcing"_s}}).changed);
    TaskResult result = run(u"selinux"_s, {{u"policy"_s, u"targeted"_s}, {u"state"_s, u"permissive"_s}});
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    QCOMPARE(file(u"/etc/selinux/config"_s), u"# how\nSELINUX=permissive\nSELINUXTYPE=targeted\n"_s);
    QVERIFY(calls().contains(u"setenforce 0\n"_s));
    QVERIFY(!run(u"selinux"_s, {{u"policy"_s, u"targeted"_s}, {u"state"_s, u"permissive"_s}}).changed);
    // Off can only be had with the next boot.
    result = run(u"selinux"_s, {{u"state"_s, u"disabled"_s}});
    QVERIFY2(result.changed && !result.failed, qPrintable(result.msg));
    QCOMPARE(result.fields.value(u"reboot_required"_s), Value(true));
    QCOMPARE(file(u"/etc/selinux/config"_s), u"# how\nSELINUX=disabled\nSELINUXTYPE=targeted\n"_s);
    QVERIFY(run(u"selinux"_s, {{u"state"_s, u"enforcing"_s}}).failed);
}

QTEST_GUILESS_MAIN(RecordedToolsTest)
#include "tst_recordedtools.moc"
