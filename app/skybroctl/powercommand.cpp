#include "app/skybroctl/powercommand.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using fleet::PowerAction;

PowerCommand::PowerCommand(Arguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
    , m_progress(!m_arguments.quiet)
{
}

void PowerCommand::start()
{
    m_time.start();
    auto session = Session::open(m_arguments);
    if (!session)
        return emit finished(session.error());
    m_session = std::move(*session);
    connect(m_session.get(), &Session::listed, this, &PowerCommand::listed);
    connect(m_session.get(), &Session::notListed, this, [this](int exitCode) {
        m_progress.clear();
        emit finished(exitCode);
    });
    const auto cluster = m_session->connectCluster(
        {.prices = false, .parts = fleet::Refresher::States | fleet::Refresher::Machines});
    if (!cluster)
        return emit finished(cluster.error());
    QTimer::singleShot(m_arguments.timeout, this, [this] { leave(tr("Not waiting any longer")); });
    m_progress.show([this] { return progressText(); });
}

void PowerCommand::listed()
{
    const auto nodes = findNodes(*m_session->cluster()->fleet(), m_arguments);
    if (!nodes) {
        m_progress.clear();
        return emit finished(nodes.error());
    }
    apply(*nodes);
}

void PowerCommand::apply(const QList<fleet::Node> &nodes)
{
    m_asked = nodes.size();
    QStringList ids;
    for (const fleet::Node &node : nodes)
        ids += node.id;
    const fleet::PowerPlan plan = power()->plan(m_arguments.action, ids);
    connect(power(), &fleet::PowerControl::ended, this, &PowerCommand::operationEnded);
    connect(power(), &fleet::PowerControl::journalFailed, this, [this](const Error &error) {
        m_progress.clear();
        printError(error);
    });
    connect(&m_session->journal(), &Journal::changed, this, [this](const QList<Operation> &operations) {
        for (const Operation &operation : operations)
            operationChanged(operation);
    });
    for (const fleet::PowerPlan::Refusal &refusal : plan.refused)
        note({.node = refusal.node, .word = u"refused"_s, .error = refusal.reason});
    for (const fleet::Node &node : plan.alreadyThere) {
        if (node.pending) // an earlier run asked for the same: its end is ours
            m_waiting.insert(node.pending->operationId, node);
        else
            note({.node = node, .word = u"already"_s, .error = {}});
    }
    // Before apply(): an operation may end before it returns.
    const Result<QString> batch = power()->apply(plan);
    if (!batch) {
        for (const fleet::Node &node : plan.toDo)
            note({.node = node, .word = u"not-sent"_s, .error = batch.error()});
    }
    for (const fleet::Node &node : m_session->cluster()->fleet()->nodes()) {
        if (node.pending && ids.contains(node.id))
            m_waiting.insert(node.pending->operationId, node);
    }
    finishWhenDone();
}

void PowerCommand::operationChanged(const Operation &operation)
{
    const bool isAccepted = operation.state == OperationState::Running && !operation.pollUrl.isEmpty();
    if (!m_arguments.noWait || !isAccepted || !m_waiting.contains(operation.id))
        return;
    note({.node = m_waiting.take(operation.id), .word = u"accepted"_s, .error = {}});
    finishWhenDone();
}

void PowerCommand::operationEnded(const Operation &operation)
{
    if (!m_waiting.contains(operation.id))
        return;
    Outcome outcome{.node = m_waiting.take(operation.id), .word = {}, .error = operation.error};
    switch (operation.state) {
    case OperationState::Succeeded:
        outcome.word = u"done"_s;
        break;
    case OperationState::Cancelled:
        outcome.word = u"not-sent"_s;
        break;
    case OperationState::Unknown:
        outcome.word = u"unknown"_s;
        break;
    default:
        outcome.word = u"failed"_s;
    }
    note(outcome);
    finishWhenDone();
}

void PowerCommand::note(Outcome outcome)
{
    outcome.seconds = static_cast<double>(m_time.elapsed()) / 1000;
    m_progress.clear();
    const bool isGood = outcome.word == u"done" || outcome.word == u"already" || outcome.word == u"accepted";
    if (!isGood)
        printError(outcome.error.value_or(makeError(ErrorKind::Cancelled, tr("not sent"))),
                   outcome.node.name);
    else if (!m_arguments.json && !m_arguments.quiet)
        printOut(sentence(outcome));
    m_outcomes += std::move(outcome);
    if (!m_waiting.isEmpty())
        m_progress.show([this] { return progressText(); });
}

QString PowerCommand::sentence(const Outcome &outcome) const
{
    const QString &name = outcome.node.name;
    if (outcome.word == u"accepted")
        return tr("%1: Azure is at it").arg(name);
    const bool already = outcome.word == u"already";
    switch (m_arguments.action) {
    case PowerAction::Start:
        return already ? tr("%1: already running").arg(name) : tr("%1: running").arg(name);
    case PowerAction::Deallocate:
        return already ? tr("%1: already deallocated").arg(name) : tr("%1: deallocated").arg(name);
    case PowerAction::PowerOff:
        return already ? tr("%1: already stopped, still billed").arg(name)
                       : tr("%1: stopped, still billed").arg(name);
    case PowerAction::Restart:
        return tr("%1: restarted").arg(name);
    }
    Q_UNREACHABLE();
}

QString PowerCommand::progressText() const
{
    const auto seconds = m_time.elapsed() / 1000;
    const QString time =
        u"%1:%2"_s.arg(seconds / 60, 2, 10, QChar(u'0')).arg(seconds % 60, 2, 10, QChar(u'0'));
    if (m_asked == 0)
        return tr("asking Azure for the nodes … %1").arg(time);
    return tr("%1 of %2 nodes, %3 under way … %4")
        .arg(m_outcomes.size())
        .arg(m_asked)
        .arg(m_waiting.size())
        .arg(time);
}

void PowerCommand::interrupt()
{
    leave(tr("Interrupted"));
}

void PowerCommand::leave(const QString &why)
{
    if (m_ended)
        return;
    m_progress.clear();
    if (m_asked == 0) {
        printErr(tr("skybroctl: %1. Nothing was asked of Azure.").arg(why));
        return emit finished(SomeFailed);
    }
    int underWay = 0;
    const QStringList ids = m_waiting.keys();
    for (const QString &id : ids) {
        if (power()->isQueued(id)) {
            power()->cancel(id); // comes back through operationEnded()
            continue;
        }
        Outcome outcome{.node = m_waiting.take(id), .word = u"accepted"_s, .error = {}};
        outcome.error = makeError(ErrorKind::Cancelled, tr("not waited for; Azure goes on with it"));
        outcome.seconds = static_cast<double>(m_time.elapsed()) / 1000;
        m_outcomes += outcome;
        ++underWay;
    }
    if (underWay > 0) {
        printErr(tr("skybroctl: %1: Azure goes on with %2 of %3 nodes. \"skybroctl operations\" tells how "
                    "they end.")
                     .arg(why)
                     .arg(underWay)
                     .arg(m_asked));
    }
    finishWhenDone();
}

void PowerCommand::finishWhenDone()
{
    if (!m_waiting.isEmpty() || m_ended)
        return;
    m_ended = true;
    QMetaObject::invokeMethod(this, &PowerCommand::end, Qt::QueuedConnection);
}

void PowerCommand::end()
{
    m_progress.clear();
    std::ranges::stable_sort(m_outcomes, fleet::naturalLess,
                             [](const Outcome &outcome) { return outcome.node.name; });
    const bool allWell =
        std::ranges::all_of(m_outcomes, [](const Outcome &outcome) { return !outcome.error; });
    if (m_arguments.json) {
        QJsonArray results;
        for (const Outcome &outcome : std::as_const(m_outcomes)) {
            results +=
                QJsonObject{{u"name"_s, outcome.node.name},
                            {u"id"_s, outcome.node.id},
                            {u"action"_s, toWord(m_arguments.action)},
                            {u"outcome"_s, outcome.word},
                            {u"error"_s, outcome.error ? QJsonValue(toJson(*outcome.error)) : QJsonValue()},
                            {u"seconds"_s, outcome.seconds}};
        }
        printJson({{u"results"_s, results}});
    }
    const bool signInLost = std::ranges::any_of(m_outcomes, [](const Outcome &outcome) {
        return outcome.error && outcome.error->kind == ErrorKind::NotSignedIn;
    });
    emit finished(allWell ? AllDone : signInLost ? NotSignedIn : SomeFailed);
}

} // namespace skybro::ctl
