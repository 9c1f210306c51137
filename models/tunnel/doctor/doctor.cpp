#include "models/tunnel/doctor/doctor.h"

#include "models/tunnel/doctor/symptoms.h"
#include "models/tunnel/ipsec/prefix.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool isUnoriented(const IpsecConnection &connection)
{
    return connection.isOriented == false;
}

class Doctor : private Symptoms
{
public:
    using Symptoms::Symptoms;

    [[nodiscard]] QList<Finding> run()
    {
        if (m_passes == true)
            judgeRunning();
        else
            judgeBroken();
        advise();
        return m_findings;
    }

private:
    [[nodiscard]] Finding make(FaultKind kind, Certainty certainty, const QStringList &because = {}) const
    {
        return {kind, sentenceFor(kind, m_evidence), because + contradiction() + signalLines(m_evidence),
                mendFor(kind, m_evidence), certainty};
    }
    [[nodiscard]] Finding fromLog(FaultKind kind, const LogFinding &line,
                                  Certainty certainty = Certainty::Sure) const
    {
        return make(kind, certainty,
                    {QCoreApplication::translate("Tunnel", "The gateway's log says: %1").arg(line.words)});
    }
    [[nodiscard]] bool has(FaultKind kind) const
    {
        return std::ranges::any_of(m_findings,
                                   [kind](const Finding &finding) { return finding.kind == kind; });
    }

    // --- traffic passes ---------------------------------------------------------------------------

    void judgeRunning()
    {
        const TrafficEvidence &traffic = m_evidence.traffic;
        const bool probed = isFresh(traffic.age, 30s) && traffic.sent > 0;
        const GatewayEvidence &gateway = m_evidence.onPremise;
        if (isFresh(gateway.age, 2min) && gateway.status.daemon.state == DaemonState::Down)
            m_findings.append(make(
                FaultKind::DaemonNotRunning, Certainty::Sure,
                {QCoreApplication::translate("Tunnel",
                                             "Probes are answered all the same: by another way, or by SAs "
                                             "that it left in the kernel and nobody renews.")}));
        if (isFresh(gateway.age, 2min) && isNamedInVain())
            m_findings.append(make(FaultKind::ConnectionNotLoaded, Certainty::Sure,
                                   {QCoreApplication::translate("Tunnel", "What is loaded there: %1.")
                                        .arg(namesOfConnections(gateway.status))}));
        else if (probed && traffic.isBypassing)
            m_findings.append(make(FaultKind::Bypassed, Certainty::Likely));
        if (probed && traffic.largePass == false)
            m_findings.append(make(
                FaultKind::MtuBlackHole, Certainty::Sure,
                traffic.pathMtu > 0
                    ? QStringList{QCoreApplication::translate("Tunnel", "Packets up to %1 bytes get through.")
                                      .arg(traffic.pathMtu)}
                    : QStringList()));
        // The gateway's own probes need no forwarding.
        if (isFresh(gateway.age, 2min) && m_evidence.settings.ipForward == false)
            m_findings.append(make(FaultKind::ForwardingOff, Certainty::Sure));
        if (std::optional<Finding> rekey = rekeyFails();
            rekey && rekey->certainty != Certainty::Guess && !hasJustRecovered())
            m_findings.append(*rekey);
        // A question that is under way looks the same as one that is asked again: the log must say so, too.
        // And one from before the recovery is asked again only after up to half a minute.
        if (const LogFinding *line = newestOf({LogKind::PeerDead, LogKind::Retransmitting});
            line && asksInVain() && !hasJustRecovered())
            m_findings.append(fromLog(FaultKind::DeadPeer, *line, Certainty::Likely));
        if (isFlapping())
            m_findings.append(make(FaultKind::Flapping, Certainty::Sure));
        if (m_findings.isEmpty())
            m_findings.append(make(FaultKind::Healthy, probed ? Certainty::Sure : Certainty::Likely));
    }

