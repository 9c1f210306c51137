#include "ui/nodes/detailpane.h"

#include "ui/common/agelabel.h"
#include "ui/common/banner.h"
#include "ui/common/iconlabel.h"
#include "ui/common/looks.h"
#include "ui/common/timetext.h"

#include <QClipboard>
#include <QEvent>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using fleet::Node;

namespace {

const QString none = u"–"_s;

QLabel *value()
{
    auto *label = new QLabel;
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setTextFormat(Qt::PlainText);
    label->setFocusPolicy(Qt::ClickFocus);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    // Long ids break anywhere rather than widen the pane.
    label->setMinimumWidth(40);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::MinimumExpanding);
    return label;
}

// The end of an ARM id says what it is; the whole of it is in the tooltip and in the menus.
QString shortId(const QString &id)
{
    return u"…/"_s + id.section(u'/', -2);
}

QString tagsText(const QMap<QString, QString> &tags)
{
    QStringList lines;
    for (auto tag = tags.begin(); tag != tags.end(); ++tag)
        lines.append(tag.value().isEmpty() ? tag.key() : u"%1 = %2"_s.arg(tag.key(), tag.value()));
    return lines.join(u'\n');
}

QString priceText(const std::optional<fleet::Price> &price)
{
    return price ? DetailPane::tr("%1 per hour").arg(moneyText(price->amount, price->currency))
                 : DetailPane::tr("not known");
}

QString phaseText(const Phase &phase)
{
    if (!phase.step.isEmpty())
        return phase.step;
    return phase.state == OperationState::Queued ? DetailPane::tr("Asked for")
                                                 : operationLook(phase.state).word;
}

} // namespace

