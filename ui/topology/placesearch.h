#pragma once

#include "models/topology/topology.h"

namespace skybro::ui {

/// Something of a topology that can be looked for.
struct Place
{
    enum class Kind
    {
        Site,
        Tunnel,
        Gateway,
        Vnet,
        Subnet,
        Node,
    };
    Kind kind = Kind::Vnet;
    QString id;
    QString name;
    QString note; ///< what tells it from others of the name: prefixes, its Vnet

    bool operator==(const Place &) const = default;
};

/// Places whose name, address or network contains what is typed, without regard to case; those whose name
/// begins so come first.
[[nodiscard]] QList<Place> findPlaces(const topology::Topology &topology, const QString &typed);

/// The place in the picture that stands for it: a node's subnet, a private endpoint's; else itself.
[[nodiscard]] QString placeShown(const topology::Topology &topology, const QString &id);

/// Where more is known of a place: a page and what on it. Empty: nowhere.
struct PlaceLink
{
    QString page;
    QString target;

    bool operator==(const PlaceLink &) const = default;
};
[[nodiscard]] PlaceLink linkOf(const topology::Topology &topology, const QString &id);

} // namespace skybro::ui
