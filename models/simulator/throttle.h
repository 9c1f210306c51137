#pragma once

#include "models/simulator/armerror.h"

#include <map>
#include <vector>

namespace skybro::sim {

/// Azure's request limits as token buckets (Resource Manager per subscription and principal,
/// Compute per subscription and region, and per VM). Source: learn.microsoft.com, "Understand how Azure
/// Resource Manager throttles requests" and "Troubleshooting API throttling errors" (2024).
class Throttle
{
public:
    struct Judgement
    {
        std::vector<Header> headers;     ///< x-ms-ratelimit-remaining-*
        std::optional<Response> refusal; ///< 429, with Retry-After
    };
    /// Takes one token from each bucket the request falls into.
    [[nodiscard]] Judgement judge(const Request &request, const QString &subscription, qint64 now);

private:
    struct Bucket
    {
        double tokens;
        qint64 at;
    };
    struct Limit
    {
        QString name; ///< of the bucket
        double burst;
        double perSecond;
        QByteArray told; ///< as the header says it; empty: not told
    };
    [[nodiscard]] static std::vector<Limit> limitsFor(const Request &request);

    std::map<QString, Bucket> m_buckets;
};

} // namespace skybro::sim
