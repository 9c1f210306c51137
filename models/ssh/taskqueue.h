#pragma once

#include "models/ssh/filedescriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace skybro::ssh {

/// Work handed to a thread that runs an event loop: the one way in which threads of models/ssh talk.
///
/// Tasks run in the order they were posted, in the thread of the TaskRunner. Tasks posted after close(), and
/// those that have not run by then, are dropped with all they hold. Thread: any.
class TaskQueue
{
public:
    using Task = std::move_only_function<void()>;

    TaskQueue();

    void post(Task task);
    void close();

private:
    friend class TaskRunner;
    [[nodiscard]] std::deque<Task> take();

    std::mutex m_mutex;
    std::deque<Task> m_tasks;
    FileDescriptor m_wake; ///< an eventfd: readable while there are tasks
    bool m_closed = false;
};

/// Runs a queue's tasks in the thread that makes it.
class TaskRunner : public QObject
{
    Q_OBJECT

public:
    explicit TaskRunner(std::shared_ptr<TaskQueue> queue, QObject *parent = nullptr);

private:
    void run();

    std::shared_ptr<TaskQueue> m_queue;
    QSocketNotifier m_notifier;
};

} // namespace skybro::ssh
