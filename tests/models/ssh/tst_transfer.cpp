#include "tests/models/ssh/sshfixture.h"

#include <QFileInfo>

#include <sys/stat.h>

#include <memory>

using namespace skybro;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using ssh::Fault;

/// Files by SFTP, both ways, on a real sshd.
class TestTransfer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_service.reset(); }
    void uploads_data();
    void uploads();
    void uploadsAFile();
    void setsModeAndOwner();
    void keepsModeAndOwnerOfWhatItReplaces();
    void neverShowsHalfAFile();
    void tellsWhyItCanNotUpload_data();
    void tellsWhyItCanNotUpload();
    void tellsAFullDisk();
    void tellsANoisyShell();
    void cleansUpAfterCancel();
    void endsAtItsDeadline();
    void refusesASecondUploadOfOneFile();
    void goesOnAfterACut_data();
    void goesOnAfterACut();
    void givesUpWhenTheServerStaysAway();
    void downloads_data();
    void downloads();
    void downloadsWhatTellsNoSize();
    void tellsWhyItCanNotDownload();
    void leavesNothingOfACancelledDownload();
    void isDestroyedInEveryState();

private:
    [[nodiscard]] Result<void> upload(const ssh::Upload &what)
    {
        const std::unique_ptr<ssh::UploadJob> job(m_service->upload(m_host, what));
        return finished(*job);
    }
    [[nodiscard]] static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(absent)");
    }
    [[nodiscard]] static QByteArray pattern(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (qsizetype i = 0; i < size; ++i)
            bytes[i] = static_cast<char>(i * 13 + i / 8191);
        return bytes;
    }
    /// Of a folder that holds the target and nothing beside it.
    [[nodiscard]] QStringList inFolder() const
    {
        return QDir(m_folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    static mode_t modeOf(const QString &path)
    {
        struct stat status
        {
        };
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
    }

    FakePrompter m_prompter;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<ssh::Service> m_service;
    ssh::HostSettings m_host;
    QString m_folder;
    QString m_target;
};

void TestTransfer::init()
{
    SKYBRO_NEEDS_SSHD();
    if (!m_server) {
        m_server = SshServer::start();
        QVERIFY(m_server);
    }
    m_host = settingsFor(*m_server);
    m_service = std::make_unique<ssh::Service>(m_prompter);
    m_folder = m_server->file("target folder");
    QDir(m_folder).removeRecursively();
    QVERIFY(QDir().mkpath(m_folder));
    m_target = m_folder + u"/a file’s name"_s;
}

void TestTransfer::uploads_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 5'000'000})
        QTest::addRow("%d bytes", size) << size;
}

void TestTransfer::uploads()
{
    QFETCH(int, size);
    const QByteArray content = pattern(size);
    const Result<void> result = upload(
        {.localFile = {}, .content = content, .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}});
    QVERIFY2(result, result ? "" : qPrintable(result.error().text));
    QVERIFY(contentOf(m_target) == content);
    QCOMPARE(modeOf(m_target), 0644u);
    QCOMPARE(inFolder().size(), 1);
}

void TestTransfer::uploadsAFile()
{
    const QString source = m_server->file("source");
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pattern(3'000'000));
    file.close();
    const std::unique_ptr<ssh::UploadJob> job(m_service->upload(
        m_host,
        {.localFile = source, .content = {}, .remotePath = m_target, .mode = 0600, .uid = {}, .gid = {}}));
    QSignalSpy progress(job.get(), &ssh::TransferJob::progressed);
    QVERIFY(finished(*job));
    QVERIFY(contentOf(m_target) == contentOf(source));
    QVERIFY(progress.size() > 2);
    qint64 last = 0;
    for (const QList<QVariant> &step : progress) {
        QVERIFY(step[0].toLongLong() >= last);
        last = step[0].toLongLong();
        QCOMPARE(step[1].toLongLong(), 3'000'000);
    }
    QCOMPARE(last, 3'000'000);
}

void TestTransfer::setsModeAndOwner()
{
    if (::getuid() != 0)
        QSKIP("only root may give files away");
    QVERIFY(upload({.localFile = {},
                    .content = "#!/bin/sh\n",
                    .remotePath = m_target,
                    .mode = 04750,
                    .uid = 12345,
                    .gid = 23456}));
    QCOMPARE(modeOf(m_target), 04750u);
    QCOMPARE(QFileInfo(m_target).ownerId(), 12345u);
    QCOMPARE(QFileInfo(m_target).groupId(), 23456u);
}

