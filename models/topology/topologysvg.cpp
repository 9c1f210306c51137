#include "models/topology/topologysvg.h"

#include "models/topology/describe.h"
#include "models/topology/statebar.h"
#include "models/topology/svgpainter.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::topology {

using namespace Qt::StringLiterals;
using Text = SvgPainter::Text;

namespace {

constexpr QLatin1StringView ink{"#1d2833"};
constexpr QLatin1StringView faint{"#5d6b79"};
constexpr QLatin1StringView red{"#c0392b"};
constexpr QLatin1StringView amber{"#b9770e"};
constexpr QLatin1StringView green{"#2b8a54"};
constexpr QLatin1StringView blue{"#5a89c4"};
constexpr QLatin1StringView gray{"#7f8c98"};
constexpr double titleHeight = 64;
constexpr double problemSize = 13;
constexpr double least = 720; ///< width, for the words below
constexpr double markRadius = 9;

QLatin1StringView colorOf(fleet::PowerState state)
{
    using fleet::PowerState;
    switch (state) {
    case PowerState::Running:
        return green;
    case PowerState::Starting:
        return "#86c7a0"_L1;
    case PowerState::Stopping:
    case PowerState::Deallocating:
        return "#e3c27a"_L1;
    case PowerState::Stopped:
        return "#d98324"_L1; // costs as if it ran
    case PowerState::Deallocated:
        return "#c6ced6"_L1;
    case PowerState::Unknown:
        break;
    }
    return gray;
}

class Drawer
{
    Q_DECLARE_TR_FUNCTIONS(skybro::topology)

public:
    Drawer(const Topology &topology, const Layout &layout)
        : m_topology(topology)
        , m_layout(layout)
        , m_svg(&m_out)
    {
        for (const Vnet &vnet : topology.vnets) {
            m_vnets.insert(vnet.id, &vnet);
            for (const Subnet &subnet : vnet.subnets)
                m_subnets.insert(subnet.id, &subnet);
        }
        for (qsizetype i = 0; i < topology.problems.size(); ++i)
            m_problems[topology.problems[i].place].append(i);
    }

    QByteArray draw()
    {
        const double width = std::max(m_layout.bounds.width(), least);
        const QList<QStringList> words = problemLines(width);
        double height = titleHeight + m_layout.bounds.height() + metric::line * 2;
        for (const QStringList &lines : words)
            height += static_cast<double>(lines.size()) * metric::line + 6;
        const QStringList notes = noteLines(width);
        height += static_cast<double>(notes.size()) * metric::line;
        const QString title = titleOf(m_topology);
        m_svg.begin({width, height}, title);
        m_svg.text({metric::margin, 42}, title, {.size = 20, .bold = true, .color = ink});
        m_svg.text({width - metric::margin, 42},
                   m_topology.asOf.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s),
                   {.size = 12, .color = faint, .anchor = "end"_L1});
        for (const LayoutItem &item : m_layout.items)
            drawItem(item);
        for (const LayoutEdge &edge : m_layout.edges)
            drawEdge(edge);
        for (const LayoutEdge &edge : m_layout.edges)
            drawMarks(edge.id,
                      moved(edge.label) + QPointF(0, edge.kind == LayoutEdge::Kind::Tunnel ? -34 : 0));
        drawProblems(words, titleHeight + m_layout.bounds.height() + metric::line);
        for (qsizetype i = 0; i < notes.size(); ++i)
            m_svg.text(
                {metric::margin, height - metric::line * (static_cast<double>(notes.size() - i) - 0.25)},
                notes[i], {.size = problemSize, .color = faint});
        m_svg.end();
        return std::move(m_out);
    }

private:
    static QPointF moved(QPointF point) { return point + QPointF(0, titleHeight); }

    void drawEdge(const LayoutEdge &edge)
    {
        QList<QPointF> points;
        std::ranges::transform(edge.points, std::back_inserter(points), moved);
        if (edge.kind == LayoutEdge::Kind::Tunnel) {
            const auto tunnel = std::ranges::find(m_topology.tunnels, edge.id, &Tunnel::id);
            if (tunnel != m_topology.tunnels.end())
                drawTunnel(*tunnel, points, moved(edge.label));
            return;
        }
        const auto peering = std::ranges::find(m_topology.peerings, edge.id, &Peering::id);
        if (peering == m_topology.peerings.end())
            return;
        m_svg.beginGroup(edge.id, describe(m_topology, *peering));
        m_svg.line(points, peering->isConnected() ? blue : red, 2, !peering->isConnected());
        m_svg.circle(points.last(), 4, peering->isConnected() ? blue : red);
        m_svg.endGroup();
    }

