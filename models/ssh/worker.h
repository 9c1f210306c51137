#pragma once

#include "models/ssh/asker.h"
#include "models/ssh/channel.h"
#include "models/ssh/connection.h"
#include "models/ssh/keyring.h"
#include "models/ssh/prompter.h"
#include "models/ssh/taskqueue.h"

#include <QHash>
#include <QSet>
#include <QThread>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace skybro::ssh {

class Worker;

/// What the threads of one Service share. Made and stopped in the GUI thread; outlives its threads.
class Core
{
public:
    /// `prompter` must outlive it.
    Core(int workers, std::chrono::milliseconds idleTimeout, Prompter &prompter);
    ~Core();
    Core(const Core &) = delete;
    Core &operator=(const Core &) = delete;

    /// Ends all connections and threads. What was posted and has not run is dropped.
    void stop();

    [[nodiscard]] TaskQueue &gui() { return *m_gui; }
    [[nodiscard]] KeyRing &keys() { return m_keys; }
    [[nodiscard]] std::chrono::milliseconds idleTimeout() const { return m_idleTimeout; }
    [[nodiscard]] quint64 newTicket() { return ++m_lastTicket; }
    /// Runs `task` in the thread that has, or will have, the connection of this key. Thread: any.
    void post(const QString &connectionKey, std::move_only_function<void(Worker &)> task);
    /// Asks the user; `reply` is called in the thread of `replyQueue`. Thread: any.
    void ask(quint64 ticket, Question question, std::shared_ptr<TaskQueue> replyQueue,
             Authenticator::Reply reply);
    /// The answer is not wanted any more. Thread: any.
    void withdraw(quint64 ticket);
    /// The end of a socket pair that leads to the agent through a proxy. Thread: any.
    [[nodiscard]] FileDescriptor connectAgent(const QString &agent, std::shared_ptr<AgentKeys> keys);

    /// Keeps two uploads off one file; false when it is taken. Thread: GUI.
    [[nodiscard]] bool claimUpload(const QString &claim);
    void releaseUpload(const QString &claim) { m_uploads.remove(claim); }

private:
    class WorkerThread;
    class AgentThread;

    std::shared_ptr<TaskQueue> m_gui;
    std::unique_ptr<TaskRunner> m_guiRunner;
    KeyRing m_keys;
    std::chrono::milliseconds m_idleTimeout;
    std::unique_ptr<Asker> m_asker;
    std::atomic<quint64> m_lastTicket = 0;
    std::vector<std::unique_ptr<WorkerThread>> m_workers;
    std::unique_ptr<AgentThread> m_agents;
    std::mutex m_mutex;
    QHash<QString, size_t> m_assigned; ///< connection key to worker
    size_t m_nextWorker = 0;
    QSet<QString> m_uploads;
};

/// The connections of one worker thread. Thread: that one.
class Worker
{
public:
    Worker(Core &core, std::shared_ptr<TaskQueue> queue);

    [[nodiscard]] Core &core() { return m_core; }
    [[nodiscard]] const std::shared_ptr<TaskQueue> &queue() const { return m_queue; }

    void await(const std::shared_ptr<const HostSettings> &settings, quint64 ticket, Connection::Ready ready);
    void open(const std::shared_ptr<const HostSettings> &settings, ChannelRequest request);
    /// The connection of a key; nullptr when it is gone.
    [[nodiscard]] Connection *find(const QString &connectionKey) const;
    /// Takes an ended connection out; it deletes itself later.
    void forget(Connection *connection);
    /// Ends all connections, before the thread ends.
    void shutDown();

private:
    [[nodiscard]] Connection &connectionFor(const std::shared_ptr<const HostSettings> &settings);

    Core &m_core;
    std::shared_ptr<TaskQueue> m_queue;
    QHash<QString, Connection *> m_connections;
};

} // namespace skybro::ssh
