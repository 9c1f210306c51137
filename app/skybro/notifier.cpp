#include "app/skybro/notifier.h"

#include "models/base/log.h"
#include "ui/common/tunneltexts.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace skybro::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tunnel::TunnelEvent;

Notifier::Notifier(tunnel::TunnelMonitor *monitor, QString site, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_site(std::move(site))
{
    constexpr auto patience = 5s;
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &Notifier::tellBreak);
    connect(monitor, &tunnel::TunnelMonitor::happened, this, &Notifier::take);
    connect(monitor, &tunnel::TunnelMonitor::sampled, this, [this] {
        if ((m_patience.isActive() || m_lacksCause) && !m_monitor->cause().isEmpty())
            tellBreak();
    });
}

void Notifier::take(const TunnelEvent &event)
{
    m_patience.stop(); // what comes now is newer than what was not told yet
    m_lacksCause = false;
    const QString body = ui::eventText(event);
    switch (event.kind) {
    case TunnelEvent::Kind::Broke:
        m_isWanted = event.fault == tunnel::changeFault;
        if (event.cause.isEmpty())
            m_patience.start();
        else
            tellBreak();
        break;
    case TunnelEvent::Kind::Flapping:
        tell((isTargetAlone(m_monitor->now())
                  ? tr("%1: %2 comes and goes").arg(m_site, m_monitor->now().probed)
                  : tr("%1: the tunnel flaps").arg(m_site)),
             body, true);
        break;
    case TunnelEvent::Kind::Back:
        if (event.lasted.count() > 0) // and was not merely seen for the first time
            tell((m_isTargetAlone ? tr("%1: %2 answers again").arg(m_site, m_monitor->now().probed)
                                  : tr("%1: the tunnel is back").arg(m_site)),
                 m_impairment.isEmpty()
                     ? body
                     : body + u' ' + tr("Before it broke: %1").arg(std::exchange(m_impairment, {})),
                 false);
        break;
    case TunnelEvent::Kind::Steady:
        tell(tr("%1: the tunnel is steady again").arg(m_site), body, false);
        break;
    case TunnelEvent::Kind::Impaired:
        m_impairment = body;
        tell(tr("%1: the tunnel is impaired").arg(m_site), body, true);
        break;
    case TunnelEvent::Kind::Repaired:
        m_impairment.clear();
        tell(tr("%1: the tunnel is impaired no longer").arg(m_site), body, false);
        break;
    case TunnelEvent::Kind::Degraded:
    case TunnelEvent::Kind::Eased:
    case TunnelEvent::Kind::Rekeyed:
        break;
    }
}

void Notifier::tellBreak()
{
    m_patience.stop();
    const QString cause = m_monitor->cause();
    m_lacksCause = cause.isEmpty();
    const QString body = ui::eventText({.kind = TunnelEvent::Kind::Broke,
                                        .time = {},
                                        .since = {},
                                        .cause = m_lacksCause ? m_monitor->guess() : cause});
    m_isTargetAlone = isTargetAlone(m_monitor->now());
    if (m_isTargetAlone)
        tell(tr("%1: %2 does not answer").arg(m_site, m_monitor->now().probed), body, false);
    else
        tell(tr("%1: the tunnel is down").arg(m_site), body, !m_isWanted);
}

void Notifier::tell(const QString &summary, const QString &body, bool isUrgent)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s,
                                                       u"/org/freedesktop/Notifications"_s,
                                                       u"org.freedesktop.Notifications"_s, u"Notify"_s);
    constexpr uchar normal = 1;
    constexpr uchar critical = 2; // stays until it is seen
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(isUrgent ? critical : normal)},
                            {u"desktop-entry"_s, u"io.github.skybro.skybro"_s}};
    constexpr int asTheDesktopDoes = -1;
    // The body may hold markup; ours holds none.
    call << u"Skybro"_s << m_shown << u"skybro"_s << summary << body.toHtmlEscaped() << QStringList() << hints
         << asTheDesktopDoes;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 5000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            m_shown = reply.value();
        else
            log::info("tunnel", "The desktop shows no notifications: {}", reply.error().message());
    });
}

} // namespace skybro::console
