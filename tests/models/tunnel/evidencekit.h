#pragma once

#include "models/tunnel/ends/evidence.h"
#include "models/tunnel/ipsec/libreswan.h"

// What the doctor's tests begin with: a tunnel that is well, one through which nothing comes back, and
// Libreswan's words.
namespace evidencekit {

using namespace skybro::tunnel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

inline const QString loaded =
    uR"(000 "azure": 10.2.0.0/16===198.51.100.7...192.0.2.9===10.0.0.0/16; erouted; eroute owner: #2
000 "azure":   policy: IKEv2+PSK+ENCRYPT+TUNNEL+PFS+UP+IKE_FRAG_ALLOW;
000 Total IPsec connections: loaded 1, active 1
)"_s;
inline const QString ikeUp =
    u"000 #1: \"azure\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); REKEY in 27997s; REPLACE in 28672s; newest; idle;\n"_s;
inline const QString ikeAsks =
    u"000 #1: \"azure\":500 STATE_V2_ESTABLISHED_IKE_SA (established IKE SA); RETRANSMIT in 4s; newest; idle;\n"_s;
inline const QString ikeConnects =
    u"000 #9: \"azure\":500 STATE_V2_PARENT_I1 (sent IKE_SA_INIT request); RETRANSMIT in 7s; idle;\n"_s;
inline const QString childUp =
    u"000 #2: \"azure\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); LIVENESS in 9s; REKEY in 2652s; REPLACE in 3472s; newest; eroute owner; IKE SA #1; idle;\n"_s;
inline const QString childEnds =
    u"000 #2: \"azure\":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); LIVENESS in 9s; REPLACE in 3245s; newest; eroute owner; IKE SA #1; idle;\n"_s;

inline IpsecStatus states(const QString &text, const QString &connections = loaded)
{
    IpsecStatus status;
    status.daemon.state = DaemonState::Running;
    status.daemon.implementation = Implementation::Libreswan;
    readStatus(connections + text + u"000 Bare Shunt list:\n"_s, status);
    return status;
}

inline void log(Evidence &evidence, const QString &text)
{
    evidence.onPremise.logRead = true;
    evidence.onPremise.log = readIpsecLog(text, QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC));
}

/// All is well, and all of it is known.
inline Evidence healthy()
{
    Evidence evidence;
    evidence.connection = u"azure"_s;
    evidence.gateway = u"gw.example.org"_s;
    evidence.azure.age = 20s;
    evidence.azure.connectionExists = true;
    evidence.azure.gatewayExists = true;
    evidence.azure.connectionStatus = u"Connected"_s;
    evidence.azure.gatewayProvisioning = u"Succeeded"_s;
    evidence.onPremise.reach = Reach::Answered;
    evidence.onPremise.age = 3s;
    evidence.onPremise.status = states(ikeUp + childUp);
    evidence.onPremise.movedIn = 840;
    evidence.onPremise.movedOut = 840;
    evidence.traffic.age = 1s;
    evidence.traffic.target = u"cloud001"_s;
    evidence.traffic.address = u"10.0.1.4"_s;
    evidence.traffic.sent = 10;
    evidence.traffic.answered = 10;
    evidence.traffic.largePass = true;
    evidence.settings.ipForward = true;
    evidence.settings.rpFilter = 2;
    evidence.settings.onPremiseRoute = true;
    evidence.settings.azureRoute = true;
    evidence.settings.vmRunning = true;
    evidence.settings.nsgAllows = true;
    evidence.settings.onPremiseSubnets = {u"10.2.0.0/16"_s};
    evidence.settings.azureSubnets = {u"10.0.0.0/16"_s};
    return evidence;
}

/// What Azure's gateway holds when it is well.
inline skybro::azure::MainModeSa azureSa()
{
    skybro::azure::MainModeSa ike;
    ike.encryption = u"AES256"_s;
    ike.integrity = u"SHA384"_s;
    ike.dhGroup = u"DHGroup14"_s;
    ike.age = 2h;
    ike.responderCookie = u"15460013388959380535"_s;
    skybro::azure::QuickModeSa child;
    child.encryption = u"GCMAES256"_s;
    child.integrity = u"GCMAES256"_s;
    child.pfsGroup = u"PFS14"_s;
    child.inboundSpi = 4'294'967'295U;
    child.localSelectors = {u"10.0.0.0/16"_s};
    child.remoteSelectors = {u"10.2.0.0/16"_s};
    ike.quickModeSas = {child};
    return ike;
}
/// It was asked after the traffic stopped.
inline void azureHolds(Evidence &evidence, const QList<skybro::azure::MainModeSa> &sas)
{
    evidence.azureSas = {.age = 5s, .isCurrent = true, .failure = {}, .sas = sas};
}

/// Nothing is answered any more.
inline Evidence silent()
{
    Evidence evidence = healthy();
    evidence.traffic.answered = 0;
    evidence.traffic.largePass.reset();
    evidence.onPremise.movedIn = 0;
    return evidence;
}

inline Evidence silentWith(const QString &text)
{
    Evidence evidence = silent();
    evidence.onPremise.status = states(text);
    return evidence;
}

} // namespace evidencekit
