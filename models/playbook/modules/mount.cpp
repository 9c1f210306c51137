#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
path=$a_path
case $path in ?*/) path=${path%/} ;; esac
fstab=${a_fstab:-/etc/fstab}
opts=${a_opts:-defaults}
case $a_state in
    mounted | present | ephemeral)
        if [ -z "$a_src" ] || [ -z "$a_fstype" ]; then fail "state is $a_state but all of the following are missing: src, fstype"; fi
        ;;
esac
# `boot` is for the BSDs and Solaris only: on Linux Ansible writes nothing for it.
put s boot "$a_boot"
put s backup_file ''
put s name "$path"
put s fstab "$fstab"
put s opts "$opts"
put s dump "$a_dump"
put s passno "$a_passno"
if [ -n "$a_src" ]; then put s src "$a_src"; fi
if [ -n "$a_fstype" ]; then put s fstype "$a_fstype"; fi
# fstab writes blanks and backslashes of names as \040 and \134.
escape() { printf %s "$1" | sed 's/\\/\\134/g; s/ /\\040/g; s/	/\\011/g'; }
name=$(escape "$path")
line="$(escape "$a_src") $name $a_fstype $opts ${a_dump:-0} ${a_passno:-0}"
mounted() { awk -v p="$name" '$2 == p { found = 1 } END { exit !found }' /proc/mounts; }
old=$(if [ -e "$fstab" ]; then cat -- "$fstab"; fi; echo x)
old=${old%x}
edit=
case $a_state in
    mounted | present) edit=set ;;
    absent | absent_from_fstab) edit=unset ;;
esac
if [ -n "$edit" ]; then
    new=$(printf %s "$old" | name=$name line=$line edit=$edit fstype=$a_fstype src=$(escape "$a_src") awk '
        /^[ \t]*#/ || NF < 4 { print; next }
        $2 == ENVIRON["name"] && (ENVIRON["fstype"] != "swap" || $1 == ENVIRON["src"]) && ($2 != "none" || $1 == ENVIRON["src"]) {
            if (ENVIRON["edit"] == "unset") next
            done = 1
            split(ENVIRON["line"], w, " ")
            same = $1 == w[1] && $3 == w[3] && $4 == w[4] && ($5 == "" ? 0 : $5) == w[5] && ($6 == "" ? 0 : $6) == w[6]
            print same ? $0 : ENVIRON["line"]
            next
        }
        { print }
        END { if (ENVIRON["edit"] == "set" && !done) print ENVIRON["line"] }'; echo x)
    new=${new%x}
    if [ "$new" != "$old" ] && [ "$new" != "$old
" ]; then
        changed
        if ! check; then
            a_owner= a_group= a_mode= a_seuser= a_serole= a_setype= a_selevel=
            content() { printf %s "$new"; }
            if [ "$a_backup" = yes ]; then backup "$fstab"; fi
            if [ -L "$fstab" ]; then fstab=$(readlink -f -- "$fstab"); fi
            install_file "$fstab"
        fi
        fresh=yes
    fi
fi
sb_message="Error mounting $path: "
from_fstab() { if [ "$fstab" = /etc/fstab ]; then mount -- "$path"; else mount -T "$fstab" -- "$path"; fi; }
case $a_state in
    mounted)
        if [ ! -e "$path" ]; then
            changed
            check || run mkdir -p -- "$path"
        fi
        if mounted; then
            if [ "${fresh-}" = yes ]; then
                changed
                if ! check; then
                    capture mount -o remount -- "$path"
                    if [ "$sb_rc" != 0 ]; then must umount -- "$path"; must from_fstab; fi
                fi
            fi
        else
            changed
            check || must from_fstab
        fi
        ;;
    ephemeral)
        if ! mounted; then
            changed
            if ! check; then
                [ -d "$path" ] || run mkdir -p -- "$path"
                must mount -t "$a_fstype" -o "$opts" -- "$a_src" "$path"
            fi
        fi
        ;;
    unmounted)
        if mounted; then
            changed
            sb_message="Error unmounting $path: "
            check || must umount -- "$path"
        fi
        ;;
    remounted)
        changed
        if ! check; then
            capture mount -o remount -- "$path"
            if [ "$sb_rc" != 0 ]; then must umount -- "$path"; must from_fstab; fi
        fi
        ;;
    absent)
        if mounted; then
            changed
            sb_message="Error unmounting $path: "
            check || must umount -- "$path"
        fi
        if [ -d "$path" ]; then
            changed
            check || rmdir -- "$path" 2>/dev/null || fail "Error rmdir $path: it is not empty"
        fi
        ;;
esac
)sh";

} // namespace

Module mountModule()
{
    return {
        .name = u"mount"_s,
        .fullNames = {u"ansible.posix.mount"_s},
        .options =
            {
                {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"boot"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"dump"_s, .otherwise = Value(u"0"_s)},
                {.name = u"fstab"_s},
                {.name = u"fstype"_s},
                {.name = u"opts"_s},
                {.name = u"passno"_s, .otherwise = Value(u"0"_s)},
                {.name = u"path"_s, .type = OptionType::Path, .isRequired = true, .aliases = {u"name"_s}},
                {.name = u"src"_s, .type = OptionType::Path},
                {.name = u"state"_s,
                 .isRequired = true,
                 .choices = {u"absent"_s, u"absent_from_fstab"_s, u"mounted"_s, u"present"_s, u"unmounted"_s,
                             u"remounted"_s, u"ephemeral"_s}},
            },
        .start = oneScript(body),
    };
}

} // namespace skybro::playbook
