#include "models/playbook/value.h"

#include <QTest>

using namespace skybro::playbook;
using namespace Qt::StringLiterals;

class TestValue : public QObject
{
    Q_OBJECT

private slots:
    void printsAsPython_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("python");
        // The right column is what python3 -c 'import json; print(json.loads(…))' prints.
        QTest::newRow("null") << QByteArray("null") << u"None"_s;
        QTest::newRow("bool") << QByteArray("[true, false]") << u"[True, False]"_s;
        QTest::newRow("numbers") << QByteArray("[1, -2, 1.5, 2.0, 1e16]") << u"[1, -2, 1.5, 2.0, 1e+16]"_s;
        QTest::newRow("text") << QByteArray("\"a 'b'\"") << u"a 'b'"_s;
        QTest::newRow("quotes") << QByteArray("[\"a 'b'\", \"c\\\"'\", \"\\n\\\\\"]")
                                << u"[\"a 'b'\", 'c\"\\'', '\\n\\\\']"_s;
        QTest::newRow("order") << QByteArray("{\"z\": 1, \"a\": {\"k\": []}}")
                               << u"{'z': 1, 'a': {'k': []}}"_s;
    }
    void printsAsPython()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, python);
        const auto value = Value::fromJson(json);
        QVERIFY(value);
        QCOMPARE(value->toText(), python);
    }

    void jsonGoesBothWays_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json : {"null", "true", "-12", "1.5", "\"\\u00e6 \\\" \\\\ \\n\"", "[]", "{}",
                                 "{\"b\": 1, \"a\": [1, {\"c\": null}]}"})
            QTest::newRow(json) << QByteArray(json);
    }
    void jsonGoesBothWays()
    {
        QFETCH(QByteArray, json);
        const auto value = Value::fromJson(json);
        QVERIFY(value);
        QCOMPARE(value->toJson(), json);
        QCOMPARE(Value::fromJson(value->toJson(4)), value);
    }

    void writesForPeople()
    {
        const Value value(u"“é\u0085\u001b\U0001F600\" "_s + QChar(0xd800));
        QCOMPARE(value.toJson(0, JsonText::Utf8), "\"“é\\u0085\\u001b\U0001F600\\\" \\ud800\"");
        QCOMPARE(value.toJson(), "\"\\u201c\\u00e9\\u0085\\u001b\\ud83d\\ude00\\\" \\ud800\"");
    }

    void refusesWhatIsNoJson()
    {
        for (const char *text : {"", "{", "[1,]", "1, 2", "tru", "{\"a\" 1}", "'a'"})
            QVERIFY2(!Value::fromJson(text), text);
    }

    void comparesAsPython()
    {
        QVERIFY(Value(1) == Value(1.0));
        QVERIFY(Value(true) == Value(1));
        QVERIFY(!(Value(1) == Value(u"1"_s)));
        QVERIFY(Value(u"a"_s) == Value::unsafe(u"a"_s));
        QVERIFY(*Value::fromJson("{\"a\": 1, \"b\": 2}") == *Value::fromJson("{\"b\": 2, \"a\": 1}"));
        QVERIFY(!(*Value::fromJson("[1, 2]") == *Value::fromJson("[2, 1]")));
    }

    void booleansAreAnsibles()
    {
        for (const QString &yes : {u"yes"_s, u"On"_s, u"TRUE"_s, u"1"_s, u"y"_s, u"t"_s})
            QCOMPARE(Value(yes).toBool(), true);
        for (const QString &no : {u"no"_s, u"off"_s, u"False"_s, u"0"_s, u"n"_s, u"f"_s})
            QCOMPARE(Value(no).toBool(), false);
        QVERIFY(!Value(u"maybe"_s).toBool());
        QVERIFY(!Value().toBool());
    }

    void dictKeepsOrder()
    {
        Dict dict{{u"c"_s, 1}, {u"a"_s, 2}, {u"b"_s, 3}};
        dict.insert(u"c"_s, 4);
        QCOMPARE(dict.keys(), QStringList({u"c"_s, u"a"_s, u"b"_s}));
        QVERIFY(dict.remove(u"c"_s));
        QVERIFY(!dict.remove(u"c"_s));
        dict.insert(u"c"_s, 5);
        QCOMPARE(dict.keys(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(dict.value(u"b"_s).toInt(), 3);
        QVERIFY(!dict.find(u"d"_s));
    }

    void unsafeReachesEverything()
    {
        const Value value = Value::fromJson("{\"a\": [\"{{ x }}\"]}")->toUnsafe();
        QVERIFY(value[u"a"_s].list().first().isUnsafe());
    }
};

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
