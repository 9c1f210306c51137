#include "models/simulator/allocation.h"

#include "models/simulator/catalog.h"
#include "models/simulator/powerstate.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QString sizeOf(const Resource &vm)
{
    return vm.body.value(u"properties"_s)
        .toObject()
        .value(u"hardwareProfile"_s)
        .toObject()
        .value(u"vmSize"_s)
        .toString();
}

} // namespace

int usedCores(const World &world, const QString &family)
{
    int cores = 0;
    for (const auto &[key, vm] : world.ofType(u"Microsoft.Compute/virtualMachines"_s)) {
        const VmSize *size = vmSize(sizeOf(*vm));
        if (size && comingPowerState(world, *vm) != u"deallocated"_s &&
            (family.isEmpty() || family == QLatin1StringView(size->family)))
            cores += size->cores;
    }
    return cores;
}

int coreLimit(const World &world, const QString &family)
{
    constexpr int plenty = 1'000'000;
    return world.quotas.value(family, plenty);
}

std::optional<ArmError> overQuota(const World &world, const QString &sizeName, const QString &location)
{
    const VmSize *size = vmSize(sizeName);
    if (!size || world.quotas.isEmpty())
        return {};
    const QString ownFamily = QLatin1StringView(size->family);
    for (const QString &family : {ownFamily, u"cores"_s}) {
        const int used = usedCores(world, family == u"cores"_s ? QString() : family);
        const int limit = coreLimit(world, family);
        if (used + size->cores <= limit)
            continue;
        const QString label = family == u"cores"_s ? u"Total Regional Cores"_s : family + u" Cores"_s;
        return ArmError{
            409, u"OperationNotAllowed"_s,
            u"Operation could not be completed as it results in exceeding approved %1 quota. Additional "
            u"details - "
            "Deployment Model: Resource Manager, Location: %2, Current Limit: %3, Current Usage: %4, "
            "Additional "
            "Required: %5, (Minimum) New Limit Required: %6. Submit a request for Quota increase at "
            "https://aka.ms/ProdportalCRP by specifying parameters listed in the 'Details' section for "
            "deployment "
            "to succeed. Please read more about quota limits at https://docs.microsoft.com/en-us/azure/azure-supportability/per-vm-quota-requests"_s
                .arg(label, location)
                .arg(limit)
                .arg(used)
                .arg(size->cores)
                .arg(used + size->cores)};
    }
    return {};
}

std::optional<ArmError> noCapacity(const World &world, const QString &size)
{
    const auto room = world.capacity.constFind(size);
    if (room == world.capacity.constEnd())
        return {};
    int hosts = 0;
    for (const auto &[key, vm] : world.ofType(u"Microsoft.Compute/virtualMachines"_s)) {
        if (sizeOf(*vm).compare(size, Qt::CaseInsensitive) == 0 &&
            comingPowerState(world, *vm) != u"deallocated"_s)
            ++hosts;
    }
    if (hosts < *room)
        return {};
    return ArmError{
        409, u"AllocationFailed"_s,
        u"Allocation failed. We do not have sufficient capacity for the requested VM size in this region. "
        u"Read more "
        "about improving likelihood of allocation success at http://aka.ms/allocation-guidance"_s};
}

std::optional<ArmError> unavailableSize(const QString &name, const QString &location)
{
    const VmSize *size = vmSize(name);
    if (!size) {
        QStringList names;
        for (const VmSize &known : vmSizes())
            names.append(QLatin1StringView(known.name));
        return ArmError{
            400, u"InvalidParameter"_s,
            u"The value %1 provided for the VM size is not valid. The valid sizes in the current region are: %2."_s
                .arg(name, names.join(u',')),
            u"vmSize"_s};
    }
    if (size->restricted) {
        return ArmError{
            409, u"SkuNotAvailable"_s,
            u"The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: %1' "
            u"is "
            "currently not available in location '%2'. Please try another size or deploy to a different "
            "location or "
            "different zone. See https://aka.ms/azureskunotavailable for details."_s.arg(name, location)};
    }
    return {};
}

} // namespace skybro::sim
