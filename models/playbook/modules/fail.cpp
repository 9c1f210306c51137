#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Module failModule()
{
    return {
        .name = u"fail"_s,
        .fullNames = builtinNames(u"fail"_s),
        .options = {{.name = u"msg"_s, .otherwise = Value(u"Failed as requested from task"_s)}},
        .runsOnNode = false,
        .start = onController(
            [](const ModuleCall &call) { return TaskResult::failure(call.args.value(u"msg"_s).toText()); }),
    };
}

} // namespace skybro::playbook
