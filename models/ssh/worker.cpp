#include "models/ssh/worker.h"

#include "models/ssh/sshfault.h"

#include <QCoreApplication>

#include <sys/socket.h>

namespace skybro::ssh {

class Core::WorkerThread : public QThread
{
public:
    explicit WorkerThread(Core &core)
        : queue(std::make_shared<TaskQueue>())
        , worker(core, queue)
    {
        setObjectName(QStringLiteral("ssh worker"));
    }

    const std::shared_ptr<TaskQueue> queue;
    Worker worker;

protected:
    void run() override
    {
        const TaskRunner runner(queue);
        exec();
        worker.shutDown();
        queue->close();
    }
};

class Core::AgentThread : public QThread
{
public:
    AgentThread()
        : queue(std::make_shared<TaskQueue>())
    {
        setObjectName(QStringLiteral("ssh agent"));
    }

    const std::shared_ptr<TaskQueue> queue;
    QObject *proxies = nullptr; ///< parent of all; lives and is used in this thread only

protected:
    void run() override
    {
        const TaskRunner runner(queue);
        QObject parent;
        proxies = &parent;
        exec();
        queue->close();
    }
};

Core::Core(int workers, std::chrono::milliseconds idleTimeout, Prompter &prompter)
    : m_gui(std::make_shared<TaskQueue>())
    , m_guiRunner(std::make_unique<TaskRunner>(m_gui))
    , m_idleTimeout(idleTimeout)
    , m_asker(std::make_unique<Asker>(prompter))
    , m_agents(std::make_unique<AgentThread>())
{
    m_agents->start();
    for (int i = 0; i < workers; ++i) {
        m_workers.push_back(std::make_unique<WorkerThread>(*this));
        m_workers.back()->start();
    }
}

Core::~Core()
{
    stop();
}

void Core::stop()
{
    m_gui->close();
    m_guiRunner.reset();
    m_asker.reset();
    const auto quit = [] { QThread::currentThread()->quit(); };
    // The agents' proxies first: a worker that waits for an agent then waits no more.
    m_agents->queue->post(quit);
    m_agents->wait();
    for (const auto &worker : m_workers)
        worker->queue->post(quit);
    for (const auto &worker : m_workers)
        worker->wait();
}

void Core::post(const QString &connectionKey, std::move_only_function<void(Worker &)> task)
{
    WorkerThread *thread = nullptr;
    {
        const std::scoped_lock lock(m_mutex);
        auto found = m_assigned.find(connectionKey);
        if (found == m_assigned.end())
            found = m_assigned.insert(connectionKey, m_nextWorker++ % m_workers.size());
        thread = m_workers[*found].get();
    }
    thread->queue->post([thread, task = std::move(task)]() mutable { task(thread->worker); });
}

void Core::ask(quint64 ticket, Question question, std::shared_ptr<TaskQueue> replyQueue,
               Authenticator::Reply reply)
{
    m_gui->post([this, ticket, question = std::move(question), replyQueue = std::move(replyQueue),
                 reply = std::move(reply)] {
        m_asker->ask(ticket, question, [replyQueue, reply](Result<Answers> answers) {
            replyQueue->post([reply, answers = std::move(answers)]() mutable { reply(std::move(answers)); });
        });
    });
}

void Core::withdraw(quint64 ticket)
{
    m_gui->post([this, ticket] { m_asker->withdraw(ticket); });
}

bool Core::claimUpload(const QString &claim)
{
    if (m_uploads.contains(claim))
        return false;
    m_uploads.insert(claim);
    return true;
}

FileDescriptor Core::connectAgent(const QString &agent, std::shared_ptr<AgentKeys> keys)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return {};
    AgentThread *thread = m_agents.get();
    thread->queue->post([thread, end = FileDescriptor(ends[1]), agent, keys = std::move(keys)]() mutable {
        new AgentProxy(std::move(end), agent, std::move(keys), thread->proxies);
    });
    return FileDescriptor(ends[0]);
}

Worker::Worker(Core &core, std::shared_ptr<TaskQueue> queue)
    : m_core(core)
    , m_queue(std::move(queue))
{
}

Connection *Worker::find(const QString &connectionKey) const
{
    return m_connections.value(connectionKey);
}

Connection &Worker::connectionFor(const std::shared_ptr<const HostSettings> &settings)
{
    Connection *&connection = m_connections[settings->connectionKey()];
    if (!connection)
        connection = new Connection(*this, settings);
    return *connection;
}

void Worker::await(const std::shared_ptr<const HostSettings> &settings, quint64 ticket,
                   Connection::Ready ready)
{
    connectionFor(settings).await(ticket, std::move(ready));
}

void Worker::open(const std::shared_ptr<const HostSettings> &settings, ChannelRequest request)
{
    connectionFor(settings).open(std::move(request));
}

void Worker::forget(Connection *connection)
{
    const QString key = connection->settings().connectionKey();
    if (m_connections.value(key) == connection)
        m_connections.remove(key);
    connection->deleteLater();
}

void Worker::shutDown()
{
    const Error error =
        makeError(ErrorKind::Cancelled, QCoreApplication::translate("skybro::ssh", "The program ends."));
    const QList<Connection *> connections = m_connections.values();
    for (Connection *connection : connections)
        connection->end(error);
    qDeleteAll(connections);
}

} // namespace skybro::ssh
