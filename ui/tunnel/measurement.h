#pragma once

#include "ui/tunnel/tunnelservices.h"

#include <QObject>

namespace skybro::ui {

class WorkStrip;

/// Measures what the tunnel carries, after asking.
class Measurement : public QObject
{
    Q_OBJECT

public:
    /// `strip` outlives it; `services` has a monitor.
    Measurement(TunnelServices services, WorkStrip *strip, QObject *parent = nullptr);

    /// Why it can not be made now; empty: it can.
    [[nodiscard]] QString obstacle() const;
    void ask();

private:
    void measure();
    void measured(const Result<tunnel::Throughput> &result);

    TunnelServices m_services;
    WorkStrip *m_strip;
};

} // namespace skybro::ui
