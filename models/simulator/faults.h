#pragma once

#include "models/base/result.h"
#include "models/simulator/http.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <random>
#include <vector>

namespace skybro::sim {

/// What goes wrong on purpose. A rule matches by method and path; it strikes at the nth match ("nth"), at the
/// first so many ("times"), at each (neither), or by chance ("probability").
///
///   {"rules": [{"method": "POST", "path": "/cloud00[1-3]/start$", "nth": 2, "effect": "reset-after"},
///              {"path": "virtualMachines", "times": 3, "status": 503, "headers": {"Retry-After": "2"}}]}
struct FaultRule
{
    enum class Effect
    {
        None,         ///< only the delay
        Status,       ///< another status, and a body, instead of doing it
        ResetBefore,  ///< the connection drops, nothing was done
        ResetAfter,   ///< it was done, and the connection drops
        Hang,         ///< no answer, nothing was done
        HangAfter,    ///< no answer, and it was done
        Truncated,    ///< half of the answer
        Garbage,      ///< no HTTP at all
        Drip,         ///< the answer, a few bytes at a time
        ExpiredToken, ///< 401 as if the token had expired this moment
        Redirect,     ///< 307 to "location"
    };
    QString method; ///< empty: any
    QRegularExpression path;
    int nth = 0;   ///< 1 is the first match; 0: not by number
    int times = 0; ///< 0: no limit
    double probability = 1;
    Effect effect = Effect::None;
    std::chrono::milliseconds delay{0};
    int status = 500;
    QByteArray body;
    QList<Header> headers;
    int seen = 0;   ///< matches so far
    int struck = 0; ///< times it took effect
};

class Faults
{
public:
    explicit Faults(quint64 seed = 1)
        : m_random(seed)
    {
    }

    /// Reads rules from JSON; an unknown key, effect or a bad pattern is an error.
    [[nodiscard]] Result<void> read(const QJsonObject &json);
    void add(FaultRule rule) { m_rules.push_back(std::move(rule)); }
    void clear() { m_rules.clear(); }
    /// The rule that strikes this request, if any; counts the request.
    [[nodiscard]] const FaultRule *strike(const Request &request);

private:
    std::vector<FaultRule> m_rules;
    std::mt19937_64 m_random;
};

} // namespace skybro::sim
