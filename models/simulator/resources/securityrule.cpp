#include "models/simulator/resources/network.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

/// A rule of a network security group. Priorities are from 100 to 4096, one of each in a direction.
class SecurityRule final : public NetworkType
{
public:
    SecurityRule()
        : NetworkType(u"Microsoft.Network/networkSecurityGroups/securityRules"_s)
    {
    }

    Answer<QJsonObject> accept(World &world, const ResourceId &id, const Resource *,
                               const QJsonObject &sent) const override
    {
        QJsonObject properties = sent.value(u"properties"_s).toObject();
        for (const auto &required : {u"protocol"_s, u"access"_s, u"direction"_s, u"priority"_s}) {
            if (!properties.contains(required)) {
                return refuse(
                    400, u"SecurityRuleParameterMissing"_s,
                    u"Required security rule parameters are missing for security rule with Id: %1. Security "
                    "rule must specify '%2'."_s.arg(id.text(), required));
            }
        }
        const int priority = properties.value(u"priority"_s).toInt();
        if (priority < 100 || priority > 4096) {
            return refuse(
                400, u"SecurityRuleInvalidPriority"_s,
                u"Security rule has invalid Priority. Value provided: %1 Allowed range 100-4096."_s.arg(
                    priority));
        }
        const QString siblings = id.parent().key() + u'/';
        for (const auto &[key, other] : world.ofType(name())) {
            const QJsonObject theirs = other->body.value(u"properties"_s).toObject();
            if (key.startsWith(siblings) && key != id.key() && theirs.value(u"priority"_s) == priority &&
                theirs.value(u"direction"_s) == properties.value(u"direction"_s)) {
                return refuse(
                    400, u"SecurityRuleConflict"_s,
                    u"Security rule %1 conflicts with rule %2. Rules cannot have the same Priority and Direction."_s
                        .arg(id.name(), other->id.name()));
            }
        }
        for (const auto &list : {u"sourcePortRanges"_s, u"destinationPortRanges"_s,
                                 u"sourceAddressPrefixes"_s, u"destinationAddressPrefixes"_s}) {
            if (!properties.contains(list))
                properties.insert(list, QJsonArray());
        }
        return QJsonObject{{u"properties"_s, properties}};
    }
};

} // namespace

std::unique_ptr<const ResourceType> makeSecurityRule()
{
    return std::make_unique<SecurityRule>();
}

} // namespace skybro::sim
