#include "models/fleet/powerrun.h"

#include "models/azure/compute/poweraction.h"

namespace skybro::fleet {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int missingUpTo = 2; // lists without the node that may be a lag

azure::PowerAction toAzure(PowerAction action)
{
    switch (action) {
    case PowerAction::Start:
        return azure::PowerAction::Start;
    case PowerAction::Deallocate:
        return azure::PowerAction::Deallocate;
    case PowerAction::PowerOff:
        return azure::PowerAction::PowerOff;
    case PowerAction::Restart:
        return azure::PowerAction::Restart;
    }
    Q_UNREACHABLE();
}

/// Azure may have taken the request, or is at it already, although no good answer came.
bool mayBeUnderWay(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::TimedOut:
    case ErrorKind::Server:
    case ErrorKind::Protocol:
    case ErrorKind::Conflict: // our own first attempt, whose answer was lost, makes the second one a conflict
        return !azure::nothingWasSent(error);
    default:
        return error.code == azure::unknownOutcomeCode;
    }
}

} // namespace

PowerRun::PowerRun(Operation operation, PowerAction action, azure::ArmClient *client,
                   const PowerPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_operation(std::move(operation))
    , m_action(action)
    , m_client(client)
    , m_policy(policy)
{
    m_askTimer.setSingleShot(true);
    m_giveUpTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, &PowerRun::askWhenDue);
    connect(&m_giveUpTimer, &QTimer::timeout, this, [this] {
        endUnknown(tr("How it ended was not to be learnt in time."),
                   m_doubt.value_or(makeError(ErrorKind::TimedOut, QString())));
    });
}

void PowerRun::markSent()
{
    m_operation.state = OperationState::Running;
    m_operation.step = tr("sent to Azure");
}

void PowerRun::send()
{
    m_giveUpTimer.start(m_policy.giveUp);
    m_sendJob = azure::beginPowerAction(*m_client, m_operation.target, toAzure(m_action));
    m_sendJob->setParent(this);
    m_sendJob->then(this, [this](const Result<azure::StartedOperation> &result) { sent(result); });
    m_sendJob->start();
}

void PowerRun::sent(const Result<azure::StartedOperation> &result)
{
    if (isFinished(m_operation.state))
        return;
    emit accepted();
    if (!result) {
        if (!mayBeUnderWay(result.error()))
            return end(OperationState::Failed, result.error());
        m_doubt = result.error();
        setStep(tr("Azure did not answer: looking at the node"));
        return watch(true);
    }
    if (result->done && m_action == PowerAction::Restart)
        return end(OperationState::Succeeded);
    if (result->done) {
        // No operation to follow; and a 200 may come from anything on the way. The node itself tells.
        m_doubt =
            makeError(ErrorKind::Protocol, tr("Azure said it was done, but the node does not show it."));
        return watch(true);
    }
    m_operation.pollUrl = result->pollUrl.toString(QUrl::FullyEncoded);
    setStep(tr("Azure is at it"));
    watch(false);
    if (m_action == PowerAction::Restart) // running before and after: the list can not tell
        m_askTimer.start(std::min(result->retryAfter.value_or(5s), m_policy.askWhenStill));
}

void PowerRun::takeUp()
{
    emit accepted();
    if (isQueued())
        return failUnsent(makeError(ErrorKind::Cancelled,
                                    tr("It was never sent: the program ended before. Ask for it again.")));
    m_giveUpTimer.start(m_policy.giveUp);
    if (m_operation.pollUrl.isEmpty()) {
        m_doubt = makeError(ErrorKind::Internal,
                            tr("The program ended while this was being sent, and Azure shows no sign of it. "
                               "Ask for it again."));
        setStep(tr("taken up: looking at the node"));
        return watch(true);
    }
    setStep(tr("taken up: asking Azure"));
    watch(false);
    askAzure();
}

void PowerRun::watch(bool inDoubt)
{
    m_watching.start();
    if (!inDoubt)
        m_askTimer.start(m_policy.askWhenStill);
}

