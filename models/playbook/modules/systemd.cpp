#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"
#include "models/playbook/modules/systemctl.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = systemctlFunctions() + R"sh(
masked=$a_masked reload=$a_daemon_reload reexec=$a_daemon_reexec no_block=$a_no_block scope_word=$a_scope
if [ -z "$a_name" ] && [ -n "$a_state$a_enabled$a_masked" ]; then
    fail 'missing required arguments: name'
fi
have systemctl || fail 'Failed to find required executable "systemctl" in paths: '"$PATH"
with_systemd
)sh";

} // namespace

Module systemdModule()
{
    return {
        .name = u"systemd"_s,
        .fullNames = {u"ansible.builtin.systemd"_s, u"ansible.legacy.systemd"_s, u"systemd_service"_s,
                      u"ansible.builtin.systemd_service"_s, u"ansible.legacy.systemd_service"_s},
        .options =
            {
                {.name = u"daemon_reexec"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .aliases = {u"daemon-reexec"_s}},
                {.name = u"daemon_reload"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .aliases = {u"daemon-reload"_s}},
                {.name = u"enabled"_s, .type = OptionType::Bool},
                {.name = u"force"_s, .type = OptionType::Bool, .isSupported = false},
                {.name = u"masked"_s, .type = OptionType::Bool},
                {.name = u"name"_s, .aliases = {u"service"_s, u"unit"_s}},
                {.name = u"no_block"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"scope"_s,
                 .otherwise = Value(u"system"_s),
                 .choices = {u"system"_s, u"user"_s, u"global"_s}},
                {.name = u"state"_s, .choices = {u"reloaded"_s, u"restarted"_s, u"started"_s, u"stopped"_s}},
            },
        .start = oneScript(body, finishStatus),
    };
}

} // namespace skybro::playbook
