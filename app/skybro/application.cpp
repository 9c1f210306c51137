#include "app/skybro/application.h"

#include "models/base/log.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>

#include <ctime>

namespace skybro::console {

namespace {
constexpr qint64 frameMs = 16;

/// Milliseconds of the processor that this thread had; what else the machine does is no part of them.
qint64 threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}
} // namespace

bool Application::notify(QObject *receiver, QEvent *event)
{
    const bool watched = m_depth == 0 && log::level() <= log::Level::Debug;
    const QEvent::Type type = event->type(); // the event may be gone afterwards, and so may the receiver
    const QByteArray className = watched ? receiver->metaObject()->className() : "";
    QElapsedTimer timer;
    if (watched)
        timer.start();
    const qint64 cpu = watched ? threadCpuMs() : 0;
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    if (!m_painted && type == QEvent::Paint) {
        m_painted = true;
        log::info("console", "First paint");
    }
    if (watched && timer.elapsed() > frameMs)
        log::debug("console", "GUI thread busy for {} ms, {} of the processor: {} to {}", timer.elapsed(),
                   threadCpuMs() - cpu, QMetaEnum::fromType<QEvent::Type>().valueToKey(type),
                   className.constData());
    return handled;
}

} // namespace skybro::console
