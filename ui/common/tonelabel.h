#pragma once

#include "ui/common/theme.h"

#include <QLabel>

namespace skybro::ui {

/// Text in the colour of a tone, also after the theme was switched.
class ToneLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(Tone tone, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    Tone m_tone;
};

} // namespace skybro::ui
