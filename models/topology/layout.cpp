#include "models/topology/layout.h"

#include "models/topology/edgerouter.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace skybro::topology {

namespace {

using Kind = LayoutItem::Kind;

constexpr double tunnelGap = 216; ///< between sites and gateways: room for a tunnel's words
constexpr double columnGap = 32;
constexpr double aspect = 1.7; ///< width to height that the field of Vnets comes near to

/// The subnets as they lie in their Vnet: the gateway's first, where the tunnels come in.
QList<const Subnet *> inOrder(const Vnet &vnet)
{
    QList<const Subnet *> subnets;
    for (const Subnet &subnet : vnet.subnets)
        subnets.append(&subnet);
    std::ranges::stable_partition(subnets, [](const Subnet *subnet) { return subnet->isGatewaySubnet; });
    return subnets;
}

/// So that a Vnet with many subnets does not become a tower.
qsizetype columnsFor(qsizetype subnets)
{
    if (subnets <= 5)
        return 1;
    if (subnets <= 12)
        return 2;
    return std::max<qsizetype>(
        3, static_cast<qsizetype>(std::ceil(std::sqrt(static_cast<double>(subnets) / 2))));
}

class Arranger
{
public:
    explicit Arranger(const Topology &topology)
        : m_topology(topology)
    {
        for (const Gateway &gateway : topology.gateways)
            m_gateways[gateway.subnet].append(&gateway);
        for (const Vnet &vnet : topology.vnets) {
            const bool isHub = std::ranges::any_of(
                topology.gateways, [&](const Gateway &gateway) { return gateway.vnet == vnet.id; });
            (isHub ? m_hubs : m_others).append(&vnet);
        }
    }

    Layout arrange()
    {
        breakIntoRows();
        EdgeRouter router(m_topology, m_hubs, m_rows);
        const double top = metric::margin + router.gutterAbove(0);
        double right = metric::margin;
        if (!m_topology.sites.isEmpty()) {
            right = placeSites(right, top);
            right += m_hubs.isEmpty() ? columnGap : tunnelGap;
        }
        if (!m_hubs.isEmpty())
            right = placeColumn(m_hubs, right, top);
        router.setTrunk(right);
        placeRows(router, right + router.trunkWidth() + (m_hubs.isEmpty() ? 0 : columnGap), top);
        router.route(m_layout);
        for (const LayoutItem &item : std::as_const(m_layout.items))
            m_layout.bounds |= item.rect;
        m_layout.bounds =
            QRectF(QPointF(0, 0), m_layout.bounds.bottomRight() + QPointF(metric::margin, metric::margin));
        return std::move(m_layout);
    }

private:
    [[nodiscard]] double heightOf(const Subnet &subnet) const
    {
        const auto gateways = m_gateways.value(subnet.id).size();
        if (gateways > 0)
            return metric::cardHeader +
                   static_cast<double>(gateways) * (metric::gatewayHeight + metric::gatewayInset);
        if (subnet.isGatewaySubnet) // no node can be in it
            return metric::cardHeader;
        const bool isGuarded =
            !subnet.securityGroup.isEmpty() || !subnet.routeTable.isEmpty() || !subnet.natGateway.isEmpty();
        const bool hasServices = !subnet.delegations.isEmpty() || !subnet.serviceEndpoints.isEmpty();
        const auto endpoints = std::min<qsizetype>(subnet.endpoints.size(), metric::mostEndpoints + 1);
        return metric::cardHeight +
               static_cast<double>((isGuarded ? 1 : 0) + (hasServices ? 1 : 0) + endpoints) * metric::line;
    }

    [[nodiscard]] QSizeF sizeOf(const Vnet &vnet) const
    {
        const QList<const Subnet *> subnets = inOrder(vnet);
        const qsizetype columns = columnsFor(subnets.size());
        double height = metric::header;
        for (qsizetype i = 0; i < subnets.size(); i += columns)
            height += rowHeight(subnets, i, columns) + metric::gap;
        height += subnets.isEmpty() ? 0 : metric::padding - metric::gap;
        const auto wide = static_cast<double>(columns);
        return {2 * metric::padding + wide * metric::cardWidth + (wide - 1) * metric::gap, height};
    }

    [[nodiscard]] double rowHeight(const QList<const Subnet *> &subnets, qsizetype from,
                                   qsizetype columns) const
    {
        double height = 0;
        for (qsizetype i = from; i < std::min(from + columns, subnets.size()); ++i)
            height = std::max(height, heightOf(*subnets[i]));
        return height;
    }

