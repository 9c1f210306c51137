#include "models/playbook/run/taskscope.h"

#include "models/playbook/run/playstate.h"
#include "models/playbook/run/runstate.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// What Ansible sets by itself, whatever host it is.
enum class Magic
{
    InventoryHostname,
    InventoryHostnameShort,
    GroupNames,
    Groups,
    InventoryDir,
    InventoryFile,
    InventorySources,
    Omit,
    Version,
    CheckMode,
    DiffMode,
    Forks,
    Limit,
    RunTags,
    SkipTags,
    Verbosity,
    PlaybookDir,
    // What only a task in a play has.
    PlayName,
    PlayHostsAll,
    PlayHosts,
    PlayBatch,
    RoleNames,
    PlayRoleNames,
    DependentRoleNames,
    RoleName,
    RolePath,
    SearchPath,
    Host,
};

const QHash<QString, Magic> &magicNames()
{
    static const QHash<QString, Magic> names{
        {u"inventory_hostname"_s, Magic::InventoryHostname},
        {u"inventory_hostname_short"_s, Magic::InventoryHostnameShort},
        {u"group_names"_s, Magic::GroupNames},
        {u"groups"_s, Magic::Groups},
        {u"inventory_dir"_s, Magic::InventoryDir},
        {u"inventory_file"_s, Magic::InventoryFile},
        {u"ansible_inventory_sources"_s, Magic::InventorySources},
        {u"omit"_s, Magic::Omit},
        {u"ansible_version"_s, Magic::Version},
        {u"ansible_check_mode"_s, Magic::CheckMode},
        {u"ansible_diff_mode"_s, Magic::DiffMode},
        {u"ansible_forks"_s, Magic::Forks},
        {u"ansible_limit"_s, Magic::Limit},
        {u"ansible_run_tags"_s, Magic::RunTags},
        {u"ansible_skip_tags"_s, Magic::SkipTags},
        {u"ansible_verbosity"_s, Magic::Verbosity},
        {u"playbook_dir"_s, Magic::PlaybookDir},
        {u"ansible_play_name"_s, Magic::PlayName},
        {u"ansible_play_hosts_all"_s, Magic::PlayHostsAll},
        {u"ansible_play_hosts"_s, Magic::PlayHosts},
        {u"ansible_play_batch"_s, Magic::PlayBatch},
        {u"play_hosts"_s, Magic::PlayBatch},
        {u"ansible_role_names"_s, Magic::RoleNames},
        {u"ansible_play_role_names"_s, Magic::PlayRoleNames},
        {u"role_names"_s, Magic::PlayRoleNames},
        {u"ansible_dependent_role_names"_s, Magic::DependentRoleNames},
        {u"role_name"_s, Magic::RoleName},
        {u"ansible_role_name"_s, Magic::RoleName},
        {u"role_path"_s, Magic::RolePath},
        {u"ansible_search_path"_s, Magic::SearchPath},
    };
    return names;
}

const Value *found(const QList<Dict> &layers, const QString &name)
{
    for (const Dict &layer : layers) {
        if (const Value *value = layer.find(name))
            return value;
    }
    return nullptr;
}

Value ansibleVersion()
{
    return Dict{{u"full"_s, u"2.14.18"_s},
                {u"major"_s, 2},
                {u"minor"_s, 14},
                {u"revision"_s, 18},
                {u"string"_s, u"2.14.18"_s}};
}

QString shortName(const QString &host)
{
    const QString first = host.section(u'.', 0, 0);
    bool isNumber = false;
    (void)first.toInt(&isNumber);
    return isNumber ? host : first;
}

} // namespace

TaskScope::TaskScope(RunState &run, QString host)
    : m_run(run)
    , m_host(std::move(host))
{
}

TaskScope::TaskScope(RunState &run, PlayState &play, const Task &task, QString host,
                     std::shared_ptr<const IncludeInstance> include)
    : m_run(run)
    , m_play(&play)
    , m_task(&task)
    , m_info(&play.info(task))
    , m_host(std::move(host))
    , m_include(std::move(include))
{
}