    void drawTunnel(const Tunnel &tunnel, const QList<QPointF> &points, QPointF label)
    {
        const QLatin1StringView color = inkOf(tunnel);
        m_svg.beginGroup(tunnel.id, u"%1: %2"_s.arg(tunnel.name, describe(tunnel)));
        m_svg.line(points, color, 4, color != green);
        m_svg.circle(points.first(), 5, color);
        m_svg.circle(points.last(), 5, color);
        m_svg.text(label + QPointF(0, -12), tunnel.name,
                   {.size = 12, .bold = true, .color = ink, .anchor = "middle"_L1, .width = 190});
        m_svg.text(label + QPointF(0, 21), describeShortly(tunnel),
                   {.size = 12, .color = color == gray ? faint : color, .anchor = "middle"_L1, .width = 190});
        m_svg.endGroup();
    }

    void drawItem(const LayoutItem &item)
    {
        const QRectF rect = item.rect.translated(0, titleHeight);
        switch (item.kind) {
        case LayoutItem::Kind::Site:
            if (const Site *site = m_topology.site(item.id))
                drawSite(*site, rect);
            break;
        case LayoutItem::Kind::Vnet:
            if (const Vnet *vnet = m_vnets.value(item.id))
                drawVnet(*vnet, rect);
            break;
        case LayoutItem::Kind::Subnet:
            if (const Subnet *subnet = m_subnets.value(item.id))
                drawSubnet(*subnet, rect);
            break;
        case LayoutItem::Kind::Gateway:
            if (const Gateway *gateway = m_topology.gateway(item.id))
                drawGateway(*gateway, rect);
            break;
        }
        drawMarks(item.id, rect.topRight() + QPointF(-markRadius, 0));
    }

    void drawSite(const Site &site, const QRectF &rect)
    {
        const double inner = rect.width() - 2 * metric::padding;
        m_svg.beginGroup(site.id, u"%1: %2"_s.arg(site.name, site.networks.join(u", "_s)));
        m_svg.rect(rect, 10, "#faf6ec"_L1, "#cdbf9a"_L1, 1.5);
        QPointF at = rect.topLeft() + QPointF(metric::padding, 28);
        m_svg.text(at, site.name, {.size = 16, .bold = true, .color = ink, .width = inner});
        at.setY(rect.top() + metric::siteHeader + 4);
        for (qsizetype i = 0; i < site.networks.size(); ++i, at.ry() += metric::line) {
            if (i == metric::mostNetworks) {
                m_svg.text(at, tr("… and %1 more").arg(site.networks.size() - i), {.color = faint});
                break;
            }
            m_svg.text(at, site.networks[i], {.size = 13, .color = faint, .width = inner});
        }
        const QRectF gateway = siteGatewayRect(rect);
        m_svg.rect(gateway, 8, "#ffffff"_L1, "#cdbf9a"_L1);
        m_svg.text(gateway.topLeft() + QPointF(12, 26), site.host.isEmpty() ? tr("Gateway") : site.host,
                   {.size = 13, .bold = true, .color = ink, .width = inner - 24});
        m_svg.text(gateway.topLeft() + QPointF(12, 47), site.address, {.color = faint, .width = inner - 24});
        m_svg.endGroup();
    }

    void drawVnet(const Vnet &vnet, const QRectF &rect)
    {
        const double inner = rect.width() - 2 * metric::padding;
        QString where = vnet.prefixes.join(u", "_s);
        if (vnet.isForeign)
            where += tr(" · known by its peering only");
        m_svg.beginGroup(vnet.id, u"%1: %2; %3"_s.arg(vnet.name, where, vnet.resourceGroup));
        m_svg.rect(rect, 10, vnet.isForeign ? "#f5f6f8"_L1 : "#eef4fb"_L1,
                   vnet.isForeign ? "#c3cad2"_L1 : "#a8c3e3"_L1, 1.5);
        const QPointF at = rect.topLeft() + QPointF(metric::padding, 28);
        const double place = vnet.location.isEmpty() ? 0 : SvgPainter::widthOf(vnet.location, 12, false) + 12;
        m_svg.text(at, vnet.name, {.size = 16, .bold = true, .color = ink, .width = inner - place});
        m_svg.text({rect.right() - metric::padding, at.y()}, vnet.location,
                   {.color = faint, .anchor = "end"_L1});
        m_svg.text(at + QPointF(0, 21), where, {.size = 13, .color = faint, .width = inner});
        m_svg.endGroup();
    }

