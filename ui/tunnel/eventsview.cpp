#include "ui/tunnel/eventsview.h"

#include "ui/common/icons.h"
#include "ui/common/rowtable.h"
#include "ui/common/timetext.h"
#include "ui/common/tonelabel.h"
#include "ui/common/tunneltexts.h"

#include <QHeaderView>
#include <QStackedLayout>
#include <QTableView>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::TunnelEvent;

void EventTable::setEvents(const QList<TunnelEvent> &events)
{
    if (events == m_events)
        return;
    // As a rule the new ones are at the top, and causes came to old ones.
    qsizetype fresh = 0;
    const auto isSame = [](const TunnelEvent &a, const TunnelEvent &b) {
        return a.kind == b.kind && a.time == b.time;
    };
    while (fresh < events.size() && !m_events.isEmpty() && !isSame(events.at(fresh), m_events.first()))
        ++fresh;
    const bool isLonger =
        !m_events.isEmpty() && fresh < events.size() && events.size() - fresh == m_events.size();
    if (!isLonger) {
        beginResetModel();
        m_events = events;
        endResetModel();
        return;
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, int(fresh) - 1);
        m_events = events.first(fresh) + m_events;
        endInsertRows();
    }
    m_events = events;
    emit dataChanged(index(0, 0), index(int(events.size()) - 1, ColumnCount - 1));
}

int EventTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int EventTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EventTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_events.size())
        return {};
    const TunnelEvent &event = m_events.at(index.row());
    const Look look = eventLook(event.kind);
    if (role == Qt::DecorationRole && index.column() == What)
        return icon(look.icon, look.tone);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (Column(index.column())) {
    case Time:
        return exactTime(event.time);
    case What:
        return look.word;
    case Details:
        return eventText(event);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant EventTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Time:
        return tr("Time");
    case What:
        return tr("Event");
    case Details:
        return tr("What happened");
    case ColumnCount:
        break;
    }
    return {};
}

EventsView::EventsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new EventTable(this))
    , m_table(new QTableView)
    , m_empty(new ToneLabel(Tone::Quiet))
    , m_content(new QStackedLayout(this))
{
    m_table->setObjectName(u"tunnel.events.table"_s);
    m_table->setAccessibleName(tr("Events of the tunnel"));
    m_table->setModel(m_model);
    showAsRows(m_table);
    m_table->setWordWrap(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_table->setColumnWidth(EventTable::Time, 22 * digit);
    m_table->setColumnWidth(EventTable::What, 22 * digit);
    m_empty->setObjectName(u"tunnel.events.empty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("Nothing happened to the tunnel in the last year, as far as Skybro watched it.\n"
                        "Breaks, recoveries, losses, impairments and new keys are listed here."));
    m_content->addWidget(m_empty);
    m_content->addWidget(m_table);
}

void EventsView::setEvents(const QList<TunnelEvent> &events)
{
    m_model->setEvents(events);
    QWidget *wanted = events.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table;
    if (m_content->currentWidget() != wanted)
        m_content->setCurrentWidget(wanted);
}

} // namespace skybro::ui
