#include "models/playbook/inventory/json.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Value inventoryHost(const Inventory &inventory, const QString &host)
{
    const Inventory::Host *known = inventory.host(host);
    return known ? Value(known->vars) : Value(Dict());
}

Value inventoryList(const Inventory &inventory)
{
    Dict hostvars;
    for (const QString &host : inventory.hosts())
        hostvars.insert(host, inventoryHost(inventory, host));
    Dict list{{u"_meta"_s, Dict{{u"hostvars"_s, hostvars}}}};
    for (const QString &name : inventory.groupNames()) {
        const Inventory::Group &group = *inventory.group(name);
        Dict content;
        if (!group.hosts.isEmpty())
            content.insert(u"hosts"_s, group.hosts);
        if (!group.children.isEmpty())
            content.insert(u"children"_s, group.children);
        if (!group.vars.isEmpty())
            content.insert(u"vars"_s, group.vars);
        if (!content.isEmpty())
            list.insert(name, content);
    }
    return list;
}

} // namespace skybro::playbook
