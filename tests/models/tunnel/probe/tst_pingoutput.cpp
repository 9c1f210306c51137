#include "models/tunnel/probe/pingoutput.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using Outcome = ProbeReply::Outcome;

Q_DECLARE_METATYPE(skybro::tunnel::ProbeReply::Outcome)

class TestPingOutput : public QObject
{
    Q_OBJECT

private slots:
    void readsOnePacket_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<int>("microseconds");
        QTest::addColumn<QString>("note");

        QTest::newRow("iputils") << QByteArray("PING 10.0.1.4 (10.0.1.4) 56(84) bytes of data.\n"
                                               "64 bytes from 10.0.1.4: icmp_seq=1 ttl=62 time=23.4 ms\n\n"
                                               "--- 10.0.1.4 ping statistics ---\n"
                                               "1 packets transmitted, 1 received, 0% packet loss, time 0ms\n"
                                               "rtt min/avg/max/mdev = 23.417/23.417/23.417/0.000 ms\n")
                                 << Outcome::Answered << 23400 << QString();
        QTest::newRow("busybox") << QByteArray("PING 127.0.0.1 (127.0.0.1): 56 data bytes\n"
                                               "64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.282 ms\n\n"
                                               "--- 127.0.0.1 ping statistics ---\n"
                                               "1 packets transmitted, 1 packets received, 0% packet loss\n"
                                               "round-trip min/avg/max = 0.282/0.282/0.282 ms\n")
                                 << Outcome::Answered << 282 << QString();
        QTest::newRow("inetutils") << QByteArray("PING 10.0.1.4 (10.0.1.4): 56 data bytes\n"
                                                 "64 bytes from 10.0.1.4: icmp_seq=0 ttl=62 time=1,234 ms\n")
                                   << Outcome::Answered << 1234 << QString();
        QTest::newRow("German") << QByteArray("PING 10.0.1.4 (10.0.1.4) 56(84) Bytes Daten.\n"
                                              "64 Bytes von 10.0.1.4: icmp_seq=1 ttl=62 Zeit=23,4 ms\n")
                                << Outcome::Answered << 23400 << QString();
        QTest::newRow("IPv6 of busybox") << QByteArray("64 bytes from fd00::4: seq=0 ttl=62 time=9.100 ms\n")
                                         << Outcome::Answered << 9100 << QString();
        QTest::newRow("a clock set back, and a duplicate")
            << QByteArray("Warning: time of day goes back (-5us), taking countermeasures\n"
                          "64 bytes from 10.0.1.4: icmp_seq=1 ttl=62 time=0.000 ms\n"
                          "64 bytes from 10.0.1.4: icmp_seq=1 ttl=62 time=8.1 ms (DUP!)\n")
            << Outcome::Answered << 0 << QString();
        QTest::newRow("a banner before it")
            << QByteArray("All use is monitored. 100 MB quota.\r\n64 bytes from 10.0.1.4: icmp_seq=1 ttl=62 "
                          "time=8.10 ms\r\n")
            << Outcome::Answered << 8100 << QString();

