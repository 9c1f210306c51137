#include "models/playbook/run/events.h"

#include <algorithm>

namespace skybro::playbook {

namespace {

constexpr int milliseconds = 50;

} // namespace

Events::Events(Masks &masks)
    : m_masks(masks)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout([this] { flush(); });
}

void Events::add(RunEvent event)
{
    event.time = QDateTime::currentDateTimeUtc();
    if (!m_masks.isEmpty())
        mask(event);
    m_waiting.append(std::move(event));
    if (m_timer.isActive())
        return;
    const qint64 passed = m_sinceLast.isValid() ? m_sinceLast.elapsed() : milliseconds;
    m_timer.start(static_cast<int>(std::clamp<qint64>(milliseconds - passed, 0, milliseconds)));
}

void Events::notice(const QString &text, const QString &host, const Mark &mark)
{
    RunEvent event;
    event.kind = RunEvent::Kind::Notice;
    event.text = text;
    event.host = host;
    event.mark = mark;
    add(std::move(event));
}

void Events::flush()
{
    m_timer.stop();
    if (m_waiting.isEmpty())
        return;
    m_sinceLast.start();
    const QList<RunEvent> batch = std::exchange(m_waiting, {});
    if (deliver)
        deliver(batch);
}

void Events::mask(RunEvent &event) const
{
    event.text = m_masks.mask(event.text);
    event.result = m_masks.mask(event.result);
    for (Diff &diff : event.diffs) {
        diff.before = m_masks.mask(diff.before);
        diff.after = m_masks.mask(diff.after);
        diff.beforeHeader = m_masks.mask(diff.beforeHeader);
        diff.afterHeader = m_masks.mask(diff.afterHeader);
    }
}

} // namespace skybro::playbook
