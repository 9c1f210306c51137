#include "app/skybro/notifier.h"
#include "app/skybro/playedgateway.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QTest>

using namespace skybro;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A desktop that shows notifications, as far as its interface goes.
class FakeDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        QString program;
        uint replaces;
        QString summary;
        QString body;
        uint urgency;
    };
    QList<Shown> shown;

public slots:
    uint Notify(const QString &program, uint replaces, const QString &, const QString &summary,
                const QString &body, const QStringList &, const QVariantMap &hints, int)
    {
        shown.append({program, replaces, summary, body, hints.value(u"urgency"_s).toUInt()});
        return replaces > 0 ? replaces : 17;
    }
};

class NotifierTest : public QObject
{
    Q_OBJECT

    FakeDesktop desktop;
    console::PlayedGateway gateway;

    [[nodiscard]] tunnel::MonitorSources sources()
    {
        tunnel::MonitorSources sources;
        sources.tunnel = u"niflheim"_s;
        sources.connection = console::PlayedGateway::connection();
        sources.gateway = console::PlayedGateway::name();
        sources.gatewayShell = gateway.shell();
        return sources;
    }
    static constexpr tunnel::MonitorPolicy policy{
        .sample = 40ms, .azure = 1h, .connections = 400ms, .settings = 400ms};

private slots:
    void initTestCase()
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            QSKIP("package dbus is not installed");
        QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, &desktop,
                                   QDBusConnection::ExportAllSlots));
        QVERIFY2(bus.registerService(u"org.freedesktop.Notifications"_s),
                 qPrintable(bus.lastError().message()));
    }
    void init()
    {
        desktop.shown.clear();
        gateway.world() = {};
        gateway.world().delay = 1ms;
        gateway.world().wait = 1ms;
    }

    void tellsImpairmentsAndTheirEnd()
    {
        constexpr int faster = 8; // than time goes: an impairment is told after ten seconds
        tunnel::MonitorSources from = sources();
        const QDateTime began = QDateTime::currentDateTimeUtc();
        from.clock = [began] {
            return began.addMSecs(faster * began.msecsTo(QDateTime::currentDateTimeUtc()));
        };
        tunnel::TunnelMonitor monitor(std::move(from), policy);
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        const console::Notifier notifier(&monitor, u"niflheim"_s);
        monitor.start();
        QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Up);

        gateway.world().forwards = false; // which the gateway's own probes do not need
        QTRY_COMPARE(desktop.shown.size(), 1);
        QCOMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is impaired"_s);
        QVERIFY2(desktop.shown.last().body.contains(u"does not forward"_s),
                 qPrintable(desktop.shown.last().body));
        QCOMPARE(desktop.shown.last().urgency, 2U);

        // What replaces it must not hide that.
        gateway.world().passes = false;
        QTRY_COMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is down"_s);
        gateway.world().passes = true;
        QTRY_COMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is back"_s);
        QVERIFY2(desktop.shown.last().body.contains(u"Before it broke: The tunnel is up; "_s),
                 qPrintable(desktop.shown.last().body));

        gateway.world().forwards = true;
        QTRY_COMPARE(desktop.shown.size(), 4);
        QCOMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is impaired no longer"_s);
        QCOMPARE(desktop.shown.last().replaces, 17U);
        QCOMPARE(desktop.shown.last().urgency, 1U);
    }

    /// It is told, but needs nobody's attention.
    void aBreakThatAChangeMakesIsNotUrgent()
    {
        tunnel::TunnelMonitor monitor(sources(), policy);
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        const console::Notifier notifier(&monitor, u"niflheim"_s);
        monitor.start();
        QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Up);
        monitor.setChanging(true);
        gateway.world().daemonRuns = false;
        QTRY_COMPARE(desktop.shown.size(), 1);
        QCOMPARE(desktop.shown.last().urgency, 1U);
        gateway.world().daemonRuns = true;
        QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Up);
        monitor.setChanging(false);
        gateway.world().daemonRuns = false;
        QTRY_COMPARE(desktop.shown.size(), 3);
        QCOMPARE(desktop.shown.last().urgency, 2U);
    }

    void tellsBreaksAndRecoveries()
    {
        tunnel::TunnelMonitor monitor(sources(), policy);
        monitor.setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        const console::Notifier notifier(&monitor, u"niflheim"_s);
        monitor.start();
        QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Up);
        QVERIFY(desktop.shown.isEmpty());

        gateway.world().daemonRuns = false;
        QTRY_COMPARE(desktop.shown.size(), 1);
        QCOMPARE(desktop.shown.last().program, u"Skybro"_s);
        QCOMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is down"_s);
        QVERIFY2(desktop.shown.last().body.contains(u"not running"_s), qPrintable(desktop.shown.last().body));
        QCOMPARE(desktop.shown.last().urgency, 2U);

        gateway.world().daemonRuns = true;
        QTRY_COMPARE(desktop.shown.size(), 2);
        QCOMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is back"_s);
        QCOMPARE(desktop.shown.last().replaces, 17U); // the one before goes
        QCOMPARE(desktop.shown.last().urgency, 1U);

        // Why is not known yet: a moment later it is, and is told with it.
        gateway.world().passes = false;
        QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Down);
        QVERIFY(monitor.cause().isEmpty());
        QCOMPARE(desktop.shown.size(), 2);
        gateway.world().forwards = false;
        QTRY_COMPARE(desktop.shown.size(), 3);
        QCOMPARE(desktop.shown.last().summary, u"niflheim: the tunnel is down"_s);
        QVERIFY2(desktop.shown.last().body.contains(u"ip_forward"_s), qPrintable(desktop.shown.last().body));
        gateway.world().forwards = gateway.world().passes = true;
        QTRY_COMPARE(desktop.shown.size(), 4);

        // Then it flaps: told once, however often it breaks.
        for (int i = 0; i < 4; ++i) {
            gateway.world().daemonRuns = false;
            QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Down);
            gateway.world().daemonRuns = true;
            QTRY_COMPARE(monitor.now().state, tunnel::TunnelState::Up);
        }
        QTRY_VERIFY(desktop.shown.last().summary == u"niflheim: the tunnel flaps"_s);
        QVERIFY(desktop.shown.size() <= 5);
    }
};

QTEST_GUILESS_MAIN(NotifierTest)
#include "tst_notifier.moc"
