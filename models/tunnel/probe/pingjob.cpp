#include "models/tunnel/probe/pingjob.h"

#include "models/tunnel/commandjob.h"
#include "models/tunnel/probe/pingoutput.h"

#include <QStandardPaths>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ProbeReply::Outcome;

PingJob::PingJob(ProbeTarget target, std::chrono::milliseconds wait, QObject *parent)
    : JobOf<ProbeReply>(parent)
    , m_target(std::move(target))
    , m_waitFor(wait)
{
    setDeadline(wait + 10s);
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    m_wait.setInterval(wait);
    connect(&m_wait, &QTimer::timeout, this,
            [this] { end({.outcome = Outcome::Silent, .method = ProbeMethod::Icmp, .roundTrip = {}}); });
}

void PingJob::begin()
{
    m_target.method = ProbeMethod::Icmp;
    if (const Result<void> checked = check(m_target); !checked)
        return finish(std::unexpected(checked.error()));
    // In whole seconds, as all of them take it; m_wait is finer.
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_waitFor).count();
    QStringList arguments{u"-c"_s, u"1"_s, u"-W"_s, QString::number(seconds), m_target.host};
    QString program = u"ping"_s;
    // PATH of a user's session may lack the folder; busybox brings its own where no package did.
    if (QStandardPaths::findExecutable(program).isEmpty()) {
        const QString path = QStandardPaths::findExecutable(program, {u"/bin"_s, u"/usr/bin"_s, u"/sbin"_s});
        if (!path.isEmpty()) {
            program = path;
        } else if (!QStandardPaths::findExecutable(u"busybox"_s).isEmpty()) {
            arguments.prepend(program);
            program = u"busybox"_s;
        }
    }
    m_ping = new CommandJob(program, arguments, {}, this);
    m_ping->setDeadline(m_waitFor + 10s);
    connect(m_ping, &CommandJob::started, &m_wait, [this] { m_wait.start(); });
    m_ping->then(this, [this](const Result<ssh::ExecResult> &result) {
        if (!result)
            return end({.outcome = Outcome::NotMade,
                        .method = ProbeMethod::Icmp,
                        .roundTrip = {},
                        .note = result.error().text});
        end(replyOf(readPing(result->output + '\n' + result->errors)));
    });
    m_ping->start();
}

void PingJob::end(ProbeReply reply)
{
    abort();
    finish(std::move(reply));
}

void PingJob::abort()
{
    m_wait.stop();
    if (m_ping)
        m_ping->cancel(); // and it deletes itself
    m_ping = nullptr;
}

} // namespace skybro::tunnel