void TestTransfer::keepsModeAndOwnerOfWhatItReplaces()
{
    QVERIFY(upload(
        {.localFile = {}, .content = "old", .remotePath = m_target, .mode = 0640, .uid = {}, .gid = {}}));
    if (::getuid() == 0)
        QCOMPARE(::chown(QFile::encodeName(m_target).constData(), 12345, 23456), 0);
    QVERIFY(upload(
        {.localFile = {}, .content = "new", .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}}));
    QCOMPARE(contentOf(m_target), "new");
    QCOMPARE(modeOf(m_target), 0640u);
    if (::getuid() == 0) {
        QCOMPARE(QFileInfo(m_target).ownerId(), 12345u);
        QCOMPARE(QFileInfo(m_target).groupId(), 23456u);
    }
}

void TestTransfer::neverShowsHalfAFile()
{
    const QByteArray old = pattern(100);
    QVERIFY(
        upload({.localFile = {}, .content = old, .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}}));
    const QByteArray content = pattern(20'000'000);
    const std::unique_ptr<ssh::UploadJob> job(m_service->upload(
        m_host,
        {.localFile = {}, .content = content, .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}}));
    connect(job.get(), &ssh::TransferJob::progressed, this, [&](qint64 done, qint64 total) {
        const qint64 size = QFileInfo(m_target).size();
        if (size != old.size() && size != total)
            QFAIL("half a file");
        // What is beside it is for nobody else's eyes.
        for (const QString &name : inFolder()) {
            if (name.startsWith(u".skybro"_s) && done < total && QFile::exists(m_folder + u'/' + name))
                QVERIFY(modeOf(m_folder + u'/' + name) == 0600u || modeOf(m_folder + u'/' + name) == 0644u ||
                        modeOf(m_folder + u'/' + name) == 0);
        }
    });
    QVERIFY(finished(*job));
    QVERIFY(contentOf(m_target) == content);
}

void TestTransfer::tellsWhyItCanNotUpload_data()
{
    QTest::addColumn<QString>("localFile");
    QTest::addColumn<QString>("remotePath");
    QTest::addColumn<int>("kind");
    QTest::newRow("no folder") << QString() << u"/nowhere/file"_s << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("a folder") << QString() << u"/tmp"_s << static_cast<int>(ErrorKind::Invalid);
    QTest::newRow("a folder that takes nothing")
        << QString() << u"/proc/file"_s << static_cast<int>(ErrorKind::NotFound);
    QTest::newRow("no source") << u"/nowhere/source"_s << u"/tmp/skybro-never-written"_s
                               << static_cast<int>(ErrorKind::NotFound);
}

void TestTransfer::tellsWhyItCanNotUpload()
{
    QFETCH(QString, localFile);
    QFETCH(QString, remotePath);
    const Result<void> result = upload(
        {.localFile = localFile, .content = {}, .remotePath = remotePath, .mode = {}, .uid = {}, .gid = {}});
    QVERIFY(!result);
    QTEST(static_cast<int>(result.error().kind), "kind");
    QVERIFY(result.error().text.contains(localFile.isEmpty() ? remotePath : localFile));
    QVERIFY(!ssh::isUnreachable(result.error()));
    QCOMPARE(QDir(u"/tmp"_s).entryList({u".skybro-*"_s}, QDir::Files | QDir::Hidden), QStringList());
}

