#include "models/tunnel/probe/pathmtu.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using Kind = PathMtu::Kind;

Q_DECLARE_METATYPE(skybro::tunnel::PathMtu::Kind)

namespace {

/// A record in short: "84+" passed, "1500-" vanished, "1500!1400" a router says 1400, "84x" ping can not do
/// it.
QByteArray record(const QByteArray &tries, bool isWhole = true)
{
    QByteArray text = "Welcome\nskybro-mtu";
    text += "\n";
    for (const QByteArray &one : tries.split(' ')) {
        if (one.isEmpty())
            continue;
        const qsizetype mark = one.size() - (one.contains('!') ? one.size() - one.indexOf('!') : 1);
        text += "skybro-mtu try " + one.first(mark) + ' ';
        switch (one.at(mark)) {
        case '+':
            text += "PING x|64 bytes from x: icmp_seq=1 ttl=63 time=0.047 ms|--- x ---|1 received, 0% packet "
                    "loss";
            break;
        case '!':
            text += "PING x|From 10.2.0.1 icmp_seq=1 Frag needed and DF set (mtu = " + one.mid(mark + 1) +
                    ")|--- x ---|0 received, +1 errors, 100% packet loss";
            break;
        case '-':
            text += "PING x||--- x ---|1 packets transmitted, 0 received, 100% packet loss";
            break;
        default:
            text += "ping: invalid option -- 'M'|BusyBox v1.35.0";
            break;
        }
        text += "\n";
    }
    return isWhole ? text + "skybro-mtu end\n" : text;
}

} // namespace

class TestPathMtu : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("mtu");
        QTest::addColumn<int>("packets");
        QTest::newRow("whole") << record("84+ 1500+") << Kind::Whole << 1500 << 2;
        QTest::newRow("whole, two lost") << record("84- 84+ 1500- 1500+") << Kind::Whole << 1500 << 4;
        QTest::newRow("told") << record("84+ 1500!1400 1400+") << Kind::Told << 1400 << 3;
        QTest::newRow("told too much")
            << record("84+ 1500!1438 1438- 1280+ 1359+ 1398+ 1418- 1408- 1403- 1403- 1403-")
            << Kind::BlackHole << 1398 << 11;
        QTest::newRow("a black hole")
            << record("84+ 1500- 1500- 1280+ 1390+ 1445- 1417- 1403- 1396+ 1403- 1403-") << Kind::BlackHole
            << 1396 << 11;
        QTest::newRow("a black hole under 1280")
            << record("84+ 1500- 1500- 1280- 682+ 981+ 1130- 1055- 1018- 999- "
                      "990- 985- 985- 985-")
            << Kind::BlackHole << 981 << 14;
        QTest::newRow("loss") << record("84+ 1500- 1500- 1280+ 1390+ 1445- 1417- 1403- 1396+ 1403+")
                              << Kind::NotMeasured << 0 << 10;
        QTest::newRow("no answer") << record("84- 84-") << Kind::NoAnswer << 0 << 2;
        QTest::newRow("no such ping") << record("84x") << Kind::NotMeasured << 0 << 0;
        QTest::newRow("cut off") << record("84+ 1500- 1500- 1280+", false) << Kind::NotMeasured << 0 << 4;
        QTest::newRow("cut off after all was known")
            << record("84+ 1500+", false) << Kind::Whole << 1500 << 2;
        const QByteArray socket =
            "State Recv-Q Send-Q Local Address:Port Peer Address:Port|ESTAB 0 0 10.2.0.10:45 "
            "10.0.1.4:22|\t cubic ";
        QTest::newRow("by TCP")
            << record("84x", false) + "skybro-mtu mss " + socket +
                   "wscale:7,7 rto:204 mss:1460 pmtu:1500 rcvmss:536 advmss:1460\nskybro-mtu end\n"
            << Kind::Negotiated << 1500 << 0;
        QTest::newRow("by TCP, clamped, with time stamps")
            << record("84x", false) + "skybro-mtu mss " + socket +
                   "ts sack wscale:7,7 mss:1338 pmtu:1500 rcvmss:536 advmss:1448\nskybro-mtu end\n"
            << Kind::Negotiated << 1390 << 0;
        QTest::newRow("by TCP, over IPv6")
            << record("84x", false) +
                   "skybro-mtu mss ESTAB 0 0 [fd00::1]:45 [fd00::4]:22|\t cubic mss:1220 pmtu:1500\n"
            << Kind::Negotiated << 1280 << 0;
        QTest::newRow("ss says nothing") << record("84x", false) + "skybro-mtu mss \nskybro-mtu end\n"
                                         << Kind::NotMeasured << 0 << 0;
    }
    void judges()
    {
        QFETCH(QByteArray, output);
        QFETCH(Kind, kind);
        QFETCH(int, mtu);
        QFETCH(int, packets);
        const Result<PathMtu> result = readMtuRecord(output);
        QVERIFY(result);
        QCOMPARE(toWord(result->kind), toWord(kind));
        QCOMPARE(result->mtu, mtu);
        QCOMPARE(result->packets, packets);
        QCOMPARE(!result->note.isEmpty(), kind == Kind::NotMeasured);
    }

    void saysWhenThereIsNoRecord()
    {
        const Result<PathMtu> result =
            readMtuRecord("This account is currently not available.\nskybro-mtu tries\n");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Protocol);
    }
};

QTEST_GUILESS_MAIN(TestPathMtu)
#include "tst_pathmtu.moc"
