#include "tests/support/nodeshell.h"

#include <QSysInfo>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;
using namespace skybro;
using namespace skybro::playbook;

/// What `setup` tells of a node that is another than this machine: its system's name, and its own. The real
/// Ansible is asked for the same in againstansible/distribution.yml and, on whole nodes, in tests/judges.
class FactsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void distribution_data();
    void distribution();
    void fullName_data();
    void fullName();
    void subsets();

private:
    void prepare(const QString &text)
    {
        const Output made = m_node->runText("set -e\n" + text.toUtf8());
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }
    [[nodiscard]] Value facts()
    {
        const TaskResult result = m_node->run(u"setup"_s, Value());
        if (result.failed)
            qWarning("%s", qPrintable(result.msg));
        return result.fields.value(u"ansible_facts"_s);
    }

    std::unique_ptr<tests::NodeShell> m_node;
};

void FactsTest::init()
{
    m_node = std::make_unique<tests::NodeShell>();
    if (!m_node->useRoot())
        QSKIP("no overlay file system can be mounted here: be root");
}

void FactsTest::distribution_data()
{
    QTest::addColumn<QString>("release");
    QTest::addColumn<QString>("redHatRelease");
    QTest::addColumn<QStringList>("told"); // distribution, version, major version, release, family
    QTest::newRow("Rocky 9")
        << u"NAME=\"Rocky Linux\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\""_s
        << u"Rocky Linux release 9.4 (Blue Onyx)"_s
        << QStringList{u"Rocky"_s, u"9.4"_s, u"9"_s, u"Blue Onyx"_s, u"RedHat"_s};
    QTest::newRow("Rocky 8")
        << u"NAME=\"Rocky Linux\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"8.10\""_s
        << u"Rocky Linux release 8.10 (Green Obsidian)"_s
        << QStringList{u"Rocky"_s, u"8.10"_s, u"8"_s, u"Green Obsidian"_s, u"RedHat"_s};
    QTest::newRow("AlmaLinux 9")
        << u"NAME=\"AlmaLinux\"\nID=\"almalinux\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\""_s
        << u"AlmaLinux release 9.4 (Seafoam Ocelot)"_s
        << QStringList{u"AlmaLinux"_s, u"9.4"_s, u"9"_s, u"Seafoam Ocelot"_s, u"RedHat"_s};
}

void FactsTest::distribution()
{
    QFETCH(QString, release);
    QFETCH(QString, redHatRelease);
    QFETCH(QStringList, told);
    prepare(u"rm -f /etc/debian_version /etc/os-release\nprintf '%s\\n' '%1' >/etc/os-release\n"
            "printf '%s\\n' '%2' >/etc/redhat-release\n"
            "printf '#!/bin/sh\\n' >/usr/bin/dnf\nchmod 755 /usr/bin/dnf"_s.arg(release, redHatRelease));
    const Value facts = this->facts();
    const auto fact = [&](const QString &name) { return facts[u"ansible_"_s + name].toText(); };
    QCOMPARE((QStringList{fact(u"distribution"_s), fact(u"distribution_version"_s),
                          fact(u"distribution_major_version"_s), fact(u"distribution_release"_s),
                          fact(u"os_family"_s)}),
             told);
    // Though this machine's apt-get is there as well.
    QCOMPARE(fact(u"pkg_mgr"_s), u"dnf"_s);
}

void FactsTest::fullName_data()
{
    QTest::addColumn<QString>("hosts");
    QTest::addColumn<QString>("full");
    const QString own = QSysInfo::machineHostName().section(u'.', 0, 0);
    QTest::newRow("full name first") << u"127.0.1.1 full.example.org "_s + QSysInfo::machineHostName()
                                     << u"full.example.org"_s;
    QTest::newRow("full name last") << u"127.0.1.1 "_s + QSysInfo::machineHostName() + u" full.example.org"_s
                                    << u"full.example.org"_s;
    if (own == QSysInfo::machineHostName())
        QTest::newRow("no full name") << u"127.0.1.1 "_s + own << own;
}

/// A name that stands in /etc/hosts is not asked for: a node whose name servers do not answer would wait.
void FactsTest::fullName()
{
    QFETCH(QString, hosts);
    QFETCH(QString, full);
    QUdpSocket nameServer;
    if (!nameServer.bind(QHostAddress(u"127.0.0.77"_s), 53))
        QSKIP("no name server can listen here");
    prepare(
        u"echo '%1' >/etc/hosts\necho 'hosts: files dns' >/etc/nsswitch.conf\nrm -f /etc/resolv.conf\n"
        "printf 'nameserver 127.0.0.77\\noptions timeout:1 attempts:1\\n' >/etc/resolv.conf"_s.arg(hosts));
    QCOMPARE(facts()[u"ansible_fqdn"_s].toText(), full);
    QVERIFY2(!nameServer.hasPendingDatagrams(), "the name server was asked");
    // It would have been heard.
    m_node->runText("getent ahosts elsewhere.example.org");
    QTRY_VERIFY(nameServer.hasPendingDatagrams());
}

/// What is named is told, whatever is taken away beside it.
void FactsTest::subsets()
{
    const auto names = [&](const List &subset) {
        const TaskResult result = m_node->run(u"setup"_s, Value(Dict{{u"gather_subset"_s, subset}}));
        const Dict facts = result.fields.value(u"ansible_facts"_s).dict();
        return std::pair(facts.contains(u"ansible_distribution"_s), facts.contains(u"ansible_memtotal_mb"_s));
    };
    QCOMPARE(names({u"!all"_s}), std::pair(true, false));
    QCOMPARE(names({u"!all"_s, u"!min"_s, u"distribution"_s}), std::pair(true, false));
    QCOMPARE(names({u"!all"_s, u"!min"_s, u"hardware"_s}), std::pair(false, true));
    QCOMPARE(names({u"all"_s, u"!min"_s}), std::pair(false, true));
}

QTEST_GUILESS_MAIN(FactsTest)
#include "tst_facts.moc"
