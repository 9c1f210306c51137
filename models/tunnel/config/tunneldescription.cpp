#include "models/tunnel/config/tunneldescription.h"

#include "models/tunnel/ipsec/prefix.h"
#include "models/tunnel/ipsec/proposals.h"

#include <QCoreApplication>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

Result<void> check(const TunnelDescription &description)
{
    const auto missing = [](const QString &what) {
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("Tunnel", "The tunnel lacks %1.").arg(what));
    };
    for (const IpsecEnd *end : {&description.onPremise, &description.azure}) {
        if (end->address.isEmpty())
            return missing(QCoreApplication::translate("Tunnel", "the address of one of its ends"));
        if (end->subnets.isEmpty())
            return missing(QCoreApplication::translate("Tunnel", "the subnets of one of its ends"));
        for (const QString &subnet : end->subnets) {
            if (!parsePrefix(subnet))
                return fail(ErrorKind::Invalid,
                            QCoreApplication::translate("Tunnel", "“%1” is no subnet.").arg(subnet));
        }
    }
    if (description.ike.isEmpty() || description.esp.isEmpty())
        return missing(QCoreApplication::translate("Tunnel", "its algorithms"));
    if (const auto both = firstOverlap(description.onPremise.subnets, description.azure.subnets))
        return fail(ErrorKind::Invalid, QCoreApplication::translate(
                                            "Tunnel", "The address spaces of both ends overlap: %1 and %2.")
                                            .arg(both->first, both->second));
    return {};
}

/// Each key with its value; one that is null is to be absent.
IpsecConf::Pairs keysOf(const TunnelDescription &description)
{
    const auto seconds = [](std::chrono::seconds time) { return QString::number(time.count()) + u's'; };
    IpsecConf::Pairs keys;
    const IpsecEnd *left = description.onPremiseIsLeft ? &description.onPremise : &description.azure;
    const IpsecEnd *right = description.onPremiseIsLeft ? &description.azure : &description.onPremise;
    for (const auto &[side, end] : {std::pair{u"left"_s, left}, std::pair{u"right"_s, right}}) {
        // leftsubnet= is for one, leftsubnets= for several, never both.
        const bool one = end->subnets.size() == 1;
        keys.append({side, end->address});
        keys.append({side + u"id"_s, end->id.isEmpty() || end->id == end->address ? QString() : end->id});
        keys.append({side + u"subnet"_s, one ? end->subnets.first() : QString()});
        keys.append({side + u"subnets"_s, one ? QString() : end->subnets.join(u' ')});
    }
    keys.append({u"authby"_s, u"secret"_s});
    keys.append({u"type"_s, u"tunnel"_s});
    // These words mean the same from 3.x to 5.x.
    keys.append({u"ikev2"_s, description.ikeVersion == IkeVersion::V1 ? u"never"_s : u"insist"_s});
    keys.append({u"ike"_s, description.ike});
    keys.append({u"esp"_s, description.esp});
    keys.append({u"pfs"_s, description.pfs ? u"yes"_s : u"no"_s});
    keys.append({u"ikelifetime"_s, seconds(description.ikeLifetime)});
    keys.append({u"salifetime"_s, seconds(description.saLifetime)});
    keys.append({u"dpddelay"_s, QString::number(description.dpdDelay.count())});
    keys.append({u"dpdaction"_s, description.dpdAction});
    keys.append({u"mtu"_s, description.mtu > 0 ? QString::number(description.mtu) : QString()});
    keys.append({u"auto"_s, description.startAtBoot ? u"start"_s : u"add"_s});
    return keys;
}

/// Whether both values of a key mean the same, however they are written.
bool sameValue(const QString &key, const QString &left, const QString &right)
{
    if (key == "ike"_L1 || key == "esp"_L1) // in one order: the first is what is asked for first
        return left == right || (!left.isEmpty() && parseProposals(left) == parseProposals(right));
    return left == right && left.isNull() == right.isNull();
}

} // namespace

