#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

Module pingModule()
{
    return {
        .name = u"ping"_s,
        .fullNames = builtinNames(u"ping"_s),
        .options = {{.name = u"data"_s, .otherwise = Value(u"pong"_s)}},
        .start = oneScript(R"sh(
[ "$a_data" != crash ] || fail boom
put s ping "$a_data"
)sh"),
    };
}

} // namespace skybro::playbook
