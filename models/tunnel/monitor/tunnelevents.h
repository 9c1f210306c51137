#pragma once

#include "models/tunnel/monitor/sample.h"

#include <deque>

namespace skybro::tunnel {

/// Something that happened to the tunnel, worth a line in a list and perhaps a notification.
struct TunnelEvent
{
    enum class Kind
    {
        Broke,    ///< nothing passes any more, or nothing did when it was first looked at
        Back,     ///< it passes again
        Degraded, ///< it passes, but an eighth or more of two minutes is lost
        Eased,    ///< that is over
        Flapping, ///< broke for the third time in ten minutes; from here on breaks under a minute are only
                  ///< counted
        Steady,   ///< flapping is over: ten minutes without a break
        Rekeyed,  ///< the gateway has a new Child SA, and traffic goes on
        Impaired, ///< probes pass, and others do not, or not through it; ImpairmentEvents tells it
        Repaired, ///< that is over
    };
    Kind kind = Kind::Broke;
    QDateTime time;  ///< of the sample that showed it
    QDateTime since; ///< Broke, Flapping: of the first lost probe. Back: of the first answer. Impaired,
                     ///< Repaired: of the first sample that was so. Else as time
    std::chrono::milliseconds lasted{}; ///< Back, Eased, Steady, Repaired: how long it had been so
    int breaks = 0;                     ///< Flapping, Steady: how many so far
    QString cause = {};                 ///< in a sentence, translated; empty: not known (yet)
    /// Impaired: the kind of finding that impairs it, as toWord() has it. Broke, Back: changeFault, or empty.
    QString fault = {};

    bool operator==(const TunnelEvent &) const = default;
};

/// A change of the tunnel's configuration that was asked for made it break.
inline constexpr QLatin1StringView changeFault{"change"};

[[nodiscard]] QString toWord(TunnelEvent::Kind kind); ///< "broke", "back", "degraded", …
[[nodiscard]] std::optional<TunnelEvent::Kind> eventKindFromWord(QStringView word);

enum class TunnelState
{
    Unknown, ///< nothing was measured yet
    Up,
    Degraded,
    Down,
};

/// Samples in, events out: one tunnel's. Pure: its only clock is the samples' own time, which may jump.
///
/// It broke when three probes in a row are lost, in two or more samples sent at least a second apart; or,
/// after a lost sample, when the gateway itself says in the same moment that it has no Child SA. It is back
/// when two probes in a row are answered. So one lost probe, or two, or all of one moment, is no alarm.
/// Sampled every 2 s with a wait of 0.8 s, and again `hurriedPause` after a sample that leaves it in doubt
/// (isInDoubt()), a cut is shown at most 4.7 s after it happened and a recovery at most 3 s after. At 1 % of
/// random loss, three in a row come about once in three weeks; at 3 %, once in a day.
///
/// Azure is no witness: what it says lags by minutes. The gateway is one only where no probe can be made.
/// After a gap (suspended, or the clock set ahead) the network gets 15 s to come up before a loss counts.
class TunnelEvents
{
public:
    static constexpr std::chrono::milliseconds hurriedPause{100};

    /// Whose break it is when nothing passes any more. The one's make no flapping of the other.
    enum class Whose
    {
        Tunnel,
        Target, ///< other targets answer
        Change, ///< of the configuration, that was asked for: it never makes flapping
    };
    [[nodiscard]] QList<TunnelEvent> add(const Sample &sample, Whose whose = Whose::Tunnel);
    /// A break that another run told and saw no end of: if it passes at the first look, it is back.
    void setPast(const TunnelEvent &broke) { m_past = broke.since; }

    [[nodiscard]] TunnelState state() const { return m_state; }
    /// When it came to be so.
    [[nodiscard]] QDateTime since() const { return m_since; }
    /// It was so when it was first looked at: since() is when that was, and nobody knows how long before.
    [[nodiscard]] bool isSinceFirstLook() const { return m_isSinceFirstLook; }
    /// The next sample should not wait for its turn.
    [[nodiscard]] bool isInDoubt() const;
    [[nodiscard]] bool isFlapping() const { return m_isFlapping; }
    /// Breaks of this bout of flapping, or of the last ten minutes.
    [[nodiscard]] int breaks() const;

private:
    /// Probes with the same outcome, one after the other.
    struct Run
    {
        int probes = 0;
        int samples = 0;
        QDateTime first;
        QDateTime last;

        void add(int count, const QDateTime &time);
    };
    struct Counted
    {
        QDateTime time;
        int made = 0;
        int answered = 0;
    };

    struct Break
    {
        QDateTime time;
        Whose whose = Whose::Tunnel;
    };
    void followClock(const QDateTime &time);
    void weigh(const Sample &sample);
    [[nodiscard]] bool isInGrace(const QDateTime &time) const;
    [[nodiscard]] bool hasBroken(const Sample &sample) const;
    void broke(const QDateTime &time, Whose whose);
    void back(const QDateTime &time);
    void firstUp(const QDateTime &time);
    void judgeLoss(const QDateTime &time);
    void judgeFlapping(const QDateTime &time);
    void judgeOutage(const QDateTime &time);
    void judgeKeys(const Sample &sample);
    void enter(TunnelState state, const QDateTime &since);
    void tell(TunnelEvent event);

    TunnelState m_state = TunnelState::Unknown;
    QDateTime m_since;
    bool m_isSinceFirstLook = true;
    QDateTime m_last;       ///< time of the last sample
    QDateTime m_graceUntil; ///< invalid: no gap
    QDateTime m_probed;     ///< time of the last sample with a probe
    Run m_lost;
    Run m_answered;
    std::deque<Counted> m_recent; ///< the last two minutes
    std::deque<Break> m_breaks;
    bool m_isFlapping = false;
    Whose m_flapping = Whose::Tunnel;
    QDateTime m_flappingSince;
    QDateTime m_flappingTold;
    int m_flaps = 0;
    QDateTime m_past;               ///< since when it was down in another run; invalid: it was not
    bool m_isOutageTold = false;    ///< the break at hand, though it flaps: it lasts, or is of the other kind
    std::optional<Sample> m_before; ///< the last one that was up on both ends
    QList<TunnelEvent> m_events;    ///< of the sample at hand
};

} // namespace skybro::tunnel
