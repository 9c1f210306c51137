#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
[ -e "$a_src" ] || fail "file not found: $a_src"
[ ! -d "$a_src" ] || fail "source is a directory and must be a file: $a_src"
[ -r "$a_src" ] || fail "file is not readable: $a_src"
put s source "$a_src"
put s encoding base64
put s content "$(base64 -w 0 <"$a_src" 2>/dev/null || base64 <"$a_src" | tr -d '\n')"
)sh";

} // namespace

Module slurpModule()
{
    return {
        .name = u"slurp"_s,
        .fullNames = builtinNames(u"slurp"_s),
        .options =
            {
                {.name = u"src"_s, .type = OptionType::Path, .isRequired = true, .aliases = {u"path"_s}},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
