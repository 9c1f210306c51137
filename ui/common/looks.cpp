#include "ui/common/looks.h"

#include "models/tunnel/config/applyconfigjob.h"

#include <QCoreApplication>
#include <QLocale>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::PowerAction;
using fleet::PowerState;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui::Looks)
};

QString currencySign(const QString &currency)
{
    if (currency == "EUR"_L1)
        return u"€"_s;
    if (currency == "USD"_L1)
        return u"$"_s;
    return currency == "GBP"_L1 ? u"£"_s : currency;
}

} // namespace

Look powerLook(PowerState state)
{
    switch (state) {
    case PowerState::Running:
        return {u"state-running"_s, Words::tr("Running"), Tone::Good};
    case PowerState::Starting:
        return {u"state-busy"_s, Words::tr("Starting"), Tone::Busy};
    case PowerState::Stopping:
        return {u"state-busy"_s, Words::tr("Stopping"), Tone::Busy};
    case PowerState::Stopped:
        return {u"state-billed"_s, Words::tr("Stopped, billed"), Tone::Warning};
    case PowerState::Deallocating:
        return {u"state-busy"_s, Words::tr("Deallocating"), Tone::Busy};
    case PowerState::Deallocated:
        return {u"state-off"_s, Words::tr("Deallocated"), Tone::Quiet};
    case PowerState::Unknown:
        break;
    }
    return {u"state-unknown"_s, Words::tr("Unknown"), Tone::Warning};
}

Look pendingLook(PowerAction action)
{
    switch (action) {
    case PowerAction::Start:
        return {u"state-busy"_s, Words::tr("Starting"), Tone::Busy};
    case PowerAction::Deallocate:
        return {u"state-busy"_s, Words::tr("Deallocating"), Tone::Busy};
    case PowerAction::PowerOff:
        return {u"state-busy"_s, Words::tr("Powering off"), Tone::Busy};
    case PowerAction::Restart:
        break;
    }
    return {u"state-busy"_s, Words::tr("Restarting"), Tone::Busy};
}

Look nodeLook(const fleet::Node &node)
{
    return node.pending ? pendingLook(node.pending->action) : powerLook(node.powerState);
}

Look operationLook(OperationState state)
{
    switch (state) {
    case OperationState::Queued:
        return {u"state-queued"_s, Words::tr("Queued"), Tone::Quiet};
    case OperationState::Running:
        return {u"state-busy"_s, Words::tr("Running"), Tone::Busy};
    case OperationState::Succeeded:
        return {u"done"_s, Words::tr("Done"), Tone::Good};
    case OperationState::Failed:
        return {u"error"_s, Words::tr("Failed"), Tone::Bad};
    case OperationState::Cancelled:
        return {u"close"_s, Words::tr("Cancelled"), Tone::Quiet};
    case OperationState::Unknown:
        break;
    }
    return {u"state-unknown"_s, Words::tr("Unknown"), Tone::Warning};
}

QString actionVerb(PowerAction action)
{
    switch (action) {
    case PowerAction::Start:
        return Words::tr("Start");
    case PowerAction::Deallocate:
        return Words::tr("Stop");
    case PowerAction::PowerOff:
        return Words::tr("Power off");
    case PowerAction::Restart:
        break;
    }
    return Words::tr("Restart");
}

QString operationKindText(const QString &kind)
{
    if (kind == u"setup")
        return Words::tr("Set up");
    if (kind == tunnel::applyOperation)
        return Words::tr("Configure the tunnel");
    const auto action = fleet::powerActionFromWord(kind);
    if (!action)
        return kind;
    return *action == PowerAction::Deallocate ? Words::tr("Stop (deallocate)") : actionVerb(*action);
}

QString moneyText(double amount, const QString &currency)
{
    const double size = qAbs(amount);
    const int digits = size > 0 && size < 0.1 ? 4 : 2;
    const QString number = QLocale().toString(amount, 'f', digits);
    return currency.isEmpty() ? number : u"%1\u00a0%2"_s.arg(number, currencySign(currency));
}

QString perHourHeading(const QString &currency)
{
    return currency.isEmpty() ? Words::tr("Cost / h") : Words::tr("%1 / h").arg(currencySign(currency));
}

} // namespace skybro::ui