void TestTransfer::tellsAFullDisk()
{
    const QString small = m_server->file("small");
    QVERIFY(QDir().mkpath(small));
    if (QProcess::execute(u"mount"_s,
                          {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=1m"_s, u"skybro-test"_s, small}) != 0)
        QSKIP("a small file system can not be mounted here");
    const Result<void> result = upload({.localFile = {},
                                        .content = pattern(3'000'000),
                                        .remotePath = small + u"/file"_s,
                                        .mode = {},
                                        .uid = {},
                                        .gid = {}});
    const QStringList left = QDir(small).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QCOMPARE(QProcess::execute(u"umount"_s, {small}), 0);
    QVERIFY(!result);
    QCOMPARE(result.error().code, toWord(Fault::DiskFull));
    QCOMPARE(left, QStringList());
}

void TestTransfer::tellsANoisyShell()
{
    const auto server = SshServer::start({.listen = {u"127.0.0.1"_s},
                                          .hostKeyTypes = {u"ed25519"_s},
                                          .configuration = "ForceCommand echo Welcome to this machine; cat",
                                          .environment = {}});
    QVERIFY(server);
    m_host = settingsFor(*server);
    const Result<void> result =
        upload({.localFile = {}, .content = "x", .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Protocol);
    QVERIFY2(result.error().text.contains(u"Welcome"_s), qPrintable(result.error().text));
}

void TestTransfer::cleansUpAfterCancel()
{
    const std::unique_ptr<ssh::UploadJob> job(m_service->upload(m_host, {.localFile = {},
                                                                         .content = pattern(50'000'000),
                                                                         .remotePath = m_target,
                                                                         .mode = {},
                                                                         .uid = {},
                                                                         .gid = {}}));
    job->keep();
    QSignalSpy progress(job.get(), &ssh::TransferJob::progressed);
    job->start();
    QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty(), generous);
    job->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), generous);
    QCOMPARE(job->error()->kind, ErrorKind::Cancelled);
    QTRY_COMPARE_WITH_TIMEOUT(inFolder(), QStringList(), generous);
}

void TestTransfer::endsAtItsDeadline()
{
    m_server->signalTree(SIGSTOP);
    const std::unique_ptr<ssh::UploadJob> job(m_service->upload(
        m_host, {.localFile = {}, .content = "x", .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}}));
    job->setDeadline(300ms);
    const Result<void> &result = finished(*job);
    m_server->signalTree(SIGCONT);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::TimedOut);
}

void TestTransfer::refusesASecondUploadOfOneFile()
{
    const ssh::Upload what{.localFile = {},
                           .content = pattern(5'000'000),
                           .remotePath = m_target,
                           .mode = {},
                           .uid = {},
                           .gid = {}};
    const std::unique_ptr<ssh::UploadJob> first(m_service->upload(m_host, what));
    first->keep();
    first->start();
    const Result<void> second = upload(what);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QTRY_VERIFY_WITH_TIMEOUT(first->isFinished(), generous);
    QVERIFY(first->result());
    QVERIFY(contentOf(m_target) == what.content);
}

void TestTransfer::goesOnAfterACut_data()
{
    QTest::addColumn<bool>("up");
    QTest::newRow("upload") << true;
    QTest::newRow("download") << false;
}

void TestTransfer::goesOnAfterACut()
{
    // 100 MB, the server killed at about half of it and back a moment later.
    QFETCH(bool, up);
    constexpr qint64 size = 100'000'000;
    const QString source = m_server->file("source");
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pattern(size));
    file.close();
    std::unique_ptr<ssh::TransferJob> job;
    if (up)
        job.reset(m_service->upload(
            m_host,
            {.localFile = source, .content = {}, .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}}));
    else
        job.reset(m_service->download(m_host, {.remotePath = source, .localFile = m_target, .mode = {}}));
    job->keep();
    job->setDeadline(120s);
    int cuts = 0;
    qint64 before = 0;
    qint64 after = -1; // what the second attempt begins with
    connect(job.get(), &ssh::TransferJob::progressed, this, [&](qint64 done, qint64) {
        if (cuts == 1 && after < 0)
            after = done;
        if (done > size / 2 && cuts == 0) {
            cuts = 1;
            before = done;
            m_server->kill();
        }
    });
    job->start();
    QTRY_COMPARE_WITH_TIMEOUT(cuts, 1, 2 * generous);
    QVERIFY(m_server->launch());
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), 2 * generous);
    QVERIFY2(job->result(), job->result() ? "" : qPrintable(job->error()->text));
    QVERIFY2(after >= before, "began anew"); // it went on where it was
    QVERIFY(contentOf(m_target) == contentOf(source));
    QCOMPARE(inFolder().size(), 1);
}

