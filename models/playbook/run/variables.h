#pragma once

#include "models/base/result.h"
#include "models/playbook/inventory/inventory.h"
#include "models/playbook/template/templar.h"
#include "models/playbook/vault.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace skybro::playbook {

/// What a run knows of its hosts: the inventory, with group_vars and host_vars beside the playbook, facts,
/// and what tasks set. Nothing is merged: a name is looked for in one layer after the other. Thread: the
/// run's.
class Variables
{
public:
    Variables(Inventory inventory, Dict extraVars, std::shared_ptr<const Vault> vault);
    ~Variables();

    [[nodiscard]] const Inventory &inventory() const { return m_inventory; }
    /// For add_host, group_by and refresh_inventory: everything that was derived from it is forgotten.
    [[nodiscard]] Inventory &changeInventory();
    /// The folder of the play's playbook: its group_vars and host_vars count from now on.
    void setPlaybookFolder(const QString &folder);
    /// Why group_vars or host_vars beside the playbook could not be read; empty: all is well.
    [[nodiscard]] const QString &readError() const { return m_readError; }

    [[nodiscard]] const Dict &extraVars() const { return m_extraVars; }
    /// `groups`
    [[nodiscard]] const Value &groups() const;
    /// `group_names`
    [[nodiscard]] const Value &groupNames(const QString &host) const;
    /// Counts up with every change of the host's facts and variables.
    [[nodiscard]] int generation(const QString &host) const;

    /// The inventory's variables of a host, the strongest first.
    [[nodiscard]] const QList<Dict> &layersOf(const QString &host) const;
    // ---- one host's, each a level of Ansible's precedence
    [[nodiscard]] const Value *inventoryVariable(const QString &host, const QString &name) const;
    [[nodiscard]] std::optional<Value> fact(const QString &host, const QString &name) const;
    [[nodiscard]] const Value *included(const QString &host, const QString &name) const;
    [[nodiscard]] const Value *set(const QString &host, const QString &name) const;
    [[nodiscard]] QSet<QString> namesOf(const QString &host) const;

    void addFacts(const QString &host, const Dict &facts); ///< by modules' names: "ansible_…"
    void clearFacts(const QString &host);
    void include(const QString &host, const Dict &variables);               ///< include_vars
    void set(const QString &host, const QString &name, const Value &value); ///< set_fact, register
    /// "ansible_facts" without "ansible_".
    [[nodiscard]] static Dict namespaced(const Dict &facts);
    /// Facts that stand among the variables: those that would change how a host is reached do not.
    [[nodiscard]] static bool isInjected(const QString &fact);

private:
    struct Host
    {
        Dict facts;
        Value namespaced = Dict{};
        Dict included;
        Dict set;
        int generation = 0;
        std::optional<Value> groupNames;
        std::optional<QList<Dict>> layers; ///< of the inventory, the strongest first
    };
    [[nodiscard]] Dict besidePlaybook(const QString &folder, const QString &name) const;

    Inventory m_inventory;
    Dict m_extraVars;
    std::shared_ptr<const Vault> m_vault;
    QString m_folder;
    mutable QHash<QString, Host> m_hosts;
    mutable QHash<QString, Dict> m_files; ///< "group_vars/web" beside the playbook
    mutable std::optional<Value> m_groups;
    mutable QString m_readError;
};

} // namespace skybro::playbook
