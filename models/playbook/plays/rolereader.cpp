#include "models/playbook/plays/rolereader.h"

#include "models/playbook/plays/includes.h"
#include "models/playbook/plays/keywords.h"
#include "models/playbook/plays/rolefolders.h"
#include "models/playbook/plays/staticscope.h"
#include "models/playbook/plays/taskreader.h"
#include "models/playbook/plays/tasksfile.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using Origin = RoleInvocation::Origin;

namespace {

const QString usualFile = u"main"_s;

List values(const QList<Written> &written)
{
    List list;
    for (const Written &each : written)
        list.append(each.value);
    return list;
}

/// What tells one use of a role from another.
QString identityOf(const RoleInvocation &role, const Loader::RoleOptions &options)
{
    const bool isIncluded = role.origin == Origin::Import || role.origin == Origin::Include;
    const List parts{
        role.role->name,
        isIncluded,
        Value(QStringList{options.tasksFrom, options.varsFrom, options.defaultsFrom, options.handlersFrom}),
        role.params,
        role.vars,
        isIncluded ? Value() : Value(values(role.when)),
        isIncluded ? Value() : Value(role.tags)};
    return QString::fromUtf8(Value(parts).toJson());
}

/// Of the nearest element that names some; a role does not take those of its play, but has its own one's.
QStringList collectionsAt(const Element &element)
{
    for (const Element *each = &element; each; each = each->parent) {
        if (each->kind == Element::Kind::Role) {
            const QString own = collectionOf(each->role->path);
            return own.isEmpty() ? each->collections : QStringList{own} + each->collections;
        }
        if (!each->collections.isEmpty())
            return each->collections;
    }
    return {};
}

} // namespace

std::vector<std::shared_ptr<const RoleInvocation>> RoleReader::readRoles(const YamlNode &list,
                                                                         const Place &place)
{
    std::vector<std::shared_ptr<const RoleInvocation>> roles;
    if (!list.isSequence() && !list.isNull())
        m_reading.findings.addError(list.mark(), tr("a list of roles belongs here."));
    for (const YamlNode &item : list.items()) {
        if (auto role = readDefinition(item, place, Origin::Play))
            roles.push_back(std::move(role));
    }
    return roles;
}

std::shared_ptr<RoleInvocation> RoleReader::readDefinition(const YamlNode &node, const Place &place,
                                                           Origin origin)
{
    const auto refuse = [&](const Mark &mark, const QString &text) {
        m_reading.findings.addError(mark, text);
        return nullptr;
    };
    auto role = std::make_shared<RoleInvocation>();
    role->parent = place.parent;
    role->mark = node.mark();
    role->origin = origin;
    YamlNode nameNode = node;
    QString name = node.text();
    if (node.isMapping()) {
        KeywordReader keywords(m_reading, u"RoleInclude"_s);
        for (const auto &[key, value] : node.entries()) {
            if (key.text() == u"role"_s || key.text() == u"name"_s)
                continue;
            if (!keywords.read(key, value, *role))
                role->params.insert(key.text(), value.value());
        }
        for (const QString &key : {u"src"_s, u"name"_s, u"role"_s}) {
            const bool isMissing = key == u"src"_s && origin != Origin::Dependency;
            if (const YamlNode *given = isMissing ? nullptr : node.find(key))
                nameNode = *given;
        }
        name = nameNode.isScalar() && nameNode.value().isString() ? nameNode.text() : QString();
    } else if (node.isNull() || node.isSequence()) {
        return refuse(node.mark(), u"Invalid role definition: %1"_s.arg(node.value().toText().left(100)));
    } else if (name.contains(u',')) {
        return refuse(node.mark(), u"Invalid old style role requirement: %1"_s.arg(name));
    }
    if (name.isEmpty())
        return refuse(node.mark(), u"role definitions must contain a role name"_s);
    if (m_reading.elementRead)
        m_reading.elementRead(*role, node);
    const auto expanded = expandStatic(name, nameNode.mark(), *place.parent, m_reading);
    Options options;
    options.name = expanded.value_or(QString());
    return expanded && fill(role, options, nameNode.mark(), place) ? role : nullptr;
}

