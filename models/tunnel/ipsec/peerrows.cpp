#include "models/tunnel/ipsec/peerrows.h"

#include "models/base/ipnetwork.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool isSameAddress(const QString &one, const QString &other)
{
    const auto left = IpNetwork::parse(one);
    const auto right = IpNetwork::parse(other);
    return left && right ? *left == *right : one.compare(other, Qt::CaseInsensitive) == 0;
}

/// Of a gateway behind a NAT, or of none yet: the public address is another one.
bool isInner(const QString &address)
{
    const auto parsed = IpNetwork::parse(address);
    return address.startsWith(u'%') ||
           (parsed &&
            parsed->isIn({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"}));
}

/// "%any", "%fromcert": whatever the other end calls itself.
bool takesAny(const QString &expected)
{
    return expected.startsWith(u'%');
}

/// Empty: its address, which is not known, stands for it.
QString knownId(const IpsecEnd &end)
{
    return end.id.isEmpty() && end.address.startsWith(u'%') ? QString() : idOf(end);
}

ParameterRow rowOf(Parameter parameter, const QString &onPremise, const QString &azure)
{
    ParameterRow row;
    row.parameter = parameter;
    row.onPremise = onPremise;
    row.azure = azure;
    return row;
}

/// What both values, known and not alike, amount to.
void judge(ParameterRow &row, Authentication authentication, const QString &remark)
{
    if (authentication == Authentication::Succeeded) {
        row.agreement = Agreement::Compatible;
        row.remark = QCoreApplication::translate("Tunnel", "Not alike, and the ends let each other in.");
        return;
    }
    row.agreement = Agreement::Different;
    row.remark = remark;
}

ParameterRow onPremiseAddressRow(const OnPremiseParameters &onPremise, const AzureParameters &azure,
                                 Authentication authentication)
{
    const QString &ours = onPremise.local.address;
    const QString &theirs = azure.onPremiseAddress;
    ParameterRow row = rowOf(Parameter::OnPremiseAddress, ours, theirs);
    if (ours.isEmpty() || theirs.isEmpty())
        return row;
    if (isSameAddress(ours, theirs))
        row.agreement = Agreement::Same;
    else if (isInner(ours) && authentication != Authentication::Succeeded)
        row.remark = QCoreApplication::translate(
            "Tunnel", "The gateway is behind a NAT: whether that has the address is not known here.");
    else if (isInner(ours) || IpNetwork::parse(theirs)) // a name may well stand for the address
        judge(row, authentication,
              QCoreApplication::translate(
                  "Tunnel", "Azure waits for the gateway at another address: the tunnel can not come up."));
    return row;
}

ParameterRow onPremiseIdRow(const OnPremiseParameters &onPremise, const AzureParameters &azure,
                            Authentication authentication)
{
    const QString ours = knownId(onPremise.local);
    ParameterRow row = rowOf(Parameter::OnPremiseId, ours, azure.onPremiseAddress);
    if (ours.isEmpty() || azure.onPremiseAddress.isEmpty())
        return row;
    if (isSameAddress(plainId(ours), azure.onPremiseAddress))
        row.agreement = Agreement::Same;
    else
        judge(row, authentication,
              QCoreApplication::translate(
                  "Tunnel", "Azure may refuse a gateway that calls itself otherwise than by the address of "
                            "its local network gateway."));
    return row;
}

ParameterRow azureRow(Parameter parameter, const QString &expected, const QStringList &addresses,
                      Authentication authentication, const QString &remark)
{
    ParameterRow row = rowOf(parameter, expected, addresses.join(u", "_s));
    if (expected.isEmpty() || addresses.isEmpty())
        return row;
    const auto isIt = [&](const QString &one) { return isSameAddress(plainId(expected), one); };
    if (std::ranges::any_of(addresses, isIt))
        row.agreement = Agreement::Same;
    else if (takesAny(expected))
        row.agreement = Agreement::Compatible;
    else if (parameter == Parameter::AzureId || IpNetwork::parse(expected)) // a name may stand for one
        judge(row, authentication, remark);
    return row;
}

/// The key itself is neither read nor shown: what the ends made of it tells enough.
ParameterRow keyRow(Authentication authentication)
{
    const QString hidden = QCoreApplication::translate("Tunnel", "not shown");
    ParameterRow row = rowOf(Parameter::Key, hidden, hidden);
    switch (authentication) {
    case Authentication::Succeeded:
        row.agreement = Agreement::Same;
        row.remark = QCoreApplication::translate("Tunnel", "The ends have let each other in with it.");
        break;
    case Authentication::Failed:
        row.agreement = Agreement::Different;
        row.remark = QCoreApplication::translate(
            "Tunnel", "One end refuses the other: the key or an id is not what it expects.");
        break;
    case Authentication::NoKey:
        row.onPremise = QCoreApplication::translate("Tunnel", "none");
        row.agreement = Agreement::Different;
        row.remark =
            QCoreApplication::translate("Tunnel", "The gateway has no key for the ids of both ends.");
        break;
    case Authentication::Unknown:
        row.remark =
            QCoreApplication::translate("Tunnel", "Only a comparison of the configuration reads it.");
    }
    return row;
}

} // namespace

QList<ParameterRow> peerRows(const OnPremiseParameters &onPremise, const AzureParameters &azure,
                             Authentication authentication)
{
    return {onPremiseAddressRow(onPremise, azure, authentication),
            onPremiseIdRow(onPremise, azure, authentication),
            azureRow(Parameter::AzureAddress, onPremise.remote.address, azure.gatewayAddresses,
                     authentication,
                     QCoreApplication::translate(
                         "Tunnel", "The gateway looks for Azure at another address: the tunnel can not come "
                                   "up.")),
            azureRow(Parameter::AzureId, knownId(onPremise.remote), azure.gatewayAddresses, authentication,
                     QCoreApplication::translate(
                         "Tunnel",
                         "Azure's gateway calls itself by its public address: the gateway here refuses it.")),
            keyRow(authentication)};
}

ParameterRow deadPeerRow(const OnPremiseParameters &onPremise, const AzureParameters &azure)
{
    ParameterRow row;
    row.parameter = Parameter::DeadPeer;
    if (azure.dpdTimeout)
        row.azure = QCoreApplication::translate("Tunnel", "gone after %1 s of silence")
                        .arg(azure.dpdTimeout->count());
    if (!onPremise.dpdDelay)
        return row;
    if (*onPremise.dpdDelay == 0s) {
        row.onPremise = QCoreApplication::translate("Tunnel", "no");
        row.agreement = Agreement::Different;
        row.remark = QCoreApplication::translate(
            "Tunnel", "The gateway never notices that Azure is gone: a broken tunnel stays broken until its "
                      "next rekey.");
        return row;
    }
    row.onPremise =
        QCoreApplication::translate("Tunnel", "asks after %1 s of silence").arg(onPremise.dpdDelay->count());
    if (!onPremise.dpdAction.isEmpty())
        row.onPremise += u", "_s + onPremise.dpdAction;
    if (azure.dpdTimeout) // each end minds its own: they need not be alike
        row.agreement = Agreement::Compatible;
    return row;
}

} // namespace skybro::tunnel
