#pragma once

#include "models/base/clock.h"

#include <QLabel>
#include <QTimer>

namespace skybro::ui {

/// "as of 3 s ago": a moment as its age, the exact time in the tooltip. Ticks only while it can be seen, and
/// no more often than its words change.
class AgeLabel : public QLabel
{
    Q_OBJECT

public:
    /// `pattern` holds one %1 for the age.
    explicit AgeLabel(const QString &pattern = {}, QWidget *parent = nullptr);

    void setClock(Clock clock);
    void setPattern(const QString &pattern);
    /// An invalid moment shows nothing.
    void setMoment(const QDateTime &moment);
    [[nodiscard]] QDateTime moment() const { return m_moment; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tell();

    QString m_pattern;
    QDateTime m_moment;
    Clock m_clock = systemClock();
    QTimer m_timer;
};

} // namespace skybro::ui
