#include "ui/topology/placepainter.h"

#include "models/topology/describe.h"
#include "models/topology/statebar.h"
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

constexpr double words = 96;         ///< half of the room for a tunnel's words
constexpr double leastText = 9.5;    ///< px on the screen, as long as a card holds it
constexpr double mostGrowth = 1.3;   ///< of text: more, and a card's lines would touch
constexpr double leastPiece = 3;     ///< px on the screen, of a bar
constexpr double leastName = 10;     ///< px on the screen, of a box in the overview
constexpr double leastRadius = 7.5;  ///< px on the screen, of a problem's disc
constexpr double subnetHeader = 36;  ///< of a card, above its bar
constexpr double narrowestName = 24; ///< px on the screen: less holds no part of a name

double scaleOf(const QPainter &painter)
{
    return painter.worldTransform().m11();
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

    /// Larger where the picture is small, so that one can read it without coming nearer.
    [[nodiscard]] QFont fontOf(Style style) const
    {
        QFont font = QGuiApplication::font();
        const double growth =
            std::clamp(leastText / (QFontInfo(font).pixelSize() * scaleOf(painter)), 1.0, mostGrowth);
        if (style != Normal)
            font.setWeight(QFont::DemiBold);
        font.setPointSizeF(font.pointSizeF() * growth * (style == Title ? 1.2 : 1));
        return font;
    }
    [[nodiscard]] double widthOf(const QString &text) const
    {
        return QFontMetricsF(fontOf(Normal)).horizontalAdvance(text);
    }

    /// On the base line `at`; elided to `width`, a name in its middle: those of one site begin alike.
    void operator()(QPointF at, const QString &text, double width, Tone tone = Tone::Plain,
                    Style style = Normal, Qt::Alignment alignment = Qt::AlignLeft) const
    {
        if (text.isEmpty() || scaleOf(painter) < readableScale)
            return;
        const QFont font = fontOf(style);
        painter.setFont(font);
        painter.setPen(toneColor(tone));
        const QFontMetricsF metrics(font);
        const QString shown =
            metrics.elidedText(text, style == Normal ? Qt::ElideRight : Qt::ElideMiddle, width);
        if (alignment == Qt::AlignRight)
            at.rx() -= metrics.horizontalAdvance(shown);
        else if (alignment == Qt::AlignHCenter)
            at.rx() -= metrics.horizontalAdvance(shown) / 2;
        painter.drawText(at, shown);
    }
};

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
    painter.setPen(Qt::NoPen);
    for (const StatePiece &piece : statePieces(counts, bar, leastPiece / std::min(1.0, scaleOf(painter)))) {
        QColor color = toneColor(powerLook(piece.state).tone);
        if (piece.state == fleet::PowerState::Deallocated)
            color.setAlphaF(0.35F);
        painter.setBrush(color);
        painter.drawRect(piece.rect);
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

void paintProblemMark(QPainter &painter, const Problem &problem, const QString &number, QPointF center,
                      double radius)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(problem.severity == Problem::Severity::Error ? Tone::Bad : Tone::Warning));
    painter.drawEllipse(center, radius, radius);
    QFont font = QGuiApplication::font();
    font.setPointSizeF(font.pointSizeF() * 0.85 * radius / markRadius);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(base());
    painter.drawText(QRectF(center, QSizeF(0, 0)).adjusted(-2 * radius, -2 * radius, 2 * radius, 2 * radius),
                     Qt::AlignCenter, number);
}

PlacePainter::PlacePainter(std::shared_ptr<const Picture> picture)
    : m_picture(std::move(picture))
{
    for (const Vnet &vnet : m_picture->topology.vnets) {
        m_vnets.insert(vnet.id, &vnet);
        for (const Subnet &subnet : vnet.subnets)
            m_subnets.insert(subnet.id, &subnet);
    }
    QHash<QString, QString> parents;
    for (const LayoutItem &item : m_picture->layout.items)
        parents.insert(item.id, item.parent);
    for (int i = 0; i < int(m_picture->topology.problems.size()); ++i) {
        QString place = m_picture->topology.problems[i].place;
        m_problems[place].append(i);
        while (!parents.value(place).isEmpty())
            place = parents.value(place);
        m_boxProblems[place].append(i);
    }
}

QRectF PlacePainter::reach(const LayoutItem &item)
{
    return item.rect.adjusted(-2, -markRadius - 2, 2, 2);
}

QRectF PlacePainter::reach(const LayoutEdge &edge)
{
    QRectF area = QRectF(edge.label, QSizeF(0, 0)).adjusted(-words, -46, words, 28);
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
    const double place = vnet.location.isEmpty() ? 0 : say.widthOf(vnet.location) + 12;
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
    const double right = std::min(say.widthOf(prefixes), inner / 2);
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
    say(edge.label + QPointF(0, -12), tunnel.name, 2 * words - 4, Tone::Plain, Bold, Qt::AlignHCenter);
    say(edge.label + QPointF(0, 21), describeShortly(tunnel), 2 * words - 4, tone, Normal, Qt::AlignHCenter);
}

