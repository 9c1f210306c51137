#pragma once

#include "models/fleet/fleet.h"

#include <QWidget>

class QLabel;

namespace skybro::ui {

class AgeLabel;

/// The foot of the Nodes page: how many in which state, what they cost now, how old the picture is.
class NodesFooter : public QWidget
{
    Q_OBJECT

public:
    /// `fleet` outlives it.
    explicit NodesFooter(fleet::Fleet *fleet, QWidget *parent = nullptr);

    /// Shown in front of the counts: how many rows are selected, or what was just asked for.
    void setNotice(const QString &notice);

private:
    void tell();
    void tellAge();

    fleet::Fleet *m_fleet;
    QLabel *m_notice;
    QLabel *m_counts;
    QLabel *m_cost;
    AgeLabel *m_age;
};

} // namespace skybro::ui
