#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"
#include "models/playbook/modules/systemctl.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// Without systemd: the init script by `service`, its links by what the distribution has.
const QByteArray body = systemctlFunctions() + R"sh(
case $a_use in
    auto) if [ -d /run/systemd/system ] && have systemctl; then manager=systemd; else manager=service; fi ;;
    *) manager=$a_use ;;
esac
masked= reload=no reexec=no no_block=no scope_word=system
if [ "$manager" = systemd ]; then with_systemd; fi
put s name "$a_name"
if have service; then sv() { service "$a_name" "$@"; }
elif [ -x "/etc/init.d/$a_name" ]; then sv() { "/etc/init.d/$a_name" "$@"; }
else fail "Could not find the requested service $a_name: host"; fi
if [ ! -e "/etc/init.d/$a_name" ]; then fail "Could not find the requested service $a_name: host"; fi
if [ -n "$a_enabled" ]; then
    put b enabled "$a_enabled"
    is=no
    for link in /etc/rc[2345S].d/S??"$a_name" /etc/rc.d/rc[2345].d/S??"$a_name"; do
        if [ -e "$link" ]; then is=yes; fi
    done
    if [ $is != "$a_enabled" ]; then
        changed
        if ! check; then
            if have update-rc.d; then
                if [ "$a_enabled" = yes ]; then
                    must update-rc.d "$a_name" defaults
                    must update-rc.d "$a_name" enable
                else
                    must update-rc.d "$a_name" disable
                fi
            elif have chkconfig; then
                verb=off
                if [ "$a_enabled" = yes ]; then verb=on; must chkconfig --add "$a_name"; fi
                must chkconfig "$a_name" $verb
            else
                fail 'no way to enable a service is known on this node'
            fi
        fi
    fi
fi
[ -n "$a_state" ] || sb_end
running=no
if [ -n "$a_pattern" ]; then
    for line in /proc/[0-9]*/cmdline; do
        # shellcheck disable=SC2002
        if cat "$line" 2>/dev/null | tr '\\0' ' ' | grep -q -F -e "$a_pattern"; then running=yes; break; fi
    done
else
    capture sv status
    said=$(cat "$sb_out" "$sb_err" | tr 'A-Z' 'a-z')
    # Many init scripts answer 0 whatever is the case: their words count as well.
    case $said in
        *unrecognized*) fail "Could not find the requested service $a_name: host" ;;
        *stopped* | *'not running'* | *'is dead'* | *'not active'*) ;;
        *) case $sb_rc in 0) running=yes ;; 1 | 2 | 3 | 4 | 69) ;; *) case $said in *running* | *started*) running=yes ;; esac ;; esac ;;
    esac
fi
put s state started
verb=
case $a_state in
    started) [ $running = yes ] || verb=start ;;
    stopped) put s state stopped; [ $running = no ] || verb=stop ;;
    reloaded) if [ $running = yes ]; then verb=reload; else verb=start; fi ;;
    restarted) verb=restart ;;
esac
[ -n "$verb" ] || sb_end
changed
if check; then put s msg 'service state changed'; sb_end; fi
if [ $verb = restart ]; then
    # Not every init script knows how to.
    capture sv stop
    sleep "${a_sleep:-0}"
    verb=start
fi
# shellcheck disable=SC2086
must sv $verb $a_arguments
)sh";

} // namespace

Module serviceModule()
{
    return {
        .name = u"service"_s,
        .fullNames = {u"ansible.builtin.service"_s, u"ansible.legacy.service"_s, u"sysvinit"_s,
                      u"ansible.builtin.sysvinit"_s},
        .options =
            {
                {.name = u"arguments"_s, .aliases = {u"args"_s}},
                {.name = u"enabled"_s, .type = OptionType::Bool},
                {.name = u"name"_s, .isRequired = true},
                {.name = u"pattern"_s},
                {.name = u"runlevel"_s, .otherwise = Value(u"default"_s), .isSupported = false},
                {.name = u"sleep"_s, .type = OptionType::Int},
                {.name = u"state"_s, .choices = {u"reloaded"_s, u"restarted"_s, u"started"_s, u"stopped"_s}},
                {.name = u"use"_s, .otherwise = Value(u"auto"_s)},
            },
        .oneOf = {{u"state"_s, u"enabled"_s}},
        .start = oneScript(body, finishStatus),
    };
}

} // namespace skybro::playbook