void applyProfile(TunnelDescription &description, Profile profile)
{
    const bool strong = profile == Profile::Strong;
    description.ikeVersion = IkeVersion::V2;
    description.ike = strong ? u"aes256-sha2_256;modp2048"_s : u"aes256-sha1;modp1024"_s;
    description.esp = strong ? u"aes_gcm256;modp2048"_s : u"aes128-sha1"_s;
    description.pfs = strong; // Azure's default set offers none when it begins a rekey
    description.ikeLifetime = std::chrono::seconds(28'800);
    description.saLifetime = std::chrono::seconds(27'000);
}

std::optional<AzureIpsecPolicy> azurePolicyFor(Profile profile)
{
    if (profile == Profile::AzureDefault)
        return std::nullopt;
    return AzureIpsecPolicy{.ikeEncryption = u"AES256"_s,
                            .ikeIntegrity = u"SHA256"_s,
                            .dhGroup = u"DHGroup14"_s,
                            .ipsecEncryption = u"GCMAES256"_s,
                            .ipsecIntegrity = u"GCMAES256"_s,
                            .pfsGroup = u"PFS2048"_s};
}

Result<void> writeConnection(const TunnelDescription &description, IpsecConf &conf)
{
    if (Result<void> whole = check(description); !whole)
        return whole;
    IpsecConf written = conf;
    if (!conf.hasConnection(description.name)) {
        IpsecConf::Pairs keys = keysOf(description);
        keys.removeIf([](const auto &key) { return key.second.isNull(); });
        if (Result<void> added = written.addConnection(description.name, keys); !added)
            return added;
    } else {
        for (const auto &[key, value] : keysOf(description)) {
            Result<void> set = value.isNull() ? written.removeValue(description.name, key)
                                              : written.setValue(description.name, key, value);
            if (!set)
                return set;
        }
    }
    conf = written;
    return {};
}

TunnelDescription describeConnection(const ResolvedConnection &connection, const QStringList &ownAddresses)
{
    const auto own = [&](const QString &side) {
        const QString address = connection.value(side).value_or(QString());
        return ownAddresses.contains(address) || address == "%defaultroute"_L1;
    };
    const bool leftIsLocal = own(u"left"_s) || !own(u"right"_s);
    const OnPremiseParameters parameters = onPremiseParameters(connection, leftIsLocal);
    const TunnelDescription defaults;
    TunnelDescription tunnel;
    tunnel.name = connection.name;
    tunnel.onPremiseIsLeft = leftIsLocal;
    tunnel.onPremise = parameters.local;
    tunnel.azure = parameters.remote;
    tunnel.ikeVersion = parameters.ikeVersion;
    tunnel.ike = parameters.ike;
    tunnel.esp = parameters.esp;
    tunnel.pfs = parameters.pfs.value_or(true);
    tunnel.ikeLifetime = parameters.ikeLifetime.value_or(defaults.ikeLifetime);
    tunnel.saLifetime = parameters.saLifetime.value_or(defaults.saLifetime);
    const auto word = [&](const QString &key) { return connection.value(key).value_or(QString()); };
    tunnel.dpdDelay = parameters.dpdDelay.value_or(std::chrono::seconds(0));
    tunnel.dpdAction = parameters.dpdAction;
    tunnel.startAtBoot = QStringList{u"start"_s, u"up"_s}.contains(word(u"auto"_s).toLower());
    tunnel.mtu = word(u"mtu"_s).toInt();
    return tunnel;
}

Result<void> changeConnection(const TunnelDescription &from, const TunnelDescription &to, IpsecConf &conf)
{
    if (Result<void> whole = check(to); !whole)
        return whole;
    IpsecConf written = conf;
    const IpsecConf::Pairs before = keysOf(from);
    const IpsecConf::Pairs after = keysOf(to);
    for (qsizetype i = 0; i < after.size(); ++i) {
        const auto &[key, value] = after.at(i);
        if (sameValue(key, before.at(i).second, value))
            continue;
        Result<void> set =
            value.isNull() ? written.removeValue(to.name, key) : written.setValue(to.name, key, value);
        if (!set)
            return set;
    }
    conf = written;
    return {};
}

QStringList weakChoices(const TunnelDescription &description)
{
    QStringList weak;
    for (const Proposal &one : parseProposals(description.ike) + parseProposals(description.esp))
        weak += weaknesses(one);
    if (description.ikeVersion == IkeVersion::V1)
        weak.append(u"IKEv1"_s);
    weak.removeDuplicates();
    return weak;
}

QStringList secretIds(const TunnelDescription &description)
{
    return {idOf(description.onPremise), idOf(description.azure)};
}

} // namespace skybro::tunnel
