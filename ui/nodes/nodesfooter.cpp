#include "ui/nodes/nodesfooter.h"

#include "ui/common/agelabel.h"
#include "ui/common/figures.h"
#include "ui/common/looks.h"

#include <QHBoxLayout>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::PowerState;

NodesFooter::NodesFooter(fleet::Fleet *fleet, QWidget *parent)
    : QWidget(parent)
    , m_fleet(fleet)
    , m_notice(new QLabel)
    , m_counts(new QLabel)
    , m_cost(new QLabel)
    , m_age(new AgeLabel(tr("as of %1")))
{
    m_notice->setObjectName(u"nodes.notice"_s);
    m_counts->setObjectName(u"nodes.counts"_s);
    m_cost->setObjectName(u"nodes.cost"_s);
    m_age->setObjectName(u"nodes.age"_s);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    m_cost->setFont(figuresFont(m_cost->font()));
    for (QLabel *label : {m_notice, m_counts})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_notice->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 5, 12, 5);
    row->setSpacing(18);
    row->addWidget(m_notice);
    row->addWidget(m_counts, 1);
    row->addWidget(m_cost);
    row->addWidget(m_age);
    m_notice->hide();
    connect(fleet, &fleet::Fleet::summaryChanged, this, &NodesFooter::tell);
    connect(fleet, &fleet::Fleet::freshnessChanged, this, &NodesFooter::tellAge);
    tell();
    tellAge();
}

void NodesFooter::setNotice(const QString &notice)
{
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
}

void NodesFooter::tell()
{
    const fleet::FleetSummary &sum = m_fleet->summary();
    QStringList counts;
    const auto count = [&](int n, const QString &text) {
        if (n > 0)
            counts.append(text);
    };
    const int starting = sum.count(PowerState::Starting);
    const int ending = sum.count(PowerState::Stopping) + sum.count(PowerState::Deallocating);
    count(sum.count(PowerState::Running), tr("%n running", nullptr, sum.count(PowerState::Running)));
    count(starting, tr("%n starting", nullptr, starting));
    count(ending, tr("%n stopping", nullptr, ending));
    count(sum.count(PowerState::Stopped),
          tr("%n stopped but billed", nullptr, sum.count(PowerState::Stopped)));
    count(sum.count(PowerState::Deallocated),
          tr("%n deallocated", nullptr, sum.count(PowerState::Deallocated)));
    count(sum.count(PowerState::Unknown), tr("%n unknown", nullptr, sum.count(PowerState::Unknown)));
    m_counts->setText(counts.join(u" · "_s));
    m_counts->setToolTip(m_counts->text());

    if (sum.currency.isEmpty()) {
        m_cost->setText(sum.total > 0 ? tr("cost not known") : QString());
        m_cost->setToolTip(tr("Azure's price list has not answered."));
        return;
    }
    const QString amount = tr("%1 / h now").arg(moneyText(sum.costPerHour, sum.currency));
    m_cost->setText(sum.unknownCosts > 0 ? tr("at least %1").arg(amount) : amount);
    m_cost->setToolTip(
        sum.unknownCosts > 0
            ? tr("The cost of %n node(s) is not known and not in it.", nullptr, sum.unknownCosts)
            : tr("Azure's list prices for computing, without disks, addresses and discounts"));
}

void NodesFooter::tellAge()
{
    m_age->setMoment(m_fleet->freshness().asOf);
}

} // namespace skybro::ui
