#pragma once

#include "models/tunnel/ends/tunnelcontroljob.h"
#include "ui/tunnel/tunnelservices.h"

#include <QObject>

namespace skybro::ui {

class WorkStrip;

/// Does what the doctor advises, where it can be done from here; else names the place where the user can.
class Mender : public QObject
{
    Q_OBJECT

public:
    /// `strip` outlives it; `services` has a monitor.
    Mender(TunnelServices services, WorkStrip *strip, QObject *parent = nullptr);

    /// Of the button for the finding that is first now; empty: there is nothing to be done from here.
    [[nodiscard]] QString text() const;
    void mend();

signals:
    void mending(bool isMending); ///< something is being done on the gateway
    void askWanted();
    void evidenceWanted();
    void eventsWanted();
    void configurationWanted(bool newKey);
    void linkActivated(const QString &page, const QString &target);

private:
    void ask(tunnel::ControlAction action);
    void control(tunnel::ControlAction action);
    [[nodiscard]] const tunnel::TunnelNow &now() const { return m_services.monitor->now(); }

    TunnelServices m_services;
    WorkStrip *m_strip;
};

} // namespace skybro::ui