    [[nodiscard]] std::optional<Finding> rekeyFails() const
    {
        if (const LogFinding *line = logged(LogKind::RekeyRefused))
            return fromLog(FaultKind::RekeyFails, *line);
        const auto newest =
            std::ranges::find_if(m_childSas, [](const ChildSa &sa) { return sa.newest && isUp(sa); });
        // Libreswan from 4.0 on plans every rekey; after a refused one it only waits for the end.
        const std::optional<std::chrono::seconds> end =
            newest == m_childSas.end() || newest->rekeyIn ? std::nullopt : newest->expiresIn;
        if (end && newest->stateText.contains("established Child SA"_L1))
            return make(
                FaultKind::RekeyFails, Certainty::Likely,
                {QCoreApplication::translate("Tunnel", "The Child SA ends in %1 s, and no rekey is planned.")
                     .arg(end->count())});
        if (agreement(Parameter::Pfs) != Agreement::Different)
            return std::nullopt;
        Finding coming = make(FaultKind::RekeyFails, Certainty::Guess, sideBySide(Parameter::Pfs));
        coming.sentence = QCoreApplication::translate(
            "Tunnel", "PFS differs at both ends: they may refuse each other a new key, and then the tunnel "
                      "ends with its SA's lifetime.");
        return coming;
    }

    // --- it does not, or nobody knows ------------------------------------------------------------------

    void judgeBroken()
    {
        const std::optional<Finding> azure = azureGone();
        if (azure && azure->certainty == Certainty::Sure) {
            m_findings.append(*azure);
            return;
        }
        // What Azure does to its gateway explains much, but not what is surely wrong on this side of it.
        const Finding found = cause();
        if (!azure || isOfItsOwn(found))
            m_findings.append(found);
        if (azure)
            m_findings.append(*azure);
    }

    [[nodiscard]] static bool isOfItsOwn(const Finding &finding)
    {
        static const QSet<FaultKind> mayFollow{FaultKind::NothingPasses, FaultKind::ChildMissing,
                                               FaultKind::GatewayUnreachable, FaultKind::GatewayRefuses};
        return finding.certainty == Certainty::Sure && !mayFollow.contains(finding.kind);
    }

    [[nodiscard]] Finding cause() const
    {
        const GatewayEvidence &gateway = m_evidence.onPremise;
        // Then the tunnel works, and with it the gateway, whoever reaches it.
        if (m_evidence.traffic.othersAnswer == true &&
            (gateway.reach == Reach::Unreachable || gateway.reach == Reach::Refused)) {
            const std::optional<Finding> target = wrongAtTheTarget();
            return target ? *target : silentAlone();
        }
        if (gateway.reach == Reach::Unreachable && gateway.isBehindTunnel)
            return make(
                FaultKind::Unknown, Certainty::Guess,
                {QCoreApplication::translate("Tunnel", "The gateway is reached through the tunnel "
                                                       "itself: while nothing passes it can not be asked.")});
        if (gateway.reach == Reach::Unreachable)
            return make(FaultKind::GatewayUnreachable, Certainty::Sure, {gateway.failure});
        if (gateway.reach == Reach::Refused)
            return make(FaultKind::GatewayRefuses, Certainty::Sure, {gateway.failure});
        if (gateway.reach == Reach::NotAsked || !isFresh(gateway.age, 2min))
            return withoutTheGateway();
        switch (gateway.status.daemon.state) {
        case DaemonState::NotPermitted:
            return make(FaultKind::GatewayRefuses, Certainty::Sure);
        case DaemonState::NotInstalled:
            return make(FaultKind::DaemonMissing, Certainty::Sure);
        case DaemonState::Down:
            return make(FaultKind::DaemonNotRunning, Certainty::Sure);
        case DaemonState::Unknown:
        case DaemonState::Running:
            break;
        }
        if (isOneOfSeveral(m_evidence))
            return make(FaultKind::Unknown, Certainty::Guess);
        if (gateway.status.connectionsTold && m_connections.isEmpty() && m_ikeSas.isEmpty())
            return notLoaded();
        if (m_ikeSas.isEmpty() && !gateway.connectionsAreOld && !m_connections.isEmpty() &&
            std::ranges::all_of(m_connections, isUnoriented))
            return make(FaultKind::NotOriented, Certainty::Sure);
        if (hasChild())
            return m_passes == false ? upButNothingPasses() : upAndNotMeasured();
        if (hasIke())
            return gateway.status.statesTold ? noChild() : make(FaultKind::Unknown, Certainty::Guess);
        return noIke();
    }