void RoleReader::importRole(const Task &task, const Place &place, std::vector<BlockItem> &into)
{
    if (task.loop) {
        m_reading.findings.addError(
            task.loop->mark,
            u"You cannot use loops on 'import_role' statements. You should use 'include_role' instead."_s);
        return;
    }
    Options options = roleOptionsOf(task);
    for (QString *name : {&options.name, &options.tasksFrom, &options.varsFrom, &options.defaultsFrom,
                          &options.handlersFrom}) {
        const auto expanded = expandStatic(*name, task.argsMark, task, m_reading);
        if (!expanded)
            return;
        *name = *expanded;
    }
    static const QStringList known{
        u"name"_s,          u"role"_s,          u"tasks_from"_s,       u"vars_from"_s,
        u"defaults_from"_s, u"handlers_from"_s, u"allow_duplicates"_s, u"rolespec_validate"_s};
    for (const auto &[option, value] : task.args) {
        if (!known.contains(option))
            m_reading.findings.addError(task.argsMark,
                                        u"Invalid options for %1: %2"_s.arg(task.action, option));
    }
    if (task.args.value(u"name"_s, task.args.value(u"role"_s)).isNull()) {
        m_reading.findings.addError(task.argsMark, u"'name' is a required field for %1."_s.arg(task.action));
        return;
    }
    auto role = std::make_shared<RoleInvocation>();
    static_cast<Element &>(*role) = task;
    role->kind = Element::Kind::Role;
    role->origin = Origin::Import;
    Place inner = place;
    inner.notify = task.notify;
    if (!fill(role, options, task.argsMark, inner))
        return;
    appendTasks(role, into);
    if (place.imported)
        place.imported->push_back(role);
}

std::shared_ptr<RoleInvocation> RoleReader::includeRole(const Options &options, const Task &task,
                                                        const Place &place)
{
    auto role = std::make_shared<RoleInvocation>();
    role->parent = task.apply ? task.apply.get() : &task;
    role->mark = task.mark;
    role->origin = Origin::Include;
    role->vars = task.vars;
    return fill(role, options, task.argsMark, place) ? role : nullptr;
}

void RoleReader::appendTasks(const std::shared_ptr<const RoleInvocation> &role, std::vector<BlockItem> &into)
{
    for (const auto &dependency : role->dependencies)
        appendTasks(dependency, into);
    into.emplace_back(std::shared_ptr<const Block>(role, role->tasks.get()));
}

void RoleReader::appendHandlers(const RoleInvocation &role, std::vector<std::shared_ptr<const Task>> &into)
{
    for (const auto &dependency : role.dependencies)
        appendHandlers(*dependency, into);
    into.insert(into.end(), role.handlers.begin(), role.handlers.end());
}

bool RoleReader::fill(const std::shared_ptr<RoleInvocation> &role, const Options &options, const Mark &from,
                      const Place &place)
{
    const QString path = find(options.name, from, place);
    if (path.isEmpty())
        return false;
    const QString step = path + u"/tasks/"_s + options.tasksFrom;
    if (place.way.contains(step)) {
        m_reading.findings.addError(
            from,
            u"A recursion loop was detected with the roles specified. Make sure child roles do not have dependencies on parent roles (%1)"_s
                .arg(wayText(place.way, step)));
        return false;
    }
    const auto files = readRole(path, options, from);
    role->role = files;
    role->identity = identityOf(*role, options);
    role->allowDuplicates = false;
    Place inner = place.within(*role);
    inner.role = files;
    inner.isHandlers = false;
    inner.isInBlock = false;
    inner.way.append(step);
    readMeta(*role, inner);
    if (role->origin == Origin::Import || role->origin == Origin::Include)
        role->allowDuplicates = options.allowDuplicates;

    auto tasks = std::make_shared<Block>();
    tasks->parent = role.get();
    tasks->mark = role->mark;
    tasks->role = files;
    role->tasks = tasks;
    if (role->origin == Origin::Include)
        inner.imported = &tasks->imported;
    TaskReader reader(m_reading);
    role->handlers = reader.readHandlers(readTasks(*files, u"handlers"_s, options.handlersFrom, from), inner);
    tasks->tasks =
        reader.readTasks(readTasks(*files, u"tasks"_s, options.tasksFrom, from), inner.within(*tasks));
    return true;
}

QString RoleReader::find(const QString &name, const Mark &from, const Place &place)
{
    const Play *play = playOf(*place.parent);
    const RoleFolders folders(play ? play->folder : QString(), m_reading.rolesPath,
                              place.role ? place.role->path : QString(), collectionsAt(*place.parent));
    const QString path = folders.find(name);
    if (path.isEmpty())
        m_reading.findings.addError(
            from, u"the role '%1' was not found in %2"_s.arg(name, folders.searched(name).join(u':')),
            ErrorKind::NotFound);
    return path;
}

