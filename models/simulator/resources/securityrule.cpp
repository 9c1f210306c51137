#include "models/simulator/resources/securityrule.h"

#include "models/simulator/ipv4.h"
#include "models/simulator/resources/children.h"
#include "models/simulator/resources/network.h"
#include "models/simulator/resources/servicetags.h"

#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QStringList singleAndList(const QJsonObject &rule, const QString &single, const QString &list)
{
    QStringList all;
    if (const QString one = rule.value(single).toString(); !one.isEmpty())
        all.append(one);
    for (const QJsonValue &item : rule.value(list).toArray())
        all.append(item.toString());
    return all;
}

/// An address or a prefix without host bits: Azure refuses 192.0.2.1/24.
bool isAddressOrPrefix(const QString &text)
{
    if (!text.contains(u':'))
        return text.contains(u'/') ? Ipv4Prefix::parse(text).has_value() : ipv4Parse(text).has_value();
    const QHostAddress base(text.section(u'/', 0, 0));
    if (base.protocol() != QHostAddress::IPv6Protocol || !base.scopeId().isEmpty())
        return false;
    return !text.contains(u'/') || QHostAddress::parseSubnet(text).first == base;
}

/// A rule of a network security group. Priorities are from 100 to 4096, one of each in a direction.
class SecurityRule final : public NetworkType
{
public:
    SecurityRule()
        : NetworkType(u"Microsoft.Network/networkSecurityGroups/securityRules"_s)
    {
    }

    Answer<QJsonObject> accept(World &, const ResourceId &id, const Resource *,
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
        if (const auto known = checkWords(id, properties); !known)
            return std::unexpected(known.error());
        for (const auto &list : {u"sourcePortRanges"_s, u"destinationPortRanges"_s,
                                 u"sourceAddressPrefixes"_s, u"destinationAddressPrefixes"_s}) {
            if (!properties.contains(list))
                properties.insert(list, QJsonArray());
        }
        return QJsonObject{{u"properties"_s, properties}};
    }

    Answer<void> fits(const World &world, const ResourceId &id, const QJsonObject &body) const override
    {
        return checkPriorities(siblingsWith(world, id, body));
    }

private:
    static Answer<void> checkWords(const ResourceId &id, const QJsonObject &properties)
    {
        static const std::pair<QString, QStringList> words[] = {
            {u"direction"_s, {u"Inbound"_s, u"Outbound"_s}},
            {u"access"_s, {u"Allow"_s, u"Deny"_s}},
            {u"protocol"_s, {u"*"_s, u"Tcp"_s, u"Udp"_s, u"Icmp"_s, u"Esp"_s, u"Ah"_s}}};
        for (const auto &[property, known] : words) {
            const QString word = properties.value(property).toString();
            if (!known.contains(word, Qt::CaseInsensitive)) {
                return refuse(
                    400, u"SecurityRuleInvalid%1"_s.arg(property.at(0).toUpper() + property.mid(1)),
                    u"Security rule %1 has invalid %2. Value provided: %3. Allowed values: %4."_s.arg(
                        id.text(), property, word, known.join(u", "_s)));
            }
        }
        for (const auto &side : {u"source"_s, u"destination"_s}) {
            for (const QString &prefix : addressPrefixes(properties, side)) {
                if (prefix != u"*"_s && !isAddressOrPrefix(prefix) && !isServiceTag(prefix)) {
                    return refuse(
                        400, u"SecurityRuleInvalidAddressPrefix"_s,
                        u"Security rule has invalid Address prefix. Value provided: %1."_s.arg(prefix));
                }
            }
            for (const QString &port : portRanges(properties, side)) {
                static const QRegularExpression form(u"^(\\*|(\\d{1,5})(-(\\d{1,5}))?)$"_s);
                const auto match = form.match(port);
                const int first = match.captured(2).toInt();
                const int last = match.hasCaptured(4) ? match.captured(4).toInt() : first;
                if (!match.hasMatch() || last > 65535 || first > last) {
                    return refuse(
                        400, u"SecurityRuleInvalidPortRange"_s,
                        u"Security rule has invalid Port range. Value provided: %1. Value should be "
                        "an integer OR integer range with '-' delimiter. Valid range 0-65535."_s.arg(port));
                }
            }
        }
        return {};
    }
};

} // namespace

Answer<void> checkPriorities(const QJsonArray &rules)
{
    QHash<std::pair<QString, int>, QString> taken;
    for (const QJsonValue &item : rules) {
        const QString name = item.toObject().value(u"name"_s).toString();
        const QJsonObject properties = propertiesOf(item.toObject());
        const std::pair place{properties.value(u"direction"_s).toString().toLower(),
                              properties.value(u"priority"_s).toInt()};
        if (taken.contains(place)) {
            return refuse(
                400, u"SecurityRuleConflict"_s,
                u"Security rule %1 conflicts with rule %2. Rules cannot have the same Priority and Direction."_s
                    .arg(name, taken.value(place)));
        }
        taken.insert(place, name);
    }
    return {};
}

QStringList portRanges(const QJsonObject &rule, const QString &side)
{
    return singleAndList(rule, side + u"PortRange"_s, side + u"PortRanges"_s);
}

QStringList addressPrefixes(const QJsonObject &rule, const QString &side)
{
    return singleAndList(rule, side + u"AddressPrefix"_s, side + u"AddressPrefixes"_s);
}

std::unique_ptr<const ResourceType> makeSecurityRule()
{
    return std::make_unique<SecurityRule>();
}

} // namespace skybro::sim