    void drawSubnet(const Subnet &subnet, const QRectF &rect)
    {
        const double inner = rect.width() - 24;
        const QString prefixes = subnet.prefixes.join(u", "_s);
        QStringList names;
        for (const NodePoint &node : subnet.nodes.first(std::min<qsizetype>(subnet.nodes.size(), 40)))
            names.append(node.name);
        m_svg.beginGroup(subnet.id, u"%1 (%2): %3\n%4"_s.arg(subnet.name, prefixes, describe(subnet.counts),
                                                             names.join(u' ')));
        m_svg.rect(rect, 8, "#ffffff"_L1, "#ccd7e2"_L1);
        QPointF at = rect.topLeft() + QPointF(12, 25);
        const double right = std::min(SvgPainter::widthOf(prefixes, 12, false), inner / 2);
        m_svg.text(at, subnet.name, {.size = 13, .bold = true, .color = ink, .width = inner - right - 8});
        m_svg.text({rect.right() - 12, at.y()}, prefixes,
                   {.color = faint, .anchor = "end"_L1, .width = right + 1});
        const bool holdsGateway = std::ranges::any_of(
            m_topology.gateways, [&](const Gateway &gateway) { return gateway.subnet == subnet.id; });
        if (!holdsGateway) {
            if (!subnet.isGatewaySubnet)
                drawBar(subnet.counts, {at + QPointF(0, 12), QSizeF(inner, 8)});
            at.ry() += 37;
            if (!subnet.isGatewaySubnet)
                m_svg.text(at, describe(subnet.counts),
                           {.color = subnet.counts.total > 0 ? ink : gray, .width = inner});
            at.setY(rect.top() + metric::cardHeight + 8);
            for (const QString &words : {describeGuards(m_topology, subnet), describeServices(subnet)}) {
                if (words.isEmpty())
                    continue;
                m_svg.text(at, words, {.size = 11, .color = faint, .width = inner});
                at.ry() += metric::line;
            }
            drawEndpoints(subnet, at, inner);
        }
        m_svg.endGroup();
    }

    void drawBar(const NodeCounts &counts, const QRectF &bar)
    {
        m_svg.rect(bar, 2, "#eef1f4"_L1, "none"_L1);
        for (const StatePiece &piece : statePieces(counts, bar))
            m_svg.rect(piece.rect, std::min(2.0, piece.rect.width() / 3), colorOf(piece.state), "none"_L1);
    }

    void drawEndpoints(const Subnet &subnet, QPointF at, double width)
    {
        for (qsizetype i = 0; i < subnet.endpoints.size(); ++i, at.ry() += metric::line) {
            if (i == metric::mostEndpoints) {
                m_svg.text(at + QPointF(14, 0), tr("… and %1 more").arg(subnet.endpoints.size() - i),
                           {.size = 11, .color = faint});
                return;
            }
            m_svg.circle(at + QPointF(5, -4), 4, "#8a63b8"_L1);
            m_svg.text(at + QPointF(16, 0), describe(subnet.endpoints[i]),
                       {.size = 11, .color = ink, .width = width - 16});
        }
    }

    void drawGateway(const Gateway &gateway, const QRectF &rect)
    {
        const bool isReady = gateway.provisioningState.compare("Succeeded"_L1, Qt::CaseInsensitive) == 0;
        const double inner = rect.width() - 24;
        const QString addresses = gateway.addresses.join(u", "_s);
        m_svg.beginGroup(gateway.id, u"%1: %2; %3"_s.arg(gateway.name, describe(gateway), addresses));
        m_svg.rect(rect, 8, isReady ? "#e8f3ea"_L1 : "#fbf1de"_L1, isReady ? "#94c3a2"_L1 : "#d9b36b"_L1);
        m_svg.text(rect.topLeft() + QPointF(12, 26), gateway.name,
                   {.size = 13, .bold = true, .color = ink, .width = inner / 2});
        m_svg.text({rect.right() - 12, rect.top() + 26}, addresses,
                   {.color = faint, .anchor = "end"_L1, .width = inner / 2 - 4});
        m_svg.text(rect.topLeft() + QPointF(12, 47), describe(gateway), {.color = faint, .width = inner});
        m_svg.endGroup();
    }

