#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

TaskResult run(const ModuleCall &call)
{
    TaskResult result;
    // Runs here have verbosity 0: all there is to say is in the events.
    if (call.args.value(u"verbosity"_s).toInt().value_or(0) > 0) {
        result.skipped = true;
        result.fields.insert(u"skipped_reason"_s, Value(u"Verbosity threshold not met."_s));
        return result;
    }
    const Value &variable = call.args.value(u"var"_s);
    if (variable.isNull()) {
        result.fields.insert(u"msg"_s, call.args.value(u"msg"_s));
        return result;
    }
    if (!variable.isString()) {
        result.fields.insert(variable.toText(), variable);
        return result;
    }
    const auto value = call.controller->evaluate(variable.toText());
    // As Ansible: an undefined variable is no failure of `debug`.
    result.fields.insert(variable.toText(), value ? *value : Value(u"VARIABLE IS NOT DEFINED!"_s));
    return result;
}

} // namespace

Module debugModule()
{
    return {
        .name = u"debug"_s,
        .fullNames = builtinNames(u"debug"_s),
        .options =
            {
                {.name = u"msg"_s, .type = OptionType::Raw, .otherwise = Value(u"Hello world!"_s)},
                {.name = u"var"_s, .type = OptionType::Raw},
                {.name = u"verbosity"_s, .type = OptionType::Int, .otherwise = 0},
            },
        .exclusive = {{u"msg"_s, u"var"_s}},
        .runsOnNode = false,
        .start = onController(run),
    };
}

} // namespace skybro::playbook
