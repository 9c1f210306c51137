#include "models/playbook/run/ansiblerun.h"

#include "models/playbook/run/ansiblecommand.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTimer>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds batchTime{50};
constexpr qsizetype longestLine = 64 * 1024 * 1024;

/// Ends a process and all its children without anybody waiting for it.
void letEnd(QProcess *process)
{
    process->QObject::disconnect();
    if (process->state() == QProcess::NotRunning)
        return process->deleteLater();
    process->setParent(QCoreApplication::instance());
    process->closeReadChannel(QProcess::StandardOutput);
    process->closeReadChannel(QProcess::StandardError);
    const auto session = static_cast<pid_t>(process->processId());
    QObject::connect(process, &QProcess::finished, process, [process, session] {
        if (session > 0)
            ::kill(-session, SIGKILL); // what it left
        process->deleteLater();
    });
    if (session <= 0)
        return process->kill();
    ::kill(-session, SIGINT);
    QTimer::singleShot(std::chrono::seconds(5), process, [session] { ::kill(-session, SIGTERM); });
    QTimer::singleShot(std::chrono::seconds(10), process, [session] { ::kill(-session, SIGKILL); });
}

} // namespace

class AnsibleRun::Private : public QObject
{
public:
    Private(AnsibleRun &run, RunOptions options)
        : m_run(run)
        , m_options(std::move(options))
    {
        m_batchTimer.setSingleShot(true);
        m_batchTimer.setInterval(batchTime);
        connect(&m_batchTimer, &QTimer::timeout, this, [this] { flush(); });
    }

    [[nodiscard]] Result<void> start();
    void askToStop();
    void end();

private:
    void readEvents();
    void readErrors(bool isAll);
    void add(RunEvent event);
    void notice(const QString &text);
    void mask(RunEvent &event) const;
    void flush();
    void finished(int exitCode, QProcess::ExitStatus status);

    AnsibleRun &m_run;
    const RunOptions m_options;
    std::unique_ptr<QTemporaryDir> m_folder;
    ssh::FileDescriptor m_events;
    std::unique_ptr<QSocketNotifier> m_readable;
    QProcess *m_process = nullptr; ///< outlives this while it is being ended
    QByteArray m_line;             ///< the beginning of one
    QByteArray m_errors;           ///< of standard error, not yet told
    QStringList m_notices;
    QList<RunEvent> m_batch;
    QTimer m_batchTimer;
    Recap m_counted; ///< by us, for a run that does not get to its own recap
    std::optional<Recap> m_recap;
    bool m_hasBegun = false;
    bool m_isStopWanted = false;
};

Result<void> AnsibleRun::Private::start()
{
    const QString program = AnsibleRun::program();
    if (program.isEmpty())
        return fail(ErrorKind::NotFound,
                    AnsibleRun::tr("ansible-playbook is not installed: apt install ansible-core"));
    if (!QFileInfo(m_options.playbook).isFile())
        return fail(ErrorKind::NotFound, AnsibleRun::tr("There is no playbook %1.").arg(m_options.playbook));
    Result<AnsibleCommand> command = AnsibleCommand::make(m_options);
    if (!command)
        return std::unexpected(command.error());
    if (m_options.vault && m_options.becomePassword)
        m_options.vault->masks().add(QString::fromUtf8(m_options.becomePassword->reveal()));
    m_folder = std::move(command->folder);
    m_events = std::move(command->events);
    m_readable = std::make_unique<QSocketNotifier>(m_events.get(), QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, [this] { readEvents(); });

    m_process = new QProcess(this);
    m_process->setProcessEnvironment(command->environment);
    m_process->setWorkingDirectory(command->workingDirectory);
    if (!command->input)
        m_process->setStandardInputFile(QProcess::nullDevice());
    QList<int> inherited;
    for (const ssh::FileDescriptor &descriptor : command->inherited)
        inherited << descriptor.get();
    m_process->setChildProcessModifier([inherited] {
        ::setsid();
        for (const int descriptor : inherited)
            ::fcntl(descriptor, F_SETFD, 0);
    });
    connect(m_process, &QProcess::readyReadStandardOutput, this,
            [this] { m_process->readAllStandardOutput(); });
    connect(m_process, &QProcess::readyReadStandardError, this, [this] { readErrors(false); });
    connect(m_process, &QProcess::finished, this, &Private::finished);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            m_run.finish(skybro::fail(ErrorKind::Internal, m_process->errorString()));
    });
    m_process->start(program, command->arguments);
    if (command->input) {
        m_process->write(command->input->reveal());
        m_process->closeWriteChannel();
    }
    return {}; // our copies of what it inherits are closed here
}

void AnsibleRun::Private::askToStop()
{
    m_isStopWanted = true;
    // Before the plugin is there, the signal would end Ansible.
    if (m_hasBegun && m_process && m_process->processId() > 0)
        ::kill(static_cast<pid_t>(m_process->processId()), SIGUSR1);
}

void AnsibleRun::Private::end()
{
    m_readable.reset();
    m_batchTimer.stop();
    if (m_process)
        letEnd(std::exchange(m_process, nullptr));
    m_folder.reset();
}

void AnsibleRun::Private::readEvents()
{
    QByteArray bytes(64 * 1024, Qt::Uninitialized);
    // Some at a time, so that nothing else waits long for its turn.
    const ssize_t count = ::read(m_events.get(), bytes.data(), static_cast<size_t>(bytes.size()));
    if (count <= 0) {
        if (count == 0)
            m_readable->setEnabled(false);
        return;
    }
    m_line += QByteArrayView(bytes.constData(), count);
    qsizetype begin = 0;
    for (qsizetype end; (end = m_line.indexOf('\n', begin)) >= 0; begin = end + 1) {
        if (std::optional<RunEvent> event = runEventFromJson(m_line.mid(begin, end - begin)))
            add(std::move(*event));
    }
    m_line.remove(0, begin);
    if (m_line.size() > longestLine)
        m_line.clear();
}

