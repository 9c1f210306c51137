#include "models/playbook/run/runstate.h"

#include "models/playbook/inventory/sources.h"

#include <QFileInfo>
#include <QRandomGenerator>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

RunState::RunState(const RunOptions &runOptions, LinkFactory &factory, const std::atomic_bool &stopping)
    : options(runOptions)
    , isStopping(stopping)
    , variables(runOptions.inventory, runOptions.extraVars, runOptions.vault)
    , loader(
          {.vault = runOptions.vault, .extraVars = runOptions.extraVars, .rolesPath = runOptions.rolesPath})
    , links(factory)
    , events(runOptions.vault->masks())
    , omit(u"__omit_place_holder__%1"_s.arg(QRandomGenerator::system()->generate64(), 0, 16))
    , hasStarted(runOptions.startAtTask.isEmpty())
{
    templar.setPipeAllowed(runOptions.isPipeAllowed);
    variables.changeInventory().addImplicitLocalhost();
    if (options.becomePassword)
        masks().add(QString::fromUtf8(options.becomePassword->reveal()));
}

const TaskScope *RunState::hostScope(const QString &host)
{
    if (!variables.inventory().hasHost(host))
        return nullptr;
    auto &scope = m_scopes[host];
    if (!scope)
        scope = std::make_unique<TaskScope>(*this, host);
    return scope.get();
}

Result<void> RunState::refreshInventory()
{
    Inventory fresh = options.inventory;
    if (!options.inventorySources.isEmpty()) {
        fresh = {};
        for (const QString &source : options.inventorySources) {
            const auto read = readInventory(source, *options.vault);
            if (!read)
                return std::unexpected(read.error());
            fresh.merge(*read);
        }
        for (const QString &source : options.inventorySources) {
            const QFileInfo info(source);
            const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
            for (const QString &group : QStringList(fresh.groupNames())) {
                const auto vars = readVarsFiles(folder + u"/group_vars"_s, group, *options.vault);
                for (const auto &[name, value] : vars.value_or(Dict{}))
                    fresh.setGroupVar(group, name, value);
            }
            for (const QString &host : fresh.hosts()) {
                const auto vars = readVarsFiles(folder + u"/host_vars"_s, host, *options.vault);
                for (const auto &[name, value] : vars.value_or(Dict{}))
                    fresh.setHostVar(host, name, value);
            }
        }
    }
    fresh.addImplicitLocalhost();
    variables.changeInventory() = fresh;
    return {};
}

} // namespace skybro::playbook
