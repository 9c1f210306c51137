#include "models/azure/network/networkinterface.h"

#include "models/azure/apiversions.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

std::optional<NetworkInterface> readNetworkInterface(const JsonView &object)
{
    NetworkInterface nic;
    nic.id = object["id"_L1].toString();
    if (nic.id.isEmpty())
        return std::nullopt;
    nic.name = object["name"_L1].toString();
    nic.location = object["location"_L1].toWord();
    const JsonView properties = object["properties"_L1];
    nic.virtualMachineId = properties["virtualMachine"_L1]["id"_L1].toString();
    nic.macAddress = properties["macAddress"_L1].toString();
    nic.networkSecurityGroupId = properties["networkSecurityGroup"_L1]["id"_L1].toString();
    nic.primary = properties["primary"_L1].toBool();
    for (const JsonView value : properties["ipConfigurations"_L1].items()) {
        const JsonView configuration = value["properties"_L1];
        const NetworkInterface::Address address{configuration["privateIPAddress"_L1].toString(),
                                                configuration["subnet"_L1]["id"_L1].toWord(),
                                                configuration["publicIPAddress"_L1]["id"_L1].toString()};
        if (configuration["primary"_L1].toBool())
            nic.addresses.prepend(address);
        else
            nic.addresses.append(address);
    }
    return nic;
}

ListJob<NetworkInterface> *listNetworkInterfaces(ArmClient &client, const QString &subscription)
{
    return client.list<NetworkInterface>(
        u"/subscriptions/%1/providers/Microsoft.Network/networkInterfaces"_s.arg(subscription),
        apiversion::network.toString(), readNetworkInterface);
}

} // namespace skybro::azure
