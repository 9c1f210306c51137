#include "ui/common/stateband.h"
#include "ui/common/timechart.h"

#include <QHelpEvent>
#include <QImage>
#include <QTest>
#include <QToolTip>

using namespace skybro::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr double start = 1'770'000'000;
const Look up{u"state-running"_s, u"Up"_s, Tone::Good};
const Look down{u"error"_s, u"Down"_s, Tone::Bad};

} // namespace

class StateBandTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_band = std::make_unique<StateBand>(u"band"_s, u"States"_s);
        m_band->setRows({{u"Traffic"_s,
                          {{start, start + 400, up, Qt::SolidPattern, {}},
                           {start + 400, start + 500, down, Qt::BDiagPattern, u"3 of 50 samples"_s},
                           {start + 600, start + 1000, up, Qt::SolidPattern, {}}}},
                         {u"Gateway"_s, {{start, start + 1000, up, Qt::SolidPattern, {}}}}});
        m_band->setVisibleSpan({start, start + 1000});
        m_band->resize(500, m_band->minimumSizeHint().height());
        m_band->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_band.get()));
    }
    void cleanup() { m_band.reset(); }

    void saysWhatWas()
    {
        const QString words = m_band->textAt(0, start + 450);
        QVERIFY(words.startsWith(u"Traffic: Down"_s));
        QVERIFY(words.contains(u"1 min 40 s"_s));
        QVERIFY(words.endsWith(u"3 of 50 samples"_s));
        QVERIFY(m_band->textAt(0, start + 550).isEmpty()); // not known
        QVERIFY(m_band->textAt(1, start + 550).startsWith(u"Gateway: Up"_s));
        QVERIFY(m_band->textAt(2, start + 550).isEmpty());
        QCOMPARE(m_band->accessibleDescription(), u"Traffic: Up; Gateway: Up"_s);
    }

    void tellsUnderTheMouse()
    {
        const QPoint there(int(m_band->xOf(start + 450)), m_band->rowRect(0).center().y());
        QHelpEvent help(QEvent::ToolTip, there, m_band->mapToGlobal(there));
        QApplication::sendEvent(m_band.get(), &help);
        QVERIFY(QToolTip::text().contains(u"Down"_s));
        QToolTip::hideText();
    }

    void tellsStatesApartWithoutColour()
    {
        const QImage image = m_band->grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        const auto shades = [&](double time) {
            QSet<int> found;
            const int x = int(m_band->xOf(time));
            for (int dx = -4; dx <= 4; ++dx) {
                for (int y = m_band->rowRect(0).top() + 1; y < m_band->rowRect(0).bottom(); ++y)
                    found.insert(image.pixelColor(x + dx, y).lightness());
            }
            return found.size();
        };
        QCOMPARE(shades(start + 200), 1); // solid
        QVERIFY(shades(start + 450) > 1); // hatched
    }

    void showsAShortBreak()
    {
        m_band->setRows({{u"Traffic"_s,
                          {{start, start + 500, up, Qt::SolidPattern, {}},
                           {start + 500, start + 500.2, down, Qt::SolidPattern, {}},
                           {start + 500.2, start + 1000, up, Qt::SolidPattern, {}}}}});
        // The piece after it must not paint it over.
        const QImage image = m_band->grab().toImage();
        const int y = m_band->rowRect(0).center().y();
        bool seen = false;
        for (int dx = -2; dx <= 3; ++dx)
            seen = seen || image.pixelColor(int(m_band->xOf(start + 500)) + dx, y) == toneColor(Tone::Bad);
        QVERIFY(seen);
    }

    void isReadByKeys()
    {
        QTest::keyClick(m_band.get(), Qt::Key_Left); // the newest first
        QVERIFY(m_band->accessibleDescription().startsWith(u"Traffic: Up"_s));
        QTest::keyClick(m_band.get(), Qt::Key_Left);
        QVERIFY(m_band->accessibleDescription().startsWith(u"Traffic: Down"_s));
        QTest::keyClick(m_band.get(), Qt::Key_Down);
        QVERIFY(m_band->accessibleDescription().startsWith(u"Gateway: Up"_s));
        QToolTip::hideText();
    }

private:
    Theme m_theme;
    std::unique_ptr<StateBand> m_band;
};

QTEST_MAIN(StateBandTest)
#include "tst_stateband.moc"