    [[nodiscard]] std::optional<Finding> azureGone() const
    {
        const AzureEvidence &azure = m_evidence.azure;
        if (!m_azureFresh)
            return std::nullopt;
        if (azure.gatewayExists == false || azure.connectionExists == false)
            return make(FaultKind::AzureDeprovisioned, Certainty::Sure);
        if (azure.gatewayProvisioning == "Deleting"_L1 || azure.gatewayProvisioning == "Failed"_L1)
            return make(FaultKind::AzureDeprovisioned, Certainty::Likely);
        if (azure.gatewayProvisioning == "Updating"_L1 || azure.gatewayProvisioning == "Creating"_L1)
            return make(FaultKind::AzureUpdating, Certainty::Likely);
        return std::nullopt;
    }

    [[nodiscard]] Finding withoutTheGateway() const
    {
        if (m_passes == false) {
            if (std::optional<Finding> target = wrongAtTheTarget())
                return *target;
        }
        return make(FaultKind::Unknown, Certainty::Guess);
    }

    [[nodiscard]] Finding notLoaded() const
    {
        if (const LogFinding *line = logged(LogKind::Unsupported))
            return fromLog(FaultKind::ConnectionNotLoaded, *line);
        return make(FaultKind::ConnectionNotLoaded, Certainty::Sure);
    }

    [[nodiscard]] Finding noIke() const
    {
        const GatewayEvidence &gateway = m_evidence.onPremise;
        const LogFinding *silence = newestOf({LogKind::NoAnswer, LogKind::PeerDead, LogKind::Retransmitting});
        const LogFinding *refusal =
            newestOf({LogKind::IdRefused, LogKind::NoKeyHere, LogKind::AuthenticationFailed,
                      LogKind::IkeProposalRefused, LogKind::GroupRefused});
        if (refusal && silence && isOver(*refusal, *silence))
            refusal = nullptr;
        if (refusal)
            return fromLog(refusal->kind == LogKind::IdRefused              ? FaultKind::WrongId
                           : refusal->kind == LogKind::NoKeyHere            ? FaultKind::NoKeyHere
                           : refusal->kind == LogKind::AuthenticationFailed ? FaultKind::WrongKey
                                                                            : FaultKind::IkeProposals,
                           *refusal);
        // What is missing in a list that could not be read whole may be there.
        if (!gateway.status.statesTold && !silence)
            return make(FaultKind::Unknown, Certainty::Guess);
        const bool isIdle = m_ikeSas.isEmpty() && gateway.status.statesTold;
        // Where nothing was tried, ends that differ are no cause yet.
        if (isIdle && gateway.logRead && !silence) {
            if (gateway.connectionsAreOld)
                return make(FaultKind::Unknown, Certainty::Guess); // the next answer tells
            // Who is told to keep it up and has no SA was refused at once, over and over.
            const bool isWanted = std::ranges::any_of(m_connections, [](const IpsecConnection &connection) {
                return connection.policies.contains(u"UP"_s);
            });
            if (!isWanted)
                return make(FaultKind::NotStarted, Certainty::Likely);
        }
        if (agreement(Parameter::IkeVersion) == Agreement::Different) // of which some take no notice
            return make(FaultKind::IkeProposals, Certainty::Likely, sideBySide(Parameter::IkeVersion));
        if (silence) {
            Finding finding = fromLog(FaultKind::NoAnswer, *silence, Certainty::Likely);
            for (const Parameter parameter :
                 {Parameter::OnPremiseAddress, Parameter::AzureAddress, Parameter::IkeProposal}) {
                if (agreement(parameter) == Agreement::Different)
                    finding.evidence += sideBySide(parameter);
            }
            return finding;
        }
        if (agreement(Parameter::IkeProposal) == Agreement::Different)
            return make(FaultKind::IkeProposals, Certainty::Likely, sideBySide(Parameter::IkeProposal));
        // A refused IKE proposal looks the same to Libreswan's status: only the log tells them apart.
        if (std::ranges::any_of(m_ikeSas, &IkeSa::retransmitting)) {
            const bool proposalsFit = agreement(Parameter::IkeProposal) == Agreement::Same ||
                                      agreement(Parameter::IkeProposal) == Agreement::Compatible;
            return make(FaultKind::NoAnswer, proposalsFit ? Certainty::Likely : Certainty::Guess);
        }
        if (isIdle)
            return make(FaultKind::NotStarted, Certainty::Guess);
        return make(FaultKind::Unknown, Certainty::Guess);
    }

