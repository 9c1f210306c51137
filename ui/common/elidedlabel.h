#pragma once

#include <QLabel>

namespace skybro::ui {

/// One line of plain text that ends with an ellipsis where there is no room for it. Its text is whole for
/// screen readers.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace skybro::ui
