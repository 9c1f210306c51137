#include "models/slurm/hostlist.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

using namespace skybro;
using namespace skybro::slurm;
using namespace Qt::StringLiterals;

class TestHostlist : public QObject
{
    Q_OBJECT

private slots:
    void expands_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("names");
        QTest::newRow("one") << u"cloud1"_s << u"cloud1"_s;
        QTest::newRow("range") << u"cloud[1-3]"_s << u"cloud1 cloud2 cloud3"_s;
        QTest::newRow("width") << u"cloud[001-003,7]"_s << u"cloud001 cloud002 cloud003 cloud7"_s;
        QTest::newRow("growing width") << u"c[8-11]"_s << u"c8 c9 c10 c11"_s;
        QTest::newRow("several") << u"a[1-2],login,b5"_s << u"a1 a2 login b5"_s;
        QTest::newRow("nested") << u"a[1-2]b[01-02]"_s << u"a1b01 a1b02 a2b01 a2b02"_s;
        QTest::newRow("suffix") << u"n[1-2]-ib.cluster"_s << u"n1-ib.cluster n2-ib.cluster"_s;
        QTest::newRow("twice") << u"a[1-2],a1"_s << u"a1 a2"_s;
        QTest::newRow("spaces around") << u"  a1 "_s << u"a1"_s;
        QTest::newRow("one in brackets") << u"a[7]"_s << u"a7"_s;
    }

    void expands()
    {
        QFETCH(const QString, expression);
        QFETCH(const QString, names);
        const Result<QStringList> result = expandHostlist(expression);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));
        QCOMPARE(result->join(u' '), names);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QString() << u"character 1"_s;
        QTest::newRow("open") << u"cloud[001-"_s << u"number is missing at character 11"_s;
        QTest::newRow("unclosed") << u"cloud[001"_s << u"“]” is missing at character 10"_s;
        QTest::newRow("backwards") << u"cloud[9-1]"_s << u"1 comes before 9 at character 9"_s;
        QTest::newRow("empty brackets") << u"cloud[]"_s << u"number is missing"_s;
        QTest::newRow("trailing comma") << u"cloud1,"_s << u"name is missing at character 8"_s;
        QTest::newRow("leading comma") << u",cloud1"_s << u"name is missing at character 1"_s;
        QTest::newRow("closing only") << u"cloud1]"_s << u"unexpected “]” at character 7"_s;
        QTest::newRow("space inside") << u"a1 a2"_s << u"unexpected “ ”"_s;
        QTest::newRow("letters in range") << u"a[x-y]"_s << u"number is missing at character 3"_s;
        QTest::newRow("slash") << u"../../etc"_s << u"unexpected “/”"_s;
        QTest::newRow("ten million") << u"cloud[1-10000000]"_s << u"more than 100000 names"_s;
        QTest::newRow("product") << u"a[1-1000]b[1-1000]"_s << u"more than 100000 names"_s;
        QTest::newRow("overflow") << u"a[0-999999999999999999],b[0-999999999999999999]"_s << u"more than"_s;
        QTest::newRow("long number") << u"a[1-99999999999999999999]"_s << u"too long at character 5"_s;
        QTest::newRow("sum") << u"a[1-60000],b[1-60000]"_s << u"more than 100000 names"_s;
    }

    void refuses()
    {
        QFETCH(const QString, expression);
        QFETCH(const QString, says);
        const Result<QStringList> result = expandHostlist(expression);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Invalid);
        QVERIFY2(result.error().text.contains(says), qPrintable(result.error().text));
    }

    void compresses_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("expression");
        QTest::newRow("range") << u"cloud001 cloud003 cloud002"_s << u"cloud[001-003]"_s;
        QTest::newRow("gap") << u"cloud001 cloud003"_s << u"cloud[001,003]"_s;
        QTest::newRow("one") << u"cloud007"_s << u"cloud007"_s;
        QTest::newRow("over the width") << u"c099 c100 c101"_s << u"c[099-101]"_s;
        QTest::newRow("unpadded") << u"c9 c10"_s << u"c[9-10]"_s;
        QTest::newRow("mixed") << u"c9 c09"_s << u"c09,c9"_s;
        QTest::newRow("no number") << u"login gateway"_s << u"gateway,login"_s;
        QTest::newRow("zero") << u"c0 c1"_s << u"c[0-1]"_s;
        QTest::newRow("none") << QString() << QString();
    }

    void compresses()
    {
        QFETCH(const QString, names);
        QFETCH(const QString, expression);
        QCOMPARE(compressHostlist(names.split(u' ', Qt::SkipEmptyParts)), expression);
    }

    void expandingUndoesCompressing()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            QStringList names;
            for (int i = 0, n = random.bounded(1, 40); i < n; ++i) {
                names.append(QStringList{u"a"_s, u"b-"_s, u"c1x"_s}.at(random.bounded(3)) +
                             QString::number(random.bounded(120)).rightJustified(random.bounded(1, 4), u'0') +
                             (random.bounded(4) == 0 ? u"-ib"_s : QString()));
            }
            names.sort();
            names.removeDuplicates();
            Result<QStringList> again = expandHostlist(compressHostlist(names));
            QVERIFY(again);
            again->sort();
            QCOMPARE(*again, names);
        }
    }

    void agreesWithSlurm()
    {
        if (QStandardPaths::findExecutable(u"scontrol"_s).isEmpty())
            QSKIP("scontrol is absent: install slurm-client");
        for (const QString &expression :
             {u"cloud[001-004,7]"_s, u"a[1-2]b[01-03]"_s, u"n[8-11],m"_s, u"x[099-101]-ib"_s}) {
            QProcess scontrol;
            scontrol.start(u"scontrol"_s, {u"show"_s, u"hostnames"_s, expression});
            QVERIFY(scontrol.waitForFinished());
            QCOMPARE(expandHostlist(expression)->join(u'\n'),
                     QString::fromUtf8(scontrol.readAllStandardOutput()).trimmed());
        }
    }
};

QTEST_GUILESS_MAIN(TestHostlist)
#include "tst_hostlist.moc"
