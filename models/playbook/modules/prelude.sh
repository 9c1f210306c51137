# What every module's script may use on a node. POSIX sh: dash, busybox ash and bash --posix run it, with
# coreutils or busybox. Sent once to each kept shell; a script is then
#
#     sb_begin NONCE CHECK DIFF; a_OPTION=VALUE …; …; sb_end
#
# in a subshell. What it reports goes to standard output as records that begin and end with the byte 036 and the
# nonce, so that whatever a command prints beside them is no harm. Types: s text, i integer, b yes or no, f float,
# n null, l one more item of a list, L an empty list, D an empty dict, j JSON, x bytes that are no part of the result.
# A key a/b/c is c of b of a.

# Sets up one script: no trace stays of it, however it ends.
sb_begin() {
    sb=$1 sb_check=$2 sb_diff=$3 sb_changed=no sb_new= sb_out= sb_err= sb_backup=
    trap sb_clean EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
}

sb_clean() {
    [ -z "$sb_new" ] || rm -rf -- "$sb_new"
    [ -z "$sb_out" ] || rm -f -- "$sb_out" "$sb_err"
}

sb_end() {
    put b changed "$sb_changed"
    put b end yes
    exit 0
}

# put TYPE KEY VALUE: one record.
put() { printf '\036%s%s%s\n%s\n\036%s\n' "$sb" "$1" "$2" "$3" "$sb"; }

# put_file KEY FILE: a text record of the file's bytes, as they are.
put_file() {
    printf '\036%ss%s\n' "$sb" "$1"
    cat -- "$2"
    printf '\n\036%s\n' "$sb"
}

# put_bytes KEY FILE: the file's bytes for the module's own use, of any size.
put_bytes() {
    printf '\036%sx%s\n' "$sb" "$1"
    cat -- "$2"
    printf '\n\036%s\n' "$sb"
}

# fail MESSAGE: the end of the script, and of the task.
fail() {
    put s msg "$1"
    put b failed yes
    sb_end
}

changed() { sb_changed=yes; }
check() { [ "$sb_check" = yes ]; }
have() { command -v "$1" >/dev/null 2>&1; }
selinux() { [ -e /sys/fs/selinux/enforce ]; }

# run COMMAND…: it must succeed, or its words are the task's failure. Not for what leaves a daemon behind.
run() { sb_said=$("$@" 2>&1 </dev/null) || fail "$sb_said"; }

# capture COMMAND…: sb_rc, and what it wrote in the files sb_out and sb_err. Files, since a daemon that the
# command leaves behind would keep a pipe open for ever; in memory where possible, since the disk may be full.
capture() {
    if [ -z "$sb_out" ]; then
        sb_umask=$(umask)
        umask 077
        for sb_dir in /dev/shm /tmp /var/tmp "${HOME:-/}" .; do
            [ -d "$sb_dir" ] && [ -w "$sb_dir" ] || continue
            sb_out=$sb_dir/.skybro-$sb.out sb_err=$sb_dir/.skybro-$sb.err
            if (set -C; : >"$sb_out"; : >"$sb_err") 2>/dev/null; then break; fi
            sb_out=
        done
        umask "$sb_umask"
        [ -n "$sb_out" ] || fail 'no directory on the node could take the output of a command'
    fi
    "$@" >"$sb_out" 2>"$sb_err" </dev/null
    sb_rc=$?
}

# must COMMAND…: capture, and the task fails with what the command said unless it ended with 0.
must() {
    capture "$@"
    [ "$sb_rc" = 0 ] && return
    sb_said=$(cat -- "$sb_err" "$sb_out")
    put i rc "$sb_rc"
    put_file stdout "$sb_out"
    put_file stderr "$sb_err"
    fail "${sb_message-}${sb_said:-"$1 failed with exit code $sb_rc"}"
}

