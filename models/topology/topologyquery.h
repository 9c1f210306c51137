#pragma once

#include "models/azure/armclient.h"
#include "models/base/clock.h"
#include "models/base/fanoutjob.h"
#include "models/topology/topologyinput.h"

#include <QSet>

namespace skybro::topology {

/// Asks Azure for all networks of a subscription: six lists at once, then the gateways of each resource group
/// that has some, their connections, and of each connection its state and its other end. One tunnel makes ten
/// requests in all, however many nodes there are.
///
/// Fails when the Vnets could not be had; what else could not is in NetworkLists::gaps. GUI thread.
class TopologyQuery : public FanOutJob<NetworkLists>
{
    Q_OBJECT

public:
    /// `client` outlives the job.
    TopologyQuery(azure::ArmClient *client, QString subscription, QObject *parent = nullptr,
                  Clock clock = systemClock());

protected:
    void begin() override;
    void allDone() override;
    /// One that hangs must not hide the others: three may follow one another.
    [[nodiscard]] std::chrono::milliseconds eachDeadline() const override { return deadline() / 4; }
    [[nodiscard]] QString timedOutText() const override;

private:
    template <typename T>
    void askList(JobOf<QList<T>> *job, const QString &what, QList<T> NetworkLists::*member);
    void askGateways();
    void askConnections(const QString &gatewayId);
    void askConnection(const azure::GatewayConnection &listed);
    /// `what`: in whose place the picture has nothing.
    void addGap(const QString &what, Error error);
    void addTunnelGap(const QString &what, const Error &error);

    azure::ArmClient *m_client;
    QString m_subscription;
    Clock m_clock;
    NetworkLists m_lists;
    QSet<QString> m_askedLocal; ///< local network gateways, by key
};

} // namespace skybro::topology
