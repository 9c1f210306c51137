#include "models/fleet/refresher.h"

#include "models/azure/armclient.h"
#include "models/azure/offthread.h"
#include "models/base/log.h"
#include "models/fleet/fleetquery.h"
#include "models/fleet/pricebook.h"

#include <algorithm>

namespace skybro::fleet {

namespace {
constexpr qsizetype joinInlineUpTo = 300; // about a millisecond's work
using std::chrono::milliseconds;
} // namespace

Refresher::Refresher(Fleet *fleet, azure::ArmClient *client, PriceBook *prices, FleetScope scope,
                     RefreshPolicy policy, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_client(client)
    , m_prices(prices)
    , m_scope(std::move(scope))
    , m_policy(policy)
    , m_inventory(std::make_shared<Inventory>())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Refresher::ask);
    connect(fleet, &Fleet::refreshWanted, this, &Refresher::refreshNow);
    connect(fleet, &Fleet::watchedChanged, this, [this](bool watched) {
        const bool old = m_lastAsk.isValid() && m_lastAsk.hasExpired(m_policy.atRest.count());
        if (m_running && !m_busy && m_failures == 0)
            schedule(watched && old ? milliseconds(0) : interval());
    });
    connect(fleet, &Fleet::changed, this, [this] { m_lastChange.start(); });
    if (prices)
        connect(prices, &PriceBook::changed, this, &Refresher::reprice);
}

Refresher::~Refresher() = default;

void Refresher::start()
{
    if (m_running)
        return;
    m_running = true;
    m_due = m_parts;
    ask();
}

void Refresher::stop()
{
    m_running = false;
    m_timer.stop();
    if (m_query)
        m_query->cancel();
}

void Refresher::refreshNow()
{
    m_due = m_parts;
    if (m_running && !m_busy)
        ask();
}

void Refresher::askSoon()
{
    m_isWantedSoon = true;
    if (m_running && !m_busy && m_failures == 0)
        schedule(interval());
}

void Refresher::setHurried(bool hurried)
{
    if (m_hurried == hurried)
        return;
    m_hurried = hurried;
    m_lastChange.start();
    if (m_running && !m_busy && m_failures == 0)
        schedule(interval());
}

void Refresher::ask()
{
    m_timer.stop();
    if (!m_running)
        return;
    if (!m_inventoryAge.isValid() || m_inventoryAge.hasExpired(m_policy.inventory.count()))
        m_due = m_parts;
    m_isWantedSoon = false;
    const Parts parts = m_due | States;
    m_due = {};
    m_busy = true;
    m_lastAsk.start();
    Freshness freshness = m_fleet->freshness();
    freshness.refreshing = true;
    freshness.nextTry = {};
    m_fleet->setFreshness(freshness);

    const quint64 asked = ++m_asks;
    m_query = new FleetQuery(m_client, m_scope.subscription, parts, this);
    m_query->setDeadline(m_policy.deadline);
    connect(m_query, &Job::finished, this, [this, asked, parts] { queryEnded(asked, parts); });
    m_query->start();
}

void Refresher::queryEnded(quint64 asked, Parts parts)
{
    if (!m_running) {
        m_busy = false;
        return;
    }
    if (const auto error = m_query->error()) {
        m_busy = false;
        m_due |= parts;
        noteFailure(*error);
        return;
    }
    FleetAnswer answer = m_query->takeResult().value();
    m_leastWait = answer.statePages * m_policy.perPage;
    if (parts == Parts(States)) // a round that signed in or asked for everything says nothing of the next
        m_leastWait = std::max(m_leastWait, milliseconds(m_lastAsk.elapsed()));
    if (answer.lists.hasInventory())
        m_inventoryAge.start();
    Freshness freshness = m_fleet->freshness();
    if (answer.addressProblem && !freshness.problem)
        freshness.problemSince = m_client->context().clock();
    // Addresses are not asked with every round: their problem stands until they are.
    if (parts & Addresses || m_failures > 0)
        freshness.problem = answer.addressProblem;
    m_fleet->setFreshness(freshness);
    join(asked, std::move(answer.lists));
}