    [[nodiscard]] Finding noChild() const
    {
        const bool offersMeet = agreement(Parameter::EspProposal) == Agreement::Same ||
                                agreement(Parameter::EspProposal) == Agreement::Compatible;
        if (const LogFinding *line = logged(LogKind::ChildProposalRefused))
            return fromLog(FaultKind::EspProposals, *line, offersMeet ? Certainty::Likely : Certainty::Sure);
        if (const LogFinding *line = logged(LogKind::SelectorsRefused))
            return fromLog(FaultKind::Selectors, *line);
        // Who was refused its first Child SA tries on with CREATE_CHILD_SA: that is no rekey.
        if (const LogFinding *line = logged(LogKind::RekeyRefused))
            return fromLog(FaultKind::RekeyFails, *line);
        if (agreement(Parameter::EspProposal) == Agreement::Different)
            return make(FaultKind::EspProposals, Certainty::Likely, sideBySide(Parameter::EspProposal));
        for (const Parameter parameter : {Parameter::OnPremiseSubnets, Parameter::AzureSubnets}) {
            if (agreement(parameter) == Agreement::Different)
                return make(FaultKind::Selectors, Certainty::Guess, sideBySide(parameter));
        }
        for (const LogKind kind : {LogKind::KernelRefused, LogKind::Deleted}) {
            if (const LogFinding *line = logged(kind))
                return fromLog(FaultKind::ChildMissing, *line);
        }
        return make(FaultKind::ChildMissing, Certainty::Sure);
    }

    [[nodiscard]] Finding upAndNotMeasured() const
    {
        if (std::optional<Finding> rekey = rekeyFails(); rekey && rekey->certainty != Certainty::Guess)
            return *rekey;
        return make(FaultKind::Unknown, Certainty::Guess,
                    {QCoreApplication::translate(
                        "Tunnel", "The SAs are up; whether traffic passes was not measured.")});
    }

    /// What Azure and the target itself say of it.
    [[nodiscard]] std::optional<Finding> wrongAtTheTarget() const
    {
        const SettingsEvidence &settings = m_evidence.settings;
        if (settings.vmRunning == false)
            return make(FaultKind::VmDown, Certainty::Sure);
        if (settings.nsgAllows == false)
            return make(FaultKind::NsgBlocks, Certainty::Sure);
        if (settings.azureRoute == false)
            return make(FaultKind::AzureRoute, Certainty::Sure);
        if (settings.vmRoute == false)
            return make(FaultKind::VmRoute, Certainty::Sure);
        return std::nullopt;
    }

