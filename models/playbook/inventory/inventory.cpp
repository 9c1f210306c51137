#include "models/playbook/inventory/inventory.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <tuple>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QString all = u"all"_s;
const QString ungrouped = u"ungrouped"_s;

void addOnce(QStringList &list, const QString &name)
{
    if (!list.contains(name))
        list.append(name);
}

} // namespace

Inventory::Inventory()
{
    addGroup(all);
    addGroup(ungrouped);
    m_groups[all].children.append(ungrouped);
    m_groups[ungrouped].parents.append(all);
}

void Inventory::addGroup(const QString &name)
{
    if (m_groups.contains(name))
        return;
    m_groups.insert(name, {.name = name, .vars = {}, .children = {}, .parents = {}, .hosts = {}});
    m_groupOrder.append(name);
}

void Inventory::addHost(const QString &name, const QString &group)
{
    if (!m_hosts.contains(name)) {
        m_hosts.insert(name, {.name = name, .vars = {}, .groups = {}});
        m_hostOrder.append(name);
    }
    Host &host = m_hosts[name];
    host.isImplicit = false;
    if (group.isEmpty() || host.groups.contains(group))
        return;
    addGroup(group);
    host.groups.append(group);
    m_groups[group].hosts.append(name);
}

Result<void> Inventory::addChild(const QString &group, const QString &child)
{
    if (group == child || isWithin(group, child))
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::playbook",
                                                "The group “%1” can not hold “%2”, which holds it already.")
                        .arg(group, child));
    addGroup(group);
    addGroup(child);
    addOnce(m_groups[group].children, child);
    addOnce(m_groups[child].parents, group);
    return {};
}

void Inventory::setHostVar(const QString &host, const QString &name, const Value &value)
{
    addHost(host);
    m_hosts[host].vars.insert(name, value);
}

void Inventory::setGroupVar(const QString &group, const QString &name, const Value &value)
{
    addGroup(group);
    if (name == u"ansible_group_priority"_s)
        m_groups[group].priority = static_cast<int>(value.toInt().value_or(1));
    else
        m_groups[group].vars.insert(name, value);
}

void Inventory::reconcile()
{
    for (const QString &name : std::as_const(m_groupOrder)) {
        Group &group = m_groups[name];
        if (name != all && group.parents.isEmpty()) {
            group.parents.append(all);
            m_groups[all].children.append(name);
        }
    }
    for (const QString &name : std::as_const(m_hostOrder)) {
        Host &host = m_hosts[name];
        if (host.isImplicit)
            continue;
        const bool isGrouped = std::ranges::any_of(
            host.groups, [](const QString &group) { return group != all && group != ungrouped; });
        if (isGrouped && host.groups.removeAll(ungrouped) > 0)
            m_groups[ungrouped].hosts.removeAll(name);
        else if (!isGrouped)
            addHost(name, ungrouped);
    }
}

void Inventory::merge(const Inventory &other)
{
    for (const QString &name : other.m_groupOrder) {
        addGroup(name);
        const Group &theirs = *other.group(name);
        m_groups[name].vars.update(theirs.vars);
        if (theirs.priority != 1)
            m_groups[name].priority = theirs.priority;
    }
    for (const QString &name : other.m_hostOrder) {
        const Host &theirs = *other.host(name);
        addHost(name);
        for (const QString &group : theirs.groups)
            addHost(name, group);
        m_hosts[name].vars.update(theirs.vars);
        m_hosts[name].isImplicit = theirs.isImplicit;
    }
    for (const QString &name : other.m_groupOrder) {
        for (const QString &child : other.group(name)->children) {
            // A ring that neither had alone: the second one's edge is left out.
            if (!m_groups[name].children.contains(child))
                (void)addChild(name, child);
        }
    }
    reconcile();
}

const Inventory::Group *Inventory::group(const QString &name) const
{
    const auto known = m_groups.constFind(name);
    return known == m_groups.constEnd() ? nullptr : &*known;
}

const Inventory::Host *Inventory::host(const QString &name) const
{
    const auto known = m_hosts.constFind(name);
    return known == m_hosts.constEnd() ? nullptr : &*known;
}

QStringList Inventory::descendants(const QString &group) const
{
    // Level by level, as Ansible's Group.get_descendants(preserve_ordering=True) walks.
    QStringList order{group};
    QSet<QString> seen{group};
    for (qsizetype at = 0; at < order.size(); ++at) {
        for (const QString &child : m_groups.value(order.at(at)).children) {
            if (!seen.contains(child)) {
                seen.insert(child);
                order.append(child);
            }
        }
    }
    return order;
}

QStringList Inventory::hostsOf(const QString &group) const
{
    QStringList hosts;
    QSet<QString> seen;
    if (!m_groups.contains(group))
        return hosts;
    for (const QString &name : descendants(group)) {
        for (const QString &host : m_groups.value(name).hosts) {
            if (seen.contains(host))
                continue;
            seen.insert(host);
            hosts.append(host);
        }
    }
    return hosts;
}

int Inventory::depth(const QString &group) const
{
    int deepest = 0;
    for (const QString &parent : m_groups.value(group).parents)
        deepest = std::max(deepest, depth(parent) + 1);
    return deepest;
}

bool Inventory::isWithin(const QString &group, const QString &other) const
{
    const QStringList parents = m_groups.value(group).parents;
    return std::ranges::any_of(
        parents, [&](const QString &parent) { return parent == other || isWithin(parent, other); });
}

QStringList Inventory::groupsOf(const QString &hostName) const
{
    const Host *host = this->host(hostName);
    if (!host)
        return {};
    QSet<QString> names;
    const std::function<void(const QString &)> climb = [&](const QString &name) {
        if (names.contains(name))
            return;
        names.insert(name);
        for (const QString &parent : m_groups.value(name).parents)
            climb(parent);
    };
    for (const QString &group : host->groups)
        climb(group);
    names.insert(all);
    QStringList sorted(names.begin(), names.end());
    std::ranges::sort(sorted, {}, [this](const QString &name) {
        return std::tuple(depth(name), m_groups.value(name).priority, name);
    });
    return sorted;
}

QStringList Inventory::groupNamesOf(const QString &host) const
{
    QStringList names = groupsOf(host);
    names.removeAll(all);
    names.sort();
    return names;
}

Value Inventory::groups() const
{
    Dict groups;
    for (const QString &name : m_groupOrder)
        groups.insert(name, hostsOf(name));
    return groups;
}

void Inventory::addImplicitLocalhost()
{
    const QString name = u"localhost"_s;
    if (hasHost(name))
        return;
    addHost(name);
    m_hosts[name].isImplicit = true;
    m_hosts[name].vars.insert(u"ansible_connection"_s, u"local"_s);
}

QString safeGroupName(const QString &name)
{
    QString safe;
    for (const QChar c : name) {
        const bool isWord = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() || c == u'_';
        safe += isWord && c.unicode() < 0x80 ? c : QChar(u'_');
    }
    return safe.isEmpty() || safe.front().isDigit() ? u'_' + safe : safe;
}

} // namespace skybro::playbook
