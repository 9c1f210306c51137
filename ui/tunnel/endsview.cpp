#include "ui/tunnel/endsview.h"

#include "ui/common/icons.h"
#include "ui/common/rowtable.h"
#include "ui/common/tonelabel.h"
#include "ui/common/tunneltexts.h"

#include <QHeaderView>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::ParameterRow;

namespace {

QString withWeak(const QString &value, const QStringList &weak)
{
    if (value.isEmpty())
        return u"–"_s;
    return weak.isEmpty() ? value : value + u'\n' + EndsTable::tr("weak: %1").arg(weak.join(u", "_s));
}

} // namespace

void EndsTable::setRows(const QList<ParameterRow> &rows)
{
    if (rows == m_rows)
        return;
    const bool isOther = rows.size() != m_rows.size();
    if (isOther)
        beginResetModel();
    m_rows = rows;
    if (isOther)
        endResetModel();
    else
        emit dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
}

int EndsTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EndsTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EndsTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const ParameterRow &row = m_rows.at(index.row());
    const Look look = agreementLook(row.agreement);
    const auto column = Column(index.column());
    if (role == Qt::DecorationRole) {
        if (column == Agreement)
            return icon(look.icon, look.tone);
        if ((column == OnPremise && !row.weakOnPremise.isEmpty()) ||
            (column == Azure && !row.weakAzure.isEmpty()))
            return icon(u"warning"_s, Tone::Warning);
        return {};
    }
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case What:
        return tunnel::parameterText(row.parameter);
    case OnPremise:
        return withWeak(row.onPremise, row.weakOnPremise);
    case Azure:
        return withWeak(row.azure, row.weakAzure);
    case Agreement:
        return look.word;
    case Remark:
        return row.remark;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant EndsTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case What:
        return tr("Parameter");
    case OnPremise:
        return tr("On premise");
    case Azure:
        return tr("Azure");
    case Agreement:
        return tr("Agreement");
    case Remark:
        return tr("What follows");
    case ColumnCount:
        break;
    }
    return {};
}

EndsView::EndsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new EndsTable(this))
    , m_table(new QTableView)
    , m_words(new ToneLabel(Tone::Quiet))
    , m_empty(new ToneLabel(Tone::Quiet))
    , m_content(new QStackedLayout(this))
{
    m_table->setObjectName(u"tunnel.ends.table"_s);
    m_table->setAccessibleName(tr("Parameters of both ends"));
    m_table->setModel(m_model);
    showAsRows(m_table);
    m_table->setWordWrap(true);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_words->setObjectName(u"tunnel.ends.words"_s);
    m_words->setWordWrap(true);
    m_empty->setObjectName(u"tunnel.ends.empty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("Not both ends are known yet. The gateway must answer, and Azure must tell of its "
                        "connection: sign in to Azure, and see that the site file names the gateway."));
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_words);
    column->addWidget(m_table, 1);
    m_content->addWidget(m_empty);
    m_content->addWidget(filled);
}

void EndsView::setRows(const QList<ParameterRow> &rows)
{
    if (m_isTold && rows == m_rows)
        return;
    m_isTold = true;
    m_rows = rows;
    m_model->setRows(rows);
    const auto count = [&](auto matches) { return int(std::ranges::count_if(rows, matches)); };
    QStringList different;
    for (const ParameterRow &row : rows) {
        if (row.agreement == tunnel::Agreement::Different)
            different.append(tunnel::parameterText(row.parameter));
    }
    const int weak = count(
        [](const ParameterRow &row) { return !row.weakOnPremise.isEmpty() || !row.weakAzure.isEmpty(); });
    QStringList words;
    words.append(different.isEmpty() ? tr("Nothing differs")
                                     : tr("Different: %1").arg(different.join(u", "_s)));
    if (weak > 0)
        words.append(tr("%n weak choice(s)", nullptr, weak));
    m_words->setText(words.join(u" · "_s));
    const int wanted = rows.isEmpty() ? 0 : 1;
    if (m_content->currentIndex() != wanted)
        m_content->setCurrentIndex(wanted);
    fit();
}

/// Long values wrap: what is left is shared among the columns that have them.
void EndsView::fit()
{
    const int digit = fontMetrics().horizontalAdvance(u'0');
    const int fixed = 16 * digit + 16 * digit;
    const int rest = std::max(30 * digit, m_table->viewport()->width() - fixed);
    m_table->setColumnWidth(EndsTable::What, 16 * digit);
    m_table->setColumnWidth(EndsTable::Agreement, 16 * digit);
    m_table->setColumnWidth(EndsTable::OnPremise, rest * 3 / 10);
    m_table->setColumnWidth(EndsTable::Azure, rest * 3 / 10);
    m_table->resizeRowsToContents();
    constexpr int gap = 8; // rows of several lines each must not read as one
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_table->setRowHeight(row, m_table->rowHeight(row) + gap);
}

void EndsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The table has its own new width only after this.
    QMetaObject::invokeMethod(this, &EndsView::fit, Qt::QueuedConnection);
}

} // namespace skybro::ui
