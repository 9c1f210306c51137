#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
file=$a_sysctl_file
key=$a_name
path=/proc/sys/$(printf %s "$key" | tr . /)
value=$(printf %s "$a_value" | tr -s ' \t' ' ')
case $a_value in yes | true | True | on) value=1 ;; no | false | False | off) value=0 ;; esac
if [ "$a_state" = present ] && [ -z "$a_value" ]; then fail 'value cannot be None'; fi
real=$file
if [ -L "$file" ]; then real=$(readlink -f -- "$file"); fi
old=
if [ -e "$real" ]; then
    old=$(sed -n "s/^[[:space:]]*$(printf %s "$key" | sed 's/[.\/*]/[&]/g')[[:space:]]*=[[:space:]]*//p" "$real" | tail -n 1)
    old=$(printf %s "$old" | tr -s ' \t' ' ')
fi
writes=no
if [ "$a_state" = present ]; then
    [ "$old" = "$value" ] || writes=yes
else
    [ -z "$old" ] || writes=yes
fi
sets=no
if [ "$a_sysctl_set" = yes ] && [ "$a_state" = present ]; then
    now=$(sysctl -e -n "$key" 2>/dev/null | tr -s ' \t' ' ')
    if [ "$now" != "$value" ]; then
        sets=yes
        changed
    fi
fi
if [ $writes = yes ]; then changed; fi
if check; then sb_end; fi
if [ $sets = yes ]; then
    ignore=
    if [ "$a_ignoreerrors" = yes ]; then ignore=-e; fi
    sb_message="setting $key failed: "
    must sysctl $ignore -w "$key=$value"
fi
if [ $writes = yes ]; then
    a_owner= a_group= a_mode= a_seuser= a_serole= a_setype= a_selevel=
    content() {
        { [ ! -e "$real" ] || cat -- "$real"; } | key=$key value=$value state=$a_state awk '
            { name = $0; sub(/[ \t]*=.*/, "", name); sub(/^[ \t]*/, "", name) }
            index($0, "=") && name == ENVIRON["key"] {
                if (ENVIRON["state"] == "present" && !done) print ENVIRON["key"] "=" ENVIRON["value"]
                done = 1
                next
            }
            { print }
            END { if (!done && ENVIRON["state"] == "present") print ENVIRON["key"] "=" ENVIRON["value"] }'
    }
    install_file "$real"
    if [ "$a_reload" = yes ]; then
        capture sysctl -p "$real"
        [ "$sb_rc" = 0 ] || [ "$a_ignoreerrors" = yes ] || fail "Failed to reload sysctl: $(cat "$sb_out" "$sb_err")"
    fi
fi
)sh";

} // namespace

Module sysctlModule()
{
    return {
        .name = u"sysctl"_s,
        .fullNames = {u"ansible.posix.sysctl"_s},
        .options =
            {
                {.name = u"ignoreerrors"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"name"_s, .isRequired = true, .aliases = {u"key"_s}},
                {.name = u"reload"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"state"_s,
                 .otherwise = Value(u"present"_s),
                 .choices = {u"present"_s, u"absent"_s}},
                {.name = u"sysctl_file"_s,
                 .type = OptionType::Path,
                 .otherwise = Value(u"/etc/sysctl.conf"_s)},
                {.name = u"sysctl_set"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"value"_s, .aliases = {u"val"_s}},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
