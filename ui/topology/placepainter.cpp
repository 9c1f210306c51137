#include "ui/topology/placepainter.h"

#include "models/topology/describe.h"
#include "models/topology/topologyfeed.h"
#include "ui/common/looks.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace skybro::topology;

namespace {

constexpr double markRadius = 9;
constexpr double words = 96; ///< half of the room for a tunnel's words

bool isReadable(const QPainter &painter)
{
    return painter.worldTransform().m11() >= readableScale;
}

enum Style
{
    Normal,
    Bold,
    Title
};

struct Words
{
    QPainter &painter;

    /// On the base line `at`; elided to `width`.
    void operator()(QPointF at, const QString &text, double width, Tone tone = Tone::Plain,
                    Style style = Normal, Qt::Alignment alignment = Qt::AlignLeft) const
    {
        if (text.isEmpty() || !isReadable(painter))
            return;
        QFont font = QGuiApplication::font();
        if (style != Normal)
            font.setWeight(QFont::DemiBold);
        if (style == Title)
            font.setPointSizeF(font.pointSizeF() * 1.2);
        painter.setFont(font);
        painter.setPen(toneColor(tone));
        const QFontMetricsF metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, width);
        if (alignment == Qt::AlignRight)
            at.rx() -= metrics.horizontalAdvance(shown);
        else if (alignment == Qt::AlignHCenter)
            at.rx() -= metrics.horizontalAdvance(shown) / 2;
        painter.drawText(at, shown);
    }
};

double widthOf(const QString &text)
{
    return QFontMetricsF(QGuiApplication::font()).horizontalAdvance(text);
}

void box(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line,
         Qt::PenStyle style = Qt::SolidLine, double width = 1)
{
    painter.setPen(QPen(line, width, style));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, radius, radius);
}

QColor base()
{
    return QGuiApplication::palette().color(QPalette::Base);
}

bool isReady(const Gateway &gateway)
{
    return gateway.provisioningState.compare("Succeeded"_L1, Qt::CaseInsensitive) == 0;
}

void paintBar(QPainter &painter, const NodeCounts &counts, const QRectF &bar)
{
    double x = bar.left();
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < fleet::PowerStateCount; ++i) {
        const auto state = static_cast<fleet::PowerState>(i);
        if (counts.count(state) == 0)
            continue;
        const double width = bar.width() * counts.count(state) / counts.total;
        QColor color = toneColor(powerLook(state).tone);
        if (state == fleet::PowerState::Deallocated)
            color.setAlphaF(0.35F);
        painter.setBrush(color);
        painter.drawRect(QRectF(x, bar.top(), std::max(width - 1, 0.5), bar.height()));
        x += width;
    }
}

} // namespace

Tone toneOf(const Tunnel &tunnel)
{
    switch (tunnel.traffic()) {
    case topology::TunnelTraffic::Passes:
        return Tone::Good;
    case topology::TunnelTraffic::Impaired:
        return Tone::Warning;
    case topology::TunnelTraffic::Nothing:
        return Tone::Bad;
    case topology::TunnelTraffic::Unknown:
        break;
    }
    return Tone::Quiet;
}

void paintProblemMark(QPainter &painter, const Problem &problem, int number, QPointF center)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(problem.severity == Problem::Severity::Error ? Tone::Bad : Tone::Warning));
    painter.drawEllipse(center, markRadius, markRadius);
    QFont font = QGuiApplication::font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(base());
    painter.drawText(QRectF(center.x() - 20, center.y() - 20, 40, 40), Qt::AlignCenter,
                     QString::number(number));
}

PlacePainter::PlacePainter(std::shared_ptr<const Picture> picture)
    : m_picture(std::move(picture))
{
    for (const Vnet &vnet : m_picture->topology.vnets) {
        m_vnets.insert(vnet.id, &vnet);
        for (const Subnet &subnet : vnet.subnets)
            m_subnets.insert(subnet.id, &subnet);
    }
    for (int i = 0; i < int(m_picture->topology.problems.size()); ++i)
        m_problems[m_picture->topology.problems[i].place].append(i);
}

QRectF PlacePainter::reach(const LayoutItem &item)
{
    return item.rect.adjusted(-2, -markRadius - 2, 2, 2);
}

QRectF PlacePainter::reach(const LayoutEdge &edge)
{
    QRectF area = QRectF(edge.labelPoint(), QSizeF(0, 0)).adjusted(-words, -46, words, 28);
    for (const QPointF &point : edge.points)
        area |= QRectF(point, QSizeF(0, 0)).adjusted(-7, -7, 7, 7);
    return area;
}

