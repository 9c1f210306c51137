#pragma once

#include <QString>

namespace skybro::sim {

/// Whether a word names a group of Azure's own addresses: "VirtualNetwork", "Storage", "Storage.WestEurope",
/// in any case. Source: learn.microsoft.com/azure/virtual-network/service-tags-overview, public cloud.
[[nodiscard]] bool isServiceTag(const QString &word);

} // namespace skybro::sim
