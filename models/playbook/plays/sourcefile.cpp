#include "models/playbook/plays/sourcefile.h"

#include "models/playbook/plays/staticscope.h"

#include <QDir>
#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QStringList searchFolders(const Element &task)
{
    QStringList folders;
    for (const Element *each = &task; each; each = each->parent) {
        if (each->role)
            folders.append(each->role->path);
    }
    if (!task.mark.file.isEmpty())
        folders.append(QFileInfo(task.mark.file).path());
    if (const Play *play = playOf(task))
        folders.append(play->folder);
    folders.removeDuplicates();
    return folders;
}

SourceFile findSourceFile(const QString &name, const QString &kind, const Element &task)
{
    SourceFile found;
    const auto isThere = [&](const QString &path) {
        const QString clean = QDir::cleanPath(path);
        found.searched.append(clean);
        if (QFileInfo::exists(clean))
            found.path = clean;
        return !found.path.isEmpty();
    };
    if (name.startsWith(u'/') || name.startsWith(u"~/"_s)) {
        (void)isThere(name.startsWith(u'~') ? QDir::homePath() + name.mid(1) : name);
        return found;
    }
    for (const QString &folder : searchFolders(task)) {
        if (isThere(folder + u'/' + kind + u'/' + name) || isThere(folder + u'/' + name))
            break;
    }
    return found;
}

} // namespace skybro::playbook
