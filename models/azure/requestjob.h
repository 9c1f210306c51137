#pragma once

#include "models/azure/auth/tokensource.h"
#include "models/azure/retry.h"
#include "models/azure/throttle.h"
#include "models/azure/transport.h"

#include <QElapsedTimer>
#include <QStringList>

namespace skybro::azure {

/// What a request job works with. The pointers outlive the job.
struct RequestContext
{
    Transport *transport = nullptr;
    TokenSource *tokens = nullptr; ///< none: the request goes without a token
    Throttle *throttle = nullptr;  ///< none: the request goes at once
    RetryPolicy retry;
    Random random = systemRandom();
    Clock clock = systemClock();
    std::chrono::milliseconds attemptTimeout{std::chrono::seconds(60)}; ///< for one attempt; hangs end here
    /// Makes an Error of an answer that is no success; armError() by default.
    std::function<Error(const HttpResponse &)> toError;
};

/// One request and all it takes to get its answer: its turn, a token, the call, and again where that is safe.
///
/// Ends with the answer (status 2xx) or an Error made from Azure's. Its deadline covers everything, waiting
/// included. Sends x-ms-client-request-id, the same in every attempt.
class RequestJob : public JobOf<HttpResponse>
{
    Q_OBJECT

public:
    RequestJob(RequestContext context, HttpRequest request, Repeat repeat, QStringList buckets,
               QObject *parent);
    ~RequestJob() override;

    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    [[nodiscard]] QString clientRequestId() const { return m_requestId; }
    [[nodiscard]] int attempts() const { return m_attempts; }

protected:
    void begin() override;
    void abort() override;
    [[nodiscard]] QString timedOutText() const override;

private:
    void queueUp();
    void fetchToken();
    void send();
    void answered(const Result<HttpResponse> &result);
    void failed(Error error, bool bucketIsPaused);
    [[nodiscard]] Error clockHint(Error error, const HttpResponse &response) const;
    void logAttempt(const Result<HttpResponse> &result) const;

    RequestContext m_context;
    HttpRequest m_request;
    Repeat m_repeat;
    QStringList m_buckets;
    QString m_requestId;
    QTimer m_waitTimer;
    std::unique_ptr<Throttle::Ticket> m_ticket;
    QPointer<TokenJob> m_tokenJob;
    QPointer<HttpCall> m_call;
    AccessToken m_token;
    QElapsedTimer m_stopwatch;
    std::optional<Error> m_lastError;
    int m_attempts = 0; ///< that count against the retry policy
    bool m_triedNewToken = false;
};

} // namespace skybro::azure
