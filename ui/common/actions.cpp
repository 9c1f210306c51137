#include "ui/common/actions.h"

#include "ui/common/icons.h"

#include <QWidget>

namespace skybro::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto hintProperty = "skybroHint";
constexpr auto paletteProperty = "skybroInPalette";

void setToolTip(QAction *action, const QString &reason)
{
    QString name = action->text();
    name.remove(u'&');
    QString text = u"<b>%1</b>"_s.arg(name.toHtmlEscaped());
    if (!action->shortcut().isEmpty())
        text +=
            u"&nbsp;&nbsp;%1"_s.arg(action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped());
    const QString hint = reason.isEmpty() ? action->property(hintProperty).toString() : reason;
    if (!hint.isEmpty())
        text += u"<br>"_s + hint.toHtmlEscaped();
    action->setToolTip(text);
    action->setStatusTip(hint);
}

// Both can be reached at once when their homes are one, or one lies in the other: pages lie side by side.
bool canMeet(const QWidget *a, const QWidget *b)
{
    return a == b || a->isAncestorOf(b) || b->isAncestorOf(a);
}

} // namespace

QAction *Actions::add(const Spec &spec, QWidget *home, std::function<void()> run)
{
    auto *action = new QAction(icon(spec.icon), spec.text, home);
    action->setObjectName(spec.id);
    action->setShortcut(spec.shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setProperty(hintProperty, spec.hint);
    action->setProperty(paletteProperty, spec.inPalette);
    action->setProperty("iconName", spec.icon);
    setToolTip(action, {});
    home->addAction(action);
    if (run)
        connect(action, &QAction::triggered, home, std::move(run));
    m_actions.append(action);
    return action;
}

QAction *Actions::find(const QString &id) const
{
    for (const auto &action : m_actions) {
        if (action && action->objectName() == id)
            return action;
    }
    return nullptr;
}

QList<QAction *> Actions::all() const
{
    QList<QAction *> living;
    for (const auto &action : m_actions) {
        if (action)
            living.append(action);
    }
    return living;
}

QStringList Actions::conflicts() const
{
    QStringList found;
    const QList<QAction *> actions = all();
    for (qsizetype i = 0; i < actions.size(); ++i) {
        for (qsizetype j = i + 1; j < actions.size(); ++j) {
            const QAction *a = actions.at(i);
            const QAction *b = actions.at(j);
            if (a->shortcut().isEmpty() || a->shortcut() != b->shortcut())
                continue;
            if (canMeet(qobject_cast<QWidget *>(a->parent()), qobject_cast<QWidget *>(b->parent())))
                found.append(u"%1, %2: %3"_s.arg(a->objectName(), b->objectName(), a->shortcut().toString()));
        }
    }
    return found;
}

void setAvailable(QAction *action, bool available, const QString &reason)
{
    action->setEnabled(available);
    setToolTip(action, available ? QString() : reason);
}

bool isOffered(const QAction *action)
{
    return action->isEnabled() && action->property(paletteProperty).toBool();
}

} // namespace skybro::ui