void TestTransfer::givesUpWhenTheServerStaysAway()
{
    const std::unique_ptr<SshServer> server = SshServer::start();
    QVERIFY(server);
    const std::unique_ptr<ssh::DownloadJob> job(m_service->download(
        settingsFor(*server), {.remotePath = u"/dev/zero"_s, .localFile = m_target, .mode = {}}));
    job->keep();
    QSignalSpy progress(job.get(), &ssh::TransferJob::progressed);
    job->start();
    QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty(), generous);
    server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), 2 * generous);
    QVERIFY(ssh::isUnreachable(*job->error()));
    QCOMPARE(inFolder(), QStringList());
}

void TestTransfer::downloads_data()
{
    uploads_data();
}

void TestTransfer::downloads()
{
    QFETCH(int, size);
    const QString source = m_server->file("source");
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pattern(size));
    file.close();
    const std::unique_ptr<ssh::DownloadJob> job(
        m_service->download(m_host, {.remotePath = source, .localFile = m_target, .mode = {}}));
    const Result<void> &result = finished(*job);
    QVERIFY2(result, result ? "" : qPrintable(result.error().text));
    QVERIFY(contentOf(m_target) == pattern(size));
    QCOMPARE(modeOf(m_target), 0600u);
    QCOMPARE(inFolder().size(), 1);
}

void TestTransfer::downloadsWhatTellsNoSize()
{
    const std::unique_ptr<ssh::DownloadJob> job(
        m_service->download(m_host, {.remotePath = u"/proc/version"_s, .localFile = m_target, .mode = 0644}));
    QVERIFY(finished(*job));
    QCOMPARE(contentOf(m_target), contentOf(u"/proc/version"_s));
    QCOMPARE(modeOf(m_target), 0644u);
}

void TestTransfer::tellsWhyItCanNotDownload()
{
    const auto download = [&](const QString &remote, const QString &local) {
        const std::unique_ptr<ssh::DownloadJob> job(
            m_service->download(m_host, {.remotePath = remote, .localFile = local, .mode = {}}));
        return finished(*job);
    };
    Result<void> result = download(u"/nowhere/file"_s, m_target);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
    QVERIFY(result.error().text.contains(u"/nowhere/file"_s));
    result = download(u"/etc/hostname"_s, u"/nowhere/file"_s);
    QVERIFY(!result);
    QVERIFY(result.error().text.contains(u"/nowhere/file"_s));
    result = download(u"/etc"_s, m_target);
    QVERIFY(!result);
    result = download(u"/etc/passwd"_s, m_folder);
    QVERIFY(!result);
    QCOMPARE(inFolder(), QStringList());
}

void TestTransfer::leavesNothingOfACancelledDownload()
{
    const std::unique_ptr<ssh::DownloadJob> job(
        m_service->download(m_host, {.remotePath = u"/dev/zero"_s, .localFile = m_target, .mode = {}}));
    job->keep();
    QSignalSpy progress(job.get(), &ssh::TransferJob::progressed);
    job->start();
    QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty(), generous);
    job->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(job->isFinished(), generous);
    QTRY_COMPARE_WITH_TIMEOUT(inFolder(), QStringList(), generous);
}

void TestTransfer::isDestroyedInEveryState()
{
    const QByteArray content = pattern(2'000'000);
    const std::unique_ptr<ssh::ConnectJob> connection(m_service->connectTo(m_host));
    QVERIFY(finished(*connection));
    for (int events = 0; events < 40; ++events) {
        auto up = std::unique_ptr<ssh::UploadJob>(m_service->upload(
            m_host,
            {.localFile = {}, .content = content, .remotePath = m_target, .mode = {}, .uid = {}, .gid = {}}));
        auto down = std::unique_ptr<ssh::DownloadJob>(m_service->download(
            m_host, {.remotePath = u"/dev/zero"_s, .localFile = m_folder + u"/down"_s, .mode = {}}));
        up->keep();
        down->keep();
        if (events > 0) {
            up->start();
            down->start();
        }
        for (int i = 1; i < events; ++i)
            QTest::qWait(1);
    }
    // The target may be there, whole; nothing else.
    QTRY_VERIFY_WITH_TIMEOUT(
        inFolder().isEmpty() || inFolder() == QStringList(QFileInfo(m_target).fileName()), generous);
    if (!inFolder().isEmpty())
        QVERIFY(contentOf(m_target) == content);
}

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
