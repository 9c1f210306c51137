#include "models/azure/compute/virtualmachine.h"

#include "models/azure/resourceid.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

constexpr auto powerPrefix = "PowerState/"_L1;
constexpr auto provisioningPrefix = "ProvisioningState/"_L1;

bool startsWith(const QString &text, QLatin1StringView prefix)
{
    return text.startsWith(prefix, Qt::CaseInsensitive);
}

void readStatuses(const JsonView &statuses, VirtualMachineStatus &status)
{
    for (const JsonView one : statuses.items()) {
        const QString code = one["code"_L1].toWord();
        if (startsWith(code, powerPrefix)) {
            status.powerState = code.mid(powerPrefix.size());
        } else if (startsWith(code, provisioningPrefix)) {
            const QString rest = code.mid(provisioningPrefix.size());
            if (status.provisioningState.isEmpty())
                status.provisioningState = rest.section(u'/', 0, 0);
            status.provisioningErrorCode = rest.section(u'/', 1, 1);
            if (!status.provisioningErrorCode.isEmpty())
                status.provisioningErrorMessage = one["message"_L1].toString();
        } else if (code.compare("OSState/generalized"_L1, Qt::CaseInsensitive) == 0) {
            status.generalized = true;
        }
    }
}

void readView(const JsonView &view, VirtualMachineStatus &status)
{
    readStatuses(view["statuses"_L1], status);
    const auto agent = view["vmAgent"_L1]["statuses"_L1].items();
    if (agent.begin() != agent.end())
        status.agentStatus = (*agent.begin())["displayStatus"_L1].toWord();
}

} // namespace

std::optional<VirtualMachine> readVirtualMachine(const JsonView &object)
{
    VirtualMachine vm;
    vm.id = object["id"_L1].toString();
    if (vm.id.isEmpty())
        return std::nullopt;
    const auto id = ResourceId::parse(vm.id);
    vm.name = object["name"_L1].toString();
    if (id) {
        vm.resourceGroup = id->resourceGroup;
        if (vm.name.isEmpty())
            vm.name = id->name;
    }
    vm.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    vm.size = properties["hardwareProfile"_L1]["vmSize"_L1].toWord();
    vm.provisioningState = properties["provisioningState"_L1].toWord();
    vm.priority = properties["priority"_L1].toWord();
    vm.vmId = properties["vmId"_L1].toString();
    vm.osType = properties["storageProfile"_L1]["osDisk"_L1]["osType"_L1].toWord();
    vm.timeCreated =
        QDateTime::fromString(properties["timeCreated"_L1].toString(), Qt::ISODateWithMs).toUTC();
    for (const auto &[name, value] : object["tags"_L1].members())
        vm.tags.insert(name, value.toWord());
    for (const JsonView zone : object["zones"_L1].items())
        vm.zones.append(zone.toWord());
    for (const JsonView nic : properties["networkProfile"_L1]["networkInterfaces"_L1].items()) {
        const QString nicId = nic["id"_L1].toString();
        if (nicId.isEmpty())
            continue;
        if (nic["properties"_L1]["primary"_L1].toBool())
            vm.nicIds.prepend(nicId);
        else
            vm.nicIds.append(nicId);
    }
    return vm;
}

std::optional<VirtualMachineStatus> readVirtualMachineStatus(const JsonView &object)
{
    VirtualMachineStatus status;
    status.id = object["id"_L1].toString();
    if (status.id.isEmpty())
        return std::nullopt;
    const JsonView properties = object["properties"_L1];
    status.provisioningState = properties["provisioningState"_L1].toWord();
    readView(properties["instanceView"_L1], status);
    return status;
}

VirtualMachineStatus readInstanceView(const QString &id, const JsonView &instanceView)
{
    VirtualMachineStatus status;
    status.id = id;
    readView(instanceView, status);
    return status;
}

} // namespace skybro::azure
