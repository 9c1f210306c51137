#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
line=$(getent group -- "$a_name")
gid=
if [ -n "$line" ]; then
    gid=${line#*:*:}
    gid=${gid%%:*}
fi
put s name "$a_name"
put s state "$a_state"
put b system "${a_system:-no}"
o=
if [ "$a_non_unique" = yes ]; then o=-o; fi
if [ "$a_state" = absent ]; then
    if [ -n "$gid" ]; then
        changed
        check || must groupdel "$a_name"
    fi
elif [ -z "$gid" ]; then
    changed
    if ! check; then
        set --
        if [ -n "$a_gid" ]; then set -- "$@" -g "$a_gid" $o; fi
        if [ "$a_system" = yes ]; then set -- "$@" -r; fi
        must groupadd "$@" "$a_name"
    fi
elif [ -n "$a_gid" ] && [ "$a_gid" != "$gid" ]; then
    changed
    check || must groupmod -g "$a_gid" $o "$a_name"
fi
if [ "$a_state" = present ]; then
    gid=$(group_id "$a_name") && put i gid "$gid"
fi
)sh";

} // namespace

Module groupModule()
{
    return {
        .name = u"group"_s,
        .fullNames = builtinNames(u"group"_s),
        .options =
            {
                {.name = u"gid"_s, .type = OptionType::Int},
                {.name = u"local"_s, .type = OptionType::Bool, .otherwise = false, .isSupported = false},
                {.name = u"name"_s, .isRequired = true},
                {.name = u"non_unique"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"state"_s,
                 .otherwise = Value(u"present"_s),
                 .choices = {u"absent"_s, u"present"_s}},
                {.name = u"system"_s, .type = OptionType::Bool, .otherwise = false},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
