#pragma once

#include "models/base/job.h"

#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace skybro {

/// One call that takes too long for the GUI thread (files, parsing), made in a thread of the pool. Cancelled
/// or destroyed, its result is dropped; the call itself runs to its end, so it must own all it touches.
template <typename T>
class PoolJob : public JobOf<T>
{
public:
    using Work = std::function<Result<T>()>;

    explicit PoolJob(Work work, QObject *parent = nullptr)
        : JobOf<T>(parent)
        , m_work(std::move(work))
    {
    }

protected:
    void begin() override
    {
        auto *relay = new QObject; // lives in this thread until the result came back through it
        QThreadPool::globalInstance()->start(
            [relay, guard = QPointer<QObject>(this), job = this, work = std::move(m_work)]() mutable {
                std::shared_ptr<Result<T>> result;
                {
                    const Work own = std::move(work); // gone with what it shares before the result is told
                    result = std::make_shared<Result<T>>(own());
                }
                QMetaObject::invokeMethod(
                    relay,
                    [relay, guard = std::move(guard), job, result = std::move(result)] {
                        relay->deleteLater();
                        if (guard)
                            job->finish(std::move(*result));
                    },
                    Qt::QueuedConnection);
            });
    }

private:
    Work m_work;
};

} // namespace skybro
