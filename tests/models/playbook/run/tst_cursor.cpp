#include "models/playbook/run/cursor.h"

#include <QTest>

using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Task> task(const QString &name)
{
    auto made = std::make_shared<Task>();
    made->name = name;
    return made;
}

std::vector<BlockItem> tasks(const QStringList &names)
{
    std::vector<BlockItem> all;
    for (const QString &name : names)
        all.emplace_back(task(name));
    return all;
}

std::shared_ptr<const Block> block(const QStringList &names, const QStringList &rescue = {},
                                   const QStringList &always = {})
{
    auto made = std::make_shared<Block>();
    made->tasks = tasks(names);
    made->rescue = tasks(rescue);
    made->always = tasks(always);
    return made;
}

Cursor::Rules rules()
{
    return {.isWanted = [](const Task &each) { return !each.name.startsWith(u'-'); },
            .isDone = [](const Block &) { return false; },
            .ended = [](const Block &) {},
            .nextHandler = [](const QSet<const Task *> &, int) { return -1; }};
}

/// Through to the end; the named ones fail.
QStringList walked(Cursor &cursor, const QStringList &failing)
{
    QStringList names;
    Position last;
    for (cursor.advance(); cursor.task(); cursor.advance()) {
        names.append(cursor.task()->name);
        if (cursor.position() <= last)
            names.append(u"(back)"_s);
        last = cursor.position();
        if (failing.contains(names.last()))
            cursor.fail();
    }
    return names;
}

} // namespace

class TestCursor : public QObject
{
    Q_OBJECT

private slots:
    void walks_data()
    {
        QTest::addColumn<QStringList>("failing");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<bool>("isFailed");
        using L = QStringList;
        QTest::newRow("all well") << L{} << L{u"a"_s, u"b1"_s, u"b2"_s, u"z"_s, u"c1"_s, u"y"_s, u"e"_s}
                                  << false;
        QTest::newRow("first") << L{u"a"_s} << L{u"a"_s} << true;
        QTest::newRow("rescued") << L{u"b1"_s} << L{u"a"_s, u"b1"_s, u"r"_s, u"z"_s, u"c1"_s, u"y"_s, u"e"_s}
                                 << false;
        QTest::newRow("rescue fails") << L{u"b1"_s, u"r"_s} << L{u"a"_s, u"b1"_s, u"r"_s, u"z"_s} << true;
        QTest::newRow("always fails") << L{u"z"_s} << L{u"a"_s, u"b1"_s, u"b2"_s, u"z"_s} << true;
        QTest::newRow("no rescue") << L{u"c1"_s} << L{u"a"_s, u"b1"_s, u"b2"_s, u"z"_s, u"c1"_s, u"y"_s}
                                   << true;
    }
    void walks()
    {
        QFETCH(const QStringList, failing);
        QFETCH(const QStringList, expected);
        QFETCH(const bool, isFailed);
        std::vector<BlockItem> items = tasks({u"a"_s, u"-unwanted"_s});
        items.emplace_back(block({u"b1"_s, u"b2"_s}, {u"r"_s}, {u"z"_s}));
        items.emplace_back(block({u"c1"_s}, {}, {u"y"_s}));
        items.emplace_back(task(u"e"_s));
        Cursor cursor(items, rules());
        QCOMPARE(walked(cursor, failing), expected);
        QCOMPARE(cursor.isFailed(), isFailed);
    }

    void aFailureWithinIsRescuedWithout()
    {
        auto outer = std::make_shared<Block>();
        outer->tasks.emplace_back(block({u"in"_s}, {}, {u"in always"_s}));
        outer->tasks.emplace_back(task(u"skipped"_s));
        outer->rescue = tasks({u"rescue"_s});
        const std::vector<BlockItem> items{BlockItem(std::shared_ptr<const Block>(outer)),
                                           BlockItem(task(u"end"_s))};
        Cursor cursor(items, rules());
        QCOMPARE(walked(cursor, {u"in"_s}), (QStringList{u"in"_s, u"in always"_s, u"rescue"_s, u"end"_s}));
        QVERIFY(!cursor.isFailed());
    }

    void includesComeNextInTheirOrder()
    {
        const std::vector<BlockItem> items = tasks({u"include"_s, u"end"_s});
        Cursor cursor(items, rules());
        cursor.advance();
        auto first = std::make_shared<IncludeInstance>();
        first->block = block({u"one"_s, u"two"_s});
        auto second = std::make_shared<IncludeInstance>();
        second->block = block({u"three"_s});
        second->item = 1;
        const Position include = cursor.position();
        cursor.enter({first, second});
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"one"_s);
        QCOMPARE(cursor.include(), first);
        QVERIFY(cursor.position() > include);
        const Position one = cursor.position();
        cursor.advance();
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"three"_s);
        QCOMPARE(cursor.include(), second);
        QVERIFY(cursor.position() > one);
        const Position three = cursor.position();
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"end"_s);
        QVERIFY(cursor.position() > three);
        QVERIFY(!cursor.include());
    }

    void handlersRunOnceInTheirOrder()
    {
        const std::vector<std::shared_ptr<const Task>> handlers{task(u"h0"_s), task(u"h1"_s), task(u"h2"_s)};
        Cursor::Rules own = rules();
        own.nextHandler = [&handlers](const QSet<const Task *> &notified, int from) {
            for (std::size_t i = static_cast<std::size_t>(from); i < handlers.size(); ++i) {
                if (notified.contains(handlers[i].get()))
                    return static_cast<int>(i);
            }
            return -1;
        };
        const std::vector<BlockItem> items = tasks({u"flush"_s, u"end"_s});
        Cursor cursor(items, own);
        cursor.handler = [&handlers](int index) { return handlers[static_cast<std::size_t>(index)].get(); };
        cursor.advance();
        cursor.notified = {handlers[2].get(), handlers[0].get()};
        cursor.flush();
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"h0"_s);
        QVERIFY(cursor.isInHandlers());
        // One that comes earlier waits for the next flush, a later one does not.
        cursor.notified.insert(handlers[0].get());
        cursor.notified.insert(handlers[1].get());
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"h1"_s);
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"h2"_s);
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"end"_s);
        QCOMPARE(cursor.notified, QSet<const Task *>{handlers[0].get()});
    }

    void knowsWhetherItWouldBeRescued()
    {
        std::vector<BlockItem> items;
        items.emplace_back(block({u"a"_s}, {u"r"_s}));
        Cursor cursor(items, rules());
        cursor.advance();
        QVERIFY(cursor.isRescuing());
        QVERIFY(!cursor.isInRescueOrAlways());
        cursor.fail();
        cursor.advance();
        QCOMPARE(cursor.task()->name, u"r"_s);
        QVERIFY(!cursor.isRescuing());
        QVERIFY(cursor.isInRescueOrAlways());
    }
};

QTEST_GUILESS_MAIN(TestCursor)
#include "tst_cursor.moc"
