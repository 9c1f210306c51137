#include "models/tunnel/ipsec/proposals.h"

#include "models/tunnel/ipsec/peerrows.h"
#include "models/tunnel/ipsec/prefix.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

QString versionText(IkeVersion version)
{
    return version == IkeVersion::V2 ? u"IKEv2"_s : version == IkeVersion::V1 ? u"IKEv1"_s : QString();
}

QString listText(const QList<Proposal> &proposals)
{
    QStringList texts;
    for (const Proposal &proposal : proposals)
        texts.append(proposalText(proposal));
    return texts.join(u"; "_s);
}

QString timeText(std::optional<std::chrono::seconds> time)
{
    return time ? QCoreApplication::translate("Tunnel", "%1 s").arg(time->count()) : QString();
}

QStringList weakOf(const QList<Proposal> &proposals)
{
    QStringList weak;
    for (const Proposal &proposal : proposals)
        weak += weaknesses(proposal);
    weak.removeDuplicates();
    return weak;
}

QList<Proposal> withoutGroups(const QList<Proposal> &proposals)
{
    QList<Proposal> plain;
    for (const Proposal &proposal : proposals) {
        if (const Proposal bare{proposal.encryption, proposal.integrity, 0}; !plain.contains(bare))
            plain.append(bare);
    }
    return plain;
}

QList<Proposal> common(const QList<Proposal> &left, const QList<Proposal> &right)
{
    QList<Proposal> both;
    for (const Proposal &proposal : left) {
        const auto found =
            std::ranges::find_if(right, [&](const Proposal &other) { return fit(proposal, other); });
        if (found != right.end())
            both.append({proposal.encryption, proposal.integrity, std::max(proposal.group, found->group)});
    }
    return both;
}

Agreement agreementOf(const QList<Proposal> &left, const QList<Proposal> &right, const QList<Proposal> &both)
{
    if (left.isEmpty() || right.isEmpty())
        return Agreement::Unknown;
    if (both.isEmpty())
        return Agreement::Different;
    return both.size() == left.size() && left.size() == right.size() ? Agreement::Same
                                                                     : Agreement::Compatible;
}

ParameterRow versionRow(const OnPremiseParameters &onPremise, const AzureParameters &azure)
{
    ParameterRow row;
    row.parameter = Parameter::IkeVersion;
    row.onPremise = versionText(onPremise.ikeVersion);
    row.azure = versionText(azure.ikeVersion);
    if (!row.onPremise.isEmpty() && !row.azure.isEmpty())
        row.agreement = row.onPremise == row.azure ? Agreement::Same : Agreement::Different;
    if (row.agreement == Agreement::Different)
        row.remark = QCoreApplication::translate(
            "Tunnel", "The ends do not understand each other: the tunnel can not come up.");
    if (onPremise.ikeVersion == IkeVersion::V1)
        row.weakOnPremise = QStringList{u"IKEv1"_s};
    if (azure.ikeVersion == IkeVersion::V1)
        row.weakAzure = QStringList{u"IKEv1"_s};
    return row;
}

ParameterRow ikeRow(const OnPremiseParameters &onPremise, const AzureOffers &offers)
{
    const QList<Proposal> ours = parseProposals(onPremise.ike);
    const QList<Proposal> both = common(ours, offers.ike);
    ParameterRow row;
    row.parameter = Parameter::IkeProposal;
    row.onPremise = listText(ours);
    row.azure = listText(offers.ike);
    row.agreement = agreementOf(ours, offers.ike, both);
    row.weakOnPremise = weakOf(ours);
    row.weakAzure = weakOf(offers.ike);
    if (row.agreement == Agreement::Different)
        row.remark = QCoreApplication::translate(
            "Tunnel", "The ends agree on no IKE proposal: the tunnel can not come up.");
    return row;
}

ParameterRow espRow(const OnPremiseParameters &onPremise, const AzureOffers &offers)
{
    const QList<Proposal> ours = withoutGroups(parseProposals(onPremise.esp));
    const QList<Proposal> theirs = withoutGroups(offers.espAsResponder);
    const QList<Proposal> both = common(ours, theirs);
    ParameterRow row;
    row.parameter = Parameter::EspProposal;
    row.onPremise = listText(ours);
    row.azure = listText(theirs);
    row.agreement = agreementOf(ours, theirs, both);
    row.weakOnPremise = weakOf(ours);
    row.weakAzure = weakOf(theirs);
    if (row.agreement == Agreement::Different)
        row.remark =
            QCoreApplication::translate("Tunnel", "The ends agree on no ESP proposal: no traffic can pass.");
    return row;
}

/// Libreswan's group for a rekey: the one in esp=, else that of IKE.
QList<int> pfsGroups(const OnPremiseParameters &onPremise)
{
    QList<int> groups;
    if (!onPremise.pfs.value_or(false))
        return {0};
    for (const QString &text : {onPremise.esp, onPremise.ike}) {
        for (const Proposal &proposal : parseProposals(text)) {
            if (proposal.group > 0 && !groups.contains(proposal.group))
                groups.append(proposal.group);
        }
        if (!groups.isEmpty())
            break;
    }
    return groups;
}

