#include "models/playbook/run/conditions.h"

#include "models/playbook/run/runstate.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Result<bool> allHold(const QList<Written> &conditions, const TaskScope &scope)
{
    for (const Written &condition : conditions) {
        const Value &raw = condition.value;
        if (raw.isNull() || (raw.isString() && raw.toText().isEmpty()))
            continue;
        Result<Value> value = raw;
        if (raw.isString())
            value = scope.run().templar.evaluate(raw.toText(), scope);
        if (!value)
            return fail(
                ErrorKind::Invalid,
                u"The conditional check '%1' failed. The error was: error while evaluating conditional (%1): %2"_s
                    .arg(raw.toText(), value.error().text));
        if (!value->isTrue())
            return false;
    }
    return true;
}

Result<Value> keyword(Keyword which, const TaskScope &scope)
{
    const Written *written = scope.task()->find(which);
    if (!written)
        return Value();
    return scope.run().templar.expand(written->value, scope);
}

Result<bool> flag(Keyword which, const TaskScope &scope, bool otherwise)
{
    const auto value = keyword(which, scope);
    if (!value)
        return std::unexpected(value.error());
    return value->toBool().value_or(otherwise);
}

} // namespace skybro::playbook
