#include "models/playbook/modules/help.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace skybro::playbook;

class HelpTest : public QObject
{
    Q_OBJECT

private slots:
    void listNamesAll();
    void pagesNameEverything();
    void options();
};

void HelpTest::listNamesAll()
{
    const QString list = moduleList();
    for (const Module &module : modules()) {
        QString name = module.name;
        const QString begin = u"**"_s + name.replace(u'_', u"\\_"_s) + u"** – "_s;
        const qsizetype at = list.indexOf(begin);
        QVERIFY2(at > 0, qPrintable(module.name));
        QVERIFY2(list[at + begin.size()].isUpper(), qPrintable(module.name + u" has no summary"_s));
    }
    QCOMPARE(list.count(u"\n- "_s), qsizetype(modules().size()));
}

void HelpTest::pagesNameEverything()
{
    for (const Module &module : modules()) {
        const QString page = moduleHelp(module);
        for (const QString &name : module.fullNames)
            QVERIFY2(page.contains(u'`' + name + u'`'), qPrintable(page));
        for (Option option : module.options) {
            QVERIFY2(page.contains(u"**"_s + option.name.replace(u'_', u"\\_"_s) + u"** ("_s),
                     qPrintable(page));
        }
        QCOMPARE(page.contains(u"## Not supported"_s),
                 std::ranges::any_of(module.options, [](const Option &o) { return !o.isSupported; }));
    }
}

void HelpTest::options()
{
    const QString page = moduleHelp(*findModule(u"file"_s));
    QVERIFY2(page.startsWith(u"# file\n\nMakes files"_s), qPrintable(page));
    QVERIFY2(page.contains(u"\n- **path** (path; required; also written `dest`, `name`)\n"_s),
             qPrintable(page));
    QVERIFY2(page.contains(u"- **recurse** (bool; default `false`)\n"_s), qPrintable(page));
    QVERIFY2(page.contains(u"`touch`"_s), qPrintable(page));
    // Required ones come first, and what is not supported in a section of its own.
    QVERIFY(page.indexOf(u"**path**"_s) < page.indexOf(u"**access\\_time**"_s));
    QVERIFY(page.indexOf(u"## Not supported"_s) < page.indexOf(u"**attributes**"_s));
    QVERIFY(moduleHelp(*findModule(u"copy"_s)).contains(u"at most one of `src`, `content`"_s));
    // Line ends would tear a page apart.
    QVERIFY(moduleHelp(*findModule(u"template"_s)).contains(u"default `\\n`"_s));
    QVERIFY(moduleHelp(*findModule(u"user"_s)).contains(u"never shown"_s));
}

QTEST_GUILESS_MAIN(HelpTest)
#include "tst_help.moc"
