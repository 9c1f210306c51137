#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
have getsebool || fail 'This module requires libselinux-utils: getsebool is not on the node'
now=$(getsebool "$a_name" 2>/dev/null) || fail "SELinux boolean $a_name does not exist."
now=${now##* }
wanted=off
if [ "$a_state" = yes ]; then wanted=on; fi
put s name "$a_name"
put b state "$a_state"
put b persistent "$a_persistent"
if [ "$a_persistent" = yes ] && have semanage; then
    kept=$(semanage boolean -l 2>/dev/null | awk -v n="$a_name" '$1 == n { gsub(/[(),]/, " "); print $3 }')
    [ -z "$kept" ] || [ "$kept" = "$wanted" ] || now=differs
fi
if [ "$now" != "$wanted" ]; then
    changed
    p=
    if [ "$a_persistent" = yes ]; then p=-P; fi
    check || must setsebool $p "$a_name" $wanted
fi
)sh";

} // namespace

Module sebooleanModule()
{
    return {
        .name = u"seboolean"_s,
        .fullNames = {u"ansible.posix.seboolean"_s},
        .options =
            {
                {.name = u"ignore_selinux_state"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .isSupported = false},
                {.name = u"name"_s, .isRequired = true},
                {.name = u"persistent"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"state"_s, .type = OptionType::Bool, .isRequired = true},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
