#include "models/playbook/inventory/siteinventory.h"

#include "models/playbook/inventory/fleetinventory.h"
#include "models/playbook/inventory/sources.h"

#include <QFileInfo>

namespace skybro::playbook {

namespace {

Result<void> addVarsOf(Inventory &inventory, const QString &folder, const Vault &vault)
{
    const QStringList groups = inventory.groupNames();
    for (const QString &group : groups) {
        const Result<Dict> vars = readVarsFiles(folder + QStringLiteral("/group_vars"), group, vault);
        if (!vars)
            return std::unexpected(vars.error());
        for (const auto &[name, value] : *vars)
            inventory.setGroupVar(group, name, value);
    }
    const QStringList hosts = inventory.hosts();
    for (const QString &host : hosts) {
        const Result<Dict> vars = readVarsFiles(folder + QStringLiteral("/host_vars"), host, vault);
        if (!vars)
            return std::unexpected(vars.error());
        for (const auto &[name, value] : *vars)
            inventory.setHostVar(host, name, value);
    }
    return {};
}

} // namespace

Result<Inventory> siteInventory(const QList<fleet::Node> &nodes, const QString &user,
                                const QStringList &sources, const Vault &vault)
{
    Inventory inventory = fleetInventory(nodes, user);
    QStringList folders;
    for (const QString &source : sources) {
        const Result<Inventory> read = readInventory(source, vault);
        if (!read)
            return std::unexpected(read.error());
        inventory.merge(*read);
        const QFileInfo file(source);
        const QString folder = file.isDir() ? file.absoluteFilePath() : file.absolutePath();
        if (file.exists() && !folders.contains(folder))
            folders.append(folder);
    }
    for (const QString &folder : std::as_const(folders)) {
        if (const Result<void> added = addVarsOf(inventory, folder, vault); !added)
            return std::unexpected(added.error());
    }
    return inventory;
}

} // namespace skybro::playbook
