#include "ui/nodes/powertexts.h"

#include "ui/common/looks.h"

#include <QStringList>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::Node;
using fleet::PowerAction;

namespace {

constexpr int shownNames = 6;

QString namesOf(const QList<Node> &nodes)
{
    QStringList names;
    for (const Node &node : nodes.mid(0, shownNames))
        names.append(node.name);
    if (nodes.size() <= shownNames)
        return names.join(u", "_s);
    return PowerTexts::tr("%1 and %2 more").arg(names.join(u", "_s)).arg(nodes.size() - shownNames);
}

} // namespace

QString PowerTexts::question(const fleet::PowerPlan &plan)
{
    const QString names = namesOf(plan.toDo);
    switch (plan.action) {
    case PowerAction::Deallocate:
        return tr("Stop %1?").arg(names);
    case PowerAction::PowerOff:
        return tr("Power off %1 and go on paying?").arg(names);
    default:
        return tr("Restart %1?").arg(names);
    }
}

QString PowerTexts::consequence(const fleet::PowerPlan &plan)
{
    QStringList parts;
    switch (plan.action) {
    case PowerAction::Deallocate:
        parts.append(tr("What runs there ends; the hardware goes back to Azure."));
        if (!plan.currency.isEmpty() && plan.costChange < 0)
            parts.append(tr("Saves %1 per hour.").arg(moneyText(-plan.costChange, plan.currency)));
        break;
    case PowerAction::PowerOff:
        parts.append(tr("What runs there ends. The hardware stays reserved, and Azure bills it as if it "
                        "ran. To end the billing, use Stop."));
        break;
    default:
        parts.append(tr("What runs there ends; the nodes boot again."));
    }
    return parts.join(u' ');
}

QString PowerTexts::whyNot(const fleet::PowerPlan &plan, bool anySelected)
{
    if (!anySelected)
        return tr("Select one or more nodes first.");
    if (!plan.refused.isEmpty())
        return plan.refused.first().reason.text;
    if (plan.alreadyThere.size() == 1)
        return tr("%1 is there already, or on its way.").arg(plan.alreadyThere.first().name);
    return tr("All selected nodes are there already, or on their way.");
}

QString PowerTexts::done(const fleet::PowerPlan &plan)
{
    QStringList parts;
    if (!plan.toDo.isEmpty())
        parts.append(tr("%1: %n node(s)", nullptr, int(plan.toDo.size())).arg(actionVerb(plan.action)));
    if (!plan.alreadyThere.isEmpty())
        parts.append(tr("%n already there", nullptr, int(plan.alreadyThere.size())));
    if (!plan.refused.isEmpty())
        parts.append(
            tr("%n left out: %1", nullptr, int(plan.refused.size())).arg(plan.refused.first().reason.text));
    return parts.join(u" · "_s);
}

} // namespace skybro::ui
