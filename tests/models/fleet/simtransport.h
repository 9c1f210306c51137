#pragma once

#include "models/azure/transport.h"
#include "models/simulator/azure.h"

#include <QElapsedTimer>
#include <QHash>
#include <QRandomGenerator>

#include <functional>

namespace skybro::fleet {

/// What may go wrong with a request, in percent; drawn anew for each.
struct FaultRates
{
    int refused = 0;     ///< no connection: nothing was sent
    int resetBefore = 0; ///< the connection breaks and Azure got nothing
    int resetAfter = 0;  ///< Azure did it and the answer is lost
    int serverError = 0; ///< 500 and nothing done
    int throttled = 0;   ///< 429
    int hang = 0;        ///< no answer at all
    int garbage = 0;     ///< 200 with bytes that are no JSON
    int unauthorized = 0;
};

/// A simulated Azure in this process: no sockets, and its time runs `speed` times as fast as ours. What its
/// answers say in seconds is said in as much shorter times.
class SimTransport : public azure::Transport
{
public:
    SimTransport(sim::Azure &azure, double speed, FaultRates faults = {}, quint32 seed = 1);

    [[nodiscard]] azure::HttpCall *send(azure::HttpRequest request, QObject *parent) override;
    /// Lets Azure's time catch up with ours.
    void pass();

    /// Requests by "METHOD last/part/of/path", whether Azure got them or not.
    [[nodiscard]] const QStringList &sent() const { return m_sent; }
    /// Answers in Azure's stead where it returns something.
    std::function<std::optional<Result<azure::HttpResponse>>(const azure::HttpRequest &)> intercept;
    void setFaults(const FaultRates &faults) { m_faults = faults; }

private:
    friend class SimCall;
    [[nodiscard]] Result<azure::HttpResponse> exchange(const azure::HttpRequest &request, bool *hangs);
    [[nodiscard]] azure::HttpResponse handle(const azure::HttpRequest &request);

    sim::Azure &m_azure;
    double m_speed;
    FaultRates m_faults;
    QRandomGenerator m_random;
    QElapsedTimer m_time;
    qint64 m_start;
    QStringList m_sent;
};

} // namespace skybro::fleet
