#include "models/secrets/filesecretstore.h"
#include "models/secrets/memorysecretstore.h"
#include "tests/models/tunnel/fakeconnection.h"

#include <QTemporaryDir>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace std::chrono_literals;

namespace {

AzureUndo undo(const QString &change, const QByteArray &key = {})
{
    AzureUndo one;
    one.change = change;
    one.name = u"azure"_s;
    one.connectionId = azureConnectionId;
    one.policiesBefore = QJsonArray{QJsonObject{{u"dhGroup"_s, u"DHGroup2"_s}}};
    one.policiesAfter = QJsonArray{toJson(strong())};
    if (!key.isEmpty())
        one.keyBefore = Secret(QByteArray(key));
    one.keyAfter = QByteArray::fromHex("00ff10");
    one.keyMayBeNew = true;
    return one;
}

/// Answers nothing, ever.
class DeafStore : public secrets::MemorySecretStore
{
public:
    [[nodiscard]] secrets::ReadSecretJob *read(const secrets::SecretKey &) override
    {
        class Deaf : public secrets::ReadSecretJob
        {
            void begin() override {}
        };
        return new Deaf;
    }
};

} // namespace

class TestAzureUndo : public QObject
{
    Q_OBJECT

private slots:
    void isReadAsItWasKept_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("words") << QByteArray("a key: with spaces, \"quotes\" and : colons");
        QTest::newRow("beyond ASCII") << QByteArray("n\xc3\xb8gle \xff\n");
    }
    void isReadAsItWasKept()
    {
        QFETCH(const QByteArray, key);
        std::vector<AzureUndo> undos;
        undos.push_back(undo(u"1"_s, key));
        undos.push_back(undo(u"2"_s));
        undos.back().isOpen = false;
        undos.back().policiesBefore.reset();
        const Secret text = undosText(undos);
        QVERIFY(!text.reveal().contains('\n')); // files of secrets have one line
        const Result<std::vector<AzureUndo>> read = readUndos(text);
        QVERIFY(read);
        QCOMPARE(read->size(), 2U);
        const AzureUndo &first = read->front();
        QCOMPARE(first.change, u"1"_s);
        QCOMPARE(first.name, u"azure"_s);
        QCOMPARE(first.connectionId, azureConnectionId);
        QVERIFY(first.isOpen && first.keyMayBeNew);
        QCOMPARE(first.policiesBefore, undos.front().policiesBefore);
        QCOMPARE(first.policiesAfter, undos.front().policiesAfter);
        QCOMPARE(first.keyAfter, undos.front().keyAfter);
        QCOMPARE(first.keyBefore ? first.keyBefore->reveal() : QByteArray(), key);
        QVERIFY(!read->back().isOpen && !read->back().policiesBefore && !read->back().keyBefore);
    }

    void damageIsAnError_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no Base64") << QByteArray("?");
        QTest::newRow("no JSON") << QByteArray("aGVsbG8=");
        QTest::newRow("no change") << QByteArray("{\"connectionId\": \"x\"}").toBase64();
        QTest::newRow("an empty key")
            << QByteArray("{\"connectionId\": \"x\", \"change\": \"1\"}").toBase64() + ':';
        QTest::newRow("two spaces") << QByteArray(" ");
    }
    void damageIsAnError()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(readUndos(Secret(QByteArray(text))).error().kind, ErrorKind::Protocol);
        secrets::MemorySecretStore store;
        QVERIFY(ended(*store.write(undoName(u"nifl"_s), Secret(QByteArray(text)))));
        UndosJob job({.store = &store, .site = u"nifl"_s});
        QVERIFY(!succeeds(job));
    }

    void livesInAFileOfItsOwn()
    {
        const QTemporaryDir folder;
        secrets::FileSecretStore store(folder.path());
        const UndoPlace place{.store = &store, .site = u"nifl"_s};
        QCOMPARE(keptUndos(place), 0);
        const auto run = [&](UndosJob::Edit edit) {
            UndosJob job(place, std::move(edit));
            return succeeds(job);
        };
        QVERIFY(run(keepUndo(std::make_shared<AzureUndo>(undo(u"1"_s, "key")))));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"nifl.tunnel-before"_s});
        QVERIFY(run(closeUndo(u"1"_s)));
        QVERIFY(run(keepUndo(std::make_shared<AzureUndo>(undo(u"2"_s, "key")))));
        QVERIFY(run(closeUndo(u"2"_s)));
        QCOMPARE(keptUndos(place), 1); // the first can not be taken back any more
        QVERIFY(run(keepUndo(std::make_shared<AzureUndo>(undo(u"3"_s, "key")))));
        QVERIFY(run(forgetUndo(u"3"_s)));
        QVERIFY(run(reopenUndo(u"2"_s)));
        QVERIFY(!run(keepUndo(std::make_shared<AzureUndo>(undo(u"4"_s, "key")))));
        QVERIFY(run(forgetUndo(u"2"_s)));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void endsEarly()
    {
        DeafStore store;
        const UndoPlace place{.store = &store, .site = u"nifl"_s};
        UndosJob cancelled(place);
        QTimer::singleShot(0, &cancelled, &Job::cancel);
        QVERIFY(!succeeds(cancelled));
        QCOMPARE(cancelled.error()->kind, ErrorKind::Cancelled);
        UndosJob late(place);
        late.setDeadline(20ms);
        QVERIFY(!succeeds(late));
        QCOMPARE(late.error()->kind, ErrorKind::TimedOut);
        auto destroyed = std::make_unique<UndosJob>(place);
        const QSignalSpy finished(destroyed.get(), &Job::finished);
        destroyed->start();
        QTest::qWait(1);
        destroyed.reset();
        QCOMPARE(finished.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestAzureUndo)
#include "tst_azureundo.moc"
