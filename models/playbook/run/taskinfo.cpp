#include "models/playbook/run/taskinfo.h"

#include <QFileInfo>

namespace skybro::playbook {

namespace {

void add(QList<Dict> &layers, const Dict &layer)
{
    if (!layer.isEmpty())
        layers.append(layer);
}

} // namespace

QList<Dict> varsOf(const RoleInvocation &role)
{
    QList<Dict> layers;
    add(layers, role.role ? role.role->vars : Dict{});
    add(layers, role.vars);
    for (auto dependency = role.dependencies.rbegin(); dependency != role.dependencies.rend(); ++dependency)
        layers += varsOf(**dependency);
    return layers;
}

QList<Dict> defaultsOf(const RoleInvocation &role)
{
    QList<Dict> layers;
    add(layers, role.role ? role.role->defaults : Dict{});
    for (auto dependency = role.dependencies.rbegin(); dependency != role.dependencies.rend(); ++dependency)
        layers += defaultsOf(**dependency);
    return layers;
}

TaskInfo::TaskInfo(const Task &task)
    : when(task.allWhen())
    , environment(task.allEnvironment())
{
    add(vars, task.vars);
    QList<Dict> dependencyDefaults;
    for (const Element *element = task.parent; element; element = element->parent) {
        if (element->kind == Element::Kind::Play)
            break;
        if (element->kind != Element::Kind::Role) {
            add(vars, element->vars);
            continue;
        }
        const auto &invocation = static_cast<const RoleInvocation &>(*element);
        // `vars` of import_role count for its tasks too; those of `roles:` are the role's alone.
        if (invocation.origin == RoleInvocation::Origin::Import)
            add(vars, invocation.vars);
        if (!role) {
            role = &invocation;
            roleVars = varsOf(invocation);
            add(roleDefaults, invocation.role ? invocation.role->defaults : Dict{});
            dependencyDefaults = defaultsOf(invocation);
        } else { // a role that this one is a dependency of
            add(roleVars, invocation.role ? invocation.role->vars : Dict{});
            add(roleVars, invocation.vars);
            add(roleDefaults, invocation.role ? invocation.role->defaults : Dict{});
        }
        add(roleParams, invocation.params);
        if (invocation.role && !folders.contains(invocation.role->path))
            folders.append(invocation.role->path);
    }
    roleDefaults += dependencyDefaults;
    const QString folder = QFileInfo(task.mark.file).path();
    if (!task.mark.file.isEmpty() && !folders.contains(folder))
        folders.append(folder);
}

} // namespace skybro::playbook
