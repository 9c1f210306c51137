#pragma once

#include "ui/tunnel/tunnelservices.h"

#include <QObject>

namespace skybro::ui {

class WorkStrip;

/// Takes back the last change of both ends: asks them what that would change, lets it be seen, asks the user.
class TakeBack : public QObject
{
    Q_OBJECT

public:
    /// `strip` outlives it.
    TakeBack(TunnelServices services, WorkStrip *strip, QObject *parent = nullptr);

    void start(const ConfigWishes &wishes);

signals:
    /// It is asked whether this is to be done.
    void planned(const QString &summary, const QByteArrayList &diff);
    /// It was done, or could not be, or the user does not want it.
    void ended();

private:
    void ask(tunnel::RollbackPlan plan);
    void run(bool force);

    TunnelServices m_services;
    WorkStrip *m_strip;
    ConfigWishes m_wishes;
    std::optional<tunnel::RollbackPlan> m_plan; ///< that the user is asked about
};

} // namespace skybro::ui
