#include "models/simulator/allocation.h"
#include "models/simulator/arm.h"
#include "models/simulator/directory.h"
#include "models/simulator/marketplace.h"
#include "models/simulator/powerstate.h"
#include "models/simulator/resources/datadisks.h"
#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

struct Action
{
    const char *verb; ///< lower case, as called
    double effort;    ///< part of the operation time
};
constexpr Action actions[] = {{"start", 1},     {"poweroff", 0.5}, {"deallocate", 0.9},
                              {"restart", 0.7}, {"redeploy", 1},   {"reapply", 0.5}};

QJsonObject propertiesOf(const Resource &resource)
{
    return resource.body.value(u"properties"_s).toObject();
}

QString sizeOf(const QJsonObject &properties)
{
    return properties.value(u"hardwareProfile"_s).toObject().value(u"vmSize"_s).toString();
}

QStringList interfacesOf(const QJsonObject &properties)
{
    QStringList ids;
    for (const QJsonValue &item :
         properties.value(u"networkProfile"_s).toObject().value(u"networkInterfaces"_s).toArray())
        ids.append(item.toObject().value(u"id"_s).toString());
    return ids;
}

std::unexpected<ArmError> notAllowed(const QString &verb, const Resource &vm, const QString &why)
{
    return refuse(409, u"OperationNotAllowed"_s,
                  u"Operation '%1' is not allowed on VM '%2' since %3."_s.arg(verb, vm.id.name(), why));
}

bool statusOnly(const Request &request)
{
    return request.parameter(u"statusonly"_s).toLower() == u"true"_s;
}

class VirtualMachine final : public ResourceType
{
public:
    VirtualMachine()
        : ResourceType(u"Microsoft.Compute/virtualMachines"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *old,
                               const QJsonObject &sent) const override;
    void stored(World &world, Resource &vm) const override;
    void deleted(World &world, const Resource &vm) const override;
    void finished(World &world, Operation &operation, Resource &vm) const override;
    QJsonObject show(const World &world, const Resource &vm, const Request &request) const override;
    std::optional<Answer<Response>> call(World &world, Resource &vm, const QString &verb,
                                         const Request &request) const override;

    bool showsBody(const World &, const Resource &, const Request &request) const override
    {
        return !statusOnly(request) && !request.query.contains(u"$expand"_s);
    }
    double effort(const QString &) const override { return 1; }
    int pageSize(const World &world, const Request &request) const override
    {
        return world.settings.pageSize * (statusOnly(request) ? 5 : 1);
    }
    bool shoutsGroup() const override { return true; }

private:
    static Answer<Response> act(World &world, Resource &vm, const Action &action, const Request &request);
    static Answer<void> mayAct(const World &world, const Resource &vm, const QString &verb,
                               const QString &power);
};

