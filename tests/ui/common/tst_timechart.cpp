#include "ui/common/timechart.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

using namespace skybro::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr double start = 1'770'000'000;

QString inMs(double value)
{
    return u"%1 ms"_s.arg(value);
}

/// One point each ten seconds; nothing from `gapFrom` to `gapTo`.
TimeSeries series(int count, int gapFrom = -1, int gapTo = -1)
{
    TimeSeries made{.name = u"Round trip"_s, .width = 10, .points = {}};
    for (int i = 0; i < count; ++i) {
        if (i < gapFrom || i >= gapTo)
            made.points.append({.time = start + 10 * i, .value = 11.0 + i % 3, .low = 10, .high = 20});
    }
    return made;
}

/// How many pixels of a column are of a line's colour, or near it.
int colouredIn(const QImage &image, int x, const QColor &colour)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        const QColor pixel = image.pixelColor(x, y);
        const int distance = std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) +
                             std::abs(pixel.blue() - colour.blue());
        found += distance < 90 ? 1 : 0;
    }
    return found;
}

} // namespace

class TimeChartTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_theme.setChoice(ThemeChoice::Light);
        m_chart = std::make_unique<TimeChart>(u"chart"_s, u"Latency"_s, inMs);
        m_chart->resize(600, 160);
        m_chart->show();
        m_chart->setWhole({start, start + 1000});
        QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    }
    void cleanup() { m_chart.reset(); }

    void leavesAGapWhereNothingIsKnown()
    {
        m_chart->setSeries({series(100, 40, 60)});
        m_chart->drawNow();
        const QImage image = m_chart->grab().toImage();
        const QColor line = toneColor(Tone::Accent);
        const auto x = [&](double share) {
            return TimeChart::leftMargin +
                   int(share * (m_chart->width() - TimeChart::leftMargin - TimeChart::rightMargin));
        };
        QVERIFY(colouredIn(image, x(0.2), line) > 0);
        QCOMPARE(colouredIn(image, x(0.5), line), 0);
        QVERIFY(colouredIn(image, x(0.8), line) > 0);
    }

    void drawsALonePoint()
    {
        TimeSeries lone = series(1);
        lone.points.first().time = start + 500;
        lone.width = 30;
        m_chart->setSeries({lone});
        m_chart->drawNow();
        const QImage image = m_chart->grab().toImage();
        const int inside = TimeChart::leftMargin +
                           int(0.515 * (m_chart->width() - TimeChart::leftMargin - TimeChart::rightMargin));
        QVERIFY(colouredIn(image, inside, toneColor(Tone::Accent)) > 0);
    }

    void saysWhatIsThere()
    {
        m_chart->setSeries({series(100, 40, 60)});
        const QString words = m_chart->textAt(start + 14);
        QVERIFY2(words.contains(u"12 ms (10 ms – 20 ms)"_s), qPrintable(words));
        QVERIFY(words.startsWith(u"2026-"_s));
        QVERIFY(m_chart->textAt(start + 500).isEmpty());
        QVERIFY(m_chart->textAt(start - 100).isEmpty());
        QVERIFY(m_chart->accessibleDescription().contains(u"Round trip last 11 ms"_s));
    }

    void namesSeveralSeries()
    {
        TimeSeries other = series(100);
        other.name = u"Other"_s;
        m_chart->setSeries({series(100), other});
        const QString words = m_chart->textAt(start + 14);
        QVERIFY(words.contains(u"Round trip: 12 ms"_s));
        QVERIFY(words.contains(u"Other: 12 ms"_s));
    }

    void saysThatThereIsNothing()
    {
        m_chart->setEmptyText(u"No samples yet"_s);
        m_chart->setSeries({});
        m_chart->drawNow();
        const QImage empty = m_chart->grab().toImage();
        m_chart->setSeries({series(100)});
        m_chart->drawNow();
        QVERIFY(empty != m_chart->grab().toImage());
        m_chart->setSeries({TimeSeries{.name = u"Round trip"_s, .points = {}}});
        QVERIFY(m_chart->accessibleDescription().contains(u"No samples yet"_s));
    }

    void zoomsByKeys()
    {
        m_chart->setSeries({series(100)});
        QSignalSpy chosen(m_chart.get(), &TimeChart::visibleSpanChosen);
        QTest::keyClick(m_chart.get(), Qt::Key_Plus);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start + 250, start + 750}));
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start + 375, start + 875}));
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start + 500, start + 1000}));
        QTest::keyClick(m_chart.get(), Qt::Key_Home);
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start, start + 1000}));
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(m_chart.get(), Qt::Key_Plus);
        QVERIFY(m_chart->visibleSpan().length() >= 10);
    }

    void readsPointsByKeys()
    {
        m_chart->setSeries({series(100)});
        QTest::keyClick(m_chart.get(), Qt::Key_Left); // the newest first
        QVERIFY(m_chart->accessibleDescription().contains(u"11 ms"_s));
        QTest::keyClick(m_chart.get(), Qt::Key_Left);
        QVERIFY(m_chart->accessibleDescription().contains(u"13 ms"_s));
        QToolTip::hideText();
    }

    void zoomsByMouse()
    {
        m_chart->setSeries({series(100)});
        m_chart->drawNow();
        QWidget *plot = m_chart->findChild<QWidget *>(u"chart.plot"_s);
        const QPoint middle(TimeChart::leftMargin + 100, 50);
        const auto wheel = [&](Qt::KeyboardModifiers keys) {
            QWheelEvent turned(middle, plot->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, keys,
                               Qt::NoScrollPhase, false);
            QApplication::sendEvent(plot, &turned);
        };
        wheel(Qt::NoModifier); // the page's
        QCOMPARE(m_chart->visibleSpan().length(), 1000.0);
        wheel(Qt::ControlModifier);
        QCOMPARE(std::round(m_chart->visibleSpan().length()), 800.0);
        QTest::mouseDClick(plot, Qt::LeftButton, {}, middle);
        QCOMPARE(m_chart->visibleSpan().length(), 1000.0);
        // A drag over the stretch wanted.
        QTest::mousePress(plot, Qt::LeftButton, {}, middle);
        QMouseEvent moved(QEvent::MouseMove, middle + QPoint(200, 0),
                          plot->mapToGlobal(middle + QPoint(200, 0)), Qt::LeftButton, Qt::LeftButton,
                          Qt::NoModifier);
        QApplication::sendEvent(plot, &moved);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, middle + QPoint(200, 0));
        QVERIFY(m_chart->visibleSpan().length() < 450);
        QVERIFY(m_chart->visibleSpan().length() > 300);
    }

    void followsTheNewestEdge()
    {
        m_chart->setWhole({start + 100, start + 1100});
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start + 100, start + 1100}));
        m_chart->setVisibleSpan({start + 900, start + 1100}); // up to now: goes on with it
        m_chart->setWhole({start + 110, start + 1110});
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start + 910, start + 1110}));
        m_chart->setVisibleSpan({start + 300, start + 500}); // the past stays where it is
        m_chart->setWhole({start + 120, start + 1120});
        QCOMPARE(m_chart->visibleSpan(), (TimeSpan{start + 300, start + 500}));
    }

    void followsTheTheme()
    {
        m_chart->setSeries({series(100)});
        m_chart->drawNow();
        const QColor light = m_chart->grab().toImage().pixelColor(TimeChart::leftMargin + 5, 60);
        m_theme.setChoice(ThemeChoice::Dark);
        QTRY_VERIFY(m_chart->grab().toImage().pixelColor(TimeChart::leftMargin + 5, 60).lightness() <
                    light.lightness() / 2);
    }

private:
    Theme m_theme;
    std::unique_ptr<TimeChart> m_chart;
};

QTEST_MAIN(TimeChartTest)
#include "tst_timechart.moc"