# look PATH: l_state (absent, link, directory, hard, file), l_mode (0644), l_uid, l_gid, l_user, l_group,
# l_size; false when there is nothing.
look() {
    l_state=absent l_mode= l_uid= l_gid= l_user= l_group= l_size=
    sb_path=$1
    [ -e "$1" ] || [ -L "$1" ] || return 1
    sb_stat=$(stat -c '%a:%u:%g:%s:%h:%U:%G' -- "$1" 2>/dev/null) || return 1
    sb_ifs=$IFS
    IFS=:
    set -f
    # shellcheck disable=SC2086
    set -- $sb_stat
    set +f
    IFS=$sb_ifs
    l_mode=$1 l_uid=$2 l_gid=$3 l_size=$4 l_user=$6 l_group=$7
    case ${#l_mode} in 1) l_mode=000$l_mode ;; 2) l_mode=00$l_mode ;; 3) l_mode=0$l_mode ;; esac
    if [ -L "$sb_path" ]; then
        l_state=link
    elif [ -d "$sb_path" ]; then
        l_state=directory
    elif [ "$5" -gt 1 ]; then
        l_state=hard
    else
        l_state=file
    fi
}

# path_info PATH: the records that Ansible adds for a file it dealt with; false when there is none.
path_info() {
    look "$1" || return 1
    put i uid "$l_uid"
    put i gid "$l_gid"
    put s owner "$l_user"
    put s group "$l_group"
    put s mode "$l_mode"
    put s state "$l_state"
    put i size "$l_size"
    if selinux; then put s secontext "$(stat -c %C -- "$1" 2>/dev/null)"; fi
}

# was KEY BEFORE AFTER [TYPE]: one line of the diff of a state.
was() {
    [ "$sb_diff" = yes ] || return 0
    put "${4-s}" "before/$1" "$2"
    put "${4-s}" "after/$1" "$3"
}

# The gid of a group's name; false when there is none.
group_id() {
    if have getent; then
        sb_line=$(getent group -- "$1") || return 1
    else
        sb_line=$(grep "^$1:" /etc/group) || return 1
    fi
    sb_line=${sb_line#*:*:}
    printf %s "${sb_line%%:*}"
}

# The mode that a symbolic mode makes of l_mode, tried on a file of our own.
mode_after() {
    sb_try=$(mktemp -d) || return 1
    if [ "$l_state" = directory ]; then mkdir "$sb_try/x"; else : >"$sb_try/x"; fi
    chmod "0$l_mode" "$sb_try/x"
    if ! chmod -- "$1" "$sb_try/x" 2>/dev/null; then
        rm -rf "$sb_try"
        return 1
    fi
    sb_mode=$(stat -c %a "$sb_try/x")
    chmod 700 "$sb_try/x"
    rm -rf "$sb_try"
    case ${#sb_mode} in 1) sb_mode=000$sb_mode ;; 2) sb_mode=00$sb_mode ;; 3) sb_mode=0$sb_mode ;; esac
    printf %s "$sb_mode"
}

# unfit PATH MESSAGE: a failure with the records of the path.
unfit() {
    put s path "$1"
    [ ! -e "$1" ] || path_info "$1"
    fail "$2"
}

# attributes PATH [NAME]: owner, group, mode and SELinux context as a_owner, a_group, a_mode, a_setype … ask. NAME is
# what a failure calls it.
attributes() {
    [ -n "$a_owner$a_group$a_mode$a_seuser$a_serole$a_setype$a_selevel" ] || return 0
    look "$1" || return 0
    if [ -n "$a_seuser$a_serole$a_setype$a_selevel" ] && selinux; then
        sb_context=$(stat -c %C -- "$1")
        sb_old=$sb_context
        sb_user=${sb_old%%:*} sb_old=${sb_old#*:}
        sb_role=${sb_old%%:*} sb_old=${sb_old#*:}
        sb_type=${sb_old%%:*} sb_level=${sb_old#*:}
        for sb_part in a_seuser a_serole a_setype a_selevel; do
            eval "[ \"\$$sb_part\" != _default ] || $sb_part="
        done
        sb_wanted="${a_seuser:-$sb_user}:${a_serole:-$sb_role}:${a_setype:-$sb_type}:${a_selevel:-$sb_level}"
        if [ "$sb_wanted" != "$sb_context" ]; then
            changed
            was secontext "$sb_context" "$sb_wanted"
            check || run chcon -h -- "$sb_wanted" "$1"
        fi
    fi
    if [ -n "$a_owner" ] && [ "$a_owner" != "$l_uid" ] && [ "$a_owner" != "$l_user" ]; then
        case $a_owner in
            *[!0-9]*) sb_id=$(id -u -- "$a_owner" 2>/dev/null) || unfit "${2-$1}" "chown failed: failed to look up user $a_owner" ;;
            *) sb_id=$a_owner ;;
        esac
        if [ "$sb_id" != "$l_uid" ]; then
            changed
            was owner "$l_uid" "$sb_id" i
            check || run chown -h -- "$sb_id" "$1"
        fi
    fi
    if [ -n "$a_group" ] && [ "$a_group" != "$l_gid" ] && [ "$a_group" != "$l_group" ]; then
        case $a_group in
            *[!0-9]*) sb_id=$(group_id "$a_group") || unfit "${2-$1}" "chgrp failed: failed to look up group $a_group" ;;
            *) sb_id=$a_group ;;
        esac
        if [ "$sb_id" != "$l_gid" ]; then
            changed
            was group "$l_gid" "$sb_id" i
            check || run chown -h -- ":$sb_id" "$1"
        fi
    fi
    if [ -z "$a_mode" ] || [ "$l_state" = link ]; then return 0; fi
    sb_old=$l_mode
    case $a_mode in
        *[!0-7]*)
            sb_wanted=$(mode_after "$a_mode") && [ -n "$sb_wanted" ] || {
                put s details "bad symbolic permission for mode: $a_mode"
                unfit "${2-$1}" 'mode must be in octal or symbolic form'
            }
            ;;
        *) sb_wanted=$a_mode ;;
    esac
    # A change of owner clears the set-id bits.
    case $sb_old in 0*) ;; *) look "$1" ;; esac
    if [ "$sb_wanted" != "$l_mode" ]; then
        changed
        was mode "$sb_old" "$sb_wanted"
        # Five digits: with fewer, GNU's chmod keeps a directory's set-id bits.
        check || run chmod -- "0$sb_wanted" "$1"
    fi
}

