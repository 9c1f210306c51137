#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// As Ansible since 1.x: "yes", "true", … given as text become booleans.
Value typed(const Value &value)
{
    static const QStringList words{u"true"_s, u"false"_s, u"yes"_s, u"no"_s};
    if (value.isString() && words.contains(value.toText().toLower()))
        return *value.toBool();
    return value;
}

TaskResult run(const ModuleCall &call)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    const bool isCacheable = call.args.value(u"cacheable"_s).isTrue();
    Dict facts;
    for (const auto &[key, value] : call.args) {
        if (key == u"cacheable"_s)
            continue;
        if (!name.match(key).hasMatch())
            return TaskResult::failure(
                u"The variable name '%1' is not valid. Variables must start with a letter or underscore character, and contain only letters, numbers and underscores."_s
                    .arg(key));
        facts.insert(key, typed(value));
    }
    if (facts.isEmpty())
        return TaskResult::failure(
            u"No key/value pairs provided, at least one is required for this action to succeed"_s);
    TaskResult result;
    result.fields = {{u"ansible_facts"_s, facts}, {u"_ansible_facts_cacheable"_s, isCacheable}};
    return result;
}

} // namespace

Module set_factModule()
{
    return {
        .name = u"set_fact"_s,
        .fullNames = builtinNames(u"set_fact"_s),
        .options = {{.name = u"cacheable"_s, .type = OptionType::Bool, .otherwise = false}},
        .takesAnyOption = true,
        .runsOnNode = false,
        .start = onController(run),
    };
}

} // namespace skybro::playbook
