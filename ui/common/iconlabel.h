#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace skybro::ui {

/// One icon, in the colours of the palette of the moment. Decoration: what it says stands in words beside it.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    explicit IconLabel(int side = 16, QWidget *parent = nullptr);

    void set(const QString &iconName, Tone tone = Tone::Plain);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName;
    Tone m_tone = Tone::Plain;
};

} // namespace skybro::ui
