#include "models/azure/armclient.h"

#include <QJsonDocument>

namespace skybro::azure {

using namespace Qt::StringLiterals;

ArmClient::ArmClient(Transport *transport, TokenSource *tokens, Cloud cloud, ArmOptions options,
                     QObject *parent)
    : QObject(parent)
    , m_cloud(std::move(cloud))
    , m_options(std::move(options))
{
    m_context.transport = transport;
    m_context.tokens = tokens;
    m_context.throttle = &m_throttle;
    m_context.retry = m_options.retry;
    m_context.random = m_options.random;
    m_context.clock = m_options.clock;
    m_context.attemptTimeout = m_options.attemptTimeout;
}

QUrl ArmClient::url(const QString &path, const QString &apiVersion, const QUrlQuery &query) const
{
    QUrl url = m_cloud.resourceManager;
    QString base = url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    // Names hold letters of all scripts at most, but an id out of a file may hold anything: '?' must not end
    // the path.
    url.setPath(base + path, QUrl::DecodedMode);
    QUrlQuery all;
    all.addQueryItem(u"api-version"_s, apiVersion);
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        all.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(all);
    return url;
}

QStringList ArmClient::bucketsOf(const QByteArray &method, const QString &bucket) const
{
    QStringList buckets{method == "GET" ? u"reads"_s : method == "DELETE" ? u"deletes"_s : u"writes"_s};
    if (!bucket.isEmpty())
        buckets.append(bucket);
    return buckets;
}

RequestJob *ArmClient::request(const ArmRequest &request)
{
    HttpRequest http;
    http.method = request.method;
    http.url = url(request.path, request.apiVersion, request.query);
    http.headers.add("Accept", "application/json");
    if (!request.ifMatch.isEmpty())
        http.headers.add("If-Match", request.ifMatch);
    if (!request.body.isEmpty() || request.method == "PUT" || request.method == "PATCH") {
        http.headers.add("Content-Type", "application/json");
        http.body = QJsonDocument(request.body).toJson(QJsonDocument::Compact);
    }
    const bool namesAState = request.method == "GET" || request.method == "PUT" || request.method == "DELETE";
    const Repeat repeat = request.repeat.value_or(namesAState ? Repeat::Harmless : Repeat::Never);
    return new RequestJob(m_context, std::move(http), repeat, bucketsOf(request.method, request.bucket),
                          this);
}

RequestJob *ArmClient::get(const QString &path, const QString &apiVersion, const QUrlQuery &query)
{
    return request(
        {.path = path, .apiVersion = apiVersion, .query = query, .body = {}, .repeat = {}, .bucket = {}});
}

std::function<RequestJob *(const QUrl &, QObject *)> ArmClient::pageRequest(const QString &bucket) const
{
    return [context = m_context, buckets = bucketsOf("GET", bucket)](const QUrl &url, QObject *parent) {
        HttpRequest http;
        http.url = url;
        http.headers.add("Accept", "application/json");
        return new RequestJob(context, std::move(http), Repeat::Harmless, buckets, parent);
    };
}

BeginOperationJob *ArmClient::begin(const ArmRequest &request)
{
    return new BeginOperationJob(this->request(request), this);
}

LongOperationJob *ArmClient::run(const ArmRequest &request)
{
    return new LongOperationJob(begin(request), m_cloud.resourceManager, pageRequest({}), m_options.poll,
                                this);
}

LongOperationJob *ArmClient::resumeOperation(const QUrl &pollUrl)
{
    return new LongOperationJob(pollUrl, m_cloud.resourceManager, pageRequest({}), m_options.poll, this);
}

} // namespace skybro::azure
