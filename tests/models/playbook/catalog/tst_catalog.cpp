#include "models/playbook/catalog/catalog.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

class CatalogTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsPlaybooksFromOtherFiles_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("note"); // null: no playbook
        QTest::newRow("hosts first") << "---\n- hosts: all\n  tasks: []\n"_ba << u""_s;
        QTest::newRow("named") << "- name: 'Base of a node'\n  hosts: all\n"_ba << u"Base of a node"_s;
        QTest::newRow("wide") << "-   name: x\n    become: true\n    hosts: all\n"_ba << u"x"_s;
        QTest::newRow("import") << "- name: All\n  import_playbook: a.yml\n"_ba << u"All"_s;
        QTest::newRow("full name") << "- ansible.builtin.import_playbook: a.yml\n"_ba << u""_s;
        QTest::newRow("broken") << "- hosts: all\n  tasks:\n    - {{\n"_ba << u""_s;
        QTest::newRow("tasks") << "- name: Install\n  apt: name=x\n"_ba << QString();
        QTest::newRow("argument") << "- name: Ask\n  setup:\n    hosts: x\n"_ba << QString();
        QTest::newRow("variables") << "hosts: [a, b]\nname: x\n"_ba << QString();
        QTest::newRow("empty") << ""_ba << QString();
        QTest::newRow("binary") << QByteArray("\0\xff- hosts", 9) << QString();
    }
    void tellsPlaybooksFromOtherFiles()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, note);
        const auto found = playbookNote(yaml);
        QCOMPARE(found.has_value(), !note.isNull());
        if (found)
            QCOMPARE(*found, note);
    }

    void walksAFolder()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &path, const QByteArray &text) {
            const QString whole = folder.filePath(path);
            QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
            QFile file(whole);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write(u"site.yml"_s, "- name: All\n  hosts: all\n");
        write(u"vars.yml"_s, "a: 1\n");
        write(u"cloud/slurm.yaml"_s, "- hosts: cloud\n");
        write(u"cloud/README.md"_s, "x");
        write(u"notes/tasks/x.yml"_s, "- hosts: never\n");
        write(u"roles/base/tasks/main.yml"_s, "- ping:\n");
        write(u"roles/base/templates/a.j2"_s, "{{ x }}");
        write(u"group_vars/all.yml"_s, "x: 1\n");
        write(u".git/x.yml"_s, "- hosts: never\n");
        const Result<CatalogEntry> catalog = readCatalog(folder.path());
        QVERIFY(catalog);
        QStringList seen;
        list(*catalog, {}, &seen);
        QCOMPARE(seen, (QStringList{u"site.yml (All)"_s, u"cloud/slurm.yaml ()"_s, u"group_vars/all.yml"_s,
                                    u"roles/base/tasks/main.yml"_s, u"roles/base/templates/a.j2"_s}));
        QCOMPARE(catalog->children.last().kind, CatalogEntry::Kind::Roles);
        QCOMPARE(catalog->children.last().children.first().kind, CatalogEntry::Kind::Role);
    }

    void saysWhatIsMissing()
    {
        QTemporaryDir folder;
        const Result<CatalogEntry> none = readCatalog(folder.filePath(u"none"_s));
        QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
        QVERIFY(none.error().text.contains(u"none"_s));
        QVERIFY(readCatalog(folder.path())->children.isEmpty());
    }

private:
    static void list(const CatalogEntry &entry, const QString &prefix, QStringList *seen)
    {
        for (const CatalogEntry &child : entry.children) {
            const QString path = prefix + child.name;
            if (child.kind == CatalogEntry::Kind::Playbook)
                seen->append(u"%1 (%2)"_s.arg(path, child.note));
            else if (child.kind == CatalogEntry::Kind::File)
                seen->append(path);
            list(child, path + u'/', seen);
        }
    }
};

QTEST_GUILESS_MAIN(CatalogTest)
#include "tst_catalog.moc"
