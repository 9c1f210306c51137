#pragma once

#include "ui/common/looks.h"

#include <QDateTime>
#include <QFrame>

class QLabel;

namespace skybro::ui {

class AgeLabel;
class IconLabel;

/// What one lamp shows.
struct Lamp
{
    QString title; ///< whose word it is
    Look look;
    QStringList details; ///< two lines at most, the second one quieter
    QDateTime asOf;
    QString more; ///< for the tooltip

    bool operator==(const Lamp &) const = default;
};

/// One of the tunnel's three signals: icon, word and colour, its age, and what it rests on. Keeps its height
/// whatever it says.
class LampCard : public QFrame
{
    Q_OBJECT

public:
    explicit LampCard(const QString &objectName, QWidget *parent = nullptr);

    void show(const Lamp &lamp);
    using QFrame::show;
    [[nodiscard]] const Lamp &lamp() const { return m_lamp; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    Lamp m_lamp;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_word;
    QLabel *m_first;
    QLabel *m_second;
    AgeLabel *m_age;
};

} // namespace skybro::ui
