#pragma once

#include "models/tunnel/monitor/tunnelmonitor.h"

#include <QObject>
#include <QTimer>

namespace skybro::console {

/// Tells the desktop when the tunnel breaks and when it is back, by org.freedesktop.Notifications (Desktop
/// Notifications Specification 1.2), which GNOME, KDE and others serve. Where nobody serves it, nothing
/// happens. What flaps is told once, since TunnelEvents only counts from there on. A break is told once, too:
/// with its cause, for which it waits some seconds; what only is a guess then gives way to the cause.
class Notifier : public QObject
{
    Q_OBJECT

public:
    /// `monitor` outlives it, or goes with its owner.
    explicit Notifier(tunnel::TunnelMonitor *monitor, QString site, QObject *parent = nullptr);

private:
    void take(const tunnel::TunnelEvent &event);
    void tellBreak();
    void tell(const QString &summary, const QString &body, bool isUrgent);

    tunnel::TunnelMonitor *m_monitor;
    QString m_site;
    QTimer m_patience;            ///< runs while a break that is not told yet awaits its cause
    bool m_isTargetAlone = false; ///< what was told last: the tunnel itself was not down
    bool m_lacksCause = false;    ///< the break that is shown is still a guess, or less
    bool m_isWanted = false;      ///< the last break: a change of the configuration makes it
    QString m_impairment;         ///< told of, and not over since; Back must not hide it
    uint m_shown = 0;             ///< the desktop's number of the last one, which the next one replaces
};

} // namespace skybro::console
