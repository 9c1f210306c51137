#pragma once

#include "models/azure/http.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace skybro::azure {

/// Lets requests go no faster than Azure takes them, and shows who waits.
///
/// Every request names the buckets Azure will draw from ("reads", "compute/start"). A request goes when fewer
/// than maxInFlight are out and none of its buckets is paused or empty. What the answers say
/// (x-ms-ratelimit-remaining-*, 429 with Retry-After) fills and pauses the buckets. A bucket that is empty
/// is not closed but paced at the speed Azure refills it. Nothing is ever dropped: a request leaves only when
/// its ticket is destroyed.
/// Limits: learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling and
/// learn.microsoft.com/troubleshoot/azure/virtual-machines/troubleshooting-throttling-errors.
/// Thread: the one that made it.
class Throttle : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds that never go back; replaceable in tests.
    using Ticks = std::function<qint64()>;

    /// A place in the queue, then a slot; giving it up frees either.
    class Ticket
    {
    public:
        ~Ticket();
        Q_DISABLE_COPY_MOVE(Ticket)

    private:
        friend class Throttle;
        Ticket(Throttle *throttle, quint64 id)
            : m_throttle(throttle)
            , m_id(id)
        {
        }
        QPointer<Throttle> m_throttle;
        quint64 m_id;
    };

    explicit Throttle(QObject *parent = nullptr);

    void setMaxInFlight(int count) { m_maxInFlight = count; } ///< default 40
    void setTicks(Ticks ticks) { m_ticks = std::move(ticks); }

    /// Calls `granted` from the event loop as soon as the request may go, while the ticket lives.
    [[nodiscard]] std::unique_ptr<Ticket> enter(QStringList buckets, std::function<void()> granted);
    /// What an answer says of the request's buckets. Call it before the ticket is given up. True when it
    /// paused one of them: then the queue is the place to wait. A 429 that leaves the buckets filled is about
    /// one machine only (12 at once, 4 a minute), and its request waits alone.
    bool answered(const QStringList &buckets, const HttpResponse &response);

    [[nodiscard]] int inFlight() const { return m_inFlight; }
    /// Requests that wait, for whatever reason.
    [[nodiscard]] int queued() const { return m_queuedCount; }
    /// When the first that wait for Azure may go (UTC), invalid when nobody waits for Azure's sake.
    [[nodiscard]] QDateTime waitingUntil() const;

signals:
    /// queued(), inFlight() or waitingUntil() changed. Gathered: at most once per turn of the event loop.
    void changed();

private:
    struct Bucket
    {
        qint64 openAt = 0;            ///< no grant before this tick
        std::optional<int> remaining; ///< as last told, less what was granted since
        int inFlight = 0;
    };
    struct Entry
    {
        QStringList buckets;
        std::function<void()> granted;
        bool isGranted = false;
    };
    void leave(quint64 id);
    void pump();
    void grant(quint64 id);
    void pause(const QString &bucket, std::chrono::milliseconds wait);
    void setRemaining(const QString &bucket, int told);
    [[nodiscard]] qint64 openAt(const QStringList &buckets) const;
    void noteChange();

    Ticks m_ticks;
    QTimer m_timer;
    QHash<quint64, Entry> m_entries;
    QMap<QStringList, std::deque<quint64>>
        m_queues; ///< by the buckets they share, each first come first served
    QHash<QString, Bucket> m_buckets;
    quint64 m_nextId = 1;
    int m_maxInFlight = 40;
    int m_inFlight = 0;
    int m_queuedCount = 0;
    bool m_changeNoted = false;
};

} // namespace skybro::azure
