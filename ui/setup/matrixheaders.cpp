#include "ui/setup/matrixheaders.h"

#include "ui/common/icons.h"
#include "ui/setup/runlooks.h"

#include <QAbstractItemView>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::RunModel;

namespace {

constexpr int uprightHeight = 132; // of a task's name in a narrow column
constexpr int nameWidest = 190;    // of a host's name
constexpr int nameNarrowest = 90;

/// The title without its role, which most neighbours share; it stands in the tooltip.
QString shortTitle(const QString &title)
{
    const qsizetype colon = title.indexOf(" : "_L1);
    return colon < 0 ? title : title.mid(colon + 3);
}

} // namespace

TaskHeader::TaskHeader(const RunModel *run, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_run(run)
{
    setObjectName(u"setup.matrix.tasks"_s);
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(20);
}

void TaskHeader::setWide(bool wide)
{
    m_wide = wide;
    updateGeometry();
    viewport()->update();
}

int TaskHeader::bandHeight() const
{
    return fontMetrics().height() + 7;
}

QSize TaskHeader::sizeHint() const
{
    return {100, bandHeight() + (m_wide ? 2 * fontMetrics().height() + 10 : uprightHeight)};
}

void TaskHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    if (count() == 0)
        return;
    const int first = std::max(0, visualIndexAt(0));
    const int last = visualIndexAt(viewport()->width() - 1);
    for (int section = first; section <= (last < 0 ? count() - 1 : last); ++section)
        paintSection(&painter,
                     QRect(sectionViewportPosition(section), bandHeight(), sectionSize(section),
                           height() - bandHeight()),
                     section);
    paintPlays(painter);
    painter.setPen(lineColor());
    painter.drawLine(0, height() - 1, viewport()->width(), height() - 1);
}

void TaskHeader::paintPlays(QPainter &painter) const
{
    const std::vector<RunModel::Play> &plays = m_run->plays();
    const int right = length() - offset();
    int end = right;
    // From the last one back: each reaches to the one behind it.
    for (auto play = plays.rbegin(); play != plays.rend(); ++play) {
        if (play->firstColumn < 0 || play->firstColumn >= count())
            continue;
        const int start = sectionViewportPosition(play->firstColumn);
        const QRect band(start, 0, end - start, bandHeight());
        end = start;
        if (band.right() < 0 || band.left() > viewport()->width())
            continue;
        painter.fillRect(band, palette().color(QPalette::AlternateBase));
        painter.setPen(lineColor());
        painter.drawLine(band.left(), 0, band.left(), height());
        painter.drawLine(band.left(), band.bottom(), band.right(), band.bottom());
        // The name stays in sight while any of its columns is.
        const QRect room(std::max(band.left(), 0) + 7, 0,
                         std::min(band.right(), viewport()->width()) - std::max(band.left(), 0) - 10,
                         band.height() - 1);
        QFont font = painter.font();
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(toneColor(Tone::Quiet));
        const QString name = play->name.isEmpty() ? tr("Play") : play->name;
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(font).elidedText(name, Qt::ElideRight, room.width()));
    }
}

void TaskHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(parentWidget());
    const bool current = view && view->currentIndex().column() == section;
    const bool handler = model()->headerData(section, Qt::Horizontal, RunModel::HandlerRole).toBool();
    const QString title =
        shortTitle(model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    painter->save();
    if (current)
        painter->fillRect(rect, palette().color(QPalette::Highlight));
    QFont font = this->font();
    font.setItalic(handler);
    painter->setFont(font);
    painter->setPen(palette().color(QPalette::Text));
    const QFontMetrics metrics(font);
    if (m_wide) {
        const QRect room = rect.adjusted(8, 3, -4, -4);
        painter->setClipRect(rect);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, title);
    } else {
        const int room = rect.height() - 12;
        painter->translate(rect.center().x() + metrics.ascent() / 2 - 1, rect.bottom() - 6);
        painter->rotate(-90);
        painter->drawText(0, 0, metrics.elidedText(title, Qt::ElideRight, room));
    }
    painter->restore();
}

HostHeader::HostHeader(const RunModel *run, QWidget *parent)
    : QHeaderView(Qt::Vertical, parent)
    , m_run(run)
{
    setObjectName(u"setup.matrix.hosts"_s);
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(16);
    setDefaultSectionSize(fontMetrics().height() + 9);
}

QSize HostHeader::sizeHint() const
{
    for (; m_measured < m_run->rowCount(); ++m_measured)
        m_widest = std::max(m_widest, fontMetrics().horizontalAdvance(m_run->hostAt(m_measured).name));
    if (m_measured > m_run->rowCount())
        m_measured = m_widest = 0;
    return {std::clamp(m_widest, nameNarrowest, nameWidest) + 44, 100};
}

void HostHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    if (section >= m_run->rowCount())
        return;
    const RunModel::Host &host = m_run->hostAt(section);
    const auto *view = qobject_cast<const QAbstractItemView *>(parentWidget());
    const bool current = view && view->currentIndex().row() == section;
    const Look look = hostLook(m_run->hostState(section));
    painter->save();
    painter->fillRect(rect, palette().color(current ? QPalette::Highlight : QPalette::Base));
    icon(look.icon, look.tone).paint(painter, rect.x() + 12, rect.center().y() - 7, 15, 15);
    painter->setPen(look.tone == Tone::Bad ? toneColor(look.tone) : palette().color(QPalette::Text));
    const QRect room = rect.adjusted(34, 0, -6, 0);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(host.name, Qt::ElideMiddle, room.width()));
    painter->setPen(lineColor());
    painter->drawLine(rect.right(), rect.top(), rect.right(), rect.bottom());
    painter->restore();
}

} // namespace skybro::ui
