#pragma once

#include "ui/topology/topologyscene.h"

#include <QGraphicsView>

#include <optional>

namespace skybro::ui {

class MiniMap;

/// The picture to be looked at: zoomed by the wheel and + and -, moved by dragging and the arrow keys. It
/// fits the window until somebody zooms or moves; one that is only a little too wide to be read keeps a size
/// that can be, from its left, rather than leave the height empty. A map in the corner shows which part is
/// seen.
class TopologyView : public QGraphicsView
{
    Q_OBJECT

public:
    explicit TopologyView(TopologyScene *scene, QWidget *parent = nullptr);

    /// Shows all of it, be it ever so small, and keeps doing so.
    void fit();
    void zoomIn() { zoom(step); }
    void zoomOut() { zoom(1 / step); }
    /// Moves there, and marks it.
    void showPlace(const QString &id);
    [[nodiscard]] bool fits() const { return m_fits; }

signals:
    /// Enter on the marked place.
    void placeActivated(const QString &id);

protected:
    bool event(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    static constexpr double step = 1.25;
    void zoom(double factor);
    void fitNow();
    void placeMap();
    [[nodiscard]] bool isUnderMap(const QRectF &area) const;

    TopologyScene *m_scene;
    MiniMap *m_map;
    bool m_mapIsLeft = false; ///< where something else was to be shown at the right
    bool m_fits = true;
    bool m_showsAll = false;         ///< whether it can be read or not: somebody asked for it
    std::optional<QPoint> m_pressed; ///< where, as long as it may become a click
    QString m_under;                 ///< what lay there: the picture may follow the pointer a little
};

} // namespace skybro::ui
