#include "models/playbook/inventory/sources.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestGroups = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

class YamlInventoryReader
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    Result<void> readGroup(const QString &name, const YamlNode &node, int depth)
    {
        if (depth > deepestGroups)
            return refuse(node, tr("groups nest too deep."));
        m_inventory.addGroup(name);
        if (node.isNull())
            return {};
        if (!node.isMapping())
            return refuse(node, u"Invalid \"%1\" entry for \"%2\" group, requires a dictionary"_s.arg(
                                    u"group"_s, name));
        for (const auto &[key, value] : node.entries()) {
            const QString section = key.text();
            if (section != u"vars"_s && section != u"children"_s && section != u"hosts"_s) {
                m_warnings.append(key.mark().toText());
                continue;
            }
            if (value.isNull())
                continue;
            // "hosts: name" alone stands for one member.
            if (value.isScalar() && section != u"vars"_s) {
                const Result<void> added = addMember(name, section, value.text(), YamlNode(), value, depth);
                if (!added)
                    return added;
                continue;
            }
            if (!value.isMapping())
                return refuse(value, u"Invalid \"%1\" entry for \"%2\" group, requires a dictionary"_s.arg(
                                         section, name));
            for (const auto &[member, content] : value.entries()) {
                if (section == u"vars"_s) {
                    m_inventory.setGroupVar(name, member.text(), content.value());
                    continue;
                }
                const Result<void> added = addMember(name, section, member.text(), content, member, depth);
                if (!added)
                    return added;
            }
        }
        return {};
    }

    Inventory take()
    {
        m_inventory.reconcile();
        return std::move(m_inventory);
    }

    static std::unexpected<Error> refuse(const YamlNode &node, const QString &what)
    {
        return fail(ErrorKind::Invalid, node.mark().toText() + u": "_s + what);
    }

private:
    Result<void> addMember(const QString &group, const QString &section, const QString &name,
                           const YamlNode &content, const YamlNode &at, int depth)
    {
        if (section == u"children"_s) {
            const Result<void> read = readGroup(name, content, depth + 1);
            if (!read)
                return read;
            const Result<void> added = m_inventory.addChild(group, name);
            return added ? added : refuse(at, added.error().text);
        }
        if (!content.isNull() && !content.isMapping())
            return refuse(content, tr("the variables of a host must be a mapping."));
        const Result<QStringList> hosts = expandRange(name);
        if (!hosts)
            return refuse(at, hosts.error().text);
        for (const QString &host : *hosts) {
            m_inventory.addHost(host, group);
            for (const auto &[key, value] : content.entries())
                m_inventory.setHostVar(host, key.text(), value.value());
        }
        return {};
    }

    Inventory m_inventory;
    QStringList m_warnings;
};

bool isYamlName(const QString &name)
{
    return name.endsWith(u".yml"_s) || name.endsWith(u".yaml"_s) || name.endsWith(u".json"_s);
}

