#include "models/playbook/run/runner.h"

#include "models/playbook/run/engine.h"

#include <QThread>

#include <atomic>

namespace skybro::playbook {

/// The thread of a run: the engine is made, works and goes in it.
class Runner::Private : public QThread
{
public:
    Private(Runner &runner, RunOptions options, LinkFactory &links)
        : m_runner(runner)
        , m_options(std::move(options))
        , m_links(links)
    {
        setObjectName(QStringLiteral("playbook"));
    }

    ~Private() override
    {
        // Tells a template or an answer that is being worked on as well: the wait is a short one.
        isStopping = true;
        quit();
        wait();
    }

    std::atomic_bool isStopping = false;
    /// In the run's thread; null before and after.
    std::atomic<Engine *> engine = nullptr;

protected:
    void run() override
    {
        Engine local(m_options, m_links, isStopping);
        connect(&local, &Engine::happened, &m_runner, &Runner::happened, Qt::QueuedConnection);
        connect(
            &local, &Engine::ended, &m_runner,
            [runner = &m_runner](const Result<Recap> &result) { runner->finish(result); },
            Qt::QueuedConnection);
        engine = &local;
        QMetaObject::invokeMethod(&local, &Engine::start, Qt::QueuedConnection);
        if (!isStopping)
            exec();
        engine = nullptr;
    }

private:
    Runner &m_runner;
    RunOptions m_options;
    LinkFactory &m_links;
};

Runner::Runner(RunOptions options, LinkFactory &links, QObject *parent)
    : Run(parent)
    , m_private(std::make_unique<Private>(*this, std::move(options), links))
{
    qRegisterMetaType<QList<RunEvent>>();
    setDeadline(std::chrono::hours(24 * 24));
}

Runner::~Runner() = default;

void Runner::begin()
{
    m_private->start();
}

void Runner::abort()
{
    m_private->isStopping = true;
    m_private->quit();
}

void Runner::stopAfterTask()
{
    if (Engine *engine = m_private->engine)
        QMetaObject::invokeMethod(engine, &Engine::stopAfterTask, Qt::QueuedConnection);
}

} // namespace skybro::playbook
