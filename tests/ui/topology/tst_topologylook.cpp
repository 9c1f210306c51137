#include "tests/ui/topology/topologyfixture.h"

#include <QPainter>

using namespace skybro;
using namespace skybro::uitest;
using namespace skybro::test;

/// What the picture shows of the networks, near and far.
class TopologyLookTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = std::make_unique<TopologyFixture>(); }
    void cleanup() { f.reset(); }

    /// Of 50 Vnets no card can be read, but which is which.
    void namesTheBoxesOfManyNetworks()
    {
        f->networks = TestNetworks::large();
        f->networks.vnet(u"vnet-00"_s).dnsServers = QStringList{u"192.168.7.1"_s};
        f->open();
        QTRY_VERIFY(f->view()->isVisible());
        QTRY_VERIFY(f->feed->picture() && f->feed->picture()->topology.vnets.size() == 50);
        QVERIFY(f->view()->transform().m11() < ui::readableScale);
        f->picture(u"topology-50"_s);
        const auto everyBoxIsNamed = [this] {
            const QImage image = f->view()->viewport()->grab().toImage();
            for (const topology::LayoutItem &item : f->feed->picture()->layout.items) {
                QRect box = f->view()->mapFromScene(item.rect).boundingRect();
                if (item.kind != topology::LayoutItem::Kind::Vnet || !image.rect().contains(box))
                    continue;
                box.setHeight(16); // of a name that can be read
                if (TopologyFixture::count(image, box, ui::toneColor(ui::Tone::Plain)) < 25)
                    return false;
            }
            return true;
        };
        QVERIFY(everyBoxIsNamed());
        f->action("topology.zoomin")->trigger();
        QVERIFY(f->view()->transform().m11() < ui::readableScale);
        QVERIFY(everyBoxIsNamed());
        f->picture(u"topology-50-nearer"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        QVERIFY(everyBoxIsNamed());
        f->picture(u"topology-50-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        // The number of a problem can be read, too: it is on the box that its place lies in.
        f->view()->fit();
        const topology::Topology &topology = f->feed->picture()->topology;
        const auto problem = std::ranges::find(
            topology.problems, topology::Problem::Kind::NameServerOutOfReach, &topology::Problem::kind);
        QVERIFY(problem != topology.problems.end());
        const bool isError = problem->severity == topology::Problem::Severity::Error;
        const QRect box =
            f->view()->mapFromScene(f->feed->picture()->layout.rectOf(problem->place)).boundingRect();
        QVERIFY(TopologyFixture::count(f->view()->viewport()->grab().toImage(), box,
                                       ui::toneColor(isError ? ui::Tone::Bad : ui::Tone::Warning)) > 60);
    }

    /// Four boxes in a small window: what is in them is told, with the last one reaching out of it.
    void fitsNoSmallerThanCanBeRead()
    {
        f->addHub();
        f->networks.addVnet(u"vnet-test"_s, {u"10.5.0.0/16"_s});
        f->networks.addSubnet(u"vnet-test"_s, u"vm"_s, u"10.5.1.0/24"_s);
        f->networks.peer(u"vnet-test"_s, u"vnet-hub"_s, true);
        f->open({900, 600});
        QTRY_VERIFY(f->view()->isVisible());
        QVERIFY(f->view()->fits());
        QTRY_COMPARE(f->view()->transform().m11(), ui::readableScale);
        const QRectF seen = f->view()->mapToScene(f->view()->viewport()->rect()).boundingRect();
        QVERIFY(seen.left() <= 1);
        QVERIFY(seen.right() >= 0.7 * f->view()->sceneRect().right());
        QVERIFY(f->get<QWidget>("topology.map")->isVisible());
        f->picture(u"topology-four-900"_s);
        f->window.resize(1280, 800);
        QTRY_VERIFY(f->view()->transform().m11() > ui::readableScale);
        QVERIFY(!f->get<QWidget>("topology.map")->isVisible());
        f->picture(u"topology-four"_s);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->window.resize(900, 600);
        f->picture(u"topology-four-900-dark"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        // Who asks for all of it gets all of it.
        f->action("topology.fit")->trigger();
        QVERIFY(f->view()->transform().m11() < ui::readableScale);
        QVERIFY(f->view()->mapFromScene(f->view()->sceneRect()).boundingRect().width() <=
                f->view()->viewport()->width() + 1);
    }

    /// As large as a card holds it, where the window is small.
    void growsTextInASmallPicture()
    {
        f->addHub();
        const auto picture = std::make_shared<topology::Picture>();
        picture->topology = f->networks.build();
        picture->layout = topology::layOut(picture->topology);
        const auto card = std::ranges::find(picture->layout.items, f->subnet(), &topology::LayoutItem::id);
        const auto heightOfWords = [&](double scale) {
            QImage image((card->rect.size() * scale).toSize(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.scale(scale, scale);
            painter.translate(-card->rect.topLeft());
            ui::PlacePainter(picture).paint(painter, *card);
            painter.end();
            // The prefix is alone at the right, above the bar.
            int first = image.height();
            int last = 0;
            for (int y = qRound(4 * scale); y < qRound(34 * scale); ++y) {
                for (int x = image.width() * 2 / 3; x < image.width() - 4; ++x) {
                    if (image.pixelColor(x, y).lightness() < 190) {
                        first = std::min(first, y);
                        last = y;
                    }
                }
            }
            return last - first + 1;
        };
        QVERIFY2(heightOfWords(0.6) >= 0.7 * heightOfWords(1),
                 qPrintable(QString::number(heightOfWords(0.6))));
    }

    /// A subnet's card says what guards it, then its private endpoints: none of it over the other.
    void writesEachLineOfACardByItself()
    {
        f->addHub();
        azure::PrivateEndpoint endpoint;
        endpoint.id = TestNetworks::id(u"privateEndpoints"_s, u"pe-files"_s);
        endpoint.name = u"pe-files"_s;
        endpoint.subnetId = TestNetworks::subnetId(u"vnet-hpc"_s, u"vm"_s);
        f->networks.input.lists.endpoints.append(endpoint);
        const auto dotOf = [this](const QString &guard) {
            f->networks.vnet(u"vnet-hpc"_s).subnets[0].networkSecurityGroupId = guard;
            const auto picture = std::make_shared<topology::Picture>();
            picture->topology = f->networks.build();
            picture->layout = topology::layOut(picture->topology);
            const auto card =
                std::ranges::find(picture->layout.items, f->subnet(), &topology::LayoutItem::id);
            QImage image(card->rect.size().toSize(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.translate(-card->rect.topLeft());
            ui::PlacePainter(picture).paint(painter, *card);
            painter.end();
            const QRgb accent = ui::toneColor(ui::Tone::Accent).rgb();
            int y = 0;
            while (y < image.height() && image.pixel(17, y) != accent)
                ++y;
            return y;
        };
        const int alone = dotOf({});
        QCOMPARE(dotOf(TestNetworks::id(u"networkSecurityGroups"_s, u"nsg-hpc"_s)),
                 alone + int(topology::metric::line));
    }

    /// 3 of 2,000 nodes run, and that is seen in a small window, too.
    void showsFewNodesInTheBar()
    {
        f->addHub(0);
        for (int i = 0; i < 2000; ++i)
            f->networks.addNode(u"cloud%1"_s.arg(i, 4, 10, QChar(u'0')), u"vnet-hpc"_s, u"vm"_s,
                                i < 3 ? fleet::PowerState::Running : fleet::PowerState::Deallocated);
        f->open({900, 600});
        QTRY_VERIFY(f->view()->isVisible());
        f->picture(u"topology-few"_s);
        const QRectF card = f->feed->picture()->layout.rectOf(f->subnet());
        const QRectF bar(card.left() + 12, card.top() + 36, 30, 10);
        const QImage image = f->view()->viewport()->grab().toImage();
        QVERIFY(TopologyFixture::count(image, f->view()->mapFromScene(bar).boundingRect(),
                                       ui::toneColor(ui::Tone::Good)) >= 6);
    }

private:
    std::unique_ptr<TopologyFixture> f;
};

QTEST_MAIN(TopologyLookTest)
#include "tst_topologylook.moc"