    /// The numbers of its problems, up to there.
    void drawMarks(const QString &place, QPointF at)
    {
        const QList<qsizetype> problems = m_problems.value(place);
        constexpr double pitch = 2 * markRadius + 3;
        at.rx() -= pitch * static_cast<double>(problems.size() - 1);
        for (const qsizetype index : problems) {
            drawMark(index, at);
            at.rx() += pitch;
        }
    }

    void drawMark(qsizetype index, QPointF center)
    {
        const Problem &problem = m_topology.problems[index];
        m_svg.beginGroup({}, problem.text);
        m_svg.circle(center, markRadius, problem.severity == Problem::Severity::Error ? red : amber);
        m_svg.text(center + QPointF(0, 4), QString::number(index + 1),
                   {.size = 11, .bold = true, .color = "#ffffff"_L1, .anchor = "middle"_L1});
        m_svg.endGroup();
    }

    [[nodiscard]] QList<QStringList> problemLines(double width) const
    {
        QList<QStringList> all;
        for (const Problem &problem : m_topology.problems)
            all.append(SvgPainter::wrapped(problem.text + u' ' + problem.mend, problemSize,
                                           std::min(width, 1100.0) - 2 * metric::margin - 30));
        return all;
    }

    /// What the picture lacks.
    [[nodiscard]] QStringList noteLines(double width) const
    {
        QStringList lines;
        if (!m_topology.nodesAreWhole && m_topology.unplaced.isEmpty())
            lines.append(tr("The nodes are not known."));
        if (!m_topology.unplaced.isEmpty())
            lines.append(tr("%1 nodes are not shown: Azure did not say in which subnet they are.")
                             .arg(m_topology.unplaced.size()));
        for (const Error &gap : m_topology.gaps)
            lines += SvgPainter::wrapped(tr("Incomplete: %1").arg(gap.text), problemSize,
                                         width - 2 * metric::margin);
        return lines;
    }

    void drawProblems(const QList<QStringList> &words, double y)
    {
        if (words.isEmpty())
            m_svg.text({metric::margin, y},
                       m_topology.gaps.isEmpty() && m_topology.nodesAreWhole
                           ? tr("No problems found.")
                           : tr("No problems found in what could be read."),
                       {.size = problemSize, .color = faint});
        for (qsizetype i = 0; i < words.size(); ++i) {
            drawMark(i, {metric::margin + markRadius, y - 4});
            for (const QString &line : words[i]) {
                m_svg.text({metric::margin + 30, y}, line, {.size = problemSize, .color = ink});
                y += metric::line;
            }
            y += 6;
        }
    }

    const Topology &m_topology;
    const Layout &m_layout;
    QHash<QString, const Vnet *> m_vnets;
    QHash<QString, const Subnet *> m_subnets;
    QHash<QString, QList<qsizetype>> m_problems; ///< their numbers, by place
    QByteArray m_out;
    SvgPainter m_svg;
};

} // namespace

QLatin1StringView inkOf(const Tunnel &tunnel)
{
    switch (tunnel.traffic()) {
    case TunnelTraffic::Passes:
        return green;
    case TunnelTraffic::Impaired:
        return amber;
    case TunnelTraffic::Nothing:
        return red;
    case TunnelTraffic::Unknown:
        break;
    }
    return gray;
}

QString titleOf(const Topology &topology)
{
    return topology.sites.isEmpty() || !topology.sites.first().isOurs
               ? Drawer::tr("Networks in Azure")
               : Drawer::tr("%1 and its networks in Azure").arg(topology.sites.first().name);
}

QByteArray toSvg(const Topology &topology, const Layout &layout)
{
    return Drawer(topology, layout).draw();
}

} // namespace skybro::topology
