#include "models/playbook/run/locallink.h"

#include "models/ssh/sshfault.h"

#include <QCoreApplication>
#include <QPointer>
#include <QProcess>
#include <QQueue>
#include <QTimer>

#include <signal.h>
#include <unistd.h>

#include <functional>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Lets children begin one by one, each in its own turn of the event loop: to fork a program with windows
/// takes a millisecond or more, and all hosts of a run may begin in one moment. One a thread.
class StartQueue
{
public:
    static std::shared_ptr<StartQueue> ofThisThread()
    {
        thread_local std::weak_ptr<StartQueue> known;
        auto queue = known.lock();
        if (!queue)
            known = queue = std::make_shared<StartQueue>();
        return queue;
    }
    StartQueue()
    {
        m_turn.setInterval(0);
        QObject::connect(&m_turn, &QTimer::timeout, &m_turn, [this] { beginNext(); });
    }
    /// `begin` is run unless `child` is gone by then.
    void add(QObject *child, std::function<void()> begin)
    {
        m_waiting.enqueue({child, std::move(begin)});
        m_turn.start();
    }

private:
    struct Waiting
    {
        QPointer<QObject> child;
        std::function<void()> begin;
    };

    void beginNext()
    {
        Waiting next;
        while (!next.child && !m_waiting.isEmpty())
            next = m_waiting.dequeue();
        if (m_waiting.isEmpty())
            m_turn.stop();
        if (next.child)
            next.begin(); // may end us
    }

    QQueue<Waiting> m_waiting;
    QTimer m_turn;
};

/// A child process. What it runs and does not belong to another user is ended with it.
class ProcessTransport : public ShellTransport
{
public:
    explicit ProcessTransport(const QStringList &arguments)
        : m_process(new QProcess(this))
    {
        m_process->setChildProcessModifier([] { ::setsid(); });
        connect(m_process, &QProcess::started, this, &ShellTransport::opened);
        connect(m_process, &QProcess::readyReadStandardOutput, this,
                [this] { emit outputReceived(m_process->readAllStandardOutput()); });
        connect(m_process, &QProcess::readyReadStandardError, this,
                [this] { emit errorsReceived(m_process->readAllStandardError()); });
        connect(m_process, &QProcess::finished, this, &ProcessTransport::finished);
        connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                emit ended({{}, {}, makeError(ErrorKind::Internal, m_process->errorString())});
        });
        m_process->setProgram(u"/bin/sh"_s);
        m_process->setArguments(arguments);
        m_queue->add(this, [this] {
            m_process->start();
            m_process->write(m_early);
            m_early.fill('\0'); // passwords, perhaps
            if (m_closesEarly)
                m_process->closeWriteChannel();
        });
    }
    ~ProcessTransport() override
    {
        m_process->QObject::disconnect();
        if (m_process->state() == QProcess::NotRunning)
            return;
        // QProcess would wait for its end, which may never come where sudo made it root's.
        m_process->setParent(nullptr);
        m_process->closeWriteChannel();
        m_process->closeReadChannel(QProcess::StandardOutput);
        m_process->closeReadChannel(QProcess::StandardError);
        const pid_t session = static_cast<pid_t>(m_process->processId());
        connect(m_process, &QProcess::finished, m_process, [process = m_process, session] {
            if (session > 0)
                ::kill(-session, SIGKILL); // what it left
            process->deleteLater();
        });
        if (session <= 0)
            return;
        ::kill(-session, SIGTERM);
        if (QCoreApplication::closingDown())
            return; // no timer runs any more
        QTimer::singleShot(std::chrono::seconds(2), m_process, [session] { ::kill(-session, SIGKILL); });
    }

    void write(const QByteArray &bytes) override
    {
        if (m_process->isOpen())
            m_process->write(bytes);
        else
            m_early += bytes;
    }
    void closeInput() override
    {
        m_closesEarly = true;
        if (m_process->isOpen())
            m_process->closeWriteChannel();
    }

private:
    void finished(int exitCode, QProcess::ExitStatus status)
    {
        if (const QByteArray bytes = m_process->readAllStandardOutput(); !bytes.isEmpty())
            emit outputReceived(bytes);
        if (const QByteArray bytes = m_process->readAllStandardError(); !bytes.isEmpty())
            emit errorsReceived(bytes);
        // QProcess tells the signal's number as the exit code.
        const int code = status == QProcess::NormalExit ? exitCode : 128 + exitCode;
        emit ended({code, {}, {}});
    }

    std::shared_ptr<StartQueue> m_queue = StartQueue::ofThisThread();
    QProcess *m_process;
    QByteArray m_early; ///< written before it was its turn
    bool m_closesEarly = false;
};

class LocalSource : public ShellSource
{
public:
    [[nodiscard]] QString label() const override { return u"localhost"_s; }
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> openShell() override
    {
        return std::make_unique<ProcessTransport>(QStringList());
    }
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> openCommand(const QByteArray &line) override
    {
        return std::make_unique<ProcessTransport>(QStringList{u"-c"_s, QString::fromLocal8Bit(line)});
    }
    void disconnect() override {}
};

/// A host that can not be reached without SSH.
class NoSource : public ShellSource
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    explicit NoSource(const LinkTarget &target)
        : m_name(target.name)
    {
    }
    [[nodiscard]] QString label() const override { return m_name; }
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> openShell() override { return refuse(); }
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> openCommand(const QByteArray &) override
    {
        return refuse();
    }
    void disconnect() override {}

private:
    [[nodiscard]] std::unexpected<Error> refuse() const
    {
        return std::unexpected(ssh::makeFault(
            ssh::Fault::Unsupported, tr("%1 is another machine, and there is no SSH here.").arg(m_name)));
    }

    QString m_name;
};

} // namespace

std::shared_ptr<ShellSource> localShellSource()
{
    return std::make_shared<LocalSource>();
}

LocalLinkFactory::LocalLinkFactory(const ShellLimits &limits)
    : ShellLinkFactory(
          [](const LinkTarget &target) -> std::shared_ptr<ShellSource> {
              if (target.isLocal)
                  return localShellSource();
              return std::make_shared<NoSource>(target);
          },
          limits)
{
}

} // namespace skybro::playbook
