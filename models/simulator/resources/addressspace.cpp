#include "models/simulator/resources/addressspace.h"

#include "models/simulator/resources/network.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr int longestPrefix = 29; ///< of a subnet: Azure keeps five addresses of each

Answer<Ipv4Prefix> checkPrefix(const ResourceId &network, const QString &name, const QString &text)
{
    const auto prefix = Ipv4Prefix::parse(text);
    if (!prefix) {
        return refuse(
            400, u"InvalidAddressPrefixFormat"_s,
            u"Address prefix %1 of resource %2 is not formatted correctly. It should follow CIDR "
            "notation, for example 10.0.0.0/24."_s.arg(text, network.child(u"subnets"_s, name).text()));
    }
    if (prefix->length > longestPrefix) {
        return refuse(400, u"NetcfgSubnetTooSmall"_s,
                      u"Subnet '%1' is too small in virtual network '%2': /%3 is the smallest there can be."_s
                          .arg(name, network.name())
                          .arg(longestPrefix));
    }
    return *prefix;
}

} // namespace

Answer<QList<Ipv4Prefix>> parsePrefixes(const QJsonArray &texts, const ResourceId &of)
{
    QList<Ipv4Prefix> prefixes;
    for (const QJsonValue &text : texts) {
        const auto prefix = Ipv4Prefix::parse(text.toString());
        if (!prefix) {
            return refuse(400, u"InvalidAddressPrefixFormat"_s,
                          u"Address prefix %1 of resource %2 is not formatted correctly. It should follow "
                          "CIDR notation, for example 10.0.0.0/24."_s.arg(text.toString(), of.text()));
        }
        prefixes.append(*prefix);
    }
    return prefixes;
}

QList<Ipv4Prefix> addressSpace(const QJsonObject &body, const QString &property)
{
    QList<Ipv4Prefix> prefixes;
    for (const QJsonValue &text :
         propertiesOf(body).value(property).toObject().value(u"addressPrefixes"_s).toArray()) {
        if (const auto prefix = Ipv4Prefix::parse(text.toString()))
            prefixes.append(*prefix);
    }
    return prefixes;
}

QStringList overlapping(const QList<Ipv4Prefix> &a, const QList<Ipv4Prefix> &b)
{
    QStringList texts;
    for (const Ipv4Prefix &one : a) {
        if (std::ranges::any_of(b, [&one](const Ipv4Prefix &other) { return other.overlaps(one); }))
            texts.append(one.text());
    }
    return texts;
}

Answer<void> checkSubnets(const ResourceId &network, const QList<Ipv4Prefix> &space,
                          const QJsonArray &subnets)
{
    QList<Ipv4Prefix> before;
    QStringList names;
    for (const QJsonValue &item : subnets) {
        const QString name = item.toObject().value(u"name"_s).toString();
        if (names.contains(name, Qt::CaseInsensitive)) {
            return refuse(
                400, u"DuplicateResourceName"_s,
                u"Resource %1 has two child resources with the same name (%2)."_s.arg(network.text(), name));
        }
        names.append(name);
        QStringList texts = subnetPrefixes(propertiesOf(item.toObject()));
        if (texts.isEmpty())
            texts.append(QString()); // which is refused as one that is none
        for (const QString &text : texts) {
            const auto prefix = checkPrefix(network, name, text);
            if (!prefix)
                return std::unexpected(prefix.error());
            if (std::ranges::none_of(space, [&](const Ipv4Prefix &one) { return one.contains(*prefix); })) {
                return refuse(
                    400, u"NetcfgInvalidSubnet"_s,
                    u"Subnet '%1' is not valid in virtual network '%2'."_s.arg(name, network.name()));
            }
            if (std::ranges::any_of(before, [&](const Ipv4Prefix &one) { return one.overlaps(*prefix); })) {
                return refuse(400, u"NetcfgSubnetRangesOverlap"_s,
                              u"Subnet '%1' is not valid because its IP address range overlaps with that of "
                              "an existing subnet in virtual network '%2'."_s.arg(name, network.name()));
            }
            before.append(*prefix);
        }
    }
    return {};
}

QStringList subnetPrefixes(const QJsonObject &properties)
{
    QStringList prefixes;
    for (const QJsonValue &prefix : properties.value(u"addressPrefixes"_s).toArray())
        prefixes.append(prefix.toString());
    if (const QString single = properties.value(u"addressPrefix"_s).toString();
        prefixes.isEmpty() && !single.isEmpty())
        prefixes.append(single);
    return prefixes;
}

QList<Ipv4Prefix> subnetRanges(const Resource &subnet)
{
    QList<Ipv4Prefix> ranges;
    for (const QString &text : subnetPrefixes(propertiesOf(subnet.body))) {
        if (const auto prefix = Ipv4Prefix::parse(text)) // a recording may hold IPv6, too
            ranges.append(*prefix);
    }
    return ranges;
}

} // namespace skybro::sim
