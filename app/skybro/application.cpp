#include "app/skybro/application.h"

#include "models/base/log.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>

namespace skybro::console {

namespace {
constexpr qint64 frameMs = 16;
}

bool Application::notify(QObject *receiver, QEvent *event)
{
    const bool watched = m_depth == 0 && log::level() <= log::Level::Debug;
    const QEvent::Type type = event->type(); // the event may be gone afterwards, and so may the receiver
    const QByteArray className = watched ? receiver->metaObject()->className() : "";
    QElapsedTimer timer;
    if (watched)
        timer.start();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    if (!m_painted && type == QEvent::Paint) {
        m_painted = true;
        log::info("console", "First paint");
    }
    if (watched && timer.elapsed() > frameMs)
        log::debug("console", "GUI thread busy for {} ms: {} to {}", timer.elapsed(),
                   QMetaEnum::fromType<QEvent::Type>().valueToKey(type), className.constData());
    return handled;
}

} // namespace skybro::console
