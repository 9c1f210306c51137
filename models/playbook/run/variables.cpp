#include "models/playbook/run/variables.h"

#include "models/playbook/inventory/sources.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Variables::Variables(Inventory inventory, Dict extraVars, std::shared_ptr<const Vault> vault)
    : m_inventory(std::move(inventory))
    , m_extraVars(std::move(extraVars))
    , m_vault(std::move(vault))
{
}

Variables::~Variables() = default;

Inventory &Variables::changeInventory()
{
    for (Host &host : m_hosts) {
        host.layers.reset();
        host.groupNames.reset();
    }
    m_groups.reset();
    return m_inventory;
}

void Variables::setPlaybookFolder(const QString &folder)
{
    if (folder == m_folder)
        return;
    m_folder = folder;
    m_files.clear();
    for (Host &host : m_hosts)
        host.layers.reset();
}

const Value &Variables::groups() const
{
    if (!m_groups)
        m_groups = m_inventory.groups();
    return *m_groups;
}

const Value &Variables::groupNames(const QString &name) const
{
    Host &host = m_hosts[name];
    if (!host.groupNames)
        host.groupNames = m_inventory.groupNamesOf(name);
    return *host.groupNames;
}

int Variables::generation(const QString &host) const
{
    return m_hosts.value(host).generation;
}

Dict Variables::besidePlaybook(const QString &folder, const QString &name) const
{
    const QString key = folder + u'/' + name;
    if (const auto known = m_files.constFind(key); known != m_files.constEnd())
        return *known;
    auto read = readVarsFiles(m_folder + u'/' + folder, name, *m_vault);
    if (!read && m_readError.isEmpty())
        m_readError = read.error().text;
    return *m_files.insert(key, read.value_or(Dict{}));
}

const QList<Dict> &Variables::layersOf(const QString &name) const
{
    Host &host = m_hosts[name];
    if (host.layers)
        return *host.layers;
    QList<Dict> layers;
    const auto add = [&layers](const Dict &dict) {
        if (!dict.isEmpty())
            layers.append(dict);
    };
    static const QString all = u"all"_s;
    add(besidePlaybook(u"host_vars"_s, name));
    if (const Inventory::Host *known = m_inventory.host(name))
        add(known->vars);
    QStringList groups = m_inventory.groupsOf(name);
    std::ranges::reverse(groups);
    for (const QString &group : std::as_const(groups)) {
        if (group != all)
            add(besidePlaybook(u"group_vars"_s, group));
    }
    for (const QString &group : std::as_const(groups)) {
        if (group != all)
            add(m_inventory.group(group)->vars);
    }
    add(besidePlaybook(u"group_vars"_s, all));
    if (const Inventory::Group *everyone = m_inventory.group(all))
        add(everyone->vars);
    host.layers = layers;
    return *host.layers;
}

const Value *Variables::inventoryVariable(const QString &host, const QString &name) const
{
    for (const Dict &layer : layersOf(host)) {
        if (const Value *value = layer.find(name))
            return value;
    }
    return nullptr;
}

std::optional<Value> Variables::fact(const QString &host, const QString &name) const
{
    const auto known = m_hosts.constFind(host);
    if (name == "ansible_facts"_L1)
        return known == m_hosts.constEnd() ? Value(Dict{}) : known->namespaced;
    if (known == m_hosts.constEnd())
        return std::nullopt;
    if (name == "ansible_local"_L1 && !known->facts.contains(name)) {
        const Value &local = known->namespaced[u"local"_s];
        return local.isNull() ? std::nullopt : std::optional(local);
    }
    const Value *value = known->facts.find(name);
    return value && isInjected(name) ? std::optional(*value) : std::nullopt;
}

const Value *Variables::included(const QString &host, const QString &name) const
{
    const auto known = m_hosts.constFind(host);
    return known == m_hosts.constEnd() ? nullptr : known->included.find(name);
}

const Value *Variables::set(const QString &host, const QString &name) const
{
    const auto known = m_hosts.constFind(host);
    return known == m_hosts.constEnd() ? nullptr : known->set.find(name);
}

QSet<QString> Variables::namesOf(const QString &name) const
{
    QSet<QString> names;
    const auto add = [&names](const Dict &dict) {
        for (const auto &[key, value] : dict)
            names.insert(key);
    };
    for (const Dict &layer : layersOf(name))
        add(layer);
    const Host &host = m_hosts[name];
    for (const auto &[key, value] : host.facts) {
        if (isInjected(key))
            names.insert(key);
    }
    add(host.included);
    add(host.set);
    names.insert(u"ansible_facts"_s);
    return names;
}

Dict Variables::namespaced(const Dict &facts)
{
    static const QString prefix = u"ansible_"_s;
    Dict result;
    for (const auto &[name, value] : facts)
        result.insert(name.startsWith(prefix) && name != "ansible_local"_L1 ? name.mid(prefix.size()) : name,
                      value);
    return result;
}

bool Variables::isInjected(const QString &fact)
{
    static const QSet<QString> connection{
        u"ansible_connection"_s, u"ansible_host"_s,       u"ansible_port"_s,          u"ansible_user"_s,
        u"ansible_password"_s,   u"ansible_shell_type"_s, u"ansible_delegated_vars"_s};
    if (connection.contains(fact) || fact.startsWith("ansible_become"_L1))
        return false;
    if (fact.startsWith("ansible_"_L1) && fact.endsWith("_interpreter"_L1))
        return false;
    return !fact.startsWith("ansible_ssh_"_L1) || fact.startsWith("ansible_ssh_host_key_"_L1);
}

void Variables::addFacts(const QString &name, const Dict &facts)
{
    Host &host = m_hosts[name];
    host.facts.update(facts);
    ++host.generation;
    host.namespaced = namespaced(host.facts);
}

void Variables::clearFacts(const QString &name)
{
    Host &host = m_hosts[name];
    host.facts = {};
    ++host.generation;
    host.namespaced = Dict{};
}

void Variables::include(const QString &host, const Dict &variables)
{
    m_hosts[host].included.update(variables);
    ++m_hosts[host].generation;
}

void Variables::set(const QString &host, const QString &name, const Value &value)
{
    m_hosts[host].set.insert(name, value);
    ++m_hosts[host].generation;
}

} // namespace skybro::playbook
