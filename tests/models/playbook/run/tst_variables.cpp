#include "models/playbook/run/variables.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("can not write %s", qPrintable(path));
    file.write(text);
}

Inventory inventory()
{
    Inventory made;
    made.addGroup(u"web"_s);
    made.addGroup(u"inner"_s);
    (void)made.addChild(u"web"_s, u"inner"_s);
    made.addHost(u"h1"_s, u"inner"_s);
    made.addHost(u"h2"_s);
    made.setGroupVar(u"all"_s, u"v"_s, u"all"_s);
    made.setGroupVar(u"web"_s, u"v"_s, u"web"_s);
    made.setGroupVar(u"inner"_s, u"v"_s, u"inner"_s);
    made.setGroupVar(u"web"_s, u"w"_s, u"web"_s);
    made.setHostVar(u"h1"_s, u"own"_s, u"host"_s);
    made.reconcile();
    return made;
}

QString text(const Value *value)
{
    return value ? value->toText() : u"(none)"_s;
}

} // namespace

class TestVariables : public QObject
{
    Q_OBJECT

private slots:
    void nearerGroupsWin()
    {
        const Variables variables(inventory(), {}, std::make_shared<Vault>());
        QCOMPARE(text(variables.inventoryVariable(u"h1"_s, u"v"_s)), u"inner"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h1"_s, u"w"_s)), u"web"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h1"_s, u"own"_s)), u"host"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h2"_s, u"v"_s)), u"all"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h2"_s, u"w"_s)), u"(none)"_s);
        QCOMPARE(variables.groupNames(u"h1"_s).toTexts(), (QStringList{u"inner"_s, u"web"_s}));
    }

    void filesBesideThePlaybookWinOverTheInventory()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"group_vars/all.yml"_s), "v: file all\nf: file all\n");
        write(folder.filePath(u"group_vars/web.yml"_s), "v: file web\n");
        write(folder.filePath(u"host_vars/h1.yml"_s), "own: file host\n");
        Variables variables(inventory(), {}, std::make_shared<Vault>());
        variables.setPlaybookFolder(folder.path());
        QCOMPARE(text(variables.inventoryVariable(u"h1"_s, u"v"_s)), u"file web"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h1"_s, u"own"_s)), u"file host"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h2"_s, u"v"_s)), u"file all"_s);
        QCOMPARE(text(variables.inventoryVariable(u"h2"_s, u"f"_s)), u"file all"_s);
        variables.setPlaybookFolder(folder.filePath(u"elsewhere"_s));
        QCOMPARE(text(variables.inventoryVariable(u"h1"_s, u"own"_s)), u"host"_s);
        QVERIFY(variables.readError().isEmpty());
    }

    void aBrokenFileIsNamed()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"group_vars/all.yml"_s), "v: [1\n");
        Variables variables(inventory(), {}, std::make_shared<Vault>());
        variables.setPlaybookFolder(folder.path());
        (void)variables.inventoryVariable(u"h1"_s, u"v"_s);
        QVERIFY2(variables.readError().contains(u"all.yml"_s), qPrintable(variables.readError()));
    }

    void factsHaveTwoNames()
    {
        Variables variables(inventory(), {}, std::make_shared<Vault>());
        variables.addFacts(u"h1"_s, {{u"ansible_os_family"_s, u"Debian"_s},
                                     {u"ansible_ssh_host_key_rsa_public"_s, u"key"_s},
                                     {u"ansible_host"_s, u"evil"_s},
                                     {u"ansible_python_interpreter"_s, u"evil"_s},
                                     {u"custom"_s, 1}});
        QCOMPARE(variables.fact(u"h1"_s, u"ansible_os_family"_s), Value(u"Debian"_s));
        QCOMPARE((*variables.fact(u"h1"_s, u"ansible_facts"_s))[u"os_family"_s], Value(u"Debian"_s));
        QCOMPARE(variables.fact(u"h1"_s, u"custom"_s), Value(1));
        QVERIFY(variables.fact(u"h1"_s, u"ansible_ssh_host_key_rsa_public"_s));
        // What decides how a host is reached is no fact's to say.
        QVERIFY(!variables.fact(u"h1"_s, u"ansible_host"_s));
        QVERIFY(!variables.fact(u"h1"_s, u"ansible_python_interpreter"_s));
        QCOMPARE(*variables.fact(u"h2"_s, u"ansible_facts"_s), Value(Dict{}));
        variables.clearFacts(u"h1"_s);
        QVERIFY(!variables.fact(u"h1"_s, u"custom"_s));
    }

    void changesOfTheInventoryAreSeen()
    {
        Variables variables(inventory(), {}, std::make_shared<Vault>());
        QVERIFY(!variables.groups().dict().contains(u"new"_s));
        QCOMPARE(text(variables.inventoryVariable(u"h2"_s, u"n"_s)), u"(none)"_s);
        Inventory &changed = variables.changeInventory();
        changed.addGroup(u"new"_s);
        changed.addHost(u"h2"_s, u"new"_s);
        changed.setGroupVar(u"new"_s, u"n"_s, 7);
        changed.reconcile();
        QCOMPARE(variables.groups()[u"new"_s].toTexts(), QStringList{u"h2"_s});
        QCOMPARE(text(variables.inventoryVariable(u"h2"_s, u"n"_s)), u"7"_s);
        QCOMPARE(variables.groupNames(u"h2"_s).toTexts(), QStringList{u"new"_s});
    }

    void whatIsSetIsKeptByHost()
    {
        Variables variables(inventory(), {}, std::make_shared<Vault>());
        const int before = variables.generation(u"h1"_s);
        variables.set(u"h1"_s, u"a"_s, 1);
        variables.include(u"h1"_s, {{u"b"_s, 2}});
        QCOMPARE(text(variables.set(u"h1"_s, u"a"_s)), u"1"_s);
        QCOMPARE(text(variables.included(u"h1"_s, u"b"_s)), u"2"_s);
        QVERIFY(!variables.set(u"h2"_s, u"a"_s));
        QVERIFY(variables.generation(u"h1"_s) > before);
        QVERIFY(variables.namesOf(u"h1"_s).contains(u"a"_s));
        QVERIFY(variables.namesOf(u"h1"_s).contains(u"own"_s));
    }
};

QTEST_GUILESS_MAIN(TestVariables)
#include "tst_variables.moc"
