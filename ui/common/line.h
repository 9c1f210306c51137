#pragma once

#include <QWidget>

namespace skybro::ui {

/// A thin line between two areas, one above the other.
class Line : public QWidget
{
    Q_OBJECT

public:
    explicit Line(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace skybro::ui
