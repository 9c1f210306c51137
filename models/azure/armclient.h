#pragma once

#include "models/azure/cloud.h"
#include "models/azure/getjob.h"
#include "models/azure/listjob.h"
#include "models/azure/longoperation.h"
#include "models/azure/requestjob.h"

#include <QUrlQuery>

namespace skybro::azure {

/// One request to Azure Resource Manager, in its own terms.
struct ArmRequest
{
    QByteArray method = "GET";
    QString path; ///< from "/subscriptions/…", not percent-encoded
    QString apiVersion;
    QUrlQuery query;
    QJsonObject body; ///< sent when not empty, or when the method is PUT or PATCH
    /// GET, PUT and DELETE are harmless; a POST or PATCH says so itself.
    std::optional<Repeat> repeat;
    /// Azure's own bucket beside the subscription's ("compute/start"); empty when there is none.
    QString bucket;
    QByteArray ifMatch = {}; ///< etag; empty: none. Refused with 412 when the resource has another by now
};

struct ArmOptions
{
    RetryPolicy retry;
    PollPolicy poll;
    std::chrono::milliseconds attemptTimeout{std::chrono::seconds(60)};
    Random random = systemRandom();
    Clock clock = systemClock();
};

/// The door to Azure Resource Manager. Makes jobs; each belongs to the client until its owner takes it over
/// (QObject::setParent), and is to be started by who asked for it. transport and tokens outlive the client.
/// Thread: the one that made it.
class ArmClient : public QObject
{
    Q_OBJECT

public:
    ArmClient(Transport *transport, TokenSource *tokens, Cloud cloud, ArmOptions options = {},
              QObject *parent = nullptr);

    [[nodiscard]] const Cloud &cloud() const { return m_cloud; }
    [[nodiscard]] Throttle &throttle() { return m_throttle; }
    [[nodiscard]] const RequestContext &context() const { return m_context; }

    [[nodiscard]] RequestJob *request(const ArmRequest &request);
    [[nodiscard]] RequestJob *get(const QString &path, const QString &apiVersion,
                                  const QUrlQuery &query = {});

    /// All pages of a list. `read` may run on a pool thread: a pure function.
    template <typename T>
    [[nodiscard]] ListJob<T> *list(const QString &path, const QString &apiVersion,
                                   typename ListJob<T>::Read read, const QUrlQuery &query = {},
                                   const QString &bucket = {})
    {
        return new ListJob<T>(url(path, apiVersion, query), pageRequest(bucket), std::move(read), this);
    }

    /// One resource. `read` is a pure function.
    template <typename T>
    [[nodiscard]] GetJob<T> *getOne(const QString &id, const QString &apiVersion,
                                    typename GetJob<T>::Read read)
    {
        return new GetJob<T>(get(id, apiVersion), std::move(read), this);
    }

    /// Starts a long operation and ends when Azure accepted it.
    [[nodiscard]] BeginOperationJob *begin(const ArmRequest &request);
    /// Starts a long operation and follows it to its end.
    [[nodiscard]] LongOperationJob *run(const ArmRequest &request);
    /// Follows an operation that was started before, by this program's earlier run for instance.
    [[nodiscard]] LongOperationJob *resumeOperation(const QUrl &pollUrl);

    /// The address of a path in this cloud.
    [[nodiscard]] QUrl url(const QString &path, const QString &apiVersion, const QUrlQuery &query = {}) const;

private:
    [[nodiscard]] std::function<RequestJob *(const QUrl &, QObject *)>
    pageRequest(const QString &bucket) const;
    [[nodiscard]] QStringList bucketsOf(const QByteArray &method, const QString &bucket) const;

    Cloud m_cloud;
    ArmOptions m_options;
    Throttle m_throttle;
    RequestContext m_context;
};

} // namespace skybro::azure
