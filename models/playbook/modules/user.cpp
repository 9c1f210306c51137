#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
# The user's entry: found, and its fields u_uid to u_shell.
look_up() {
    found=$(getent passwd -- "$a_name")
    IFS=:
    set -f
    # shellcheck disable=SC2086
    set -- $found
    set +f
    unset IFS
    u_uid=${3-} u_gid=${4-} u_comment=${5-} u_home=${6-} u_shell=${7-}
}
look_up
put s name "$a_name"
put s state "$a_state"
# by COMMAND…: what it said is a part of the result.
by() {
    must "$@"
    [ ! -s "$sb_out" ] || put_file stdout "$sb_out"
    [ ! -s "$sb_err" ] || put_file stderr "$sb_err"
}
if [ "$a_state" = absent ]; then
    put b force "$a_force"
    put b remove "$a_remove"
    if [ -n "$found" ]; then
        changed
        set --
        if [ "$a_force" = yes ]; then set -- "$@" -f; fi
        if [ "$a_remove" = yes ]; then set -- "$@" -r; fi
        check || by userdel "$@" "$a_name"
    fi
    sb_end
fi
# An earlier task may make the groups that are missing yet: Ansible asks for none either.
if [ -z "$found" ] && check; then
    changed
    sb_end
fi
exists() {
    case $1 in
        *[!0-9]*) group_id "$1" >/dev/null ;;
        *) getent group -- "$1" >/dev/null ;;
    esac
}
newline='
'
wanted_groups=
IFS=$newline
for group in $a_groups; do
    exists "$group" || { IFS=" $newline"; fail "Group $group does not exist"; }
    wanted_groups=${wanted_groups:+$wanted_groups,}$group
done
IFS=" $newline"
[ -z "$a_group" ] || exists "$a_group" || fail "Group $a_group does not exist"
if [ -n "$expires" ]; then
    case $expires in -*) expire_date= ;; *) expire_date=$(date -u -d "@$expires" +%Y-%m-%d) ;; esac
fi
shadow() { getent shadow -- "$a_name" | cut -d: -f"$1"; }
set_password() {
    printf '%s:%s\n' "$a_name" "$a_password" >"$sb_out.in"
}
set --
if [ -z "$found" ]; then
    changed
    if [ -n "$a_uid" ]; then
        set -- "$@" -u "$a_uid"
        if [ "$a_non_unique" = yes ]; then set -- "$@" -o; fi
    fi
    if [ -n "$a_group" ]; then set -- "$@" -g "$a_group"
    elif exists "$a_name"; then set -- "$@" -N; fi
    if [ -n "$wanted_groups" ]; then set -- "$@" -G "$wanted_groups"; fi
    if [ -n "$a_comment" ]; then set -- "$@" -c "$a_comment"; fi
    if [ -n "$a_home" ]; then
        if [ "$a_create_home" = yes ] && [ ! -d "${a_home%/*}" ] && [ -n "${a_home%/*}" ]; then run mkdir -p -- "${a_home%/*}"; fi
        set -- "$@" -d "$a_home"
    fi
    if [ -n "$a_shell" ]; then set -- "$@" -s "$a_shell"; fi
    if [ -n "${expire_date-}" ]; then set -- "$@" -e "$expire_date"; fi
    if [ "$a_create_home" = yes ]; then
        set -- "$@" -m
        if [ -n "$a_skeleton" ]; then set -- "$@" -k "$a_skeleton"; fi
        if [ -n "$a_umask" ]; then set -- "$@" -K "UMASK=$a_umask"; fi
    else
        set -- "$@" -M
    fi
    if [ "$a_system" = yes ]; then set -- "$@" -r; fi
    by useradd "$@" "$a_name"
    set --
    sets_password=${a_password:+yes}
    locks=
    if [ "$a_password_lock" = yes ] && [ -n "$a_password" ]; then locks=yes; fi
