#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace skybro::azure {

/// Runs `work()` on a pool thread, then `done(result)` in the calling thread, if `context` still lives by
/// then. `work` must own all it touches.
template <typename Work, typename Done>
void runOffThread(const QObject *context, Work work, Done done)
{
    auto *relay = new QObject; // lives in the calling thread until the result came back through it
    QThreadPool::globalInstance()->start([relay, guard = QPointer<const QObject>(context),
                                          work = std::move(work), done = std::move(done)]() mutable {
        std::shared_ptr<decltype(work())> result;
        {
            Work own = std::move(work); // gone with what it shares before the result is told, or the other
            result = std::make_shared<decltype(work())>(own()); // thread would copy before it writes
        }
        QMetaObject::invokeMethod(
            relay,
            [relay, guard = std::move(guard), result = std::move(result), done = std::move(done)]() mutable {
                relay->deleteLater();
                if (guard)
                    done(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

} // namespace skybro::azure