void AnsibleRun::Private::add(RunEvent event)
{
    const bool isFirst = !std::exchange(m_hasBegun, true);
    if (isFirst && m_isStopWanted)
        askToStop();
    addTo(m_counted, event);
    if (event.kind == RunEvent::Kind::RunFinished)
        m_recap = event.recap;
    mask(event);
    m_batch += std::move(event);
    if (!m_batchTimer.isActive())
        m_batchTimer.start();
}

void AnsibleRun::Private::mask(RunEvent &event) const
{
    if (!m_options.vault || m_options.vault->masks().isEmpty())
        return;
    const Masks &masks = m_options.vault->masks();
    event.text = masks.mask(event.text);
    event.result = masks.mask(event.result);
    for (Diff &diff : event.diffs) {
        diff.before = masks.mask(diff.before);
        diff.after = masks.mask(diff.after);
    }
}

/// A message goes on over several lines, wrapped to the width of a terminal, until the next one begins.
void AnsibleRun::Private::readErrors(bool isAll)
{
    m_errors += m_process->readAllStandardError();
    // An error may have paragraphs.
    const auto isError = [](QByteArrayView text) {
        return text.startsWith("[ERROR]") || text.startsWith("ERROR!");
    };
    const auto isBeginning = [isError](QByteArrayView line) {
        return line.startsWith("[WARNING]") || line.startsWith("[DEPRECATION WARNING]") || isError(line);
    };
    QByteArray message;
    qsizetype taken = 0;
    for (qsizetype begin = 0; begin < m_errors.size();) {
        const qsizetype end = m_errors.indexOf('\n', begin);
        if (end < 0 && !isAll)
            break;
        const QByteArray line = m_errors.mid(begin, end < 0 ? -1 : end - begin);
        if (!message.isEmpty() && (isBeginning(line) || (line.trimmed().isEmpty() && !isError(message)))) {
            notice(QString::fromUtf8(message).trimmed());
            message.clear();
            taken = begin;
        }
        message += line + '\n';
        begin = end < 0 ? m_errors.size() : end + 1;
    }
    if (isAll && !message.trimmed().isEmpty())
        notice(QString::fromUtf8(message).trimmed());
    m_errors.remove(0, isAll ? m_errors.size() : taken);
}

void AnsibleRun::Private::notice(const QString &text)
{
    if (text.isEmpty())
        return;
    m_notices += text;
    RunEvent event;
    event.time = QDateTime::currentDateTimeUtc();
    event.text = text;
    const bool hadBegun = m_hasBegun;
    add(std::move(event));
    m_hasBegun = hadBegun; // it is the plugin that says so
}

void AnsibleRun::Private::flush()
{
    if (!m_batch.isEmpty())
        emit m_run.happened(std::exchange(m_batch, {}));
}

void AnsibleRun::Private::finished(int exitCode, QProcess::ExitStatus status)
{
    while (m_readable && m_readable->isEnabled()) {
        const qsizetype before = m_line.size() + m_batch.size();
        readEvents();
        if (m_line.size() + m_batch.size() == before)
            break;
    }
    readErrors(true);
    const bool isStopped = m_isStopWanted && !m_recap;
    if (m_recap || (m_hasBegun && !m_counted.isEmpty())) {
        const Recap recap = m_recap.value_or(m_counted);
        if (!m_recap) {
            if (!isStopped)
                notice(AnsibleRun::tr("Ansible ended before its recap (%1 %2).")
                           .arg(status == QProcess::NormalExit ? AnsibleRun::tr("exit code")
                                                               : AnsibleRun::tr("signal"))
                           .arg(exitCode));
            RunEvent event;
            event.kind = RunEvent::Kind::RunFinished;
            event.time = QDateTime::currentDateTimeUtc();
            event.recap = recap;
            event.isStopped = isStopped;
            add(std::move(event));
        }
        m_folder.reset();
        flush();
        return m_run.finish(recap);
    }
    flush();
    m_folder.reset();
    if (exitCode == 0 && status == QProcess::NormalExit)
        return m_run.finish(Recap());
    const auto said = std::find_if(m_notices.crbegin(), m_notices.crend(), [](const QString &text) {
        return text.startsWith("ERROR!"_L1) || text.startsWith("[ERROR]"_L1);
    });
    const QString words = said != m_notices.crend() ? *said : m_notices.join(u'\n');
    m_run.finish(
        skybro::fail(ErrorKind::Invalid,
                     AnsibleRun::tr("Ansible did not run the playbook: %1")
                         .arg(words.isEmpty() ? AnsibleRun::tr("exit code %1").arg(exitCode) : words),
                     m_notices.join(u'\n')));
}

AnsibleRun::AnsibleRun(RunOptions options, QObject *parent)
    : Run(parent)
    , m_private(std::make_unique<Private>(*this, std::move(options)))
{
    setDeadline(std::chrono::hours(24 * 24)); // as good as none: a timer takes no more
}

AnsibleRun::~AnsibleRun()
{
    m_private->end();
}

QString AnsibleRun::program()
{
    return QStandardPaths::findExecutable(u"ansible-playbook"_s);
}

void AnsibleRun::stopAfterTask()
{
    m_private->askToStop();
}

void AnsibleRun::begin()
{
    if (const Result<void> started = m_private->start(); !started)
        finish(std::unexpected(started.error()));
}

void AnsibleRun::abort()
{
    m_private->end();
}

} // namespace skybro::playbook
