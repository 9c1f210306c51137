#include "models/playbook/plays/rolefolders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString absolute(const QString &path, const QString &folder)
{
    const QString expanded =
        path == u"~"_s || path.startsWith(u"~/"_s) ? QDir::homePath() + path.mid(1) : path;
    return QDir::cleanPath(QDir(folder).absoluteFilePath(expanded));
}

QStringList absoluteAll(const QString &list, const QString &folder)
{
    QStringList paths;
    for (const QString &path : list.split(u':', Qt::SkipEmptyParts))
        paths.append(absolute(path.trimmed(), folder));
    return paths;
}

/// `roles_path` of [defaults]; empty when the file has none.
QString rolesPathOf(const QString &config)
{
    QFile file(config);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression setting(uR"(^roles_path\s*[=:]\s*(.*)$)"_s);
    QString section;
    const QStringList lines = QString::fromUtf8(file.read(1'000'000)).split(u'\n');
    for (const QString &line : lines) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'['))
            section = trimmed;
        const auto match = setting.match(trimmed);
        if (section == u"[defaults]"_s && match.hasMatch())
            return match.captured(1).section(u" ;"_s, 0, 0).trimmed();
    }
    return {};
}

/// Beside the playbook, where ansible-galaxy puts them, and where a distribution's package does.
QStringList collectionRoots(const QString &playFolder)
{
    QStringList roots{playFolder + u"/collections"_s};
    const QString configured = qEnvironmentVariable("ANSIBLE_COLLECTIONS_PATH");
    roots += configured.isEmpty()
                 ? absoluteAll(u"~/.ansible/collections:/usr/share/ansible/collections"_s, u"/"_s)
                 : absoluteAll(configured, playFolder);
    const QStringList pythons = QDir(u"/usr/lib"_s).entryList({u"python3*"_s}, QDir::Dirs, QDir::Name);
    for (const QString &python : pythons) {
        for (const QString &packages : {u"dist-packages"_s, u"site-packages"_s})
            roots.append(u"/usr/lib/"_s + python + u'/' + packages);
    }
    return roots;
}

bool isCollectionName(const QString &name)
{
    static const QRegularExpression form(uR"(^[a-zA-Z_]\w*\.[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)+$)"_s);
    return form.match(name).hasMatch();
}

QStringList varsFilesBelow(const QString &folder, int depth)
{
    constexpr int deepest = 10; // a link may lead back up
    static const QStringList endings{QString(), u"yml"_s, u"yaml"_s, u"json"_s};
    QStringList paths;
    const QFileInfoList entries =
        QDir(folder).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        if (entry.fileName().startsWith(u'.') || entry.fileName().endsWith(u'~'))
            continue;
        if (entry.isDir() && entry.suffix().isEmpty() && depth < deepest)
            paths += varsFilesBelow(entry.filePath(), depth + 1);
        else if (entry.isFile() && endings.contains(entry.suffix()))
            paths.append(entry.filePath());
    }
    return paths;
}

} // namespace

RoleFolders::RoleFolders(QString playFolder, const QStringList &rolesPath, const QString &owner,
                         QStringList collections)
    : m_folders{playFolder + u"/roles"_s}
    , m_playFolder(std::move(playFolder))
    , m_collections(std::move(collections))
{
    m_folders += rolesPath;
    if (!owner.isEmpty())
        m_folders.append(QFileInfo(owner).path());
    m_folders.append(m_playFolder);
    m_folders.removeDuplicates();
}

QStringList RoleFolders::candidates(const QString &name) const
{
    QStringList fullNames;
    if (isCollectionName(name))
        fullNames.append(name);
    for (const QString &collection : m_collections)
        fullNames.append(collection + u'.' + name);
    if (fullNames.isEmpty())
        return {};
    const QStringList roots = collectionRoots(m_playFolder);
    QStringList paths;
    for (const QString &fullName : std::as_const(fullNames)) {
        const QString path = u"/ansible_collections/"_s + fullName.section(u'.', 0, 0) + u'/' +
                             fullName.section(u'.', 1, 1) + u"/roles/"_s +
                             fullName.section(u'.', 2).replace(u'.', u'/');
        for (const QString &root : roots)
            paths.append(root + path);
    }
    return paths;
}

QString RoleFolders::find(const QString &name) const
{
    QStringList paths = candidates(name);
    for (const QString &folder : m_folders)
        paths.append(absolute(name, folder));
    const auto found =
        std::ranges::find_if(paths, [](const QString &path) { return QFileInfo(path).isDir(); });
    return found == paths.end() ? QString() : *found;
}

QStringList RoleFolders::searched(const QString &name) const
{
    QStringList folders;
    for (const QString &path : candidates(name))
        folders.append(QFileInfo(path).path());
    return folders + m_folders;
}

QString collectionOf(const QString &path)
{
    static const QString root = u"/ansible_collections/"_s;
    const qsizetype at = path.lastIndexOf(root);
    if (at < 0)
        return {};
    const QString below = path.mid(at + root.size());
    return below.count(u'/') < 2 ? QString() : below.section(u'/', 0, 1).replace(u'/', u'.');
}

QStringList defaultRolesPath(const QString &folder)
{
    const QString configured = qEnvironmentVariable("ANSIBLE_ROLES_PATH");
    if (!configured.isEmpty())
        return absoluteAll(configured, folder);
    QStringList configs;
    for (QDir above(folder);;) {
        configs.append(above.filePath(u"ansible.cfg"_s));
        if (!above.cdUp())
            break;
    }
    configs += {QDir::homePath() + u"/.ansible.cfg"_s, u"/etc/ansible/ansible.cfg"_s};
    for (const QString &config : std::as_const(configs)) {
        if (!QFileInfo::exists(config))
            continue;
        const QString path = rolesPathOf(config);
        if (!path.isEmpty())
            return absoluteAll(path, QFileInfo(config).absolutePath());
        break;
    }
    return absoluteAll(u"~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles"_s, u"/"_s);
}

QStringList varsFilesIn(const QString &folder)
{
    return varsFilesBelow(folder, 0);
}

} // namespace skybro::playbook
