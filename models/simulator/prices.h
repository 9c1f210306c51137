#pragma once

#include "models/simulator/http.h"

namespace skybro::sim {

/// Azure's retail prices interface (https://prices.azure.com/api/retail/prices): public, no token, filtered
/// with OData, paged by NextPageLink. Prices are made up near the real ones.
/// Source: learn.microsoft.com, "Azure Retail Prices overview", api-version 2023-01-01-preview.
[[nodiscard]] Response retailPrices(const Request &request);

} // namespace skybro::sim
