#include "tests/ui/topology/topologyfixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

using namespace skybro;
using namespace skybro::uitest;
using namespace skybro::test;

class TopologyPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<TopologyFixture>(); }
    void cleanup() { f.reset(); }

    void saysThatThereIsNothing()
    {
        f->open();
        QTRY_VERIFY(f->page->isReady());
        QVERIFY(f->get<QWidget>("topology.empty")->isVisible());
        f->picture(u"topology-nothing"_s);
    }

    void saysWhyThereIsNothing()
    {
        f->refuse = makeError(ErrorKind::Forbidden, u"Not allowed."_s);
        f->open();
        QTRY_VERIFY(f->page->isReady());
        QTRY_VERIFY(f->get<QPushButton>("topology.retry.button"));
        f->picture(u"topology-refused"_s);
        f->refuse.reset();
        f->addHub();
        QTest::mouseClick(f->get<QPushButton>("topology.retry.button"), Qt::LeftButton);
        QTRY_VERIFY(f->view()->isVisible());
        // What was there stays, with the error above it.
        f->refuse = makeError(ErrorKind::Network, u"Nothing answers."_s);
        f->feed->refresh();
        QTRY_VERIFY(f->get<QWidget>("topology.error")->isVisible());
        QVERIFY(f->view()->isVisible());
        f->picture(u"topology-error"_s);
    }

    void drawsNetworksAndProblems()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        f->picture(u"topology"_s);
        auto *problems = f->get<QListWidget>("topology.problems");
        QVERIFY(problems->isVisible());
        QVERIFY(problems->count() >= 1);
        QVERIFY(problems->item(0)->text().contains(u"tunnel-vnet-hub"_s));
        QCOMPARE(f->page->badge(), QString::number(problems->count()));
        // A click leads to its place.
        QTest::mouseClick(problems->viewport(), Qt::LeftButton, {},
                          problems->visualItemRect(problems->item(0)).center());
        QCOMPARE(f->current(), f->feed->picture()->topology.problems.first().place);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->picture(u"topology-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
    }

    void leadsTheTunnelToItsGateways()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        const topology::LayoutEdge tunnel = f->feed->picture()->layout.edges.first();
        QCOMPARE(tunnel.kind, topology::LayoutEdge::Kind::Tunnel);
        // Drawn above the Vnet's box, and to be clicked there, too.
        const QPoint end = f->view()->mapFromScene(tunnel.points.last() - QPointF(8, 0));
        QTest::mouseClick(f->view()->viewport(), Qt::LeftButton, {}, end);
        QCOMPARE(f->current(), tunnel.id);
    }

    void saysWhatThePictureLacks()
    {
        f->addHub();
        f->networks.input.lists.interfaces.removeLast();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        const QString words = f->get<QLabel>("topology.words")->text();
        QVERIFY2(words.contains(u"1 node"_s), qPrintable(words));
    }

    void praisesNothingUnread()
    {
        f->networks.addVnet(u"vnet-hpc"_s, {u"10.4.0.0/16"_s});
        f->networks.addSubnet(u"vnet-hpc"_s, u"vm"_s, u"10.4.1.0/24"_s);
        f->networks.addNode(u"cloud001"_s, u"vnet-hpc"_s, u"vm"_s, fleet::PowerState::Running);
        f->networks.input.lists.gaps.append(makeError(ErrorKind::Forbidden, u"Peerings may not be read."_s));
        f->networks.input.lists.unread.append(u"Peerings"_s);
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        const QString words = f->get<QLabel>("topology.words")->text();
        QCOMPARE(words, u"No problems found in what could be read · Could not be read: Peerings"_s);
    }

    void followsNodes()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->feed->picture());
        const auto before = f->feed->picture();
        const QTransform seen = f->view()->transform();
        QList<fleet::Node> nodes = f->fleet.nodes();
        nodes.first().powerState = fleet::PowerState::Stopping;
        f->fleet.update(nodes);
        QTRY_VERIFY(f->feed->picture() != before);
        QCOMPARE(f->view()->transform(), seen); // nothing jumps
        QCOMPARE(f->asked, 1);
    }

    void zoomsMovesAndFits()
    {
        f->addHub();
        f->open({900, 600});
        QTRY_VERIFY(f->view()->isVisible());
        QVERIFY(f->view()->fits());
        auto *map = f->get<QWidget>("topology.map");
        QVERIFY(!map->isVisible());
        QVERIFY(!map->accessibleName().isEmpty());
        const double all = f->view()->transform().m11();
        QTest::keyClick(f->view(), Qt::Key_Plus);
        QVERIFY(f->view()->transform().m11() > all);
        f->action("topology.zoomin")->trigger();
        f->action("topology.zoomin")->trigger();
        f->action("topology.zoomin")->trigger();
        QTRY_VERIFY(map->isVisible());
        f->picture(u"topology-zoomed"_s);
        const QPointF center = f->view()->mapToScene(f->view()->viewport()->rect().center());
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(20, 60));
        QVERIFY(f->view()->mapToScene(f->view()->viewport()->rect().center()) != center);
        QTest::keyClick(f->view(), Qt::Key_0);
        QCOMPARE(f->view()->transform().m11(), all);
        QVERIFY(!map->isVisible());
        QWheelEvent wheel(QPointF(100, 100), f->view()->viewport()->mapToGlobal(QPointF(100, 100)), {},
                          {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(f->view()->viewport(), &wheel);
        QVERIFY(f->view()->transform().m11() < all);
        f->picture(u"topology-small"_s);
    }

    void leadsToTheNodes()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        QSignalSpy link(f->page, &ui::Page::linkActivated);
        QTest::mouseClick(f->view()->viewport(), Qt::LeftButton, {}, f->middleOf(f->subnet()));
        QCOMPARE(f->current(), f->subnet());
        QTest::mouseDClick(f->view()->viewport(), Qt::LeftButton, {}, f->middleOf(f->subnet()));
        QCOMPARE(link.size(), 1);
        QCOMPARE(link.last(), (QVariantList{u"nodes"_s, u"filter:vnet:vnet-hpc subnet:vm"_s}));
        f->view()->setFocus();
        QTest::keyClick(f->view(), Qt::Key_Return);
        QCOMPARE(link.size(), 2);
    }

    void searches()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        auto *search = f->get<QLineEdit>("topology.search");
        f->action("topology.search.focus")->trigger();
        QTest::keyClicks(search, u"cloud00"_s);
        QCOMPARE(f->current(), f->subnet());
        const auto *words = f->get<QLabel>("topology.search.words");
        QCOMPARE(words->text(), u"1 of 8: cloud001"_s);
        QTest::keyClick(search, Qt::Key_Return); // of the same subnet
        QCOMPARE(words->text(), u"2 of 8: cloud002"_s);
        QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(words->text(), u"1 of 8: cloud001"_s);
        QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier); // round the other way
        QCOMPARE(words->text(), u"8 of 8: cloud008"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTest::keyClick(search, Qt::Key_Return);
        f->picture(u"topology-search"_s);
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(words->text().isEmpty());
        // It is the search's no more: what else closes by it does.
        f->action("app.help")->trigger();
        auto *help = f->get<QWidget>("help");
        QVERIFY(help->isVisible());
        search->setFocus();
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!help->isVisible());
        QTest::keyClicks(search, u"vnet-h"_s);
        const QString first = f->current();
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(f->current() != first);
        QTest::keyClicks(search, u"zzz"_s);
        QVERIFY(search->property("wrong").toBool());
        QCOMPARE(words->text(), u"No match"_s);
        QCOMPARE(f->current(), QString()); // what was found for less
        f->picture(u"topology-no-match"_s);
        QVERIFY(!f->page->find(u"storage"_s, 5).isEmpty());
        QVERIFY(f->page->find(u"cloud003"_s, 5).isEmpty()); // the page Nodes finds those
        f->page->open(TestNetworks::vnetId(u"vnet-hub"_s).toLower());
        QCOMPARE(f->current(), TestNetworks::vnetId(u"vnet-hub"_s).toLower());
    }

    void leadsToWhereItCanBeRead()
    {
        f->addHub();
        for (int i = 0; i < 60; ++i) {
            const QString name = u"vnet-%1"_s.arg(i, 2, 10, QChar(u'0'));
            f->networks.addVnet(name, {u"10.%1.0.0/16"_s.arg(100 + i)});
            f->networks.addSubnet(name, u"vm"_s, u"10.%1.1.0/24"_s.arg(100 + i));
            f->networks.peer(name, u"vnet-hub"_s);
        }
        f->open({900, 600});
        QTRY_VERIFY(f->view()->isVisible());
        QVERIFY(f->view()->transform().m11() < ui::readableScale);
        auto *search = f->get<QLineEdit>("topology.search");
        QTest::keyClicks(search, u"cloud003"_s);
        QCOMPARE(f->current(), f->subnet());
        QVERIFY(f->view()->transform().m11() > ui::readableScale);
        QVERIFY(f->view()->viewport()->rect().contains(f->middleOf(f->subnet())));
    }

    /// To move the picture is to mark nothing.
    void marksByAClickOnly()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        for (int i = 0; i < 5; ++i)
            f->action("topology.zoomin")->trigger();
        QWidget *port = f->view()->viewport();
        const auto moves = [port](QPoint from, const QList<QPoint> &way) {
            QTest::mousePress(port, Qt::LeftButton, {}, from);
            for (const QPoint &point : way) {
                QMouseEvent move(QEvent::MouseMove, QPointF(point), port->mapToGlobal(QPointF(point)),
                                 Qt::NoButton, Qt::LeftButton, {});
                QCoreApplication::sendEvent(port, &move);
            }
            QTest::mouseRelease(port, Qt::LeftButton, {}, way.isEmpty() ? from : way.last());
        };
        f->page->open(f->subnet());
        static_cast<ui::TopologyScene *>(f->view()->scene())->setCurrent({});
        const QPoint middle = f->middleOf(f->subnet());
        QVERIFY(port->rect().contains(middle));
        const QPointF before = f->view()->mapToScene(QPoint());
        moves(middle, {middle + QPoint(30, 5), middle + QPoint(60, 10)});
        QCOMPARE(f->current(), QString());
        QVERIFY(f->view()->mapToScene(QPoint()) != before);
        moves(f->middleOf(f->subnet()), {middle + QPoint(90, 20), middle + QPoint(60, 10)}); // and back
        QCOMPARE(f->current(), QString());
        moves(f->middleOf(f->subnet()), {});
        QCOMPARE(f->current(), f->subnet());
        // Nor is the mark lost by it.
        moves(f->middleOf(f->subnet()), {middle - QPoint(200, 5), middle - QPoint(240, 10)});
        QCOMPARE(f->current(), f->subnet());
    }

    /// What was marked in the tree long ago is not brought back by it.
    void marksTheSameInPictureAndTree()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        auto *show = f->action("topology.tree.show");
        f->view()->setFocus();
        show->trigger(); // with nothing marked, and with the focus
        QVERIFY(f->tree()->hasFocus());
        QCOMPARE(f->tree()->current(), QString());
        QCOMPARE(f->current(), QString());
        f->tree()->showPlace(f->subnet());
        QCOMPARE(f->current(), f->subnet());
        show->trigger();
        QCOMPARE(f->current(), f->subnet());
        // Another mark in the picture; networks that come anew meanwhile.
        const QString hub = TestNetworks::vnetId(u"vnet-hub"_s).toLower();
        f->page->open(hub);
        f->networks.addNode(u"cloud099"_s, u"vnet-hpc"_s, u"vm"_s);
        f->fleet.setNodes(f->networks.input.nodes);
        const auto before = f->feed->picture();
        f->feed->refresh();
        QTRY_VERIFY(f->feed->picture() != before);
        show->trigger();
        QCOMPARE(f->current(), hub);
        QCOMPARE(f->tree()->current(), hub);
        show->trigger();
        // And none.
        QTest::mouseClick(f->view()->viewport(), Qt::LeftButton, {}, QPoint(3, 3));
        QCOMPARE(f->current(), QString());
        f->networks.addNode(u"cloud098"_s, u"vnet-hpc"_s, u"vm"_s);
        f->fleet.setNodes(f->networks.input.nodes);
        f->feed->refresh();
        show->trigger();
        QCOMPARE(f->current(), QString());
        QCOMPARE(f->tree()->current(), QString());
        show->trigger();
        QCOMPARE(f->current(), QString());
    }

    void showsTheSameAsATree()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        QTest::mouseClick(f->view()->viewport(), Qt::LeftButton, {}, f->middleOf(f->subnet()));
        QTest::mouseClick(f->get<QToolButton>("topology.tree.show.button"), Qt::LeftButton);
        QVERIFY(f->tree()->isVisible());
        QVERIFY(!f->action("topology.zoomin")->isEnabled());
        QCOMPARE(f->tree()->current(), f->subnet());
        // By keyboard into it, and on to a node.
        QSignalSpy link(f->page, &ui::Page::linkActivated);
        f->tree()->setFocus();
        QTest::keyClick(f->tree(), Qt::Key_Right);
        QTest::keyClick(f->tree(), Qt::Key_Down);
        QTest::keyClick(f->tree(), Qt::Key_Return);
        QCOMPARE(link.size(), 1);
        QVERIFY(link.last().last().toString().endsWith(u"cloud001"_s, Qt::CaseInsensitive));
        f->picture(u"topology-tree"_s);
        f->window.resize(900, 600);
        f->picture(u"topology-tree-900"_s);
        QTRY_VERIFY(f->tree()->columnWidth(ui::TopologyTreeModel::ProblemsColumn) > 200);
        // The picture marks its subnet, and the way back leads to the node.
        f->action("topology.tree.show")->trigger();
        QCOMPARE(f->current(), f->subnet());
        f->action("topology.tree.show")->trigger();
        QVERIFY(f->tree()->current().endsWith(u"cloud001"_s));
        // A node more: what is open and marked stays.
        const QString marked = f->tree()->current();
        f->networks.addNode(u"cloud099"_s, u"vnet-hpc"_s, u"vm"_s);
        f->fleet.setNodes(f->networks.input.nodes);
        f->feed->refresh();
        QTRY_COMPARE(f->feed->picture()->topology.vnets.last().counts().total +
                         f->feed->picture()->topology.vnets.first().counts().total,
                     9);
        QCOMPARE(f->tree()->current(), marked);
        // It is remembered.
        f->window.setPages({});
        f->page = new ui::TopologyPage(f->feed.get(), f->window.actions(), &f->settings);
        f->window.setPages({f->page});
        QTRY_VERIFY(f->tree()->isVisible());
    }

    void leadsToProblemsByKeyboard()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        auto *list = f->get<QListWidget>("topology.problems");
        QVERIFY(list->isVisible());
        list->setFocus(Qt::TabFocusReason);
        QVERIFY(list->currentItem() && list->currentItem()->isSelected());
        const QString place = f->current();
        QVERIFY(!place.isEmpty());
        static_cast<ui::TopologyScene *>(f->view()->scene())->setCurrent({});
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(f->current(), place);
        f->view()->setFocus(Qt::TabFocusReason);
        f->picture(u"topology-focus"_s);
    }

    /// The list marks what the picture does, and keeps its mark at a problem, not at its row.
    void theListFollowsThePicture()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        auto *list = f->get<QListWidget>("topology.problems");
        auto *scene = static_cast<ui::TopologyScene *>(f->view()->scene());
        const QString place = f->feed->picture()->topology.problems.first().place;
        scene->setCurrent(place);
        QVERIFY(list->item(0)->isSelected());
        scene->setCurrent(f->feed->picture()->topology.vnets.first().subnets.first().id);
        QVERIFY(list->selectedItems().isEmpty());
    }

    /// Nor do many problems leave no room for the picture, nor is one of them cut.
    void leavesRoomForThePicture()
    {
        f->addHub();
        for (int i = 0; i < 7; ++i) {
            const QString name = u"vnet-%1"_s.arg(i);
            f->networks.addVnet(name, {u"10.%1.0.0/16"_s.arg(100 + i)}).dnsServers = {u"192.168.7.1"_s};
            f->networks.addSubnet(name, u"vm"_s, u"10.%1.1.0/24"_s.arg(100 + i));
            f->networks.peer(name, u"vnet-hub"_s);
        }
        f->open(); // and becomes smaller later
        QTRY_VERIFY(f->view()->isVisible());
        f->window.resize(900, 600);
        auto *list = f->get<QListWidget>("topology.problems");
        QVERIFY(list->count() >= 8);
        QTRY_VERIFY(list->height() <= 200);
        QVERIFY(list->height() > 100);
        const auto isCut = [list] {
            const int bottom = list->viewport()->height();
            for (int i = 0; i < list->count(); ++i) {
                const QRect row = list->visualItemRect(list->item(i));
                if (row.top() < bottom && row.bottom() >= bottom)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(!isCut());
        f->picture(u"topology-problems-900"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QVERIFY(list->viewport()->rect().contains(list->visualItemRect(list->item(list->count() - 1))));
    }

    /// The number is as clear on the selection as it is beside it.
    void keepsTheNumberOfTheSelectedProblem()
    {
        f->addHub();
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        auto *list = f->get<QListWidget>("topology.problems");
        for (const auto choice : {ui::ThemeChoice::Light, ui::ThemeChoice::Dark}) {
            f->theme.setChoice(choice);
            list->setFocus();
            list->setCurrentRow(0);
            const auto discs = [list] {
                const QImage image = list->viewport()->grab().toImage();
                const QRect row = list->visualItemRect(list->item(0));
                return TopologyFixture::count(image, row, ui::toneColor(ui::Tone::Bad)) +
                       TopologyFixture::count(image, row, ui::toneColor(ui::Tone::Warning));
            };
            QTRY_VERIFY2(discs() > 150, qPrintable(QString::number(discs())));
            const int marked = discs();
            f->picture(ui::isDarkPalette() ? u"topology-selected-dark"_s : u"topology-selected"_s);
            list->clearSelection();
            QVERIFY(std::abs(marked - discs()) < 20);
        }
        f->theme.setChoice(ui::ThemeChoice::Light);
    }

    void staysFluidWithManyNodes()
    {
        f->addHub(2000);
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        f->picture(u"topology-2000"_s);
        QCOMPARE(f->feed->picture()->topology.problems.isEmpty(), false);
    }

private:
    std::unique_ptr<TopologyFixture> f;
};

QTEST_MAIN(TopologyPageTest)
#include "tst_topologypage.moc"
