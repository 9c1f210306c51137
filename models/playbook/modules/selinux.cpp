#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
file=$a_configfile
[ -e "$file" ] || fail "Unable to find file $file"
if [ "$a_state" != disabled ] && [ -z "$a_policy" ]; then fail "Policy is required if state is not 'disabled'"; fi
old_state=$(sed -n 's/^SELINUX=//p' "$file" | tail -n 1)
old_policy=$(sed -n 's/^SELINUXTYPE=//p' "$file" | tail -n 1)
now=disabled
if selinux; then
    read -r enforce </sys/fs/selinux/enforce
    if [ "$enforce" = 1 ]; then now=enforcing; else now=permissive; fi
fi
policy=${a_policy:-$old_policy}
put s configfile "$file"
put s policy "$policy"
put s state "$a_state"
put b reboot_required no
if [ "$a_state" != "$now" ]; then
    if [ "$now" = disabled ] || [ "$a_state" = disabled ]; then
        put b reboot_required yes
    else
        changed
        if [ "$a_state" = enforcing ]; then to=1; else to=0; fi
        check || must setenforce $to
    fi
fi
if [ "$a_state" != "$old_state" ] || [ "$policy" != "$old_policy" ]; then
    changed
    a_owner= a_group= a_mode= a_seuser= a_serole= a_setype= a_selevel=
    content() { sed "s/^SELINUX=.*/SELINUX=$a_state/; s/^SELINUXTYPE=.*/SELINUXTYPE=$policy/" "$file"; }
    check || install_file "$file"
fi
)sh";

} // namespace

Module selinuxModule()
{
    return {
        .name = u"selinux"_s,
        .fullNames = {u"ansible.posix.selinux"_s},
        .options =
            {
                {.name = u"configfile"_s,
                 .otherwise = Value(u"/etc/selinux/config"_s),
                 .aliases = {u"conf"_s, u"file"_s}},
                {.name = u"policy"_s},
                {.name = u"state"_s,
                 .isRequired = true,
                 .choices = {u"disabled"_s, u"enforcing"_s, u"permissive"_s}},
                {.name = u"update_kernel_param"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .isSupported = false},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