Answer<QJsonObject> VirtualMachine::accept(World &world, const ResourceId &id, const Resource *old,
                                           const QJsonObject &sent) const
{
    const QString location = sent.value(u"location"_s).toString();
    if (location.isEmpty())
        return refuse(400, u"LocationRequired"_s,
                      u"The location property is required for this definition."_s);
    QJsonObject body = sent;
    QJsonObject properties = sent.value(u"properties"_s).toObject();
    const QJsonObject before = old ? propertiesOf(*old) : QJsonObject();
    const QString size = sizeOf(properties);
    if (size.isEmpty())
        return refuse(400, u"InvalidParameter"_s, u"Required parameter 'vmSize' is missing (null)."_s);
    const bool sizeIsNew = sizeOf(before).compare(size, Qt::CaseInsensitive) != 0;
    if (sizeIsNew) {
        if (auto error = unavailableSize(size, location))
            return std::unexpected(*error);
        const bool allocated = !old || comingPowerState(world, *old) != u"deallocated"_s;
        if (auto error = allocated ? overQuota(world, size, location) : std::nullopt)
            return std::unexpected(*error);
    }
    const QStringList interfaces = interfacesOf(properties);
    if (interfaces.isEmpty()) {
        return refuse(400, u"InvalidParameter"_s,
                      u"Required parameter 'networkProfile' is missing (null)."_s);
    }
    for (const QString &interface : interfaces) {
        const Resource *nic = world.find(interface);
        if (!nic)
            return std::unexpected(invalidReference(interface, id.text()));
        const QString owner =
            propertiesOf(*nic).value(u"virtualMachine"_s).toObject().value(u"id"_s).toString();
        if (!owner.isEmpty() && owner.compare(id.text(), Qt::CaseInsensitive) != 0) {
            return refuse(400, u"NetworkInterfaceInUse"_s,
                          u"Network interface %1 is used by existing resource %2."_s.arg(interface, owner));
        }
    }
    QJsonObject storage = properties.value(u"storageProfile"_s).toObject();
    QJsonObject osDisk = storage.value(u"osDisk"_s).toObject();
    osDisk.insert(u"createOption"_s, canonical(osDisk.value(u"createOption"_s).toString(u"FromImage"_s),
                                               {"FromImage", "Attach", "Empty"}));
    const bool fromImage = osDisk.value(u"createOption"_s) == u"FromImage"_s;
    const QJsonObject storageBefore = before.value(u"storageProfile"_s).toObject();
    if (!storage.contains(u"imageReference"_s) && storageBefore.contains(u"imageReference"_s))
        storage.insert(u"imageReference"_s,
                       storageBefore.value(u"imageReference"_s)); // a PUT may leave it out
    if (!old && fromImage && !storage.contains(u"imageReference"_s))
        return refuse(400, u"InvalidParameter"_s,
                      u"Required parameter 'storageProfile.imageReference' is missing (null)."_s);
    QJsonObject login = properties.value(u"osProfile"_s).toObject();
    if (!old && fromImage) {
        if (login.value(u"adminUsername"_s).toString().isEmpty())
            return refuse(400, u"InvalidParameter"_s,
                          u"Required parameter 'adminUsername' is missing (null)."_s);
        const bool keys = !login.value(u"linuxConfiguration"_s)
                               .toObject()
                               .value(u"ssh"_s)
                               .toObject()
                               .value(u"publicKeys"_s)
                               .toArray()
                               .isEmpty();
        if (!keys && login.value(u"adminPassword"_s).toString().isEmpty()) {
            return refuse(
                400, u"InvalidParameter"_s,
                u"Authentication using either SSH or by user name and password must be enabled in Linux profile."_s);
        }
    }
    login.remove(u"adminPassword"_s); // Azure never tells it again
    if (!login.isEmpty()) {
        login.insert(u"secrets"_s, QJsonArray());
        login.insert(u"allowExtensionOperations"_s, true);
        login.insert(u"requireGuestProvisionSignal"_s, true);
        properties.insert(u"osProfile"_s, login);
    }
    if (old) {
        storage.insert(u"osDisk"_s, storageBefore.value(u"osDisk"_s));
    } else {
        const QString diskName =
            osDisk.value(u"name"_s).toString(id.name() + u"_OsDisk_1_"_s + world.guid().remove(u'-'));
        osDisk.insert(u"name"_s, diskName);
        osDisk.insert(u"osType"_s,
                      osDisk.value(u"osType"_s)
                          .toString(login.contains(u"windowsConfiguration"_s) ? u"Windows"_s : u"Linux"_s));
        osDisk.insert(u"caching"_s, osDisk.value(u"caching"_s).toString(u"ReadWrite"_s));
        osDisk.insert(u"deleteOption"_s, osDisk.value(u"deleteOption"_s).toString(u"Detach"_s));
        osDisk.insert(u"diskSizeGB"_s, osDisk.value(u"diskSizeGB"_s).toInt(30));
        QJsonObject managed = osDisk.value(u"managedDisk"_s).toObject();
        if (!managed.contains(u"id"_s)) {
            managed.insert(
                u"id"_s, ResourceId{id.subscription, id.group, provider(), {u"disks"_s}, {diskName}}.text());
        }
        managed.insert(u"storageAccountType"_s,
                       managed.value(u"storageAccountType"_s).toString(u"Premium_LRS"_s));
        osDisk.insert(u"managedDisk"_s, managed);
        storage.insert(u"osDisk"_s, osDisk);
    }
    const auto dataDisks = acceptDataDisks(world, id, storage.value(u"dataDisks"_s).toArray());
    if (!dataDisks)
        return std::unexpected(dataDisks.error());
    storage.insert(u"dataDisks"_s, *dataDisks);
    QJsonObject image = storage.value(u"imageReference"_s).toObject();
    if (const QString version = marketplaceVersion(image); !version.isEmpty()) {
        image.insert(u"exactVersion"_s, version);
        storage.insert(u"imageReference"_s, image);
    }
    properties.insert(u"storageProfile"_s, storage);
    properties.insert(u"vmId"_s, old ? before.value(u"vmId"_s) : QJsonValue(world.guid()));
    properties.insert(u"timeCreated"_s, old ? before.value(u"timeCreated"_s) : QJsonValue(world.timestamp()));
    properties.remove(u"instanceView"_s);
    body.insert(u"properties"_s, properties);
    body.remove(u"resources"_s);
    return body;
}

