#include "models/playbook/plays/argumentlint.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Ansible has it, this has not.
bool isUnsupported(const Module &module, const QString &key)
{
    return std::ranges::any_of(module.options, [&](const Option &option) {
        return !option.isSupported && (option.name == key || option.aliases.contains(key));
    });
}

/// Where an argument is written: its value if the key is right, else the key; the whole text of a short form.
struct Places
{
    QHash<QString, YamlNode::Entry> entries;
    Mark otherwise;

    [[nodiscard]] Mark of(const QString &key, bool isKey) const
    {
        const auto found = entries.constFind(key);
        if (found == entries.constEnd())
            return otherwise;
        return isKey ? found->first.mark() : found->second.mark();
    }
};

Places placesOf(const Task &task, const YamlNode &node)
{
    Places places{.entries = {}, .otherwise = task.argsMark};
    for (const QString &key : {u"args"_s, u"action"_s, u"local_action"_s, task.action}) {
        const YamlNode *mapping = node.find(key);
        for (const YamlNode::Entry &entry : mapping ? mapping->entries() : std::vector<YamlNode::Entry>())
            places.entries.insert(entry.first.text(), entry);
    }
    return places;
}

} // namespace

void lintTaskArguments(const Task &task, const YamlNode &node, Reading &reading)
{
    const Module &module = *task.module;
    const Places places = placesOf(task, node);
    const bool isRole = module.name == u"include_role"_s || module.name == u"import_role"_s;
    const QStringList missing = lintArguments(module, Value(Dict()));
    Dict given = task.defaultsOf(module.name);
    for (const auto &[written, value] : task.args) {
        if (written == u"_variable_params"_s || written == u"_raw_params"_s)
            continue;
        const QString key = isRole && written == u"role"_s ? u"name"_s : written;
        given.insert(key, value);
        for (const QString &fault : lintArguments(module, Value(Dict{{key, value}}))) {
            if (missing.contains(fault))
                continue;
            const bool isKnown = std::ranges::any_of(module.options, [&](const Option &option) {
                return option.name == key || option.aliases.contains(key);
            });
            if (isUnsupported(module, key))
                reading.findings.addUnsupported(places.of(written, true), fault);
            else
                reading.findings.addError(places.of(written, !isKnown), fault);
        }
    }
    if (task.args.contains(u"_variable_params"_s))
        return;
    for (const QString &fault : lintArguments(module, Value(given))) {
        if (missing.contains(fault))
            reading.findings.addError(task.mark, fault);
    }
}

} // namespace skybro::playbook
