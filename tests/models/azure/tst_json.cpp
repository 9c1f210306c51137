#include "models/azure/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <vector>

using namespace skybro::azure;
using namespace Qt::StringLiterals;

namespace {

const QByteArray sample = R"({
  "name": "cloud001", "count": 3, "price": 0.25, "large": 18446744073709551615, "yes": true, "nothing": null,
  "list": [1, "two", {"three": 3}, []], "tags": {"role": "compute", "k\u00f8": "\u00e5\n"}, "list2": []})";

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatIsThere()
    {
        const auto document = JsonDocument::parse(sample);
        QVERIFY(document);
        const JsonView root = document->root();
        QVERIFY(root.isObject() && !root.isArray() && !root.isNull());
        QCOMPARE(root["name"_L1].toString(), u"cloud001"_s);
        QCOMPARE(root["count"_L1].toDouble(), 3.0);
        QCOMPARE(root["price"_L1].toDouble(), 0.25);
        QCOMPARE(root["yes"_L1].toBool(), true);
        QVERIFY(root["nothing"_L1].isNull());
        QCOMPARE(root["list"_L1].size(), 4);
        QVERIFY(root["list"_L1].isArray());
    }

    void whatIsNotThereIsEmpty()
    {
        const auto document = JsonDocument::parse(sample);
        QVERIFY(document);
        const JsonView root = document->root();
        for (const JsonView view : {root["no"_L1]["such"_L1]["thing"_L1], root["name"_L1]["x"_L1], JsonView(),
                                    root["nothing"_L1], root["list"_L1]["0"_L1]}) {
            QVERIFY(view.isNull() && !view.isObject() && !view.isArray());
            QVERIFY(view.toString().isEmpty() && view.toWord().isEmpty());
            QCOMPARE(view.toDouble(), 0.0);
            QCOMPARE(view.toBool(), false);
            QCOMPARE(view.size(), 0);
            QVERIFY(view.items().begin() == view.items().end());
            QVERIFY(view.members().begin() == view.members().end());
            QVERIFY(QJsonObject(view).isEmpty());
        }
        QVERIFY(root["count"_L1].toString().isEmpty()); // another kind than asked for
        QCOMPARE(root["name"_L1].toDouble(), 0.0);
        QCOMPARE(root["count"_L1].toBool(), false);
        QVERIFY(root["list2"_L1].items().begin() == root["list2"_L1].items().end());
    }

    void walksThroughListsAndMembers()
    {
        const auto document = JsonDocument::parse(sample);
        QVERIFY(document);
        QStringList kinds;
        for (const JsonView item : document->root()["list"_L1].items())
            kinds += item.isObject()  ? u"object"_s
                     : item.isArray() ? u"array"_s
                                      : item.toString() + QString::number(item.toDouble());
        QCOMPARE(kinds, (QStringList{u"1"_s, u"two0"_s, u"object"_s, u"array"_s}));
        QMap<QString, QString> tags;
        for (const auto &[name, value] : document->root()["tags"_L1].members())
            tags.insert(name, value.toWord());
        QCOMPARE(tags, (QMap<QString, QString>{{u"role"_s, u"compute"_s}, {u"k\u00f8"_s, u"\u00e5\n"_s}}));
    }

    void theCopyIsWhatQtReads()
    {
        const auto document = JsonDocument::parse(sample);
        QVERIFY(document);
        QCOMPARE(QJsonObject(document->root()), QJsonDocument::fromJson(sample).object());
    }

    void wordsAreOneString()
    {
        const auto document = JsonDocument::parse(R"(["westeurope", "westeurope", "northeurope", ""])");
        QVERIFY(document);
        QStringList words;
        for (const JsonView item : document->root().items())
            words += item.toWord();
        QCOMPARE(words, (QStringList{u"westeurope"_s, u"westeurope"_s, u"northeurope"_s, QString()}));
        QCOMPARE(words[0].constData(), words[1].constData());
        const QByteArray length(10'000, 'x');
        const auto large = JsonDocument::parse("[\"" + length + "\"]");
        QCOMPARE((*large->root().items().begin()).toWord(), QString::fromLatin1(length));
    }

    void documentsLiveSideBySideAndMove()
    {
        std::vector<JsonDocument> documents;
        for (int i = 0; i < 5; ++i)
            documents.push_back(JsonDocument::parse("{\"n\":" + QByteArray::number(i) + '}').value());
        const JsonView third = documents[3].root();
        std::swap(documents[0], documents[4]); // moved: the views stay good
        documents[1] = std::move(documents[2]);
        QCOMPARE(third["n"_L1].toDouble(), 3.0);
        QCOMPARE(documents[0].root()["n"_L1].toDouble(), 4.0);
        QCOMPARE(documents[1].root()["n"_L1].toDouble(), 2.0);
        documents.clear();
        QVERIFY(!JsonDocument::parse("{\"n\":"));
        QCOMPARE(JsonDocument::parse("{\"n\":7}")->root()["n"_L1].toDouble(), 7.0);
    }

    void badTextsAreToldOf_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ok");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("blank") << QByteArray(" \n") << false;
        QTest::newRow("html") << QByteArray("<html></html>") << false;
        QTest::newRow("cut") << sample.chopped(5) << false;
        QTest::newRow("more behind it") << QByteArray("{}{}") << false;
        QTest::newRow("bare word") << QByteArray("{\"a\":yes}") << false;
        QTest::newRow("no UTF-8") << QByteArray("{\"a\":\"\xff\"}") << false;
        QTest::newRow("NUL") << QByteArray("{\"a\":\"b\0\"}", 10) << false;
        QTest::newRow("deep") << QByteArray(5000, '[') + QByteArray(5000, ']') << false;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << true;
        QTest::newRow("a word") << QByteArray("\"a\"") << true;
        QTest::newRow("null") << QByteArray("null") << true;
    }
    void badTextsAreToldOf()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, ok);
        const auto document = JsonDocument::parse(text);
        QCOMPARE(document.has_value(), ok);
        if (!ok)
            QVERIFY(!document.error().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