Result<Inventory> readFile(const QString &path, const Vault &vault)
{
    if (isYamlName(path)) {
        const Result<YamlDocument> document = readYamlFile(path, vault);
        if (!document)
            return std::unexpected(document.error());
        return parseYamlInventory(*document);
    }
    if (QFileInfo(path).isExecutable())
        return fail(
            ErrorKind::Invalid,
            tr("%1 is executable: inventory scripts are not run; save what it prints in a file.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, tr("%1 can not be read: %2.").arg(path, file.errorString()));
    QByteArray text = file.read(yamlSizeLimit + 1);
    if (Vault::isVaulted(text)) {
        const Result<QByteArray> plain = vault.decrypt(text, path);
        if (!plain)
            return std::unexpected(plain.error());
        text = *plain;
    }
    return parseIniInventory(text, path);
}

Result<Inventory> readFolder(const QString &path, const Vault &vault)
{
    // INVENTORY_IGNORE_EXTS and INVENTORY_IGNORE_PATTERNS of Ansible.
    static const QStringList ignored{u".pyc"_s, u".pyo"_s, u".swp"_s,  u".bak"_s, u"~"_s,
                                     u".rpm"_s, u".md"_s,  u".txt"_s,  u".rst"_s, u".orig"_s,
                                     u".ini"_s, u".cfg"_s, u".retry"_s};
    Inventory all;
    const QDir folder(path);
    for (const QString &name :
         folder.entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const bool isIgnored =
            name.startsWith(u'.') || name == u"group_vars"_s || name == u"host_vars"_s ||
            std::ranges::any_of(ignored, [&](const QString &end) { return name.endsWith(end); });
        if (isIgnored)
            continue;
        const Result<Inventory> one = readInventory(folder.filePath(name), vault);
        if (!one)
            return one;
        all.merge(*one);
    }
    return all;
}

} // namespace

Result<Inventory> parseYamlInventory(const YamlDocument &document)
{
    const YamlNode &root = document.root;
    YamlInventoryReader reader;
    if (root.isNull())
        return reader.take();
    if (!root.isMapping())
        return YamlInventoryReader::refuse(root, tr("an inventory is a mapping of groups."));
    for (const auto &[key, group] : root.entries()) {
        const Result<void> read = reader.readGroup(key.text(), group, 0);
        if (!read)
            return std::unexpected(read.error());
    }
    return reader.take();
}

Result<Inventory> readInventory(const QString &source, const Vault &vault)
{
    const QFileInfo info(source);
    if (!info.exists() && source.contains(u',')) {
        Inventory inventory;
        for (const QString &name : source.split(u',', Qt::SkipEmptyParts)) {
            const Result<QStringList> hosts = expandRange(name.trimmed());
            if (!hosts)
                return std::unexpected(hosts.error());
            for (const QString &host : *hosts)
                inventory.addHost(host, u"ungrouped"_s);
        }
        inventory.reconcile();
        return inventory;
    }
    if (!info.exists())
        return fail(ErrorKind::NotFound, tr("There is no inventory %1.").arg(source));
    return info.isDir() ? readFolder(source, vault) : readFile(source, vault);
}

Result<Dict> readVarsFiles(const QString &folder, const QString &name, const Vault &vault)
{
    Dict vars;
    // A host's name is part of a path here.
    if (name.contains(u'/') || name.startsWith(u'.'))
        return vars;
    QStringList paths;
    // DataLoader.find_vars_files: the first that exists of "", .yml, .yaml, .json; a folder with all in it.
    for (const QString &extension : {u""_s, u".yml"_s, u".yaml"_s, u".json"_s}) {
        const QString path = folder + u'/' + name + extension;
        const QFileInfo info(path);
        if (!info.exists())
            continue;
        if (!info.isDir()) {
            paths.append(path);
            break;
        }
        if (!extension.isEmpty())
            continue;
        QStringList pending{path};
        while (!pending.isEmpty()) {
            const QDir dir(pending.takeFirst());
            QStringList deeper;
            for (const QFileInfo &entry :
                 dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
                const QString entryName = entry.fileName();
                if (entryName.startsWith(u'.') || entryName.endsWith(u'~'))
                    continue;
                if (entry.isDir())
                    deeper.append(entry.filePath());
                else if (isYamlName(entryName) || !entryName.contains(u'.'))
                    paths.append(entry.filePath());
            }
            pending = deeper + pending;
        }
        break;
    }
    for (const QString &path : std::as_const(paths)) {
        const Result<YamlDocument> document = readYamlFile(path, vault);
        if (!document)
            return std::unexpected(document.error());
        if (document->root.isNull())
            continue;
        if (!document->root.isMapping())
            return fail(ErrorKind::Invalid,
                        document->root.mark().toText() + u": "_s + tr("variables must be a mapping."));
        vars.update(document->root.value().dict());
    }
    return vars;
}

} // namespace skybro::playbook
