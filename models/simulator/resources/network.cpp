#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

QJsonObject reference(const QString &id)
{
    return {{u"id"_s, id}};
}

ArmError invalidReference(const QString &id, const QString &by)
{
    return {400, u"InvalidResourceReference"_s,
            u"Resource %1 referenced by resource %2 was not found. Please make sure that the referenced "
            u"resource exists, "
            "and that both resources are in the same region."_s.arg(id, by)};
}

QJsonValue kept(const Resource *old, const QString &property, const QJsonValue &fresh)
{
    const QJsonValue before =
        old ? old->body.value(u"properties"_s).toObject().value(property) : QJsonValue();
    return before.isUndefined() || before.isNull() ? fresh : before;
}

} // namespace skybro::sim
