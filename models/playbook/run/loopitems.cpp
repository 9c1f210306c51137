#include "models/playbook/run/loopitems.h"

#include "models/playbook/run/runstate.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// A lookup's terms: a list, or one thing as a list of one.
Result<List> terms(const TaskScope &scope, const Value &written, bool skipsUndefined)
{
    Templar &templar = scope.run().templar;
    if (!written.isList()) {
        const auto value = templar.expand(written, scope);
        if (!value)
            return std::unexpected(value.error());
        return value->isList() ? value->list() : List{*value};
    }
    List all;
    for (const Value &each : written.list()) {
        const auto value = templar.expand(each, scope);
        if (value)
            all.append(*value);
        else if (!skipsUndefined)
            return std::unexpected(value.error());
    }
    return all;
}

} // namespace

Result<std::optional<List>> loopItems(const TaskScope &scope)
{
    const Task &task = *scope.task();
    if (!task.loop)
        return std::optional<List>();
    Templar &templar = scope.run().templar;
    if (task.loopLookup.isEmpty()) {
        const auto value = templar.expand(task.loop->value, scope);
        if (!value)
            return std::unexpected(value.error());
        if (!value->isList())
            return fail(
                ErrorKind::Invalid,
                u"Invalid data passed to 'loop', it requires a list, got this instead: %1. Hint: If you passed a list/dict of just one element, try adding wantlist=True to your lookup invocation or use q/query instead of lookup."_s
                    .arg(value->toText()));
        return std::optional(value->list());
    }
    const auto given = terms(scope, task.loop->value, task.loopLookup == "first_found"_L1);
    if (!given)
        return std::unexpected(given.error());
    TaskScope own(scope);
    // Expanded already: what still has braces is meant to have them.
    own.locals.insert(u"_terms"_s, Value(*given).toUnsafe());
    const auto value = templar.evaluate(u"query('%1', *_terms)"_s.arg(task.loopLookup), own);
    if (!value)
        return std::unexpected(value.error());
    const List items = Value(value->list()).toUnsafe().list();
    return std::optional(items);
}

} // namespace skybro::playbook
