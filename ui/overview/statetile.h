#pragma once

#include "ui/common/looks.h"

#include <QAbstractButton>

namespace skybro::ui {

/// A state and how many nodes are in it; a click leads to them.
class StateTile : public QAbstractButton
{
    Q_OBJECT

public:
    StateTile(const QString &name, const Look &look, QWidget *parent = nullptr);

    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    int m_count = 0;
};

} // namespace skybro::ui
