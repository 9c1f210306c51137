#include "tests/ui/tunnel/tunnelpagefixture.h"
#include "ui/common/banner.h"
#include "ui/common/timechart.h"
#include "ui/tunnel/lampcard.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;
using tunnel::TunnelState;

namespace {

/// What came to be wrong, and what the page then says.
struct Case
{
    std::function<void(TunnelFixture &)> spoil;
    QString sentence; ///< a part of it
    QString mend;     ///< of the button; empty: none
    QString lamp;     ///< the gateway's word
};

} // namespace

Q_DECLARE_METATYPE(Case)

class TunnelPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<TunnelFixture>(); }
    void cleanup() { f.reset(); }

    void saysThatAllIsWell()
    {
        f->fillPast();
        f->open();
        QTRY_VERIFY(f->page->isReady());
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        QTRY_COMPARE(sentence(), u"Traffic passes through the tunnel."_s);
        QTRY_VERIFY(f->monitor->now().bytesOutPerSecond.value_or(0) > 1000);
        QTRY_VERIFY(f->get<QLabel>("tunnel.figures")->text().contains(u"kB/s to it"_s));
        QVERIFY(f->get<QLabel>("tunnel.figures")->toolTip().contains(u"kB/s to it"_s)); // if it is cut off
        QCOMPARE(word("azure"), u"Connected"_s);
        QCOMPARE(word("gateway"), u"Up"_s);
        QCOMPARE(word("traffic"), u"Passes"_s);
        QVERIFY(lamp("gateway")->lamp().title.startsWith(u"Libreswan"_s));
        QVERIFY(lamp("traffic")->lamp().details.first().contains(u"ms"_s));
        QCOMPARE(f->page->badge(), QString());
        QVERIFY(!f->get<QPushButton>("tunnel.mend.button")->isVisible());
        QVERIFY(!f->get<QLineEdit>("tunnel.command")->isVisible());
        QVERIFY(f->get<ui::TimeChart>("tunnel.chart.latency")->accessibleDescription().contains(u"ms"_s));
        QVERIFY(f->window.actions()->conflicts().isEmpty());
        picturesOf(u"tunnel"_s);
    }

    void namesTheFault_data()
    {
        QTest::addColumn<Case>("one");
        const auto row = [](const char *name, const Case &one) { QTest::newRow(name) << one; };
        row("unreachable", {[](TunnelFixture &t) { t.gateway.world().isReachable = false; },
                            u"can not be reached"_s, u"Ask again"_s, u"Not reachable"_s});
        row("sudo", {[](TunnelFixture &t) { t.gateway.world().letsAsk = t.gateway.world().passes = false; },
                     u"does not let Skybro ask"_s,
                     {},
                     u"Not permitted"_s});
        row("not installed", {[](TunnelFixture &t) {
                                  t.gateway.world().isInstalled = false;
                                  t.gateway.world().passes = false;
                              },
                              u"No IPsec daemon is installed"_s,
                              {},
                              u"Not installed"_s});
        row("daemon down", {[](TunnelFixture &t) { t.gateway.world().daemonRuns = false; },
                            u"is not running"_s, u"Start the daemon"_s, u"Not running"_s});
        row("not loaded", {[](TunnelFixture &t) {
                               auto &world = t.gateway.world();
                               world.isLoaded = world.hasIkeSa = world.hasChildSa = false;
                           },
                           u"is not loaded"_s, u"Load it"_s, u"Down"_s});
        row("no child", {[](TunnelFixture &t) { t.gateway.world().hasChildSa = false; },
                         u"no Child SA"_s,
                         u"Bring it up"_s,
                         {}});
        row("no answer",
            {[](TunnelFixture &t) { t.gateway.world().hasIkeSa = t.gateway.world().hasChildSa = false; },
             u"does not answer"_s,
             {},
             {}});
        row("forwarding off", {[](TunnelFixture &t) {
                                   t.gateway.world().forwards = false;
                                   t.gateway.world().passes = false;
                               },
                               {},
                               {},
                               u"Up"_s});
        row("not oriented", {[](TunnelFixture &t) {
                                 auto &world = t.gateway.world();
                                 world.isOriented = world.hasIkeSa = world.hasChildSa = false;
                             },
                             u"has neither of its addresses"_s,
                             {},
                             {}});
        row("bypassed", {[](TunnelFixture &t) {
                             auto &world = t.gateway.world();
                             world.hasIkeSa = world.hasChildSa = false;
                             world.bypasses = true;
                         },
                         u"not through the tunnel"_s,
                         {},
                         {}});
        row("gateway firewall", {[](TunnelFixture &t) { t.gateway.world().filters = true; },
                                 u"does not enter it"_s,
                                 {},
                                 u"Up"_s});
        row("vm down", {[](TunnelFixture &t) {
                            t.gateway.world().passes = false;
                            t.monitor->setTargetRunning(false);
                        },
                        u"cloud001 is not running"_s, u"Show the node"_s, u"Up"_s});
    }
    void namesTheFault()
    {
        QFETCH(Case, one);
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        one.spoil(*f);
        QTRY_VERIFY2(sentence().contains(one.sentence) &&
                         sentence() != u"Traffic passes through the tunnel."_s,
                     qPrintable(sentence()));
        if (!one.lamp.isEmpty())
            QTRY_COMPARE(word("gateway"), one.lamp);
        auto *mend = f->get<QPushButton>("tunnel.mend.button");
        if (!one.mend.isEmpty()) {
            QTRY_VERIFY(mend->isVisible());
            QCOMPARE(mend->text(), one.mend);
        }
        if (f->monitor->now().state == TunnelState::Down) {
            QCOMPARE(f->page->badge(), u"●"_s);
            QCOMPARE(f->page->badgeTone(), ui::Tone::Bad);
        } else if (tunnel::isUsable(f->monitor->now()) == false) {
            QCOMPARE(f->get<QLabel>("tunnel.title")->text(), u"azure: Impaired"_s);
            QCOMPARE(f->page->badgeTone(), ui::Tone::Warning);
        }
        f->get<QToolButton>("tunnel.evidence.button")->click();
        QTRY_VERIFY(f->get<QLabel>("tunnel.finding.evidence")->isVisible());
        QVERIFY(f->get<QLabel>("tunnel.finding.evidence")->text().contains(u"<li>"_s));
        QTest::qWait(100);
        const QString name =
            u"tunnel-fault-"_s + QString::fromUtf8(QTest::currentDataTag()).replace(u' ', u'-');
        f->picture(name);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->window.resize(900, 600);
        f->picture(name + u"-dark-900"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
    }

    void mends()
    {
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        f->gateway.world().daemonRuns = false;
        auto *mend = f->get<QPushButton>("tunnel.mend.button");
        QTRY_COMPARE(mend->text(), u"Start the daemon"_s);
        QVERIFY(f->get<QLineEdit>("tunnel.command")->text().contains(u"systemctl start ipsec"_s));
        f->action("tunnel.copy")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"systemctl start ipsec"_s);
        QTRY_VERIFY(mend->isEnabled());
        QTest::mouseClick(mend, Qt::LeftButton);
        QTRY_VERIFY(f->gateway.world().daemonRuns);
        QTRY_COMPARE(f->get<ui::Banner>("tunnel.notice")->text(), u"The IPsec daemon runs."_s);
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        QTRY_VERIFY(!mend->isVisible());
        QTRY_COMPARE(f->page->badge(), QString());
        // It breaks again: what was said of the mend is true no longer.
        f->gateway.world().daemonRuns = false;
        QTRY_VERIFY(!f->get<ui::Banner>("tunnel.notice")->isVisible());
    }

    void asksBeforeItCuts()
    {
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        f->gateway.world().passes = false;
        f->azure->evidence.connectionStatus = u"NotConnected"_s;
        auto *mend = f->get<QPushButton>("tunnel.mend.button");
        QTRY_COMPARE(mend->text(), u"Bring it up anew…"_s);
        QTest::mouseClick(mend, Qt::LeftButton);
        auto *confirm = f->get<ui::ConfirmBar>("tunnel.confirm");
        QVERIFY(confirm->isVisible());
        QString words;
        for (const QLabel *label : confirm->findChildren<QLabel *>())
            words += label->text();
        QVERIFY2(words.contains(u"is cut for some seconds"_s), qPrintable(words));
        f->picture(u"tunnel-cut"_s);
        f->get<QPushButton>("tunnel.confirm.no")->click();
        QTest::qWait(100);
        QVERIFY(!f->get<ui::Banner>("tunnel.notice")->isVisible());
        QTest::mouseClick(mend, Qt::LeftButton);
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        QTRY_COMPARE(f->get<ui::Banner>("tunnel.notice")->text(),
                     u"The gateway has brought the tunnel up anew."_s);
    }

    void saysWhyItCanNotMend()
    {
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        f->gateway.world().hasChildSa = false;
        f->gateway.world().said = "azure #3: NO_PROPOSAL_CHOSEN";
        auto *mend = f->get<QPushButton>("tunnel.mend.button");
        QTRY_COMPARE(mend->text(), u"Bring it up"_s);
        QTest::mouseClick(mend, Qt::LeftButton);
        auto *error = f->get<ui::ErrorBanner>("tunnel.error");
        QTRY_VERIFY(error->isVisible());
        QVERIFY(error->text().contains(u"NO_PROPOSAL_CHOSEN"_s));
        QVERIFY(mend->isEnabled());
        f->picture(u"tunnel-error"_s);
    }

    void asksBeforeItMeasures()
    {
        f->open();
        QTRY_VERIFY(f->action("tunnel.throughput")->isEnabled());
        f->get<QToolButton>("tunnel.throughput.button")->click();
        auto *confirm = f->get<ui::ConfirmBar>("tunnel.confirm");
        QVERIFY(confirm->isVisible());
        QVERIFY(confirm->text().contains(u"Fill the tunnel"_s));
        f->picture(u"tunnel-confirm"_s);
        f->get<QPushButton>("tunnel.confirm.no")->click();
        QVERIFY(!confirm->isVisible());
        QVERIFY(!f->get<ui::Banner>("tunnel.notice")->isVisible());
        f->get<QToolButton>("tunnel.throughput.button")->click();
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        auto *notice = f->get<ui::Banner>("tunnel.notice");
        QTRY_COMPARE(notice->text(), u"Throughput: 623\u00a0Mbit/s to Azure, 588\u00a0Mbit/s from Azure."_s);
        f->get<QPushButton>("tunnel.notice.close")->click();
        QVERIFY(!notice->isVisible());
    }

    void cancelsAMeasurement()
    {
        f->gateway.world().delay = 50ms;
        f->open();
        QTRY_VERIFY(f->action("tunnel.throughput")->isEnabled());
        f->action("tunnel.throughput")->trigger();
        f->gateway.world().delay = 10min;
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        auto *notice = f->get<ui::Banner>("tunnel.notice");
        QVERIFY(notice->isVisible());
        QVERIFY(!f->action("tunnel.throughput")->isEnabled());
        f->get<QPushButton>("tunnel.notice.close")->click();
        QTRY_VERIFY(!notice->isVisible());
        QVERIFY(!f->get<ui::ErrorBanner>("tunnel.error")->isVisible());
        QTRY_VERIFY(f->action("tunnel.throughput")->isEnabled());
    }

    void saysWhatToWriteWithoutAGateway()
    {
        f->openPage(nullptr);
        QVERIFY(f->page->isReady());
        QVERIFY(f->get<QWidget>("tunnel.empty")->isVisible());
        f->get<QPushButton>("tunnel.example.button")->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"gateway:\n  host: "_s));
        QVERIFY(f->get<ui::Banner>("tunnel.notice")->text().contains(u"niflheim.yaml"_s));
        QVERIFY(!f->action("tunnel.ask")->isEnabled());
        f->picture(u"tunnel-empty"_s);
    }

    void saysThatThereIsNoTarget()
    {
        f->open({1280, 800}, false);
        QTRY_VERIFY(f->page->isReady());
        QTRY_COMPARE(word("traffic"), u"Not probed"_s);
        QVERIFY(lamp("traffic")->lamp().details.first().contains(u"Start one"_s));
        QVERIFY(!f->action("tunnel.throughput")->isEnabled());
        f->picture(u"tunnel-no-target"_s);
    }

    void saysThatAzureCanNotBeAsked()
    {
        f->azure = std::unexpected(
            makeError(ErrorKind::NotSignedIn, u"Not signed in to Azure: run az login, then press F5."_s));
        f->open();
        QTRY_VERIFY(lamp("azure")->lamp().details.value(0).contains(u"az login"_s));
        QTRY_COMPARE(word("traffic"), u"Passes"_s);
        f->get<QTabBar>("tunnel.tabs")->setCurrentIndex(2);
        QVERIFY(f->get<QLabel>("tunnel.ends.empty")->isVisible());
        f->picture(u"tunnel-no-azure"_s);
    }

    /// What is missing in a list that was torn may be there: it is no fault, and nothing is counted.
    void saysThatTheListWasTorn()
    {
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        f->gateway.world().isTorn = true;
        QTRY_VERIFY(lamp("gateway")->lamp().details.value(0).contains(u"could not be read whole"_s));
        QCOMPARE(f->monitor->now().state, TunnelState::Up);
        QCOMPARE(sentence(), u"Traffic passes through the tunnel."_s);
        f->picture(u"tunnel-torn"_s);
        f->gateway.world().isTorn = false;
        QTRY_VERIFY(lamp("gateway")->lamp().details.value(0).contains(u"IKE SA and Child SA up"_s));
    }

    void saysThatTheSiteNamesNoGateway()
    {
        f->hasGateway = false;
        f->open();
        QTRY_VERIFY(lamp("gateway")->lamp().details.value(0).contains(u"gateway.host"_s));
        QCOMPARE(word("gateway"), u"Not asked"_s);
        f->picture(u"tunnel-no-gateway"_s);
    }

    void comparesBothEnds()
    {
        f->azure->parameters.policy->dhGroup = u"DHGroup2"_s;
        f->open();
        QTRY_VERIFY(!f->monitor->now().evidence.parameters.isEmpty());
        f->action("tunnel.show.ends")->trigger();
        auto *table = f->get<QTableView>("tunnel.ends.table");
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), 14);
        QString all;
        for (int row = 0; row < 14; ++row) {
            for (int column = 0; column < 5; ++column)
                all += table->model()->index(row, column).data().toString() + u'\n';
        }
        QVERIFY(all.contains(u"Different"_s));
        QVERIFY2(all.contains(u"weak: modp1024"_s), qPrintable(all));
        QVERIFY(f->get<QLabel>("tunnel.ends.words")->text().startsWith(u"Different: IKE proposals"_s));
        f->picture(u"tunnel-ends"_s);
        f->window.resize(900, 600);
        f->picture(u"tunnel-ends-900"_s);
    }

    void tellsEvents()
    {
        f->openStores();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        using Kind = tunnel::TunnelEvent::Kind;
        for (const tunnel::TunnelEvent &event :
             {tunnel::TunnelEvent{.kind = Kind::Broke,
             .time = now.addSecs(-7200),
             .since = now.addSecs(-7203),
             .cause = u"Azure's gateway does not answer: a firewall drops UDP 500 and 4500."_s},
              tunnel::TunnelEvent{.kind = Kind::Back,
              .time = now.addSecs(-7000),
              .since = now.addSecs(-7001),
              .lasted = 202s},
              tunnel::TunnelEvent{
                  .kind = Kind::Rekeyed, .time = now.addSecs(-600), .since = now.addSecs(-600)}})
            QVERIFY(f->events->add(u"niflheim"_s, event));
        QVERIFY(f->events->add(u"niflheim"_s, {.kind = Kind::Impaired,
                                               .time = now.addSecs(-5000),
                                               .since = now.addSecs(-5010),
                                               .cause = u"Small packets pass, large ones vanish."_s}));
        QVERIFY(f->events->add(u"niflheim"_s, {.kind = Kind::Repaired,
                                               .time = now.addSecs(-4500),
                                               .since = now.addSecs(-4530),
                                               .lasted = 480s}));
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        f->action("tunnel.show.events")->trigger();
        auto *table = f->get<QTableView>("tunnel.events.table");
        QTRY_VERIFY(table->isVisible());
        QTRY_COMPARE(table->model()->rowCount(), 5);
        QVERIFY(table->model()->index(4, 2).data().toString().startsWith(u"Azure's gateway"_s));
        QVERIFY(table->model()->index(3, 2).data().toString().contains(u"3 min 22 s"_s));
        QCOMPARE(table->model()->index(2, 1).data().toString(), u"Impaired"_s);
        QVERIFY(table->model()->index(2, 2).data().toString().contains(u"large ones vanish"_s));
        QVERIFY(table->model()->index(1, 2).data().toString().contains(u"8 min"_s));
        f->picture(u"tunnel-events"_s);
        // A new one comes at the top; what is selected stays so.
        table->selectRow(4);
        f->gateway.world().passes = false;
        QTRY_COMPARE(table->model()->index(0, 1).data().toString(), u"Broke"_s);
        const int rows = table->model()->rowCount();
        QCOMPARE(table->selectionModel()->selectedRows().first().row(), rows - 1);
    }

    void saysThatNothingHappened()
    {
        f->open({1280, 800}, false);
        QTRY_VERIFY(f->page->isReady());
        f->page->open(u"events"_s);
        QVERIFY(f->get<QLabel>("tunnel.events.empty")->isVisible());
    }

    void flaps()
    {
        f->open();
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        QSignalSpy happened(f->monitor.get(), &tunnel::TunnelMonitor::happened);
        for (int i = 0; i < 3; ++i) {
            f->gateway.world().passes = false;
            QTRY_COMPARE(f->monitor->now().state, TunnelState::Down);
            f->gateway.world().passes = true;
            QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        }
        QVERIFY(f->monitor->now().isFlapping);
        QTRY_VERIFY(f->get<QLabel>("tunnel.title")->text().contains(u"Flapping"_s));
        QVERIFY(f->get<QLabel>("tunnel.figures")->text().contains(u"3 break"_s));
        QCOMPARE(f->page->badge(), u"●"_s);
        QCOMPARE(f->page->badgeTone(), ui::Tone::Warning);
        f->picture(u"tunnel-flapping"_s);
    }

    void keepsItsPlace()
    {
        f->open();
        QTRY_VERIFY(f->page->isReady());
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        QTRY_COMPARE(sentence(), u"Traffic passes through the tunnel."_s);
        QTest::qWait(200);
        const auto places = [this] {
            QList<QRect> found;
            for (const char *name :
                 {"tunnel.lamp.azure", "tunnel.lamp.gateway", "tunnel.lamp.traffic", "tunnel.finding",
                  "tunnel.tabs", "tunnel.chart.latency", "tunnel.chart.bytes"}) {
                auto *widget = f->get<QWidget>(name);
                found.append({widget->mapTo(f->page, QPoint()), widget->size()});
            }
            return found;
        };
        const QList<QRect> before = places();
        QSignalSpy sampled(f->monitor.get(), &tunnel::TunnelMonitor::sampled);
        QTRY_VERIFY(sampled.size() > 20);
        QCOMPARE(places(), before);
    }

    void isReachedByKeys()
    {
        f->open();
        QTRY_VERIFY(f->page->isReady());
        f->gateway.world().hasChildSa = false;
        QTRY_VERIFY(f->get<QPushButton>("tunnel.mend.button")->isVisible());
        QSet<QString> wanted{u"tunnel.throughput.button"_s,
                             u"tunnel.ask.button"_s,
                             u"tunnel.lamp.azure"_s,
                             u"tunnel.lamp.gateway"_s,
                             u"tunnel.lamp.traffic"_s,
                             u"tunnel.mend.button"_s,
                             u"tunnel.command"_s,
                             u"tunnel.copy.button"_s,
                             u"tunnel.evidence.button"_s,
                             u"tunnel.tabs"_s,
                             u"tunnel.range.900"_s,
                             u"tunnel.table.button"_s,
                             u"tunnel.band"_s,
                             u"tunnel.chart.latency"_s,
                             u"tunnel.chart.loss"_s,
                             u"tunnel.chart.bytes"_s};
        QStringList order;
        QTest::keyClick(&f->window, Qt::Key_Tab);
        for (int i = 0; i < 60; ++i) {
            if (QWidget *focused = QApplication::focusWidget())
                order.append(focused->objectName());
            QTest::keyClick(&f->window, Qt::Key_Tab);
        }
        for (const QString &name : std::as_const(order))
            wanted.remove(name);
        QVERIFY2(wanted.isEmpty(),
                 qPrintable(QStringList(wanted.values()).join(u' ') + u" not in "_s + order.join(u' ')));
        QVERIFY(order.indexOf(u"tunnel.lamp.azure"_s) < order.indexOf(u"tunnel.lamp.traffic"_s));
        QVERIFY(order.indexOf(u"tunnel.mend.button"_s) < order.indexOf(u"tunnel.chart.latency"_s));
        for (const QWidget *widget : f->page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() & Qt::TabFocus && widget->isVisible() &&
                widget->objectName().startsWith("tunnel."_L1))
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void waitsForAWordOnTraffic()
    {
        // A gateway's word alone is not what the page is looked at for, as long as more may come.
        f->gateway.world().delay = 200ms;
        f->open({1280, 800}, false);
        QTRY_VERIFY(!f->monitor->now().findings.isEmpty());
        QVERIFY(!f->page->isReady());
        f->monitor->setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        QTRY_VERIFY(f->page->isReady());
        QCOMPARE(f->monitor->now().state, TunnelState::Up);
    }

    void fitsASmallWindow()
    {
        f->fillPast();
        f->open({900, 600});
        QTRY_VERIFY(f->page->isReady());
        QTRY_COMPARE(f->monitor->now().state, TunnelState::Up);
        auto *scroll = f->get<QScrollArea>("tunnel.scroll");
        QTRY_VERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
    }

private:
    [[nodiscard]] QString sentence() const { return f->get<QLabel>("tunnel.finding.sentence")->text(); }
    [[nodiscard]] ui::LampCard *lamp(const char *which) const
    {
        return f->get<ui::LampCard>(qPrintable(u"tunnel.lamp."_s + QLatin1StringView(which)));
    }
    [[nodiscard]] QString word(const char *which) const { return lamp(which)->lamp().look.word; }

    void picturesOf(const QString &name)
    {
        if (qEnvironmentVariable("SKYBRO_PICTURES").isEmpty())
            return;
        QTest::qWait(300);
        f->picture(name);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(name + u"-dark"_s);
        f->window.resize(900, 600);
        f->picture(name + u"-dark-900"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        f->picture(name + u"-900"_s);
        auto *bar = f->get<QScrollArea>("tunnel.scroll")->verticalScrollBar();
        bar->setValue(bar->maximum());
        f->picture(name + u"-900-foot"_s);
        bar->setValue(0);
        f->window.resize(1280, 800);
    }

    std::unique_ptr<TunnelFixture> f;
};

QTEST_MAIN(TunnelPageTest)
#include "tst_tunnelpage.moc"
