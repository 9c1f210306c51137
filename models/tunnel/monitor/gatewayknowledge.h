#pragma once

#include "models/tunnel/ends/evidence.h"
#include "models/tunnel/ends/gatewayanswer.h"
#include "models/tunnel/monitor/movedbytes.h"
#include "models/tunnel/monitor/tunnelmonitor.h"

namespace skybro::tunnel {

/// What the on-premise gateway told, one answer after the other. Pure: times are given, nothing is asked.
class GatewayKnowledge
{
public:
    /// What is old enough, or wrong enough, to be asked anew.
    struct Wanted
    {
        bool connections = false;
        bool settings = false;
        bool log = false;
    };

    void take(const GatewayAnswer &answer, const QDateTime &time);
    /// Of the answer just taken: which of its connections is the tunnel. Empty: not known which.
    void follow(const QString &connection, const QDateTime &time);
    /// It could not be asked: no way there, no way in, or nothing of an answer.
    void takeError(const Error &error);
    /// Probes go another way from now on: what it counted before says nothing of them.
    void beginAnew();
    /// All is old.
    void wantAll();
    /// The answer, if there was one, is part of a sample now.
    void noteSampled() { m_isFresh = false; }

    /// As of `time`. Needs the target's address in `evidence`.
    void fill(Evidence &evidence, const QDateTime &time) const;
    [[nodiscard]] const IpsecStatus &status() const { return m_evidence.status; }
    [[nodiscard]] const QString &logCursor() const { return m_logCursor; }
    [[nodiscard]] const QDateTime &answered() const { return m_answered; }
    /// It answered, or failed to, since the last sample.
    [[nodiscard]] bool isFresh() const { return m_isFresh; }
    [[nodiscard]] const std::optional<MovedBytes::Rate> &rate() const { return m_moved.rate(); }
    /// Its own, as it told them.
    [[nodiscard]] QStringList addresses() const { return m_settings ? m_settings->addresses : QStringList(); }
    /// From where we come, as it sees us; empty: not told.
    [[nodiscard]] QString peer() const { return m_settings ? m_settings->peer : QString(); }
    /// Whether its kernel knows a way to the target.
    [[nodiscard]] std::optional<bool> hasRoute() const;
    /// From which own address its probes enter the tunnel: nothing when from none; empty: the kernel's choice
    /// is right, or nobody knows better.
    [[nodiscard]] std::optional<QString> sourceFor(const QString &connection) const;
    [[nodiscard]] Wanted wanted(const QDateTime &time, bool isOff, const MonitorPolicy &policy) const;

private:
    GatewayEvidence m_evidence;
    std::optional<GatewaySettings> m_settings;
    std::optional<quint64> m_dropsBefore; ///< rpFilterDrops when probes began to go as they go now
    MovedBytes m_moved;
    QList<quint64> m_serials; ///< of the SAs, at the last look
    QString m_logCursor;
    QDateTime m_answered; ///< the last answer
    QDateTime m_connectionsRead;
    QDateTime m_settingsRead;
    bool m_isFresh = false;
    bool m_areConnectionsNew = false; ///< in the answer just taken
};

} // namespace skybro::tunnel
