#pragma once

#include "models/playbook/catalog/catalog.h"
#include "ui/common/page.h"

#include <QTreeWidget>

namespace skybro::ui {

/// Playbooks and roles, folder by folder, to choose from.
class PlaybookTree : public QTreeWidget
{
    Q_OBJECT

public:
    struct Group
    {
        QString title; ///< "Examples"; empty: the folder's name
        playbook::CatalogEntry folder;
    };

    explicit PlaybookTree(QWidget *parent = nullptr);

    /// Shows these folders; what was open and chosen stays so.
    void show(const QList<Group> &groups);
    /// Empty when nothing or a folder is chosen.
    [[nodiscard]] QString currentPath() const;
    [[nodiscard]] bool isPlaybook() const;
    /// False when there is no such file in it.
    bool select(const QString &path);
    /// Paths of all playbooks, in the order shown.
    [[nodiscard]] QStringList playbooks() const;
    /// Those whose name has what was typed, the best first.
    [[nodiscard]] QList<Finding> find(const QString &typed, int limit) const;
    /// Shows only what has all these words in its name or note.
    void setFilter(const QString &words);

signals:
    /// Another file is the current one.
    void chosen();

protected:
    void changeEvent(QEvent *event) override;

private:
    void add(QTreeWidgetItem *parent, const playbook::CatalogEntry &entry);
    void paintIcons();
    [[nodiscard]] bool judge(QTreeWidgetItem *item, const QStringList &words, bool parentMatches);
    [[nodiscard]] QList<QTreeWidgetItem *> items() const;
};

} // namespace skybro::ui