    [[nodiscard]] Finding upButNothingPasses() const
    {
        const SettingsEvidence &settings = m_evidence.settings;
        const GatewayEvidence &gateway = m_evidence.onPremise;
        const TrafficEvidence &traffic = m_evidence.traffic;
        if (settings.ipForward == false)
            return make(FaultKind::ForwardingOff, Certainty::Sure);
        if (settings.onPremiseRoute == false)
            return make(FaultKind::OnPremiseRoute, Certainty::Sure);
        // What is sure of the target goes before what bytes and counters hint at, but not before a tunnel
        // that leads nowhere.
        const std::optional<Finding> peer = deadPeer();
        const bool isPeerDead = peer && peer->certainty != Certainty::Guess && traffic.othersAnswer != true;
        if (std::optional<Finding> target = wrongAtTheTarget())
            return isPeerDead ? *peer : *target;
        // What others get out of the tunnel is no answer to the target's probes.
        const bool comesBack = gateway.movedIn.value_or(0) > 0 && traffic.othersAnswer != true;
        if (std::optional<Finding> pair = pairWithoutChild(true); pair && !comesBack)
            return *pair;
        constexpr int strict = 1;
        if (settings.rpFilter == strict && settings.rpFilterDrops.value_or(0) > 0 &&
            traffic.othersAnswer != true)
            return make(FaultKind::ReversePathFilter, Certainty::Likely,
                        {QCoreApplication::translate("Tunnel", "It dropped %1 packets meanwhile.")
                             .arg(*settings.rpFilterDrops)});
        if (settings.rpFilter == strict && comesBack)
            return make(
                FaultKind::ReversePathFilter, Certainty::Likely,
                {QCoreApplication::translate("Tunnel", "Answers come out of the tunnel and do not arrive.")});
        if (comesBack)
            return lostOnTheWayBack();
        if (peer)
            return *peer;
        // It may have done no harm so far: whatever else there is to see comes before it.
        if (overlap())
            return make(FaultKind::AddressOverlap, Certainty::Sure);
        // A strict filter keeps them out, too; what it dropped is known a little later.
        if (gateway.movedOut == 0 && traffic.sent > 0 && settings.rpFilter == strict)
            return make(FaultKind::ReversePathFilter, Certainty::Guess);
        if (gateway.movedOut == 0 && traffic.sent > 0)
            return make(settings.onPremiseRoute == true ? FaultKind::GatewayFirewall
                                                        : FaultKind::OnPremiseRoute,
                        Certainty::Likely,
                        {QCoreApplication::translate("Tunnel", "What was sent did not enter the tunnel.")});
        if (traffic.othersAnswer == true)
            return silentAlone();
        if (settings.rpFilter == strict && !gateway.movedIn)
            return make(FaultKind::ReversePathFilter, Certainty::Guess);
        return make(FaultKind::NothingPasses, Certainty::Sure);
    }

    /// Others behind the same tunnel answer, and nothing that is known of the target says why it does not.
    [[nodiscard]] Finding silentAlone() const
    {
        QStringList why{QCoreApplication::translate("Tunnel", "Others behind the same tunnel answer.")};
        if (m_evidence.settings.vmRunning != true)
            return make(FaultKind::VmDown, Certainty::Guess, why);
        why += QCoreApplication::translate("Tunnel", "A guest that hangs while it runs would look the same.");
        return make(FaultKind::VmFirewall, Certainty::Likely, why);
    }

    [[nodiscard]] Finding lostOnTheWayBack() const
    {
        // Where others are silent, too, it is hardly the target; a lone one may not answer beside other
        // traffic.
        const bool areAllSilent = m_evidence.traffic.othersAnswer == false;
        Finding finding =
            make(FaultKind::OneDirection, areAllSilent ? Certainty::Likely : Certainty::Guess,
                 areAllSilent
                     ? QStringList()
                     : QStringList{QCoreApplication::translate(
                                       "Tunnel",
                                       "It may be other traffic, and only %1 be silent: a second target in "
                                       "gateway.probe would tell.")
                                       .arg(m_evidence.traffic.target)});
        finding.sentence = QCoreApplication::translate(
            "Tunnel", "Packets come out of the tunnel, but no answer arrives at who probes.");
        return finding;
    }

    /// Of several subnets a side each pair has a Child SA of its own; one that waits for traffic needs none.
    [[nodiscard]] std::optional<Finding> pairWithoutChild(bool ofTheTarget) const
    {
        if (m_connections.size() < 2 || !hasChild() || m_evidence.onPremise.connectionsAreOld)
            return std::nullopt;
        for (const IpsecConnection &connection : m_connections) {
            const bool hasOwn = std::ranges::any_of(
                m_childSas, [&](const ChildSa &sa) { return isUp(sa) && sa.connection == connection.name; });
            const bool holdsTarget = isWithin(m_evidence.traffic.address, connection.remote.subnets);
            if (hasOwn || !connection.routing.startsWith("unrouted"_L1) || (ofTheTarget && !holdsTarget))
                continue;
            Finding finding = make(FaultKind::ChildMissing, Certainty::Likely);
            finding.sentence = QCoreApplication::translate(
                                   "Tunnel", "There is no Child SA for %1 and %2 (%3); others are up.")
                                   .arg(connection.local.subnets.join(u", "_s),
                                        connection.remote.subnets.join(u", "_s), connection.name);
            return finding;
        }
        return std::nullopt;
    }

