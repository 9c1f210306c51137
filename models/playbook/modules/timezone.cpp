#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
[ -z "$a_hwclock" ] || fail 'timezone: hwclock is not supported'
zone=/usr/share/zoneinfo/$a_name
[ -n "$a_name" ] && [ -e "$zone" ] || fail "Error message:
given timezone \"$a_name\" is not available"
now=$(readlink -f /etc/localtime)
now=${now#/usr/share/zoneinfo/}
old=$now
systemd=no
if have timedatectl && timedatectl >/dev/null 2>&1; then systemd=yes; fi
# Debian keeps the name in a file, too, which is timedated's where systemd runs.
file=no
if [ $systemd = no ] && { [ -e /etc/timezone ] || have dpkg-reconfigure; }; then
    file=yes
    old=n/a
    if [ -e /etc/timezone ]; then read -r old </etc/timezone; fi
fi
if [ "$now" != "$a_name" ] && [ "$(readlink -f /etc/localtime)" != "$(readlink -f "$zone")" ] || [ "$old" != "$a_name" ]; then
    changed
    was name "$old" "$a_name"
    if ! check; then
        if [ $systemd = yes ]; then
            must timedatectl set-timezone "$a_name"
            put s msg "executed \`$(command -v timedatectl) set-timezone $a_name\`"
        else
            run ln -sfn "$zone" /etc/.skybro-localtime
            run mv -fT /etc/.skybro-localtime /etc/localtime
        fi
        if [ $file = yes ]; then
            a_owner= a_group= a_mode= a_seuser= a_serole= a_setype= a_selevel=
            content() { printf '%s\n' "$a_name"; }
            lines=0
            if [ -s /etc/timezone ]; then lines=1; fi
            install_file /etc/timezone
            put s msg "Added 1 line and deleted $lines line(s) on /etc/timezone"
        fi
    fi
fi
)sh";

} // namespace

Module timezoneModule()
{
    return {
        .name = u"timezone"_s,
        .fullNames = {u"community.general.timezone"_s},
        .options =
            {
                {.name = u"hwclock"_s,
                 .aliases = {u"rtc"_s},
                 .choices = {u"local"_s, u"UTC"_s},
                 .isSupported = false},
                {.name = u"name"_s},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