void Refresher::join(quint64 asked, FleetLists lists)
{
    const bool isLarge = std::max(lists.longest(), m_inventory->machines.size()) > joinInlineUpTo;
    struct Joined
    {
        std::shared_ptr<const Inventory> inventory;
        NodeJoin nodes;
    };
    auto work = [lists = std::move(lists), scope = m_scope, inventory = m_inventory,
                 before = m_fleet->nodes(), prices = m_prices ? m_prices->table() : PriceTable(),
                 now = m_client->context().clock()]() mutable {
        if (lists.hasInventory())
            inventory = std::make_shared<const Inventory>(updated(*inventory, lists));
        NodeJoin nodes = joinNodes(scope, *inventory, *lists.states, before, prices, now);
        return Joined{std::move(inventory), std::move(nodes)};
    };
    const auto done = [this, asked](const Joined &result) {
        m_inventory = result.inventory;
        joined(asked, result.nodes);
    };
    if (isLarge)
        azure::runOffThread(this, std::move(work), done);
    else
        done(work());
}

void Refresher::joined(quint64 asked, const NodeJoin &result)
{
    m_busy = false;
    m_failures = 0;
    m_unknown = result.unknown;
    m_fleet->setNodes(result.nodes);
    if (m_prices)
        m_prices->want(m_fleet->nodes());

    Freshness freshness = m_fleet->freshness();
    freshness.asOf = m_client->context().clock();
    freshness.refreshing = false;
    if (!freshness.problem)
        freshness.problemSince = {};
    m_fleet->setFreshness(freshness);
    // A machine may be missing from one list for a moment; asked once per whenUnknown, not in a circle.
    const bool mayAskInventory = m_inventoryAge.hasExpired(m_policy.whenUnknown.count());
    if (result.inventoryIsOld && (m_parts & Machines) && mayAskInventory)
        m_due = m_parts;
    emit answered(asked);
    if (m_running && !m_busy)
        schedule(interval());
}

void Refresher::noteFailure(const Error &error)
{
    ++m_failures;
    log::warning("fleet", "nodes not refreshed: {}", error.text);
    const milliseconds cap = m_hurried ? m_policy.backoffCap / 8 : m_policy.backoffCap;
    const milliseconds backoff = m_policy.backoffBase * (1 << std::min(m_failures - 1, 10));
    Freshness freshness = m_fleet->freshness();
    if (!freshness.problem || !freshness.problemSince.isValid())
        freshness.problemSince = m_client->context().clock();
    freshness.problem = error;
    freshness.refreshing = false;
    freshness.nextTry =
        startTimer(std::max(std::min(backoff, cap), error.retryAfter.value_or(milliseconds(0))));
    m_fleet->setFreshness(freshness); // whole: nobody sees a problem without its next try
    emit failed(error);
}

milliseconds Refresher::interval() const
{
    milliseconds wait = m_fleet->isWatched() ? m_policy.atRest : m_policy.unwatched;
    if (m_unknown > 0 || m_due)
        wait = std::min(wait, m_policy.whenUnknown);
    if (m_hurried) {
        const milliseconds quiet(m_lastChange.isValid() ? m_lastChange.elapsed() : 0);
        wait = std::clamp(quiet / 8, m_policy.hurried, m_policy.hurriedSlow);
        wait = std::max(wait, m_leastWait); // a slow or long list is asked less often
    }
    if (m_isWantedSoon)
        wait = std::min(wait, std::max(m_policy.hurried, m_leastWait));
    return wait;
}

QDateTime Refresher::startTimer(milliseconds delay)
{
    m_timer.start(delay);
    return m_client->context().clock().addMSecs(delay.count());
}

void Refresher::schedule(milliseconds delay)
{
    Freshness freshness = m_fleet->freshness();
    freshness.nextTry = startTimer(delay);
    m_fleet->setFreshness(freshness);
}

void Refresher::reprice()
{
    m_fleet->setPrices([&table = m_prices->table()](const Node &node) { return table.priceOf(node); });
}

} // namespace skybro::fleet
