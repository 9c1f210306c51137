#include "models/fleet/nodefilter.h"
#include "tests/models/fleet/testnodes.h"

#include <QTest>

using namespace skybro::fleet;
using namespace Qt::StringLiterals;

class TestNodeFilter : public QObject
{
    Q_OBJECT

private:
    static QList<Node> cluster()
    {
        QList<Node> nodes;
        for (int i = 1; i <= 12; ++i)
            nodes += testNode(u"cloud%1"_s.arg(i, 3, 10, QChar(u'0')),
                              i <= 4 ? PowerState::Running : PowerState::Deallocated);
        nodes[0].tags = {{u"role"_s, u"compute"_s}};
        nodes[1].tags = {{u"Role"_s, u"Login"_s}};
        nodes[2].size = u"Standard_D4s_v5"_s;
        nodes[3].privateIp = u"10.0.1.44"_s;
        nodes[4].pending = PendingAction{};
        nodes[5].resourceGroup = u"Other-RG"_s;
        nodes[6].priority = u"Spot"_s;
        nodes[7].powerState = PowerState::Stopped;
        return nodes;
    }

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("found");
        QTest::newRow("nothing typed") << u" "_s << QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        QTest::newRow("name") << u"CLOUD01"_s << QList<int>{10, 11, 12};
        QTest::newRow("hostlist") << u"cloud[001-002,007]"_s << QList<int>{1, 2, 7};
        QTest::newRow("hostlist, other case") << u"Cloud[011-013]"_s << QList<int>{11, 12};
        QTest::newRow("no prefix trap") << u"cloud[1]"_s << QList<int>{};
        QTest::newRow("state word") << u"running"_s << QList<int>{1, 2, 3, 4};
        QTest::newRow("states") << u"state:running,stopped"_s << QList<int>{1, 2, 3, 4, 8};
        QTest::newRow("billed") << u"billed -running"_s << QList<int>{8};
        QTest::newRow("pending") << u"pending"_s << QList<int>{5};
        QTest::newRow("size") << u"size:d4"_s << QList<int>{3};
        QTest::newRow("size, being typed") << u"size: running"_s << QList<int>{1, 2, 3, 4};
        QTest::newRow("tag") << u"tag:role"_s << QList<int>{1, 2};
        QTest::newRow("tag's value") << u"tag:role=login"_s << QList<int>{2};
        QTest::newRow("tag's value in words") << u"compute"_s << QList<int>{1};
        QTest::newRow("group") << u"group:other"_s << QList<int>{6};
        QTest::newRow("priority") << u"priority:spot"_s << QList<int>{7};
        QTest::newRow("address") << u"1.44"_s << QList<int>{4};
        QTest::newRow("two words") << u"cloud00 deallocated"_s << QList<int>{5, 6, 7, 9};
        QTest::newRow("not") << u"-cloud[001-011]"_s << QList<int>{12};
        QTest::newRow("nothing") << u"zebra"_s << QList<int>{};
    }
    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, found);
        const NodeFilter filter = NodeFilter::parse(text);
        QVERIFY(!filter.problem());
        QList<int> matching;
        const QList<Node> nodes = cluster();
        for (int i = 0; i < nodes.size(); ++i) {
            if (filter.matches(nodes.at(i)))
                matching += i + 1;
        }
        QCOMPARE(matching, found);
    }

    void halfTypedHostlistIsText()
    {
        const NodeFilter filter = NodeFilter::parse(u"cloud[001-"_s);
        QVERIFY(filter.problem());
        QVERIFY(!filter.problem()->text.isEmpty());
        QVERIFY(!filter.matches(cluster().at(0)));
    }

    void millionsAreRefusedAtOnce()
    {
        const NodeFilter filter = NodeFilter::parse(u"cloud[1-10000000]"_s);
        QVERIFY(filter.problem());
    }

    void unknownStateIsNamed()
    {
        const NodeFilter filter = NodeFilter::parse(u"state:sleeping"_s);
        QVERIFY(filter.problem()->text.contains(u"sleeping"));
        QVERIFY(!filter.matches(cluster().at(0)));
    }

    void emptyMatchesAll() { QVERIFY(NodeFilter().matchesAll() && NodeFilter().matches(Node())); }
};

QTEST_GUILESS_MAIN(TestNodeFilter)
#include "tst_nodefilter.moc"
