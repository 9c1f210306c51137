#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/ipsec/prefix.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

/// For a shell.
QString quoted(const QString &word)
{
    return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

bool isStrongSwan(const Evidence &evidence)
{
    return evidence.onPremise.status.daemon.implementation == Implementation::StrongSwan;
}

QString upCommand(const Evidence &evidence)
{
    if (!isStrongSwan(evidence))
        return u"ipsec auto --up "_s + quoted(evidence.connection);
    // --ike alone brings up an IKE SA without any child.
    QStringList children;
    for (const IpsecConnection &one : connectionsOf(evidence.onPremise.status, evidence.connection))
        children += one.children;
    if (children.isEmpty())
        children += evidence.connection;
    QStringList commands;
    for (const QString &child : std::as_const(children))
        commands += u"swanctl --initiate --ike "_s + quoted(evidence.connection) + u" --child "_s +
                    quoted(child) + u" --timeout 25"_s;
    return commands.join(u"; "_s);
}

QString loadCommand(const Evidence &evidence)
{
    return isStrongSwan(evidence) ? u"swanctl --load-all"_s
                                  : u"ipsec auto --add "_s + quoted(evidence.connection);
}

QString restartCommand(const Evidence &evidence)
{
    return isStrongSwan(evidence)
               ? u"swanctl --terminate --ike "_s + quoted(evidence.connection) + u" --force --timeout 5; "_s +
                     upCommand(evidence)
               : u"ipsec auto --down "_s + quoted(evidence.connection) + u"; "_s + upCommand(evidence);
}

bool isIpv6(const TrafficEvidence &traffic)
{
    return traffic.address.contains(u':');
}

/// 1350 is what Azure advises (1330 with the longer header of IPv6), and what both ends are configured with.
/// The path may take less, and 1350 mends nothing then: as long as it was not measured, how to is all there
/// is to say. A ping of so many bytes has a header of 8 bytes where TCP's has 20.
Mend clampFor(const TrafficEvidence &traffic)
{
    const int headers = isIpv6(traffic) ? 60 : 40;
    const int advised = 1390 - headers;
    if (traffic.pathMtu <= headers)
        return {QCoreApplication::translate("Tunnel", "From a host of the site, measure how many bytes get "
                                                      "through; on the gateway, clamp the TCP segments to as "
                                                      "many, and to %1 at most.")
                    .arg(advised),
                u"for mss in $(seq %1 -50 550); do ping -c 2 -W 1 -M do -s $((mss + 12)) %2 >/dev/null && "
                "echo $mss && break; done"_s.arg(QString::number(advised), quoted(traffic.address)),
                u"tunnel.config"_s};
    const int segment = std::min(advised, traffic.pathMtu - headers);
    return {QCoreApplication::translate("Tunnel", "Clamp the TCP segments to %1 bytes.").arg(segment),
            u"%1 -t mangle -I FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss %2"_s.arg(
                isIpv6(traffic) ? u"ip6tables"_s : u"iptables"_s, QString::number(segment)),
            segment == advised ? u"tunnel.config"_s : QString()};
}

/// ip(8) takes no names.
QString addressForShell(const TrafficEvidence &traffic)
{
    if (!QHostAddress(traffic.address).isNull())
        return traffic.address;
    return u"$(getent ahosts %1 | awk 'NR == 1 {print $1}')"_s.arg(quoted(traffic.address));
}

QString dumpCommand()
{
    return u"tcpdump -ni any 'udp port 500 or udp port 4500 or esp'"_s;
}

/// "203.0.113.1, 192.0.2.9"
QString endsText(const Evidence &evidence)
{
    QStringList addresses;
    for (const IpsecConnection &one : connectionsOf(evidence.onPremise.status, evidence.connection))
        addresses << one.local.address << one.remote.address;
    addresses.removeDuplicates();
    return addresses.join(u", "_s);
}

QString forwardingOf(const TrafficEvidence &traffic)
{
    return isIpv6(traffic) ? u"net.ipv6.conf.all.forwarding"_s : u"net.ipv4.ip_forward"_s;
}

QString overlapText(const Evidence &evidence)
{
    const auto both = firstOverlap(evidence.settings.onPremiseSubnets, evidence.settings.azureSubnets);
    return both ? both->first + u" – "_s + both->second : QString();
}

} // namespace

