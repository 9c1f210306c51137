#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
if have hostnamectl && [ -d /run/systemd/system ] && { [ -z "$a_use" ] || [ "$a_use" = systemd ]; }; then
    now=$(hostnamectl --transient 2>/dev/null || uname -n)
    kept=$(hostnamectl --static 2>/dev/null)
    # The kept name first: NetworkManager complains of the other order.
    if [ "$kept" != "$a_name" ]; then
        changed
        check || must hostnamectl --pretty --static set-hostname "$a_name"
    fi
    if [ "$now" != "$a_name" ]; then
        changed
        check || must hostnamectl --transient set-hostname "$a_name"
    fi
else
    now=$(uname -n)
    kept=$(cat /etc/hostname 2>/dev/null)
    if [ "$kept" != "$a_name" ]; then
        changed
        content() { printf '%s\n' "$a_name"; }
        a_owner= a_group= a_mode= a_seuser= a_serole= a_setype= a_selevel=
        check || install_file /etc/hostname
    fi
    if [ "$now" != "$a_name" ]; then
        changed
        check || must hostname "$a_name"
    fi
fi
put s name "$a_name"
put s ansible_facts/ansible_hostname "${a_name%%.*}"
put s ansible_facts/ansible_nodename "$a_name"
fqdn=$(hostname -f 2>/dev/null || echo "$a_name")
put s ansible_facts/ansible_fqdn "$fqdn"
case $fqdn in *.*) put s ansible_facts/ansible_domain "${fqdn#*.}" ;; *) put s ansible_facts/ansible_domain '' ;; esac
if [ "$now" != "$a_name" ]; then was hostname "hostname = $now" "hostname = $a_name"; fi
)sh";

} // namespace

Module hostnameModule()
{
    return {
        .name = u"hostname"_s,
        .fullNames = builtinNames(u"hostname"_s),
        .options =
            {
                {.name = u"name"_s, .isRequired = true},
                {.name = u"use"_s,
                 .choices = {u"alpine"_s, u"debian"_s, u"freebsd"_s, u"generic"_s, u"macos"_s, u"macosx"_s,
                             u"darwin"_s, u"openbsd"_s, u"openrc"_s, u"redhat"_s, u"sles"_s, u"solaris"_s,
                             u"systemd"_s}},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
