#include "models/tunnel/commandjob.h"

#include "models/tunnel/shell.h"

#include <QProcess>

#include <unistd.h>

#include <csignal>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

void store(ssh::ExecResult &result, QByteArray &kept, const QByteArray &bytes)
{
    const qsizetype room = std::min(keptOutput - kept.size(), bytes.size());
    kept += bytes.first(room);
    result.truncated |= room < bytes.size();
}

} // namespace

CommandJob::CommandJob(QString program, QStringList arguments, QByteArray input, QObject *parent)
    : JobOf<ssh::ExecResult>(parent)
    , m_program(std::move(program))
    , m_arguments(std::move(arguments))
    , m_input(std::move(input))
{
}

CommandJob::~CommandJob()
{
    stop();
}

void CommandJob::begin()
{
    m_process = new QProcess(this);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    m_process->setProcessEnvironment(environment);
    // A group of its own, so that stop() reaches what a script started.
    m_process->setChildProcessModifier([] { ::setpgid(0, 0); });
    if (m_input.isEmpty())
        m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::started, this, &CommandJob::started);
    connect(m_process, &QProcess::readyReadStandardOutput, this, &CommandJob::readOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, &CommandJob::readOutput);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail(ErrorKind::NotFound,
                        tr("The program \"%1\" cannot be started on this machine.").arg(m_program),
                        m_process->errorString()));
    });
    connect(m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        ended(exitCode, status == QProcess::CrashExit);
    });
    m_process->start(m_program, m_arguments);
    if (m_process && !m_input.isEmpty()) {
        m_process->write(m_input);
        m_process->closeWriteChannel();
    }
}

void CommandJob::readOutput()
{
    store(m_result, m_result.output, m_process->readAllStandardOutput());
    store(m_result, m_result.errors, m_process->readAllStandardError());
}

void CommandJob::ended(int exitCode, bool bySignal)
{
    readOutput();
    m_result.exitCode = bySignal ? -1 : exitCode;
    if (bySignal)
        m_result.signal = QString::number(exitCode); // Qt gives the number there
    finish(std::move(m_result));
}

QString CommandJob::timedOutText() const
{
    return tr("The program \"%1\" did not end within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()))
        .arg(m_program);
}

/// Does not wait: killed, they go within milliseconds, and nobody asks them any more.
void CommandJob::stop()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() != QProcess::NotRunning) {
        if (m_process->processId() > 0)
            ::kill(-static_cast<pid_t>(m_process->processId()), SIGKILL);
        m_process->setParent(nullptr);
        QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        m_process->kill();
    } else {
        m_process->deleteLater();
    }
    m_process = nullptr;
}

} // namespace skybro::tunnel
