#include "ui/tunnel/configtexts.h"

#include "models/tunnel/config/gatewayrules.h"
#include "models/tunnel/config/planremarks.h"
#include "ui/common/texthighlighter.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ConfigTexts)
};

QString pendingText(const tunnel::PendingChange &pending)
{
    using State = tunnel::PendingChange::State;
    switch (pending.state) {
    case State::Armed:
        return Words::tr("A change is under way that nobody confirmed: the gateway takes it back by itself "
                         "in %n second(s).",
                         nullptr, int(pending.restoresIn.value_or(std::chrono::seconds(0)).count()));
    case State::Restoring:
        return Words::tr("The gateway is taking a change back just now.");
    default:
        return {};
    }
}

} // namespace

QString planSummary(const tunnel::TunnelPlan &plan)
{
    if (plan.isIdle() || !plan.loadedOtherwise.isEmpty())
        return Words::tr("Both ends are as the site file has them, but the gateway's daemon does not go by "
                         "it.");
    if (plan.isEmpty())
        return Words::tr("Both ends are as the site file has them.");
    QStringList parts;
    if (const int files = int(plan.gateway.changedPaths().size()); files > 0)
        parts.append(Words::tr("%n file(s) on the gateway", nullptr, files));
    if (const int parameters = int(plan.gateway.kernel.size()); parameters > 0)
        parts.append(Words::tr("%n of its kernel's parameter(s)", nullptr, parameters));
    if (plan.change && plan.change->setsPolicy)
        parts.append(Words::tr("Azure's IPsec policy"));
    if (plan.change && plan.change->key)
        parts.append(Words::tr("the pre-shared key at Azure"));
    return Words::tr("To be changed: %1").arg(parts.join(u", "_s));
}

QStringList planRemarks(const tunnel::TunnelPlan &plan, const QString &gateway)
{
    QStringList remarks = remarksOn(plan, gateway);
    if (const QString pending = pendingText(plan.facts.pending); !pending.isEmpty())
        remarks.append(pending);
    if (plan.comesThroughTunnel && !plan.isEmpty())
        remarks.append(
            Words::tr("You reach the gateway through this tunnel: while it is changed, the line is "
                      "cut."));
    if (!plan.weak.isEmpty() && !plan.weakSettings.isEmpty())
        remarks.append(
            Words::tr("Weak by today's standards: %1. The site file asks for it by its own %2: the "
                      "profile “strong” alone asks for better.")
                .arg(plan.weak.join(u", "_s), plan.weakSettings.join(u", "_s)));
    else if (!plan.weak.isEmpty())
        remarks.append(Words::tr("Weak by today's standards: %1. With “profile: strong” in its section "
                                 "“tunnel” the site file asks for better.")
                           .arg(plan.weak.join(u", "_s)));
    return remarks;
}

QString applyConsequence(const tunnel::TunnelPlan &plan, const QStringList &witnesses,
                         std::chrono::seconds within)
{
    const QString back = witnesses.size() == 1
                             ? Words::tr("If %1 does not answer through it within %n second(s), all is put "
                                         "back as it was.",
                                         nullptr, int(within.count()))
                                   .arg(witnesses.constFirst())
                             : Words::tr("If none of %1 answers through it within %n second(s), all is put "
                                         "back as it was.",
                                         nullptr, int(within.count()))
                                   .arg(witnesses.join(u", "_s));
    QString text = Words::tr("Whatever passes through the tunnel is cut for some seconds.") + u' ' + back;
    if (plan.comesThroughTunnel)
        text +=
            u' ' + Words::tr("Skybro's own connection to the gateway is cut too: should it not come back, "
                             "the gateway puts back what it had by itself.");
    return text;
}

QString rollbackSummary(const tunnel::RollbackPlan &plan)
{
    QStringList parts;
    if (!plan.gatewayIsBack) {
        if (const int files = int(plan.files.size() + plan.keyFiles.size()); files > 0)
            parts.append(Words::tr("%n file(s) on the gateway", nullptr, files));
        if (const int parameters = int(plan.kernel.size()); parameters > 0)
            parts.append(Words::tr("%n of its kernel's parameter(s)", nullptr, parameters));
    }
    if (plan.withAzure && plan.policiesNow != plan.policiesThen)
        parts.append(Words::tr("Azure's IPsec policy"));
    if (plan.withAzure && plan.azureKey)
        parts.append(Words::tr("the pre-shared key at Azure"));
    return Words::tr("To be put back: %1").arg(parts.join(u", "_s));
}

QStringList handworkOf(const tunnel::RollbackPlan &plan)
{
    QStringList changed = plan.changedByHand;
    if (plan.azureForeign)
        changed.append(Words::tr("Azure's connection %1").arg(plan.azureName));
    return changed;
}

QString rollbackConsequence(const tunnel::RollbackPlan &plan)
{
    QString text = Words::tr("Whatever passes through the tunnel is cut for some seconds.");
    const QStringList handwork = handworkOf(plan);
    if (!handwork.isEmpty())
        text += u' ' + Words::tr("What was changed since is lost: %1.").arg(handwork.join(u", "_s));
    if (plan.comesThroughTunnel)
        text += u' ' + Words::tr("You reach the gateway through a tunnel of its own: the line may be cut.");
    return text;
}

QString rulesText(const tunnel::TunnelPlan &plan, const QString &gateway)
{
    const tunnel::TunnelDescription &wanted = plan.wanted;
    QStringList lines;
    const auto add = [&](const QString &heading, const QStringList &commands) {
        if (!lines.isEmpty())
            lines.append(QString());
        lines += sectionHeading(heading);
        lines += commands;
    };
    // What the gateway has comes first; without a firewall there is nothing to open, but segments to clamp.
    const bool hasFirewalld = plan.facts.firewall == "firewalld"_L1;
    const auto firewalld = [&] {
        add(hasFirewalld ? Words::tr("On %1, where firewalld is at work").arg(gateway)
                         : Words::tr("On %1, were firewalld at work").arg(gateway),
            firewalldCommands(wanted));
    };
    if (hasFirewalld)
        firewalld();
    add(Words::tr("On %1, with nftables; in place of inet filter stands your own table").arg(gateway),
        nftablesCommands(wanted));
    add(Words::tr("And as %1, which “nft -f” loads; firewalld needs it not")
            .arg(tunnel::nftablesPath(wanted.name)),
        QString::fromUtf8(nftablesFile(wanted)).trimmed().split(u'\n'));
    if (!hasFirewalld)
        firewalld();
    // A name may stand for an address that hosts at home do not see.
    add(Words::tr("On hosts at home whose default route does not lead to the gateway"),
        hostRouteCommands(wanted, QHostAddress(gateway).isNull() ? u"GATEWAY"_s : gateway));
    return lines.join(u'\n') + u'\n';
}

} // namespace skybro::ui
