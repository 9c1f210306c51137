#include "models/playbook/run/shellqueue.h"

#include "models/playbook/run/reaper.h"
#include "models/ssh/sshfault.h"

#include <QCoreApplication>

#include <utility>

namespace skybro::playbook {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

Error cancelled()
{
    return makeError(ErrorKind::Cancelled, tr("Cancelled."));
}

} // namespace

ShellQueue::ShellQueue(std::shared_ptr<ShellSource> source, LinkTarget target, const ShellLimits &limits)
    : m_source(std::move(source))
    , m_target(std::move(target))
    , m_limits(limits)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ShellQueue::timedOut);
}

ShellQueue::~ShellQueue()
{
    if (m_current)
        dropShell();
}

void ShellQueue::add(ShellScript script, Reply reply)
{
    m_waiting.push_back({std::move(script), std::move(reply)});
    next();
}

void ShellQueue::next()
{
    if (m_current || m_waiting.empty())
        return;
    m_current = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_deadline.start(m_current->script.deadline);
    std::unique_ptr<Shell> &shell = m_current->script.way == ShellScript::Way::Kept ? m_kept : m_single;
    if (!shell)
        shell = makeShell();
    shell->run(m_current->script);
}

std::unique_ptr<Shell> ShellQueue::makeShell()
{
    auto shell = std::make_unique<Shell>(m_source, m_target, m_limits);
    connect(shell.get(), &Shell::finished, this, [this](const Output &output) {
        discard(std::move(m_single));
        answer(output);
    });
    connect(shell.get(), &Shell::failed, this, [this, failed = shell.get()](const Error &error) {
        if (failed == m_kept.get() && (!m_current || m_single))
            discard(std::move(m_kept)); // while it was idle: the next script makes a new one
        else
            shellFailed(error);
    });
    return shell;
}

void ShellQueue::shellFailed(const Error &error)
{
    const Shell *shell = m_single ? m_single.get() : m_kept.get();
    const bool isCutOff = m_current->script.mayCutOff && shell->wasUp() &&
                          error.kind != ErrorKind::Cancelled && error.code != Shell::tooMuchOutput;
    if (error.code == Shell::tooMuchOutput)
        dropShell(); // in all other cases nothing is left of it, or nobody there to ask
    else
        discard(std::move(m_single ? m_single : m_kept));
    if (isCutOff)
        answer(Output{});
    else
        answer(std::unexpected(error));
}

void ShellQueue::timedOut()
{
    const Shell *shell = m_single ? m_single.get() : m_kept.get();
    const int seconds =
        static_cast<int>(std::chrono::ceil<std::chrono::seconds>(m_current->script.deadline).count());
    Error error;
    if (shell->wasUp()) {
        error =
            makeError(ErrorKind::TimedOut,
                      QCoreApplication::translate("skybro::playbook",
                                                  "The command on %1 did not end within %n second(s) and was "
                                                  "ended. Look there for what it waits for.",
                                                  nullptr, seconds)
                          .arg(m_source->label()));
        error.retryable = true;
    } else {
        error =
            ssh::makeFault(ssh::Fault::TimedOut,
                           QCoreApplication::translate(
                               "skybro::playbook", "%1 did not answer within %n second(s).", nullptr, seconds)
                               .arg(m_source->label()));
    }
    dropShell();
    answer(std::unexpected(error));
}

void ShellQueue::cancel()
{
    for (Entry &entry : std::exchange(m_waiting, {}))
        entry.reply(std::unexpected(cancelled()));
    if (!m_current)
        return;
    dropShell();
    answer(std::unexpected(cancelled()));
}

void ShellQueue::reset()
{
    discard(std::move(m_kept));
    discard(std::move(m_single));
    m_source->disconnect();
    if (m_current)
        answer(std::unexpected(
            ssh::makeFault(ssh::Fault::ConnectionLost,
                           tr("The connection to %1 was closed on request.").arg(m_source->label()))));
}

void ShellQueue::answer(Result<Output> result)
{
    m_deadline.stop();
    Entry entry = std::move(*m_current);
    m_current.reset();
    entry.reply(std::move(result));
    next();
}

void ShellQueue::dropShell()
{
    std::unique_ptr<Shell> &shell = m_single ? m_single : m_kept;
    if (!shell)
        return;
    Reaper::end(m_source, m_target, *shell);
    discard(std::move(shell));
}

void ShellQueue::discard(std::unique_ptr<Shell> shell)
{
    if (!shell)
        return;
    shell->QObject::disconnect();
    shell.release()->deleteLater(); // one of its signals may be what brought us here
}

} // namespace skybro::playbook
