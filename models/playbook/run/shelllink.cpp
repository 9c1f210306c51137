#include "models/playbook/run/shelllink.h"

#include "models/playbook/run/shellqueue.h"
#include "models/ssh/taskqueue.h"

#include <QCoreApplication>
#include <QHash>

#include <utility>

namespace skybro::playbook {

namespace {

/// Brings answers to the links of one thread.
class ReplyQueue
{
public:
    /// That of the current thread, which lives as long as links of it do.
    [[nodiscard]] static std::shared_ptr<ReplyQueue> current()
    {
        thread_local std::weak_ptr<ReplyQueue> known;
        std::shared_ptr<ReplyQueue> queue = known.lock();
        if (!queue)
            known = queue = std::make_shared<ReplyQueue>();
        return queue;
    }
    ~ReplyQueue()
    {
        tasks->close();
        m_runner.release()->deleteLater(); // it may be running the task that destroyed the last link
    }

    const std::shared_ptr<ssh::TaskQueue> tasks = std::make_shared<ssh::TaskQueue>();

private:
    std::unique_ptr<ssh::TaskRunner> m_runner = std::make_unique<ssh::TaskRunner>(tasks);
};

/// Who waits for what. Only ever touched in the link's thread.
using Waiting = QHash<quint64, Link::Done>;

/// The one answer to a script, which comes even when nobody is left to give it.
class Answer
{
public:
    Answer(std::shared_ptr<ssh::TaskQueue> queue, std::weak_ptr<Waiting> waiting, quint64 ticket)
        : m_queue(std::move(queue))
        , m_waiting(std::move(waiting))
        , m_ticket(ticket)
    {
    }
    Answer(Answer &&) = default;
    Answer &operator=(Answer &&) = delete;
    ~Answer()
    {
        if (m_queue)
            give(fail(ErrorKind::Cancelled,
                      QCoreApplication::translate("skybro::playbook", "The connections were closed.")));
    }

    void operator()(Result<Output> result) { give(std::move(result)); }

private:
    void give(Result<Output> result)
    {
        const std::shared_ptr<ssh::TaskQueue> queue = std::exchange(m_queue, {});
        queue->post(
            [waiting = std::move(m_waiting), ticket = m_ticket, result = std::move(result)]() mutable {
                const std::shared_ptr<Waiting> alive = waiting.lock();
                if (const Link::Done done = alive ? alive->take(ticket) : nullptr)
                    done(std::move(result));
            });
    }

    std::shared_ptr<ssh::TaskQueue> m_queue; ///< null: given
    std::weak_ptr<Waiting> m_waiting;
    quint64 m_ticket;
};

} // namespace

/// The queues of all links, in the thread where the hosts are talked to.
class ShellLinkFactory::Hub
{
public:
    Hub(MakeSource makeSource, const ShellLimits &limits)
        : m_makeSource(std::move(makeSource))
        , m_limits(limits)
    {
    }
    ~Hub()
    {
        tasks->close();
        m_runner.reset();
    }

    void add(quint64 id, const LinkTarget &target)
    {
        m_queues[id] = std::make_shared<ShellQueue>(m_makeSource(target), target, m_limits);
    }
    void remove(quint64 id) { m_queues.remove(id); }
    [[nodiscard]] ShellQueue &queue(quint64 id) { return *m_queues[id]; }

    const std::shared_ptr<ssh::TaskQueue> tasks = std::make_shared<ssh::TaskQueue>();

private:
    MakeSource m_makeSource;
    ShellLimits m_limits;
    QHash<quint64, std::shared_ptr<ShellQueue>> m_queues;
    std::unique_ptr<ssh::TaskRunner> m_runner = std::make_unique<ssh::TaskRunner>(tasks);
};

namespace {

/// `Post`: posts a call to the link's ShellQueue.
class ShellLink : public Link
{
public:
    using Call = std::move_only_function<void(ShellQueue &)>;
    using Post = std::function<void(Call)>;

    ShellLink(Post post, std::function<void()> close)
        : m_post(std::move(post))
        , m_close(std::move(close))
    {
    }
    ~ShellLink() override { m_close(); }

    void run(const Script &script, Done done) override
    {
        const quint64 ticket = ++m_lastTicket;
        m_waiting->insert(ticket, std::move(done));
        Answer answer(m_replies->tasks, m_waiting, ticket);
        Result<ShellScript> made = makeShellScript(script);
        if (!made)
            return answer(std::unexpected(made.error()));
        m_post([made = *std::move(made), answer = std::move(answer)](ShellQueue &queue) mutable {
            queue.add(std::move(made), std::move(answer));
        });
    }
    void cancel() override
    {
        m_post([](ShellQueue &queue) { queue.cancel(); });
    }
    void reset() override
    {
        m_post([](ShellQueue &queue) { queue.reset(); });
    }

private:
    Post m_post;
    std::function<void()> m_close;
    std::shared_ptr<ReplyQueue> m_replies = ReplyQueue::current();
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
    quint64 m_lastTicket = 0;
};

} // namespace

ShellLinkFactory::ShellLinkFactory(MakeSource makeSource, const ShellLimits &limits)
    : m_hub(std::make_unique<Hub>(std::move(makeSource), limits))
    , m_queue(m_hub->tasks)
{
}

ShellLinkFactory::~ShellLinkFactory() = default;

std::unique_ptr<Link> ShellLinkFactory::open(const LinkTarget &target)
{
    const quint64 id = ++m_lastId;
    Hub *hub = m_hub.get(); // tasks run as long as it lives, and are dropped then
    m_queue->post([hub, id, target] { hub->add(id, target); });
    return std::make_unique<ShellLink>(
        [queue = m_queue, hub, id](ShellLink::Call call) {
            queue->post([hub, id, call = std::move(call)]() mutable { call(hub->queue(id)); });
        },
        [queue = m_queue, hub, id] { queue->post([hub, id] { hub->remove(id); }); });
}

} // namespace skybro::playbook
