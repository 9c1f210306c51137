#include "models/playbook/run/targets.h"

#include "models/playbook/inventory/pattern.h"
#include "models/playbook/template/templar.h"

#include <QSet>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class ExtraVars : public Scope
{
public:
    explicit ExtraVars(const Dict &vars)
        : m_vars(vars)
    {
    }
    [[nodiscard]] std::optional<Value> variable(const QString &name) const override
    {
        const Value *value = m_vars.find(name);
        return value ? std::optional(*value) : std::nullopt;
    }

private:
    const Dict &m_vars;
};

} // namespace

Result<QStringList> targetHosts(const Playbook &playbook, const RunOptions &options, QStringList *unmatched)
{
    Inventory inventory = options.inventory;
    inventory.addImplicitLocalhost();
    std::optional<Templar> templar; // only for those who need it: it takes a while to make
    QStringList all;
    QSet<QString> seen;
    for (const std::shared_ptr<const Play> &play : playbook.plays) {
        Value hosts = play->hosts.value;
        if (Templar::isTemplate(hosts)) {
            if (!templar)
                templar.emplace();
            Result<Value> expanded = templar->expand(hosts, ExtraVars(options.extraVars));
            if (!expanded) {
                Error error = expanded.error();
                error.text = u"%1: %2"_s.arg(play->hosts.mark.toText(), error.text);
                return std::unexpected(error);
            }
            hosts = *expanded;
        }
        const QString pattern = hosts.isList() ? hosts.toTexts().join(u',') : hosts.toText();
        Result<QStringList> named = matchHosts(inventory, pattern, unmatched);
        if (named && !options.limit.isEmpty())
            named = limitHosts(inventory, *named, options.limit, unmatched);
        if (!named)
            return named;
        for (const QString &host : std::as_const(*named)) {
            if (!seen.contains(host))
                all += host;
            seen.insert(host);
        }
    }
    if (unmatched)
        unmatched->removeDuplicates();
    return all;
}

} // namespace skybro::playbook