void PowerRun::observe(const Node *node)
{
    if (isFinished(m_operation.state) || !m_watching.isValid())
        return;
    if (!node) {
        if (++m_missing > missingUpTo)
            end(OperationState::Failed,
                makeError(ErrorKind::NotFound, tr("The machine does not exist any more.")));
        return;
    }
    m_missing = 0;
    ++m_seen;
    if (node->powerState != PowerState::Unknown)
        m_lastSeen = node->powerState;

    if (m_action != PowerAction::Restart && node->powerState == wantedState(m_action))
        return end(OperationState::Succeeded);
    if (m_azureDone.isValid())
        return;
    if (m_doubt) {
        if (isMoving(m_lastSeen) || !hasSettled() || m_pollJob)
            return;
        if (m_action == PowerAction::Restart)
            return endUnknown(tr("Whether it was restarted is not to be learnt any more."), *m_doubt);
        Error error = *m_doubt;
        if (!node->provisioningError.isEmpty())
            error.detail += node->provisioningError;
        return end(OperationState::Failed, error);
    }
    // Failed may be left from an earlier action: only the operation itself knows.
    if (node->provisioningState == u"Failed" && !isMoving(m_lastSeen))
        askAzure();
}

bool PowerRun::isMoving(PowerState state) const
{
    switch (m_action) {
    case PowerAction::Start:
        return state == PowerState::Starting;
    case PowerAction::Deallocate:
        return state == PowerState::Stopping || state == PowerState::Deallocating;
    case PowerAction::PowerOff:
        return state == PowerState::Stopping;
    case PowerAction::Restart:
        return state == PowerState::Stopping || state == PowerState::Starting;
    }
    Q_UNREACHABLE();
}

bool PowerRun::hasSettled() const
{
    return m_seen >= 2 && m_watching.hasExpired(m_policy.listLag.count());
}

void PowerRun::askWhenDue()
{
    const bool patient = m_action != PowerAction::Restart && isMoving(m_lastSeen) &&
                         !m_watching.hasExpired(m_policy.askWhenMoving.count());
    if (patient)
        m_askTimer.start(m_policy.askWhenStill);
    else
        askAzure();
}

void PowerRun::askAzure()
{
    if (m_pollJob || m_operation.pollUrl.isEmpty() || isFinished(m_operation.state))
        return;
    m_askTimer.stop();
    m_pollJob = m_client->resumeOperation(QUrl(m_operation.pollUrl));
    m_pollJob->setParent(this);
    m_pollJob->setDeadline(m_policy.giveUp);
    m_pollJob->then(this, [this, job = m_pollJob](const Result<azure::OperationOutcome> &) {
        m_pollJob.clear();
        azureSaid(job->error());
    });
    m_pollJob->start();
}

void PowerRun::azureSaid(const std::optional<Error> &error)
{
    if (isFinished(m_operation.state))
        return;
    if (!error) {
        if (m_action == PowerAction::Restart)
            return end(OperationState::Succeeded);
        // The list is about to show it; if it does not, Azure's word on the operation stands.
        m_azureDone.start();
        QTimer::singleShot(m_policy.listLag, this, [this] { end(OperationState::Succeeded); });
        return;
    }
    switch (error->kind) {
    case ErrorKind::Network:
    case ErrorKind::TimedOut:
    case ErrorKind::Protocol:
    case ErrorKind::NotFound: // Azure forgets operations after a while; the node is still there to be looked
                              // at
    case ErrorKind::NotSignedIn:
    case ErrorKind::Forbidden:
    case ErrorKind::Internal:
        m_doubt = error;
        m_seen = 0;
        m_operation.pollUrl.clear();
        setStep(tr("Azure does not tell how it goes: looking at the node"));
        return;
    default:
        end(OperationState::Failed, error);
    }
}

void PowerRun::stopWaiting()
{
    if (isQueued())
        return end(OperationState::Cancelled);
    endUnknown(tr("No longer waited for; Azure goes on with it."),
               makeError(ErrorKind::Cancelled, QString()));
}

void PowerRun::failUnsent(const Error &error)
{
    end(OperationState::Failed, error);
}

void PowerRun::endUnknown(const QString &text, const Error &cause)
{
    Error error = cause;
    error.detail = error.text.isEmpty() ? error.detail : error.text + u'\n' + error.detail;
    error.text = text;
    end(OperationState::Unknown, error);
}

void PowerRun::setStep(const QString &step)
{
    m_operation.step = step;
    emit changed();
}

void PowerRun::end(OperationState state, const std::optional<Error> &error)
{
    if (isFinished(m_operation.state))
        return;
    m_operation.state = state;
    m_operation.error = error;
    m_operation.step.clear();
    m_askTimer.stop();
    m_giveUpTimer.stop();
    for (Job *job : {static_cast<Job *>(m_sendJob), static_cast<Job *>(m_pollJob)}) {
        if (!job)
            continue;
        job->disconnect(this);
        job->cancel();
    }
    emit changed();
}

} // namespace skybro::fleet