ParameterRow pfsRow(const OnPremiseParameters &onPremise, const AzureOffers &offers)
{
    ParameterRow row;
    row.parameter = Parameter::Pfs;
    QList<int> theirs;
    for (const Proposal &proposal : offers.espAsInitiator) {
        if (!theirs.contains(proposal.group))
            theirs.append(proposal.group);
    }
    const auto text = [](const QList<int> &groups) {
        QStringList texts;
        for (const int group : groups)
            texts.append(groupText(group));
        return texts.join(u"; "_s);
    };
    row.azure = text(theirs);
    if (!onPremise.pfs)
        return row;
    const QList<int> ours = pfsGroups(onPremise);
    row.onPremise = ours.isEmpty() ? QCoreApplication::translate("Tunnel", "yes") : text(ours);
    for (const int group : ours)
        row.weakOnPremise += weaknesses({{}, {}, group});
    for (const int group : theirs)
        row.weakAzure += weaknesses({{}, {}, group});
    if (ours.isEmpty()) // yes, with a group that only the build's default knows
        row.agreement = theirs == QList{0} ? Agreement::Different : Agreement::Unknown;
    else if (ours == theirs)
        row.agreement = Agreement::Same;
    else
        row.agreement = std::ranges::any_of(ours, [&](int group) { return theirs.contains(group); })
                            ? Agreement::Compatible
                            : Agreement::Different;
    if (row.agreement == Agreement::Different)
        row.remark = QCoreApplication::translate(
            "Tunnel", "The tunnel comes up, but a rekey that the other end begins is refused.");
    return row;
}

ParameterRow lifetimeRow(Parameter parameter, std::optional<std::chrono::seconds> ours,
                         std::chrono::seconds theirs)
{
    ParameterRow row;
    row.parameter = parameter;
    row.onPremise = timeText(ours);
    row.azure = timeText(theirs);
    if (!ours)
        return row;
    row.agreement = *ours == theirs ? Agreement::Same : Agreement::Different;
    if (row.agreement == Agreement::Different)
        row.remark =
            QCoreApplication::translate("Tunnel", "The end with the shorter lifetime begins every rekey.");
    return row;
}

ParameterRow subnetRow(Parameter parameter, const QStringList &ours, const QStringList &theirs,
                       bool selectors)
{
    ParameterRow row;
    row.parameter = parameter;
    row.onPremise = ours.join(u", "_s);
    row.azure = theirs.join(u", "_s);
    if (ours.isEmpty() || theirs.isEmpty())
        return row;
    if (samePrefixes(ours, theirs)) {
        row.agreement = Agreement::Same;
    } else if (selectors) {
        row.agreement = Agreement::Different;
        row.remark =
            QCoreApplication::translate("Tunnel", "The traffic selectors do not match: no traffic can pass.");
    } else {
        // Any-to-any selectors are narrowed to ours; only the routes are wrong then.
        row.agreement = Agreement::Different;
        row.remark = QCoreApplication::translate("Tunnel",
                                                 "Azure routes other address spaces into the tunnel than the "
                                                 "on-premise gateway expects.");
    }
    return row;
}

} // namespace

QList<Proposal> commonIke(const OnPremiseParameters &onPremise, const AzureOffers &azure)
{
    return common(parseProposals(onPremise.ike), azure.ike);
}

QList<Proposal> commonEsp(const OnPremiseParameters &onPremise, const AzureOffers &azure)
{
    return common(withoutGroups(parseProposals(onPremise.esp)), withoutGroups(azure.espAsResponder));
}

QList<ParameterRow> compare(const OnPremiseParameters &onPremise, const AzureParameters &azure,
                            Authentication authentication)
{
    const AzureOffers offers = azure.policy ? offersOf(*azure.policy) : azureDefaultOffers();
    return peerRows(onPremise, azure, authentication) +
           QList{versionRow(onPremise, azure),
                 ikeRow(onPremise, offers),
                 espRow(onPremise, offers),
                 pfsRow(onPremise, offers),
                 lifetimeRow(Parameter::IkeLifetime, onPremise.ikeLifetime, offers.ikeLifetime),
                 lifetimeRow(Parameter::SaLifetime, onPremise.saLifetime, offers.saLifetime),
                 deadPeerRow(onPremise, azure),
                 subnetRow(Parameter::OnPremiseSubnets, onPremise.local.subnets, azure.onPremisePrefixes,
                           azure.policyBasedSelectors),
                 subnetRow(Parameter::AzureSubnets, onPremise.remote.subnets, azure.vnetPrefixes,
                           azure.policyBasedSelectors)};
}

