#include "models/tunnel/config/planremarks.h"

#include "models/tunnel/ipsec/prefix.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

bool isOnDemand(const QString &atStart)
{
    return atStart == "ondemand"_L1 || atStart == "route"_L1;
}

/// Files that need no change bring nothing up.
QString whyNotInForce(const TunnelPlan &plan, const QString &gateway)
{
    const QString &name = plan.wanted.name;
    if (plan.isIdle() && plan.facts.daemon.state == DaemonState::Down)
        return PlanTunnelJob::tr("The IPsec daemon on %1 is not running: systemctl start ipsec").arg(gateway);
    if (plan.isIdle())
        return PlanTunnelJob::tr("The connection “%1” is not loaded on %2, so what the files say is not in "
                                 "force: ipsec auto --add %1; ipsec auto --up %1")
            .arg(name, gateway);
    if (!plan.loadedOtherwise.isEmpty())
        return PlanTunnelJob::tr("The daemon goes by other values than its file says (%1): load it anew, "
                                 "which cuts the tunnel for some seconds: ipsec auto --replace %2; ipsec "
                                 "auto --up %2")
            .arg(plan.loadedOtherwise.join(u", "_s), name);
    if (plan.isEmpty() && plan.facts.loaded && !plan.facts.up && !isOnDemand(plan.gateway.atStart))
        return PlanTunnelJob::tr("“%1” is loaded, and it is not up: the page Tunnel, or “skybroctl tunnel "
                                 "--doctor”, tells why.")
            .arg(name);
    return {};
}

QStringList refusals(const GatewayFacts &facts, const QString &gateway)
{
    QStringList remarks;
    if (!facts.unreadable.isEmpty())
        remarks += PlanTunnelJob::tr("Libreswan on %1 can not read its configuration, and takes no change "
                                     "until that is mended: %2")
                       .arg(gateway, facts.unreadable);
    for (const auto &[setting, why] : facts.refused)
        remarks +=
            PlanTunnelJob::tr("Libreswan %1 on %2 does not take “%3”: %4. Another “tunnel.profile”, or "
                              "“tunnel.ike” and “tunnel.esp” in the site file, would mend it.")
                .arg(facts.daemon.version, gateway, setting, why);
    return remarks;
}

/// Connections beside it that the kernel can not tell from it: what passes then proves nothing of ours.
QString sameWay(const TunnelPlan &plan, const QString &gateway)
{
    const TunnelDescription &wanted = plan.wanted;
    QStringList names;
    for (const IpsecConnection &other : plan.facts.others) {
        if (samePrefixes({other.remote.address}, {wanted.azure.address}) &&
            firstOverlap(other.local.subnets, wanted.onPremise.subnets) &&
            firstOverlap(other.remote.subnets, wanted.azure.subnets))
            names.append(baseName(other.name));
    }
    names.removeDuplicates();
    return names.isEmpty()
               ? QString()
               : PlanTunnelJob::tr("%1 on %2 leads to the same subnets as “%3”: only one of them carries the "
                                   "traffic. Take the other out first, or name it as “gateway.connection”.")
                     .arg(u'“' + names.join(u"”, “"_s) + u'”', gateway, wanted.name);
}

/// What of the site's networks lies in none of those that Azure was told of.
QString unroutedByAzure(const TunnelPlan &plan)
{
    QStringList lacking;
    if (!plan.azure || plan.azure->parameters.onPremisePrefixes.isEmpty()) // with BGP it learns them
        return {};
    for (const QString &network : plan.wanted.onPremise.subnets) {
        if (!isWithin(network, plan.azure->parameters.onPremisePrefixes))
            lacking.append(network);
    }
    return lacking.isEmpty()
               ? QString()
               : PlanTunnelJob::tr("Azure's local network gateway does not name %1, so Azure sends nothing "
                                   "there: add it (az network local-gateway update).")
                     .arg(lacking.join(u", "_s));
}

/// What an administrator chose stays.
QString keptDpd(const TunnelPlan &plan)
{
    const TunnelDescription ours;
    const TunnelDescription &kept = plan.wanted;
    if (!plan.gateway.present || (kept.dpdDelay == ours.dpdDelay && kept.dpdAction == ours.dpdAction))
        return {};
    return PlanTunnelJob::tr("dpddelay=%1 and dpdaction=%2 stay as they are; a new conn would get %3 and %4.")
        .arg(QString::number(kept.dpdDelay.count()), kept.dpdAction, QString::number(ours.dpdDelay.count()),
             ours.dpdAction);
}

QStringList remarksOnKey(const TunnelPlan &plan, const QString &gateway)
{
    QStringList remarks;
    for (const SecretFileText &file : plan.gateway.open)
        remarks +=
            PlanTunnelJob::tr("Others than root may read the pre-shared key in %1 on %2: to apply gives "
                              "the file the mode 0600.")
                .arg(file.path, gateway);
    if (plan.keySource == KeySource::Stored && plan.gateway.key && plan.gateway.key->isChanged())
        remarks += PlanTunnelJob::tr("The secret store holds another pre-shared key than the gateway: both "
                                     "ends would get that one.");
    if (plan.keyIsShort)
        remarks += PlanTunnelJob::tr(
                       "The pre-shared key has fewer than %1 characters: whoever hears a "
                       "handshake can find it by trying. A new one would mend it (“Another key”, --new-key).")
                       .arg(shortKeyCharacters);
    if (plan.azureKeyUnknown)
        remarks += PlanTunnelJob::tr("Azure does not tell the pre-shared key that it has: whether it is the "
                                     "gateway's is not known.");
    return remarks;
}

QStringList remarksOnStart(const TunnelPlan &plan, const QString &gateway)
{
    QStringList remarks;
    if (plan.gateway.atStart == "ignore"_L1 || plan.gateway.atStart == "add"_L1)
        remarks += PlanTunnelJob::tr("The conn says auto=%1: after a start of the daemon nobody brings “%2” "
                                     "up. auto=start does.")
                       .arg(plan.gateway.atStart, plan.wanted.name);
    if (plan.facts.startsAtBoot == false)
        remarks +=
            PlanTunnelJob::tr("After a boot of %1 nobody starts the IPsec daemon: systemctl enable ipsec")
                .arg(gateway);
    return remarks;
}

} // namespace

QString profileIsAssumed()
{
    return PlanTunnelJob::tr("The site file has no section “tunnel”: the profile “strong” is assumed.");
}

QStringList remarksOn(const TunnelPlan &plan, const QString &gateway)
{
    QStringList remarks{whyNotInForce(plan, gateway)};
    remarks += refusals(plan.facts, gateway);
    remarks += sameWay(plan, gateway);
    remarks += unroutedByAzure(plan);
    if (plan.isProfileAssumed)
        remarks += profileIsAssumed();
    remarks += keptDpd(plan);
    remarks += remarksOnKey(plan, gateway);
    remarks += remarksOnStart(plan, gateway);
    remarks.removeAll(QString());
    return remarks;
}

} // namespace skybro::tunnel
