#include "models/simulator/resourcetype.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// Managed disks: made empty, or with a VM; not deletable while one holds them.
class Disk final : public ResourceType
{
public:
    Disk()
        : ResourceType(u"Microsoft.Compute/disks"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &, const Resource *old,
                               const QJsonObject &sent) const override
    {
        QJsonObject body = sent;
        QJsonObject properties = sent.value(u"properties"_s).toObject();
        const QJsonObject creation = properties.value(u"creationData"_s).toObject();
        if (!creation.contains(u"createOption"_s))
            return refuse(400, u"InvalidParameter"_s,
                          u"Required parameter 'creationData.createOption' is missing (null)."_s);
        const QJsonObject before = old ? old->body.value(u"properties"_s).toObject() : QJsonObject();
        const int size = properties.value(u"diskSizeGB"_s).toInt(before.value(u"diskSizeGB"_s).toInt());
        if (creation.value(u"createOption"_s) == u"Empty"_s && size <= 0)
            return refuse(400, u"InvalidParameter"_s,
                          u"Required parameter 'disk.diskSizeGB' is missing (null)."_s);
        if (size < before.value(u"diskSizeGB"_s).toInt())
            return refuse(409, u"ResizeDiskError"_s,
                          u"New disk size must be greater than or equal to the current size."_s);
        const int full = size > 0 ? size : 30;
        properties.insert(u"diskSizeGB"_s, full);
        properties.insert(u"diskSizeBytes"_s, static_cast<qint64>(full) * 1024 * 1024 * 1024);
        properties.insert(u"uniqueId"_s, old ? before.value(u"uniqueId"_s) : QJsonValue(world.guid()));
        properties.insert(u"timeCreated"_s,
                          old ? before.value(u"timeCreated"_s) : QJsonValue(world.timestamp()));
        properties.insert(u"diskState"_s, old ? before.value(u"diskState"_s) : QJsonValue(u"Unattached"_s));
        properties.insert(u"encryption"_s, QJsonObject{{u"type"_s, u"EncryptionAtRestWithPlatformKey"_s}});
        body.insert(u"properties"_s, properties);
        const QJsonObject sku = sent.value(u"sku"_s).toObject();
        const QString name = sku.value(u"name"_s).toString(u"Standard_LRS"_s);
        body.insert(u"sku"_s, QJsonObject{{u"name"_s, name}, {u"tier"_s, name.section(u'_', 0, 0)}});
        if (old && old->body.contains(u"managedBy"_s))
            body.insert(u"managedBy"_s, old->body.value(u"managedBy"_s));
        return body;
    }

    Answer<void> mayDelete(const World &, const Resource &disk) const override
    {
        const QString owner = disk.body.value(u"managedBy"_s).toString();
        if (owner.isEmpty())
            return {};
        return refuse(409, u"OperationNotAllowed"_s,
                      u"Disk %1 is attached to VM %2."_s.arg(disk.id.name(), owner));
    }

    double effort(const QString &) const override { return 0.15; }
    QString operationsName() const override { return u"DiskOperations"_s; }
    bool putIsAccepted() const override { return true; }
};

} // namespace

std::unique_ptr<const ResourceType> makeDisk()
{
    return std::make_unique<Disk>();
}

} // namespace skybro::sim
