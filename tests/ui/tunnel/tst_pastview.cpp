#include "tests/ui/tunnel/tunnelpagefixture.h"
#include "ui/common/stateband.h"
#include "ui/common/timechart.h"

#include <QAction>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;

/// In the real page.
class PastViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<TunnelFixture>(); }
    void cleanup() { f.reset(); }

    void showsThePast()
    {
        f->fillPast();
        f->open();
        QTRY_VERIFY(f->page->isReady());
        f->get<QToolButton>("tunnel.range.3600")->click();
        auto *latency = f->get<ui::TimeChart>("tunnel.chart.latency");
        QTRY_COMPARE(std::round(latency->visibleSpan().length()), 3600.0);
        auto *band = f->get<ui::StateBand>("tunnel.band");
        QCOMPARE(band->visibleSpan(), latency->visibleSpan());
        f->picture(u"tunnel-past-hour"_s);
        // Zoomed in one, all follow.
        auto *bytes = f->get<ui::TimeChart>("tunnel.chart.bytes");
        latency->setFocus();
        QTest::keyClick(latency, Qt::Key_Plus);
        QCOMPARE(std::round(bytes->visibleSpan().length()), 1800.0);
        QCOMPARE(band->visibleSpan(), latency->visibleSpan());
        // The range's own button shows all of it again.
        f->get<QToolButton>("tunnel.range.3600")->click();
        QTRY_COMPARE(std::round(bytes->visibleSpan().length()), 3600.0);
        QCOMPARE(band->visibleSpan(), latency->visibleSpan());
        // The same in numbers.
        f->action("tunnel.table")->trigger();
        auto *table = f->get<QTableView>("tunnel.past");
        QTRY_VERIFY(table->isVisible());
        QVERIFY(table->model()->rowCount() > 50);
        QVERIFY(table->model()->index(1, 1).data().toString().contains(u"ms"_s));
        bool tellsImpaired = false;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            tellsImpaired = tellsImpaired || table->model()->index(row, 6).data().toString() == u"Impaired"_s;
        QVERIFY(tellsImpaired);
        f->picture(u"tunnel-table"_s);
        f->action("tunnel.table")->trigger();
        QVERIFY(latency->isVisible());
    }

    void saysThatThePastCanNotBeRead()
    {
        f->openStores();
        f->open();
        QTRY_VERIFY(f->page->isReady());
        // Another file than that of the monitor, and none that SQLite could open.
        ui::TunnelServices services;
        services.monitor = f->monitor.get();
        services.tunnel = u"niflheim"_s;
        services.storePath = f->folder.path();
        f->page = new ui::TunnelPage(services, f->window.actions(), &f->settings);
        f->window.setPages({f->page});
        QTRY_VERIFY(f->get<QLabel>("tunnel.history.problem")->isVisible());
        QTRY_VERIFY(f->page->isReady());
    }

private:
    std::unique_ptr<TunnelFixture> f;
};

QTEST_MAIN(PastViewTest)
#include "tst_pastview.moc"
