#pragma once

#include "ui/common/timechart.h"

#include <QDateTime>

// Its header uses Qt's foreach in templates, which we have switched off.
#define foreach(item, list) for (item : list)
#include <qcustomplot.h>

#include <cmath>
#undef foreach

namespace skybro::ui {

// Where charts have the figures of their axes. Part of TimeChart: no other file includes this one.

/// Values with their unit, at round steps.
class ValueTicker : public QCPAxisTicker
{
public:
    explicit ValueTicker(TimeChart::Format format)
        : m_format(std::move(format))
    {
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return m_format(tick); }
    int getSubTickCount(double) override { return 0; }
    /// Nothing, the half and all of it: what a low chart has room for.
    double getTickStep(const QCPRange &range) override { return range.upper / TimeChart::headroom / 2; }

private:
    TimeChart::Format m_format;
};

/// Local times at round hours or days, with a day's name where one begins.
class TimeTicker : public QCPAxisTickerDateTime
{
public:
    TimeTicker() { setTickCount(6); }

protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override
    {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(qint64(tick * 1000));
        if (m_step >= 86'400 * 20)
            return locale.toString(time, QStringLiteral("MMM yyyy"));
        if (m_step >= 86'400 || time.time() == QTime(0, 0))
            return locale.toString(time, QStringLiteral("d MMM"));
        return time.toString(std::fmod(m_step, 60) != 0 ? QStringLiteral("HH:mm:ss")
                                                        : QStringLiteral("HH:mm"));
    }
    double getTickStep(const QCPRange &range) override
    {
        m_step = QCPAxisTickerDateTime::getTickStep(range);
        return m_step;
    }
    int getSubTickCount(double) override { return 0; }

private:
    double m_step = 0;
};

} // namespace skybro::ui
