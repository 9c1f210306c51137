#pragma once

#include "models/simulator/resourcetype.h"

namespace skybro::sim {

// Resources that stand on their own ("…/virtualNetworks/v/subnets/s") and in an array of their parent as
// well.

/// Makes the children that stand in the parent's array and drops those that no longer do; the array leaves
/// the parent's body. Asks each child's own rules.
[[nodiscard]] Answer<void> checkChildren(World &world, const ResourceId &parent, const QJsonArray &sent,
                                         const QString &typeSegment);
void storeChildren(World &world, Resource &parent, const QString &typeSegment);
/// The parent is gone: so are they.
void dropChildren(World &world, const Resource &parent, const QString &typeSegment);
/// The same for a body that Azure itself gave: children are taken as they are.
void restoreChildren(World &world, Resource &parent, const QString &typeSegment);
/// The parent's body with its children in it again, as each shows itself.
[[nodiscard]] QJsonObject withChildren(const World &world, const Resource &parent,
                                       const QStringList &typeSegments, const Request &request);
/// What the parent's array would be with `body` in it, for a child that is put on its own.
[[nodiscard]] QJsonArray siblingsWith(const World &world, const ResourceId &child, const QJsonObject &body);

} // namespace skybro::sim
