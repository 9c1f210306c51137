#pragma once

#include "models/tunnel/monitor/azureknowledge.h"
#include "models/tunnel/monitor/gatewayknowledge.h"
#include "models/tunnel/monitor/impairmentevents.h"
#include "models/tunnel/monitor/targetknowledge.h"
#include "models/tunnel/monitor/tunnelmonitor.h"

#include <deque>

namespace skybro::tunnel {

/// Makes one TunnelNow of what Azure, the gateway and probes of the target told, one answer after the other.
/// Pure: times are given, nothing is asked; the monitor asks it what is worth asking next.
class TunnelKnowledge
{
public:
    using Wanted = GatewayKnowledge::Wanted;

    TunnelKnowledge(QString tunnel, QString connection, QString gateway);

    void takeGateway(const GatewayAnswer &answer, const QDateTime &time);
    /// It could not be asked: no way there, no way in, or nothing of an answer.
    void takeGatewayError(const Error &error, const QDateTime &time);
    void takeAzure(const AzureEnd &end);
    void takeAzureError(const Error &error);
    /// The SAs that Azure holds, or why they are not known, as asked at `asked`.
    void takeSas(const Result<QList<azure::MainModeSa>> &sas, const QDateTime &asked);
    void noteSasAsked(const QDateTime &time) { m_azure.noteSasAsked(time); }
    /// Nothing: it could not be told.
    void takeLarge(std::optional<bool> passes, const QDateTime &time);
    void takePathMtu(int mtu);
    /// The target was asked itself, from within Azure's network: it runs, then. `hasRoute`: to the site.
    void takeTarget(bool hasRoute);
    /// Whether the host that probes has a route to the target: readHostRoute().
    void takeHostRoute(std::optional<bool> hasRoute);
    /// What Azure's network does with probes of the target.
    void takePath(const TargetPath &path);
    void setTarget(const QString &name, const QString &address, const QString &from);
    void setTargetRunning(std::optional<bool> running);
    /// Of the hour before: when it broke, as another run saw it.
    void setPastBreaks(const QList<QDateTime> &times) { m_breaks.assign(times.begin(), times.end()); }
    /// Which another run told of, and saw no end of.
    void setPastBreak(const TunnelEvent &broke) { m_events.setPast(broke); }
    void setPastImpairment(const TunnelEvent &event) { m_impairments.setPast(event); }
    void setSiteNetworks(const QStringList &networks) { m_siteNetworks = networks; }
    /// The tunnel's configuration is being changed, as somebody here asked: that it breaks meanwhile is no
    /// fault of it.
    void setChanging(bool isChanging) { m_isChanging = isChanging; }
    /// The gateway itself is the host that probes.
    void setGatewayProbes(bool probes) { m_gatewayProbes = probes; }

    /// One round of probes, or of none, ends the sample. `replies`: of the target, in order; `others`: of the
    /// other targets in the same round. Returns what happened.
    QList<TunnelEvent> addSample(const QDateTime &sent, const QList<ProbeReply> &replies,
                                 const QList<ProbeReply> &others, const QDateTime &time);

    [[nodiscard]] const TunnelNow &now() const { return m_now; }
    [[nodiscard]] const IpsecStatus &status() const { return m_gateway.status(); }
    [[nodiscard]] const QString &logCursor() const { return m_gateway.logCursor(); }
    [[nodiscard]] bool isInDoubt() const { return m_events.isInDoubt(); }
    /// Whether anything is not as it should be, or not known to be.
    [[nodiscard]] bool isOff() const;
    [[nodiscard]] Wanted wanted(const QDateTime &time, const MonitorPolicy &policy) const;
    [[nodiscard]] bool wantsLarge(const QDateTime &time) const;
    /// The target is silent, and others are not: what does it say itself?
    [[nodiscard]] bool wantsTarget() const { return m_target.wantsOwnWord(); }
    /// The target is silent: does the host that probes send there at all?
    [[nodiscard]] bool wantsHostRoute() const { return m_target.wantsHostRoute(); }
    /// The gateway's own addresses, as it told them.
    [[nodiscard]] QStringList gatewayAddresses() const { return m_gateway.addresses(); }
    /// The tunnel is up, and the target silent: does Azure's network keep it off?
    [[nodiscard]] bool wantsPath() const;
    /// An on-premise address to which the target's answers must find the way; empty: none is known.
    [[nodiscard]] QString homeAddress() const;
    /// Azure has the connection, and what SAs it holds is old enough, or wrong enough, to be asked anew.
    [[nodiscard]] bool wantsSas(const QDateTime &time, const MonitorPolicy &policy) const;
    /// All is old from now on, but for the SAs that Azure holds …
    void wantAll();
    /// … which somebody wants to know, as soon as they may be asked for again.
    void wantSas() { m_azure.wantSas(); }
    /// From which own address the gateway's probes of this one enter the tunnel: nothing when from none;
    /// empty: the kernel's choice is right, or nobody knows better.
    [[nodiscard]] std::optional<QString> sourceFor() const;
    /// A sentence for the events that await one, once the doctor is sure enough to name the cause; empty: not
    /// yet.
    [[nodiscard]] QString cause() const;
    /// See TunnelMonitor::guess().
    [[nodiscard]] QString guess() const;

private:
    void chooseConnection();
    /// The evidence of all three, as of the last time that was told.
    void fill();
    void fillSubnets();
    [[nodiscard]] Authentication authentication() const;
    void compareEnds();
    void noteWayOf(const Sample &sample);
    void noteState();
    [[nodiscard]] TunnelEvents::Whose whoseBreak() const;
    [[nodiscard]] std::optional<TunnelEvent> judgeImpairment();

    QString m_tunnel;
    QString m_named; ///< the connection as the site names it
    QStringList m_siteNetworks;
    TunnelNow m_now;
    AzureKnowledge m_azure;
    GatewayKnowledge m_gateway;
    TargetKnowledge m_target;
    TunnelEvents m_events;
    ImpairmentEvents m_impairments;
    std::deque<QDateTime> m_breaks; ///< of the last hour
    QDateTime m_time;               ///< the last that was told
    bool m_isChanging = false;
    bool m_isBreakWanted = false; ///< the one at hand, or the last: it came of a change
    bool m_gatewayProbes = false;
    bool m_missedThroughTunnel = false; ///< the gateway behind it did not answer, since the last sample
    int m_samplesBypassing = 0;         ///< in a row
};

} // namespace skybro::tunnel
