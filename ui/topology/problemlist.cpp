#include "ui/topology/problemlist.h"

#include "ui/topology/placepainter.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <optional>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using topology::Problem;

namespace {

QIcon markOf(const Problem &problem, int number, double ratio)
{
    QPixmap pixmap(QSize(22, 22) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintProblemMark(painter, problem, QString::number(number), {11, 11});
    painter.end();
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected); // else the style washes it with the selection's colour
    return icon;
}

} // namespace

ProblemList::ProblemList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(u"topology.problems"_s);
    setAccessibleName(tr("Problems of the networks"));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setIconSize({22, 22});
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    const auto show = [this](QListWidgetItem *item) {
        if (item)
            emit placeWanted(m_problems.at(row(item)).place);
    };
    connect(this, &QListWidget::currentItemChanged, this, show);
    connect(this, &QListWidget::itemClicked, this, show);
    connect(this, &QListWidget::itemActivated, this, show);
    hide();
}

void ProblemList::setProblems(const QList<Problem> &problems)
{
    if (problems == m_problems)
        return;
    const int row = currentRow();
    const std::optional<Problem> marked = row < 0 ? std::nullopt : std::optional(m_problems[row]);
    const QSignalBlocker quiet(this);
    m_problems = problems;
    clear();
    for (int i = 0; i < int(problems.size()); ++i) {
        auto *item = new QListWidgetItem(markOf(problems[i], i + 1, devicePixelRatioF()),
                                         problems[i].text + u' ' + problems[i].mend, this);
        item->setData(Qt::AccessibleTextRole, u"%1. %2"_s.arg(i + 1).arg(item->text()));
        item->setToolTip(problems[i].nodes.join(u' '));
    }
    if (marked)
        markFirst([&](const Problem &one) { return one.kind == marked->kind && one.place == marked->place; });
    setVisible(!problems.isEmpty());
    updateGeometry();
}

void ProblemList::markFirst(const std::function<bool(const Problem &)> &isMeant)
{
    if (currentItem() && currentItem()->isSelected() && isMeant(m_problems[currentRow()]))
        return;
    const QSignalBlocker quiet(this);
    const auto found = std::ranges::find_if(m_problems, isMeant);
    if (found == m_problems.end())
        clearSelection(); // the keyboard stays where it is
    else
        setCurrentRow(int(found - m_problems.begin()));
    viewport()->update(); // which hears nothing of it
}

void ProblemList::changeEvent(QEvent *event)
{
    QListWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (int i = 0; i < count(); ++i)
        item(i)->setIcon(markOf(m_problems[i], i + 1, devicePixelRatioF()));
}

void ProblemList::resizeEvent(QResizeEvent *event)
{
    QListWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry(); // its lines are broken anew
}

void ProblemList::focusInEvent(QFocusEvent *event)
{
    QListWidget::focusInEvent(event);
    if (currentItem()) // Qt makes the first one the current one, and selects it not
        currentItem()->setSelected(true);
}

QSize ProblemList::sizeHint() const
{
    const int most = window()->height() / 3;
    int height = 0;
    for (int i = 0; i < count(); ++i) {
        const int row = visualItemRect(item(i)).height(); // as it is laid out in the width of now
        if (i > 0 && height + row > most)
            break;
        height += row;
    }
    return {400, height};
}

QSize ProblemList::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace skybro::ui
