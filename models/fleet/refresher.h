#pragma once

#include "models/base/clock.h"
#include "models/fleet/fleet.h"
#include "models/fleet/nodejoin.h"

#include <QFlags>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>

namespace skybro::azure {
class ArmClient;
}

namespace skybro::fleet {

class FleetQuery;
class PriceBook;

/// How often Azure is asked. Defaults keep far below its limits (300 lists a minute); tests shorten them.
struct RefreshPolicy
{
    std::chrono::milliseconds hurried{400};        ///< while something changes: states only
    std::chrono::milliseconds hurriedSlow{5'000};  ///< the same, when nothing has moved for a while
    std::chrono::milliseconds perPage{250};        ///< never faster than this for each page of the list
    std::chrono::milliseconds atRest{60'000};      ///< states only
    std::chrono::milliseconds unwatched{300'000};  ///< when nobody looks
    std::chrono::milliseconds inventory{300'000};  ///< age at which machines and addresses are asked anew
    std::chrono::milliseconds whenUnknown{3'000};  ///< a node's state was missing: again after this
    std::chrono::milliseconds backoffBase{2'000};  ///< after the first failure; doubles with each
    std::chrono::milliseconds backoffCap{300'000}; ///< at rest; an eighth of it while something changes
    std::chrono::milliseconds deadline{120'000};   ///< of one round of questions
};

/// Keeps a Fleet as Azure has it, with few requests: one list of states often, the lists of machines,
/// interfaces and public addresses rarely. Never one request per node.
///
/// On errors the old values stay, and Freshness says what is wrong and when it tries again. GUI thread only;
/// all pointers outlive it.
class Refresher : public QObject
{
    Q_OBJECT

public:
    enum Part
    {
        States = 1,
        Machines = 2,
        Addresses = 4,
        Everything = States | Machines | Addresses
    };
    Q_DECLARE_FLAGS(Parts, Part)

    Refresher(Fleet *fleet, azure::ArmClient *client, PriceBook *prices, FleetScope scope,
              RefreshPolicy policy = {}, QObject *parent = nullptr);
    ~Refresher() override;

    /// What is asked at all; Everything by default. Before start().
    void setParts(Parts parts) { m_parts = parts; }
    /// Asks at once, then by itself.
    void start();
    void stop();
    /// Everything, now.
    void refreshNow();
    /// States once more, in a moment: something changed that is not ours.
    void askSoon();
    /// While true, states are asked every moment.
    void setHurried(bool hurried);

    /// Number of the next question on states. An answer numbered so or higher was asked for after now.
    [[nodiscard]] quint64 nextAsk() const { return m_asks + 1; }

signals:
    /// The fleet holds the answer on all states to question number `ask`.
    void answered(quint64 ask);
    /// A round failed; Freshness has the same error.
    void failed(const skybro::Error &error);

private:
    void ask();
    void queryEnded(quint64 asked, Parts parts);
    void join(quint64 asked, FleetLists lists);
    void joined(quint64 asked, const NodeJoin &result);
    void noteFailure(const Error &error);
    void schedule(std::chrono::milliseconds delay);
    [[nodiscard]] QDateTime startTimer(std::chrono::milliseconds delay);
    void reprice();
    [[nodiscard]] std::chrono::milliseconds interval() const;

    Fleet *m_fleet;
    azure::ArmClient *m_client;
    PriceBook *m_prices;
    FleetScope m_scope;
    RefreshPolicy m_policy;
    Parts m_parts = Everything;
    Parts m_due = Everything;
    QTimer m_timer;
    QPointer<FleetQuery> m_query;
    std::shared_ptr<const Inventory> m_inventory;
    QElapsedTimer m_inventoryAge;
    QElapsedTimer m_lastChange;
    QElapsedTimer m_lastAsk;
    quint64 m_asks = 0;
    int m_failures = 0;
    int m_unknown = 0;
    std::chrono::milliseconds m_leastWait{0}; ///< between two questions on states
    bool m_running = false;
    bool m_busy = false; ///< a round is under way, its joining included
    bool m_hurried = false;
    bool m_isWantedSoon = false;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Refresher::Parts)

} // namespace skybro::fleet
