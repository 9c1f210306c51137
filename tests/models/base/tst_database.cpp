#include "models/base/database.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace skybro;
using namespace Qt::StringLiterals;

/// Damage, newer files and many openers are told by tst_journal, through its use.
class TestDatabase : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"deep/numbers.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<Database> open() const
    {
        Result<std::unique_ptr<Database>> database = Database::open(
            path(), {.version = 3, .statements = {u"CREATE TABLE numbers (n INTEGER)"_s}}, "test");
        return database ? std::move(*database) : nullptr;
    }
    [[nodiscard]] static int count(const Database &database)
    {
        QSqlQuery query(u"SELECT count(*) FROM numbers"_s, database.handle());
        return query.next() ? query.value(0).toInt() : -1;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void keepsWhatATransactionCommitted()
    {
        {
            const auto database = open();
            QVERIFY(database);
            QVERIFY(database->transaction(
                [&] { return database->execute(u"INSERT INTO numbers VALUES (1)"_s); }));
            QCOMPARE(QFileInfo(path()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                     QFile::Permissions());
        }
        QCOMPARE(count(*open()), 1);
    }

    void isKeptNowhereWhereThatIsWanted()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_dir->path()));
        const auto database =
            Database::open(Database::inMemory,
                           {.version = 1, .statements = {u"CREATE TABLE numbers (n INTEGER)"_s}}, "test");
        QVERIFY(database);
        QVERIFY((*database)->execute(u"INSERT INTO numbers VALUES (1)"_s));
        QCOMPARE(count(**database), 1);
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
        QVERIFY(QDir::setCurrent(before));
    }

    void waitsNoLongerThanItIsTold()
    {
        const auto first = open();
        const auto second = open();
        second->setPatience(std::chrono::milliseconds(1));
        QVERIFY(first->execute(u"BEGIN IMMEDIATE"_s));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!second->execute(u"INSERT INTO numbers VALUES (1)"_s));
        QVERIFY(timer.elapsed() < 2500); // of the 5 s that others wait
        QVERIFY(first->execute(u"COMMIT"_s));
        QVERIFY(second->execute(u"INSERT INTO numbers VALUES (1)"_s));
    }

    void undoesATransactionThatFails()
    {
        const auto database = open();
        const Result<void> done = database->transaction([&]() -> Result<void> {
            if (const Result<void> first = database->execute(u"INSERT INTO numbers VALUES (1)"_s); !first)
                return first;
            return database->execute(u"INSERT INTO nowhere VALUES (1)"_s);
        });
        QVERIFY(!done);
        QVERIFY(done.error().text.contains(u"nowhere"_s));
        QCOMPARE(count(*database), 0);
        QVERIFY(
            database->transaction([&] { return database->execute(u"INSERT INTO numbers VALUES (2)"_s); }));
        QCOMPARE(count(*database), 1);
    }

    void tellsAFullDiskAndGoesOnWhenThereIsRoom()
    {
        const auto database = open();
        // SQLite's own limit answers as a full disk does: SQLITE_FULL.
        QVERIFY(database->execute(u"PRAGMA max_page_count=4"_s));
        Result<void> done;
        for (int i = 0; i < 1000 && done; ++i)
            done = database->execute(u"INSERT INTO numbers VALUES (zeroblob(512))"_s);
        QVERIFY(!done);
        QCOMPARE(done.error().code, u"disk-full"_s);
        QVERIFY(done.error().retryable);
        QVERIFY(database->execute(u"PRAGMA max_page_count=4000"_s));
        QVERIFY(database->execute(u"INSERT INTO numbers VALUES (1)"_s));
    }

    /// A file of an older Skybro keeps what is in it, whoever opens it first.
    void bringsAnOlderFileUpToDate_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("of the version before") << 2;
        QTest::newRow("older") << 1;
    }
    void bringsAnOlderFileUpToDate()
    {
        QFETCH(int, version);
        const QString add = u"ALTER TABLE numbers ADD COLUMN %1 INTEGER NOT NULL DEFAULT 7"_s;
        Database::Schema old{.version = version, .statements = {u"CREATE TABLE numbers (n INTEGER)"_s}};
        if (version == 2)
            old.statements += add.arg(u"second"_s);
        {
            const auto database = Database::open(path(), old, "test");
            QVERIFY(database);
            QVERIFY((*database)->execute(u"INSERT INTO numbers (n) VALUES (1)"_s));
        }
        const Database::Schema schema{
            .version = 3,
            .statements = {u"must not run"_s},
            .upgrades = {{add.arg(u"second"_s)}, {add.arg(u"third"_s), u"UPDATE numbers SET n=n+1"_s}}};
        for (int opened = 0; opened < 2; ++opened) {
            const auto database = Database::open(path(), schema, "test");
            QVERIFY2(database, qPrintable(database ? QString() : database.error().text));
            QSqlQuery query(u"SELECT n, second, third FROM numbers"_s, (*database)->handle());
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toInt(), 2);
            QCOMPARE(query.value(1).toInt(), 7);
            QCOMPARE(query.value(2).toInt(), 7);
        }
    }

    /// All or nothing, and an error that says so.
    void leavesAnOlderFileAsItIsWhereThatFails()
    {
        QVERIFY(Database::open(path(), {.version = 1, .statements = {u"CREATE TABLE numbers (n INTEGER)"_s}},
                               "test"));
        const Database::Schema schema{.version = 2,
                                      .statements = {},
                                      .upgrades = {{u"ALTER TABLE numbers ADD COLUMN second INTEGER"_s,
                                                    u"INSERT INTO nowhere VALUES (1)"_s}}};
        const auto failed = Database::open(path(), schema, "test");
        QVERIFY(!failed);
        QVERIFY(failed.error().text.contains(u"nowhere"_s));
        const auto database = Database::open(path(), {.version = 1, .statements = {}}, "test");
        QVERIFY(database);
        QVERIFY(!(*database)->execute(u"SELECT second FROM numbers"_s));
    }

    /// As when the disk was full at the first start: a file of no bytes.
    void fillsAnEmptyFile()
    {
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QFile empty(path());
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        QCOMPARE(count(*open()), 0);
        QCOMPARE(count(*open()), 0);
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