        QTest::newRow("silence")
            << QByteArray(
                   "PING 10.0.1.4 (10.0.1.4) 56(84) bytes of data.\n\n--- 10.0.1.4 ping statistics ---\n"
                   "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n")
            << Outcome::Silent << -1 << QString();
        QTest::newRow("silence in French")
            << QByteArray("PING 10.0.1.4 (10.0.1.4) 56(84) octets de données.\n\n"
                          "--- statistiques ping 10.0.1.4 ---\n"
                          "1 paquets transmis, 0 reçus, 100% packet loss, time 0ms\n")
            << Outcome::Silent << -1 << QString();
        QTest::newRow("a router says no")
            << QByteArray("PING 10.0.1.4 (10.0.1.4) 56(84) bytes of data.\n"
                          "From 10.2.0.1 icmp_seq=1 Destination Host Unreachable\n\n"
                          "--- 10.0.1.4 ping statistics ---\n"
                          "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms\n")
            << Outcome::Unreachable << -1 << u"Destination Host Unreachable"_s;
        QTest::newRow("no route here")
            << QByteArray("ping: connect: Network is unreachable\n") << Outcome::Unreachable << -1
            << u"ping: connect: Network is unreachable"_s;
        QTest::newRow("no route here, busybox")
            << QByteArray("PING 10.0.1.4 (10.0.1.4): 56 data bytes\nping: sendto: Network is unreachable\n")
            << Outcome::Unreachable << -1 << u"ping: sendto: Network is unreachable"_s;
        QTest::newRow("too big for this side")
            << QByteArray("PING 10.0.1.4 (10.0.1.4) 1472(1500) bytes of data.\n"
                          "ping: local error: message too long, mtu=1400\n\n"
                          "--- 10.0.1.4 ping statistics ---\n"
                          "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms\n")
            << Outcome::Unreachable << -1 << u"packet too big, mtu 1400"_s;
        QTest::newRow("no rights, busybox")
            << QByteArray("PING 10.0.1.4 (10.0.1.4): 56 data bytes\n"
                          "ping: permission denied (are you root?)\n")
            << Outcome::NotMade << -1 << u"ping: permission denied (are you root?)"_s;
        QTest::newRow("no rights, iputils")
            << QByteArray("ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\n")
            << Outcome::NotMade << -1 << u"ping: socktype: SOCK_RAW"_s;
        QTest::newRow("unknown name") << QByteArray("ping: vm7: Name or service not known\n")
                                      << Outcome::NotMade << -1 << u"ping: vm7: Name or service not known"_s;
        QTest::newRow("not there") << QByteArray("sh: 1: ping: not found\n") << Outcome::NotMade << -1
                                   << u"sh: 1: ping: not found"_s;
        QTest::newRow("cut off") << QByteArray("PING 10.0.1.4 (10.0.1.4) 56(84) bytes of data.\n64 bytes fr")
                                 << Outcome::NotMade << -1 << u"64 bytes fr"_s;
        QTest::newRow("nothing") << QByteArray() << Outcome::NotMade << -1 << QString();
    }

    void readsOnePacket()
    {
        QFETCH(QByteArray, output);
        QFETCH(Outcome, outcome);
        QFETCH(int, microseconds);
        QFETCH(QString, note);
        const ProbeReply reply = replyOf(readPing(output));
        QCOMPARE(reply.outcome, outcome);
        QCOMPARE(reply.roundTrip ? reply.roundTrip->count() : -1, microseconds);
        QCOMPARE(reply.note, note);
        QCOMPARE(reply.method, ProbeMethod::Icmp);
    }

    void readsTheLargestPacket_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("Linux, a router")
            << QByteArray("From 10.2.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)");
        QTest::newRow("Linux, here, old") << QByteArray("ping: local error: Message too long, mtu=1400");
        QTest::newRow("Linux, here, new")
            << QByteArray("ping: sendmsg: local error: message too long, mtu: 1400");
        QTest::newRow("IPv6") << QByteArray("From fd00::1 icmp_seq=1 Packet too big: mtu=1400");
    }

    void readsTheLargestPacket()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(readPing(line).mtu, 1400);
    }

    void readsManyPackets()
    {
        QByteArray output;
        for (int i = 1; i <= 500; ++i)
            output += "64 bytes from 10.0.1.4: icmp_seq=" + QByteArray::number(i) + " ttl=62 time=8.1 ms\n";
        QCOMPARE(readPing(output).roundTrips.size(), 500);
    }

    void keepsNotesShort() { QVERIFY(readPing(QByteArray(100'000, 'x')).problem.size() < 300); }
};

QTEST_GUILESS_MAIN(TestPingOutput)
#include "tst_pingoutput.moc"
