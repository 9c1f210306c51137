#include "models/base/ipnetwork.h"

#include <QTest>

using namespace skybro;
using namespace Qt::StringLiterals;

class TestIpNetwork : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cidr"); // empty: it is none
        const auto row = [](const char *text, const char *cidr) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(cidr);
        };
        row("10.1.2.3", "10.1.2.3/32");
        row("10.1.2.3/16", "10.1.0.0/16");
        row("10.1/16", "10.1.0.0/16");
        row("10.0.0.0/255.0.0.0", "10.0.0.0/8");
        row("10.0.0.0/0.0.0.255", "10.0.0.0/24");
        row("0.0.0.0/0", "0.0.0.0/0");
        row("fd00::1/64", "fd00::/64");
        row("::/0", "::/0");
        row("", "");
        row("*", "");
        row("10.0.0.0/33", "");
        row("10.0.0.0/", "");
        row("10.0.0.0/-1", "");
        row("10.0.0.256", "");
        row("1.2.3.4.5", "");
        row("fd00::/129", "");
        row("[fd00::]/64", "");
        row("VirtualNetwork", "");
    }
    void reads()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, cidr);
        const auto network = IpNetwork::parse(text);
        QCOMPARE(network ? network->cidr() : QString(), cidr);
    }

    void relations_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("contains");
        QTest::addColumn<bool>("overlaps");
        QTest::newRow("within") << u"10.0.0.0/8"_s << u"10.2.0.0/16"_s << true << true;
        QTest::newRow("around") << u"10.2.0.0/16"_s << u"10.0.0.0/8"_s << false << true;
        QTest::newRow("same") << u"10.2.0.0/16"_s << u"10.2.0.0/16"_s << true << true;
        QTest::newRow("host bits do not count") << u"10.2.3.4/16"_s << u"10.2.0.0/16"_s << true << true;
        QTest::newRow("beside") << u"10.2.0.0/16"_s << u"10.3.0.0/16"_s << false << false;
        QTest::newRow("all") << u"0.0.0.0/0"_s << u"255.255.255.255/32"_s << true << true;
        QTest::newRow("another version") << u"::/0"_s << u"10.0.0.0/8"_s << false << false;
        QTest::newRow("IPv6") << u"fd00::/48"_s << u"fd00:0:0:5::/64"_s << true << true;
    }
    void relations()
    {
        QFETCH(const QString, left);
        QFETCH(const QString, right);
        QFETCH(const bool, contains);
        QFETCH(const bool, overlaps);
        const auto one = IpNetwork::parse(left);
        const auto other = IpNetwork::parse(right);
        QVERIFY(one && other);
        QCOMPARE(one->contains(*other), contains);
        QCOMPARE(one->overlaps(*other), overlaps);
        QCOMPARE(other->overlaps(*one), overlaps);
    }
};

QTEST_GUILESS_MAIN(TestIpNetwork)
#include "tst_ipnetwork.moc"
