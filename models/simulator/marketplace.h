#pragma once

#include "models/simulator/armerror.h"

namespace skybro::sim {

/// Images of Azure's Marketplace:
/// "…/locations/L/publishers/P/artifacttypes/vmimage/offers/O/skus/S/versions[/V]", by which az turns
/// "latest" into a version. Nothing: another path.
[[nodiscard]] std::optional<Answer<Response>> readMarketplace(const Request &request);

/// The version that an image reference means: what "latest" is, else the version itself; empty when it is no
/// image of the Marketplace.
[[nodiscard]] QString marketplaceVersion(const QJsonObject &imageReference);

} // namespace skybro::sim
