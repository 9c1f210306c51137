#pragma once

#include "models/topology/topologyfeed.h"

#include <QGraphicsScene>
#include <QHash>

#include <memory>

namespace skybro::ui {

class PlacePainter;

/// The picture of the networks as graphics items: one for each place and each line between two. A new picture
/// of the same layout changes only what is said in it.
class TopologyScene : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit TopologyScene(QObject *parent = nullptr);
    ~TopologyScene() override;

    void setPicture(const std::shared_ptr<const topology::Picture> &picture);
    [[nodiscard]] const std::shared_ptr<const topology::Picture> &picture() const { return m_picture; }
    [[nodiscard]] const PlacePainter *painter() const { return m_painter.get(); }

    /// Where a place is; empty when there is none of that id.
    [[nodiscard]] QRectF areaOf(const QString &id) const;
    /// The place there, or the line; empty: none.
    [[nodiscard]] QString idAt(QPointF point) const;
    /// The place that is marked; empty: none.
    [[nodiscard]] QString current() const { return m_current; }
    void setCurrent(const QString &id);

signals:
    void currentChanged(const QString &id);
    /// A double click.
    void activated(const QString &id);

protected:
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;

private:
    class Item;

    std::shared_ptr<const topology::Picture> m_picture;
    std::unique_ptr<PlacePainter> m_painter;
    QHash<QString, Item *> m_items;
    QString m_current;
};

} // namespace skybro::ui
