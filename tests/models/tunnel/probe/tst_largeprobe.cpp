#include "models/tunnel/probe/largeprobe.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

class TestLargeProbe : public QObject
{
    Q_OBJECT

private slots:
    void isRead_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<std::optional<bool>>("passes");
        const QByteArray small =
            "skybro-large 84 PING x|64 bytes from x: icmp_seq=1 ttl=64 time=0.4 ms|--- x\n";
        const QByteArray passed =
            "skybro-large 1400 PING x|1380 bytes from x: icmp_seq=1 ttl=64 time=0.4 ms|--- x\n";
        const QByteArray silent =
            "skybro-large 1400 PING x||--- x ---|1 packets transmitted, 0 received, 100% packet loss\n";
        const QByteArray told =
            "skybro-large 1400 PING x|ping: local error: message too long, mtu=1390|--- x ---|1 "
            "packets transmitted, 0 received, +1 errors, 100% packet loss\n";
        const QByteArray unable = "skybro-large 1400 ping: invalid option -- 'M'\n";
        const auto row = [](const char *name, const QByteArray &record, std::optional<bool> passes) {
            QTest::newRow(name) << record << passes;
        };
        row("passes", small + passed + passed + passed, true);
        row("one of three", small + silent + passed + silent, true);
        row("vanishes", "motd\n" + silent + small + silent + silent, false);
        row("told", small + told + told + told, true);
        row("all is silent", silent + silent + silent, std::nullopt);
        row("cut off", small + silent + silent, std::nullopt);
        row("no such ping", small + unable + unable + unable, std::nullopt);
        row("nothing", {}, std::nullopt);
    }
    void isRead()
    {
        QFETCH(const QByteArray, record);
        QFETCH(const std::optional<bool>, passes);
        QCOMPARE(readLargeProbe(record), passes);
    }

    void runs()
    {
        if (QStandardPaths::findExecutable(u"ping"_s).isEmpty())
            QSKIP("SKYBRO_SKIP: iputils-ping is not installed");
        QProcess process;
        process.start(u"/bin/sh"_s, {u"-s"_s});
        process.write(largeProbeScript({.host = u"127.0.0.1"_s, .source = u"127.0.0.1"_s}));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(skybro::test::patienceMs));
        QCOMPARE(readLargeProbe(process.readAllStandardOutput()), std::optional(true));
    }
};

QTEST_GUILESS_MAIN(TestLargeProbe)
#include "tst_largeprobe.moc"
