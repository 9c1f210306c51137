#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
dir=${a_path:-${TMPDIR:-/tmp}}
if [ "$a_state" = directory ]; then d=-d; else d=; fi
p=$(mktemp $d "$dir/${a_prefix}XXXXXXXX$a_suffix" 2>&1) || fail "${p#mktemp: }"
changed
put s path "$p"
stop_here "$p"
)sh";

} // namespace

Module tempfileModule()
{
    return {
        .name = u"tempfile"_s,
        .fullNames = builtinNames(u"tempfile"_s),
        .options =
            {
                {.name = u"path"_s, .type = OptionType::Path},
                {.name = u"prefix"_s, .otherwise = Value(u"ansible."_s)},
                {.name = u"state"_s, .otherwise = Value(u"file"_s), .choices = {u"directory"_s, u"file"_s}},
                {.name = u"suffix"_s, .otherwise = Value(u""_s)},
            },
        .supportsCheck = false,
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
