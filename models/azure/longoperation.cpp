#include "models/azure/longoperation.h"

#include "models/azure/armerror.h"

#include <QJsonDocument>

#include <algorithm>

namespace skybro::azure {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QUrl addressIn(const HttpHeaders &headers, const char *name, const QUrl &base)
{
    const QByteArray value = headers.value(name);
    return value.isEmpty() ? QUrl() : base.resolved(QUrl(QString::fromUtf8(value)));
}

/// Azure-AsyncOperation goes before Location.
QUrl pollAddress(const HttpHeaders &headers, const QUrl &base)
{
    const QUrl url = addressIn(headers, "Azure-AsyncOperation", base);
    return url.isEmpty() ? addressIn(headers, "Location", base) : url;
}

bool isWord(const QString &word, QStringView expected)
{
    return word.compare(expected, Qt::CaseInsensitive) == 0;
}

bool isFailure(const QString &status)
{
    return isWord(status, u"Failed") || isWord(status, u"Canceled") || isWord(status, u"Cancelled");
}

/// The state of an operation in an answer: "status" of an operation resource, or "provisioningState" of a
/// resource that is polled itself. Empty when it has neither.
QString stateIn(const QJsonObject &object)
{
    const QString status = object.value("status"_L1).toString();
    return status.isEmpty()
               ? object.value("properties"_L1).toObject().value("provisioningState"_L1).toString()
               : status;
}

} // namespace

BeginOperationJob::BeginOperationJob(RequestJob *request, QObject *parent)
    : JobOf<StartedOperation>(parent)
    , m_request(request)
{
    request->setParent(this);
}

void BeginOperationJob::begin()
{
    m_request->setDeadline(deadline());
    m_request->then(this, [this](const Result<HttpResponse> &answer) {
        if (!answer)
            return finish(std::unexpected(answer.error()));
        StartedOperation started;
        started.requestId = requestIdOf(answer->headers);
        started.retryAfter = retryAfter(answer->headers);
        started.body = answer->body;
        const QUrl asked = m_request->request().url;
        const bool created = answer->status == 200 || answer->status == 201;
        started.pollUrl = addressIn(answer->headers, "Azure-AsyncOperation", asked);
        started.resultUrl = addressIn(answer->headers, "Location", asked);
        if (started.pollUrl.isEmpty() && answer->status != 200 && answer->status != 204)
            started.pollUrl = started.resultUrl;
        if (started.pollUrl.isEmpty() && created && m_request->request().method != "POST") {
            // No address, but the resource says it is still being made: then it is polled itself.
            const QString state = stateIn(QJsonDocument::fromJson(answer->body).object());
            if (!state.isEmpty() && !isWord(state, u"Succeeded"))
                started.pollUrl = asked;
        }
        started.done = started.pollUrl.isEmpty();
        finish(started);
    });
    m_request->start();
}

void BeginOperationJob::abort()
{
    if (m_request)
        m_request->cancel();
}

LongOperationJob::LongOperationJob(BeginOperationJob *start, QUrl origin, Poll poll, PollPolicy policy,
                                   QObject *parent)
    : LongOperationJob(QUrl(), std::move(origin), std::move(poll), policy, parent)
{
    m_start = start;
    start->setParent(this);
}

LongOperationJob::LongOperationJob(const QUrl &resumeFrom, QUrl origin, Poll poll, PollPolicy policy,
                                   QObject *parent)
    : JobOf<OperationOutcome>(parent)
    , m_origin(std::move(origin))
    , m_poll(std::move(poll))
    , m_policy(policy)
    , m_pollUrl(resumeFrom)
{
    setDeadline(2h);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LongOperationJob::poll);
}

void LongOperationJob::begin()
{
    if (!m_start)
        return poll();
    m_start->then(this, [this](const Result<StartedOperation> &result) { started(result); });
    m_start->start();
}

void LongOperationJob::abort()
{
    m_timer.stop();
    if (m_start)
        m_start->cancel();
    if (m_request)
        m_request->cancel();
}

void LongOperationJob::started(const Result<StartedOperation> &result)
{
    if (!isRunning())
        return;
    if (!result)
        return finish(std::unexpected(result.error()));
    if (result->done)
        return finish(OperationOutcome{result->body, result->requestId});
    if (m_wantsResult)
        m_resultUrl = result->resultUrl;
    setPollUrl(result->pollUrl);
    pollAgain(result->retryAfter);
}

void LongOperationJob::setPollUrl(const QUrl &url)
{
    if (url.isEmpty() || url == m_pollUrl)
        return;
    m_pollUrl = url;
    emit pollUrlChanged(url);
}

void LongOperationJob::poll()
{
    if (!sameOrigin(m_pollUrl, m_origin))
        return finish(fail(ErrorKind::Protocol,
                           tr("The operation's address is on another host (%1), where no token may go.")
                               .arg(m_pollUrl.host())));
    m_request = m_poll(m_pollUrl, this);
    m_request->then(this, [this](const Result<HttpResponse> &result) { answered(result); });
    m_request->start();
}

void LongOperationJob::pollAgain(std::optional<std::chrono::milliseconds> wait)
{
    if (wait)
        m_wait = wait;
    m_timer.start(
        std::clamp(m_wait.value_or(m_policy.defaultWait), m_policy.minimumWait, m_policy.maximumWait));
}

void LongOperationJob::answered(const Result<HttpResponse> &result)
{
    if (!isRunning())
        return;
    if (!result) {
        // An outage is waited out: the operation goes on whether we can see it or not.
        if (result.error().retryable)
            return pollAgain(result.error().retryAfter);
        return finish(std::unexpected(result.error()));
    }
    const bool isResult = !m_resultUrl.isEmpty() && m_pollUrl == m_resultUrl;
    if (isResult && result->status != 202)
        return finish(OperationOutcome{result->body, requestIdOf(result->headers)});
    const QUrl moved = pollAddress(result->headers, m_pollUrl);
    if (sameOrigin(moved, m_origin)) {
        setPollUrl(moved);
        if (isResult)
            m_resultUrl = moved;
    }
    const auto wait = retryAfter(result->headers);
    if (result->status == 202)
        return pollAgain(wait);

    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(result->body, &parseError);
    if (!result->body.trimmed().isEmpty() && !document.isObject())
        return notUnderstood(*result);
    m_notUnderstood = 0;
    const QJsonObject object = document.object();
    if (const QJsonValue percent = object.value("percentComplete"_L1); percent.isDouble())
        emit progressChanged(std::clamp(percent.toDouble(), 0.0, 100.0));

    const QString state = stateIn(object);
    if (isFailure(state)) {
        Error error = armErrorFromObject(object.value("error"_L1).toObject(), state);
        error.requestId = requestIdOf(result->headers);
        return finish(std::unexpected(error));
    }
    // 200 or 204 without a state is Location's way of saying that it is over.
    if (state.isEmpty() || isWord(state, u"Succeeded")) {
        if (m_resultUrl.isEmpty())
            return finish(OperationOutcome{result->body, requestIdOf(result->headers)});
        setPollUrl(m_resultUrl);
        return poll();
    }
    pollAgain(wait);
}

void LongOperationJob::notUnderstood(const HttpResponse &response)
{
    if (++m_notUnderstood < m_policy.unreadable)
        return pollAgain(std::nullopt);
    Error error =
        makeError(ErrorKind::Protocol, tr("The operation's answers can not be read; look at the resource."),
                  QString::fromUtf8(response.body.left(500)));
    error.requestId = requestIdOf(response.headers);
    finish(std::unexpected(error));
}

} // namespace skybro::azure
