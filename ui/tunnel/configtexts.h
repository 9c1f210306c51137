#pragma once

#include "models/tunnel/plantunneljob.h"

namespace skybro::ui {

/// What of a plan is changed, in one sentence.
[[nodiscard]] QString planSummary(const tunnel::TunnelPlan &plan);
/// What to know before it is applied, a line each: weak algorithms, a way through the tunnel itself, a change
/// that is under way.
[[nodiscard]] QStringList planRemarks(const tunnel::TunnelPlan &plan);
/// What happens to the tunnel meanwhile, and when it is taken back.
[[nodiscard]] QString applyConsequence(const tunnel::TunnelPlan &plan, const QStringList &witnesses,
                                       std::chrono::seconds within);

} // namespace skybro::ui
