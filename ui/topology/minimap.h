#pragma once

#include <QWidget>

namespace skybro::ui {

class TopologyView;

/// All of the picture in the small, with the part that is seen; a click moves there. Hidden while all is
/// seen.
class MiniMap : public QWidget
{
    Q_OBJECT

public:
    explicit MiniMap(TopologyView *view);

    /// Sees whether it is needed.
    void place();

signals:
    /// A point of the scene to be brought to the middle.
    void wanted(QPointF point);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QTransform toMap() const;
    [[nodiscard]] QRectF seen() const;

    TopologyView *m_view;
};

} // namespace skybro::ui