std::shared_ptr<const Role> RoleReader::readRole(const QString &path, const Options &options,
                                                 const Mark &from)
{
    const QString key = QStringList{options.name, path, options.varsFrom, options.defaultsFrom}.join(u'\n');
    if (const auto known = m_reading.roles.value(key))
        return known;
    auto role = std::make_shared<Role>();
    role->name = options.name;
    role->path = path;
    role->vars = readVars(*role, u"vars"_s, options.varsFrom, from);
    role->defaults = readVars(*role, u"defaults"_s, options.defaultsFrom, from);
    m_reading.roles.insert(key, role);
    return role;
}

Dict RoleReader::readVars(const Role &role, const QString &kind, const QString &name, const Mark &from)
{
    const QString folder = role.path + u'/' + kind;
    const bool isNamed = name != usualFile;
    QStringList paths;
    if (const QString file = findYamlFile(folder, name, isNamed); !file.isEmpty())
        paths.append(file);
    else
        paths = varsFilesIn(folder + u'/' + name);
    if (paths.isEmpty() && isNamed && QFileInfo(folder).isDir())
        m_reading.findings.addError(from, u"Could not find specified file in role: %1/%2"_s.arg(kind, name),
                                    ErrorKind::NotFound);
    Dict vars;
    for (const QString &path : std::as_const(paths)) {
        const auto root = m_reading.files.read(path, m_reading.findings);
        if (root && m_reading.variablesRead)
            m_reading.variablesRead(*root);
        if (root && root->isMapping())
            vars.update(root->value().dict());
        else if (root && !root->isNull())
            m_reading.findings.addError(
                root->mark(),
                u"The %1/main.yml file for role '%2' must contain a dictionary of variables"_s.arg(
                    kind, role.name));
    }
    return vars;
}

YamlNode RoleReader::readTasks(const Role &role, const QString &kind, const QString &name, const Mark &from)
{
    const QString folder = role.path + u'/' + kind;
    const bool isNamed = name != usualFile;
    const QString path = findYamlFile(folder, name, isNamed);
    if (path.isEmpty()) {
        if (isNamed && QFileInfo(folder).isDir())
            m_reading.findings.addError(
                from, u"Could not find specified file in role: %1/%2"_s.arg(kind, name), ErrorKind::NotFound);
        return {};
    }
    const auto root = m_reading.files.read(path, m_reading.findings);
    if (!root || root->isNull() || root->isSequence())
        return root.value_or(YamlNode());
    m_reading.findings.addError(
        root->mark(),
        u"The %1/main.yml file for role '%2' must contain a list of tasks"_s.arg(kind, role.name));
    return {};
}

void RoleReader::warnOfSpecs(const Mark &mark)
{
    m_reading.findings.addWarning(mark,
                                  tr("what the role says of its arguments (argument_specs) is not checked."));
}

void RoleReader::readMeta(RoleInvocation &role, const Place &place)
{
    const QString file = findYamlFile(place.role->path + u"/meta"_s, u"argument_specs"_s, false);
    if (!file.isEmpty())
        warnOfSpecs({.file = file, .line = 1, .column = 1});
    const QString path = findYamlFile(place.role->path + u"/meta"_s, usualFile, false);
    const auto root = path.isEmpty() ? std::nullopt : m_reading.files.read(path, m_reading.findings);
    if (!root || root->isNull())
        return;
    if (!root->isMapping()) {
        m_reading.findings.addError(
            root->mark(), u"the 'meta/main.yml' for role %1 is not a dictionary"_s.arg(place.role->name));
        return;
    }
    if (const YamlNode *specs = root->find(u"argument_specs"_s))
        warnOfSpecs(specs->mark());
    KeywordReader keywords(m_reading, u"RoleMetadata"_s);
    Block common; // keywords that Ansible reads there, most of which mean nothing
    if (const YamlNode *collections = root->find(u"collections"_s))
        role.collections = collections->value().toTexts();
    for (const auto &[key, value] : root->entries()) {
        const QString name = key.text();
        if (name == u"allow_duplicates"_s) {
            role.allowDuplicates =
                keywords.readTyped(name, KeywordReader::Type::Bool, value).value.toBool().value_or(false);
        } else if (name == u"dependencies"_s) {
            if (!value.isSequence() && !value.isNull())
                m_reading.findings.addError(value.mark(), u"Expected role dependencies to be a list."_s);
            for (const YamlNode &item : value.items()) {
                if (auto dependency = readDefinition(item, place, Origin::Dependency))
                    role.dependencies.push_back(std::move(dependency));
            }
        } else if (name != u"galaxy_info"_s && name != u"argument_specs"_s &&
                   (name == u"when"_s || name == u"tags"_s || !keywords.read(key, value, common))) {
            keywords.refuseKey(key);
        }
    }
}

} // namespace skybro::playbook
