#include "models/playbook/run/runprogress.h"

#include <QCoreApplication>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype failureLimit = 300; // characters: it stands in lists

QString failureText(const QString &task, const RunEvent &event)
{
    QString message = event.result[u"msg"_s].isString() ? event.result[u"msg"_s].toText() : QString();
    const QString firstLine = message.section(u'\n', 0, 0).trimmed().left(failureLimit);
    if (firstLine.isEmpty())
        return task;
    return u"%1: %2"_s.arg(task, firstLine);
}

} // namespace

QString RunProgress::Host::where() const
{
    if (task.isEmpty())
        return tr("before its first task");
    return (isInTask ? tr("in task “%1”; %n task(s) done", nullptr, done)
                     : tr("after task “%1”; %n task(s) done", nullptr, done))
        .arg(task);
}

void RunProgress::add(const RunEvent &event)
{
    addTo(m_recap, event);
    switch (event.kind) {
    case RunEvent::Kind::TaskStarted:
        m_titles.insert(event.task, event.text.isEmpty() ? event.action : event.text);
        break;
    case RunEvent::Kind::HostStarted: {
        Host &host = m_hosts[event.host];
        host.task = m_titles.value(event.task);
        host.isInTask = true;
        break;
    }
    case RunEvent::Kind::HostFinished: {
        Host &host = m_hosts[event.host];
        host.task = m_titles.value(event.task);
        host.isInTask = false;
        if (event.outcome == Outcome::Failed || event.outcome == Outcome::Unreachable) {
            host.failure = failureText(host.task, event);
            host.isUnreachable = event.outcome == Outcome::Unreachable;
        } else {
            host.done += event.outcome == Outcome::Skipped ? 0 : 1;
        }
        break;
    }
    case RunEvent::Kind::Rescued:
        m_hosts[event.host].failure.clear();
        m_hosts[event.host].isUnreachable = false;
        break;
    case RunEvent::Kind::RunFinished:
        m_recap = event.recap;
        m_isFinished = true;
        break;
    case RunEvent::Kind::RunStarted:
    case RunEvent::Kind::PlayStarted:
    case RunEvent::Kind::ItemFinished:
    case RunEvent::Kind::Retrying:
    case RunEvent::Kind::Notice:
        break;
    }
}

} // namespace skybro::playbook
