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

/// What `hosts` of each play says.
Result<QStringList> patternsOf(const Playbook &playbook, const Dict &extraVars)
{
    QStringList patterns;
    std::optional<Templar> templar; // only for those who need it: it takes a while to make
    for (const std::shared_ptr<const Play> &play : playbook.plays) {
        Value hosts = play->hosts.value;
        if (Templar::isTemplate(hosts)) {
            if (!templar)
                templar.emplace();
            Result<Value> expanded = templar->expand(hosts, ExtraVars(extraVars));
            if (!expanded) {
                Error error = expanded.error();
                error.text = u"%1: %2"_s.arg(play->hosts.mark.toText(), error.text);
                return std::unexpected(error);
            }
            hosts = *expanded;
        }
        patterns += hosts.isList() ? hosts.toTexts().join(u',') : hosts.toText();
    }
    return patterns;
}

} // namespace

Result<Targets> targetsOf(const Playbook *playbook, const Inventory &inventory, const QString &limit,
                          const Dict &extraVars)
{
    Inventory hosts = inventory;
    hosts.addImplicitLocalhost();
    const Result<QStringList> patterns = playbook ? patternsOf(*playbook, extraVars) : QStringList{u"all"_s};
    if (!patterns)
        return std::unexpected(patterns.error());
    Targets targets;
    QSet<QString> seen;
    for (const QString &pattern : *patterns) {
        Result<QStringList> named = matchHosts(hosts, pattern, &targets.unmatched);
        if (named && !limit.trimmed().isEmpty())
            named = limitHosts(hosts, *named, limit, &targets.unmatched);
        if (!named)
            return std::unexpected(named.error());
        for (const QString &host : std::as_const(*named)) {
            if (!seen.contains(host))
                targets.hosts += host;
            seen.insert(host);
        }
    }
    targets.unmatched.removeDuplicates();
    return targets;
}

} // namespace skybro::playbook
