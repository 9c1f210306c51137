#include "models/simulator/resources/ipsecpolicy.h"

#include "models/simulator/ipv4.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

struct Choice
{
    const char *property;
    const char *values; ///< with spaces between them
};
constexpr Choice choices[] = {
    {"ipsecEncryption", "None DES DES3 AES128 AES192 AES256 GCMAES128 GCMAES192 GCMAES256"},
    {"ipsecIntegrity", "MD5 SHA1 SHA256 GCMAES128 GCMAES192 GCMAES256"},
    {"ikeEncryption", "DES DES3 AES128 AES192 AES256 GCMAES128 GCMAES256"},
    {"ikeIntegrity", "MD5 SHA1 SHA256 SHA384 GCMAES128 GCMAES256"},
    {"dhGroup", "None DHGroup1 DHGroup2 DHGroup14 DHGroup2048 ECP256 ECP384 DHGroup24"},
    {"pfsGroup", "None PFS1 PFS2 PFS2048 PFS14 PFS24 ECP256 ECP384 PFSMM"},
};

struct Range
{
    const char *property;
    qint64 lowest;
    qint64 highest;
};
constexpr Range ranges[] = {{"saLifeTimeSeconds", 300, 172799}, {"saDataSizeKilobytes", 1024, 2147483647}};

std::unexpected<ArmError> invalid(const QString &why)
{
    return refuse(400, u"InvalidIpsecPolicy"_s, why);
}

Answer<void> checkPolicy(const QJsonObject &policy)
{
    for (const Choice &choice : choices) {
        const QString property = QLatin1StringView(choice.property);
        const QString value = policy.value(property).toString();
        const QStringList known = QString::fromLatin1(choice.values).split(u' ');
        if (!known.contains(value)) {
            return invalid(
                u"The value '%1' provided for %2 of an IPsec policy is not valid. Valid values: %3."_s.arg(
                    value, property, known.join(u", "_s)));
        }
    }
    for (const Range &range : ranges) {
        const QString property = QLatin1StringView(range.property);
        const qint64 value = policy.value(property).toInteger(-1);
        if (value < range.lowest || value > range.highest) {
            return invalid(u"%1 of an IPsec policy must be between %2 and %3."_s.arg(property)
                               .arg(range.lowest)
                               .arg(range.highest));
        }
    }
    const QString encryption = policy.value(u"ipsecEncryption"_s).toString();
    const QString integrity = policy.value(u"ipsecIntegrity"_s).toString();
    if ((encryption.startsWith(u"GCM"_s) || integrity.startsWith(u"GCM"_s)) && encryption != integrity)
        return invalid(u"GCM has to be the same for IPsec encryption and integrity, not %1 and %2."_s.arg(
            encryption, integrity));
    return {};
}

} // namespace

Answer<void> checkIpsecPolicies(const QJsonArray &policies)
{
    if (policies.size() > 1)
        return invalid(u"A connection can have one IPsec policy only."_s);
    return policies.isEmpty() ? Answer<void>() : checkPolicy(policies.first().toObject());
}

Answer<void> checkTrafficSelectors(const QJsonArray &policies)
{
    for (const QJsonValue &policy : policies) {
        for (const auto &side : {u"localAddressRanges"_s, u"remoteAddressRanges"_s}) {
            const QJsonArray prefixes = policy.toObject().value(side).toArray();
            const bool good =
                !prefixes.isEmpty() && std::all_of(prefixes.begin(), prefixes.end(), [](const auto &one) {
                    return Ipv4Prefix::parse(one.toString()).has_value();
                });
            if (!good) {
                return refuse(
                    400, u"InvalidTrafficSelectorPolicy"_s,
                    u"%1 of a traffic selector policy must be a list of address prefixes."_s.arg(side));
            }
        }
    }
    return {};
}

Answer<void> checkSharedKey(const QString &key)
{
    const bool printable =
        std::ranges::all_of(key, [](QChar c) { return c > QChar(0x20) && c < QChar(0x7f); });
    if (!key.isEmpty() && key.size() <= 128 && printable)
        return {};
    return refuse(400, u"InvalidSharedKey"_s,
                  u"The shared key must have 1 to 128 printable ASCII characters and no spaces."_s);
}

} // namespace skybro::sim
