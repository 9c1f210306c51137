#pragma once

#include "models/azure/requestjob.h"

#include <QJsonObject>

namespace skybro::azure {

/// What Azure answered to a request that may take minutes.
struct StartedOperation
{
    bool done = false; ///< it was over with the answer: nothing to poll
    QUrl pollUrl;      ///< Azure-AsyncOperation, else Location, else the resource itself; empty when done
    QUrl resultUrl;    ///< Location: where the result of a POST lies when it is over; empty: not told
    std::optional<std::chrono::milliseconds> retryAfter; ///< wait before the first poll
    QString requestId;
    QByteArray body; ///< of the answer; the resource for a PUT
};

/// Sends a request that starts a long operation and ends as soon as Azure accepted it.
/// Rules: github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/async-api-reference.md
class BeginOperationJob : public JobOf<StartedOperation>
{
    Q_OBJECT

public:
    BeginOperationJob(RequestJob *request, QObject *parent);

    [[nodiscard]] QString clientRequestId() const
    {
        return m_request ? m_request->clientRequestId() : QString();
    }

protected:
    void begin() override;
    void abort() override;

private:
    QPointer<RequestJob> m_request;
};

/// How an operation ended.
struct OperationOutcome
{
    QByteArray body; ///< the last answer
    QString requestId;
};

struct PollPolicy
{
    std::chrono::milliseconds defaultWait{5'000}; ///< when Azure names no time
    std::chrono::milliseconds minimumWait{250};   ///< even when it says 0
    std::chrono::milliseconds maximumWait{60'000};
    int unreadable = 3; ///< answers in a row that can not be understood before it gives up
};

/// Follows a long operation to its end: Succeeded, or an Error with Azure's own code and message.
///
/// Either starts it by a request first, or takes up one whose poll address a journal kept. An outage while it
/// polls is waited out until the deadline (default two hours). cancel() stops watching; Azure's operation
/// goes on. An address on another host than the resource manager's is refused.
class LongOperationJob : public JobOf<OperationOutcome>
{
    Q_OBJECT

public:
    using Poll = std::function<RequestJob *(const QUrl &, QObject *)>;

    LongOperationJob(BeginOperationJob *start, QUrl origin, Poll poll, PollPolicy policy, QObject *parent);
    LongOperationJob(const QUrl &resumeFrom, QUrl origin, Poll poll, PollPolicy policy, QObject *parent);

    [[nodiscard]] QUrl pollUrl() const { return m_pollUrl; }
    /// What is asked for is the result that Location gives at the end, of any form (final-state-via:
    /// location in Microsoft's OpenAPI documents), not just whether it went well. Before start().
    void wantResult() { m_wantsResult = true; }

signals:
    /// The operation's address, as soon as it is known and whenever it changes: for the journal.
    void pollUrlChanged(const QUrl &url);
    void progressChanged(double percent); ///< 0 to 100, where Azure tells

protected:
    void begin() override;
    void abort() override;

private:
    void started(const Result<StartedOperation> &result);
    void setPollUrl(const QUrl &url);
    void poll();
    void answered(const Result<HttpResponse> &result);
    void pollAgain(std::optional<std::chrono::milliseconds> wait);
    void notUnderstood(const HttpResponse &response);

    QPointer<BeginOperationJob> m_start;
    QUrl m_origin;
    Poll m_poll;
    PollPolicy m_policy;
    QUrl m_pollUrl;
    QUrl m_resultUrl;
    bool m_wantsResult = false;
    QPointer<RequestJob> m_request;
    QTimer m_timer;
    std::optional<std::chrono::milliseconds> m_wait; ///< as last told; Azure may tell it once only
    int m_notUnderstood = 0;
};

} // namespace skybro::azure
