#pragma once

#include "ui/topology/topologytreemodel.h"

#include <QSet>
#include <QTreeView>

namespace skybro::ui {

/// The tree, which keeps what is open and marked when the networks change.
class TopologyTree : public QTreeView
{
    Q_OBJECT

public:
    explicit TopologyTree(QWidget *parent = nullptr);

    void setTopology(const topology::Topology &topology);
    /// Opens what it lies in, and marks it. Nothing is marked where there is none of that id.
    void showPlace(const QString &id);
    /// The place that is marked; empty: none.
    [[nodiscard]] QString current() const;

signals:
    /// By the user or by showPlace(); not by what setTopology() restores.
    void placeChanged(const QString &id);
    /// Enter, or a double click.
    void placeActivated(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void openTop();

    TopologyTreeModel m_model;
    QSet<QString> m_closed; ///< what the user closed; Vnets begin open, subnets closed
    QSet<QString> m_opened;
    bool m_isRestoring = false;
    bool m_isDividing = false; ///< the columns, by itself …
    bool m_isDivided = false;  ///< … or for good, by the user
};

} // namespace skybro::ui
