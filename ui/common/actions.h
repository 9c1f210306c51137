#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <functional>

namespace skybro::ui {

/// Everything that can be done in the console, in one place: the command palette lists it, tooltips name the
/// shortcut, and no two actions that can be reached at once may share a key.
class Actions : public QObject
{
    Q_OBJECT

public:
    struct Spec
    {
        QString id;   ///< "nodes.start"; becomes the QAction's objectName
        QString text; ///< "Start"; with the mnemonic & where it stands in a menu
        QString hint; ///< one line on what it does
        QString icon; ///< name for icon(); may be empty
        QKeySequence shortcut;
        bool inPalette = true;
    };

    using QObject::QObject;

    /// The action lives and is reachable as long as `home` does and is visible.
    QAction *add(const Spec &spec, QWidget *home, std::function<void()> run);
    [[nodiscard]] QAction *find(const QString &id) const;
    /// Those of homes that still live, in the order they were added.
    [[nodiscard]] QList<QAction *> all() const;

    /// Pairs that share a key and can be reached at once: a defect, "id, id: key".
    [[nodiscard]] QStringList conflicts() const;

private:
    QList<QPointer<QAction>> m_actions;
};

/// Enables the action, or disables it and says in its tooltip why.
void setAvailable(QAction *action, bool available, const QString &reason = {});
/// True when the action belongs in the command palette and can be run now.
[[nodiscard]] bool isOffered(const QAction *action);

} // namespace skybro::ui
