#pragma once

#include "models/simulator/armerror.h"
#include "models/simulator/world.h"

namespace skybro::sim {

/// What a subscription offers rather than holds: tenants, subscriptions, locations, providers, sizes, SKUs,
/// quota usages. Nothing: another path.
[[nodiscard]] std::optional<Answer<Response>> readDirectory(const World &world, const Request &request);

/// All VM sizes as …/vmSizes lists them.
[[nodiscard]] QJsonArray vmSizesJson();
/// The api-versions a provider is said to have (a selection; see checkApiVersion()).
[[nodiscard]] QStringList knownApiVersions();
/// Refuses a request without api-version, or with one that no provider ever had: versions of 2014 to 2025,
/// yyyy-MM-dd with an optional -preview, -alpha or -privatepreview, are taken.
[[nodiscard]] Answer<void> checkApiVersion(const Request &request);

} // namespace skybro::sim