void VirtualMachine::stored(World &world, Resource &vm) const
{
    const QJsonObject properties = propertiesOf(vm);
    for (const QString &interface : interfacesOf(properties)) {
        if (Resource *nic = world.find(interface))
            world.setProperty(*nic, u"virtualMachine"_s, reference(vm.id.text()));
    }
    tieDataDisks(world, vm);
    if (vm.runtime.contains(u"power"_s))
        return;
    vm.runtime.insert(u"power"_s, u"running"_s);
    vm.runtime.insert(u"since"_s, world.now());
    const QJsonObject osDisk = properties.value(u"storageProfile"_s).toObject().value(u"osDisk"_s).toObject();
    const QJsonObject managed = osDisk.value(u"managedDisk"_s).toObject();
    const auto diskId = ResourceId::parse(managed.value(u"id"_s).toString());
    if (!diskId)
        return;
    if (!world.find(*diskId)) {
        QJsonObject disk{
            {u"location"_s, vm.body.value(u"location"_s)},
            {u"sku"_s, QJsonObject{{u"name"_s, managed.value(u"storageAccountType"_s)}}},
            {u"properties"_s,
             QJsonObject{
                 {u"osType"_s, osDisk.value(u"osType"_s)},
                 {u"hyperVGeneration"_s, u"V2"_s},
                 {u"diskSizeGB"_s, osDisk.value(u"diskSizeGB"_s)},
                 {u"creationData"_s,
                  QJsonObject{
                      {u"createOption"_s, u"FromImage"_s},
                      {u"imageReference"_s,
                       QJsonObject{
                           {u"id"_s,
                            u"/Subscriptions/%1/Providers/Microsoft.Compute/Locations/%2/Publishers/almalinux/ArtifactTypes/VMImage/Offers/almalinux-x86_64/Skus/8-gen2/Versions/8.10.202405301"_s
                                .arg(vm.id.subscription, vm.body.value(u"location"_s).toString())}}}}}}}};
        if (const auto made = Arm(world).put(*resourceType(u"Microsoft.Compute/disks"_s), *diskId, disk);
            made)
            world.setProperty(**made, u"provisioningState"_s, u"Succeeded"_s);
    }
    if (Resource *disk = world.find(*diskId)) {
        QJsonObject body = disk->body;
        body.insert(u"managedBy"_s, vm.id.text());
        world.setBody(*disk, body);
        world.setProperty(*disk, u"diskState"_s, u"Attached"_s);
    }
}

