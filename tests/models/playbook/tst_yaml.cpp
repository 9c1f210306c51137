#include "models/playbook/yaml.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

const QByteArray scalars = R"(- yes
- No
- on
- OFF
- "yes"
- 'no'
- true
- y
- 0644
- "0644"
- 08
- 0x1F
- 0b101
- 1_000
- -12
- +7
- 1:30:00
- 1:30.5
- 1.5
- 1.
- .5
- 1e3
- 1.0e+3
- -.inf
- ~
-
- null
- "null"
- text # comment
- 'it''s'
- "tab\there"
- |
  line one
    line two
- >-
  folded
  text
- http://x.org/a:b
- [a, 1, {b: c}]
- {a: , b: 2}
- 12e03
- !!str 12
- ""
- "é"
- 1__0
- 190:20:30
- =
- a: 1
  b: [2]
)";

} // namespace

class TestYaml : public QObject
{
    Q_OBJECT

private slots:
    /// The oracle is what Ansible itself reads YAML with.
    void readsScalarsAsPyYaml()
    {
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        QProcess process;
        const QString script =
            u"import sys, json, yaml\n"
            "yaml.SafeLoader.add_constructor('tag:yaml.org,2002:value', lambda l, n: n.value)\n"
            "print(json.dumps(yaml.safe_load(sys.stdin.read())))"_s;
        process.start(python, {u"-c"_s, script});
        process.write(scalars);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        if (process.exitCode() != 0)
            QSKIP("PyYAML is absent: install python3-yaml");
        QByteArray judged = process.readAllStandardOutput().trimmed();
        const Result<YamlDocument> ours = parseYaml(scalars, u"x.yml"_s);
        QVERIFY2(ours, qPrintable(ours ? QString() : ours.error().text));
        QByteArray written = ours->root.value().toJson();
        // Python's json writes infinity as no JSON has it.
        judged.replace("-Infinity", "-inf");
        const QList<QByteArray> left = written.split(',');
        const QList<QByteArray> right = judged.split(',');
        for (qsizetype i = 0; i < std::min(left.size(), right.size()); ++i)
            QCOMPARE(left[i], right[i]);
        QCOMPARE(left.size(), right.size());
    }

    void knowsPlaces()
    {
        const auto document = parseYaml("- name: é\n  tasks:\n    - debug: {msg: é, x: 1}\n", u"a/b.yml"_s);
        QVERIFY(document);
        const YamlNode &play = document->root.items().at(0);
        QCOMPARE(play.mark().toText(), u"a/b.yml:1:3"_s);
        const YamlNode &debug = *play.find(u"tasks"_s)->items().at(0).find(u"debug"_s);
        QCOMPARE(debug.entries().at(1).first.mark(), (Mark{u"a/b.yml"_s, 3, 23}));
    }

    void expandsAnchorsAndMerges()
    {
        const auto document = parseYaml("a: &a {x: 1, y: 2}\nb: &b {x: 3, z: 4}\n"
                                        "c:\n  <<: *a\n  y: 9\nd:\n  <<: [*b, *a]\n  x: 0\ne: *a\n",
                                        u"m.yml"_s);
        QVERIFY(document);
        QCOMPARE(document->root.value().toJson(),
                 QByteArray(R"({"a": {"x": 1, "y": 2}, "b": {"x": 3, "z": 4}, "c": {"x": 1, "y": 9}, )"
                            R"("d": {"x": 0, "y": 2, "z": 4}, "e": {"x": 1, "y": 2}})"));
    }

    void warnsOfKeysThatStandTwice()
    {
        const auto document = parseYaml("a: 1\nb: 2\na: 3\n", u"d.yml"_s);
        QVERIFY(document);
        QCOMPARE(document->root.value().toJson(), QByteArray(R"({"a": 3, "b": 2})"));
        QCOMPARE(document->warnings.size(), 1);
        QCOMPARE(document->warnings[0].mark.toText(), u"d.yml:3:1"_s);
    }