    /// The daemon finds out by itself only after dpddelay and the retransmissions, or never.
    [[nodiscard]] std::optional<Finding> deadPeer() const
    {
        const QString &azure = m_evidence.azure.connectionStatus;
        if (azureHolds() == false) // contradiction() says so
            return make(FaultKind::DeadPeer, Certainty::Likely);
        // Of before the break it is another matter: an earlier break's, or a change's.
        const std::optional<std::chrono::seconds> since = m_evidence.traffic.lostFor;
        const bool isOfThisBreak = m_azureFresh && (!since || *m_evidence.azure.age <= *since);
        if (isOfThisBreak && azureHolds() != true && (azure == "NotConnected"_L1 || azure == "Connecting"_L1))
            return make(FaultKind::DeadPeer, Certainty::Likely);
        if (const LogFinding *line = logged(LogKind::PeerDead))
            return fromLog(FaultKind::DeadPeer, *line, Certainty::Likely);
        if (asksInVain())
            return make(FaultKind::DeadPeer, Certainty::Likely,
                        {QCoreApplication::translate(
                            "Tunnel", "The gateway's own question to the other end is not answered.")});
        const bool isSilent = m_evidence.traffic.othersAnswer == false && m_evidence.onPremise.movedIn == 0 &&
                              m_evidence.onPremise.movedOut != 0; // to what did not go in nothing comes out
        if (isSilent && isAnsweredByIke())
            return make(
                FaultKind::OneDirection, Certainty::Guess,
                {QCoreApplication::translate(
                    "Tunnel", "The other end answers IKE, and nothing comes out of the tunnel: ESP may be "
                              "dropped on the way (IP protocol 50, or UDP 4500).")});
        if (isSilent)
            return make(FaultKind::DeadPeer, Certainty::Guess,
                        {QCoreApplication::translate(
                            "Tunnel", "Nobody behind the tunnel answers, and nothing comes out of it.")});
        return std::nullopt;
    }

    // --- what else ------------------------------------------------------------------------------------

    void advise()
    {
        // Libreswan tries a first Child SA that was refused like a rekey: what is not there is not rekeyed.
        if (std::optional<Finding> rekey = rekeyFails();
            rekey && hasChild() && !has(FaultKind::RekeyFails) && !(m_passes == true && hasJustRecovered()))
            m_findings.append(*rekey);
        if (m_passes == false && has(FaultKind::DeadPeer)) {
            if (std::optional<Finding> target = wrongAtTheTarget())
                m_findings.append(*target); // it will be in the way once the tunnel is back
        }
        if (m_passes == true && !has(FaultKind::ChildMissing)) {
            if (std::optional<Finding> pair = pairWithoutChild(false))
                m_findings.append(*pair);
        }
        // Of several subnets a side each has a Child SA of its own.
        if (const LogFinding *line = logged(LogKind::SelectorsRefused); line && m_passes == true)
            m_findings.append(fromLog(FaultKind::Selectors, *line, Certainty::Likely));
        if (isFlapping() && !has(FaultKind::Flapping))
            m_findings.append(make(FaultKind::Flapping, Certainty::Sure));
        if (overlap() && !has(FaultKind::AddressOverlap))
            m_findings.append(make(FaultKind::AddressOverlap, Certainty::Sure));
        for (const Parameter parameter : {Parameter::IkeLifetime, Parameter::SaLifetime}) {
            if (agreement(parameter) == Agreement::Different && !has(FaultKind::LifetimesDiffer))
                m_findings.append(make(FaultKind::LifetimesDiffer, Certainty::Sure, sideBySide(parameter)));
        }
    }

    QList<Finding> m_findings;
};

} // namespace

std::optional<bool> trafficPasses(const Evidence &evidence)
{
    const TrafficEvidence &traffic = evidence.traffic;
    if (isFresh(traffic.age, 30s) && traffic.sent > 0)
        return traffic.answered > 0 && !traffic.isBroken;
    const GatewayEvidence &gateway = evidence.onPremise;
    if (isFresh(gateway.age, 2min) && gateway.movedIn.value_or(0) > 0 && gateway.movedOut.value_or(0) > 0)
        return true;
    return std::nullopt;
}

QList<Finding> diagnose(const Evidence &evidence)
{
    return Doctor(evidence).run();
}

} // namespace skybro::tunnel
