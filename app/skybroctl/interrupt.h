#pragma once

#include <QObject>

namespace skybro::ctl {

/// SIGINT, SIGTERM and SIGHUP as a Qt signal, by way of a socket pair (signal-safety(7)). After so many as
/// are taken, the next one ends the process at once; the terminal is put back before.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    /// `taken`: how many of them are signalled.
    explicit Interrupt(int taken = 1, QObject *parent = nullptr);

signals:
    void received();
};

} // namespace skybro::ctl