else
    if [ -n "$a_uid" ] && [ "$a_uid" != "$u_uid" ]; then
        set -- "$@" -u "$a_uid"
        if [ "$a_non_unique" = yes ]; then set -- "$@" -o; fi
    fi
    if [ -n "$a_group" ]; then
        case $a_group in *[!0-9]*) gid=$(group_id "$a_group") ;; *) gid=$a_group ;; esac
        [ "$gid" = "$u_gid" ] || set -- "$@" -g "$gid"
    fi
    if [ "$has_groups" = yes ]; then
        # The groups that name the user; its own is none of them.
        primary=$(getent group -- "$u_gid" | cut -d: -f1)
        current=$(getent group | awk -F: -v me="$a_name" -v own="$primary" '
            $1 != own { n = split($4, m, ","); for (i = 1; i <= n; i++) if (m[i] == me) print $1 }' | sort -u)
        wanted=$(for group in $a_groups; do getent group -- "$group" | cut -d: -f1; done | grep -v -x -F -e "$primary" | sort -u)
        if [ "$a_append" = yes ]; then
            missing=$(for group in $wanted; do printf '%s\n' "$current" | grep -q -x -F -e "$group" || echo "$group"; done)
            [ -z "$missing" ] || set -- "$@" -a -G "$wanted_groups"
        elif [ "$wanted" != "$current" ]; then
            set -- "$@" -G "$wanted_groups"
        fi
    fi
    if [ -n "$a_comment" ] && [ "$a_comment" != "$u_comment" ]; then set -- "$@" -c "$a_comment"; fi
    if [ -n "$a_home" ] && [ "$a_home" != "$u_home" ]; then
        set -- "$@" -d "$a_home"
        if [ "$a_move_home" = yes ]; then set -- "$@" -m; fi
    fi
    if [ -n "$a_shell" ] && [ "$a_shell" != "$u_shell" ]; then set -- "$@" -s "$a_shell"; fi
    if [ -n "$expires" ]; then
        days=$(shadow 8)
        case $expires in
            -*) [ -z "$days" ] || set -- "$@" -e '' ;;
            *) [ "$days" = $((expires / 86400)) ] || set -- "$@" -e "$expire_date" ;;
        esac
    fi
    sets_password= locks=
    if [ -n "$a_password$a_password_lock" ]; then
        old=$(shadow 2)
        if [ -n "$a_password" ] && [ "$a_update_password" = always ] && [ "${old#!}" != "${a_password#!}" ]; then
            sets_password=yes
        elif [ "$a_password_lock" = yes ]; then
            case $old in !*) ;; *) locks=-L ;; esac
        elif [ "$a_password_lock" = no ]; then
            case $old in !*) locks=-U ;; esac
        fi
        if [ $# -gt 0 ] && [ -n "$locks" ]; then set -- "$@" "$locks"; locks=; fi
    fi
    if [ $# -gt 0 ]; then
        changed
        check || by usermod "$@" "$a_name"
    fi
fi
if [ -n "$sets_password" ]; then
    changed
    if ! check; then
        # Not in the arguments of a command, where all could read it.
        sb_said=$(printf '%s:%s\n' "$a_name" "$a_password" | chpasswd -e 2>&1) || fail "$sb_said"
        if [ "$a_password_lock" = yes ]; then must usermod -L "$a_name"; fi
    fi
elif [ -n "$locks" ]; then
    changed
    check || must usermod "$locks" "$a_name"
fi
for limit in "5 $a_password_expire_max -M" "4 $a_password_expire_min -m"; do
    # shellcheck disable=SC2086
    set -- $limit
    [ $# = 3 ] || continue
    if [ "$(shadow "$1")" != "$2" ]; then
        changed
        check || must chage "$3" "$2" "$a_name"
    fi
done
look_up
home=$u_home
if [ "$a_create_home" = yes ] && [ -n "$home" ] && [ ! -e "$home" ]; then
    changed
    if ! check; then
        run mkdir -p -- "$home"
        skeleton=${a_skeleton:-/etc/skel}
        if [ -d "$skeleton" ]; then run cp -R -- "$skeleton/." "$home"; fi
        mask=${a_umask:-$(awk '$1 == "UMASK" { print $2 }' /etc/login.defs 2>/dev/null)}
        run chmod "$(printf %04o $((0777 & ~0${mask:-22})))" "$home"
        run chown -R "$u_uid:$u_gid" "$home"
    fi
fi
if [ "$a_generate_ssh_key" = yes ]; then
    key=${a_ssh_key_file:-.ssh/id_$a_ssh_key_type}
    case $key in /*) ;; *) key=$home/$key ;; esac
    if [ ! -e "$key" ] || [ "$a_force" = yes ]; then
        changed
        if ! check; then
            if [ ! -d "${key%/*}" ]; then
                run mkdir -m 700 -- "${key%/*}"
                run chown "$u_uid:$u_gid" "${key%/*}"
            fi
            rm -f -- "$key"
            comment=$a_ssh_key_comment
            if [ "$comment" = "ansible-generated on \$HOSTNAME" ]; then comment="ansible-generated on $(uname -n)"; fi
            set -- -t "$a_ssh_key_type"
            if [ -n "$a_ssh_key_bits" ] && [ "$a_ssh_key_bits" != 0 ]; then set -- "$@" -b "$a_ssh_key_bits"; fi
            run ssh-keygen -q "$@" -C "$comment" -N "$a_ssh_key_passphrase" -f "$key"
            run chown "$u_uid:$u_gid" "$key" "$key.pub"
        fi
    fi
    put s ssh_key_file "$key"
    if [ -e "$key.pub" ]; then
        put s ssh_public_key "$(cat -- "$key.pub")"
        put s ssh_fingerprint "$(ssh-keygen -l -f "$key.pub" 2>/dev/null)"
    fi
fi
put i uid "$u_uid"
put i group "$u_gid"
put s comment "$u_comment"
put s home "$home"
put s shell "$u_shell"
put b append "$a_append"
put b move_home "$a_move_home"
put b create_home "$a_create_home"
put b system "$a_system"
if [ "$has_groups" = yes ]; then put s groups "$wanted_groups"; fi
if [ -n "$a_password" ]; then put s password NOT_LOGGING_PASSWORD; fi
)sh";

Result<void> write(const ModuleCall &call, ScriptText &text)
{
    text.set("has_groups", call.args.value(u"groups"_s).isNull() ? u"no"_s : u"yes"_s);
    const auto expires = call.args.value(u"expires"_s).toDouble();
    text.set("expires", expires ? QString::number(qint64(*expires)) : QString());
    text.add(body);
    return {};
}

} // namespace

Module userModule()
{
    return {
        .name = u"user"_s,
        .fullNames = builtinNames(u"user"_s),
        .options =
            {
                {.name = u"append"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"authorization"_s, .isSupported = false},
                {.name = u"comment"_s},
                {.name = u"create_home"_s,
                 .type = OptionType::Bool,
                 .otherwise = true,
                 .aliases = {u"createhome"_s}},
                {.name = u"expires"_s, .type = OptionType::Float},
                {.name = u"force"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"generate_ssh_key"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"group"_s},
                {.name = u"groups"_s, .type = OptionType::Sequence},
                {.name = u"hidden"_s, .type = OptionType::Bool, .isSupported = false},
                {.name = u"home"_s, .type = OptionType::Path},
                {.name = u"local"_s, .type = OptionType::Bool, .otherwise = false, .isSupported = false},
                {.name = u"login_class"_s, .isSupported = false},
                {.name = u"move_home"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"name"_s, .isRequired = true, .aliases = {u"user"_s}},
                {.name = u"non_unique"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"password"_s, .isSecret = true},
                {.name = u"password_expire_max"_s, .type = OptionType::Int},
                {.name = u"password_expire_min"_s, .type = OptionType::Int},
                {.name = u"password_lock"_s, .type = OptionType::Bool},
                {.name = u"profile"_s, .isSupported = false},
                {.name = u"remove"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"role"_s, .isSupported = false},
                {.name = u"seuser"_s, .isSupported = false},
                {.name = u"shell"_s},
                {.name = u"skeleton"_s},
                {.name = u"ssh_key_bits"_s, .type = OptionType::Int},
                {.name = u"ssh_key_comment"_s, .otherwise = Value(u"ansible-generated on $HOSTNAME"_s)},
                {.name = u"ssh_key_file"_s, .type = OptionType::Path},
                {.name = u"ssh_key_passphrase"_s, .isSecret = true},
                {.name = u"ssh_key_type"_s, .otherwise = Value(u"rsa"_s)},
                {.name = u"state"_s,
                 .otherwise = Value(u"present"_s),
                 .choices = {u"absent"_s, u"present"_s}},
                {.name = u"system"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"uid"_s, .type = OptionType::Int},
                {.name = u"umask"_s},
                {.name = u"update_password"_s,
                 .otherwise = Value(u"always"_s),
                 .choices = {u"always"_s, u"on_create"_s}},
            },
        .start = oneScript(write),
    };
}

} // namespace skybro::playbook
