#pragma once

#include "models/tunnel/ends/evidence.h"
#include "models/tunnel/probe/probewindow.h"
#include "models/tunnel/probe/targetpath.h"

#include <deque>

namespace skybro::tunnel {

/// What probes of the target found, one round after the other, and what else was learnt of one that is
/// silent. Pure: times are given, nothing is asked.
class TargetKnowledge
{
public:
    enum class Turn
    {
        None,
        GoesAnotherWay, ///< it fell silent, or answers again
    };

    /// Another one, of which nothing is known yet. `address`: or its name where no more is known.
    void begin(const QString &name, const QString &address);
    /// Whether Azure runs it, where that is known.
    void setRunning(std::optional<bool> isRunning);
    /// One round of probes, or of none. `replies`: in order; `others`: of other targets in the same round.
    Turn add(const QDateTime &sent, const QList<ProbeReply> &replies, const QList<ProbeReply> &others,
             const QDateTime &time);
    /// How well it goes from this round on is not what was before.
    void beginWindow(const QDateTime &sent, const QList<ProbeReply> &replies);
    /// Whether large packets pass; nothing: it could not be told.
    void takeLarge(std::optional<bool> passes, const QDateTime &time);
    void forgetLarge();
    void takePathMtu(int mtu) { m_traffic.pathMtu = mtu; }
    // What follows counts while it is silent only.
    /// It was asked itself, from within Azure's network: it runs, then. `hasRoute`: to the site.
    void takeOwnWord(bool hasRoute);
    /// Whether the host that probes has a route to it.
    void takeHostRoute(std::optional<bool> hasRoute);
    /// What Azure's network does with probes of it.
    void takePath(const TargetPath &path);
    /// Large packets are to be asked for at the next round.
    void wantLarge() { m_largeAsked = {}; }

    /// As of `time`.
    void fill(Evidence &evidence, const QDateTime &time) const;
    [[nodiscard]] ProbeStatistics window() const { return m_window.statistics(); }
    [[nodiscard]] const QString &address() const { return m_traffic.address; }
    /// Of the last round in which it was probed.
    [[nodiscard]] bool isLost() const { return m_isLost; }
    /// In that round others were probed, too, and one of them answered.
    [[nodiscard]] bool doOthersAnswer() const { return m_traffic.othersAnswer == true; }
    /// Since when it is so; invalid: it was never probed.
    [[nodiscard]] const QDateTime &outcomeSince() const { return m_outcomeSince; }
    [[nodiscard]] std::optional<bool> largePass() const { return m_traffic.largePass; }
    [[nodiscard]] bool wantsLarge(const QDateTime &time, bool isOff) const;
    /// Others are not silent: what does it say itself?
    [[nodiscard]] bool wantsOwnWord() const;
    /// Does the host that probes send there at all?
    [[nodiscard]] bool wantsHostRoute() const { return m_isLost && !m_hostRoute; }

private:
    Turn noteOutcome(bool isLost, const QDateTime &time);

    TrafficEvidence m_traffic; ///< without what depends on the time
    ProbeWindow m_window{std::chrono::minutes(2)};
    std::deque<std::pair<int, int>> m_recent; ///< made and answered, of the last rounds
    std::optional<bool> m_isRunningInAzure;
    std::optional<bool> m_isRunning; ///< as Azure says, or it itself
    std::optional<bool> m_ownRoute;
    std::optional<bool> m_hostRoute;
    TargetPath m_path;
    QDateTime m_probed;
    QDateTime m_outcomeSince;
    QDateTime m_largeAsked;
    bool m_isLost = false;
    bool m_hasTurned = false; ///< the outcome was another one before
};

} // namespace skybro::tunnel