    void breakIntoRows()
    {
        double area = 0;
        double widest = 0;
        for (const Vnet *vnet : std::as_const(m_others)) {
            const QSizeF size = sizeOf(*vnet);
            area += (size.width() + columnGap) * (size.height() + columnGap);
            widest = std::max(widest, size.width());
        }
        // A whole number of the narrowest boxes: one Vnet more seldom breaks the rows anew.
        const double unit = metric::cardWidth + 2 * metric::padding + columnGap;
        const double wanted = std::max(widest + columnGap, std::ceil(std::sqrt(area * aspect) / unit) * unit);
        double used = 0;
        for (const Vnet *vnet : std::as_const(m_others)) {
            const double width = sizeOf(*vnet).width() + columnGap;
            if (m_rows.isEmpty() || used + width > wanted) {
                m_rows.append(QList<const Vnet *>());
                used = 0;
            }
            m_rows.last().append(vnet);
            used += width;
        }
    }

    double placeSites(double x, double top)
    {
        double y = top;
        for (const Site &site : m_topology.sites) {
            const auto lines = std::min<qsizetype>(site.networks.size(), metric::mostNetworks + 1);
            const double gatewayTop =
                std::max(metric::siteGatewayTop,
                         metric::siteHeader + static_cast<double>(lines) * metric::line + metric::gap);
            const double height = gatewayTop + metric::gatewayHeight + metric::padding;
            add(Kind::Site, site.id, {}, QRectF(x, y, metric::siteWidth, height));
            y += height + columnGap;
        }
        return x + metric::siteWidth;
    }

    double placeColumn(const QList<const Vnet *> &vnets, double x, double top)
    {
        double right = x;
        double y = top;
        for (const Vnet *vnet : vnets) {
            const QSizeF size = placeVnet(*vnet, {x, y});
            right = std::max(right, x + size.width());
            y += size.height() + columnGap;
        }
        return right;
    }

    void placeRows(const EdgeRouter &router, double left, double top)
    {
        double y = top;
        for (qsizetype row = 0; row < m_rows.size(); ++row) {
            if (row > 0)
                y += columnGap + router.gutterAbove(row);
            double x = left;
            double height = 0;
            for (const Vnet *vnet : m_rows[row]) {
                const QSizeF size = placeVnet(*vnet, {x, y});
                x += size.width() + columnGap;
                height = std::max(height, size.height());
            }
            y += height;
        }
    }

    QSizeF placeVnet(const Vnet &vnet, QPointF at)
    {
        const QSizeF size = sizeOf(vnet);
        add(Kind::Vnet, vnet.id, {}, QRectF(at, size));
        const QList<const Subnet *> subnets = inOrder(vnet);
        const qsizetype columns = columnsFor(subnets.size());
        double y = at.y() + metric::header;
        for (qsizetype i = 0; i < subnets.size(); ++i) {
            const qsizetype column = i % columns;
            if (column == 0 && i > 0)
                y += rowHeight(subnets, i - columns, columns) + metric::gap;
            const double x =
                at.x() + metric::padding + static_cast<double>(column) * (metric::cardWidth + metric::gap);
            placeSubnet(*subnets[i], vnet.id, QRectF(x, y, metric::cardWidth, heightOf(*subnets[i])));
        }
        return size;
    }

    void placeSubnet(const Subnet &subnet, const QString &vnet, const QRectF &rect)
    {
        add(Kind::Subnet, subnet.id, vnet, rect);
        double y = rect.top() + metric::cardHeader;
        for (const Gateway *gateway : m_gateways.value(subnet.id)) {
            add(Kind::Gateway, gateway->id, subnet.id,
                QRectF(rect.left() + metric::gatewayInset, y, rect.width() - 2 * metric::gatewayInset,
                       metric::gatewayHeight));
            y += metric::gatewayHeight + metric::gatewayInset;
        }
    }

    void add(Kind kind, const QString &id, const QString &parent, const QRectF &rect)
    {
        m_layout.items.append({kind, id, parent, rect});
    }

    const Topology &m_topology;
    QHash<QString, QList<const Gateway *>> m_gateways; ///< by subnet
    QList<const Vnet *> m_hubs;
    QList<const Vnet *> m_others;
    QList<QList<const Vnet *>> m_rows;
    Layout m_layout;
};

} // namespace

QRectF Layout::rectOf(const QString &id) const
{
    const auto found = std::ranges::find(items, id, &LayoutItem::id);
    return found == items.end() ? QRectF() : found->rect;
}

QRectF siteGatewayRect(const QRectF &site)
{
    return {site.left() + metric::padding, site.bottom() - metric::padding - metric::gatewayHeight,
            site.width() - 2 * metric::padding, metric::gatewayHeight};
}

Layout layOut(const Topology &topology)
{
    return Arranger(topology).arrange();
}

} // namespace skybro::topology
