#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

TaskResult run(const ModuleCall &call)
{
    const Value failure = call.args.value(u"fail_msg"_s);
    const Value success = call.args.value(u"success_msg"_s);
    const bool isQuiet = call.args.value(u"quiet"_s).isTrue();
    const auto message = [](const Value &given, const QString &otherwise) {
        return given.isNull() ? Value(otherwise) : given;
    };
    List conditions = call.args.value(u"that"_s).list();
    if (conditions.isEmpty())
        conditions = {call.args.value(u"that"_s)};
    TaskResult result;
    for (const Value &condition : conditions) {
        // A template that was expanded already is a boolean by now.
        const auto holds =
            condition.isString() ? call.controller->evaluate(condition.toText()) : Result<Value>(condition);
        if (!holds)
            return TaskResult::failure(holds.error().text);
        if (holds->isTrue())
            continue;
        result.failed = true;
        if (!isQuiet) {
            result.fields.insert(u"assertion"_s, condition);
            result.fields.insert(u"evaluated_to"_s, false);
        }
        const Value text = message(failure, u"Assertion failed"_s);
        if (text.isString())
            result.msg = text.toText();
        else
            result.fields.insert(u"msg"_s, text);
        return result;
    }
    const Value text = message(success, u"All assertions passed"_s);
    if (text.isString())
        result.msg = text.toText();
    else
        result.fields.insert(u"msg"_s, text);
    return result;
}

} // namespace

Module assertModule()
{
    return {
        .name = u"assert"_s,
        .fullNames = builtinNames(u"assert"_s),
        .options =
            {
                {.name = u"that"_s, .type = OptionType::Raw, .isRequired = true},
                {.name = u"fail_msg"_s, .type = OptionType::Raw, .aliases = {u"msg"_s}},
                {.name = u"success_msg"_s, .type = OptionType::Raw},
                {.name = u"quiet"_s, .type = OptionType::Bool, .otherwise = false},
            },
        .runsOnNode = false,
        .start = onController(run),
    };
}

} // namespace skybro::playbook
