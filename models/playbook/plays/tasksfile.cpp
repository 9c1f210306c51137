#include "models/playbook/plays/tasksfile.h"

#include "models/playbook/plays/staticscope.h"

#include <QDir>
#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString joined(const QString &folder, const QString &name)
{
    if (folder.isEmpty() || name.startsWith(u'/'))
        return name;
    return folder.endsWith(u'/') ? folder + name : folder + u'/' + name;
}

QString folderOf(const QString &name)
{
    const qsizetype slash = name.lastIndexOf(u'/');
    return slash < 0 ? QString() : slash == 0 ? u"/"_s : name.left(slash);
}

class Search
{
public:
    Search(QString name, QString playFolder)
        : m_name(std::move(name))
        , m_playFolder(std::move(playFolder))
    {
    }

    bool tryPath(const QString &path)
    {
        const QString clean = QDir::cleanPath(path);
        if (m_result.searched.contains(clean))
            return false;
        m_result.searched.append(clean);
        if (QFileInfo(clean).isFile())
            m_result.path = clean;
        return !m_result.path.isEmpty();
    }

    /// Below a folder of a role: its own `kind` folder first.
    bool tryRole(const QString &folder, const QString &kind)
    {
        QString base = QDir::cleanPath(folder);
        if (tryPath(joined(joined(base, kind), m_name)))
            return true;
        if (base.endsWith(u"/tasks"_s))
            base = folderOf(base);
        return tryPath(joined(joined(base, kind), m_name)) ||
               tryPath(joined(joined(base, u"tasks"_s), m_name)) || tryPath(joined(base, m_name)) ||
               tryPath(joined(joined(m_playFolder, kind), m_name)) || tryPath(joined(m_playFolder, m_name));
    }

    bool tryPlay(const QString &folder)
    {
        return tryPath(joined(joined(m_playFolder, folder), m_name)) || tryPath(joined(m_playFolder, m_name));
    }

    [[nodiscard]] TasksFile take() { return std::move(m_result); }

private:
    QString m_name;
    QString m_playFolder;
    TasksFile m_result;
};

} // namespace

TasksFile findTasksFile(const QString &name, const Element &around, const Role *role, bool isHandlers,
                        bool isStatic)
{
    const Play *play = playOf(around);
    const QString target = name.startsWith(u"~/"_s) ? QDir::homePath() + name.mid(1) : name;
    const QString kind = isHandlers ? u"handlers"_s : u"tasks"_s;
    Search search(target, play ? play->folder : QString());
    if (target.startsWith(u'/')) {
        search.tryPath(target);
        return search.take();
    }
    QString cumulative;
    bool isFirst = true;
    for (const Element *each = &around; each; each = each->parent) {
        QString folder;
        if (each->kind == Element::Kind::Block && !static_cast<const Block *>(each)->file.isEmpty())
            folder = folderOf(static_cast<const Block *>(each)->file);
        else if (each->kind == Element::Kind::Role && each->role)
            folder = each->role->path;
        else
            continue;
        cumulative = isFirst ? folder : joined(folder, cumulative);
        isFirst = false;
        if (role) {
            if ((!isStatic && search.tryRole(role->path, kind)) ||
                search.tryRole(joined(joined(role->path, kind), cumulative), kind))
                return search.take();
        } else if (search.tryPlay(cumulative)) {
            return search.take();
        }
        if (each->kind == Element::Kind::Role)
            break;
    }
    if (role)
        search.tryRole(role->path, kind);
    else
        search.tryPlay({});
    return search.take();
}

QString findYamlFile(const QString &folder, const QString &name, bool isNamed)
{
    QStringList endings{u".yml"_s, u".yaml"_s, u".json"_s};
    if (isNamed)
        endings.prepend(QString());
    else
        endings.append(QString());
    for (const QString &ending : std::as_const(endings)) {
        const QString path = folder + u'/' + name + ending;
        if (QFileInfo(path).isFile())
            return path;
    }
    return {};
}

} // namespace skybro::playbook
