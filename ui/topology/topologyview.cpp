#include "ui/topology/topologyview.h"

#include "ui/topology/minimap.h"
#include "ui/topology/placepainter.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleHints>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr double largest = 2.5; ///< scale
constexpr double smallest = 0.05;
constexpr double leastSeen = 0.7; ///< of a picture's width that is only a little too wide
constexpr int margin = 10;        ///< of the map, from the corner
constexpr int focusWidth = 2;
} // namespace

TopologyView::TopologyView(TopologyScene *scene, QWidget *parent)
    : QGraphicsView(scene, parent)
    , m_scene(scene)
    , m_map(new MiniMap(this))
{
    setObjectName(u"topology.view"_s);
    setAccessibleName(tr("Picture of the networks; the tree says the same"));
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(focusWidth, focusWidth, focusWidth, focusWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the map says where one is
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRenderHint(QPainter::Antialiasing);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setResizeAnchor(QGraphicsView::AnchorViewCenter);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    viewport()->setCursor(Qt::ArrowCursor);
    connect(scene, &QGraphicsScene::sceneRectChanged, this, [this] {
        if (m_fits)
            fitNow();
        m_map->update();
    });
    connect(m_map, &MiniMap::wanted, this, [this](QPointF point) {
        m_fits = false;
        centerOn(point);
    });
}

void TopologyView::fit()
{
    m_fits = true;
    m_showsAll = true;
    fitNow();
}

void TopologyView::fitNow()
{
    const QRectF all = sceneRect();
    if (all.isEmpty() || viewport()->width() < 2)
        return;
    const QSizeF room = viewport()->size();
    double scale = std::min({room.width() / all.width(), room.height() / all.height(), 1.0});
    const bool isTooWide = !m_showsAll && scale < readableScale && scale >= readableScale * leastSeen &&
                           all.height() * readableScale <= room.height();
    if (isTooWide)
        scale = readableScale;
    setTransform(QTransform::fromScale(scale, scale));
    // From the left: the site, the tunnel and its gateway are there.
    centerOn(isTooWide ? QPointF(all.left() + room.width() / scale / 2, all.center().y()) : all.center());
    m_map->place();
}

void TopologyView::zoom(double factor)
{
    m_fits = false;
    const double now = transform().m11();
    const double then = std::clamp(now * factor, smallest, largest);
    scale(then / now, then / now);
    m_map->place();
}

void TopologyView::showPlace(const QString &id)
{
    const QRectF area = m_scene->areaOf(id);
    if (area.isEmpty())
        return;
    m_scene->setCurrent(id);
    // All of it stays in view as long as one can read what it says.
    if (transform().m11() < (m_fits ? readableScale : 0.6))
        zoom(0.8 / transform().m11());
    ensureVisible(area, 40, 40);
    if (isUnderMap(area))
        centerOn(area.center());
    if (isUnderMap(area)) { // in the corner of all of it
        m_mapIsLeft = !m_mapIsLeft;
        placeMap();
    }
}

bool TopologyView::isUnderMap(const QRectF &area) const
{
    return m_map->isVisibleTo(this) && m_map->geometry().intersects(mapFromScene(area).boundingRect());
}

void TopologyView::placeMap()
{
    m_map->move(m_mapIsLeft ? margin : width() - m_map->width() - margin,
                height() - m_map->height() - margin);
}

/// Beside the viewport, which moves its pixels when it is scrolled.
bool TopologyView::event(QEvent *event)
{
    const bool isHandled = QGraphicsView::event(event);
    if (event->type() == QEvent::Paint && hasFocus()) {
        QPainter painter(this);
        painter.setPen(QPen(palette().color(QPalette::Link), 2 * focusWidth)); // half of it is outside
        painter.drawRect(rect());
    } else if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    }
    return isHandled;
}

void TopologyView::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() == 0)
        return QGraphicsView::wheelEvent(event);
    zoom(std::pow(step, event->angleDelta().y() / 120.0));
    event->accept();
}

void TopologyView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_scene->current().isEmpty())
            emit placeActivated(m_scene->current());
        return;
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void TopologyView::mousePressEvent(QMouseEvent *event)
{
    m_pressed.reset();
    if (event->button() == Qt::LeftButton) {
        m_pressed = event->position().toPoint();
        m_under = m_scene->idAt(mapToScene(*m_pressed));
    }
    QGraphicsView::mousePressEvent(event);
}

/// Whoever moves the picture marks nothing by it.
void TopologyView::mouseReleaseEvent(QMouseEvent *event)
{
    QGraphicsView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && std::exchange(m_pressed, {}))
        m_scene->setCurrent(m_under);
}

void TopologyView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        m_fits = false;
    if (m_pressed && (event->position().toPoint() - *m_pressed).manhattanLength() >=
                         QGuiApplication::styleHints()->startDragDistance())
        m_pressed.reset(); // also when it comes back
    QGraphicsView::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        viewport()->setCursor(Qt::ArrowCursor);
}

void TopologyView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fits)
        fitNow();
    m_map->place();
    placeMap();
}

void TopologyView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    m_map->update();
}

void TopologyView::drawForeground(QPainter *painter, const QRectF &rect)
{
    if (m_scene->painter())
        m_scene->painter()->paintAbove(*painter, rect);
}

void TopologyView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_scene->update();
}

} // namespace skybro::ui
