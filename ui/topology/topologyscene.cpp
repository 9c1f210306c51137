#include "ui/topology/topologyscene.h"

#include "ui/common/theme.h"
#include "ui/topology/placepainter.h"

#include <QGraphicsItem>
#include <QGraphicsSceneMouseEvent>
#include <QPainter>

#include <variant>

namespace skybro::ui {

using namespace skybro::topology;

/// One place or line. It knows where it is; what it says is the painter's.
class TopologyScene::Item : public QGraphicsItem
{
public:
    Item(TopologyScene *scene, std::variant<LayoutItem, LayoutEdge> part)
        : m_owner(scene)
        , m_part(std::move(part))
    {
        // A tunnel ends at gateways, which lie in boxes.
        setZValue(std::holds_alternative<LayoutEdge>(m_part) ? 1 : 0);
    }

    [[nodiscard]] QString id() const
    {
        return std::visit([](const auto &part) { return part.id; }, m_part);
    }
    /// What is looked at of it: a line's middle may be far from what is told of it.
    [[nodiscard]] QRectF area() const
    {
        const auto *edge = std::get_if<LayoutEdge>(&m_part);
        return edge ? QRectF(edge->label, QSizeF(0, 0)).adjusted(-90, -50, 90, 50) : boundingRect();
    }
    QRectF boundingRect() const override
    {
        return std::visit([](const auto &part) { return PlacePainter::reach(part); }, m_part);
    }
    QPainterPath shape() const override
    {
        QPainterPath path;
        const auto *edge = std::get_if<LayoutEdge>(&m_part);
        if (!edge) {
            path.addRect(boundingRect());
            return path;
        }
        path.addPolygon(edge->points);
        QPainterPathStroker wide;
        wide.setWidth(14); // as thick as a pointer needs it
        return wide.createStroke(path);
    }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        std::visit([&](const auto &part) { m_owner->painter()->paint(*painter, part); }, m_part);
        if (m_owner->current() != id())
            return;
        QPen pen(toneColor(Tone::Accent), 2);
        pen.setCosmetic(true);
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        if (const auto *place = std::get_if<LayoutItem>(&m_part))
            painter->drawRoundedRect(place->rect.adjusted(-1, -1, 1, 1), 10, 10);
        else
            painter->drawPath(shape());
    }

private:
    TopologyScene *m_owner;
    std::variant<LayoutItem, LayoutEdge> m_part;
};

TopologyScene::TopologyScene(QObject *parent)
    : QGraphicsScene(parent)
{
}

TopologyScene::~TopologyScene() = default;

void TopologyScene::setPicture(const std::shared_ptr<const Picture> &picture)
{
    const bool isSame = m_picture && m_picture->layout == picture->layout;
    m_picture = picture;
    m_painter = std::make_unique<PlacePainter>(picture);
    if (!isSame) {
        clear();
        m_items.clear();
        for (const LayoutEdge &edge : picture->layout.edges)
            m_items.insert(edge.id, new Item(this, edge));
        for (const LayoutItem &item : picture->layout.items)
            m_items.insert(item.id, new Item(this, item));
        // In the layout's order: what lies in a box is drawn after it.
        for (const LayoutEdge &edge : picture->layout.edges)
            addItem(m_items.value(edge.id));
        for (const LayoutItem &item : picture->layout.items)
            addItem(m_items.value(item.id));
        setSceneRect(picture->layout.bounds);
    }
    for (auto it = m_items.cbegin(); it != m_items.cend(); ++it)
        it.value()->setToolTip(m_painter->toolTip(it.key()));
    if (!m_items.contains(m_current))
        setCurrent({});
    update();
}

QRectF TopologyScene::areaOf(const QString &id) const
{
    const Item *item = m_items.value(id);
    return item ? item->area() : QRectF();
}

void TopologyScene::setCurrent(const QString &id)
{
    const QString known = m_items.contains(id) ? id : QString();
    if (known == m_current)
        return;
    for (const QString &touched : {m_current, known}) {
        if (QGraphicsItem *item = m_items.value(touched))
            item->update();
    }
    m_current = known;
    emit currentChanged(known);
}

QString TopologyScene::idAt(QPointF point) const
{
    const QList<QGraphicsItem *> found = items(point);
    return found.isEmpty() ? QString() : static_cast<const Item *>(found.first())->id();
}

void TopologyScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseDoubleClickEvent(event);
    const QString id = idAt(event->scenePos());
    if (event->button() == Qt::LeftButton && !id.isEmpty())
        emit activated(id);
}

} // namespace skybro::ui
