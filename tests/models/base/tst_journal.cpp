#include "models/base/journal.h"
#include "models/base/processidentity.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUuid>

#include <memory>
#include <vector>

using namespace skybro;
using namespace Qt::StringLiterals;

namespace {

Operation start(const QString &name, const QString &site = u"niflheim"_s)
{
    return {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
            .batch = u"b"_s,
            .site = site,
            .kind = u"start"_s,
            .target =
                u"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/"_s + name,
            .targetName = name,
            .step = {},
            .pollUrl = {},
            .error = {},
            .created = {},
            .updated = {},
            .ended = {},
            .owner = {}};
}

bool any(const Operation &)
{
    return true;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"deep/journal.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<Journal> open() const
    {
        Result<std::unique_ptr<Journal>> journal = Journal::open(path());
        return journal ? std::move(*journal) : nullptr;
    }
    void execute(const QString &statement) const
    {
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"direct"_s);
            db.setDatabaseName(path());
            QVERIFY(db.open());
            QSqlQuery query(db);
            QVERIFY(query.exec(statement));
        }
        QSqlDatabase::removeDatabase(u"direct"_s);
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatIsAddedIsThereAfterwards()
    {
        Operation operation = start(u"cloud001"_s);
        {
            const auto journal = open();
            QSignalSpy added(journal.get(), &Journal::added);
            QVERIFY(journal->add({operation, start(u"cloud002"_s)}));
            QCOMPARE(added.count(), 1);
            operation = *journal->find(operation.id);
            operation.state = OperationState::Failed;
            operation.error = makeError(ErrorKind::Capacity, u"No room."_s, u"detail"_s);
            operation.error->code = u"AllocationFailed"_s;
            operation.error->requestId = u"r1"_s;
            QVERIFY(journal->update(operation));
        }
        const auto journal = open();
        const Operation stored = *journal->find(operation.id);
        QCOMPARE(stored.error, operation.error);
        QCOMPARE(stored.state, OperationState::Failed);
        QVERIFY(stored.ended.isValid());
        QCOMPARE(journal->recent().size(), 2);
        QCOMPARE(journal->recent(u"niflheim"_s, 1).size(), 1);
        QVERIFY(journal->recent(u"other"_s).isEmpty());
        QCOMPARE(journal->unfinished(u"niflheim"_s).size(), 1);
        QVERIFY(journal->unfinished(u"other"_s).isEmpty());
        QVERIFY(!(QFileInfo(path()).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aFinishedOperationStays()
    {
        const auto journal = open();
        Operation operation = start(u"cloud001"_s);
        QVERIFY(journal->add({operation}));
        operation.state = OperationState::Succeeded;
        QVERIFY(journal->update(operation));
        QSignalSpy changed(journal.get(), &Journal::changed);
        operation.state = OperationState::Failed;
        QVERIFY(journal->update(operation));
        QCOMPARE(changed.count(), 0);
        QCOMPARE(journal->find(operation.id)->state, OperationState::Succeeded);
    }

    void whatIsToldIsWhole()
    {
        const auto journal = open();
        Operation operation = start(u"cloud001"_s);
        QVERIFY(journal->add({operation}));
        QSignalSpy changed(journal.get(), &Journal::changed);
        operation.state = OperationState::Running;
        QVERIFY(journal->update(operation)); // a copy from before add(), with no owner
        const Operation told = changed.first().first().value<QList<Operation>>().first();
        QCOMPARE(told, *journal->find(operation.id));
        QCOMPARE(told.owner, processIdentity());
    }

    void addIsAllOrNone()
    {
        const auto journal = open();
        const Operation operation = start(u"cloud001"_s);
        QVERIFY(journal->add({operation}));
        QVERIFY(!journal->add({start(u"cloud002"_s), operation}));
        QCOMPARE(journal->recent().size(), 1);
    }

    void aDamagedFileIsSetAside()
    {
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const auto journal = open();
        QVERIFY(journal);
        QVERIFY(journal->setAside().startsWith(path()));
        QCOMPARE(QFileInfo(journal->setAside()).size(), 8192);
        QVERIFY(journal->add({start(u"cloud001"_s)}));
    }

    void aTornPageIsFound()
    {
        {
            const auto journal = open();
            QList<Operation> many;
            for (int i = 0; i < 500; ++i)
                many.append(start(u"cloud%1"_s.arg(i)));
            QVERIFY(journal->add(many));
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 40000);
        file.seek(20000);
        file.write(QByteArray(8192, '\xff'));
        file.close();
        const auto journal = open();
        QVERIFY(journal);
        QVERIFY(!journal->setAside().isEmpty());
    }

    void aNewerFileIsLeftAlone()
    {
        open().reset();
        execute(u"PRAGMA user_version=99"_s);
        const Result<std::unique_ptr<Journal>> journal = Journal::open(path());
        QVERIFY(!journal);
        QVERIFY(journal.error().text.contains(u"newer"_s));
        QVERIFY(QFile::exists(path()));
    }

    void unwritableFolderIsAnError()
    {
        const Result<std::unique_ptr<Journal>> journal = Journal::open(u"/dev/null/journal.sqlite"_s);
        QVERIFY(!journal);
        QVERIFY(journal.error().text.contains(u"/dev/null"_s));
    }

    /// The first skybroctl of a user makes the file while the second one opens it; the last to go closes it.
    void manyOpenItAtOnce()
    {
        for (int round = 0; round < 25; ++round) {
            const QString path = m_dir->filePath(u"round%1/journal.sqlite"_s.arg(round));
            std::vector<std::unique_ptr<QThread>> threads;
            QList<QString> errors(6);
            for (qsizetype i = 0; i < errors.size(); ++i) {
                threads.emplace_back(QThread::create([&path, error = &errors[i]] {
                    for (int again = 0; again < 4 && error->isEmpty(); ++again) {
                        const auto journal = Journal::open(path);
                        if (!journal)
                            *error = journal.error().text;
                        else if (const auto added = (*journal)->add({start(u"n1"_s)}); !added)
                            *error = added.error().text;
                    }
                }));
                threads.back()->start();
            }
            for (const auto &thread : threads)
                thread->wait();
            QCOMPARE(errors, QList<QString>(errors.size()));
            QCOMPARE((*Journal::open(path))->recent().size(), 24);
        }
    }

    void onlyWhatADeadProcessLeftIsClaimed()
    {
        const auto journal = open();
        const Operation mine = start(u"cloud001"_s);
        const Operation left = start(u"cloud002"_s);
        QVERIFY(journal->add({mine, left}));
        QString dead = processIdentity();
        dead.replace(dead.lastIndexOf(u' '), 100, u" 1"_s); // our pid, but started at another time
        QCOMPARE(lifeOf(dead), ProcessLife::Dead);
        execute(u"UPDATE operations SET owner='%1' WHERE id='%2'"_s.arg(dead, left.id));
        const QList<Operation> claimed = journal->claimAbandoned(u"niflheim"_s, any);
        QCOMPARE(claimed.size(), 1);
        QCOMPARE(claimed.first().id, left.id);
        QVERIFY(journal->claimAbandoned(u"niflheim"_s, any).isEmpty());
    }

    void noSiteIsASiteToo()
    {
        const auto journal = open();
        QVERIFY(journal->add({start(u"host1"_s, QString()), start(u"host2"_s, u""_s)}));
        QCOMPARE(journal->unfinished(QString()).size(), 2);
        QCOMPARE(journal->unfinished(u""_s).size(), 2);
    }

    void onlyWhatIsWantedIsClaimed()
    {
        const auto journal = open();
        Operation setup = start(u"cloud001"_s);
        setup.kind = u"setup"_s;
        QVERIFY(journal->add({setup, start(u"cloud002"_s)}));
        execute(u"UPDATE operations SET owner='gone'"_s);
        const auto isSetup = [](const Operation &operation) { return operation.kind == u"setup"; };
        QCOMPARE(journal->claimAbandoned(u"niflheim"_s, isSetup).size(), 1);
        QCOMPARE(journal->claimAbandoned(u"niflheim"_s, any).value(0).targetName, u"cloud002"_s);
    }

    void otherHostsAreWaitedForAWhile()
    {
        QDateTime now = QDateTime::currentDateTimeUtc();
        const auto journal = *Journal::open(path(), [&] { return now; });
        QVERIFY(journal->add({start(u"cloud001"_s)}));
        execute(u"UPDATE operations SET owner='elsewhere b 1 1'"_s);
        QVERIFY(journal->claimAbandoned(u"niflheim"_s, any).isEmpty());
        now = now.addSecs(11 * 60);
        QCOMPARE(journal->claimAbandoned(u"niflheim"_s, any).size(), 1);
    }

    void changesOfOthersAreSeen()
    {
        const auto journal = open();
        QVERIFY(journal->add({start(u"cloud001"_s)}));
        journal->setWatching(true);
        QSignalSpy changed(journal.get(), &Journal::changed);
        execute(u"UPDATE operations SET state='running', owner='elsewhere b 1 1', revision=revision+1"_s);
        QVERIFY(changed.wait(skybro::test::patienceMs));
        QCOMPARE(changed.first().first().value<QList<Operation>>().first().state, OperationState::Running);
    }

    void oldEntriesGo()
    {
        QDateTime now = QDateTime::currentDateTimeUtc();
        {
            const auto journal = *Journal::open(path(), [&] { return now; });
            Operation done = start(u"cloud001"_s);
            QVERIFY(journal->add({done, start(u"cloud002"_s)}));
            done.state = OperationState::Succeeded;
            QVERIFY(journal->update(done));
        }
        now = now.addDays(181);
        const auto journal = *Journal::open(path(), [&] { return now; });
        QCOMPARE(journal->recent().size(), 1); // what is unfinished is never forgotten
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