void VirtualMachine::deleted(World &world, const Resource &vm) const
{
    if (world.stopped && vm.runtime.value(u"power"_s) == u"running"_s) // while its interface is still known
        world.stopped(vm);
    const auto dropInterface = [&world](const QString &id, bool drop) {
        Resource *nic = world.find(id);
        if (!nic)
            return;
        QJsonObject body = nic->body;
        QJsonObject properties = body.value(u"properties"_s).toObject();
        properties.remove(u"virtualMachine"_s);
        body.insert(u"properties"_s, properties);
        world.setBody(*nic, body);
        if (drop) {
            const Resource gone = *nic;
            world.remove(gone.id.key());
            resourceType(gone.id.type())->deleted(world, gone);
        }
    };
    const auto dropDisk = [&world](const QJsonObject &entry) {
        const QString id = entry.value(u"managedDisk"_s).toObject().value(u"id"_s).toString();
        Resource *disk = world.find(id);
        if (!disk)
            return;
        if (entry.value(u"deleteOption"_s) == u"Delete"_s) {
            world.remove(id);
            return;
        }
        QJsonObject body = disk->body;
        body.remove(u"managedBy"_s);
        world.setBody(*disk, body);
        world.setProperty(*disk, u"diskState"_s, u"Unattached"_s);
    };
    const QJsonObject properties = propertiesOf(vm);
    for (const QJsonValue &item :
         properties.value(u"networkProfile"_s).toObject().value(u"networkInterfaces"_s).toArray()) {
        const QJsonObject entry = item.toObject();
        dropInterface(entry.value(u"id"_s).toString(),
                      entry.value(u"properties"_s).toObject().value(u"deleteOption"_s) == u"Delete"_s);
    }
    const QJsonObject storage = properties.value(u"storageProfile"_s).toObject();
    dropDisk(storage.value(u"osDisk"_s).toObject());
    for (const QJsonValue &item : storage.value(u"dataDisks"_s).toArray())
        dropDisk(item.toObject());
}

void VirtualMachine::finished(World &world, Operation &operation, Resource &vm) const
{
    const bool failed = !operation.error.isEmpty();
    const QString after = powerAfter(operation.verb);
    const QString before = vm.runtime.value(u"power"_s).toString();
    if (failed) {
        vm.runtime.insert(u"failure"_s, operation.error.value(u"code"_s));
        vm.runtime.insert(u"failureMessage"_s, operation.error.value(u"message"_s));
        if (operation.verb == u"put"_s && operation.arguments.value(u"new"_s).toBool())
            vm.runtime.insert(u"power"_s, u"deallocated"_s);
    } else if (operation.verb != u"delete"_s) {
        vm.runtime.remove(u"failure"_s);
        vm.runtime.remove(u"failureMessage"_s);
        vm.runtime.remove(u"recordedView"_s);
        if (!after.isEmpty() && after != before) {
            vm.runtime.insert(u"before"_s, before);
            vm.runtime.insert(u"power"_s, after);
        }
        vm.runtime.insert(u"since"_s, world.now());
    }
    if (!failed && operation.verb == u"evict"_s && propertiesOf(vm).value(u"evictionPolicy"_s) == u"Delete"_s)
        operation.verb = u"delete"_s;
    ResourceType::finished(world, operation, vm);
    if (!failed && operation.verb == u"delete"_s)
        return; // vm is gone
    if (!failed && before == u"running"_s && !after.isEmpty() && after != u"running"_s && world.stopped)
        world.stopped(vm);
}

QJsonObject VirtualMachine::show(const World &world, const Resource &vm, const Request &request) const
{
    const qint64 at = world.now() - world.settings.listLag.count();
    if (statusOnly(request)) {
        // Tags, network profile and most else is left out; now and then the power state of one that changes
        // too.
        const QJsonObject properties = propertiesOf(vm);
        const quint64 chance = qHash(vm.id.key(), static_cast<size_t>(world.settings.seed)) +
                               static_cast<quint64>(world.now() / 1000);
        const bool gap = world.settings.statusGaps > 0 && world.current(vm) &&
                         chance % static_cast<quint64>(world.settings.statusGaps) == 0;
        return {{u"name"_s, vm.body.value(u"name"_s)},
                {u"id"_s, vm.body.value(u"id"_s)},
                {u"type"_s, vm.body.value(u"type"_s)},
                {u"location"_s, vm.body.value(u"location"_s)},
                {u"properties"_s,
                 QJsonObject{{u"vmId"_s, properties.value(u"vmId"_s)},
                             {u"hardwareProfile"_s, properties.value(u"hardwareProfile"_s)},
                             {u"provisioningState"_s, properties.value(u"provisioningState"_s)},
                             {u"instanceView"_s,
                              QJsonObject{{u"statuses"_s, instanceStatuses(world, vm, at, gap)}}}}}};
    }
    QJsonObject body = vm.body;
    if (request.parameter(u"$expand"_s).contains("instanceview"_L1, Qt::CaseInsensitive)) {
        QJsonObject properties = propertiesOf(vm);
        properties.insert(u"instanceView"_s, instanceView(world, vm, world.now()));
        body.insert(u"properties"_s, properties);
    }
    return body;
}

