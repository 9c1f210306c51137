#include "ui/common/stateband.h"

#include "ui/common/timechart.h"
#include "ui/common/timetext.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pieceHeight = 14;
constexpr int rowGap = 6;

QDateTime moment(double time)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(time * 1000), Qt::UTC);
}

} // namespace

StateBand::StateBand(const QString &objectName, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
{
    setObjectName(objectName);
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StateBand::setRows(const QList<BandRow> &rows)
{
    const bool isOther = rows.size() != m_rows.size();
    m_rows = rows;
    m_row = std::clamp(m_row, 0, std::max(0, int(rows.size()) - 1));
    QStringList words;
    for (const BandRow &row : rows)
        words.append(row.name + u": "_s +
                     (row.pieces.isEmpty() ? tr("not known") : row.pieces.last().look.word));
    setAccessibleDescription(words.join(u"; "_s));
    if (isOther)
        updateGeometry();
    update();
}

void StateBand::setVisibleSpan(TimeSpan span)
{
    if (span == m_visible)
        return;
    m_visible = span;
    update();
}

QSize StateBand::sizeHint() const
{
    return {400, minimumSizeHint().height()};
}

QSize StateBand::minimumSizeHint() const
{
    const int line = std::max(pieceHeight, fontMetrics().height());
    return {200, int(m_rows.size()) * (line + rowGap)};
}

QRect StateBand::rowRect(int row) const
{
    const int line = std::max(pieceHeight, fontMetrics().height());
    const int top = row * (line + rowGap) + (line + rowGap - pieceHeight) / 2;
    return {TimeChart::leftMargin, top, width() - TimeChart::leftMargin - TimeChart::rightMargin,
            pieceHeight};
}

double StateBand::xOf(double time) const
{
    const QRect area = rowRect(0);
    return m_visible.isEmpty() ? area.left()
                               : area.left() + (time - m_visible.from) / m_visible.length() * area.width();
}

double StateBand::timeOf(double x) const
{
    const QRect area = rowRect(0);
    return m_visible.from + (x - area.left()) / std::max(1, area.width()) * m_visible.length();
}

int StateBand::rowAt(int y) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        const QRect area = rowRect(row);
        if (y >= area.top() - rowGap / 2 && y <= area.bottom() + rowGap / 2)
            return row;
    }
    return -1;
}

const BandPiece *StateBand::pieceAt(int row, double time) const
{
    if (row < 0 || row >= m_rows.size())
        return nullptr;
    for (const BandPiece &piece : m_rows.at(row).pieces) {
        if (time >= piece.from && time < piece.to)
            return &piece;
    }
    return nullptr;
}

QString StateBand::textOf(int row, const BandPiece &piece) const
{
    QStringList lines{
        u"%1: %2"_s.arg(m_rows.at(row).name, piece.look.word),
        tr("%1 to %2 (%3)")
            .arg(exactTime(moment(piece.from)), exactTime(moment(piece.to)),
                 durationText(std::chrono::milliseconds(qint64((piece.to - piece.from) * 1000))))};
    if (!piece.words.isEmpty())
        lines.append(piece.words);
    return lines.join(u'\n');
}

QString StateBand::textAt(int row, double time) const
{
    const BandPiece *piece = pieceAt(row, time);
    return piece ? textOf(row, *piece) : QString();
}

void StateBand::paintPiece(QPainter &painter, const QRect &area, const BandPiece &piece) const
{
    const double left = xOf(piece.from);
    // What lasted a moment is seen, too: a break of seconds matters in a picture of a week.
    const double right = std::max(xOf(piece.to), left + (piece.look.tone == Tone::Bad ? 2.0 : 1.0));
    const QRectF where(left, area.top(), right - left, area.height());
    const QColor colour = toneColor(piece.look.tone);
    if (piece.fill != Qt::SolidPattern) {
        painter.fillRect(where, toneWash(piece.look.tone));
        painter.fillRect(where, QBrush(colour, piece.fill));
        return;
    }
    QColor calm = colour;
    calm.setAlphaF(piece.look.tone == Tone::Good ? 0.62F : 1.0F);
    painter.fillRect(where, calm);
}

void StateBand::paintRow(QPainter &painter, int row) const
{
    const QRect area = rowRect(row);
    painter.setPen(toneColor(Tone::Quiet));
    const QRect words(0, area.top() - 4, TimeChart::leftMargin - 8, area.height() + 8);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignRight,
                     fontMetrics().elidedText(m_rows.at(row).name, Qt::ElideRight, words.width()));
    painter.fillRect(area, palette().color(QPalette::Midlight));
    painter.save();
    painter.setClipRect(area);
    // What is bad comes last, so that what follows a short break does not paint it over.
    for (const bool bad : {false, true}) {
        for (const BandPiece &piece : m_rows.at(row).pieces) {
            if ((piece.look.tone == Tone::Bad) == bad && piece.to > m_visible.from &&
                piece.from < m_visible.to)
                paintPiece(painter, area, piece);
        }
    }
    painter.restore();
    if (hasFocus() && row == m_row) {
        painter.setPen(QPen(palette().color(QPalette::Link), 1.4));
        painter.drawRect(QRectF(area).adjusted(-1, -1, 1, 1));
        if (const BandPiece *piece = pieceAt(row, m_current)) {
            painter.setClipRect(area.adjusted(-1, -3, 1, 3));
            painter.setPen(QPen(palette().color(QPalette::Text), 2));
            painter.drawRect(QRectF(xOf(piece->from), area.top(),
                                    std::max(3.0, xOf(piece->to) - xOf(piece->from)), area.height()));
        }
    }
}

void StateBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = 0; row < m_rows.size(); ++row) {
        painter.save();
        paintRow(painter, row);
        painter.restore();
    }
}

void StateBand::tellCurrent()
{
    const QString words = textAt(m_row, m_current);
    const QRect area = rowRect(m_row);
    const int x = std::clamp(int(xOf(m_current)), area.left(), area.right());
    QToolTip::showText(mapToGlobal(QPoint(x, area.bottom())), words, this);
    setAccessibleDescription(words);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    update();
}

void StateBand::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (m_rows.isEmpty() ||
        (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Up && key != Qt::Key_Down))
        return QWidget::keyPressEvent(event);
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        m_row = std::clamp(m_row + (key == Qt::Key_Up ? -1 : 1), 0, int(m_rows.size()) - 1);
        return tellCurrent();
    }
    const QList<BandPiece> &pieces = m_rows.at(m_row).pieces;
    if (pieces.isEmpty())
        return;
    qsizetype at = pieces.size() - 1; // the newest is what one begins with
    if (m_current > 0) {
        at = 0;
        while (at + 1 < pieces.size() && pieces.at(at).to <= m_current)
            ++at;
        at = std::clamp<qsizetype>(at + (key == Qt::Key_Left ? -1 : 1), 0, pieces.size() - 1);
    }
    m_current = (pieces.at(at).from + pieces.at(at).to) / 2;
    tellCurrent();
}

bool StateBand::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString words = textAt(rowAt(help->pos().y()), timeOf(help->pos().x()));
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), words, this);
        return true;
    }
    case QEvent::FocusIn:
    case QEvent::FocusOut:
    case QEvent::PaletteChange:
        update();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

} // namespace skybro::ui
