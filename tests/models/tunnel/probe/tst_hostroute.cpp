#include "models/tunnel/probe/hostroute.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

class TestHostRoute : public QObject
{
    Q_OBJECT

private slots:
    void isRead_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<std::optional<bool>>("leads");
        using Leads = std::optional<bool>;
        const QByteArray word = "skybro-host-route ";
        QTest::newRow("by the gateway")
            << "motd\n" + word + "0 10.0.1.4 via 10.2.0.1 dev eth0 src 10.2.0.10 uid 0 \\    cache \n"
            << Leads(true);
        QTest::newRow("by the gateway, IPv6")
            << word + "0 2001:db8:1::4 from :: via 2001:db8::1 dev eth0 src 2001:db8::10 metric 1024\n"
            << Leads(true);
        QTest::newRow("this is the gateway") << word + "0 10.0.1.4 dev ipsec0 src 10.2.0.1 uid 0 \n"
                                             << Leads(true);
        QTest::newRow("by another router") << word + "0 10.0.1.4 via 10.2.0.254 dev eth0 src 10.2.0.10\n"
                                           << Leads();
        QTest::newRow("a neighbour, or another tunnel") << word + "0 10.0.1.4 dev tun0 src 10.8.0.2\n"
                                                        << Leads();
        QTest::newRow("none") << word + "2 \n" << Leads(false);
        QTest::newRow("ip has no such option") << word + "255 \n" << Leads();
        QTest::newRow("no ip") << QByteArray("sh: motd\n") << Leads();
        QTest::newRow("nothing") << QByteArray() << Leads();
        QTest::newRow("cut") << QByteArray("skybro-host-route") << Leads();
        QTest::newRow("address that begins alike")
            << word + "0 10.0.1.4 via 10.2.0.11 dev eth0 src 10.2.0.100\n"
            << Leads();
    }
    void isRead()
    {
        QFETCH(const QByteArray, output);
        QFETCH(const std::optional<bool>, leads);
        QCOMPARE(readHostRoute(output, {u"10.2.0.1"_s, u"2001:db8::1"_s}), leads);
    }

    /// The script itself, on this machine.
    void runs_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("an address") << u"127.0.0.1"_s;
        QTest::newRow("a name") << u"localhost"_s;
    }
    void runs()
    {
        QFETCH(const QString, host);
        if (QStandardPaths::findExecutable(u"ip"_s).isEmpty())
            QSKIP("SKYBRO_SKIP: iproute2 is not installed");
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-s"_s});
        shell.write(hostRouteScript({.host = host}));
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished(skybro::test::patienceMs));
        const QByteArray output = shell.readAllStandardOutput();
        QVERIFY2(readHostRoute(output, {u"127.0.0.1"_s, u"::1"_s}) == true, output.constData());
        QVERIFY(!readHostRoute(output, {u"10.2.0.1"_s}));
    }
};

QTEST_GUILESS_MAIN(TestHostRoute)
#include "tst_hostroute.moc"
