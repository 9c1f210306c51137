#pragma once

#include "models/tunnel/config/plantunneljob.h"

#include <QJsonObject>

namespace skybro::ctl {

/// The conn alone, as it would be written where there is none.
[[nodiscard]] Result<QByteArray> freshConf(const tunnel::TunnelDescription &wanted);
/// Whom hosts at home route Azure's networks to: an address, or a word where none is known.
[[nodiscard]] QString routeTarget(const site::Site &site);

/// `tunnel config show`, for people: each file under its path, then commands.
[[nodiscard]] QByteArray toText(const site::Site &site, const tunnel::TunnelDescription &wanted,
                                const std::optional<tunnel::AzureIpsecPolicy> &policy,
                                const QByteArray &conf);
[[nodiscard]] QJsonObject toJson(const site::Site &site, const tunnel::TunnelDescription &wanted,
                                 const std::optional<tunnel::AzureIpsecPolicy> &policy,
                                 const QByteArray &conf);
/// `tunnel config diff`
[[nodiscard]] QJsonObject toJson(const tunnel::TunnelPlan &plan);
/// `tunnel config apply`
[[nodiscard]] QJsonObject toJson(const Result<tunnel::ApplyOutcome> &outcome);

/// What the gateway does about a change: "has it in force".
[[nodiscard]] QString pendingText(const tunnel::PendingChange &pending);

} // namespace skybro::ctl