    void keepsUnsafe()
    {
        const auto document = parseYaml("a: !unsafe '{{ x }}'\nb: !unsafe [ '{{ y }}' ]\n", u"u.yml"_s);
        QVERIFY(document);
        QVERIFY(document->root.value()[u"a"_s].isUnsafe());
        QVERIFY(document->root.value()[u"b"_s].list().at(0).isUnsafe());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("caret");
        QTest::newRow("tab") << QByteArray("a:\n\tb: 1\n") << u"f.yml:2:1: "_s << u"tab"_s << u"\tb: 1\n^"_s;
        QTest::newRow("tab after spaces")
            << QByteArray("a:\n  b:\n  \tc: 1\n") << u"f.yml:3:3: "_s << u"tab"_s << QString();
        QTest::newRow("colon in value")
            << QByteArray("- name: é: b: c\n") << u"f.yml:1:"_s << u"quotes"_s << QString();
        QTest::newRow("bare template")
            << QByteArray("a: 1\nb: {{ x }}\n") << u"f.yml:2:"_s << u"key: \"{{ name }}\""_s << QString();
        QTest::newRow("bare template, more")
            << QByteArray("b: {{ x }}/y\n") << u"f.yml:1:"_s << u"key: \"{{ name }}\""_s << QString();
        QTest::newRow("not closed") << QByteArray("a: \"b\nc: d\n") << u"f.yml:1:4: "_s << u"not closed"_s
                                    << QString();
        QTest::newRow("closed far below")
            << QByteArray("a: \"b\nc: \"d\"\n") << u"f.yml:2:5: "_s << u""_s << QString();
        QTest::newRow("two documents")
            << QByteArray("a: 1\n---\nb: 2\n") << u"f.yml:2:1: "_s << u"second"_s << QString();
        QTest::newRow("comma") << QByteArray(",a") << u"f.yml:1:1: "_s << u""_s << u",a\n^"_s;
        QTest::newRow("not UTF-8") << QByteArray("a: 1\nb: \xe9t\xe9\n") << u"f.yml:2:4: "_s << u"0xe9"_s
                                   << QString();
        QTest::newRow("binary") << QByteArray("a: 1\0b", 6) << u"f.yml:1:5: "_s << u"0x00"_s << QString();
        QTest::newRow("unknown alias") << QByteArray("a: *b\n") << u"f.yml:1:4: "_s << u""_s << QString();
        QTest::newRow("alias in itself")
            << QByteArray("a: &a [*a]\n") << u"f.yml:1:8: "_s << u"alias"_s << QString();
        QTest::newRow("at sign") << QByteArray("a: @b\n") << u"f.yml:1:4: "_s << u"quotes"_s << QString();
    }
    void refuses()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, place);
        QFETCH(QString, words);
        QFETCH(QString, caret);
        const auto document = parseYaml(yaml, u"f.yml"_s);
        QVERIFY(!document);
        QVERIFY2(document.error().text.startsWith(place), qPrintable(document.error().text));
        QVERIFY2(document.error().text.contains(words), qPrintable(document.error().text));
        QVERIFY(document.error().detail.endsWith(u'^'));
        if (!caret.isEmpty())
            QCOMPARE(document.error().detail, caret);
    }

    void boundsWhatAliasesMake()
    {
        QByteArray bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i)
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" +
                    QByteArray("*a" + QByteArray::number(i - 1) + ", ").repeated(9) + "*a" +
                    QByteArray::number(i - 1) + "]\n";
        const auto document = parseYaml(bomb, u"bomb.yml"_s);
        QVERIFY(!document);
        QVERIFY2(document.error().text.contains(u"aliases"_s), qPrintable(document.error().text));
    }

    void boundsSizeAndDepth()
    {
        const auto large = parseYaml(QByteArray(50'000'000, '#'), u"large.yml"_s);
        QVERIFY(!large);
        QVERIFY(large.error().text.startsWith(u"large.yml: "_s));
        QVERIFY(!parseYaml(QByteArray(100'000, '['), u"deep.yml"_s));
    }

    void readsNothing()
    {
        for (const char *text : {"", "---\n", "# only\n", "~\n"}) {
            const auto document = parseYaml(text, u"n.yml"_s);
            QVERIFY(document);
            QVERIFY(document->root.isNull());
        }
    }
};

QTEST_GUILESS_MAIN(TestYaml)
#include "tst_yaml.moc"
