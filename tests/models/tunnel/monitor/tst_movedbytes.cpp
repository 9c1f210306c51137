#include "models/tunnel/monitor/movedbytes.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

class TestMovedBytes : public QObject
{
    Q_OBJECT

    QDateTime m_time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);

    [[nodiscard]] static ChildSa sa(quint64 in, quint64 out)
    {
        ChildSa one;
        one.serial = 2;
        one.bytesIn = in;
        one.bytesOut = out;
        return one;
    }
    [[nodiscard]] QDateTime at(double seconds) const { return m_time.addMSecs(qRound64(seconds * 1000)); }

private slots:
    void aSecond()
    {
        MovedBytes moved;
        moved.add({sa(1000, 500)}, at(0));
        QVERIFY(!moved.rate()); // one look is none
        QVERIFY(!moved.moved());
        moved.add({sa(1600, 500)}, at(2));
        QCOMPARE(moved.rate()->in, 300.0);
        QCOMPARE(moved.rate()->out, 0.0);
        QCOMPARE(moved.moved(), (ByteCounter::Bytes{600, 0}));
        moved.interrupt();
        QVERIFY(!moved.rate());
        moved.add({sa(9600, 500)}, at(60)); // what went meanwhile is of no second
        QVERIFY(!moved.rate());
    }

    void onlyWhatIsLate()
    {
        MovedBytes moved;
        for (int i = 0; i <= 30; ++i)
            moved.add({sa(quint64(100) * i, quint64(10) * i)}, at(i));
        QCOMPARE(moved.moved(), (ByteCounter::Bytes{1100, 110})); // of ten seconds
        moved.beginAnew();
        QVERIFY(!moved.moved());
        moved.add({sa(3100, 310)}, at(31)); // part of it is older
        QVERIFY(!moved.moved());
        moved.add({sa(3150, 310)}, at(32));
        QCOMPARE(moved.moved(), (ByteCounter::Bytes{50, 0}));
    }

    void uncountedIsNotNothing()
    {
        MovedBytes moved;
        ChildSa silent;
        silent.serial = 2;
        for (int i = 0; i < 4; ++i)
            moved.add({silent}, at(i));
        QVERIFY(!moved.moved());
        QVERIFY(!moved.rate());
        MovedBytes none;
        none.add({}, at(0));
        none.add({}, at(1));
        QVERIFY(!none.moved());
    }

    void clockSetBack()
    {
        MovedBytes moved;
        moved.add({sa(0, 0)}, at(100));
        moved.add({sa(100, 100)}, at(1));
        QVERIFY(!moved.rate());
    }
};

QTEST_GUILESS_MAIN(TestMovedBytes)
#include "tst_movedbytes.moc"
