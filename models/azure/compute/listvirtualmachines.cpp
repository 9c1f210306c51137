#include "models/azure/compute/listvirtualmachines.h"

#include "models/azure/apiversions.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

QString listPath(const QString &subscription)
{
    return u"/subscriptions/%1/providers/Microsoft.Compute/virtualMachines"_s.arg(subscription);
}

const QString listBucket = u"compute/list"_s;

} // namespace

ListJob<VirtualMachine> *listVirtualMachines(ArmClient &client, const QString &subscription)
{
    return client.list<VirtualMachine>(listPath(subscription), apiversion::compute.toString(),
                                       readVirtualMachine, {}, listBucket);
}

ListJob<VirtualMachineStatus> *listVirtualMachineStatuses(ArmClient &client, const QString &subscription)
{
    return client.list<VirtualMachineStatus>(listPath(subscription), apiversion::compute.toString(),
                                             readVirtualMachineStatus, {{u"statusOnly"_s, u"true"_s}},
                                             listBucket);
}

RequestJob *getInstanceView(ArmClient &client, const QString &vmId)
{
    return client.get(vmId + u"/instanceView"_s, apiversion::compute.toString());
}

} // namespace skybro::azure
