#pragma once

#include "ui/common/theme.h"
#include "ui/common/timespan.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <limits>
#include <memory>

namespace skybro::ui {

/// One value over time. What is not a number is not drawn.
struct TimePoint
{
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    double time = 0; ///< seconds since 1970 (UTC); a point stands for the `width` seconds from here on
    double value = none;
    double low = none; ///< of the band around the value; none: there is no band
    double high = none;
};

struct TimeSeries
{
    QString name;
    Tone tone = Tone::Accent;
    bool isDashed = false; ///< colour alone tells no two series apart
    double width = 0; ///< seconds of each point; where the next is further away than that, there is a gap
    QList<TimePoint> points; ///< oldest first
};

/// A picture of values over time, from 0 up: lines with a band around them, gaps where nothing is known, and
/// what the values were under the mouse. Zooms in time only: by a drag over the stretch wanted, by Ctrl and
/// the wheel, by + and -; arrows move from point to point, with Shift the stretch itself; Home and a double
/// click show all again. The numbers as a table are the business of who has them. Thread: GUI.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    /// A value with its unit, for axis and tooltips.
    using Format = std::function<QString(double)>;

    /// Distance of the picture from the left edge, the same for all charts and bands one above the other.
    static constexpr int leftMargin = 76;
    static constexpr int rightMargin = 14;
    /// How much higher the value axis is than its last figure, so that a line along the top is not cut.
    static constexpr double headroom = 1.04;

    TimeChart(const QString &objectName, const QString &title, Format format, QWidget *parent = nullptr);
    ~TimeChart() override;

    /// The picture is drawn at the next chance, once for any number of changes. The value axis grows at once
    /// and shrinks only when it is much too high, so that nothing jumps.
    void setSeries(const QList<TimeSeries> &series);
    /// All there is to be seen; what is seen of it stays where it was, or follows the newest edge when it
    /// reached there.
    void setWhole(TimeSpan whole);
    /// What of it is seen.
    void setVisibleSpan(TimeSpan span);
    [[nodiscard]] TimeSpan visibleSpan() const;
    /// The value axis reaches so high at least, and never over `atMost`.
    void setHeights(double atLeast, double atMost = std::numeric_limits<double>::max());
    /// What stands in the picture when there is nothing to draw.
    void setEmptyText(const QString &text);

    /// Time and values there, as the tooltip has them; empty where there is no point.
    [[nodiscard]] QString textAt(double time) const;
    /// Draws now. For figures of how long that takes.
    void drawNow();

signals:
    /// The user chose another stretch.
    void visibleSpanChosen(skybro::ui::TimeSpan span);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Private;
    void choose(TimeSpan span);
    void moveCursor(int steps);
    void placeCursor(double time);
    void fitHeight(bool mayShrink);
    void colour();
    void drawLater();
    [[nodiscard]] QString summary() const;

    std::unique_ptr<Private> m;
};

} // namespace skybro::ui
