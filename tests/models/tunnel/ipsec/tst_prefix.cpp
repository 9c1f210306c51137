#include "models/tunnel/ipsec/prefix.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

class PrefixTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("same"); // another notation; empty: refused
        QTest::newRow("IPv4") << u"10.2.0.0/16"_s << u"10.2.3.4/16"_s;
        QTest::newRow("address") << u"10.2.3.4"_s << u"10.2.3.4/32"_s;
        QTest::newRow("any") << u"0.0.0.0/0"_s << u"255.1.1.1/0"_s;
        QTest::newRow("odd length") << u"10.2.0.128/25"_s << u"10.2.0.255/25"_s;
        QTest::newRow("IPv6") << u"2001:db8::/32"_s << u"2001:0DB8:0:0:0:0:0:1/32"_s;
        QTest::newRow("IPv6 with IPv4") << u"::ffff:10.2.3.4"_s << u"::ffff:0a02:0304/128"_s;
        QTest::newRow("IPv6 any") << u"::/0"_s << u"1::/0"_s;
        for (const char *wrong :
             {"", "10.2.0/16", "10.2.0.256", "10.2.0.0/33", "10.2.0.0/", "10.2.0.0/1x", "+1.2.3.4",
              "10.2.0.0.1", "2001:db8::1::2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "g::", ":1", "::/129",
              "12345::", "1:2:3:4:5:6:7::8:9", "%any", "10.0.0.0/8/8"})
            QTest::addRow("no prefix: %s", wrong) << QString::fromLatin1(wrong) << QString();
    }

    void reads()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, same);
        QCOMPARE(parsePrefix(text).has_value(), !same.isEmpty());
        if (!same.isEmpty())
            QVERIFY(parsePrefix(text) == parsePrefix(same));
    }

    void findsOverlaps_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("overlap");
        QTest::newRow("apart") << u"10.2.0.0/16"_s << u"10.0.0.0/16"_s << false;
        QTest::newRow("inside") << u"10.2.0.0/16"_s << u"10.2.7.0/24"_s << true;
        QTest::newRow("around") << u"10.2.7.0/24"_s << u"10.0.0.0/8"_s << true;
        QTest::newRow("neighbours") << u"10.2.0.0/25"_s << u"10.2.0.128/25"_s << false;
        QTest::newRow("IPv6") << u"2001:db8:1::/48"_s << u"2001:db8::/32"_s << true;
        QTest::newRow("families") << u"0.0.0.0/0"_s << u"::/0"_s << false;
        QTest::newRow("no prefix") << u"%any"_s << u"10.0.0.0/8"_s << false;
    }

    void findsOverlaps()
    {
        QFETCH(const QString, left);
        QFETCH(const QString, right);
        QFETCH(const bool, overlap);
        QCOMPARE(firstOverlap({left}, {right}).has_value(), overlap);
        QCOMPARE(firstOverlap({u"%any"_s, right}, {left}).has_value(), overlap);
    }

    void liesWithin()
    {
        const QStringList networks{u"%any"_s, u"10.2.0.0/16"_s, u"2001:db8::/32"_s};
        QVERIFY(isWithin(u"10.2.255.1"_s, networks));
        QVERIFY(isWithin(u"10.2.128.0/17"_s, networks));
        QVERIFY(isWithin(u"2001:db8::1"_s, networks));
        QVERIFY(!isWithin(u"10.3.0.1"_s, networks));
        QVERIFY(!isWithin(u"10.0.0.0/8"_s, networks)); // not all of it
        QVERIFY(!isWithin(u"::1"_s, {u"0.0.0.0/0"_s}));
        QVERIFY(!isWithin(u"%any"_s, networks));
        QVERIFY(!isWithin({}, networks));
        QVERIFY(!isWithin(u"10.2.0.1"_s, {}));
    }

    void comparesLists()
    {
        QVERIFY(
            samePrefixes({u"10.2.0.0/16"_s, u"2001:db8::/32"_s}, {u"2001:db8:0::/32"_s, u"10.2.1.0/16"_s}));
        QVERIFY(!samePrefixes({u"10.2.0.0/16"_s}, {u"10.2.0.0/16"_s, u"10.3.0.0/16"_s}));
        QVERIFY(samePrefixes({}, {}));
        QVERIFY(samePrefixes({u"%any"_s}, {u"%any"_s}));
        QVERIFY(!samePrefixes({u"%any"_s}, {u"%none"_s}));
    }
};

QTEST_GUILESS_MAIN(PrefixTest)
#include "tst_prefix.moc"
