#include "models/playbook/catalog/catalog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 6;               // folders within folders
constexpr int mostEntries = 5000;        // a home folder given by mistake is not walked to its end
constexpr qint64 bytesLookedAt = 65'536; // a playbook says what it is at its beginning

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

const QStringList &yamlFiles()
{
    static const QStringList filters{u"*.yml"_s, u"*.yaml"_s};
    return filters;
}

/// Folders of the controller that hold no playbooks of their own.
bool isForOthers(const QString &name)
{
    static const QStringList names{u"collections"_s, u"files"_s,   u"filter_plugins"_s, u"library"_s,
                                   u"molecule"_s,    u"plugins"_s, u"templates"_s,      u"tasks"_s,
                                   u"handlers"_s,    u"vars"_s};
    return name.startsWith(u'.') || names.contains(name);
}

class Walk
{
public:
    CatalogEntry folder(const QString &path, int depth)
    {
        CatalogEntry entry{.kind = CatalogEntry::Kind::Folder,
                           .name = QFileInfo(path).fileName(),
                           .path = path,
                           .note = {},
                           .children = {}};
        const QDir dir(path);
        const QFileInfoList files = dir.entryInfoList(yamlFiles(), QDir::Files, QDir::Name);
        for (const QFileInfo &file : files) {
            if (const auto note = noteOf(file.filePath()); note && takesOneMore())
                entry.children.append(
                    {CatalogEntry::Kind::Playbook, file.fileName(), file.filePath(), *note, {}});
        }
        if (depth >= deepest)
            return entry;
        const QFileInfoList folders =
            dir.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QFileInfo &below : folders) {
            const QString name = below.fileName();
            CatalogEntry child;
            if (name == "roles"_L1)
                child = roles(below.filePath());
            else if (name == "group_vars"_L1 || name == "host_vars"_L1)
                child = allOf(below.filePath(), 0);
            else if (!isForOthers(name))
                child = folder(below.filePath(), depth + 1);
            if (!child.children.isEmpty())
                entry.children.append(child);
        }
        return entry;
    }

private:
    bool takesOneMore() { return ++m_count <= mostEntries; }

    static std::optional<QString> noteOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? playbookNote(file.read(bytesLookedAt)) : std::nullopt;
    }

    CatalogEntry roles(const QString &path)
    {
        CatalogEntry entry{CatalogEntry::Kind::Roles, QFileInfo(path).fileName(), path, {}, {}};
        const QFileInfoList folders = QDir(path).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &below : folders) {
            if (!takesOneMore())
                break;
            CatalogEntry role = allOf(below.filePath(), 0);
            role.kind = CatalogEntry::Kind::Role;
            entry.children.append(role);
        }
        return entry;
    }

    CatalogEntry allOf(const QString &path, int depth)
    {
        CatalogEntry entry{CatalogEntry::Kind::Folder, QFileInfo(path).fileName(), path, {}, {}};
        const QFileInfoList below = QDir(path).entryInfoList(
            QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::DirsFirst | QDir::Name);
        for (const QFileInfo &one : below) {
            if (one.fileName().startsWith(u'.') || !takesOneMore())
                continue;
            if (one.isFile())
                entry.children.append({CatalogEntry::Kind::File, one.fileName(), one.filePath(), {}, {}});
            else if (depth < deepest)
                entry.children.append(allOf(one.filePath(), depth + 1));
        }
        return entry;
    }

    int m_count = 0;
};

} // namespace

std::optional<QString> playbookNote(const QByteArray &yaml)
{
    // A play is an item of the outermost list that has `hosts`, in any place of it; the file need not be
    // valid.
    static const QRegularExpression play(
        u"^(?<item>- +|-\\t|  +)?(hosts|import_playbook|ansible\\.builtin\\.import_playbook) *:"_s);
    static const QRegularExpression name(u"^- +name *: *(?<name>.*?) *$"_s);
    QString first;
    qsizetype indent = -1; // of the keys of the outermost list's items
    for (const QByteArray &bytes : yaml.split('\n')) {
        const QString line = QString::fromUtf8(bytes);
        if (line.startsWith(u'-') && line.size() > 1 && line.at(1) == u' ') {
            indent = 1;
            while (indent < line.size() && line.at(indent) == u' ')
                ++indent;
        }
        if (const auto match = name.match(line); match.hasMatch() && first.isEmpty()) {
            first = match.captured(u"name"_s);
            if (first.size() >= 2 && (first.front() == u'"' || first.front() == u'\'') &&
                first.back() == first.front())
                first = first.mid(1, first.size() - 2);
        }
        const auto match = play.match(line);
        if (match.hasMatch() && indent > 0 && match.captured(u"item"_s).size() == indent)
            return first;
    }
    return std::nullopt;
}

Result<CatalogEntry> readCatalog(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.isDir())
        return fail(ErrorKind::NotFound, tr("There is no folder %1.").arg(folder));
    if (!info.isReadable())
        return fail(ErrorKind::Invalid, tr("The folder %1 can not be read.").arg(folder));
    return Walk().folder(info.absoluteFilePath(), 0);
}

} // namespace skybro::playbook
