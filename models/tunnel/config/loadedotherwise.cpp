#include "models/tunnel/config/loadedotherwise.h"

#include "models/tunnel/ipsec/prefix.h"
#include "models/tunnel/ipsec/proposals.h"

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const QString &one, const QString &other)
{
    const QList<Proposal> left = parseProposals(one);
    const QList<Proposal> right = parseProposals(other);
    const auto isIn = [](const QList<Proposal> &list, const Proposal &wanted) {
        return std::ranges::any_of(list, [&](const Proposal &each) { return fit(each, wanted); });
    };
    return left.isEmpty() || right.isEmpty() ||
           (std::ranges::all_of(left, [&](const Proposal &each) { return isIn(right, each); }) &&
            std::ranges::all_of(right, [&](const Proposal &each) { return isIn(left, each); }));
}

/// The daemon has an address for each name and for what begins with '%'.
bool isTold(const QString &address)
{
    return parsePrefix(address).has_value();
}

bool isSameEnd(const QString &one, const QString &other)
{
    return !isTold(one) || !isTold(other) || samePrefixes({one}, {other});
}

bool isSameId(const IpsecEnd &file, const IpsecEnd &loaded)
{
    const QString id = plainId(idOf(file));
    const QString other = plainId(idOf(loaded));
    const bool isName = id.isEmpty() || id.startsWith(u'%') || (file.id.isEmpty() && !isTold(id));
    return isName || other.isEmpty() || id == other || (isTold(id) && isTold(other) && isSameEnd(id, other));
}

} // namespace

QStringList loadedOtherwise(const TunnelDescription &file, const QList<IpsecConnection> &loaded)
{
    QStringList names;
    if (loaded.isEmpty())
        return names;
    const OnPremiseParameters has = onPremiseParameters(loaded);
    const auto check = [&](Parameter parameter, bool isSame) {
        if (!isSame)
            names.append(parameterText(parameter));
    };
    check(Parameter::OnPremiseAddress, isSameEnd(file.onPremise.address, has.local.address));
    check(Parameter::OnPremiseId, isSameId(file.onPremise, has.local));
    check(Parameter::AzureAddress, isSameEnd(file.azure.address, has.remote.address));
    check(Parameter::AzureId, isSameId(file.azure, has.remote));
    check(Parameter::IkeVersion, has.ikeVersion == IkeVersion::Unknown || has.ikeVersion == file.ikeVersion);
    check(Parameter::IkeProposal, isSame(file.ike, has.ike));
    check(Parameter::EspProposal, isSame(file.esp, has.esp));
    check(Parameter::Pfs, has.pfs.value_or(file.pfs) == file.pfs);
    check(Parameter::IkeLifetime, has.ikeLifetime.value_or(file.ikeLifetime) == file.ikeLifetime);
    check(Parameter::SaLifetime, has.saLifetime.value_or(file.saLifetime) == file.saLifetime);
    check(Parameter::DeadPeer, has.dpdDelay.value_or(file.dpdDelay) == file.dpdDelay);
    check(Parameter::OnPremiseSubnets,
          has.local.subnets.isEmpty() || samePrefixes(has.local.subnets, file.onPremise.subnets));
    check(Parameter::AzureSubnets,
          has.remote.subnets.isEmpty() || samePrefixes(has.remote.subnets, file.azure.subnets));
    return names;
}

} // namespace skybro::tunnel
