#include "ui/shell/logpane.h"

#include "ui/common/icons.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QToolButton>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

QString levelText(log::Level level)
{
    switch (level) {
    case log::Level::Trace:
        return LogPane::tr("Trace");
    case log::Level::Debug:
        return LogPane::tr("Debug");
    case log::Level::Info:
        return LogPane::tr("Info");
    case log::Level::Warning:
        return LogPane::tr("Warning");
    case log::Level::Error:
        return LogPane::tr("Error");
    case log::Level::Off:
        break;
    }
    return LogPane::tr("Off");
}

QToolButton *button(const QString &name, const QString &text, const QString &iconName)
{
    auto *made = new QToolButton;
    made->setObjectName(name);
    made->setAccessibleName(text);
    made->setToolTip(text);
    made->setIcon(icon(iconName));
    made->setAutoRaise(true);
    return made;
}

} // namespace

LogModel::LogModel(QObject *parent)
    : QAbstractListModel(parent)
{
    log::Feed &feed = log::Feed::instance();
    m_lines = feed.recent();
    connect(&feed, &log::Feed::lineAdded, this, &LogModel::add);
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_lines.size())
        return {};
    const log::Line &line = m_lines.at(index.row());
    if (role == Qt::ForegroundRole) {
        if (line.level == log::Level::Error)
            return toneColor(Tone::Bad);
        if (line.level == log::Level::Warning)
            return toneColor(Tone::Warning);
        return line.level < log::Level::Info ? QVariant(toneColor(Tone::Quiet)) : QVariant();
    }
    if (role != Qt::DisplayRole)
        return {};
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(line.msecsSinceEpoch);
    return u"%1  %2 %3 %4"_s.arg(when.toString(u"HH:mm:ss.zzz"_s), log::toWord(line.level).leftJustified(7),
                                 line.area.leftJustified(8), line.text);
}

void LogModel::add(const log::Line &line)
{
    if (m_lines.size() >= capacity) {
        constexpr int dropped = capacity / 10;
        beginRemoveRows({}, 0, dropped - 1);
        m_lines.remove(0, dropped);
        endRemoveRows();
    }
    const int row = int(m_lines.size());
    beginInsertRows({}, row, row);
    m_lines.append(line);
    endInsertRows();
}

LogPane::LogPane(QWidget *parent)
    : QWidget(parent)
    , m_shown(new QSortFilterProxyModel(this))
    , m_level(new QComboBox)
    , m_filter(new QLineEdit)
    , m_list(new QListView)
{
    setObjectName(u"log"_s);
    m_shown->setSourceModel(new LogModel(this));
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);

    auto *title = new QLabel(tr("Log"));
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_level->setObjectName(u"log.level"_s);
    m_level->setAccessibleName(tr("Level"));
    m_level->setToolTip(tr("What is written to the log from now on"));
    for (const auto level : {log::Level::Trace, log::Level::Debug, log::Level::Info, log::Level::Warning,
                             log::Level::Error, log::Level::Off})
        m_level->addItem(levelText(level), int(level));
    m_filter->setObjectName(u"log.filter"_s);
    m_filter->setAccessibleName(tr("Filter the log"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    auto *copyButton = button(u"log.copy"_s, tr("Copy the selected lines, or all"), u"copy"_s);
    auto *closeButton = button(u"log.close"_s, tr("Close the log"), u"close"_s);

    m_list->setObjectName(u"log.lines"_s);
    m_list->setAccessibleName(tr("Log lines"));
    m_list->setModel(m_shown);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 4);
    head->setSpacing(6);
    head->addWidget(title);
    head->addSpacing(8);
    head->addWidget(m_level);
    head->addWidget(m_filter, 1);
    head->addStretch(1);
    head->addWidget(copyButton);
    head->addWidget(closeButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list, 1);

    connect(m_filter, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_level, &QComboBox::activated, this,
            [this] { emit levelChosen(log::Level(m_level->currentData().toInt())); });
    connect(copyButton, &QToolButton::clicked, this, &LogPane::copy);
    connect(closeButton, &QToolButton::clicked, this, &LogPane::closeWanted);
    // Follows the end as long as the reader is there.
    auto atEnd = std::make_shared<bool>(true);
    connect(m_shown, &QAbstractItemModel::rowsAboutToBeInserted, this, [this, atEnd] {
        *atEnd = m_list->verticalScrollBar()->value() >= m_list->verticalScrollBar()->maximum();
    });
    connect(
        m_shown, &QAbstractItemModel::rowsInserted, this,
        [this, atEnd] {
            if (*atEnd)
                m_list->scrollToBottom();
        },
        Qt::QueuedConnection);
    m_list->scrollToBottom();
}

void LogPane::setLevel(log::Level level)
{
    m_level->setCurrentIndex(m_level->findData(int(level)));
}

void LogPane::copy() const
{
    QModelIndexList chosen = m_list->selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    QStringList lines;
    for (const QModelIndex &index : std::as_const(chosen))
        lines.append(index.data().toString());
    if (chosen.isEmpty()) {
        for (int row = 0; row < m_shown->rowCount(); ++row)
            lines.append(m_shown->index(row, 0).data().toString());
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace skybro::ui
