#include "models/secrets/filesecretstore.h"
#include "models/secrets/keychainsecretstore.h"
#include "models/secrets/memorysecretstore.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::secrets;
using namespace Qt::StringLiterals;

/// The same promises for every store. Run with SKYBRO_TEST_KEYCHAIN=1 in a session with a keyring, it tests
/// the keychain; else the other two.
class TestSecretStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    const SecretKey m_key{u"niflheim"_s, u"azure-client-secret"_s};

    [[nodiscard]] std::unique_ptr<SecretStore> make(const QString &kind) const
    {
        if (kind == u"memory")
            return std::make_unique<MemorySecretStore>();
        if (kind == u"file")
            return std::make_unique<FileSecretStore>(m_dir.filePath(u"secrets"_s));
        return std::make_unique<KeychainSecretStore>();
    }

    template <typename T>
    static Result<T> run(JobOf<T> *job)
    {
        job->keep();
        QSignalSpy finished(job, &Job::finished);
        job->start();
        if (!finished.wait(skybro::test::patienceMs))
            return fail(ErrorKind::TimedOut, u"the test gave up"_s);
        Result<T> result = job->takeResult();
        delete job;
        return result;
    }

    static void stores()
    {
        QTest::addColumn<QString>("kind");
        if (qEnvironmentVariableIsSet("SKYBRO_TEST_KEYCHAIN")) {
            QTest::newRow("keychain") << u"keychain"_s;
            return;
        }
        QTest::newRow("memory") << u"memory"_s;
        QTest::newRow("file") << u"file"_s;
    }

private slots:
    void keepsReplacesAndRemoves_data() { stores(); }
    void keepsReplacesAndRemoves()
    {
        QFETCH(const QString, kind);
        const auto store = make(kind);
        QCOMPARE(run(store->read(m_key)).error().kind, ErrorKind::NotFound);
        QVERIFY(run(store->write(m_key, Secret(QByteArray("first")))));
        QVERIFY(run(store->write(m_key, Secret(QByteArray("hunter2 æøå ☁")))));
        QCOMPARE(run(store->read(m_key))->reveal(), QByteArray("hunter2 æøå ☁"));
        QCOMPARE(run(store->read({u"other"_s, m_key.name})).error().kind, ErrorKind::NotFound);
        QVERIFY(run(store->remove(m_key)));
        QVERIFY(run(store->remove(m_key)));
        QCOMPARE(run(store->read(m_key)).error().kind, ErrorKind::NotFound);
    }

    void cancelAndDestructionAreQuiet_data() { stores(); }
    void cancelAndDestructionAreQuiet()
    {
        QFETCH(const QString, kind);
        const auto store = make(kind);
        ReadSecretJob *cancelled = store->read(m_key);
        cancelled->keep();
        QSignalSpy finished(cancelled, &Job::finished);
        cancelled->start();
        cancelled->cancel();
        QVERIFY(finished.wait(skybro::test::patienceMs));
        QCOMPARE(cancelled->error()->kind, ErrorKind::Cancelled);
        delete cancelled;

        ReadSecretJob *dropped = store->read(m_key);
        dropped->start();
        QCoreApplication::sendPostedEvents();
        delete dropped;
        delete store->read(m_key); // never started
        QTest::qWait(50);          // a late answer of the keychain must find nobody and do no harm
    }

    void aNameCannotLeaveTheFolder()
    {
        const QString folder = m_dir.filePath(u"names"_s);
        FileSecretStore store(folder);
        const QStringList sites{u"../escape"_s, u"a/b"_s, u".."_s, u"a\nb"_s, u"my site.v2"_s, u"sky"_s};
        for (const QString &site : sites)
            QVERIFY(run(store.write({site, u"x"_s}, Secret(site.toUtf8().toHex()))));
        for (const QString &site : sites)
            QCOMPARE(run(store.read({site, u"x"_s}))->reveal(), site.toUtf8().toHex());
        const QStringList kept = QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QCOMPARE(kept.size(), sites.size()); // in the folder, and none of them hidden
        QVERIFY(kept.contains(u"sky.x"_s));
        QCOMPARE(run(store.write({{}, u"x"_s}, Secret(QByteArray("s")))).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
