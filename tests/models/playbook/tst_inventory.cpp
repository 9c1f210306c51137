#include "models/playbook/inventory/fleetinventory.h"
#include "models/playbook/inventory/json.h"
#include "models/playbook/inventory/pattern.h"
#include "models/playbook/inventory/sources.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ini = R"(# comment
lonely ansible_host=10.0.0.9
[web]
web[01:03].example.org http_port=80 name="a b" flag=True text='yes' # tail
web10.example.org:2222
[db]
db-[a:c] list="[1, 'x']"
[prod:children]
web
db
[prod:vars]
ntp=time.example.org
quoted="in quotes"
number=7
[empty]
[cloud]
cloud[001:012]
web01.example.org ansible_user=root
)";

const QByteArray yaml = R"(all:
  hosts:
    mail.example.org:
      ansible_port: 2200
  children:
    web:
      hosts:
        www[1:2]: {x: 1}
      vars: {role: web, enabled: yes}
    dc:
      children:
        web:
        db: {hosts: {one: , two: {y: [1]}}}
)";

QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    const QString path = folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    return path;
}

Inventory parsed()
{
    return parseIniInventory(ini, u"hosts"_s).value_or(Inventory());
}

} // namespace

class TestInventory : public QObject
{
    Q_OBJECT

private slots:
    void readsAsAnsible_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("ini") << u"hosts"_s << ini;
        QTest::newRow("yaml") << u"hosts.yml"_s << yaml;
    }
    /// ansible-inventory --list is the oracle: groups, order of hosts, variables and their types.
    void readsAsAnsible()
    {
        const QString oracle = QStandardPaths::findExecutable(u"ansible-inventory"_s);
        if (oracle.isEmpty())
            QSKIP("ansible-inventory is absent: install ansible-core");
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const QString path = write(folder, name, text);
        QProcess process;
        process.start(oracle, {u"-i"_s, path, u"--list"_s});
        QVERIFY(process.waitForFinished());
        const auto theirs = Value::fromJson(process.readAllStandardOutput());
        QVERIFY(theirs);
        const auto inventory = readInventory(path, Vault());
        QVERIFY2(inventory, qPrintable(inventory ? QString() : inventory.error().text));
        // Ansible flattens the groups' variables into the hosts'.
        const Dict hostvars = (*theirs)[u"_meta"_s][u"hostvars"_s].dict();
        for (const QString &host : inventory->hosts()) {
            Dict vars;
            for (const QString &group : inventory->groupsOf(host))
                vars.update(inventory->group(group)->vars);
            vars.update(inventory->host(host)->vars);
            QCOMPARE(Value(vars), Value(hostvars.value(host, Dict())));
        }
        const Value ours = inventoryList(*inventory);
        for (const auto &[group, content] : theirs->dict()) {
            // It never lists the hosts of "all" itself.
            if (group == u"_meta"_s || group == u"all"_s)
                continue;
            QCOMPARE(ours[group][u"hosts"_s].toTexts(), content[u"hosts"_s].toTexts());
            QStringList children = ours[group][u"children"_s].toTexts();
            QStringList theirChildren = content[u"children"_s].toTexts();
            children.sort();
            theirChildren.sort();
            QCOMPARE(children, theirChildren);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("section") << QByteArray("[we b]\n") << u"h:1:1: Invalid section entry: '[we b]'"_s;
        QTest::newRow("kind") << QByteArray("\n[web:hots]\n")
                              << u"h:2:1: Section [web:hots] has unknown type: hots"_s;
        QTest::newRow("variable") << QByteArray("[web:vars]\nx\n") << u"h:2:1: Expected key=value, got: x"_s;
        QTest::newRow("host variable")
            << QByteArray("a b\n") << u"h:1:1: Expected key=value host variable assignment, got: b"_s;
        QTest::newRow("quote") << QByteArray("a b='c\n")
                               << u"h:1:1: Error parsing host definition 'a b='c': No closing quotation"_s;
        QTest::newRow("undefined") << QByteArray("[x:vars]\na=1\n")
                                   << u"h:1:1: Section [x:vars] not valid for undefined group: x"_s;
        QTest::newRow("ring") << QByteArray("[a:children]\nb\n[b:children]\na\n")
                              << u"h:4:1: The group “b” can not hold “a”"_s;
        QTest::newRow("range") << QByteArray("a[10:01]\n") << u"h:1:1: “a[10:01]” is no range"_s;
        QTest::newRow("huge range") << QByteArray("a[1:9][1:99999]\n")
                                    << u"h:1:1: “a[1:9][1:99999]” is no range"_s;
        QTest::newRow("widths") << QByteArray("a[01:100]\n")
                                << u"h:1:1: “a[01:100]” is no range of hosts: host range must"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const auto inventory = parseIniInventory(text, u"h"_s);
        QVERIFY(!inventory);
        QVERIFY2(inventory.error().text.startsWith(error), qPrintable(inventory.error().text));
    }

    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("hosts");
        const QString web = u"web01.example.org web02.example.org web03.example.org web10.example.org"_s;
        QTest::newRow("group") << u"web"_s << web;
        QTest::newRow("two") << u"db,lonely"_s << u"db-a db-b db-c lonely"_s;
        QTest::newRow("colon") << u"lonely:db"_s << u"lonely db-a db-b db-c"_s;
        QTest::newRow("and") << u"prod:&cloud"_s << u"web01.example.org"_s;
        QTest::newRow("not") << u"web:!cloud:!web10*"_s << u"web02.example.org web03.example.org"_s;
        QTest::newRow("only not") << u"!prod:!cloud"_s << u"lonely"_s;
        QTest::newRow("wild") << u"db-*"_s << u"db-a db-b db-c"_s;
        QTest::newRow("one of") << u"db-[ac]"_s << u"db-a db-c"_s;
        QTest::newRow("regex") << u"~(web0[12]|db-b)"_s << u"web01.example.org web02.example.org db-b"_s;
        QTest::newRow("first") << u"web[0]"_s << u"web01.example.org"_s;
        QTest::newRow("last") << u"web[-1]"_s << u"web10.example.org"_s;
        QTest::newRow("places") << u"web[1:2]"_s << u"web02.example.org web03.example.org"_s;
        QTest::newRow("from") << u"web[2:]"_s << u"web03.example.org web10.example.org"_s;
        QTest::newRow("host") << u"web10.example.org"_s << u"web10.example.org"_s;
        QTest::newRow("hostlist") << u"cloud[001-002,9],cloud[011-012]"_s
                                  << u"cloud001 cloud002 cloud011 cloud012"_s;
        QTest::newRow("none") << u"nobody"_s << QString();
    }
    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, hosts);
        const auto matched = matchHosts(parsed(), pattern);
        QVERIFY2(matched, qPrintable(matched ? QString() : matched.error().text));
        QCOMPARE(matched->join(u' '), hosts);
    }

    /// One start of Python judges all the patterns, but for what only Slurm knows.
    void matchesAsAnsible()
    {
        const QStringList patterns{
            u"web"_s,    u"db,lonely"_s, u"lonely:db"_s,          u"prod:&cloud"_s,
            u"db-*"_s,   u"db-[ac]"_s,   u"web:!cloud:!web10*"_s, u"!prod:!cloud"_s,
            u"web[0]"_s, u"web[-1]"_s,   u"web[1:2]"_s,           u"~(web0[12]|db-b)"_s,
            u"all"_s,    u"prod"_s,      u"ungrouped"_s,          u"*.example.org"_s};
        const QTemporaryDir folder;
        QProcess process;
        process.start(u"/usr/bin/python3"_s,
                      QStringList{u"-c"_s,
                                  u"import sys\n"
                                  "from ansible.parsing.dataloader import DataLoader\n"
                                  "from ansible.inventory.manager import InventoryManager\n"
                                  "m = InventoryManager(DataLoader(), sys.argv[1])\n"
                                  "for p in sys.argv[2:]: print(*[h.name for h in m.get_hosts(p)])"_s,
                                  write(folder, u"hosts"_s, ini)} +
                          patterns);
        QVERIFY(process.waitForFinished());
        if (process.exitCode() != 0)
            QSKIP("Ansible is absent: install ansible-core");
        const QStringList judged = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n');
        for (qsizetype i = 0; i < patterns.size(); ++i)
            QCOMPARE(patterns[i] + u": "_s +
                         matchHosts(parsed(), patterns[i]).value_or(QStringList()).join(u' '),
                     patterns[i] + u": "_s + judged.value(i));
    }

    void limits()
    {
        const QTemporaryDir folder;
        const QString retry = write(folder, u"site.retry"_s, "db-b\nlonely\n\n");
        const Inventory inventory = parsed();
        QStringList unmatched;
        QCOMPARE(limitHosts(inventory, {u"lonely"_s, u"db-a"_s, u"db-b"_s}, u'@' + retry, &unmatched).value(),
                 (QStringList{u"lonely"_s, u"db-b"_s}));
        QCOMPARE(limitHosts(inventory, {u"db-a"_s}, u"db:nope"_s, &unmatched).value(),
                 QStringList{u"db-a"_s});
        QCOMPARE(unmatched, QStringList{u"nope"_s});
        QVERIFY(!limitHosts(inventory, {}, u"@/nowhere"_s));
    }

    void readsFoldersAndVarsFiles()
    {
        const QTemporaryDir folder;
        write(folder, u"inv/a"_s, "[web]\na1\n");
        write(folder, u"inv/b.yml"_s, "web: {hosts: {b1: {x: 1}}}\n");
        write(folder, u"inv/notes.txt"_s, "[[[\n");
        write(folder, u"inv/group_vars/web.yml"_s, "port: 80\n");
        write(folder, u"inv/group_vars/all/1.yml"_s, "one: 1\nboth: 1\n");
        write(folder, u"inv/group_vars/all/2.json"_s, "{\n\t\"both\": 2\n}\n");
        write(folder, u"inv/host_vars/bad.yml"_s, "- 1\n");
        const Vault vault;
        const auto inventory = readInventory(folder.filePath(u"inv"_s), vault);
        QVERIFY2(inventory, qPrintable(inventory ? QString() : inventory.error().text));
        QCOMPARE(inventory->hosts(), (QStringList{u"a1"_s, u"b1"_s}));
        const QString groups = folder.filePath(u"inv/group_vars"_s);
        QCOMPARE(Value(readVarsFiles(groups, u"web"_s, vault).value()).toJson(),
                 QByteArray(R"({"port": 80})"));
        QCOMPARE(Value(readVarsFiles(groups, u"all"_s, vault).value()).toJson(),
                 QByteArray(R"({"one": 1, "both": 2})"));
        QVERIFY(readVarsFiles(groups, u"none"_s, vault).value().isEmpty());
        const auto bad = readVarsFiles(folder.filePath(u"inv/host_vars"_s), u"bad"_s, vault);
        QVERIFY(!bad);
        QVERIFY2(bad.error().text.contains(u"bad.yml:1:1: "_s), qPrintable(bad.error().text));
        QVERIFY(!readInventory(folder.filePath(u"nope"_s), vault));
        QCOMPARE(readInventory(u"h1,h[2:3],"_s, vault)->hosts(), (QStringList{u"h1"_s, u"h2"_s, u"h3"_s}));
    }

    void makesGroupsOfTheFleet()
    {
        fleet::Node node;
        node.name = u"cloud001"_s;
        node.resourceGroup = u"rg-HPC"_s;
        node.size = u"Standard_D2s_v5"_s;
        node.subnet = u"vms"_s;
        node.privateIp = u"10.0.1.4"_s;
        node.powerState = fleet::PowerState::Running;
        node.tags.insert(u"Slurm Partition"_s, u"cloud"_s);
        fleet::Node windows = node;
        windows.name = u"win"_s;
        windows.osType = u"Windows"_s;
        const Inventory inventory = fleetInventory({node, windows}, u"azureuser"_s);
        QCOMPARE(inventory.hosts(), QStringList{u"cloud001"_s});
        QCOMPARE(inventory.groupNamesOf(u"cloud001"_s),
                 (QStringList{u"power_running"_s, u"rg_rg_hpc"_s, u"size_standard_d2s_v5"_s, u"subnet_vms"_s,
                              u"tag_slurm_partition_cloud"_s}));
        const Value vars = inventoryHost(inventory, u"cloud001"_s);
        QCOMPARE(vars[u"ansible_host"_s].toText(), u"10.0.1.4"_s);
        QCOMPARE(vars[u"ansible_user"_s].toText(), u"azureuser"_s);
    }
};

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_inventory.moc"
