#include "models/playbook/plays/staticscope.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// The first hit of `of` in an invocation or its dependencies, the later ones winning.
const Value *findIn(const RoleInvocation &invocation, const QString &name, Dict Role::*of)
{
    if (const Value *own = invocation.role ? ((*invocation.role).*of).find(name) : nullptr)
        return own;
    for (auto each = invocation.dependencies.rbegin(); each != invocation.dependencies.rend(); ++each) {
        if (const Value *found = findIn(**each, name, of))
            return found;
    }
    return nullptr;
}

const Value *findInRoles(const Play &play, const QString &name, Dict Role::*of)
{
    for (auto each = play.roles.rbegin(); each != play.roles.rend(); ++each) {
        if (const Value *found = findIn(**each, name, of))
            return found;
    }
    return nullptr;
}

const RoleInvocation *asRole(const Element *element)
{
    return element->kind == Element::Kind::Role ? static_cast<const RoleInvocation *>(element) : nullptr;
}

} // namespace

const Play *playOf(const Element &element)
{
    const Element *outermost = &element;
    while (outermost->parent)
        outermost = outermost->parent;
    return outermost->kind == Element::Kind::Play ? static_cast<const Play *>(outermost) : nullptr;
}

const Value *StaticScope::find(const QString &name) const
{
    if (const Value *found = m_reading.extraVars.find(name))
        return found;
    for (const Element *each = &m_at; each; each = each->parent) {
        if (const RoleInvocation *role = asRole(each)) {
            if (const Value *found = role->params.find(name))
                return found;
        }
    }
    // What `roles:` gives as vars loses against vars/main.yml; what import_role gives wins.
    for (const Element *each = &m_at; each; each = each->parent) {
        const RoleInvocation *role = asRole(each);
        const bool isWeak = role && role->origin != RoleInvocation::Origin::Import;
        if (each->kind == Element::Kind::Play || isWeak)
            continue;
        if (const Value *found = each->vars.find(name))
            return found;
    }
    const Play *play = playOf(m_at);
    for (const Element *each = &m_at; each; each = each->parent) {
        const RoleInvocation *role = asRole(each);
        if (const Value *found = role ? findIn(*role, name, &Role::vars) : nullptr)
            return found;
        if (const Value *found = role ? role->vars.find(name) : nullptr)
            return found;
    }
    if (const Value *found = play ? findInRoles(*play, name, &Role::vars) : nullptr)
        return found;
    const auto files = m_reading.varsOfFiles.constFind(play);
    if (files != m_reading.varsOfFiles.constEnd()) {
        if (const Value *found = files->find(name))
            return found;
    }
    if (const Value *found = play ? play->vars.find(name) : nullptr)
        return found;
    for (const Element *each = &m_at; each; each = each->parent) {
        const RoleInvocation *role = asRole(each);
        if (const Value *found = role ? findIn(*role, name, &Role::defaults) : nullptr)
            return found;
    }
    return play ? findInRoles(*play, name, &Role::defaults) : nullptr;
}

std::optional<Value> StaticScope::magic(const QString &name) const
{
    const Play *play = playOf(m_at);
    if (name == u"playbook_dir"_s && play)
        return Value(play->folder);
    if (!m_at.role)
        return std::nullopt;
    if (name == u"role_path"_s)
        return Value(m_at.role->path);
    if (name == u"role_name"_s || name == u"ansible_role_name"_s)
        return Value(m_at.role->name);
    return std::nullopt;
}

std::optional<Value> StaticScope::variable(const QString &name) const
{
    const Value *found = find(name);
    return found ? std::optional(*found) : magic(name);
}

} // namespace skybro::playbook
