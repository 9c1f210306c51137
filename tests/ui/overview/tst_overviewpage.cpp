#include "app/skybro/playedgateway.h"
#include "tests/ui/uifixture.h"
#include "ui/overview/overviewpage.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace skybro;
using namespace skybro::uitest;
using fleet::PowerState;

class OverviewPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = std::make_unique<Fixture>();
        page = new ui::OverviewPage(&f->fleet, f->journal.get(), u"test"_s, f->window.actions());
        f->window.setPages({page});
    }
    void cleanup() { f.reset(); }

    void showsWhatIsMissing()
    {
        f->show();
        QVERIFY(f->get<QWidget>("overview.empty")->isVisible());
        QVERIFY(!page->isReady());
        fleet::Freshness bad;
        bad.problem =
            makeError(ErrorKind::NotSignedIn, u"Nobody is signed in: run “az login”, then try again."_s);
        f->fleet.setFreshness(bad);
        QTRY_VERIFY(page->isReady());
        f->picture(u"overview-signin"_s);
        QSignalSpy again(&f->fleet, &fleet::Fleet::refreshWanted);
        QTest::mouseClick(f->get<QPushButton>("overview.retry.button"), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
    }

    void countsAndCosts()
    {
        f->show();
        f->fleet.setNodes(eightNodes());
        f->fleet.setFreshness(fresh());
        QTRY_VERIFY(f->get<QWidget>("overview.running")->accessibleName().contains(u'3'));
        QVERIFY(f->get<QLabel>("overview.cost")->text().contains(u"18"_s)); // five billed at 3.60
        QVERIFY(f->get<QLabel>("overview.cost")->text().contains(u"at least"_s));
        QSignalSpy links(page, &ui::Page::linkActivated);
        QTest::mouseClick(f->get<QAbstractButton>("overview.deallocated"), Qt::LeftButton);
        QCOMPARE(links.first().at(1).toString(), u"filter:state:deallocated"_s);
    }

    void showsTheTunnel()
    {
        console::PlayedGateway gateway;
        gateway.world().delay = gateway.world().wait = std::chrono::milliseconds(1);
        tunnel::MonitorSources sources;
        sources.tunnel = u"niflheim"_s;
        sources.connection = console::PlayedGateway::connection();
        sources.gateway = console::PlayedGateway::name();
        sources.gatewayShell = gateway.shell();
        tunnel::TunnelMonitor monitor(std::move(sources), {.sample = std::chrono::milliseconds(40),
                                                           .connections = std::chrono::milliseconds(400),
                                                           .settings = std::chrono::milliseconds(400)});
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        f->show();
        f->fleet.setNodes({node(1, fleet::PowerState::Running)});
        f->fleet.setFreshness(fresh());
        QVERIFY(!f->get<QPushButton>("overview.tunnel")->isVisible());
        page->watch(&monitor);
        monitor.start();
        auto *words = f->get<QLabel>("overview.tunnel.words");
        QTRY_VERIFY(words->text().startsWith(u"Up · "_s));
        QTRY_COMPARE(page->badge(), QString());
        gateway.world().forwards = false; // which the gateway's own probes do not need
        QTRY_VERIFY(words->text().startsWith(u"Impaired · "_s));
        QVERIFY2(words->text().contains(u" · at least since "_s), qPrintable(words->text()));
        QTRY_COMPARE(page->badgeTone(), ui::Tone::Warning);
        f->picture(u"overview-impaired"_s);
        gateway.world().forwards = true;
        QTRY_VERIFY(words->text().startsWith(u"Up · "_s));
        gateway.world().daemonRuns = false;
        QTRY_VERIFY(words->text().startsWith(u"Nothing passes"_s));
        QTRY_COMPARE(page->badgeTone(), ui::Tone::Bad);
        const auto concern = [&] {
            for (const QPushButton *show : page->findChildren<QPushButton *>()) {
                if (show->accessibleName() == u"Show: The tunnel is down"_s)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(concern());
        f->picture(u"overview-tunnel"_s);
        QSignalSpy links(page, &ui::Page::linkActivated);
        f->get<QPushButton>("overview.tunnel")->click();
        QCOMPARE(links.first().at(0).toString(), u"tunnel"_s);
        gateway.world().daemonRuns = true;
        QTRY_COMPARE(page->badge(), QString());
        f->window.setPages({}); // the page goes before the monitor
    }

    void namesWhatNeedsAHand()
    {
        f->show();
        f->fleet.setNodes(eightNodes());
        f->fleet.setFreshness(fresh());
        Operation failed = Fixture::operation(eightNodes()[3], u"start"_s);
        QVERIFY(f->journal->add({failed}).has_value());
        f->finish(failed, OperationState::Failed,
                  Error{.kind = ErrorKind::Capacity,
                        .code = u"AllocationFailed"_s,
                        .text = u"No room."_s,
                        .detail = {},
                        .retryable = true,
                        .requestId = {},
                        .retryAfter = {}});
        QTRY_COMPARE(page->badge(), u"3"_s); // stopped but billed, failed, unknown
        f->picture(u"overview"_s);
        QSignalSpy links(page, &ui::Page::linkActivated);
        QTest::mouseClick(f->get<QPushButton>("overview.show.1"), Qt::LeftButton);
        QCOMPARE(links.at(0).at(1).toString(), u"filter:state:stopped"_s);
        QTest::mouseClick(f->get<QPushButton>("overview.show.2"), Qt::LeftButton);
        QCOMPARE(links.at(1).at(0).toString(), u"activity"_s);
        QCOMPARE(links.at(1).at(1).toString(), failed.id);
        f->window.resize(800, 560);
        f->picture(u"overview-small"_s);
    }

    void isQuietWhenAllIsWell()
    {
        f->show();
        f->fleet.setNodes({node(1, PowerState::Running), node(2, PowerState::Deallocated)});
        f->fleet.setFreshness(fresh());
        QTRY_VERIFY(page->isReady());
        QCOMPARE(page->badge(), QString());
    }

private:
    std::unique_ptr<Fixture> f;
    ui::OverviewPage *page = nullptr;
};

QTEST_MAIN(OverviewPageTest)
#include "tst_overviewpage.moc"