TaskScope TaskScope::forHost(const QString &host) const
{
    TaskScope scope(*this);
    scope.m_host = host;
    return scope;
}

const Value *TaskScope::includeParam(const QString &name) const
{
    // An include has its own `vars` at this level already when it is asked what to include.
    if (m_task->module && m_task->module->isAction && m_task->module->name.startsWith("include_"_L1) &&
        m_task->module->name != "include_vars"_L1) {
        if (const Value *value = m_task->vars.find(name))
            return value;
    }
    for (const IncludeInstance *instance = m_include.get(); instance; instance = instance->outer.get()) {
        if (const Value *value = instance->vars.find(name))
            return value;
        if (const Value *value = instance->include->vars.find(name))
            return value;
    }
    return nullptr;
}

std::optional<Value> TaskScope::variable(const QString &name) const
{
    // A template that runs while the run is stopped comes to its end soon.
    if (m_run.isStopping)
        return std::nullopt;
    if (const Value *value = locals.find(name))
        return *value;
    if (auto value = magic(name))
        return value;
    const Variables &variables = m_run.variables;
    if (const Value *value = variables.extraVars().find(name))
        return *value;
    if (m_task) {
        if (const Value *value = includeParam(name))
            return *value;
        if (const Value *value = found(m_info->roleParams, name))
            return *value;
    }
    if (const Value *value = variables.set(m_host, name))
        return *value;
    if (const Value *value = variables.included(m_host, name))
        return *value;
    if (m_task) {
        if (const Value *value = found(m_info->vars, name))
            return *value;
        if (const Value *value = found(m_info->roleVars, name))
            return *value;
        if (const Value *value = m_play->roleVars.find(name))
            return *value;
        if (const Value *value = found(m_play->varsFiles(m_host), name))
            return *value;
        if (const Value *value = m_play->vars.find(name))
            return *value;
    }
    if (auto value = variables.fact(m_host, name))
        return value;
    if (const Value *value = variables.inventoryVariable(m_host, name))
        return *value;
    if (!m_task)
        return std::nullopt;
    if (const Value *value = found(m_info->roleDefaults, name))
        return *value;
    if (const Value *value = m_play->roleDefaults.find(name))
        return *value;
    if (name == "ansible_host"_L1)
        return m_host;
    return std::nullopt;
}

std::optional<Value> TaskScope::magic(const QString &name) const
{
    const auto known = magicNames().constFind(name);
    if (known == magicNames().constEnd())
        return std::nullopt;
    const RunOptions &options = m_run.options;
    switch (*known) {
    case Magic::InventoryHostname:
        return m_host;
    case Magic::InventoryHostnameShort:
        return shortName(m_host);
    case Magic::GroupNames:
        return m_run.variables.groupNames(m_host);
    case Magic::Groups:
        return m_run.variables.groups();
    case Magic::InventoryDir: {
        if (options.inventorySources.isEmpty())
            return std::nullopt;
        const QFileInfo file(options.inventorySources.last());
        return QDir::cleanPath(file.isDir() ? file.absoluteFilePath() : file.absolutePath());
    }
    case Magic::InventoryFile:
        if (options.inventorySources.isEmpty())
            return std::nullopt;
        return QFileInfo(options.inventorySources.last()).absoluteFilePath();
    case Magic::InventorySources: {
        QStringList sources;
        for (const QString &source : options.inventorySources)
            sources.append(QFileInfo(source).absoluteFilePath());
        return sources;
    }
    case Magic::Omit:
        return m_run.omit;
    case Magic::Version:
        return ansibleVersion();
    case Magic::CheckMode:
        return options.check;
    case Magic::DiffMode:
        return options.diff;
    case Magic::Forks:
        return options.forks;
    case Magic::Limit:
        return options.limit.isEmpty() ? std::nullopt : std::optional<Value>(options.limit);
    case Magic::RunTags:
        return options.tags.isEmpty() ? QStringList{u"all"_s} : options.tags;
    case Magic::SkipTags:
        return options.skipTags;
    case Magic::Verbosity:
        return 0;
    default:
        return playMagic(name);
    }
}

