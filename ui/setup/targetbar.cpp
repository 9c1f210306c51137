#include "ui/setup/targetbar.h"

#include "models/playbook/inventory/siteinventory.h"
#include "models/slurm/hostlist.h"
#include "ui/common/iconlabel.h"
#include "ui/common/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSet>
#include <QToolButton>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using playbook::Inventory;
using playbook::Targets;

namespace {

constexpr qsizetype namesShown = 60;      // in a tooltip
constexpr qsizetype mostCompressed = 500; // more is no tooltip, and takes its time

} // namespace

TargetBar::TargetBar(Sources sources, QWidget *parent)
    : QWidget(parent)
    , m_sources(std::move(sources))
    , m_limit(new QLineEdit)
    , m_groups(new QToolButton)
    , m_sign(new IconLabel)
    , m_count(new QLabel)
{
    m_limit->setObjectName(u"setup.hosts"_s);
    m_limit->setAccessibleName(tr("Hosts"));
    m_limit->setPlaceholderText(tr("All hosts of the playbook; or cloud[001-004], a group, !host"));
    m_limit->setToolTip(tr("Limits the run, as ansible-playbook's --limit:\n"
                           "cloud[001-004]   these nodes\n"
                           "power_running   a group of the inventory\n"
                           "web:&db:!web3   both, and without one"));
    m_limit->setClearButtonEnabled(true);
    m_limit->addAction(icon(u"hosts"_s, Tone::Quiet), QLineEdit::LeadingPosition);
    m_groups->setObjectName(u"setup.groups"_s);
    m_groups->setAccessibleName(tr("Choose a group of hosts"));
    m_groups->setToolTip(tr("Choose a group of hosts"));
    m_groups->setText(tr("Groups"));
    m_groups->setIcon(icon(u"chevron-down"_s));
    m_groups->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_groups->setProperty("raised", true);
    m_groups->setFocusPolicy(Qt::TabFocus);
    m_count->setObjectName(u"setup.touched"_s);
    m_count->setMinimumWidth(40);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 8);
    row->setSpacing(6);
    row->addWidget(m_limit, 3);
    row->addWidget(m_groups);
    row->addSpacing(4);
    row->addWidget(m_sign);
    row->addWidget(m_count, 2);

    m_readSoon.setSingleShot(true);
    m_matchSoon.setSingleShot(true);
    m_matchSoon.setInterval(120ms); // a pause between two keys
    connect(&m_readSoon, &QTimer::timeout, this, &TargetBar::reload);
    connect(&m_matchSoon, &QTimer::timeout, this, &TargetBar::match);
    connect(m_limit, &QLineEdit::textChanged, this, [this] {
        m_settled = false;
        m_matchSoon.start();
        emit changed();
    });
    connect(m_groups, &QToolButton::clicked, this, &TargetBar::showMenu);
    connect(m_sources.fleet, &fleet::Fleet::freshnessChanged, this, &TargetBar::changed);
    // Nodes come and go, their states change; nobody needs that by the second, but for the first ones.
    connect(m_sources.fleet, &fleet::Fleet::changed, this, [this] {
        const bool isFirst = !m_inventory || m_inventory->hosts().isEmpty();
        m_readDue = true;
        m_settled = m_settled && !isFirst;
        if (isVisible() && !m_readSoon.isActive())
            m_readSoon.start(isFirst ? 0s : 2s);
    });
}

void TargetBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_readDue)
        reload();
}

void TargetBar::setPlaybook(std::shared_ptr<const playbook::Playbook> playbook)
{
    m_playbook = std::move(playbook);
    m_settled = false;
    match();
}

void TargetBar::setExtraVars(const playbook::Dict &variables)
{
    if (m_extraVars == variables)
        return;
    m_extraVars = variables;
    m_settled = false;
    m_matchSoon.start(); // typed, too
}

void TargetBar::setLimit(const QString &pattern)
{
    m_limit->setText(pattern);
    m_matchSoon.stop();
    match();
}

QString TargetBar::limit() const
{
    return m_limit->text().trimmed();
}

bool TargetBar::isSettled() const
{
    const fleet::Freshness &fresh = m_sources.fleet->freshness();
    return m_settled && (fresh.asOf.isValid() || fresh.problem);
}

void TargetBar::focusLimit()
{
    m_limit->setFocus(Qt::ShortcutFocusReason);
    m_limit->selectAll();
}

