#include "tests/models/fleet/testnodes.h"

#include <QTest>

#include <algorithm>

using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestNode : public QObject
{
    Q_OBJECT

private slots:
    void readsAzuresWords_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("state");
        const auto row = [](const char *word, PowerState state) {
            QTest::newRow(word) << QString::fromLatin1(word) << static_cast<int>(state);
        };
        row("PowerState/running", PowerState::Running);
        row("running", PowerState::Running);
        row("powerstate/Deallocating", PowerState::Deallocating);
        row("PowerState/deallocated", PowerState::Deallocated);
        row("PowerState/stopped", PowerState::Stopped);
        row("PowerState/stopping", PowerState::Stopping);
        row("PowerState/starting", PowerState::Starting);
        row("PowerState/hibernated", PowerState::Unknown);
        row("PowerState/", PowerState::Unknown);
        row("", PowerState::Unknown);
    }
    void readsAzuresWords()
    {
        QFETCH(QString, word);
        QFETCH(int, state);
        QCOMPARE(static_cast<int>(powerStateFromWord(word)), state);
    }

    void wordsAndBack()
    {
        for (int i = 0; i < PowerStateCount; ++i)
            QCOMPARE(powerStateFromWord(toWord(static_cast<PowerState>(i))), static_cast<PowerState>(i));
        for (const auto action :
             {PowerAction::Start, PowerAction::Deallocate, PowerAction::PowerOff, PowerAction::Restart})
            QCOMPARE(powerActionFromWord(toWord(action)), action);
        QVERIFY(!powerActionFromWord(u"delete"));
    }

    void stoppedCostsAndDeallocatedDoesNot()
    {
        Node node = testNode(u"a"_s, PowerState::Stopped);
        QCOMPARE(node.costPerHour()->amount, 3.6);
        node.powerState = PowerState::Deallocated;
        QCOMPARE(node.costPerHour()->amount, 0.0);
        node.powerState = PowerState::Unknown;
        QVERIFY(!node.costPerHour());
        node.powerState = PowerState::Running;
        node.price.reset();
        QVERIFY(!node.costPerHour()); // not known is not 0
    }

    void differenceNamesWhatDiffers()
    {
        const Node before = testNode(u"a"_s);
        Node after = before;
        after.powerAsOf = QDateTime::currentDateTimeUtc();
        QCOMPARE(difference(before, after), NodeFields());
        after.powerState = PowerState::Starting;
        after.publicIp = u"203.0.113.5"_s;
        QCOMPARE(difference(before, after), NodeField::Power | NodeField::PublicAddress);
    }

    void namesSortAsPeopleCount_data()
    {
        QTest::addColumn<QStringList>("sorted");
        QTest::newRow("numbers") << QStringList{u"n1"_s, u"n2"_s, u"n10"_s, u"n100"_s};
        QTest::newRow("zeros") << QStringList{u"n001"_s, u"n002"_s, u"n010"_s};
        QTest::newRow("case") << QStringList{u"Alpha"_s, u"beta"_s, u"Gamma"_s};
        QTest::newRow("inner") << QStringList{u"a1b9"_s, u"a1b10"_s, u"a2b1"_s};
        QTest::newRow("prefix") << QStringList{u"n"_s, u"n1"_s, u"n1a"_s};
        QTest::newRow("long") << QStringList{u"n99999999999999999998"_s, u"n99999999999999999999"_s};
    }
    void namesSortAsPeopleCount()
    {
        QFETCH(QStringList, sorted);
        QStringList names = sorted;
        std::ranges::reverse(names);
        std::ranges::sort(names, naturalLess);
        QCOMPARE(names, sorted);
    }

    void orderIsStrict()
    {
        const QStringList names{u"n1"_s, u"n01"_s, u"N1"_s,   u"n"_s,    u""_s,
                                u"1"_s,  u"01"_s,  u"n1-2"_s, u"n1-10"_s};
        for (const QString &a : names) {
            for (const QString &b : names)
                QCOMPARE(naturalLess(a, b), a != b && !naturalLess(b, a));
        }
    }
};

QTEST_GUILESS_MAIN(TestNode)
#include "tst_node.moc"
