#include "models/secrets/secretfile.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace skybro::secrets;
using namespace Qt::StringLiterals;

class TestSecretFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    [[nodiscard]] QString make(const QByteArray &contents, QFile::Permissions permissions) const
    {
        const QString path = m_dir.filePath(u"made"_s);
        QFile::remove(path);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size() ||
            !file.setPermissions(permissions))
            return {};
        return path;
    }

private slots:
    void whatIsWrittenIsReadAndPrivate()
    {
        const QString path = m_dir.filePath(u"deep/secret"_s);
        QVERIFY(writeSecretFile(path, Secret(QByteArray("hunter2"))));
        const QFile::Permissions permissions = QFileInfo(path).permissions();
        QVERIFY(
            !(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        QCOMPARE(readSecretFile(path)->reveal(), QByteArray("hunter2"));
    }

    void onlyTheFirstLineCounts()
    {
        QCOMPARE(readSecretFile(make("hunter2\r\nrest\n", QFile::ReadOwner))->reveal(),
                 QByteArray("hunter2"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<int>("permissions");
        QTest::addColumn<ErrorKind>("kind");
        const int owner = QFile::ReadOwner | QFile::WriteOwner;
        QTest::newRow("group reads") << QByteArray("s3cr3t") << (owner | QFile::ReadGroup)
                                     << ErrorKind::Forbidden;
        QTest::newRow("others read") << QByteArray("s3cr3t") << (owner | QFile::ReadOther)
                                     << ErrorKind::Forbidden;
        QTest::newRow("empty") << QByteArray() << owner << ErrorKind::Invalid;
        QTest::newRow("blank line") << QByteArray("\ns3cr3t") << owner << ErrorKind::Invalid;
        QTest::newRow("huge") << QByteArray(100'000, 's') << owner << ErrorKind::Invalid;
    }

    void refuses()
    {
        QFETCH(const QByteArray, contents);
        QFETCH(const int, permissions);
        QFETCH(const ErrorKind, kind);
        const QString path = make(contents, static_cast<QFile::Permissions>(permissions));
        const Result<Secret> secret = readSecretFile(path);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, kind);
        QVERIFY(secret.error().text.contains(path));
        QVERIFY(!secret.error().text.contains(u"s3cr3t"_s));
    }

    void absentAndUnwritable()
    {
        QCOMPARE(readSecretFile(u"/nowhere/secret"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(!writeSecretFile(u"/dev/null/secret"_s, Secret(QByteArray("x"))));
    }
};

QTEST_GUILESS_MAIN(TestSecretFile)
#include "tst_secretfile.moc"