void TargetBar::reload()
{
    m_readDue = false;
    m_settled = false;
    delete m_reading;
    using Read = std::shared_ptr<const Inventory>;
    auto *job = new PoolJob<Read>(
        [nodes = m_sources.fleet->nodes(), sources = m_sources]() -> Result<Read> {
            Result<Inventory> read =
                playbook::siteInventory(nodes, sources.user, sources.inventories, *sources.vault);
            if (!read)
                return std::unexpected(read.error());
            return std::make_shared<const Inventory>(std::move(*read));
        },
        this);
    m_reading = job;
    job->then(this, [this](const Result<Read> &read) {
        m_inventoryProblem = read ? std::nullopt : std::optional(read.error());
        m_inventory = read ? *read : nullptr;
        match();
    });
    job->start();
}

void TargetBar::match()
{
    delete m_matching;
    if (!m_inventory) {
        m_targets = {};
        m_problem = m_inventoryProblem;
        m_settled = m_inventoryProblem.has_value();
        tell();
        return;
    }
    auto *job = new PoolJob<Targets>(
        [playbook = m_playbook, inventory = m_inventory, wanted = limit(), extraVars = m_extraVars] {
            return playbook::targetsOf(playbook.get(), *inventory, wanted, extraVars);
        },
        this);
    m_matching = job;
    job->then(this, [this](const Result<Targets> &targets) {
        m_problem = targets ? std::nullopt : std::optional(targets.error());
        m_targets = targets ? *targets : Targets();
        m_settled = true;
        tell();
    });
    job->start();
}

int TargetBar::restingHosts() const
{
    QSet<QString> resting;
    for (const fleet::Node &node : m_sources.fleet->nodes()) {
        if (node.powerState == fleet::PowerState::Deallocated ||
            node.powerState == fleet::PowerState::Stopped)
            resting.insert(node.name);
    }
    return static_cast<int>(std::count_if(m_targets.hosts.begin(), m_targets.hosts.end(),
                                          [&](const QString &host) { return resting.contains(host); }));
}

void TargetBar::tell()
{
    QString text;
    QString tip;
    Tone tone = Tone::Quiet;
    if (m_problem) {
        text = m_problem->text;
        tip = text;
        tone = Tone::Bad;
    } else if (!m_inventory) {
        text = tr("Reading the inventory…");
    } else {
        const auto count = static_cast<int>(m_targets.hosts.size());
        text = tr("%n host(s)", nullptr, count);
        if (count == 1)
            text = m_targets.hosts.first();
        const int resting = restingHosts();
        tone = count == 0 || resting > 0 || !m_targets.unmatched.isEmpty() ? Tone::Warning : Tone::Quiet;
        if (!m_targets.unmatched.isEmpty())
            text += u" · "_s + tr("no such host: %1").arg(m_targets.unmatched.join(u", "_s));
        if (resting > 0)
            text += u" · "_s + tr("%n not running", nullptr, resting);
        QStringList names = m_targets.hosts.mid(0, namesShown);
        if (names.size() < m_targets.hosts.size())
            names.append(u"…"_s);
        tip = tr("A run touches:") + u'\n' + names.join(u'\n');
    }
    const bool isBad = tone == Tone::Bad || (tone == Tone::Warning && m_targets.hosts.isEmpty());
    m_sign->set(tone == Tone::Quiet ? u"hosts"_s : u"warning"_s, tone);
    if (m_limit->property("wrong").toBool() != (isBad && !limit().isEmpty())) {
        m_limit->setProperty("wrong", isBad && !limit().isEmpty());
        m_limit->update();
    }
    m_count->setText(text);
    m_count->setToolTip(tip);
    emit changed();
}

void TargetBar::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"setup.groups.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("All hosts of the playbook"), this, [this] { setLimit({}); });
    menu->addSeparator();
    if (m_inventory) {
        QStringList names = m_inventory->groupNames();
        names.sort();
        for (const QString &name : std::as_const(names)) {
            const QStringList hosts = m_inventory->hostsOf(name);
            if (hosts.isEmpty())
                continue;
            auto *action = menu->addAction(u"%1\t%2"_s.arg(name).arg(hosts.size()), this,
                                           [this, name] { setLimit(name); });
            if (hosts.size() <= mostCompressed)
                action->setToolTip(slurm::compressHostlist(hosts));
        }
    }
    menu->setToolTipsVisible(true);
    menu->popup(m_groups->mapToGlobal(QPoint(0, m_groups->height())));
}

} // namespace skybro::ui