void PlacePainter::paint(QPainter &painter, const LayoutItem &item) const
{
    switch (item.kind) {
    case LayoutItem::Kind::Site:
        if (const Site *site = m_picture->topology.site(item.id))
            paintSite(painter, *site, item.rect);
        break;
    case LayoutItem::Kind::Vnet:
        if (const Vnet *vnet = m_vnets.value(item.id))
            paintVnet(painter, *vnet, item.rect);
        break;
    case LayoutItem::Kind::Subnet:
        if (const Subnet *subnet = m_subnets.value(item.id))
            paintSubnet(painter, *subnet, item.rect);
        break;
    case LayoutItem::Kind::Gateway:
        if (const Gateway *gateway = m_picture->topology.gateway(item.id))
            paintGateway(painter, *gateway, item.rect);
        break;
    }
    paintMarks(painter, item.id, item.rect.topRight() + QPointF(-markRadius, 0));
}

void PlacePainter::paint(QPainter &painter, const LayoutEdge &edge) const
{
    if (edge.kind == LayoutEdge::Kind::Tunnel) {
        const auto tunnel = std::ranges::find(m_picture->topology.tunnels, edge.id, &Tunnel::id);
        if (tunnel != m_picture->topology.tunnels.end())
            paintTunnel(painter, *tunnel, edge);
    } else {
        const auto peering = std::ranges::find(m_picture->topology.peerings, edge.id, &Peering::id);
        if (peering == m_picture->topology.peerings.end())
            return;
        const QColor color = toneColor(peering->isConnected() ? Tone::Accent : Tone::Bad);
        painter.setPen(QPen(color, 2, peering->isConnected() ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(edge.points);
        painter.setBrush(color);
        painter.drawEllipse(edge.points.last(), 4, 4);
    }
    const double above = edge.kind == LayoutEdge::Kind::Tunnel ? -34 : 0;
    paintMarks(painter, edge.id, edge.labelPoint() + QPointF(0, above));
}

void PlacePainter::paintSite(QPainter &painter, const Site &site, const QRectF &rect) const
{
    const Words say{painter};
    const double inner = rect.width() - 2 * metric::padding;
    box(painter, rect, 10, toneWash(Tone::Quiet), lineColor(), Qt::SolidLine, 1.5);
    QPointF at = rect.topLeft() + QPointF(metric::padding, 28);
    say(at, site.name, inner, Tone::Plain, Title);
    at.setY(rect.top() + metric::siteHeader + 4);
    for (qsizetype i = 0; i < site.networks.size(); ++i, at.ry() += metric::line) {
        if (i == metric::mostNetworks) {
            say(at, tr("… and %1 more").arg(site.networks.size() - i), inner, Tone::Quiet);
            break;
        }
        say(at, site.networks[i], inner, Tone::Quiet);
    }
    const QRectF gateway = siteGatewayRect(rect);
    box(painter, gateway, 8, base(), lineColor());
    say(gateway.topLeft() + QPointF(12, 26), site.host.isEmpty() ? tr("Gateway") : site.host, inner - 24,
        Tone::Plain, Bold);
    say(gateway.topLeft() + QPointF(12, 47), site.address, inner - 24, Tone::Quiet);
}

void PlacePainter::paintVnet(QPainter &painter, const Vnet &vnet, const QRectF &rect) const
{
    const Words say{painter};
    const double inner = rect.width() - 2 * metric::padding;
    QString where = vnet.prefixes.join(u", "_s);
    if (vnet.isForeign)
        where += tr(" · known by its peering only");
    box(painter, rect, 10, vnet.isForeign ? QColor(Qt::transparent) : toneWash(Tone::Accent),
        vnet.isForeign ? lineColor() : toneColor(Tone::Accent), vnet.isForeign ? Qt::DashLine : Qt::SolidLine,
        1.2);
    const QPointF at = rect.topLeft() + QPointF(metric::padding, 28);
    const double place = vnet.location.isEmpty() ? 0 : widthOf(vnet.location) + 12;
    say(at, vnet.name, inner - place, Tone::Plain, Title);
    say({rect.right() - metric::padding, at.y()}, vnet.location, inner, Tone::Quiet, Normal, Qt::AlignRight);
    say(at + QPointF(0, 21), where, inner, Tone::Quiet);
}

void PlacePainter::paintSubnet(QPainter &painter, const Subnet &subnet, const QRectF &rect) const
{
    const Words say{painter};
    const double inner = rect.width() - 24;
    box(painter, rect, 8, base(), lineColor());
    const QString prefixes = subnet.prefixes.join(u", "_s);
    QPointF at = rect.topLeft() + QPointF(12, 25);
    const double right = std::min(widthOf(prefixes), inner / 2);
    say(at, subnet.name, inner - right - 8, Tone::Plain, Bold);
    say({rect.right() - 12, at.y()}, prefixes, right + 1, Tone::Quiet, Normal, Qt::AlignRight);
    if (std::ranges::any_of(m_picture->topology.gateways,
                            [&](const Gateway &gateway) { return gateway.subnet == subnet.id; }))
        return;
    if (subnet.counts.total > 0)
        paintBar(painter, subnet.counts, {at + QPointF(0, 12), QSizeF(inner, 8)});
    at.ry() += subnet.counts.total > 0 ? 37 : 25;
    if (subnet.counts.total > 0 || !subnet.isGatewaySubnet)
        say(at, describe(subnet.counts), inner, subnet.counts.total > 0 ? Tone::Plain : Tone::Quiet);
    at.setY(rect.top() + metric::cardHeight + 8);
    for (const QString &line : {describeGuards(m_picture->topology, subnet), describeServices(subnet)}) {
        if (line.isEmpty())
            continue;
        say(at, line, inner, Tone::Quiet);
        at.ry() += metric::line;
    }
    for (qsizetype i = 0; i < subnet.endpoints.size(); ++i, at.ry() += metric::line) {
        if (i == metric::mostEndpoints) {
            say(at + QPointF(14, 0), tr("… and %1 more").arg(subnet.endpoints.size() - i), inner,
                Tone::Quiet);
            break;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(toneColor(Tone::Accent));
        painter.drawEllipse(at + QPointF(5, -4), 4, 4);
        say(at + QPointF(16, 0), describe(subnet.endpoints[i]), inner - 16);
    }
}

void PlacePainter::paintGateway(QPainter &painter, const Gateway &gateway, const QRectF &rect) const
{
    const Words say{painter};
    const Tone tone = isReady(gateway) ? Tone::Good : Tone::Warning;
    const double inner = rect.width() - 24;
    const QString addresses = gateway.addresses.join(u", "_s);
    box(painter, rect, 8, toneWash(tone), toneColor(tone));
    say(rect.topLeft() + QPointF(12, 26), gateway.name, inner / 2, Tone::Plain, Bold);
    say({rect.right() - 12, rect.top() + 26}, addresses, inner / 2 - 4, Tone::Quiet, Normal, Qt::AlignRight);
    say(rect.topLeft() + QPointF(12, 47), describe(gateway), inner, Tone::Quiet);
}

void PlacePainter::paintTunnel(QPainter &painter, const Tunnel &tunnel, const LayoutEdge &edge) const
{
    const Words say{painter};
    const Tone tone = toneOf(tunnel);
    painter.setPen(QPen(toneColor(tone), 4, tone == Tone::Good ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(edge.points);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(tone));
    painter.drawEllipse(edge.points.first(), 5, 5);
    painter.drawEllipse(edge.points.last(), 5, 5);
    say(edge.labelPoint() + QPointF(0, -12), tunnel.name, 2 * words - 4, Tone::Plain, Bold, Qt::AlignHCenter);
    say(edge.labelPoint() + QPointF(0, 21), describeShortly(tunnel), 2 * words - 4, tone, Normal,
        Qt::AlignHCenter);
}

void PlacePainter::paintMarks(QPainter &painter, const QString &place, QPointF at) const
{
    const auto found = m_problems.constFind(place);
    if (found == m_problems.constEnd())
        return;
    for (const int index : *found) {
        paintProblemMark(painter, m_picture->topology.problems[index], index + 1, at);
        at.rx() -= 2 * markRadius + 3;
    }
}

QString PlacePainter::toolTip(const QString &id) const
{
    const Topology &topology = m_picture->topology;
    QStringList lines;
    if (const Site *site = topology.site(id)) {
        lines = {site->name, site->networks.join(u", "_s), site->address};
    } else if (const Gateway *gateway = topology.gateway(id)) {
        lines = {gateway->name, describe(*gateway), gateway->addresses.join(u", "_s)};
    } else if (const Vnet *vnet = m_vnets.value(id)) {
        lines = {vnet->name, vnet->prefixes.join(u", "_s), vnet->resourceGroup, describe(vnet->counts())};
        if (!vnet->dnsServers.isEmpty())
            lines.append(tr("DNS servers: %1").arg(vnet->dnsServers.join(u", "_s)));
    } else if (const Subnet *subnet = m_subnets.value(id)) {
        lines = {subnet->name, subnet->prefixes.join(u", "_s), describe(subnet->counts),
                 describeGuards(topology, *subnet), describeServices(*subnet)};
    } else if (const auto tunnel = std::ranges::find(topology.tunnels, id, &Tunnel::id);
               tunnel != topology.tunnels.end()) {
        lines = {tunnel->name, describe(*tunnel)};
    } else if (const auto peering = std::ranges::find(topology.peerings, id, &Peering::id);
               peering != topology.peerings.end()) {
        lines = {describe(topology, *peering)};
    }
    for (const int index : m_problems.value(id))
        lines.append(u"%1. %2"_s.arg(index + 1).arg(topology.problems[index].text));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace skybro::ui
