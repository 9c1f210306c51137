#include "ui/setup/playbooktree.h"

#include "ui/common/fuzzy.h"
#include "ui/common/icons.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QTreeWidgetItemIterator>

#include <algorithm>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using playbook::CatalogEntry;

namespace {

constexpr int PathRole = Qt::UserRole + 1;
constexpr int KindRole = Qt::UserRole + 2;

bool isFile(const QTreeWidgetItem *item)
{
    const auto kind = static_cast<CatalogEntry::Kind>(item->data(0, KindRole).toInt());
    return kind == CatalogEntry::Kind::Playbook || kind == CatalogEntry::Kind::File;
}

QIcon iconOf(const QTreeWidgetItem *item)
{
    switch (static_cast<CatalogEntry::Kind>(item->data(0, KindRole).toInt())) {
    case CatalogEntry::Kind::Playbook:
        return icon(u"playbook"_s, Tone::Accent);
    case CatalogEntry::Kind::Role:
        return icon(u"role"_s, Tone::Quiet);
    case CatalogEntry::Kind::File:
        return icon(u"file"_s, Tone::Quiet);
    case CatalogEntry::Kind::Folder:
    case CatalogEntry::Kind::Roles:
        break;
    }
    return icon(u"folder"_s, Tone::Quiet);
}

} // namespace

PlaybookTree::PlaybookTree(QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(u"setup.tree"_s);
    setAccessibleName(tr("Playbooks and roles"));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(14);
    setIconSize({15, 15});
    setTabKeyNavigation(false);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (item && isFile(item))
            emit chosen();
    });
}

QList<QTreeWidgetItem *> PlaybookTree::items() const
{
    QList<QTreeWidgetItem *> all;
    for (QTreeWidgetItemIterator it(const_cast<PlaybookTree *>(this)); *it; ++it)
        all.append(*it);
    return all;
}

void PlaybookTree::add(QTreeWidgetItem *parent, const CatalogEntry &entry)
{
    auto *item = new QTreeWidgetItem(parent, {entry.name});
    item->setData(0, PathRole, entry.path);
    item->setData(0, KindRole, static_cast<int>(entry.kind));
    item->setToolTip(0, entry.note.isEmpty() ? entry.path : u"%1\n%2"_s.arg(entry.note, entry.path));
    item->setIcon(0, iconOf(item));
    for (const CatalogEntry &child : entry.children)
        add(item, child);
}

void PlaybookTree::show(const QList<Group> &groups)
{
    QHash<QString, bool> expanded;
    const QList<QTreeWidgetItem *> before = items();
    for (const QTreeWidgetItem *item : before)
        expanded.insert(item->data(0, PathRole).toString(), item->isExpanded());
    const QString current = currentItem() ? currentItem()->data(0, PathRole).toString() : QString();
    const QSignalBlocker quiet(this); // the current file is the same as before
    clear();
    for (const Group &group : groups) {
        add(invisibleRootItem(), group.folder);
        QTreeWidgetItem *top = topLevelItem(topLevelItemCount() - 1);
        if (!group.title.isEmpty())
            top->setText(0, group.title);
        QFont font = top->font(0);
        font.setWeight(QFont::DemiBold);
        top->setFont(0, font);
    }
    const QList<QTreeWidgetItem *> after = items();
    for (QTreeWidgetItem *item : after) {
        const auto kind = static_cast<CatalogEntry::Kind>(item->data(0, KindRole).toInt());
        // Folders of playbooks stand open, what belongs to one role does not.
        const bool usual = !item->parent() || kind == CatalogEntry::Kind::Roles;
        item->setExpanded(expanded.value(item->data(0, PathRole).toString(), usual));
        if (!current.isEmpty() && item->data(0, PathRole).toString() == current)
            setCurrentItem(item);
    }
}

QString PlaybookTree::currentPath() const
{
    const QTreeWidgetItem *item = currentItem();
    return item && isFile(item) ? item->data(0, PathRole).toString() : QString();
}

bool PlaybookTree::isPlaybook() const
{
    const QTreeWidgetItem *item = currentItem();
    return item && item->data(0, KindRole).toInt() == static_cast<int>(CatalogEntry::Kind::Playbook);
}

bool PlaybookTree::select(const QString &path)
{
    const QList<QTreeWidgetItem *> all = items();
    for (QTreeWidgetItem *item : all) {
        if (isFile(item) && item->data(0, PathRole).toString() == path) {
            setCurrentItem(item);
            scrollToItem(item);
            return true;
        }
    }
    return false;
}

QStringList PlaybookTree::playbooks() const
{
    QStringList paths;
    const QList<QTreeWidgetItem *> all = items();
    for (const QTreeWidgetItem *item : all) {
        if (item->data(0, KindRole).toInt() == static_cast<int>(CatalogEntry::Kind::Playbook))
            paths.append(item->data(0, PathRole).toString());
    }
    return paths;
}

bool PlaybookTree::judge(QTreeWidgetItem *item, const QStringList &words, bool parentMatches)
{
    const QString text = item->text(0) + u' ' + item->toolTip(0).section(u'\n', 0, -2);
    const bool matches = parentMatches || std::all_of(words.begin(), words.end(), [&](const QString &word) {
                             return text.contains(word, Qt::CaseInsensitive);
                         });
    bool childMatches = false;
    for (int i = 0; i < item->childCount(); ++i)
        childMatches |= judge(item->child(i), words, matches && item->parent());
    item->setHidden(!matches && !childMatches);
    if (childMatches && !matches)
        item->setExpanded(true);
    return matches || childMatches;
}

void PlaybookTree::setFilter(const QString &words)
{
    const QStringList each = words.split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < topLevelItemCount(); ++i)
        (void)judge(topLevelItem(i), each, each.isEmpty());
}

void PlaybookTree::changeEvent(QEvent *event)
{
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintIcons();
}

void PlaybookTree::paintIcons()
{
    const QSignalBlocker quiet(this);
    const QList<QTreeWidgetItem *> all = items();
    for (QTreeWidgetItem *item : all)
        item->setIcon(0, iconOf(item));
}

QList<Finding> PlaybookTree::find(const QString &typed, int limit) const
{
    QList<std::pair<int, Finding>> scored;
    const QStringList paths = playbooks();
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (const int score = fuzzyScore(typed, file.fileName()))
            scored.append({score,
                           {.text = file.fileName(),
                            .note = file.dir().dirName(),
                            .icon = u"playbook"_s,
                            .target = "playbook:"_L1 + path}});
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<Finding> found;
    for (const auto &[score, finding] : scored.mid(0, limit))
        found.append(finding);
    return found;
}

} // namespace skybro::ui
