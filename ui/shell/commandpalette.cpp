#include "ui/shell/commandpalette.h"

#include "ui/common/icons.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int noteRole = Qt::UserRole + 1;
constexpr int shownEntries = 9;

class EntryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, option.fontMetrics.height() + 14};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.palette.color(QPalette::Active, QPalette::Highlight));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(4, 0, -4, 0), 4, 4);
        }
        const QRect inner = option.rect.adjusted(14, 0, -14, 0);
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(painter, inner.x(), inner.center().y() - 7, 16, 16);
        const QString note = index.data(noteRole).toString();
        const QRect words = inner.adjusted(26, 0, 0, 0);
        painter->setPen(toneColor(Tone::Quiet));
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignRight, note);
        painter->setPen(option.palette.color(QPalette::Text));
        const int room = words.width() - option.fontMetrics.horizontalAdvance(note) - 16;
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(Source source, QWidget *parent)
    : QFrame(parent)
    , m_source(std::move(source))
    , m_input(new QLineEdit)
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Find"));
    m_input->setObjectName(u"palette.input"_s);
    m_input->setAccessibleName(tr("Find nodes, pages and actions"));
    m_input->setPlaceholderText(tr("Node, page or action"));
    m_input->setFrame(false);
    m_input->addAction(icon(u"search"_s, Tone::Quiet), QLineEdit::LeadingPosition);
    m_input->installEventFilter(this);
    m_list->setObjectName(u"palette.list"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 7, 1, 7);
    column->setSpacing(6);
    auto *inputRow = new QHBoxLayout;
    inputRow->setContentsMargins(10, 0, 10, 0);
    inputRow->addWidget(m_input);
    column->addLayout(inputRow);
    column->addWidget(m_list);

    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(28);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);

    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_list->setCurrentIndex(index);
        runCurrent();
    });
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
    parent->installEventFilter(this);
    hide();
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    m_input->clear();
    search();
    show();
    raise();
    m_input->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::search()
{
    m_entries = m_source(m_input->text().trimmed());
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry &a, const Entry &b) { return a.score > b.score; });
    if (m_entries.size() > shownEntries)
        m_entries.resize(shownEntries);
    m_model->clear();
    for (const Entry &entry : std::as_const(m_entries)) {
        auto *item = new QStandardItem(icon(entry.icon, Tone::Quiet), entry.text);
        item->setData(entry.note, noteRole);
        m_model->appendRow(item);
    }
    if (m_entries.isEmpty()) {
        auto *item = new QStandardItem(tr("Nothing is called that"));
        item->setEnabled(false);
        m_model->appendRow(item);
    } else {
        m_list->setCurrentIndex(m_model->index(0, 0));
    }
    place();
}

void CommandPalette::place()
{
    const int width = qMin(560, parentWidget()->width() - 40);
    const int rows = qMax(1, m_model->rowCount());
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2);
    layout()->activate();
    setGeometry((parentWidget()->width() - width) / 2, 44, width, sizeHint().height());
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= m_entries.size())
        return;
    const auto run = m_entries.at(row).run;
    close();
    run();
}

void CommandPalette::close()
{
    if (isHidden())
        return;
    const bool hadFocus = m_input->hasFocus();
    hide();
    if (hadFocus && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    m_before = nullptr;
}

bool CommandPalette::steer(int key)
{
    const int rows = int(m_entries.size());
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (rows > 0)
            m_list->setCurrentIndex(m_model->index((row + (key == Qt::Key_Down ? 1 : rows - 1)) % rows, 0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress)
        return steer(static_cast<QKeyEvent *>(event)->key());
    if (watched == m_input && event->type() == QEvent::FocusOut)
        close();
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(lineColor());
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace skybro::ui