DetailPane::DetailPane(fleet::Fleet *fleet, LastOperations *last, QWidget *parent)
    : QScrollArea(parent)
    , m_fleet(fleet)
    , m_last(last)
    , m_title(new QLabel)
    , m_stateIcon(new IconLabel)
    , m_state(new QLabel)
    , m_age(new AgeLabel(tr("as of %1")))
    , m_facts(new QFormLayout)
    , m_timelineTitle(new QLabel)
    , m_timeline(value())
    , m_errorText(value())
    , m_copyError(new QPushButton(tr("Copy details")))
    , m_showOperation(new QPushButton(tr("Show in Activity")))
{
    setObjectName(u"nodes.detail"_s);
    setAccessibleName(tr("Details of the selected nodes"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(230);
    setFocusPolicy(Qt::NoFocus);

    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setWordWrap(true);
    m_title->setObjectName(u"nodes.detail.title"_s);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setObjectName(u"nodes.detail.state"_s);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    font = m_timelineTitle->font();
    font.setWeight(QFont::DemiBold);
    m_timelineTitle->setFont(font);
    m_timelineTitle->setWordWrap(true);
    m_timeline->setObjectName(u"nodes.detail.timeline"_s);
    m_errorText->setObjectName(u"nodes.detail.error"_s);
    m_copyError->setObjectName(u"nodes.detail.copy"_s);
    m_showOperation->setObjectName(u"nodes.detail.operation"_s);

    auto *stateRow = new QHBoxLayout;
    stateRow->setSpacing(6);
    stateRow->addWidget(m_stateIcon);
    stateRow->addWidget(m_state, 1);
    stateRow->addWidget(m_age);
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(5);
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *errorRow = new QHBoxLayout;
    errorRow->addWidget(m_copyError);
    errorRow->addWidget(m_showOperation);
    errorRow->addStretch(1);

    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addLayout(stateRow);
    column->addSpacing(2);
    column->addLayout(m_facts);
    column->addSpacing(6);
    column->addWidget(m_timelineTitle);
    column->addWidget(m_timeline);
    column->addWidget(m_errorText);
    column->addLayout(errorRow);
    column->addStretch(1);
    setWidget(inside);
    inside->setBackgroundRole(QPalette::Base);
    viewport()->setBackgroundRole(QPalette::Base);

    connect(m_copyError, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(errorDetails(m_error)); });
    connect(m_showOperation, &QPushButton::clicked, this, [this] { emit operationWanted(m_operationId); });
    connect(m_fleet, &fleet::Fleet::changed, this, [this](const QList<fleet::NodeChange> &changes) {
        // Looking each change up among thousands of selected nodes would take longer than to show them anew.
        const bool concerned =
            m_ids.size() > 20 ||
            std::any_of(changes.begin(), changes.end(), [this](const fleet::NodeChange &c) {
                return m_ids.contains(c.id, Qt::CaseInsensitive);
            });
        if (concerned && isVisible())
            reload();
    });
    // A refresh that changes nothing still makes what is shown newer.
    connect(m_fleet, &fleet::Fleet::freshnessChanged, this, [this] {
        if (m_ids.size() == 1) {
            if (const Node *node = m_fleet->find(m_ids.first()))
                m_age->setMoment(node->powerAsOf);
        }
    });
    if (m_last)
        connect(m_last, &LastOperations::changed, this, [this](const QStringList &targets) {
            if (m_ids.size() == 1 && targets.contains(m_ids.first(), Qt::CaseInsensitive))
                reload();
        });
    showNothing();
}

void DetailPane::showNodes(const QStringList &ids)
{
    if (m_ids == ids)
        return;
    m_ids = ids;
    reload();
}

void DetailPane::reload()
{
    QList<Node> nodes;
    for (const QString &id : std::as_const(m_ids)) {
        if (const Node *node = m_fleet->find(id))
            nodes.append(*node);
    }
    m_wanted.clear();
    if (nodes.isEmpty())
        showNothing();
    else if (nodes.size() == 1)
        showOne(nodes.first());
    else
        showSum(nodes);
    clearFacts();
    showTimeline(nodes.size() == 1 ? &nodes.first() : nullptr);
}

void DetailPane::showNothing()
{
    m_title->setText(tr("No node selected"));
    m_stateIcon->hide();
    m_state->setText(tr("Select one to see all that Azure says of it, or several for their sum."));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_age->setMoment({});
    clearFacts();
    showTimeline(nullptr);
}

void DetailPane::showOne(const Node &node)
{
    m_title->setText(node.name);
    const Look look = nodeLook(node);
    m_stateIcon->set(look.icon, look.tone);
    m_stateIcon->show();
    m_state->setText(look.word);
    m_state->setForegroundRole(QPalette::Text);
    m_age->setMoment(node.powerAsOf);

    if (node.pending)
        setFact(tr("Azure says"), powerLook(node.powerState).word);
    if (node.powerSince.isValid())
        setFact(tr("Changed"), exactTime(node.powerSince));
    setFact(tr("Provisioning"), node.provisioningState);
    const auto cost = node.costPerHour();
    setFact(tr("Costs now"), priceText(cost),
            tr("Azure's list price for computing, without disks and discounts"));
    if (node.price && cost && cost->amount < node.price->amount)
        setFact(tr("When it runs"), priceText(node.price));
    setFact(tr("Address"), node.privateIp);
    if (!node.publicIp.isEmpty())
        setFact(tr("Public address"), node.publicIp);
    setFact(tr("Subnet"), node.vnet.isEmpty() ? node.subnet : u"%1 / %2"_s.arg(node.vnet, node.subnet));
    setFact(tr("Size"), node.size);
    setFact(tr("Priority"), node.priority);
    setFact(tr("Location"),
            node.zone.isEmpty() ? node.location : tr("%1, zone %2").arg(node.location, node.zone));
    setFact(tr("Resource group"), node.resourceGroup);
    setFact(tr("System"), node.osType);
    if (node.timeCreated.isValid())
        setFact(tr("Created"), exactTime(node.timeCreated));
    if (!node.tags.isEmpty())
        setFact(tr("Tags"), tagsText(node.tags));
    setFact(tr("Id"), shortId(node.id), node.id);
}

void DetailPane::showSum(const QList<Node> &nodes)
{
    m_title->setText(tr("%n node(s) selected", nullptr, int(nodes.size())));
    m_stateIcon->hide();
    m_age->setMoment({});
    m_state->setForegroundRole(QPalette::PlaceholderText);
    QStringList names;
    for (const Node &node : nodes.mid(0, 8))
        names.append(node.name);
    m_state->setText(nodes.size() > 8 ? tr("%1 and %2 more").arg(names.join(u", "_s)).arg(nodes.size() - 8)
                                      : names.join(u", "_s));
    m_state->setWordWrap(true);
    const fleet::FleetSummary sum = fleet::summarize(nodes);
    for (int i = 0; i < fleet::PowerStateCount; ++i) {
        const auto state = fleet::PowerState((i + 1) % fleet::PowerStateCount); // what is unknown comes last
        if (const int count = sum.count(state))
            setFact(powerLook(state).word, QString::number(count));
    }
    if (!sum.currency.isEmpty())
        setFact(tr("Cost now"), tr("%1 per hour").arg(moneyText(sum.costPerHour, sum.currency)));
    if (sum.unknownCosts > 0)
        setFact(tr("Cost not known"), tr("of %n node(s)", nullptr, sum.unknownCosts));
}

void DetailPane::setFact(const QString &label, const QString &text, const QString &toolTip)
{
    m_wanted.append(label);
    QLabel *&field = m_values[label];
    if (!field) {
        field = value();
        auto *name = new QLabel(label);
        name->setForegroundRole(QPalette::PlaceholderText);
        field->setAccessibleName(label);
        m_facts->insertRow(int(m_wanted.size()) - 1, name, field);
        m_labels.insert(m_wanted.size() - 1, label);
    }
    field->setText(text.isEmpty() ? none : text);
    field->setToolTip(toolTip);
}

// Removes the rows that what is shown now does not have.
void DetailPane::clearFacts()
{
    for (qsizetype row = m_labels.size() - 1; row >= 0; --row) {
        if (m_wanted.contains(m_labels.at(row)))
            continue;
        m_values.remove(m_labels.at(row));
        m_facts->removeRow(int(row));
        m_labels.removeAt(row);
    }
}

void DetailPane::showTimeline(const Node *node)
{
    const auto operation = node && m_last ? m_last->of(node->id) : std::nullopt;
    for (QWidget *widget : {static_cast<QWidget *>(m_timelineTitle), static_cast<QWidget *>(m_timeline),
                            static_cast<QWidget *>(m_showOperation)})
        widget->setVisible(operation.has_value());
    const bool failed = operation && operation->error;
    m_errorText->setVisible(failed);
    m_copyError->setVisible(failed);
    if (!operation)
        return;
    m_operationId = operation->id;
    m_timelineTitle->setText(tr("Last asked: %1").arg(operationKindText(operation->kind)));
    QStringList lines;
    QDateTime first;
    const QList<Phase> phases = m_last->phases(*operation);
    for (const Phase &phase : phases) {
        if (!first.isValid())
            first = phase.when;
        const QString time = phase.when.toLocalTime().toString(u"HH:mm:ss"_s);
        const qint64 after = first.msecsTo(phase.when);
        lines.append(after > 0 ? u"%1  %2  (+%3)"_s.arg(time, phaseText(phase),
                                                        durationText(std::chrono::milliseconds(after)))
                               : u"%1  %2"_s.arg(time, phaseText(phase)));
    }
    m_timeline->setText(lines.join(u'\n'));
    m_timeline->setToolTip(exactTime(operation->created));
    if (failed) {
        m_error = *operation->error;
        QStringList texts{m_error.text};
        if (!m_error.code.isEmpty())
            texts.append(m_error.code);
        if (!m_error.requestId.isEmpty())
            texts.append(m_error.requestId);
        m_errorText->setText(texts.join(u'\n'));
        QPalette red = m_errorText->palette();
        red.setColor(QPalette::WindowText, toneColor(Tone::Bad));
        red.setColor(QPalette::Text, toneColor(Tone::Bad));
        m_errorText->setPalette(red);
    }
}

// The colour of an error is picked when it is told: another theme wants another one.
void DetailPane::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        reload();
}

} // namespace skybro::ui