# beside PATH: sb_new, an empty file in the same directory that only we can read.
beside() {
    case $1 in */*) sb_new=${1%/*}/.skybro-$sb ;; *) sb_new=./.skybro-$sb ;; esac
    sb_umask=$(umask)
    umask 077
    sb_said=$( (set -C; : >"$sb_new") 2>&1) || {
        sb_new=
        fail "The destination directory (${1%/*}) is not writable by the current user. Error was: ${sb_said#*: }"
    }
    umask "$sb_umask"
}

# scratch KILOBYTES [exec]: sb_new, a directory that only we can read, where so much fits; with exec, where programs
# may run.
scratch() {
    for sb_dir in "${TMPDIR:-/tmp}" /tmp /var/tmp "${HOME:-/}" /dev/shm; do
        [ -d "$sb_dir" ] && [ -w "$sb_dir" ] || continue
        sb_free=$(df -Pk "$sb_dir" 2>/dev/null | awk 'NR == 2 { print $4 }')
        [ "${sb_free:-0}" -gt "$1" ] || continue
        sb_new=$sb_dir/.skybro-$sb${sb_part-}
        if (umask 077; mkdir -- "$sb_new") 2>/dev/null; then
            [ "${2-}" = exec ] || return 0
            # Tried, not asked: busybox's test looks at the mode only.
            echo '#!/bin/sh' >"$sb_new/x"
            chmod 0700 "$sb_new/x"
            if "$sb_new/x" 2>/dev/null; then
                rm -f "$sb_new/x"
                return 0
            fi
            rm -rf "$sb_new"
        fi
        sb_new=
    done
    fail "no directory on the node could take $1 kB for a while"
}

# download URL FILE: by curl or wget; a_validate_certs and a_timeout count.
download() {
    if have curl; then
        set -- "$@" -fsSL --connect-timeout "${a_timeout:-10}"
        [ "${a_validate_certs-}" != no ] || set -- "$@" -k
        sb_url=$1 sb_file=$2
        shift 2
        sb_said=$(curl "$@" -o "$sb_file" -- "$sb_url" 2>&1 </dev/null) || fail "Request failed: ${sb_said#curl: }"
    elif have wget; then
        set -- "$@" -q -T "${a_timeout:-10}"
        [ "${a_validate_certs-}" != no ] || set -- "$@" --no-check-certificate
        sb_url=$1 sb_file=$2
        shift 2
        sb_said=$(wget "$@" -O "$sb_file" "$sb_url" 2>&1 </dev/null) || fail "Request failed: wget ended with $? $sb_said"
    else
        fail 'a download needs curl or wget on the node'
    fi
}

# validate FILE: a_validate with the file's name for %s, as one command without a shell's eyes on it.
validate() {
    eval "set -- $sb_validate"
    "$@" </dev/null
}

# move_into PATH: sb_new takes its place, with the mode, owner and context of what is there, or a new file's,
# or as a_mode … say. A path that is a link must have been followed before. What is made anew has its mode in the diff
# only with sb_tells=yes.
move_into() {
    if [ -e "$1" ] && [ ! -L "$1" ]; then
        look "$1"
        chown "$l_uid:$l_gid" "$sb_new" 2>/dev/null
        chmod "0$l_mode" "$sb_new"
        if selinux; then chcon --reference="$1" "$sb_new" 2>/dev/null; fi
        sb_made=no
    else
        chmod "$(printf %04o $((0666 & ~$(umask))))" "$sb_new"
        sb_made=yes
    fi
    sb_shown=$sb_diff
    if [ $sb_made = yes ] && [ "${sb_tells-}" != yes ]; then sb_diff=no; fi
    attributes "$sb_new" "$1"
    sb_diff=$sb_shown
    sb_said=$(mv -f -- "$sb_new" "$1" 2>&1) || fail "Could not replace file: $sb_new to $1: $sb_said"
    sb_new=
    if [ $sb_made = yes ] && selinux && have restorecon; then
        restorecon -- "$1" 2>/dev/null
        [ -z "$a_seuser$a_serole$a_setype$a_selevel" ] || attributes "$1"
    fi
}

# invalid: the failure of validate. Ansible's copy has other words for it than those who change a file.
invalid() {
    sb_said=$(cat -- "$sb_err")
    [ "${sb_copies-}" = yes ] || fail "failed to validate: rc:$sb_rc error:$sb_said"
    put i exit_status "$sb_rc"
    put_file stdout "$sb_out"
    put_file stderr "$sb_err"
    fail 'failed to validate'
}

# install_file PATH: what the function `content` prints goes there, whole or not at all.
install_file() {
    beside "$1"
    sb_said=$( (content >"$sb_new") 2>&1) || fail "could not write to $1, which stays as it was: ${sb_said#*: }"
    if [ -n "${sb_sha1-}" ]; then
        sha1 "$sb_new" && [ "$sb_sum" = "$sb_sha1" ] || fail "$1 stays as it was: what arrived has another checksum"
    fi
    if [ -n "${a_validate-}" ]; then
        capture validate "$sb_new"
        [ "$sb_rc" = 0 ] || invalid
    fi
    move_into "$1"
}

# sha1 FILE: its checksum alone.
sha1() {
    sb_sum=$(sha1sum <"$1" 2>/dev/null) || return 1
    sb_sum=${sb_sum%% *}
}

# backup PATH: sb_backup is a copy of it, named as Ansible names them.
backup() {
    sb_backup=
    [ -e "$1" ] || return 0
    sb_backup="$1.$$.$(date +%Y-%m-%d@%H:%M:%S~)"
    check && { sb_backup=; return 0; }
    run cp -p -- "$1" "$sb_backup"
    put s backup_file "$sb_backup"
}

# first_of COMMAND…: the first that is there.
first_of() {
    for sb_name in "$@"; do
        if have "$sb_name"; then
            printf %s "$sb_name"
            return
        fi
    done
    return 1
}

# The program that installs packages: Debian's own before one that only happens to be there.
package_manager() {
    sb_family=$(sed -n 's/^ID\(_LIKE\)\{0,1\}=//p' /etc/os-release 2>/dev/null | tr -d '"' | tr '\n' ' ')
    case " $sb_family " in *' debian '* | *' ubuntu '*) if have apt-get; then echo apt-get; return; fi ;; esac
    first_of dnf yum apt-get zypper apk pacman
}

# stop_here: the end of the task, with the records of the path it dealt with.
stop_here() {
    path_info "$1"
    sb_end
}

# make_directories PATH: it and those above it that are missing, each with the attributes asked for.
make_directories() {
    [ ! -d "$1" ] || return 0
    case $1 in
        /*/* | [!/]*/*) make_directories "${1%/*}" ;;
    esac
    sb_said=$(mkdir -- "$1" 2>&1) || [ -d "$1" ] || fail "There was an issue creating $1 as requested: ${sb_said#mkdir: }"
    changed
    attributes "$1"
}

# copy_file DEST SHA1 BASENAME KEY: what `content` prints, of that checksum, goes to DEST, or into DEST if it
# is a directory. c_dest is where it went. KEY names what was there before, for the diff. With sb_later=yes the
# content is not at hand, and `wants` says whether it is needed.
copy_file() {
    c_dest=$1 c_makes=no
    case $c_dest in
        */)
            [ -n "$3" ] || fail 'can not use content with a dir as dest'
            c_makes=yes c_dest=$c_dest$3
            ;;
    esac
    if [ -d "$c_dest" ]; then
        [ -n "$3" ] || fail 'can not use content with a dir as dest'
        c_dest=${c_dest%/}/$3
        [ ! -d "$c_dest" ] || fail "can not overwrite the directory $c_dest with a file"
    fi
    if [ "$a_follow" = yes ] && [ -L "$c_dest" ]; then c_dest=$(readlink -f -- "$c_dest"); fi
    put s dest "$c_dest"
    put s checksum "$2"
    if [ -e "$c_dest" ] || [ -L "$c_dest" ]; then
        [ "$a_force" != no ] || return 0
        if [ ! -L "$c_dest" ] && sha1 "$c_dest" && [ "$sb_sum" = "$2" ]; then
            attributes "$c_dest"
            return 0
        fi
    fi
    if [ "$sb_diff" = yes ] && [ -f "$c_dest" ]; then
        look "$c_dest"
        if [ "$l_size" -le 104448 ]; then put_file "old/$4" "$c_dest"; else put s "large/$4" "$c_dest"; fi
    fi
    if check; then
        changed
        return 0
    fi
    if [ "${sb_later-}" = yes ]; then
        put b wants yes
        return 0
    fi
    if [ ! -d "${c_dest%/*}" ] && [ "${c_dest%/*}" != "$c_dest" ] && [ -n "${c_dest%/*}" ]; then
        [ $c_makes = yes ] || fail "Destination directory ${c_dest%/*} does not exist"
        c_mode=$a_mode a_mode=$a_directory_mode
        make_directories "${c_dest%/*}"
        a_mode=$c_mode
    fi
    if [ "$a_backup" = yes ]; then backup "$c_dest"; fi
    changed
    sb_sha1=$2 sb_copies=yes
    install_file "$c_dest"
    put x copied yes
    sb_sha1=
}
