#include "app/skybro/democloud.h"

#include "app/skybro/playedpast.h"
#include "models/base/log.h"
#include "models/base/pooljob.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/prctl.h>

#include <csignal>

// Outside of every namespace, as the macro wants it.
static void loadDemoResource()
{
    Q_INIT_RESOURCE(demo);
}

namespace skybro::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto demoNodes = "24";
constexpr auto demoLatency = "80";          // milliseconds, as Azure has them from Europe
constexpr auto demoOperationTime = "12000"; // a start to watch, not to wait for

} // namespace

DemoCloud::DemoCloud(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(20s);
    connect(&m_deadline, &QTimer::timeout, this, [this] { giveUp(tr("it did not say that it is ready")); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoCloud::readOutput);
    connect(&m_process, &QProcess::errorOccurred, this, [this] { giveUp(m_process.errorString()); });
    connect(&m_process, &QProcess::finished, this, [this] {
        giveUp(QString::fromUtf8(m_process.readAllStandardError()).trimmed().section(u'\n', -1));
    });
}

DemoCloud::~DemoCloud()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(2000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

QString DemoCloud::sitePath() const
{
    return m_folder.filePath(u"demo.yaml"_s);
}

QString DemoCloud::journalPath() const
{
    return m_folder.filePath(u"journal.sqlite"_s);
}

QString DemoCloud::runsPath() const
{
    return m_folder.filePath(u"runs"_s);
}

QString DemoCloud::playbooksPath() const
{
    return m_folder.filePath(u"playbooks"_s);
}

QString DemoCloud::tunnelPath() const
{
    return m_folder.filePath(u"tunnel.sqlite"_s);
}

void DemoCloud::writePlaybooks()
{
    loadDemoResource();
    const QString target = playbooksPath();
    QDir().mkpath(target);
    for (const QFileInfo &file : QDir(u":/skybro/demo/playbooks"_s).entryInfoList(QDir::Files)) {
        const QString copy = target + u'/' + file.fileName();
        if (QFile::copy(file.filePath(), copy))
            QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner); // not those of the resource
    }
}

void DemoCloud::writePast()
{
    auto *job = new PoolJob<bool>([path = tunnelPath(), name = u"demo"_s]() -> Result<bool> {
        const Result<void> written = writePlayedPast(path, name, QDateTime::currentDateTimeUtc());
        if (!written)
            return std::unexpected(written.error());
        return true;
    });
    job->setParent(this);
    job->setDeadline(1min);
    job->then(this, [](const Result<bool> &written) {
        if (!written)
            log::warning("demo", "{}", written.error().text);
    });
    job->start();
}

/// The simulated Azure knows nothing of the gateway that is played.
void DemoCloud::addGateway()
{
    QFile file(sitePath());
    if (file.open(QIODevice::Append))
        file.write("gateway: {host: " + PlayedGateway::name().toUtf8() +
                   ", connection: " + PlayedGateway::connection().toUtf8() +
                   ", address: 203.0.113.10, networks: [192.168.0.0/16]}\n");
}

void DemoCloud::start()
{
    if (m_process.state() != QProcess::NotRunning)
        return;
    if (!m_folder.isValid()) {
        giveUp(m_folder.errorString());
        return;
    }
    QString program =
        QStandardPaths::findExecutable(u"skybro-sim"_s, {QCoreApplication::applicationDirPath()});
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"skybro-sim"_s);
    if (program.isEmpty()) {
        giveUp(tr("skybro-sim is not installed beside it"));
        return;
    }
    writePlaybooks();
    writePast();
    // The kernel ends the child when we end, also by SIGKILL (prctl(2)). The signal is tied to the thread
    // that forks, and that is the main thread.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_deadline.start();
    m_process.start(program, {u"--nodes"_s, QString::fromLatin1(demoNodes), u"--latency"_s,
                              QString::fromLatin1(demoLatency), u"--operation-time"_s,
                              QString::fromLatin1(demoOperationTime), u"--write-site"_s, sitePath(),
                              u"--tls-dir"_s, m_folder.filePath(u"tls"_s)});
}

void DemoCloud::readOutput()
{
    // One line of JSON says that it listens; the site file holds the same.
    if (m_ready || !m_process.canReadLine())
        return;
    m_process.readAllStandardOutput();
    m_ready = true;
    m_deadline.stop();
    addGateway();
    emit ready();
}

void DemoCloud::giveUp(const QString &text)
{
    m_deadline.stop();
    const QString sentence = m_ready ? tr("The demo cloud ended: %1. Choose it again to start a new one.")
                                     : tr("The demo cloud could not be started: %1.");
    log::error("demo", "skybro-sim: {}", text);
    m_ready = false;
    emit failed(makeError(ErrorKind::Internal, sentence.arg(text)));
}

} // namespace skybro::console
