#include "ui/topology/minimap.h"

#include "ui/common/theme.h"
#include "ui/topology/topologyview.h"

#include <QMouseEvent>
#include <QPainter>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using topology::LayoutItem;

namespace {
constexpr QSize mapSize(190, 120);
}

MiniMap::MiniMap(TopologyView *view)
    : QWidget(view)
    , m_view(view)
{
    setObjectName(u"topology.map"_s);
    setAccessibleName(tr("Map of the picture"));
    setFixedSize(mapSize);
    hide();
}

QRectF MiniMap::seen() const
{
    return m_view->mapToScene(m_view->viewport()->rect()).boundingRect();
}

void MiniMap::place()
{
    setVisible(!m_view->sceneRect().isEmpty() &&
               !seen().adjusted(-2, -2, 2, 2).contains(m_view->sceneRect()));
    update();
}

QTransform MiniMap::toMap() const
{
    const QRectF all = m_view->sceneRect();
    const double scale = qMin((width() - 8) / all.width(), (height() - 8) / all.height());
    QTransform transform;
    transform.translate(width() / 2.0, height() / 2.0);
    transform.scale(scale, scale);
    transform.translate(-all.center().x(), -all.center().y());
    return transform;
}

void MiniMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(lineColor());
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const auto picture = static_cast<TopologyScene *>(m_view->scene())->picture();
    if (!picture)
        return;
    const QTransform transform = toMap();
    painter.setPen(Qt::NoPen);
    for (const LayoutItem &item : picture->layout.items) {
        if (item.kind == LayoutItem::Kind::Vnet)
            painter.setBrush(toneColor(Tone::Accent));
        else if (item.kind == LayoutItem::Kind::Site)
            painter.setBrush(toneColor(Tone::Quiet));
        else
            continue;
        painter.setOpacity(0.45);
        painter.drawRect(transform.mapRect(item.rect));
    }
    painter.setOpacity(1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(toneColor(Tone::Accent), 1.4));
    painter.drawRect(transform.mapRect(seen()).intersected(QRectF(rect()).adjusted(1, 1, -2, -2)));
}

void MiniMap::mousePressEvent(QMouseEvent *event)
{
    emit wanted(toMap().inverted().map(event->position()));
}

void MiniMap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        emit wanted(toMap().inverted().map(event->position()));
}

} // namespace skybro::ui
