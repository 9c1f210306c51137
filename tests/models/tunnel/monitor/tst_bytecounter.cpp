#include "models/tunnel/monitor/bytecounter.h"

#include <QTest>

using namespace skybro::tunnel;
using namespace Qt::StringLiterals;
using Bytes = ByteCounter::Bytes;

namespace {

ChildSa child(quint64 serial, quint64 in, quint64 out, const QString &spi = u"aa"_s)
{
    ChildSa sa;
    sa.serial = serial;
    sa.bytesIn = in;
    sa.bytesOut = out;
    sa.spiIn = spi;
    return sa;
}

} // namespace

class ByteCounterTest : public QObject
{
    Q_OBJECT

private slots:
    void addsUpOverLooks_data()
    {
        QTest::addColumn<QList<QList<ChildSa>>>("looks");
        QTest::addColumn<quint64>("in");
        QTest::addColumn<quint64>("out");
        const auto row = [](const char *name, const QList<QList<ChildSa>> &looks, quint64 in, quint64 out) {
            QTest::newRow(name) << looks << in << out;
        };
        row("what was before does not count", {{child(2, 1000, 2000)}}, 0, 0);
        row("grows", {{child(2, 1000, 2000)}, {child(2, 1010, 2050)}}, 10, 50);
        row("rekeyed: the new one's bytes are all new",
            {{child(2, 1000, 2000)}, {child(2, 1100, 2000), child(4, 5, 7)}, {child(4, 10, 9)}}, 110, 9);
        row("daemon began again under the same number", {{child(2, 1000, 2000)}, {child(2, 30, 40, u"bb"_s)}},
            30, 40);
        row("counter began again", {{child(2, 1000, 2000)}, {child(2, 30, 40)}}, 30, 40);
        row("counter of 32 bits wrapped", {{child(2, 4294967290, 4294967000)}, {child(2, 4, 100)}}, 10, 396);
        row("64 bits do not wrap so", {{child(2, 5'000'000'000, 0)}, {child(2, 6, 0)}}, 6, 0);
        row("down in between", {{child(2, 1000, 2000)}, {}, {child(5, 1, 2)}}, 1, 2);
        row("missed in between", {{child(2, 1000, 2000)}, {}, {child(2, 1001, 2002)}}, 1, 2);
        row("up for the first time", {{}, {child(2, 7, 8)}}, 7, 8);
        row("duplicates after a recovery",
            {{child(2, 10, 10), child(4, 0, 0)}, {child(2, 11, 10), child(4, 5, 6)}}, 6, 6);
        row("one of two missed in between",
            {{child(2, 1000, 2000), child(3, 9000, 9000)},
             {child(2, 1001, 2002)},
             {child(2, 1001, 2002), child(3, 9005, 9006)}},
            6, 8);
        row("one of two without counters in between",
            {{child(2, 1000, 2000), child(3, 9000, 9000)},
             {child(2, 1001, 2002), ChildSa()},
             {child(2, 1001, 2002), child(3, 9005, 9006)}},
            6, 8);
        row("without counters", {{child(2, 1, 1)}, {ChildSa()}, {child(2, 2, 3)}}, 1, 2);
    }

    void addsUpOverLooks()
    {
        QFETCH(const QList<QList<ChildSa>>, looks);
        QFETCH(const quint64, in);
        QFETCH(const quint64, out);
        ByteCounter counter;
        Bytes sum;
        for (const QList<ChildSa> &look : looks) {
            const Bytes added = counter.add(look);
            sum.in += added.in;
            sum.out += added.out;
        }
        QCOMPARE(counter.total().in, in);
        QCOMPARE(counter.total().out, out);
        QCOMPARE(sum, counter.total());
    }
};

QTEST_GUILESS_MAIN(ByteCounterTest)
#include "tst_bytecounter.moc"