QString parameterText(Parameter parameter)
{
    switch (parameter) {
    case Parameter::OnPremiseAddress:
        return QCoreApplication::translate("Tunnel", "On-premise address");
    case Parameter::OnPremiseId:
        return QCoreApplication::translate("Tunnel", "On-premise id");
    case Parameter::AzureAddress:
        return QCoreApplication::translate("Tunnel", "Azure address");
    case Parameter::AzureId:
        return QCoreApplication::translate("Tunnel", "Azure id");
    case Parameter::Key:
        return QCoreApplication::translate("Tunnel", "Pre-shared key");
    case Parameter::IkeVersion:
        return QCoreApplication::translate("Tunnel", "IKE version");
    case Parameter::IkeProposal:
        return QCoreApplication::translate("Tunnel", "IKE proposals");
    case Parameter::EspProposal:
        return QCoreApplication::translate("Tunnel", "ESP proposals");
    case Parameter::Pfs:
        return QCoreApplication::translate("Tunnel", "Perfect forward secrecy");
    case Parameter::IkeLifetime:
        return QCoreApplication::translate("Tunnel", "IKE lifetime");
    case Parameter::SaLifetime:
        return QCoreApplication::translate("Tunnel", "SA lifetime");
    case Parameter::DeadPeer:
        return QCoreApplication::translate("Tunnel", "Dead peer detection");
    case Parameter::OnPremiseSubnets:
        return QCoreApplication::translate("Tunnel", "On-premise subnets");
    case Parameter::AzureSubnets:
        return QCoreApplication::translate("Tunnel", "Azure subnets");
    }
    return {};
}

std::optional<std::chrono::seconds> parseConfTime(QStringView text)
{
    static const QRegularExpression pattern(u"^(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d|w)?$"_s);
    const QRegularExpressionMatch match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const double factor = unit == "ms"_L1  ? 0.001
                          : unit == "m"_L1 ? 60
                          : unit == "h"_L1 ? 3600
                          : unit == "d"_L1 ? 86'400
                          : unit == "w"_L1 ? 604'800
                                           : 1;
    return std::chrono::seconds(std::llround(match.captured(1).toDouble() * factor));
}

OnPremiseParameters onPremiseParameters(const ResolvedConnection &connection, bool leftIsLocal)
{
    using namespace std::chrono_literals;
    const auto text = [&](const QString &key) { return connection.value(key).value_or(QString()); };
    const auto word = [&](const QString &key) { return text(key).toLower(); }; // of a fixed set: in any case
    OnPremiseParameters parameters;
    // Libreswan's own default, and every word of ikev2= but these, mean version 2.
    const bool version1 =
        QStringList{u"no"_s, u"never"_s}.contains(word(u"ikev2"_s)) || word(u"keyexchange"_s) == "ikev1"_L1;
    parameters.ikeVersion = version1 ? IkeVersion::V1 : IkeVersion::V2;
    parameters.ike = text(u"ike"_s);
    parameters.esp = text(u"esp"_s);
    parameters.pfs = !QStringList{u"no"_s, u"n"_s, u"false"_s, u"off"_s}.contains(text(u"pfs"_s));
    const auto time = [&](const QString &key) -> std::optional<std::chrono::seconds> {
        return text(key).isEmpty() ? 8h : parseConfTime(text(key));
    };
    parameters.ikeLifetime = time(u"ikelifetime"_s);
    parameters.saLifetime = time(u"salifetime"_s);
    parameters.dpdDelay = parseConfTime(text(u"dpddelay"_s)).value_or(0s);
    parameters.dpdAction = text(u"dpdaction"_s).isEmpty() ? u"hold"_s : text(u"dpdaction"_s);
    const auto end = [&](const QString &side) {
        static const QRegularExpression separators(u"[ \\t,]+"_s);
        return IpsecEnd{.address = text(side),
                        .id = text(side + u"id"_s),
                        .subnets = (text(side + u"subnet"_s) + u' ' + text(side + u"subnets"_s))
                                       .split(separators, Qt::SkipEmptyParts)};
    };
    parameters.local = end(leftIsLocal ? u"left"_s : u"right"_s);
    parameters.remote = end(leftIsLocal ? u"right"_s : u"left"_s);
    return parameters;
}

OnPremiseParameters onPremiseParameters(const QList<IpsecConnection> &connections)
{
    OnPremiseParameters parameters;
    for (const IpsecConnection &connection : connections) {
        parameters.ikeVersion = connection.ikeVersion;
        parameters.ike = connection.ikeProposals;
        parameters.esp = connection.espProposals;
        if (!connection.policies.isEmpty())
            parameters.pfs = connection.pfs;
        parameters.ikeLifetime = connection.ikeLifetime;
        parameters.saLifetime = connection.saLifetime;
        parameters.dpdDelay = connection.dpdDelay;
        parameters.dpdAction = connection.dpdAction;
        for (const auto &[end, part] : {std::pair(&parameters.local, &connection.local),
                                        std::pair(&parameters.remote, &connection.remote)}) {
            end->address = part->address;
            end->id = part->id;
            end->subnets += part->subnets;
        }
    }
    parameters.local.subnets.removeDuplicates();
    parameters.remote.subnets.removeDuplicates();
    return parameters;
}

} // namespace skybro::tunnel
