#pragma once

#include "models/tunnel/doctor/finding.h"
#include "tests/models/tunnel/evidencekit.h"

#include <functional>

/// What the doctor is to say first of which evidence, fault by fault.
namespace faultrows {

using namespace evidencekit;

inline void differ(Evidence &evidence, Parameter parameter, Agreement agreement = Agreement::Different)
{
    evidence.parameters.append({parameter, u"this"_s, u"that"_s, agreement, {}, {}, {}});
}

struct Row
{
    const char *name;
    FaultKind kind;
    Certainty certainty;
    Evidence evidence;
};

inline Row row(const char *name, FaultKind kind, Certainty certainty, Evidence evidence,
               const std::function<void(Evidence &)> &change = {})
{
    if (change)
        change(evidence);
    return {name, kind, certainty, std::move(evidence)};
}

/// Nobody answers for so long; the gateway looks every 30 s whether the other end is alive.
template <int seconds>
inline void lostFor(Evidence &evidence)
{
    evidence.traffic.othersAnswer = false;
    evidence.traffic.lostFor = std::chrono::seconds(seconds);
    evidence.onPremise.status = states(
        ikeUp + childUp, loaded + u"000 \"azure\":   liveness: active; dpdaction:restart; dpddelay:30s;\n"_s);
}

inline QList<Row> faults()
{
    using enum FaultKind;
    using enum Certainty;
    return {
        row("all is well", Healthy, Sure, healthy()),
        row("bytes both ways, no probe", Healthy, Likely, healthy(), [](auto &e) { e.traffic = {}; }),
        row("one probe of ten is answered", Healthy, Sure, healthy(),
            [](auto &e) { e.traffic.answered = 1; }),
        row("gateway not asked, traffic passes", Healthy, Sure, healthy(), [](auto &e) { e.onPremise = {}; }),
        row("answers come another way", Bypassed, Likely, healthy(),
            [](auto &e) {
                e.onPremise.status = states({});
                e.traffic.isBypassing = true;
            }),
        row("gateway unreachable, traffic passes", Healthy, Sure, healthy(),
            [](auto &e) { e.onPremise.reach = Reach::Unreachable; }),

        row("gateway of Azure deleted", AzureDeprovisioned, Sure, silent(),
            [](auto &e) { e.azure.gatewayExists = false; }),
        row("connection in Azure deleted", AzureDeprovisioned, Sure, silent(),
            [](auto &e) { e.azure.connectionExists = false; }),
        row("gateway of Azure failed", AzureDeprovisioned, Likely, silent(),
            [](auto &e) { e.azure.gatewayProvisioning = u"Failed"_s; }),
        row("gateway of Azure updating", AzureUpdating, Likely, silent(),
            [](auto &e) { e.azure.gatewayProvisioning = u"Updating"_s; }),
        row("updating, and this side does not forward", ForwardingOff, Sure, silent(),
            [](auto &e) {
                e.azure.gatewayProvisioning = u"Updating"_s;
                e.settings.ipForward = false;
            }),
        row("updating, and the daemon can not be asked", AzureUpdating, Likely, silent(),
            [](auto &e) {
                e.azure.gatewayProvisioning = u"Updating"_s;
                e.onPremise = {};
                e.onPremise.reach = Reach::Unreachable;
            }),
        row("updating, but long ago", NothingPasses, Sure, silent(),
            [](auto &e) {
                e.azure.gatewayProvisioning = u"Updating"_s;
                e.azure.age = 2h;
            }),

        row("gateway unreachable", GatewayUnreachable, Sure, silent(),
            [](auto &e) {
                e.onPremise = {};
                e.onPremise.reach = Reach::Unreachable;
                e.onPremise.failure = u"no route"_s;
            }),
        row("login refused", GatewayRefuses, Sure, silent(),
            [](auto &e) {
                e.onPremise = {};
                e.onPremise.reach = Reach::Refused;
                e.onPremise.failure = u"key"_s;
            }),
        row("sudo wants a password", GatewayRefuses, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = {};
                e.onPremise.status.daemon.state = libreswanDaemon(1, u"sudo: a password is required");
            }),
        row("no daemon installed", DaemonMissing, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = {};
                e.onPremise.status.daemon.state = libreswanDaemon(127, u"");
            }),
        row("daemon down", DaemonNotRunning, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = {};
                e.onPremise.status.daemon.state = libreswanDaemon(33, u"whack: Pluto is not running");
            }),
        row("daemon killed, its SAs left in the kernel", DaemonNotRunning, Sure, healthy(),
            [](auto &e) { e.onPremise.status.daemon.state = DaemonState::Down; }),
        row("charon down", DaemonNotRunning, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = {};
                e.onPremise.status.daemon.state =
                    strongSwanDaemon(111, u"connecting to 'unix:///var/run/charon.vici' failed");
            }),
        row("not loaded", ConnectionNotLoaded, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = states({}, u"000 Total IPsec connections: loaded 0, active 0\n"_s);
            }),
        row("not loaded: algorithm unknown", ConnectionNotLoaded, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = states({}, u"000 Total IPsec connections: loaded 0, active 0\n"_s);
                log(e, u"\"azure\": IKE DH algorithm 'modp1024' is not supported\n"_s);
            }),
        row("the list was cut: not known", Unknown, Guess, silent(),
            [](auto &e) {
                e.onPremise.status = {};
                e.onPremise.status.daemon.state = DaemonState::Running;
            }),
        row("the list was torn: what it lacks may be there", Unknown, Guess, silentWith(u"000 #2: \"azu\n"_s),
            [](auto &e) { differ(e, Parameter::IkeProposal); }),
        row("neither address is the gateway's", NotOriented, Sure, silent(),
            [](auto &e) {
                e.onPremise.status = states(
                    {}, QString(loaded).replace(u"000 Total"_s, u"000 \"azure\":     unoriented; "
                                                                "my_ip=unset; their_ip=unset;\n000 Total"_s));
            }),
        row("loaded, nobody starts it", NotStarted, Likely, silent(),
            [](auto &e) {
                e.onPremise.status = states({}, QString(loaded).remove(u"+UP"_s));
                log(e, {});
            }),
        row("loaded, not tried yet, and the ends differ", NotStarted, Likely, silent(),
            [](auto &e) {
                e.onPremise.status = states({}, QString(loaded).remove(u"+UP"_s));
                log(e, {});
                differ(e, Parameter::IkeProposal);
            }),
        row("its SAs have just gone, and why was not asked yet", Unknown, Guess, silentWith({}),
            [](auto &e) {
                log(e, {});
                differ(e, Parameter::IkeProposal);
                e.onPremise.connectionsAreOld = true;
            }),
        row("to be kept up, but no SA, and no log", NotStarted, Guess, silentWith({})),

        row("asks again and again, log read", NoAnswer, Likely, silentWith(ikeConnects),
            [](auto &e) {
                log(e,
                    u"\"azure\" #9: STATE_V2_PARENT_I1: retransmission; will wait 4 seconds for response\n"_s);
            }),
        row("asks again and again, proposals fit", NoAnswer, Likely, silentWith(ikeConnects),
            [](auto &e) { differ(e, Parameter::IkeProposal, Agreement::Compatible); }),
        row("asks again and again, no log", NoAnswer, Guess, silentWith(ikeConnects)),
        row("refused long ago, silence since", NoAnswer, Likely, silentWith(ikeConnects),
            [](auto &e) {
                log(e,
                    u"Jan  1 10:00:00: \"azure\" #3: IKE SA authentication request rejected by peer: "
                    u"AUTHENTICATION_FAILED\n"
                    "Jan  1 11:00:00: \"azure\" #9: STATE_V2_PARENT_I1: retransmission; will wait 4 seconds for response\n"_s);
            }),
        row("another id", WrongId, Sure, silentWith({}),
            [](auto &e) { log(e, u"Peer ID '1.2.3.4' mismatched on first found connection\n"_s); }),
        row("no key here", NoKeyHere, Sure, silentWith({}),
            [](auto &e) {
                log(e, u"\"azure\" #9: authentication failed: no PSK found for '198.51.100.7'\n"_s);
            }),
        row("wrong key", WrongKey, Sure, silentWith({}),
            [](auto &e) {
                log(e,
                    u"\"azure\" #9: IKE SA authentication request rejected by peer: AUTHENTICATION_FAILED\n"_s);
            }),
        row("wrong key, corrected, then down", NotStarted, Guess, silentWith({}),
            [](auto &e) {
                log(e, u"\"azure\" #3: IKE SA authentication request rejected by peer: "
                       u"AUTHENTICATION_FAILED\n"
                       "\"azure\" #5: initiator established Child SA using #4; IPsec tunnel\n"_s);
            }),
        row("IKE proposals, asked on within the attempt", IkeProposals, Sure, silentWith(ikeConnects),
            [](auto &e) {
                log(e,
                    u"Jan  1 10:00:00: \"azure\" #9: dropping unexpected IKE_SA_INIT message containing "
                    u"NO_PROPOSAL_CHOSEN notification; message payloads: N\n"
                    "Jan  1 10:00:31: \"azure\" #9: STATE_V2_PARENT_I1: 60 second timeout exceeded after 7 retransmits.  No response (or no acceptable response) to our first IKEv2 message\n"_s);
            }),
        row("other DH group wanted", IkeProposals, Sure, silentWith({}),
            [](auto &e) {
                log(e,
                    u"\"azure\" #9: Discarding unauthenticated INVALID_KE_PAYLOAD response to DH MODP2048; suggested DH MODP1024 is not acceptable\n"_s);
            }),
        row("IKE proposals, by comparison", IkeProposals, Likely, silentWith(ikeConnects),
            [](auto &e) { differ(e, Parameter::IkeProposal); }),
        row("they differ, but nothing answers", NoAnswer, Likely, silentWith(ikeConnects),
            [](auto &e) {
                differ(e, Parameter::IkeProposal);
                log(e,
                    u"\"azure\" #9: STATE_V2_PARENT_I1: retransmission; will wait 4 seconds for response\n"_s);
            }),
        row("IKE version", IkeProposals, Likely, silentWith(ikeConnects),
            [](auto &e) { differ(e, Parameter::IkeVersion); }),

        row("ESP proposals", EspProposals, Sure, silentWith(ikeUp),
            [](auto &e) {
                log(e, u"\"azure\" #2: IKE_AUTH response rejected Child SA with NO_PROPOSAL_CHOSEN\n"_s);
            }),
        row("ESP proposals, though they meet", EspProposals, Likely, silentWith(ikeUp),
            [](auto &e) {
                log(e, u"\"azure\" #2: IKE_AUTH response rejected Child SA with NO_PROPOSAL_CHOSEN\n"_s);
                differ(e, Parameter::EspProposal, Agreement::Same);
            }),
        row("ESP proposals, by comparison", EspProposals, Likely, silentWith(ikeUp),
            [](auto &e) { differ(e, Parameter::EspProposal); }),
        row("selectors", Selectors, Sure, silentWith(ikeUp),
            [](auto &e) {
                log(e, u"\"azure\" #2: IKE_AUTH response rejected Child SA with TS_UNACCEPTABLE\n"_s);
            }),
        row("selectors, by comparison", Selectors, Guess, silentWith(ikeUp),
            [](auto &e) { differ(e, Parameter::AzureSubnets); }),
        row("no Child SA, nothing says why", ChildMissing, Sure, silentWith(ikeUp)),
        row("the kernel did not take it", ChildMissing, Sure, silentWith(ikeUp),
            [](auto &e) {
                log(e,
                    u"\"azure\" #2: ERROR: netlink response for Add SA esp.1@192.0.2.9 included errno 93: Protocol not supported\n"_s);
            }),
        // Seen on a real gateway: who was refused tries on.
        row("ESP refused, again and again", EspProposals, Sure, silentWith(ikeUp),
            [](auto &e) {
                log(e, u"\"azure\" #4: IKE_AUTH response rejected Child SA with NO_PROPOSAL_CHOSEN\n"
                       "\"azure\" #7: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN\n"_s);
                e.parameters.clear();
            }),
        row("Child SA ended after a refused rekey", RekeyFails, Sure, silentWith(ikeUp),
            [](auto &e) {
                log(e,
                    u"\"azure\" #7: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN\n"_s);
            }),

        row("up, not measured", Unknown, Guess, healthy(),
            [](auto &e) {
                e.traffic = {};
                e.onPremise.movedIn.reset();
                e.onPremise.movedOut.reset();
            }),
        row("the last probe is old", Unknown, Guess, silent(), [](auto &e) { e.traffic.age = 5min; }),
        row("nobody was asked", Unknown, Guess, Evidence()),
        row("not measured, no rekey planned", RekeyFails, Likely, silentWith(ikeUp + childEnds),
            [](auto &e) { e.traffic = {}; }),

        row("VM stopped", VmDown, Sure, silent(), [](auto &e) { e.settings.vmRunning = false; }),
        row("VM stopped, gateway not asked", VmDown, Sure, silent(),
            [](auto &e) {
                e.settings.vmRunning = false;
                e.onPremise = {};
            }),
        row("the gateway is behind the tunnel", Unknown, Guess, silent(),
            [](auto &e) {
                e.onPremise.isBehindTunnel = true;
                e.onPremise.reach = Reach::Unreachable;
            }),
        row("only the target is silent", VmDown, Guess, silent(),
            [](auto &e) {
                e.settings.vmRunning.reset();
                e.traffic.othersAnswer = true;
            }),
        row("runs, only the target is silent", VmFirewall, Likely, silent(),
            [](auto &e) { e.traffic.othersAnswer = true; }),
        row("NSG", NsgBlocks, Sure, silent(),
            [](auto &e) {
                e.settings.nsgAllows = false;
                e.settings.nsgRule = u"DenyAllInBound"_s;
            }),
        row("VM's route", VmRoute, Sure, silent(), [](auto &e) { e.settings.vmRoute = false; }),
        row("route table in Azure", AzureRoute, Sure, silent(),
            [](auto &e) { e.settings.azureRoute = false; }),
        row("no route on-premise", OnPremiseRoute, Sure, silent(),
            [](auto &e) { e.settings.onPremiseRoute = false; }),
        row("nothing enters the tunnel", OnPremiseRoute, Likely, silent(),
            [](auto &e) {
                e.settings.onPremiseRoute.reset();
                e.onPremise.movedOut = 0;
            }),
        row("hosts route to the gateway, and it keeps it out", GatewayFirewall, Likely, silent(),
            [](auto &e) {
                e.onPremise.movedOut = 0;
                e.traffic.othersAnswer = false;
            }),
        row("rp_filter drops the answers", ReversePathFilter, Likely, silent(),
            [](auto &e) {
                e.settings.rpFilter = 1;
                e.onPremise.movedIn = 840;
            }),
        row("nothing enters, and it is strict: what it dropped is not known yet", ReversePathFilter, Guess,
            silent(),
            [](auto &e) {
                e.settings.rpFilter = 1;
                e.onPremise.movedOut = 0;
            }),
        // Seen on a real gateway: the requests are dropped, so nothing enters the tunnel, nor comes out
        // of it.
        row("rp_filter drops the requests", ReversePathFilter, Likely, silent(),
            [](auto &e) {
                e.settings.rpFilter = 1;
                e.settings.rpFilterDrops = 6;
                e.traffic.othersAnswer = false;
                e.onPremise.movedOut = 0;
            }),
        row("it drops something, and others pass", VmDown, Guess, silent(),
            [](auto &e) {
                e.settings.rpFilter = 1;
                e.settings.rpFilterDrops = 6;
                e.settings.vmRunning.reset();
                e.traffic.othersAnswer = true;
                e.onPremise.movedIn = 840; // theirs
            }),
        row("rp_filter, counters unknown", ReversePathFilter, Guess, silent(),
            [](auto &e) {
                e.settings.rpFilter = 1;
                e.onPremise.movedIn.reset();
            }),
        row("rp_filter, but nothing comes back", NothingPasses, Sure, silent(),
            [](auto &e) { e.settings.rpFilter = 1; }),
        row("ip_forward off", ForwardingOff, Sure, silent(), [](auto &e) { e.settings.ipForward = false; }),
        row("ip_forward off, probed from the gateway", ForwardingOff, Sure, healthy(),
            [](auto &e) { e.settings.ipForward = false; }),
        row("address spaces overlap", AddressOverlap, Sure, silent(),
            [](auto &e) { e.settings.azureSubnets.append(u"10.2.128.0/24"_s); }),
        row("Azure said so before the break", NothingPasses, Sure, silent(),
            [](auto &e) {
                e.azure.connectionStatus = u"Connecting"_s;
                e.azure.age = std::chrono::seconds(40);
                e.traffic.lostFor = std::chrono::seconds(5);
            }),
        row("the gateway is not reached, but others answer", VmFirewall, Likely, silent(),
            [](auto &e) {
                e.onPremise.reach = Reach::Unreachable;
                e.settings.vmRunning = true;
                e.traffic.othersAnswer = true;
            }),
        row("Azure lost it, the gateway did not notice", DeadPeer, Likely, silent(),
            [](auto &e) { e.azure.connectionStatus = u"NotConnected"_s; }),
        row("the gateway asks in vain", DeadPeer, Likely, silentWith(ikeAsks + childUp)),
        row("nobody answers, nothing comes out", DeadPeer, Guess, silent(),
            [](auto &e) { e.traffic.othersAnswer = false; }),
        row("the same, and the other end answers IKE", OneDirection, Guess, silent(), lostFor<45>),
        row("the same, but it was not asked yet", DeadPeer, Guess, silent(), lostFor<35>),
        row("traffic passes, IKE daemon gone", DeadPeer, Likely, healthy(),
            [](auto &e) {
                e.onPremise.status = states(ikeAsks + childUp);
                log(e,
                    u"\"azure\" #1: STATE_V2_ESTABLISHED_IKE_SA: retransmission; will wait 8 seconds for response\n"_s);
            }),
        row("a question is under way: no alarm", Healthy, Sure, healthy(),
            [](auto &e) {
                e.onPremise.status = states(ikeAsks + childUp);
                log(e, {});
            }),
        row("a question was asked twice a while ago: no alarm", Healthy, Sure, healthy(),
            [](auto &e) {
                log(e,
                    u"\"azure\" #1: STATE_V2_ESTABLISHED_IKE_SA: retransmission; will wait 0.5 seconds for response\n"_s);
            }),
        row("answers come out and do not arrive", OneDirection, Likely, silent(),
            [](auto &e) {
                e.onPremise.movedIn = 840;
                e.traffic.othersAnswer = false;
            }),
        row("the same, or other traffic", OneDirection, Guess, silent(),
            [](auto &e) { e.onPremise.movedIn = 840; }),
        row("nothing comes back, nothing says why", NothingPasses, Sure, silent()),

        row("large packets vanish", MtuBlackHole, Sure, healthy(),
            [](auto &e) {
                e.traffic.largePass = false;
                e.traffic.pathMtu = 1180;
            }),
        row("no rekey planned", RekeyFails, Likely, healthy(),
            [](auto &e) { e.onPremise.status = states(ikeUp + childEnds); }),
        row("rekey refused", RekeyFails, Sure, healthy(),
            [](auto &e) {
                log(e,
                    u"\"azure\" #7: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN\n"_s);
            }),
        row("rekey refused, but rekeyed since", Healthy, Sure, healthy(),
            [](auto &e) {
                log(e, u"\"azure\" #7: CREATE_CHILD_SA failed with error notification NO_PROPOSAL_CHOSEN\n"
                       "\"azure\" #8: initiator rekeyed Child SA #2 using #1; IPsec tunnel\n"_s);
            }),
        row("forwarding was off when the gateway was last asked", Healthy, Sure, healthy(),
            [](auto &e) {
                e.settings.ipForward = false;
                e.onPremise.age = 10min;
            }),
        row("flapping", Flapping, Sure, healthy(), [](auto &e) { e.history.flapsLastHour = 5; }),
        row("went down once", Healthy, Sure, healthy(), [](auto &e) { e.history.flapsLastHour = 1; }),
    };
}

/// What is said beside the main finding.
QList<Row> advices()
{
    using enum FaultKind;
    using enum Certainty;
    return {
        row("lifetimes", LifetimesDiffer, Sure, healthy(), [](auto &e) { differ(e, Parameter::SaLifetime); }),
        row("PFS differs, not rekeyed yet", RekeyFails, Guess, healthy(),
            [](auto &e) { differ(e, Parameter::Pfs); }),
        row("overlap that does no harm yet", AddressOverlap, Sure, healthy(),
            [](auto &e) { e.settings.azureSubnets.append(u"10.2.128.0/24"_s); }),
        row("flapping and down", Flapping, Sure, silent(), [](auto &e) { e.history.flapsLastHour = 4; }),
    };
}

} // namespace faultrows
