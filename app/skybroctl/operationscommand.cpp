#include "app/skybroctl/operationscommand.h"

#include "app/skybroctl/setup/abandoned.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace skybro::ctl {

using namespace Qt::StringLiterals;

namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

QJsonObject toJson(const Operation &operation)
{
    return {{u"id"_s, operation.id},
            {u"batch"_s, operation.batch},
            {u"action"_s, operation.kind},
            {u"node"_s, operation.targetName},
            {u"target"_s, operation.target},
            {u"state"_s, toWord(operation.state)},
            {u"step"_s, operation.step},
            {u"created"_s, timeText(operation.created)},
            {u"ended"_s, timeText(operation.ended)},
            {u"error"_s, operation.error ? QJsonValue(ctl::toJson(*operation.error)) : QJsonValue()}};
}

} // namespace

OperationsCommand::OperationsCommand(Arguments arguments, QObject *parent)
    : Command(parent)
    , m_arguments(std::move(arguments))
    , m_progress(!m_arguments.quiet)
{
}

void OperationsCommand::start()
{
    auto session = Session::open(m_arguments);
    if (!session)
        return emit finished(session.error());
    m_session = std::move(*session);
    tellAbandoned(m_session->journal(), m_session->site().name);
    if (m_arguments.noWait || !hasUnfinishedPower())
        return print(AllDone);
    takeUp();
}

/// A setup run that is under way has a process of its own to end it.
bool OperationsCommand::hasUnfinishedPower() const
{
    return std::ranges::any_of(
        m_session->journal().unfinished(m_session->site().name),
        [](const Operation &one) { return fleet::powerActionFromWord(one.kind).has_value(); });
}

void OperationsCommand::takeUp()
{
    connect(m_session.get(), &Session::notListed, this, &OperationsCommand::print);
    const auto cluster = m_session->connectCluster(
        {.prices = false, .parts = fleet::Refresher::States | fleet::Refresher::Machines});
    if (!cluster)
        return print(cluster.error());
    const fleet::PowerControl *power = (*cluster)->power();
    if (power->running() == 0)
        return print(AllDone); // others drive them
    connect(power, &fleet::PowerControl::runningChanged, this, [this, power] {
        if (power->running() == 0)
            print(AllDone);
    });
    QTimer::singleShot(m_arguments.timeout, this, [this] { print(AllDone); });
    m_progress.show([power] { return tr("waiting, %1 under way …").arg(power->running()); });
}

void OperationsCommand::interrupt()
{
    print(SomeFailed);
}

void OperationsCommand::print(int exitCode)
{
    if (std::exchange(m_printed, true))
        return;
    m_progress.clear();
    const QList<Operation> operations =
        m_session->journal().recent(m_session->site().name, m_arguments.limit);
    if (m_arguments.json) {
        QJsonArray array;
        for (const Operation &operation : operations)
            array += toJson(operation);
        printJson({{u"operations"_s, array}});
    } else {
        QList<QStringList> rows;
        for (const Operation &operation : operations) {
            QString reason = operation.error ? operation.error->text : operation.step;
            if (operation.error && !operation.error->code.isEmpty() &&
                !reason.contains(operation.error->code))
                reason += u" ["_s + operation.error->code + u']';
            rows += {timeText(operation.created), operation.targetName, operation.kind,
                     toWord(operation.state), reason};
        }
        printTable({tr("ASKED"), tr("NODE"), tr("ACTION"), tr("STATE"), tr("REASON")}, rows);
    }
    emit finished(exitCode);
}

} // namespace skybro::ctl
