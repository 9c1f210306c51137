#include "models/simulator/resources/datadisks.h"

#include "models/simulator/arm.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

const auto disksType = u"Microsoft.Compute/disks"_s;

QString diskIdOf(const QJsonObject &entry)
{
    return entry.value(u"managedDisk"_s).toObject().value(u"id"_s).toString();
}

QJsonArray dataDisksOf(const Resource &vm)
{
    return vm.body.value(u"properties"_s)
        .toObject()
        .value(u"storageProfile"_s)
        .toObject()
        .value(u"dataDisks"_s)
        .toArray();
}

/// Attaches the disk to a VM; to none when `owner` is empty.
void setOwner(World &world, Resource &disk, const QString &owner)
{
    QJsonObject body = disk.body;
    if (owner.isEmpty())
        body.remove(u"managedBy"_s);
    else
        body.insert(u"managedBy"_s, owner);
    world.setBody(disk, body);
    world.setProperty(disk, u"diskState"_s, owner.isEmpty() ? u"Unattached"_s : u"Attached"_s);
}

} // namespace

QString canonical(const QString &value, std::initializer_list<const char *> spellings)
{
    for (const char *spelling : spellings) {
        if (value.compare(QLatin1StringView(spelling), Qt::CaseInsensitive) == 0)
            return QLatin1StringView(spelling);
    }
    return value;
}

Answer<QJsonArray> acceptDataDisks(const World &world, const ResourceId &vm, const QJsonArray &sent)
{
    QJsonArray accepted;
    for (const QJsonValue &item : sent) {
        QJsonObject entry = item.toObject();
        const QString option =
            canonical(entry.value(u"createOption"_s).toString(), {"Attach", "Empty", "FromImage"});
        QJsonObject managed = entry.value(u"managedDisk"_s).toObject();
        QString name = entry.value(u"name"_s).toString();
        if (option == u"Attach"_s || managed.contains(u"id"_s)) {
            const auto id = ResourceId::parse(managed.value(u"id"_s).toString());
            const Resource *disk = id ? world.find(id->key()) : nullptr;
            if (!disk) {
                return refuse(404, u"NotFound"_s,
                              u"Disk %1 is not found."_s.arg(managed.value(u"id"_s).toString()));
            }
            const QString owner = disk->body.value(u"managedBy"_s).toString();
            if (!owner.isEmpty() && owner.compare(vm.text(), Qt::CaseInsensitive) != 0) {
                return refuse(409, u"AttachDiskWhileBeingDetached"_s,
                              u"Disk '%1' cannot be attached as the disk is already owned by VM '%2'."_s.arg(
                                  id->text(), owner));
            }
            const QJsonObject properties = disk->body.value(u"properties"_s).toObject();
            name = disk->id.name();
            managed.insert(u"storageAccountType"_s, disk->body.value(u"sku"_s).toObject().value(u"name"_s));
            entry.insert(u"diskSizeGB"_s, properties.value(u"diskSizeGB"_s));
        } else {
            if (name.isEmpty())
                name = u"%1_DataDisk_%2"_s.arg(vm.name()).arg(entry.value(u"lun"_s).toInt());
            managed.insert(u"id"_s,
                           ResourceId{vm.subscription, vm.group, vm.provider, {u"disks"_s}, {name}}.text());
            managed.insert(u"storageAccountType"_s,
                           managed.value(u"storageAccountType"_s).toString(u"Premium_LRS"_s));
        }
        entry.insert(u"name"_s, name);
        entry.insert(u"createOption"_s, option);
        entry.insert(u"caching"_s, entry.value(u"caching"_s).toString(u"None"_s));
        entry.insert(u"deleteOption"_s, entry.value(u"deleteOption"_s).toString(u"Detach"_s));
        entry.insert(u"toBeDetached"_s, false);
        entry.insert(u"managedDisk"_s, managed);
        accepted.append(entry);
    }
    return accepted;
}

void tieDataDisks(World &world, const Resource &vm)
{
    QSet<QString> held;
    for (const QJsonValue &item : dataDisksOf(vm)) {
        const QJsonObject entry = item.toObject();
        const auto id = ResourceId::parse(diskIdOf(entry));
        if (!id)
            continue;
        held.insert(id->key());
        if (!world.find(id->key())) {
            const auto made = Arm(world).put(
                *resourceType(disksType), *id,
                {{u"location"_s, vm.body.value(u"location"_s)},
                 {u"sku"_s,
                  QJsonObject{
                      {u"name"_s, entry.value(u"managedDisk"_s).toObject().value(u"storageAccountType"_s)}}},
                 {u"properties"_s,
                  QJsonObject{{u"diskSizeGB"_s, entry.value(u"diskSizeGB"_s)},
                              {u"creationData"_s, QJsonObject{{u"createOption"_s, u"Empty"_s}}}}}});
            if (made)
                world.setProperty(**made, u"provisioningState"_s, u"Succeeded"_s);
        }
        if (Resource *disk = world.find(id->key()); disk && !disk->body.contains(u"managedBy"_s))
            setOwner(world, *disk, vm.id.text());
    }
    if (!vm.runtime.contains(u"power"_s))
        return; // a new VM has none to let go
    const QString osDisk = diskIdOf(vm.body.value(u"properties"_s)
                                        .toObject()
                                        .value(u"storageProfile"_s)
                                        .toObject()
                                        .value(u"osDisk"_s)
                                        .toObject());
    QStringList released;
    for (const auto &[key, disk] : world.ofType(disksType)) {
        const bool ours =
            disk->body.value(u"managedBy"_s).toString().compare(vm.id.text(), Qt::CaseInsensitive) == 0;
        if (ours && !held.contains(key) && key.compare(osDisk, Qt::CaseInsensitive) != 0)
            released.append(key);
    }
    for (const QString &key : std::as_const(released))
        setOwner(world, *world.find(key), {});
}

} // namespace skybro::sim