void PlacePainter::paintAbove(QPainter &painter, const QRectF &exposed) const
{
    const double scale = scaleOf(painter);
    const double radius = std::max(markRadius, leastRadius / scale);
    const QRectF touched = exposed.adjusted(-radius, -radius, radius, radius);
    for (const LayoutItem &item : m_picture->layout.items) {
        if (!item.rect.intersects(touched))
            continue;
        if (scale < readableScale) {
            paintOverview(painter, item, scale);
        } else {
            paintMarks(painter, m_problems.value(item.id), item.rect.topRight() + QPointF(-radius, 0),
                       item.rect.width(), radius);
        }
    }
    for (const LayoutEdge &edge : m_picture->layout.edges) {
        if (!m_problems.contains(edge.id))
            continue;
        // A tunnel's name is between its line and the marks.
        const bool isNamed = edge.kind == LayoutEdge::Kind::Tunnel && scale >= readableScale;
        paintMarks(painter, m_problems.value(edge.id), edge.label + QPointF(0, isNamed ? -25 - radius : 0),
                   2 * words, radius);
    }
}

void PlacePainter::paintOverview(QPainter &painter, const LayoutItem &item, double scale) const
{
    const QRectF rect(item.rect.topLeft() * scale, item.rect.size() * scale);
    const bool isBox = item.parent.isEmpty();
    const double header = isBox ? rect.height() : subnetHeader * scale; // the bar of a card stays free
    if (!isBox && header < leastName)
        return; // as of most, of many: a font for each takes its time
    QFont font = QGuiApplication::font();
    font.setPixelSize(qRound(
        isBox ? std::clamp(rect.width() / 9, leastName, QFontInfo(font).pixelSize() * 1.2) : leastName));
    font.setWeight(isBox ? QFont::DemiBold : QFont::Normal);
    const QFontMetricsF metrics(font);
    const double room = rect.width() - 4;
    if (room >= narrowestName && header >= metrics.height()) {
        painter.save();
        painter.scale(1 / scale, 1 / scale);
        painter.setFont(font);
        const QString shown = metrics.elidedText(nameOf(item), Qt::ElideMiddle, room);
        const double width = metrics.horizontalAdvance(shown);
        const QRectF plate(rect.center().x() - width / 2, rect.top() + std::min(2.0, rect.height() / 8),
                           width, metrics.height());
        if (isBox) { // what lies below shines through, and disturbs not
            QColor ground = base();
            ground.setAlphaF(0.85F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(plate.adjusted(-1.5, 0, 1.5, 0), 2, 2);
        }
        painter.setPen(toneColor(Tone::Plain));
        painter.drawText(plate, Qt::AlignCenter | Qt::TextSingleLine, shown);
        painter.restore();
    }
    if (!isBox)
        return;
    const double radius = leastRadius / scale;
    paintMarks(painter, m_boxProblems.value(item.id), item.rect.bottomRight() - QPointF(radius, radius) * 1.2,
               item.rect.width(), radius);
}

QString PlacePainter::nameOf(const LayoutItem &item) const
{
    if (const Vnet *vnet = m_vnets.value(item.id))
        return vnet->name;
    if (const Subnet *subnet = m_subnets.value(item.id))
        return subnet->name;
    if (const Gateway *gateway = m_picture->topology.gateway(item.id))
        return gateway->name;
    const Site *site = m_picture->topology.site(item.id);
    return site ? site->name : QString();
}

void PlacePainter::paintMarks(QPainter &painter, const QList<int> &problems, QPointF at, double width,
                              double radius) const
{
    const double pitch = 2 * radius + 3;
    const auto room = std::max<qsizetype>(1, static_cast<qsizetype>(width / pitch));
    const qsizetype shown = std::min(problems.size(), room);
    at.rx() -= pitch * static_cast<double>(shown - 1);
    for (qsizetype i = 0; i < shown; ++i) {
        const bool hidesMore = i == room - 1 && problems.size() > room;
        const Problem &problem = m_picture->topology.problems[problems[i]];
        paintProblemMark(painter, problem, hidesMore ? u"…"_s : QString::number(problems[i] + 1), at, radius);
        at.rx() += pitch;
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
    const QList<int> problems = m_problems.value(id);
    for (const int index : problems)
        lines.append(u"%1. %2"_s.arg(index + 1).arg(topology.problems[index].text));
    lines.removeAll(QString());
    const QString text = lines.join(u'\n');
    // Qt breaks the lines of rich text only, and sentences are long.
    return problems.isEmpty() ? text : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

} // namespace skybro::ui
