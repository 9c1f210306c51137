#include "models/fleet/node.h"

#include "models/azure/resourceid.h"

namespace skybro::fleet {

using namespace Qt::StringLiterals;

QString toWord(PowerState state)
{
    switch (state) {
    case PowerState::Unknown:
        return u"unknown"_s;
    case PowerState::Running:
        return u"running"_s;
    case PowerState::Starting:
        return u"starting"_s;
    case PowerState::Stopping:
        return u"stopping"_s;
    case PowerState::Stopped:
        return u"stopped"_s;
    case PowerState::Deallocating:
        return u"deallocating"_s;
    case PowerState::Deallocated:
        return u"deallocated"_s;
    }
    Q_UNREACHABLE();
}

PowerState powerStateFromWord(QStringView word)
{
    const QStringView bare = word.mid(word.lastIndexOf(u'/') + 1);
    for (int i = 0; i < PowerStateCount; ++i) {
        const auto state = static_cast<PowerState>(i);
        if (bare.compare(toWord(state), Qt::CaseInsensitive) == 0)
            return state;
    }
    return PowerState::Unknown;
}

std::optional<bool> isBilled(PowerState state)
{
    switch (state) {
    case PowerState::Unknown:
        return std::nullopt;
    case PowerState::Running:
    case PowerState::Starting:
    case PowerState::Stopping:
    case PowerState::Stopped:
        return true;
    case PowerState::Deallocating:
    case PowerState::Deallocated:
        return false;
    }
    Q_UNREACHABLE();
}

QString toWord(PowerAction action)
{
    switch (action) {
    case PowerAction::Start:
        return u"start"_s;
    case PowerAction::Deallocate:
        return u"deallocate"_s;
    case PowerAction::PowerOff:
        return u"power-off"_s;
    case PowerAction::Restart:
        return u"restart"_s;
    }
    Q_UNREACHABLE();
}

std::optional<PowerAction> powerActionFromWord(QStringView word)
{
    for (const auto action :
         {PowerAction::Start, PowerAction::Deallocate, PowerAction::PowerOff, PowerAction::Restart}) {
        if (word.compare(toWord(action), Qt::CaseInsensitive) == 0)
            return action;
    }
    return std::nullopt;
}

PowerState wantedState(PowerAction action)
{
    switch (action) {
    case PowerAction::Start:
    case PowerAction::Restart:
        return PowerState::Running;
    case PowerAction::Deallocate:
        return PowerState::Deallocated;
    case PowerAction::PowerOff:
        return PowerState::Stopped;
    }
    Q_UNREACHABLE();
}

std::optional<Price> Node::costPerHour() const
{
    const std::optional<bool> billed = isBilled(powerState);
    if (!billed)
        return std::nullopt;
    if (!*billed)
        return Price{.amount = 0, .currency = price ? price->currency : QString()};
    return price;
}

NodeFields difference(const Node &before, const Node &after)
{
    NodeFields fields;
    const auto note = [&fields](bool differs, NodeField field) { fields.setFlag(field, differs); };
    note(before.powerState != after.powerState || before.powerSince != after.powerSince, NodeField::Power);
    note(before.provisioningState != after.provisioningState ||
             before.provisioningError != after.provisioningError || before.generalized != after.generalized,
         NodeField::Provisioning);
    note(before.privateIp != after.privateIp || before.subnet != after.subnet || before.vnet != after.vnet,
         NodeField::Address);
    note(before.publicIp != after.publicIp, NodeField::PublicAddress);
    note(before.size != after.size, NodeField::Size);
    note(before.location != after.location || before.zone != after.zone ||
             before.resourceGroup != after.resourceGroup,
         NodeField::Place);
    note(before.priority != after.priority, NodeField::Priority);
    note(before.price != after.price, NodeField::Price);
    note(before.tags != after.tags, NodeField::Tags);
    note(before.pending != after.pending, NodeField::Pending);
    note(before.name != after.name || before.id != after.id || before.osType != after.osType ||
             before.timeCreated != after.timeCreated,
         NodeField::Identity);
    return fields;
}

QString nodeKey(const QString &id)
{
    return azure::ResourceId::key(id);
}

bool naturalLess(QStringView left, QStringView right)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < left.size() && j < right.size()) {
        if (isDigit(left[i]) && isDigit(right[j])) {
            while (i < left.size() && left[i] == u'0')
                ++i;
            while (j < right.size() && right[j] == u'0')
                ++j;
            const qsizetype iStart = i;
            const qsizetype jStart = j;
            while (i < left.size() && isDigit(left[i]))
                ++i;
            while (j < right.size() && isDigit(right[j]))
                ++j;
            if (i - iStart != j - jStart)
                return i - iStart < j - jStart;
            const int order = left.sliced(iStart, i - iStart).compare(right.sliced(jStart, j - jStart));
            if (order != 0)
                return order < 0;
            continue;
        }
        const QChar a = left[i].toCaseFolded();
        const QChar b = right[j].toCaseFolded();
        if (a != b)
            return a < b;
        ++i;
        ++j;
    }
    if (i < left.size() || j < right.size())
        return i == left.size();
    return left.compare(right) < 0; // "n01" and "n1", "A" and "a": some order, always the same
}

} // namespace skybro::fleet
