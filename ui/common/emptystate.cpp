#include "ui/common/emptystate.h"

#include "ui/common/banner.h"
#include "ui/common/iconlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace skybro::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(40))
    , m_what(new QLabel)
    , m_why(new QLabel)
    , m_buttons(new QHBoxLayout)
{
    QFont font = m_what->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setBold(true);
    m_what->setFont(font);
    for (QLabel *label : {m_what, m_why}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    m_why->setForegroundRole(QPalette::PlaceholderText);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);

    m_buttons->setSpacing(8);
    // One column of fixed width, so that wrapped lines know their height; in the middle, a little above.
    auto *inside = new QWidget;
    inside->setMaximumWidth(480);
    inside->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(12, 0, 12, 0);
    column->setSpacing(8);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_what);
    column->addWidget(m_why);
    column->addSpacing(6);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addLayout(m_buttons);
    middle->addStretch(1);
    column->addLayout(middle);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(inside, 100);
    row->addStretch(1);
    auto *all = new QVBoxLayout(this);
    all->addStretch(2);
    all->addLayout(row);
    all->addStretch(3);
}

void EmptyState::set(const QString &iconName, const QString &what, const QString &why)
{
    m_icon->set(iconName, Tone::Quiet);
    m_what->setText(what);
    m_why->setText(why);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void EmptyState::setProblem(const Error &problem, const QDateTime &since, const QDateTime &nextTry,
                            QAction *retry, QAction *signIn)
{
    const bool isSignIn = problem.kind == ErrorKind::NotSignedIn;
    QStringList notes{errorTimes(since, nextTry), errorReference(problem)};
    notes.removeAll(QString());
    set(isSignIn ? QStringLiteral("key") : QStringLiteral("cloud-off"), errorHeadline(problem),
        notes.isEmpty() ? problem.text : problem.text + QStringLiteral("\n\n") + notes.join(QChar(u'\n')));
    addDo(retry);
    if (isSignIn && signIn && signIn->isVisible())
        addDo(signIn);
}

void EmptyState::addDo(QAction *action)
{
    auto *button = new QPushButton(action->text());
    button->setObjectName(action->objectName() + QStringLiteral(".button"));
    button->setAccessibleName(action->text());
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
    button->setProperty("primary", m_buttons->count() == 0);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_buttons->addWidget(button);
}

} // namespace skybro::ui
