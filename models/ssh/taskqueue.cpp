#include "models/ssh/taskqueue.h"

#include <QPointer>

#include <sys/eventfd.h>

#include <cstdint>

namespace skybro::ssh {

TaskQueue::TaskQueue()
    : m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

void TaskQueue::post(Task task)
{
    const std::scoped_lock lock(m_mutex);
    if (m_closed)
        return;
    m_tasks.push_back(std::move(task));
    if (m_tasks.size() == 1) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
    }
}

void TaskQueue::close()
{
    std::deque<Task> dropped; // destroyed unlocked: what a task holds may post
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
    dropped.swap(m_tasks);
}

std::deque<TaskQueue::Task> TaskQueue::take()
{
    const std::scoped_lock lock(m_mutex);
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(m_wake.get(), &count, sizeof count);
    return std::exchange(m_tasks, {});
}

TaskRunner::TaskRunner(std::shared_ptr<TaskQueue> queue, QObject *parent)
    : QObject(parent)
    , m_queue(std::move(queue))
    , m_notifier(m_queue->m_wake.get(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &TaskRunner::run);
}

void TaskRunner::run()
{
    std::deque<TaskQueue::Task> tasks = m_queue->take();
    const QPointer<TaskRunner> self(this);
    for (TaskQueue::Task &task : tasks) {
        if (!self)
            return; // the one before destroyed it: nobody is left to run these for
        task();
        task = {}; // what it held goes now, not after its successors
    }
}

} // namespace skybro::ssh
