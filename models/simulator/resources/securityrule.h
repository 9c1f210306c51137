#pragma once

#include "models/simulator/armerror.h"

#include <QJsonObject>
#include <QStringList>

namespace skybro::sim {

// Rules of network security groups, as values: the "properties" of one.

/// 400 SecurityRuleConflict when two rules of a group have one priority in one direction.
[[nodiscard]] Answer<void> checkPriorities(const QJsonArray &rules);
/// Ports of a side ("source", "destination"): those of "…PortRange" and of "…PortRanges".
[[nodiscard]] QStringList portRanges(const QJsonObject &rule, const QString &side);
/// Prefixes and service tags of a side, in the same way.
[[nodiscard]] QStringList addressPrefixes(const QJsonObject &rule, const QString &side);

} // namespace skybro::sim
