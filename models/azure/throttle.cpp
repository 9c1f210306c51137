#include "models/azure/throttle.h"

#include <QElapsedTimer>

#include <algorithm>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

/// Between two grants from an empty bucket: the speed at which Azure refills it.
qint64 pacing(QStringView bucket)
{
    if (bucket == u"reads")
        return 40; // 25 a second
    if (bucket == u"writes" || bucket == u"deletes")
        return 100; // 10 a second
    if (bucket == u"compute/list")
        return 200; // 300 a minute
    return 120;     // 500 a minute
}

constexpr std::chrono::milliseconds defaultPause{10'000}; // a 429 without Retry-After

qint64 systemTicks()
{
    static const QElapsedTimer timer = [] {
        QElapsedTimer t;
        t.start();
        return t;
    }();
    return timer.elapsed();
}

std::optional<int> readRemaining(const QByteArray &text)
{
    bool ok = false;
    const int number = text.trimmed().toInt(&ok);
    return ok && number >= 0 ? std::optional(number) : std::nullopt;
}

/// "Microsoft.Compute/HighCostGet3Min;159,Microsoft.Compute/HighCostGet30Min;1199": the least of them.
std::optional<int> readLeastRemaining(const QByteArray &text)
{
    std::optional<int> least;
    for (const QByteArray &part : text.split(',')) {
        const auto number = readRemaining(part.mid(part.lastIndexOf(';') + 1));
        if (number)
            least = least ? std::min(*least, *number) : number;
    }
    return least;
}

} // namespace

Throttle::Ticket::~Ticket()
{
    if (m_throttle)
        m_throttle->leave(m_id);
}

Throttle::Throttle(QObject *parent)
    : QObject(parent)
    , m_ticks(systemTicks)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Throttle::pump);
}

std::unique_ptr<Throttle::Ticket> Throttle::enter(QStringList buckets, std::function<void()> granted)
{
    const quint64 id = m_nextId++;
    m_queues[buckets].push_back(id);
    m_entries.insert(id, {std::move(buckets), std::move(granted), false});
    ++m_queuedCount;
    pump();
    noteChange();
    return std::unique_ptr<Ticket>(new Ticket(this, id));
}

void Throttle::leave(quint64 id)
{
    const Entry entry = m_entries.take(id);
    if (entry.isGranted) {
        --m_inFlight;
        for (const QString &bucket : entry.buckets)
            --m_buckets[bucket].inFlight;
        pump();
    } else {
        auto &queue = m_queues[entry.buckets];
        std::erase(queue, id);
        if (queue.empty())
            m_queues.remove(entry.buckets);
        --m_queuedCount;
    }
    noteChange();
}

qint64 Throttle::openAt(const QStringList &buckets) const
{
    qint64 latest = 0;
    for (const QString &bucket : buckets)
        latest = std::max(latest, m_buckets.value(bucket).openAt);
    return latest;
}

void Throttle::pump()
{
    const qint64 now = m_ticks();
    while (m_inFlight < m_maxInFlight && !m_queues.isEmpty()) {
        std::optional<quint64> next;
        qint64 earliest = std::numeric_limits<qint64>::max();
        for (auto it = m_queues.cbegin(); it != m_queues.cend(); ++it) {
            const qint64 at = openAt(it.key());
            earliest = std::min(earliest, at);
            if (at <= now && (!next || it->front() < *next))
                next = it->front();
        }
        if (!next) {
            m_timer.start(static_cast<int>(std::clamp<qint64>(earliest - now, 1, 60'000)));
            return;
        }
        grant(*next);
    }
}

void Throttle::grant(quint64 id)
{
    Entry &entry = m_entries[id];
    auto &queue = m_queues[entry.buckets];
    queue.pop_front();
    if (queue.empty())
        m_queues.remove(entry.buckets);
    entry.isGranted = true;
    --m_queuedCount;
    ++m_inFlight;
    const qint64 now = m_ticks();
    for (const QString &name : std::as_const(entry.buckets)) {
        Bucket &bucket = m_buckets[name];
        ++bucket.inFlight;
        if (!bucket.remaining)
            continue;
        bucket.remaining = std::max(0, *bucket.remaining - 1);
        if (*bucket.remaining == 0)
            bucket.openAt = std::max(bucket.openAt, now + pacing(name));
    }
    noteChange();
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            const auto it = m_entries.constFind(id);
            if (it == m_entries.cend())
                return;
            const auto granted = it->granted; // a copy: the callee may give up its ticket
            granted();
        },
        Qt::QueuedConnection);
}

void Throttle::setRemaining(const QString &name, int told)
{
    Bucket &bucket = m_buckets[name];
    // Those still under way have not been counted by Azure yet; the one that answered has.
    bucket.remaining = std::max(0, told - std::max(0, bucket.inFlight - 1));
}

void Throttle::pause(const QString &name, std::chrono::milliseconds wait)
{
    Bucket &bucket = m_buckets[name];
    bucket.openAt = std::max(bucket.openAt, m_ticks() + wait.count());
    bucket.remaining = 0; // afterwards one by one, until Azure says there is more
}

bool Throttle::answered(const QStringList &buckets, const HttpResponse &response)
{
    if (buckets.isEmpty())
        return false;
    const bool hasOwn = buckets.size() > 1; // beside the subscription's, which comes first
    std::optional<int> ofSubscription;
    std::optional<int> ofOwn;
    for (const auto &[name, value] : response.headers) {
        const QByteArray key = name.toLower();
        if (key.startsWith("x-ms-ratelimit-remaining-subscription-") ||
            key.startsWith("x-ms-ratelimit-remaining-tenant-")) {
            // "…-reads", "…-global-reads", "…-resource-requests": of interest is this request's own sort.
            if (QString::fromLatin1(key.mid(key.lastIndexOf('-') + 1)) == buckets.first())
                ofSubscription = readRemaining(value);
        } else if (key == "x-ms-ratelimit-remaining-resource" && hasOwn) {
            ofOwn = readLeastRemaining(value);
        }
    }
    if (ofSubscription)
        setRemaining(buckets.first(), *ofSubscription);
    if (ofOwn)
        setRemaining(buckets.last(), *ofOwn);

    bool paused = false;
    if (response.status == 429 && !response.body.contains("RetryableErrorDueToAnotherOperation")) {
        const bool bySubscription =
            !hasOwn || ofSubscription == 0 || response.body.contains("SubscriptionRequestsThrottled");
        const bool byOneMachine = !bySubscription && ofOwn.value_or(0) > 0;
        if (!byOneMachine) {
            pause(bySubscription ? buckets.first() : buckets.last(),
                  retryAfter(response.headers).value_or(defaultPause));
            paused = true;
            noteChange();
        }
    }
    pump();
    return paused;
}

QDateTime Throttle::waitingUntil() const
{
    const qint64 now = m_ticks();
    qint64 earliest = std::numeric_limits<qint64>::max();
    for (auto it = m_queues.cbegin(); it != m_queues.cend(); ++it)
        earliest = std::min(earliest, openAt(it.key()));
    if (m_queues.isEmpty() || earliest <= now)
        return {};
    return QDateTime::currentDateTimeUtc().addMSecs(earliest - now);
}

void Throttle::noteChange()
{
    if (m_changeNoted)
        return;
    m_changeNoted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_changeNoted = false;
            emit changed();
        },
        Qt::QueuedConnection);
}

} // namespace skybro::azure