QString sentenceFor(FaultKind kind, const Evidence &evidence)
{
    const QString name = evidence.connection;
    const QString gateway = evidence.gateway;
    const QString target = evidence.traffic.target;
    switch (kind) {
    case FaultKind::Healthy:
        return QCoreApplication::translate("Tunnel", "Traffic passes through the tunnel.");
    case FaultKind::AzureDeprovisioned:
        if (evidence.azure.gatewayExists == true && evidence.azure.connectionExists == false)
            return QCoreApplication::translate(
                "Tunnel", "Azure's end is gone: its gateway has no connection to the site any more.");
        return QCoreApplication::translate(
            "Tunnel", "Azure's end is gone: its gateway or connection was deleted, or failed.");
    case FaultKind::AzureUpdating:
        return QCoreApplication::translate("Tunnel",
                                           "Azure is changing its gateway; the tunnel is down meanwhile.");
    case FaultKind::AddressOverlap:
        return QCoreApplication::translate(
                   "Tunnel",
                   "The address spaces of both ends overlap (%1): nobody can tell where a packet belongs.")
            .arg(overlapText(evidence));
    case FaultKind::GatewayUnreachable:
        return QCoreApplication::translate("Tunnel", "The on-premise gateway %1 can not be reached.")
            .arg(gateway);
    case FaultKind::GatewayRefuses:
        if (evidence.onPremise.reach == Reach::Refused && !evidence.onPremise.failure.isEmpty())
            return QCoreApplication::translate("Tunnel",
                                               "Skybro does not get into the on-premise gateway: %1")
                .arg(evidence.onPremise.failure.endsWith(u'.') ? evidence.onPremise.failure
                                                               : evidence.onPremise.failure + u'.');
        return QCoreApplication::translate(
                   "Tunnel", "The on-premise gateway %1 does not let Skybro ask its IPsec daemon.")
            .arg(gateway);
    case FaultKind::DaemonMissing:
        return QCoreApplication::translate("Tunnel", "No IPsec daemon is installed on %1.").arg(gateway);
    case FaultKind::DaemonNotRunning:
        return QCoreApplication::translate("Tunnel", "The IPsec daemon on %1 is not running.").arg(gateway);
    case FaultKind::ConnectionNotLoaded:
        if (name.isEmpty())
            return QCoreApplication::translate("Tunnel", "No connection is loaded on %1.").arg(gateway);
        return QCoreApplication::translate("Tunnel", "The connection “%1” is not loaded on %2.")
            .arg(name, gateway);
    case FaultKind::NotOriented:
        return QCoreApplication::translate(
                   "Tunnel", "The connection “%1” can not come up: %2 has neither of its addresses (%3).")
            .arg(name, gateway, endsText(evidence));
    case FaultKind::NotStarted:
        return QCoreApplication::translate("Tunnel",
                                           "The connection “%1” is loaded, but nobody brings it up.")
            .arg(name);
    case FaultKind::NoAnswer:
        return QCoreApplication::translate(
            "Tunnel",
            "Azure's gateway does not answer: a firewall drops UDP 500 and 4500, or its address is wrong.");
    case FaultKind::NoKeyHere:
        return QCoreApplication::translate("Tunnel", "%1 has no pre-shared key for the connection “%2”.")
            .arg(gateway, name);
    case FaultKind::WrongKey:
        return QCoreApplication::translate(
            "Tunnel",
            "The pre-shared keys of both ends are not the same, or an end does not know the other's id.");
    case FaultKind::WrongId:
        return QCoreApplication::translate("Tunnel",
                                           "%1 refuses Azure's gateway: it expects another id of it.")
            .arg(gateway);
    case FaultKind::IkeProposals:
        return QCoreApplication::translate("Tunnel", "Both ends agree on no IKE proposal.");
    case FaultKind::EspProposals:
        return QCoreApplication::translate(
            "Tunnel", "Both ends agree on no ESP proposal: the IKE SA is up, but no traffic can pass.");
    case FaultKind::Selectors:
        return QCoreApplication::translate("Tunnel",
                                           "The traffic selectors (subnets) of both ends do not match.");
    case FaultKind::ChildMissing:
        return QCoreApplication::translate("Tunnel",
                                           "The IKE SA is up, but there is no Child SA to carry traffic.");
    case FaultKind::VmDown:
        return QCoreApplication::translate("Tunnel", "The tunnel is up; %1 is not running.").arg(target);
    case FaultKind::VmFirewall:
        return QCoreApplication::translate("Tunnel", "The tunnel is up; the firewall on %1 drops what comes.")
            .arg(target);
    case FaultKind::NsgBlocks:
        return QCoreApplication::translate(
                   "Tunnel", "The tunnel is up; the network security group of %1 forbids it (rule %2).")
            .arg(target, evidence.settings.nsgRule);
    case FaultKind::VmRoute:
        return QCoreApplication::translate("Tunnel", "The tunnel is up; %1 sends its answers another way.")
            .arg(target);
    case FaultKind::AzureRoute:
        return QCoreApplication::translate(
                   "Tunnel", "The tunnel is up; the subnet of %1 has no route back to the gateway.")
            .arg(target);
    case FaultKind::OnPremiseRoute:
        if (evidence.settings.gatewayRoute == false)
            return QCoreApplication::translate("Tunnel", "The tunnel is up; %1 has no route to %2.")
                .arg(gateway, target);
        return QCoreApplication::translate(
                   "Tunnel", "The tunnel is up; on-premise hosts do not route Azure's subnets to %1.")
            .arg(gateway);
    case FaultKind::ReversePathFilter:
        return QCoreApplication::translate(
                   "Tunnel",
                   "The tunnel is up; strict reverse path filtering on %1 drops what comes out of it.")
            .arg(gateway);
    case FaultKind::ForwardingOff:
        return QCoreApplication::translate("Tunnel",
                                           "The tunnel is up; %1 does not forward packets (%2 is off).")
            .arg(gateway, forwardingOf(evidence.traffic));
    case FaultKind::GatewayFirewall:
        return QCoreApplication::translate(
                   "Tunnel", "The tunnel is up; what is sent to Azure does not enter it: a firewall on %1 "
                             "drops it, or gives it another address (NAT).")
            .arg(gateway);
    case FaultKind::DeadPeer:
        if (trafficPasses(evidence) == true)
            return QCoreApplication::translate(
                "Tunnel",
                "Traffic still passes, but Azure's IKE daemon no longer answers: the tunnel will go down.");
        return QCoreApplication::translate("Tunnel", "%1 believes the tunnel is up, but Azure's end is gone.")
            .arg(gateway);
    case FaultKind::OneDirection:
        return QCoreApplication::translate("Tunnel", "The tunnel carries traffic in one direction only.");
    case FaultKind::NothingPasses:
        return QCoreApplication::translate("Tunnel",
                                           "The tunnel is up, but nothing passes; why is not known.");
    case FaultKind::Bypassed:
        return QCoreApplication::translate(
                   "Tunnel", "Probes are answered, but not through the tunnel: “%1” has no Child "
                             "SA. What is sent may be in the clear.")
            .arg(name);
    case FaultKind::MtuBlackHole:
        return QCoreApplication::translate(
            "Tunnel",
            "Small packets pass, large ones vanish: the path's MTU is lower than the ends believe.");
    case FaultKind::RekeyFails:
        return QCoreApplication::translate("Tunnel", "The tunnel is not rekeyed: it ends with its SA's "
                                                     "lifetime. As a rule, PFS differs at both ends.");
    case FaultKind::Flapping:
        return QCoreApplication::translate("Tunnel",
                                           "The tunnel went down and came back %1 times in the last hour.")
            .arg(evidence.history.flapsLastHour);
    case FaultKind::LifetimesDiffer:
        return QCoreApplication::translate("Tunnel", "The lifetimes of both ends differ.");
    case FaultKind::Unknown:
        if (evidence.traffic.sent == 0)
            return QCoreApplication::translate("Tunnel",
                                               "Whether traffic passes is not known: no probe was made.");
        return QCoreApplication::translate("Tunnel", "What is wrong with the tunnel is not known.");
    }
    return {};
}

