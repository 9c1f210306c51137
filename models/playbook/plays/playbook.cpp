#include "models/playbook/plays/playbook.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// From the outermost to the element itself.
QList<const Element *> chainTo(const Element *element)
{
    QList<const Element *> chain;
    for (; element; element = element->outer())
        chain.prepend(element);
    return chain;
}

template <typename List>
List collected(const Element *element, List Element::*member)
{
    List all;
    for (const Element *each : chainTo(element))
        all += each->*member;
    return all;
}

void append(std::vector<const RoleInvocation *> &all, const RoleInvocation &role)
{
    for (const auto &dependency : role.dependencies)
        append(all, *dependency);
    all.push_back(&role);
}

} // namespace

const Element *Element::outer() const
{
    const Element *next = parent;
    while (next && next->kind == Kind::Task)
        next = next->parent;
    return next;
}

const Written *Element::find(Keyword keyword) const
{
    for (const Element *element = this; element; element = element->outer()) {
        const auto found = element->keywords.constFind(keyword);
        if (found != element->keywords.constEnd())
            return &*found;
    }
    return nullptr;
}

QList<Written> Element::allWhen() const
{
    return collected(this, &Element::when);
}

QStringList Element::allTags() const
{
    QStringList all = collected(this, &Element::tags);
    all.removeDuplicates();
    return all;
}

QList<Written> Element::allEnvironment() const
{
    return collected(this, &Element::environment);
}

Dict Element::defaultsOf(const QString &module) const
{
    Dict all;
    for (const Element *element : chainTo(this))
        all.update(element->moduleDefaults.value(module));
    return all;
}

QString Task::title() const
{
    const QString own = name.isEmpty() ? action : name;
    return role ? role->name + u" : "_s + own : own;
}

std::vector<const RoleInvocation *> RoleInvocation::inOrder() const
{
    std::vector<const RoleInvocation *> all;
    append(all, *this);
    return all;
}

} // namespace skybro::playbook
