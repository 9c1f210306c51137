#pragma once

#include "models/tunnel/config/planrollbackjob.h"
#include "models/tunnel/config/plantunneljob.h"

namespace skybro::ui {

/// What of a plan is changed, in one sentence.
[[nodiscard]] QString planSummary(const tunnel::TunnelPlan &plan);
/// What to know of it, a line each: weak algorithms, a way through the tunnel itself, a change that is under
/// way, a daemon that is not as the files are. `gateway`: its host.
[[nodiscard]] QStringList planRemarks(const tunnel::TunnelPlan &plan, const QString &gateway);
/// What happens to the tunnel meanwhile, and when it is taken back.
[[nodiscard]] QString applyConsequence(const tunnel::TunnelPlan &plan, const QStringList &witnesses,
                                       std::chrono::seconds within);

/// What of both ends goes back, in one sentence.
[[nodiscard]] QString rollbackSummary(const tunnel::RollbackPlan &plan);
/// What was changed at either end by somebody else since, and would be lost.
[[nodiscard]] QStringList handworkOf(const tunnel::RollbackPlan &plan);

/// What happens to the tunnel while it goes back.
[[nodiscard]] QString rollbackConsequence(const tunnel::RollbackPlan &plan);

/// Commands for the gateway's firewall and for routes of hosts at home, under headings. `gateway`: its host.
[[nodiscard]] QString rulesText(const tunnel::TunnelPlan &plan, const QString &gateway);

} // namespace skybro::ui