Mend mendFor(FaultKind kind, const Evidence &evidence)
{
    const QString target = evidence.traffic.target;
    switch (kind) {
    case FaultKind::Healthy:
        return {};
    case FaultKind::AzureDeprovisioned:
        if (evidence.azure.gatewayExists == true && evidence.azure.connectionExists == false)
            return {QCoreApplication::translate(
                        "Tunnel",
                        "Make the connection anew, with the same shared key; that takes a minute or two."),
                    {},
                    u"topology.show"_s};
        return {QCoreApplication::translate(
                    "Tunnel", "Deploy gateway and connection again; that takes up to 45 minutes."),
                {},
                u"topology.show"_s};
    case FaultKind::AzureUpdating:
        return {QCoreApplication::translate("Tunnel", "Wait: an update of the gateway takes some minutes."),
                {},
                {}};
    case FaultKind::AddressOverlap:
        return {QCoreApplication::translate("Tunnel", "Give one end another address space."),
                {},
                u"topology.show"_s};
    case FaultKind::GatewayUnreachable:
        if (evidence.onPremise.isPortShut)
            return {QCoreApplication::translate(
                        "Tunnel",
                        "The host is there, and nobody listens at its SSH port: see whether sshd runs, "
                        "whether it listens at another port, and whether a firewall rejects."),
                    {},
                    u"tunnel.ask"_s};
        return {
            QCoreApplication::translate("Tunnel", "See whether the host is up and its network cable is in."),
            {},
            u"tunnel.ask"_s};
    case FaultKind::GatewayRefuses:
        if (evidence.onPremise.reach == Reach::Refused && !evidence.onPremise.failure.isEmpty())
            return {QCoreApplication::translate(
                        "Tunnel", "Mend the login first: until then what the gateway knows of the tunnel can "
                                  "not be asked."),
                    {},
                    {}};
        return {QCoreApplication::translate(
                    "Tunnel",
                    "Let the user log in with a key and run ipsec and swanctl by sudo without a password."),
                {},
                {}};
    case FaultKind::DaemonMissing:
        return {QCoreApplication::translate("Tunnel", "Install Libreswan on the gateway."),
                u"dnf install libreswan || apt-get install libreswan"_s,
                {}};
    case FaultKind::DaemonNotRunning:
        return {QCoreApplication::translate("Tunnel", "Start it."),
                isStrongSwan(evidence) ? u"systemctl start strongswan"_s : u"systemctl start ipsec"_s,
                u"tunnel.startDaemon"_s};
    case FaultKind::ConnectionNotLoaded:
        if (evidence.connection.isEmpty()) // there is no name by which to load it
            return {QCoreApplication::translate("Tunnel",
                                                "Configure both ends; if the gateway's files have a "
                                                "connection already, name it in the site file, as "
                                                "gateway.connection."),
                    {},
                    u"tunnel.config"_s};
        return {QCoreApplication::translate("Tunnel",
                                            "Load it; what the daemon does not take of it, it says then."),
                loadCommand(evidence), u"tunnel.load"_s};
    case FaultKind::NotOriented:
        return {QCoreApplication::translate(
                    "Tunnel",
                    "Behind NAT, left= is the gateway's own address and leftid= the public one. If it "
                    "got the address after the daemon began, let the daemon look again."),
                u"ipsec whack --listen; "_s + upCommand(evidence), u"tunnel.config"_s};
    case FaultKind::NotStarted:
    case FaultKind::ChildMissing:
    case FaultKind::Bypassed:
        return {QCoreApplication::translate("Tunnel",
                                            "Bring it up; what hinders it is in the answer and the log."),
                upCommand(evidence), u"tunnel.up"_s};
    case FaultKind::NoAnswer:
        return {QCoreApplication::translate("Tunnel", "See whether packets leave the gateway and whether any "
                                                      "come back; allow UDP 500 and 4500 both ways."),
                dumpCommand(),
                {}};
    case FaultKind::NoKeyHere:
    case FaultKind::WrongKey:
        return {
            QCoreApplication::translate("Tunnel", "Set the same key on both ends."), {}, u"tunnel.setKey"_s};
    case FaultKind::WrongId:
    case FaultKind::IkeProposals:
    case FaultKind::EspProposals:
    case FaultKind::Selectors:
    case FaultKind::LifetimesDiffer:
        return {QCoreApplication::translate("Tunnel", "Compare both ends and apply one description to them."),
                {},
                u"tunnel.config"_s};
    case FaultKind::VmDown:
        return {QCoreApplication::translate("Tunnel", "Start %1, or let another node be probed.").arg(target),
                {},
                target == evidence.traffic.address ? QString() : u"nodes.start"_s}; // no node is known by it
    case FaultKind::VmFirewall:
        return {QCoreApplication::translate("Tunnel", "On %1, let the site's subnets in.").arg(target),
                u"firewall-cmd --list-all || nft list ruleset"_s,
                {}};
    case FaultKind::NsgBlocks:
        return {QCoreApplication::translate("Tunnel", "Add a rule that lets the site's subnets in."),
                {},
                u"topology.show"_s};
    case FaultKind::VmRoute:
        return {QCoreApplication::translate("Tunnel", "On %1, see which way the site's subnets are routed.")
                    .arg(target),
                isIpv6(evidence.traffic) ? u"ip -6 route; ip -6 rule"_s : u"ip route; ip rule"_s,
                {}};
    case FaultKind::AzureRoute:
        return {
            QCoreApplication::translate("Tunnel", "Let the subnet's route table take the gateway's routes."),
            {},
            u"topology.show"_s};
    case FaultKind::OnPremiseRoute:
        if (evidence.settings.gatewayRoute == false)
            return {QCoreApplication::translate(
                        "Tunnel",
                        "On %1, route Azure's subnets to where the tunnel begins, as its default route does.")
                        .arg(evidence.gateway),
                    u"ip route get "_s + addressForShell(evidence.traffic), u"tunnel.config"_s};
        return {QCoreApplication::translate(
                    "Tunnel", "On the hosts, or their router, route Azure's subnets to the gateway."),
                u"ip route get "_s + addressForShell(evidence.traffic), u"tunnel.config"_s};
    case FaultKind::ReversePathFilter:
        return {QCoreApplication::translate("Tunnel", "Set it to loose, and keep that in /etc/sysctl.d."),
                u"for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 2 > $f; done"_s, u"tunnel.config"_s};
    case FaultKind::ForwardingOff:
        return {QCoreApplication::translate("Tunnel", "Switch it on, and keep that in /etc/sysctl.d."),
                u"sysctl -w %1=1"_s.arg(forwardingOf(evidence.traffic)), u"tunnel.config"_s};
    case FaultKind::GatewayFirewall:
        return {QCoreApplication::translate(
                    "Tunnel",
                    "There, let through what both ends' subnets send each other, with their own addresses."),
                u"nft list ruleset; "_s +
                    (isIpv6(evidence.traffic) ? u"ip6tables-save"_s : u"iptables-save"_s),
                u"tunnel.config"_s};
    case FaultKind::DeadPeer:
        return {
            QCoreApplication::translate("Tunnel", "Bring it up anew, and let dead peers be looked for (%1).")
                .arg(isStrongSwan(evidence) ? u"dpd_delay = 30s"_s : u"dpddelay=30"_s),
            restartCommand(evidence), u"tunnel.restart"_s};
    case FaultKind::OneDirection:
        return {
            QCoreApplication::translate(
                "Tunnel",
                "See where the packets of the silent direction end: firewall, route, reverse path filter."),
            dumpCommand(),
            {}};
    case FaultKind::NothingPasses:
    case FaultKind::Unknown:
        if (evidence.traffic.sent == 0 && !target.isEmpty())
            return {QCoreApplication::translate(
                        "Tunnel",
                        "The first probes take some seconds. If none are made, name another host to "
                        "probe from in the site file, as gateway.probeFrom."),
                    {},
                    {}};
        if (evidence.traffic.sent == 0)
            return {QCoreApplication::translate(
                        "Tunnel", "Name an address to probe in the site file, as gateway.probe, "
                                  "or start a node."),
                    {},
                    {}};
        if (evidence.onPremise.isBehindTunnel && evidence.onPremise.reach != Reach::Answered)
            return {QCoreApplication::translate("Tunnel",
                                                "Get to the gateway by another way than the tunnel, "
                                                "and see what its packets and log say."),
                    dumpCommand(),
                    {}};
        return {QCoreApplication::translate("Tunnel", "See what the gateway's packets and log say."),
                dumpCommand(), u"tunnel.log"_s};
    case FaultKind::MtuBlackHole:
        return clampFor(evidence.traffic);
    case FaultKind::RekeyFails:
        return {QCoreApplication::translate("Tunnel", "Set PFS alike on both ends, then load the connection "
                                                      "anew; bringing it up anew helps for one lifetime."),
                restartCommand(evidence), u"tunnel.config"_s};
    case FaultKind::Flapping:
        return {QCoreApplication::translate(
                    "Tunnel", "See what the first breaks among the events, and the gateway's log, have in "
                              "common: line, rekeys, idle time-outs of a firewall."),
                {},
                u"tunnel.events"_s};
    }
    return {};
}

} // namespace skybro::tunnel
