#pragma once

#include "tests/models/topology/testnetworks.h"
#include "tests/ui/uifixture.h"
#include "ui/topology/placepainter.h"
#include "ui/topology/topologypage.h"
#include "ui/topology/topologytree.h"
#include "ui/topology/topologyview.h"

#include <QFileDialog>
#include <QImage>

namespace skybro::uitest {

using test::TestNetworks;

/// Answers at once, as the test has it.
class Answer : public JobOf<topology::NetworkLists>
{
public:
    explicit Answer(Result<topology::NetworkLists> answer)
        : m_answer(std::move(answer))
    {
    }

protected:
    void begin() override { finish(m_answer); }

private:
    Result<topology::NetworkLists> m_answer;
};

struct TopologyFixture : Fixture
{
    TestNetworks networks;
    std::optional<Error> refuse;
    int asked = 0;
    std::unique_ptr<topology::TopologyFeed> feed;
    ui::TopologyPage *page = nullptr;

    TopologyFixture()
    {
        networks.input.lists.asOf = QDateTime::currentDateTimeUtc();
        feed = std::make_unique<topology::TopologyFeed>(
            [this]() -> JobOf<topology::NetworkLists> * {
                ++asked;
                if (refuse)
                    return new Answer(std::unexpected(*refuse));
                return new Answer(networks.input.lists);
            },
            &fleet, networks.input.site);
    }
    ~TopologyFixture() { window.setPages({}); }

    void open(const QSize &size = {1280, 800})
    {
        fleet.setNodes(networks.input.nodes);
        page = new ui::TopologyPage(feed.get(), window.actions(), &settings);
        window.setPages({page});
        show(size);
    }

    /// A hub with a tunnel and a peered Vnet, and something wrong.
    void addHub(int nodes = 8)
    {
        networks.addVnet(u"vnet-hub"_s, {u"10.1.0.0/16"_s});
        networks.addSubnet(u"vnet-hub"_s, u"GatewaySubnet"_s, u"10.1.255.0/27"_s);
        networks.addVnet(u"vnet-hpc"_s, {u"10.4.0.0/16"_s});
        networks.addSubnet(u"vnet-hpc"_s, u"vm"_s, u"10.4.1.0/24"_s);
        networks.addSubnet(u"vnet-hpc"_s, u"storage"_s, u"10.4.2.0/24"_s);
        networks.addTunnel(u"vnet-hub"_s, {u"10.2.0.0/16"_s}, u"NotConnected"_s);
        networks.peer(u"vnet-hpc"_s, u"vnet-hub"_s, true);
        using enum fleet::PowerState;
        for (int i = 1; i <= nodes; ++i)
            networks.addNode(u"cloud%1"_s.arg(i, 3, 10, QChar(u'0')), u"vnet-hpc"_s, u"vm"_s,
                             i % 3 == 0   ? Deallocated
                             : i % 7 == 0 ? Stopped
                                          : Running);
    }
    [[nodiscard]] ui::TopologyView *view() const { return get<ui::TopologyView>("topology.view"); }
    [[nodiscard]] ui::TopologyTree *tree() const { return get<ui::TopologyTree>("topology.tree"); }
    [[nodiscard]] QString subnet() const { return TestNetworks::subnetId(u"vnet-hpc"_s, u"vm"_s).toLower(); }
    [[nodiscard]] QString current() const
    {
        return static_cast<ui::TopologyScene *>(view()->scene())->current();
    }
    /// In the view's coordinates.
    [[nodiscard]] QPoint middleOf(const QString &id) const
    {
        const auto *scene = static_cast<ui::TopologyScene *>(view()->scene());
        return view()->mapFromScene(scene->areaOf(id).center());
    }
    /// How many pixels of the area have just about this colour.
    static int count(const QImage &image, const QRect &area, const QColor &color)
    {
        int found = 0;
        for (int y = std::max(0, area.top()); y <= std::min(area.bottom(), image.height() - 1); ++y) {
            for (int x = std::max(0, area.left()); x <= std::min(area.right(), image.width() - 1); ++x) {
                const QColor seen = image.pixelColor(x, y);
                found += std::abs(seen.red() - color.red()) + std::abs(seen.green() - color.green()) +
                             std::abs(seen.blue() - color.blue()) <
                         90;
            }
        }
        return found;
    }
};

} // namespace skybro::uitest
