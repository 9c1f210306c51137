#include "models/simulator/throttle.h"

#include <QDateTime>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::StringLiterals;

namespace skybro::sim {

std::vector<Throttle::Limit> Throttle::limitsFor(const Request &request)
{
    std::vector<Limit> limits;
    if (request.method == "GET" || request.method == "HEAD")
        limits.push_back({u"reads"_s, 250, 25, "x-ms-ratelimit-remaining-subscription-reads"});
    else if (request.method == "DELETE")
        limits.push_back({u"deletes"_s, 200, 10, "x-ms-ratelimit-remaining-subscription-deletes"});
    else
        limits.push_back({u"writes"_s, 200, 10, "x-ms-ratelimit-remaining-subscription-writes"});

    const QStringList parts = request.path.toLower().split(u'/', Qt::SkipEmptyParts);
    const qsizetype vms = parts.indexOf(u"virtualmachines"_s);
    if (vms < 1 || parts.at(vms - 1) != u"microsoft.compute"_s) {
        if (vms < 0 || !parts.contains(u"microsoft.compute"_s))
            return limits;
    }
    const QString verb = parts.size() > vms + 2 ? parts.at(vms + 2) : QString();
    if (request.method == "GET") {
        if (vms == parts.size() - 1)
            limits.push_back({u"HighCostGet"_s, 900, 5, "Microsoft.Compute/HighCostGet"});
        return limits;
    }
    if (verb == u"deallocate"_s)
        limits.push_back({u"DeallocateVM"_s, 1500, 500.0 / 60, "Microsoft.Compute/DeallocateVM"});
    else
        limits.push_back({u"UpdateVM"_s, 1500, 500.0 / 60, "Microsoft.Compute/UpdateVM"});
    limits.push_back({u"vm "_s + parts.mid(0, vms + 2).join(u'/'), 12, 4.0 / 60, {}});
    return limits;
}

Throttle::Judgement Throttle::judge(const Request &request, const QString &subscription, qint64 now)
{
    Judgement judgement;
    QByteArray compute;
    double wait = 0;
    const Limit *guilty = nullptr;
    const std::vector<Limit> limits = limitsFor(request);
    for (const Limit &limit : limits) {
        const auto [it, isNew] =
            m_buckets.try_emplace(subscription + u' ' + limit.name, Bucket{limit.burst, now});
        Bucket &bucket = it->second;
        bucket.tokens = std::min(limit.burst, bucket.tokens + static_cast<double>(now - bucket.at) / 1000 *
                                                                  limit.perSecond);
        bucket.at = now;
        if (bucket.tokens < 1) {
            const double missing = (1 - bucket.tokens) / limit.perSecond;
            if (missing > wait) {
                wait = missing;
                guilty = &limit;
            }
        }
    }
    for (const Limit &limit : limits) {
        Bucket &bucket = m_buckets.at(subscription + u' ' + limit.name);
        if (!guilty)
            bucket.tokens -= 1;
        const QByteArray left = QByteArray::number(std::max(0, static_cast<int>(bucket.tokens)));
        if (limit.told.startsWith("x-ms"))
            judgement.headers.emplace_back(limit.told, left);
        else if (!limit.told.isEmpty())
            compute += (compute.isEmpty() ? "" : ",") + limit.told + ';' + left;
    }
    if (!compute.isEmpty())
        judgement.headers.emplace_back("x-ms-ratelimit-remaining-resource", compute);
    if (!guilty)
        return judgement;

    const int seconds = std::max(1, static_cast<int>(std::ceil(wait)));
    const bool arm = guilty->told.startsWith("x-ms");
    ArmError error;
    if (arm) {
        error = {
            429, u"SubscriptionRequestsThrottled"_s,
            u"Number of '%1' requests for subscription '%2' exceeded the limit. Please try again after '%3' seconds."_s
                .arg(guilty->name, subscription)
                .arg(seconds)};
    } else {
        const QString group = guilty->told.isEmpty() ? u"VMLevelThrottling"_s : guilty->name;
        const QByteArray detail =
            QJsonDocument(
                QJsonObject{
                    {u"operationGroup"_s, group},
                    {u"startTime"_s,
                     QDateTime::fromMSecsSinceEpoch(now - 60000, Qt::UTC).toString(Qt::ISODateWithMs)},
                    {u"endTime"_s, QDateTime::fromMSecsSinceEpoch(now + seconds * 1000, Qt::UTC)
                                       .toString(Qt::ISODateWithMs)},
                    {u"allowedRequestCount"_s, guilty->burst},
                    {u"measuredRequestCount"_s, guilty->burst + 1}})
                .toJson(QJsonDocument::Compact);
        error = {
            429,
            u"OperationNotAllowed"_s,
            u"The server rejected the request because too many requests have been received for this subscription."_s,
            {},
            {QJsonObject{{u"code"_s, u"TooManyRequests"_s},
                         {u"target"_s, group},
                         {u"message"_s, QString::fromUtf8(detail)}}}};
    }
    judgement.refusal = error.toResponse();
    judgement.refusal->with("Retry-After", QByteArray::number(seconds));
    return judgement;
}

} // namespace skybro::sim
