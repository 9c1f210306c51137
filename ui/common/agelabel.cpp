#include "ui/common/agelabel.h"

#include "ui/common/timetext.h"

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

AgeLabel::AgeLabel(const QString &pattern, QWidget *parent)
    : QLabel(parent)
    , m_pattern(pattern.isEmpty() ? u"%1"_s : pattern)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &AgeLabel::tell);
}

void AgeLabel::setClock(Clock clock)
{
    m_clock = std::move(clock);
    tell();
}

void AgeLabel::setPattern(const QString &pattern)
{
    m_pattern = pattern;
    tell();
}

void AgeLabel::setMoment(const QDateTime &moment)
{
    if (m_moment == moment)
        return;
    m_moment = moment;
    tell();
}

void AgeLabel::tell()
{
    m_timer.stop();
    if (!m_moment.isValid()) {
        setText({});
        setToolTip({});
        return;
    }
    const QDateTime now = m_clock();
    setText(m_pattern.arg(relativeTime(m_moment, now)));
    setToolTip(exactTime(m_moment));
    if (isVisible()) {
        const qint64 age = m_moment.secsTo(now);
        m_timer.start(age < 60 ? 1s : age < 3600 ? 20s : 300s);
    }
}

void AgeLabel::showEvent(QShowEvent *event)
{
    QLabel::showEvent(event);
    tell();
}

void AgeLabel::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QLabel::hideEvent(event);
}

} // namespace skybro::ui
