#include "models/playbook/modules/systemctl.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QByteArray systemctlFunctions()
{
    return R"sh(
# How systemd is spoken to; what `service` does where it runs, and `systemd` always.
sc() { LC_ALL=C systemctl $scope "$@"; }
with_systemd() {
    case $scope_word in user) scope=--user ;; global) scope=--global ;; *) scope= ;; esac
    if [ "$reload" = yes ]; then check || must sc daemon-reload; fi
    if [ "$reexec" = yes ]; then check || must sc daemon-reexec; fi
    if [ -z "$a_name" ]; then put n name ''; put D status ''; sb_end; fi
    put s name "$a_name"
    # Not by a pipe: whatever it starts must hold nothing of ours.
    capture sc show "$a_name"
    active= enabled= load=
    eval "$(sed -n "s/^ActiveState=\([a-z-]*\)$/active=\1/p
        s/^UnitFileState=\([a-z-]*\)$/enabled=\1/p
        s/^LoadState=\([a-z-]*\)$/load=\1/p" "$sb_out")"
    if [ "$load" = not-found ] || [ "$sb_rc" != 0 ] || [ ! -s "$sb_out" ]; then
        unit_file=$(sc list-unit-files --no-legend "$a_name" "$a_name.service" 2>/dev/null)
        [ -n "$unit_file" ] || fail "Could not find the requested service $a_name: host"
    fi
    put_file status_text "$sb_out"
    if [ -n "$masked" ]; then
        is=no
        if [ "$load" = masked ] || [ "$enabled" = masked ]; then is=yes; fi
        if [ $is != "$masked" ]; then
            changed
            verb=unmask
            if [ "$masked" = yes ]; then verb=mask; fi
            check || must sc $verb "$a_name"
            if [ $verb = unmask ]; then enabled=$(sc is-enabled "$a_name" 2>/dev/null); fi
        fi
    fi
    if [ -n "$a_enabled" ]; then
        case $enabled in
            enabled | enabled-runtime | alias | indirect | generated | static) is=yes ;;
            '') if sc is-enabled "$a_name" >/dev/null 2>&1; then is=yes; else is=no; fi ;;
            *) is=no ;;
        esac
        # A static or indirect unit can be neither; Ansible asks is-enabled, which says yes to both.
        put b enabled "$a_enabled"
        if [ $is != "$a_enabled" ]; then
            changed
            verb=disable
            if [ "$a_enabled" = yes ]; then verb=enable; fi
            sb_message="Unable to $verb service $a_name: "
            check || must sc $verb "$a_name"
        fi
    fi
    if [ -n "$a_state" ]; then
        put s state started
        running=no
        case $active in active | activating) running=yes ;; esac
        verb=
        case $a_state in
            started) [ $running = yes ] || verb=start ;;
            stopped)
                put s state stopped
                case $active in active | activating | deactivating) verb=stop ;; esac
                ;;
            reloaded) verb=reload; [ $running = yes ] || verb=start ;;
            restarted) verb=restart ;;
        esac
        if [ -n "$verb" ]; then
            changed
            sb_message="Unable to $verb service $a_name: "
            block=
            if [ "$no_block" = yes ]; then block=--no-block; fi
            check || must sc $verb $block "$a_name"
        fi
    fi
    sb_end
}
)sh";
}

void finishStatus(const ModuleCall & /*call*/, const Report &report, TaskResult &result)
{
    result.fields.remove(u"status_text"_s);
    if (!report.has(u"status_text"_s))
        return;
    Dict status;
    for (const QString &line : report.text(u"status_text"_s).split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals > 0)
            status.insert(line.left(equals), line.mid(equals + 1));
    }
    result.fields.insert(u"status"_s, status);
}

} // namespace skybro::playbook
