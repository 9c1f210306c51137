#pragma once

#include "models/topology/layout.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QHash>
#include <QRectF>

#include <memory>

class QPainter;

namespace skybro::topology {
struct Picture;
}

namespace skybro::ui {

/// Below this scale the text of a card is a smear even as large as the card can hold it: the picture becomes
/// an overview of named boxes.
inline constexpr double readableScale = 0.55;

/// Good while traffic passes or, where nobody probes, Azure says so; quiet when nobody says.
[[nodiscard]] Tone toneOf(const topology::Tunnel &tunnel);

/// Draws the parts of a topology where its layout puts them, in the colours of the palette of the moment.
/// Keeps the picture, whose parts it finds by id.
class PlacePainter
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui)

public:
    explicit PlacePainter(std::shared_ptr<const topology::Picture> picture);

    void paint(QPainter &painter, const topology::LayoutItem &item) const;
    void paint(QPainter &painter, const topology::LayoutEdge &edge) const;
    /// What lies above all parts and keeps a size that can be read on the screen: the numbers of problems,
    /// and the names of the boxes where nothing else can be read. All that touches `exposed`, of the scene.
    void paintAbove(QPainter &painter, const QRectF &exposed) const;
    /// The area that paint() may touch.
    [[nodiscard]] static QRectF reach(const topology::LayoutItem &item);
    [[nodiscard]] static QRectF reach(const topology::LayoutEdge &edge);
    /// All that is known of the place, in lines.
    [[nodiscard]] QString toolTip(const QString &id) const;

private:
    void paintSite(QPainter &painter, const topology::Site &site, const QRectF &rect) const;
    void paintVnet(QPainter &painter, const topology::Vnet &vnet, const QRectF &rect) const;
    void paintSubnet(QPainter &painter, const topology::Subnet &subnet, const QRectF &rect) const;
    void paintGateway(QPainter &painter, const topology::Gateway &gateway, const QRectF &rect) const;
    void paintTunnel(QPainter &painter, const topology::Tunnel &tunnel,
                     const topology::LayoutEdge &edge) const;
    void paintOverview(QPainter &painter, const topology::LayoutItem &item, double scale) const;
    [[nodiscard]] QString nameOf(const topology::LayoutItem &item) const;
    /// The numbers of problems, leftwards from `at`, as many as `width` holds.
    void paintMarks(QPainter &painter, const QList<int> &problems, QPointF at, double width,
                    double radius) const;

    std::shared_ptr<const topology::Picture> m_picture;
    QHash<QString, const topology::Vnet *> m_vnets;
    QHash<QString, const topology::Subnet *> m_subnets;
    QHash<QString, QList<int>> m_problems;    ///< by place
    QHash<QString, QList<int>> m_boxProblems; ///< by the site or Vnet that all of it lies in
};

inline constexpr double markRadius = 9;

/// A problem's number in a disc of its severity, as it stands in the list below the picture.
void paintProblemMark(QPainter &painter, const topology::Problem &problem, const QString &number,
                      QPointF center, double radius = markRadius);

} // namespace skybro::ui
