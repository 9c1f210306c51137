#pragma once

#include "models/tunnel/ipsec/proposals.h"

namespace skybro::tunnel {

/// The rows on who the ends take each other for, from Parameter::OnPremiseAddress to Parameter::Key. Of
/// values that are not alike it is said that they meet, when `authentication` shows that the ends let each
/// other in with them.
[[nodiscard]] QList<ParameterRow> peerRows(const OnPremiseParameters &onPremise, const AzureParameters &azure,
                                           Authentication authentication);
/// The row on how each end finds out that the other is gone.
[[nodiscard]] ParameterRow deadPeerRow(const OnPremiseParameters &onPremise, const AzureParameters &azure);

} // namespace skybro::tunnel