Answer<void> VirtualMachine::mayAct(const World &world, const Resource &vm, const QString &verb,
                                    const QString &power)
{
    if (const Operation *busy = world.current(vm); busy && busy->verb == u"delete"_s)
        return notAllowed(verb, vm, u"the VM is marked for deletion"_s);
    if (vm.runtime.value(u"generalized"_s).toBool() && verb != u"deallocate"_s && verb != u"poweroff"_s)
        return notAllowed(verb, vm, u"the VM is generalized"_s);
    if ((verb == u"restart"_s || verb == u"redeploy"_s) && power == u"deallocated"_s)
        return notAllowed(verb, vm, u"the VM is deallocated"_s);
    if (verb == u"start"_s && power == u"deallocated"_s) {
        const QString location = vm.body.value(u"location"_s).toString();
        if (auto error = overQuota(world, sizeOf(propertiesOf(vm)), location))
            return std::unexpected(*error);
    }
    return {};
}

Answer<Response> VirtualMachine::act(World &world, Resource &vm, const Action &action, const Request &request)
{
    const QString verb = QLatin1StringView(action.verb);
    const QString power = comingPowerState(world, vm);
    if (const auto may = mayAct(world, vm, verb, power); !may)
        return std::unexpected(may.error());

    const Operation *running = world.current(vm);
    // The same again while it is under way: it is the same work (a POST sent twice does no harm).
    const bool joins = running && running->verb == verb;
    if (!joins) {
        // Judged before it begins: the VM itself must not count as one that has a host.
        std::optional<ArmError> failure = world.plannedFailure(vm.id.name(), verb);
        if (!failure && verb == u"start"_s && power == u"deallocated"_s)
            failure = noCapacity(world, sizeOf(propertiesOf(vm)));
        if (running)
            world.preempt(running->id);
        const bool nothingToDo =
            !running && powerAfter(verb) == power && verb != u"restart"_s && verb != u"redeploy"_s;
        Operation &operation = world.begin(verb, vm, operationsPath(*resourceType(vm.id.type()), vm),
                                           nothingToDo ? 0.1 : action.effort);
        if (failure)
            operation.error = failure->toJson();
        world.setProperty(vm, u"provisioningState"_s, u"Updating"_s);
        running = &operation;
    }
    Response response;
    response.status = 202;
    response.with("x-ms-request-id", running->id.toLatin1());
    return tellOperation(response, world, *running, request, true);
}

std::optional<Answer<Response>> VirtualMachine::call(World &world, Resource &vm, const QString &verb,
                                                     const Request &request) const
{
    if (request.method == "GET" && verb == u"instanceview"_s)
        return jsonResponse(200, instanceView(world, vm, world.now()));
    if (request.method == "GET" && verb == u"vmsizes"_s)
        return jsonResponse(200, {{u"value"_s, vmSizesJson()}});
    if (request.method != "POST")
        return {};
    for (const Action &action : actions) {
        if (verb == QLatin1StringView(action.verb))
            return act(world, vm, action, request);
    }
    if (verb == u"generalize"_s) {
        const QString power = powerState(world, vm, world.now());
        if (power != u"stopped"_s && power != u"deallocated"_s)
            return notAllowed(verb, vm, u"the VM is not stopped"_s);
        vm.runtime.insert(u"generalized"_s, true);
        ++world.revision;
        return Response{};
    }
    if (verb == u"simulateeviction"_s) {
        if (propertiesOf(vm).value(u"priority"_s) != u"Spot"_s)
            return notAllowed(u"simulateEviction"_s, vm, u"the VM is not a Spot VM"_s);
        if (const Operation *running = world.current(vm))
            world.preempt(running->id);
        world.begin(u"evict"_s, vm, operationsPath(*this, vm), 1);
        Response response;
        response.status = 204;
        return response;
    }
    return {};
}

} // namespace

std::unique_ptr<const ResourceType> makeVirtualMachine()
{
    return std::make_unique<VirtualMachine>();
}

} // namespace skybro::sim
