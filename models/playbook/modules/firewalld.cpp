#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
have firewall-cmd || fail 'firewalld is not installed on the node: firewall-cmd is not there'
running=yes
capture firewall-cmd --state
if [ "$sb_rc" != 0 ]; then
    running=no
    if [ "$a_offline" != yes ]; then fail 'firewall is not currently running, unable to perform immediate actions without a running firewall daemon'; fi
    have firewall-offline-cmd || fail 'firewall-offline-cmd is not on the node'
fi
permanent=$a_permanent immediate=$a_immediate
# As Ansible: with neither, what runs now is meant.
if [ "$permanent" != yes ] && [ "$immediate" != yes ]; then immediate=yes; fi
if [ $running = no ]; then immediate=no permanent=yes; fi
zone=$a_zone
if [ -z "$zone" ]; then
    if [ $running = yes ]; then zone=$(firewall-cmd --get-default-zone); else zone=$(firewall-offline-cmd --get-default-zone); fi
fi
wanted=no
case $a_state in enabled | present) wanted=yes ;; esac
fw() {
    if [ $running = no ]; then firewall-offline-cmd "--zone=$zone" "$@"; else firewall-cmd $kept "--zone=$zone" "$@"; fi
}
# item NAME VALUE: one thing in the zone, asked with --query-NAME and changed with --add- and --remove-NAME.
item() {
    value=${2:+=$2}
    for where in permanent immediate; do
        eval "[ \"\$$where\" = yes ]" || continue
        kept=
        if [ $where = permanent ]; then kept=--permanent; fi
        query=query
        capture fw "--$query-$1$value"
        is=no
        if [ "$sb_rc" = 0 ]; then is=yes; elif [ "$sb_rc" != 1 ]; then fail "ERROR: Exception caught: $(cat "$sb_err" "$sb_out")"; fi
        [ $is != $wanted ] || continue
        changed
        verb=remove
        timeout=
        if [ $wanted = yes ]; then
            verb=add
            if [ $where = immediate ] && [ "${a_timeout:-0}" != 0 ]; then timeout=--timeout=$a_timeout; fi
        fi
        sb_message='ERROR: Exception caught: '
        check || must fw "--$verb-$1$value" $timeout
    done
}
if [ -n "$a_service" ]; then item service "$a_service"; fi
if [ -n "$a_port" ]; then item port "$a_port"; fi
if [ -n "$a_protocol" ]; then item protocol "$a_protocol"; fi
if [ -n "$a_source" ]; then item source "$a_source"; fi
if [ -n "$a_rich_rule" ]; then item rich-rule "$a_rich_rule"; fi
if [ -n "$a_interface" ]; then item interface "$a_interface"; fi
if [ -n "$a_icmp_block" ]; then item icmp-block "$a_icmp_block"; fi
if [ -n "$a_masquerade" ]; then
    case $a_masquerade in [Yy]es | [Tt]rue | 1 | on) ;; *) if [ $wanted = yes ]; then wanted=no; else wanted=yes; fi ;; esac
    item masquerade ''
fi
if [ -n "$a_target" ]; then
    [ "$permanent" = yes ] || fail 'target is a permanent operation'
    kept=--permanent
    target=$a_target
    if [ $wanted = no ]; then target=default; fi
    if [ "$(fw --get-target)" != "$target" ]; then
        changed
        check || must fw "--set-target=$target"
    fi
fi
if [ -z "$a_service$a_port$a_protocol$a_source$a_rich_rule$a_interface$a_icmp_block$a_masquerade$a_target" ] && [ -n "$a_zone" ]; then
    [ "$permanent" = yes ] || fail 'Zone operations must be permanent. Make sure you did not set the '"'permanent'"' flag to '"'false'"' or the '"'immediate'"' flag to '"'true'"'.'
    is=no
    for name in $(firewall-cmd --permanent --get-zones); do [ "$name" != "$a_zone" ] || is=yes; done
    if [ $is != $wanted ]; then
        changed
        verb=delete
        if [ $wanted = yes ]; then verb=new; fi
        check || must firewall-cmd --permanent "--$verb-zone=$a_zone"
    fi
fi
)sh";

} // namespace

Module firewalldModule()
{
    return {
        .name = u"firewalld"_s,
        .fullNames = {u"ansible.posix.firewalld"_s},
        .options =
            {
                {.name = u"icmp_block"_s},
                {.name = u"icmp_block_inversion"_s, .isSupported = false},
                {.name = u"immediate"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"interface"_s},
                {.name = u"masquerade"_s},
                {.name = u"offline"_s, .type = OptionType::Bool},
                {.name = u"permanent"_s, .type = OptionType::Bool},
                {.name = u"port"_s},
                {.name = u"port_forward"_s, .type = OptionType::Sequence, .isSupported = false},
                {.name = u"protocol"_s},
                {.name = u"rich_rule"_s},
                {.name = u"service"_s},
                {.name = u"source"_s},
                {.name = u"state"_s,
                 .isRequired = true,
                 .choices = {u"absent"_s, u"disabled"_s, u"enabled"_s, u"present"_s}},
                {.name = u"target"_s, .choices = {u"default"_s, u"ACCEPT"_s, u"DROP"_s, u"%%REJECT%%"_s}},
                {.name = u"timeout"_s, .type = OptionType::Int, .otherwise = 0},
                {.name = u"zone"_s},
            },
        .exclusive = {{u"icmp_block"_s, u"service"_s, u"protocol"_s, u"port"_s, u"rich_rule"_s,
                       u"interface"_s, u"masquerade"_s, u"source"_s, u"target"_s}},
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
