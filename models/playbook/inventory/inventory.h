#pragma once

#include "models/base/result.h"
#include "models/playbook/value.h"

#include <QHash>
#include <QSet>
#include <QStringList>

namespace skybro::playbook {

/// Hosts and the groups they are in, as Ansible's InventoryData keeps them. The groups "all" and "ungrouped"
/// are always there; a group in no other is a child of "all". A value; any thread, one at a time.
class Inventory
{
public:
    struct Group
    {
        QString name;
        Dict vars;
        QStringList children;
        QStringList parents;
        QStringList hosts; ///< direct members
        int priority = 1;  ///< ansible_group_priority
    };
    struct Host
    {
        QString name;
        Dict vars;
        QStringList groups;      ///< direct
        bool isImplicit = false; ///< "localhost" that no inventory names: not in "all"
    };

    Inventory();

    void addGroup(const QString &name);
    /// Adds the host and puts it into the group; an empty name only adds it.
    void addHost(const QString &name, const QString &group = {});
    /// Error (Invalid): the group would be in itself.
    [[nodiscard]] Result<void> addChild(const QString &group, const QString &child);
    void setHostVar(const QString &host, const QString &name, const Value &value);
    void setGroupVar(const QString &group, const QString &name, const Value &value);
    /// Groups in no group become children of "all", hosts in none "ungrouped". After reading, and after each
    /// change while a play runs.
    void reconcile();
    /// What the other has is added here; its variables win.
    void merge(const Inventory &other);

    [[nodiscard]] bool hasGroup(const QString &name) const { return m_groups.contains(name); }
    [[nodiscard]] bool hasHost(const QString &name) const { return m_hosts.contains(name); }
    [[nodiscard]] const Group *group(const QString &name) const;
    [[nodiscard]] const Host *host(const QString &name) const;
    [[nodiscard]] const QStringList &groupNames() const { return m_groupOrder; }
    /// All hosts, in the order of "all".
    [[nodiscard]] QStringList hosts() const { return hostsOf(QStringLiteral("all")); }
    /// Members and members' members, in Ansible's order.
    [[nodiscard]] QStringList hostsOf(const QString &group) const;
    /// Every group the host is in, "all" first, then by depth, priority and name: the order in which their
    /// variables override.
    [[nodiscard]] QStringList groupsOf(const QString &host) const;
    /// As the magic variable group_names: sorted, without "all".
    [[nodiscard]] QStringList groupNamesOf(const QString &host) const;
    /// Name → list of hosts: the magic variable `groups`.
    [[nodiscard]] Value groups() const;
    /// "localhost", if the inventory has none, is added as Ansible does, local and in no group.
    void addImplicitLocalhost();

private:
    [[nodiscard]] QStringList descendants(const QString &group) const;
    [[nodiscard]] int depth(const QString &group) const;
    [[nodiscard]] bool isWithin(const QString &group, const QString &other) const;

    QHash<QString, Group> m_groups;
    QHash<QString, Host> m_hosts;
    QStringList m_groupOrder;
    QStringList m_hostOrder;
};

/// Letters, digits and '_' only, no digit first: what Ansible takes for a group without a warning.
[[nodiscard]] QString safeGroupName(const QString &name);

} // namespace skybro::playbook
