#include "models/azure/requestjob.h"

#include "models/azure/armerror.h"
#include "models/base/log.h"

#include <QUuid>

#include <algorithm>

namespace skybro::azure {

using namespace std::chrono_literals;

RequestJob::RequestJob(RequestContext context, HttpRequest request, Repeat repeat, QStringList buckets,
                       QObject *parent)
    : JobOf<HttpResponse>(parent)
    , m_context(std::move(context))
    , m_request(std::move(request))
    , m_repeat(repeat)
    , m_buckets(std::move(buckets))
    , m_requestId(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    if (!m_context.toError)
        m_context.toError = armError;
    m_request.headers.add("x-ms-client-request-id", m_requestId.toLatin1());
    m_waitTimer.setSingleShot(true);
    connect(&m_waitTimer, &QTimer::timeout, this, &RequestJob::queueUp);
}

RequestJob::~RequestJob() = default;

void RequestJob::begin()
{
    queueUp();
}

void RequestJob::abort()
{
    m_waitTimer.stop();
    if (m_tokenJob)
        m_tokenJob->cancel();
    if (m_call)
        m_call->cancel();
    m_ticket.reset();
}

QString RequestJob::timedOutText() const
{
    if (!m_lastError)
        return Job::timedOutText();
    return tr("No success within %n second(s), last: %1", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()))
        .arg(m_lastError->text);
}

void RequestJob::queueUp()
{
    if (m_context.throttle)
        m_ticket = m_context.throttle->enter(m_buckets, [this] { fetchToken(); });
    else
        fetchToken();
}

void RequestJob::fetchToken()
{
    if (!m_context.tokens)
        return send();
    m_tokenJob = m_context.tokens->token(this);
    m_tokenJob->setDeadline(deadline());
    m_tokenJob->then(this, [this](const Result<AccessToken> &token) {
        if (!isRunning())
            return;
        if (!token) {
            m_ticket.reset(); // a job that is kept must not keep its slot
            return finish(std::unexpected(token.error()));
        }
        m_token = *token;
        send();
    });
    m_tokenJob->start();
}

void RequestJob::send()
{
    ++m_attempts;
    HttpRequest request = m_request;
    request.bearer = m_token.secret;
    m_call = m_context.transport->send(std::move(request), this);
    m_call->setDeadline(m_context.attemptTimeout);
    m_call->then(this, [this](const Result<HttpResponse> &result) { answered(result); });
    m_stopwatch.start();
    m_call->start();
}

void RequestJob::answered(const Result<HttpResponse> &result)
{
    if (!isRunning())
        return;
    logAttempt(result);
    const bool bucketIsPaused =
        result && m_context.throttle && m_context.throttle->answered(m_buckets, *result);
    m_ticket.reset();

    if (!result) {
        Error error = result.error();
        error.requestId = m_requestId;
        return failed(std::move(error), false);
    }
    if (result->isSuccess())
        return finish(*result);

    Error error = m_context.toError(*result);
    if (error.requestId.isEmpty())
        error.requestId = m_requestId;
    if (result->status == 401 && m_context.tokens) {
        m_context.tokens->refused(m_token);
        if (!m_triedNewToken) { // a refused request was not carried out, so this is safe for all
            m_triedNewToken = true;
            --m_attempts;
            return queueUp();
        }
        error = clockHint(std::move(error), *result);
    }
    failed(std::move(error), bucketIsPaused);
}

void RequestJob::failed(Error error, bool bucketIsPaused)
{
    m_lastError = error;
    if (error.kind == ErrorKind::Throttled)
        --m_attempts; // waiting one's turn is no failure
    const auto wait = m_context.retry.waitAfter(error, m_attempts, m_repeat, m_context.random);
    if (!wait) {
        const bool unknown = outcomeUnknown(error, m_repeat);
        return finish(std::unexpected(unknown ? unknownOutcomeError(error) : std::move(error)));
    }
    if (bucketIsPaused)
        queueUp(); // the queue is where it waits, for all to see
    else
        m_waitTimer.start(*wait);
}

Error RequestJob::clockHint(Error error, const HttpResponse &response) const
{
    const QDateTime theirs = answerDate(response.headers);
    if (!theirs.isValid())
        return error;
    const qint64 off = theirs.secsTo(m_context.clock());
    if (std::abs(off) < 300)
        return error;
    error.text =
        tr("Azure refused the token, and this machine's clock is off by %n minute(s): set the clock, then "
           "try again.",
           nullptr, static_cast<int>(std::abs(off) / 60));
    return error;
}

void RequestJob::logAttempt(const Result<HttpResponse> &result) const
{
    // Method, path and numbers only: queries carry operation tokens, headers credentials.
    const QString path = m_request.url.path();
    if (result)
        log::debug("azure", "{} {} {} {} ms, {} bytes, client request {}, request {}", m_request.method, path,
                   result->status, m_stopwatch.elapsed(), result->body.size(), m_requestId,
                   requestIdOf(result->headers));
    else
        log::debug("azure", "{} {} no answer ({} {}) {} ms, client request {}", m_request.method, path,
                   toWord(result.error().kind), result.error().code, m_stopwatch.elapsed(), m_requestId);
}

} // namespace skybro::azure