std::optional<Value> TaskScope::playMagic(const QString &name) const
{
    const Magic what = magicNames().value(name);
    if (what == Magic::PlaybookDir)
        return m_play ? m_play->play.folder : QFileInfo(m_run.options.playbook).absolutePath();
    if (!m_play)
        return std::nullopt;
    const auto present = [this](const QStringList &hosts) {
        QStringList left;
        for (const QString &host : hosts) {
            if (!m_play->removed.contains(host))
                left.append(host);
        }
        return left;
    };
    const auto roleNames = [this](bool withRoles, bool withDependencies) {
        QStringList names;
        for (const RoleInvocation *role : m_play->roles) {
            for (const RoleInvocation *part : role->inOrder()) {
                if (part->role && (part == role ? withRoles : withDependencies))
                    names.append(part->role->name);
            }
        }
        return names;
    };
    const std::shared_ptr<const Role> role = m_task ? m_task->role : nullptr;
    switch (what) {
    case Magic::PlayName:
        return m_play->name;
    case Magic::PlayHostsAll:
        return m_play->allHosts;
    case Magic::PlayHosts:
        return present(m_play->allHosts);
    case Magic::PlayBatch:
        return present(m_play->batch);
    case Magic::RoleNames: {
        QStringList names = roleNames(true, true);
        names.removeDuplicates();
        return names;
    }
    case Magic::PlayRoleNames:
        return roleNames(true, false);
    case Magic::DependentRoleNames:
        return roleNames(false, true);
    case Magic::RoleName:
        return role ? std::optional<Value>(role->name) : std::nullopt;
    case Magic::RolePath:
        return role ? std::optional<Value>(role->path) : std::nullopt;
    case Magic::SearchPath: {
        QStringList folders = m_info->folders;
        if (!folders.contains(m_play->play.folder))
            folders.append(m_play->play.folder);
        return folders;
    }
    default:
        return std::nullopt;
    }
}

QStringList TaskScope::searchPath(const QString &kind) const
{
    QStringList places;
    const auto add = [&](const QString &folder) {
        for (const QString &place : {folder + u'/' + kind, folder}) {
            if (!places.contains(place))
                places.append(place);
        }
    };
    if (m_info) {
        for (const QString &folder : m_info->folders)
            add(folder);
    }
    add(m_play ? m_play->play.folder : QFileInfo(m_run.options.playbook).absolutePath());
    return places;
}

QStringList TaskScope::variableNames() const
{
    QSet<QString> names = m_run.variables.namesOf(m_host);
    const auto add = [&names](const Dict &dict) {
        for (const auto &[key, value] : dict)
            names.insert(key);
    };
    add(locals);
    add(m_run.variables.extraVars());
    if (m_task) {
        for (const QList<Dict> &layers : {m_info->vars, m_info->roleVars, m_info->roleParams,
                                          m_info->roleDefaults, m_play->varsFiles(m_host)}) {
            for (const Dict &layer : layers)
                add(layer);
        }
        for (const IncludeInstance *instance = m_include.get(); instance; instance = instance->outer.get()) {
            add(instance->vars);
            add(instance->include->vars);
        }
        add(m_play->roleVars);
        add(m_play->roleDefaults);
        add(m_play->vars);
    }
    for (auto it = magicNames().constBegin(); it != magicNames().constEnd(); ++it) {
        if (magic(it.key()))
            names.insert(it.key());
    }
    QStringList sorted(names.begin(), names.end());
    sorted.sort();
    return sorted;
}

QStringList TaskScope::hostNames() const
{
    return m_run.variables.inventory().hosts();
}

const Scope *TaskScope::host(const QString &name) const
{
    return m_run.hostScope(name);
}

} // namespace skybro::playbook
