#include "models/tunnel/config/describetunnel.h"

#include "models/tunnel/ipsec/proposals.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::tunnel", text);
}

Profile profileOf(const site::Tunnel &tunnel)
{
    return tunnel.profile == site::TunnelProfile::Strong ? Profile::Strong : Profile::AzureDefault;
}

/// Azure's word for a group in dhGroup or pfsGroup; empty: it has none.
QString groupWord(int group, const QString &prefix)
{
    switch (group) {
    case 1:
    case 2:
        return prefix + QString::number(group);
    case 14:
        return prefix == "PFS"_L1 ? u"PFS2048"_s : u"DHGroup14"_s;
    case 19:
        return u"ECP256"_s;
    case 20:
        return u"ECP384"_s;
    case 24:
        return prefix + u"24"_s;
    default:
        return {};
    }
}

bool isOneOf(const QString &word, std::initializer_list<const char *> words)
{
    return std::ranges::any_of(words, [&](const char *one) { return word == QLatin1StringView(one); });
}

/// Checks the words against those of IpsecPolicy (Microsoft.Network 2022-07-01).
Result<AzureIpsecPolicy> policyFrom(const Proposal &ike, const Proposal &esp)
{
    const auto cipher = [](const QString &word) { return word == "3DES"_L1 ? u"DES3"_s : word; };
    const auto refuse = [](const QString &what) {
        return fail(ErrorKind::Invalid, tr("Azure has no IPsec policy with %1.").arg(what));
    };
    AzureIpsecPolicy policy;
    policy.ikeEncryption = cipher(ike.encryption);
    policy.ikeIntegrity = policy.ikeEncryption.startsWith("GCM"_L1) ? policy.ikeEncryption : ike.integrity;
    policy.dhGroup = groupWord(ike.group, u"DHGroup"_s);
    policy.ipsecEncryption = cipher(esp.encryption);
    policy.ipsecIntegrity = policy.ipsecEncryption.startsWith("GCM"_L1) ? policy.ipsecEncryption
                            : esp.integrity.isEmpty()                   ? u"SHA1"_s // Libreswan's own
                                                                        : esp.integrity;
    policy.pfsGroup = esp.group == 0 ? u"None"_s : groupWord(esp.group, u"PFS"_s);
    if (!isOneOf(policy.ikeEncryption,
                 {"DES", "DES3", "AES128", "AES192", "AES256", "GCMAES128", "GCMAES256"}))
        return refuse(ike.encryption);
    if (!isOneOf(policy.ikeIntegrity, {"MD5", "SHA1", "SHA256", "SHA384", "GCMAES128", "GCMAES256"}))
        return refuse(proposalText(ike));
    if (policy.dhGroup.isEmpty() || policy.pfsGroup.isEmpty())
        return refuse(groupText(policy.dhGroup.isEmpty() ? ike.group : esp.group));
    if (!isOneOf(policy.ipsecEncryption,
                 {"DES", "DES3", "AES128", "AES192", "AES256", "GCMAES128", "GCMAES192", "GCMAES256"}))
        return refuse(esp.encryption);
    if (!isOneOf(policy.ipsecIntegrity, {"MD5", "SHA1", "SHA256", "GCMAES128", "GCMAES192", "GCMAES256"}))
        return refuse(proposalText(esp));
    return policy;
}

} // namespace

QString connectionName(const site::Site &site)
{
    return site.gateway.connection.isEmpty() ? u"azure"_s : site.gateway.connection;
}

void describeAlgorithms(const site::Tunnel &site, TunnelDescription &tunnel)
{
    applyProfile(tunnel, profileOf(site));
    if (!site.ike.isEmpty())
        tunnel.ike = site.ike;
    if (!site.esp.isEmpty()) {
        tunnel.esp = site.esp;
        tunnel.pfs = std::ranges::any_of(parseProposals(tunnel.esp),
                                         [](const Proposal &one) { return one.group != 0; });
    }
}

QStringList weakSettings(const site::Tunnel &site)
{
    QStringList settings;
    const auto check = [&](const QString &name, const site::Tunnel &alone) {
        TunnelDescription tunnel; // of the profile strong, but for the one setting
        describeAlgorithms(alone, tunnel);
        if (!weakChoices(tunnel).isEmpty())
            settings.append(name);
    };
    check(u"tunnel.ike"_s, {.azureAddress = {}, .azureNetworks = {}, .ike = site.ike, .esp = {}});
    check(u"tunnel.esp"_s, {.azureAddress = {}, .azureNetworks = {}, .ike = {}, .esp = site.esp});
    return settings;
}

Result<TunnelDescription> describeTunnel(const site::Site &site, const AzureEnd *azure,
                                         const QStringList &ownAddresses)
{
    TunnelDescription tunnel;
    tunnel.name = connectionName(site);
    // It becomes the name of files and a word in scripts.
    static const QRegularExpression names(u"^[A-Za-z0-9_][A-Za-z0-9_.-]*$"_s);
    if (!names.match(tunnel.name).hasMatch() || tunnel.name.size() > 64)
        return fail(ErrorKind::Invalid, tr("“gateway.connection” in the site file must be made of letters, "
                                           "digits, '.', '-' and '_'; “%1” is not.")
                                            .arg(tunnel.name));
    QString address = site.gateway.address;
    if (address.isEmpty() && azure)
        address = azure->parameters.onPremiseAddress;
    if (address.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("The site file lacks “gateway.address”, the gateway's public address."));
    if (ownAddresses.isEmpty() || ownAddresses.contains(address))
        tunnel.onPremise.address = address;
    else
        tunnel.onPremise = {.address = u"%defaultroute"_s, .id = address, .subnets = {}};
    tunnel.onPremise.subnets = site.gateway.networks;
    if (tunnel.onPremise.subnets.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("The site file lacks “gateway.networks”, the networks behind the gateway."));
    tunnel.azure.address = site.tunnel.azureAddress;
    tunnel.azure.subnets = site.tunnel.azureNetworks;
    if (azure && tunnel.azure.address.isEmpty())
        tunnel.azure.address = azure->parameters.gatewayAddresses.value(0);
    if (azure && tunnel.azure.subnets.isEmpty())
        tunnel.azure.subnets = azure->parameters.vnetPrefixes;
    if (tunnel.azure.address.isEmpty())
        return fail(ErrorKind::Invalid,
                    tr("The public address of Azure's gateway is not known: “tunnel.azureAddress” in the "
                       "site file would say it."));
    if (tunnel.azure.subnets.isEmpty())
        return fail(ErrorKind::Invalid, tr("Azure's networks are not known: “tunnel.azureNetworks” in the "
                                           "site file would say them."));
    describeAlgorithms(site.tunnel, tunnel);
    return tunnel;
}

Result<std::optional<AzureIpsecPolicy>> azurePolicy(const site::Tunnel &site, const TunnelDescription &tunnel)
{
    if (site.ike.isEmpty() && site.esp.isEmpty())
        return azurePolicyFor(profileOf(site));
    const QList<Proposal> ike = parseProposals(tunnel.ike);
    const QList<Proposal> esp = parseProposals(tunnel.esp);
    if (ike.isEmpty() || esp.isEmpty())
        return fail(ErrorKind::Invalid, tr("“tunnel.ike” or “tunnel.esp” in the site file names nothing."));
    Result<AzureIpsecPolicy> policy = policyFrom(ike.first(), esp.first());
    if (!policy)
        return std::unexpected(policy.error());
    return std::optional(*policy);
}

} // namespace skybro::tunnel
