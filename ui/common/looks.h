#pragma once

#include "models/base/log.h"
#include "models/base/operation.h"
#include "models/fleet/node.h"
#include "ui/common/theme.h"

#include <QString>

#include <optional>

namespace skybro::ui {

/// How a state is shown: a shape, a word and a colour, never one alone.
struct Look
{
    QString icon;
    QString word;
    Tone tone = Tone::Plain;

    bool operator==(const Look &) const = default;
};

[[nodiscard]] Look powerLook(fleet::PowerState state);
/// What is under way, in the word of the thing in progress: "Starting", "Restarting" …
[[nodiscard]] Look pendingLook(fleet::PowerAction action);
/// The pending action if there is one, else the power state.
[[nodiscard]] Look nodeLook(const fleet::Node &node);
[[nodiscard]] Look operationLook(OperationState state);

/// The action as a verb on a button: "Start", "Stop", "Power off", "Restart".
[[nodiscard]] QString actionVerb(fleet::PowerAction action);
/// A journaled operation's kind, as what is done: "Start", "Stop (deallocate)"; an unknown kind as it is.
[[nodiscard]] QString operationKindText(const QString &kind);

/// "3.60 €": amount with its currency, two digits, or as many as a small price needs.
[[nodiscard]] QString moneyText(double amount, const QString &currency);
/// "€ / h": for headings. Without a currency "Cost / h".
[[nodiscard]] QString perHourHeading(const QString &currency);

} // namespace skybro::ui
