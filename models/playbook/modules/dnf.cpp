#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
have $tool || fail "Failed to find required executable \"$tool\" in paths: $PATH"
newline='
'
# Names may be patterns, for dnf and not for this shell.
set -f
list() { printf %s "$1" | tr '\n' ' '; }
# Not quietly: that there was nothing to do is said only aloud.
set -- -y
[ -z "$a_conf_file" ] || set -- "$@" -c "$a_conf_file"
[ "$a_installroot" = / ] || [ -z "$a_installroot" ] || set -- "$@" "--installroot=$a_installroot"
[ -z "$a_releasever" ] || set -- "$@" "--releasever=$a_releasever"
for repo in $(list "$a_disablerepo"); do set -- "$@" "--disablerepo=$repo"; done
for repo in $(list "$a_enablerepo"); do set -- "$@" "--enablerepo=$repo"; done
for name in $(list "$a_exclude"); do set -- "$@" "--exclude=$name"; done
for name in $(list "$a_disable_plugin"); do set -- "$@" "--disableplugin=$name"; done
for name in $(list "$a_enable_plugin"); do set -- "$@" "--enableplugin=$name"; done
[ -z "$a_disable_excludes" ] || set -- "$@" "--disableexcludes=$a_disable_excludes"
[ "$a_disable_gpg_check" != yes ] || set -- "$@" --nogpgcheck
[ "$a_sslverify" != no ] && [ "$a_validate_certs" != no ] || set -- "$@" --setopt=sslverify=0
[ "$a_skip_broken" != yes ] || set -- "$@" --skip-broken
[ "$a_install_weak_deps" != no ] || set -- "$@" --setopt=install_weak_deps=0
[ "${a_allowerasing-}" != yes ] || set -- "$@" --allowerasing
[ "${a_nobest-}" != yes ] || set -- "$@" --nobest
[ "${a_cacheonly-}" != yes ] || set -- "$@" -C
[ "$a_security" != yes ] || set -- "$@" --security
[ "$a_bugfix" != yes ] || set -- "$@" --bugfix
if [ "${a_download_only-}" = yes ]; then
    set -- "$@" --downloadonly
    [ -z "$a_download_dir" ] || set -- "$@" "--downloaddir=$a_download_dir"
fi
# With this it says at the end what it would do, and does nothing.
if check; then set -- "$@" --assumeno; fi
rpm_() { if [ -n "$a_installroot" ] && [ "$a_installroot" != / ]; then rpm --root "$a_installroot" "$@"; else rpm "$@"; fi; }
has() {
    case $1 in
        /*.rpm) rpm_ -q -- "$(rpm -qp --qf '%{NEVRA}' -- "$1" 2>/dev/null)" >/dev/null 2>&1 ;;
        /*) rpm_ -q --whatprovides -- "$1" >/dev/null 2>&1 ;;
        *) rpm_ -q -- "$1" >/dev/null 2>&1 || rpm_ -q --whatprovides -- "$1" >/dev/null 2>&1 ;;
    esac
}
state=$a_state
case $state in
    installed) state=present ;;
    removed) state=absent ;;
    '') if [ "$a_autoremove" = yes ]; then state=absent; else state=present; fi ;;
esac
put L results ''
message='Nothing to do'
# What is installed, a line each, as dnf names it.
all_installed() { rpm_ -qa --qf '%{NEVRA}\n' | LC_ALL=C sort; }
# would: what dnf says in its table that it would do, as `ask` tells what it did. A long name has a line of its own.
would() {
    awk '
        /^(Installing|Upgrading|Downgrading|Reinstalling|Removing)[a-z ]*:/ { sub(/:.*/, "", $1); kind = $1; next }
        /^[^ ]/ || NF == 0 { kind = ""; next }
        kind != "" && NF == 1 { held = $1; next }
        kind != "" && held != "" { $0 = held " " $0; held = "" }
        kind != "" && NF >= 5 { print kind, $1, $1 "-" $3 "." $2 }' "$sb_out" |
        while IFS=' ' read -r kind name full; do
            if [ "$kind" = Removing ]; then echo "Removed: $full"; else echo "Installed: $full"; fi
            case $kind in Upgrading | Downgrading) echo "Removed: $(rpm_ -q --qf '%{NEVRA}' -- "$name")" ;; esac
        done | LC_ALL=C sort -u
}
# ask VERB NAME…: lets it work; what changed is what rpm says afterwards.
ask() {
    before=$(all_installed)
    capture tool "$@"
    said=$(cat "$sb_out" "$sb_err")
    case $said in
        *'Unable to find a match'* | *'No match for argument'* | *'No package '*' available'* | *'no package matched'*)
            if [ "$state" != absent ]; then
                put i rc 1
                for name in $(printf '%s\n' "$said" | sed -n 's/.*No match for argument: //p; s/.*No package \(.*\) available.*/\1/p' | sort -u); do
                    put l failures "No package $name available."
                done
                fail 'Failed to install some of the specified packages'
            fi
            ;;
    esac
    case $said in *'othing to do'* | *'No packages marked for'*) return 0 ;; esac
    if check; then
        # Said no to itself: exit code 1, and there was something to do.
        case $said in
            *'Operation aborted'* | *'Exiting on user command'* | *'ser said no'*)
                changed
                message='Check mode: No changes made, but would have if not in check mode'
                IFS=$newline
                for name in $(would); do put l results "$name"; done
                IFS=" $newline"
                return 0
                ;;
        esac
        [ "$sb_rc" != 0 ] || return 0
    fi
    [ "$sb_rc" = 0 ] || { put i rc "$sb_rc"; fail "$said"; }
    after=$(all_installed)
    if [ "$before" = "$after" ]; then
        # Files fetched, or groups marked.
        [ "${a_download_only-}" != yes ] || changed
        return 0
    fi
    changed
    message=
    IFS=$newline
    for name in $(printf '%s\n' "$before" -- "$after" | awk '
        $0 == "--" { isAfter = 1; next }
        $0 == "" { next }
        !isAfter { old[$0] = 1; next }
        { now[$0] = 1; if (!($0 in old)) print "Installed: " $0 }
        END { for (name in old) if (!(name in now)) print "Removed: " name }' | LC_ALL=C sort); do
        put l results "$name"
    done
    IFS=" $newline"
}
all=$(printf '%s\n' "$a_name" | tr ',' '\n')
eval "tool() { command $tool $(for word in "$@"; do printf "'%s' " "$(printf %s "$word" | sed "s/'/'\\\\''/g")"; done) \"\$@\"; }"
if [ "$a_update_cache" = yes ]; then
    check || must tool makecache
    if [ -z "$a_name${a_list-}" ]; then
        put i rc 0
        put s msg 'Cache updated'
        sb_end
    fi
fi
if [ -n "${a_list-}" ]; then
    capture tool list "$a_list"
    IFS=$newline
    for line in $(sed -n 's/^\([^ ]*\)\.\([^ .]*\)  *\([^ ]*\)  *\(.*\)$/\1 \2 \3 \4/p' "$sb_out"); do put l results "$line"; done
    sb_end
fi
if [ -z "$a_name" ]; then
    [ "$a_autoremove" = yes ] || fail 'one of the following is required: name, list, update_cache, autoremove'
    ask autoremove
    put i rc 0
    put s msg "$message"
    sb_end
fi
set --
IFS=$newline
for name in $all; do
    IFS=" $newline"
    case $name in
        @*)
            set -- "$@" "$name"
            continue
            ;;
        '*') ;;
        *)
            case $state in
                present)
                    case $name in /*.rpm) put l results "Installed $name" ;; esac
                    if has "$name"; then continue; fi
                    [ "$a_update_only" != yes ] || continue
                    ;;
                latest) [ "$a_update_only" != yes ] || has "$name" || continue ;;
                absent)
                    case $name in *'*'* | *'?'*) ;; *) has "$name" || continue ;; esac
                    ;;
            esac
            ;;
    esac
    set -- "$@" "$name"
done
IFS=" $newline"
put i rc 0
[ $# -gt 0 ] || { put s msg "$message"; sb_end; }
case $state in
    present)
        ask install "$@"
        ;;
    absent)
        ask remove "$@"
        [ "$a_autoremove" != yes ] || ask autoremove
        ;;
    latest)
        new= old=
        for name in "$@"; do
            if [ "$name" = '*' ]; then
                ask upgrade
            elif case $name in @*) false ;; *) has "$name" ;; esac; then
                old="$old $name"
            else
                new="$new $name"
            fi
        done
        # shellcheck disable=SC2086
        [ -z "$new" ] || ask install $new
        # shellcheck disable=SC2086
        [ -z "$old" ] || ask "$upgrade" $old
        ;;
esac
put s msg "$message"
)sh";

} // namespace

Module dnfModule()
{
    return {
        .name = u"dnf"_s,
        .fullNames = builtinNames(u"dnf"_s),
        .options =
            {
                {.name = u"allow_downgrade"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .isSupported = false},
                {.name = u"allowerasing"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"autoremove"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"bugfix"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"cacheonly"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"conf_file"_s},
                {.name = u"disable_excludes"_s},
                {.name = u"disable_gpg_check"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"disable_plugin"_s, .type = OptionType::Sequence},
                {.name = u"disablerepo"_s, .type = OptionType::Sequence},
                {.name = u"download_dir"_s},
                {.name = u"download_only"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"enable_plugin"_s, .type = OptionType::Sequence},
                {.name = u"enablerepo"_s, .type = OptionType::Sequence},
                {.name = u"exclude"_s, .type = OptionType::Sequence},
                {.name = u"install_repoquery"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"install_weak_deps"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"installroot"_s, .otherwise = Value(u"/"_s)},
                {.name = u"list"_s},
                {.name = u"lock_timeout"_s, .type = OptionType::Int, .otherwise = 30},
                {.name = u"name"_s, .type = OptionType::Sequence, .aliases = {u"pkg"_s}},
                {.name = u"nobest"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"releasever"_s},
                {.name = u"security"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"skip_broken"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"sslverify"_s, .type = OptionType::Bool, .otherwise = true},
                {.name = u"state"_s,
                 .choices = {u"absent"_s, u"present"_s, u"installed"_s, u"removed"_s, u"latest"_s}},
                {.name = u"update_cache"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .aliases = {u"expire-cache"_s}},
                {.name = u"update_only"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"validate_certs"_s, .type = OptionType::Bool, .otherwise = true},
            },
        .start = lasting(transferDeadline, oneScript("tool=dnf upgrade=upgrade\n" + body)),
    };
}

// The same programs, where yum is not a link to dnf an older one: two options fewer, another word for
// upgrading.
Module yumModule()
{
    Module module = dnfModule();
    module.name = u"yum"_s;
    module.fullNames = builtinNames(u"yum"_s);
    module.options.removeIf(
        [](const Option &option) { return option.name == u"allowerasing"_s || option.name == u"nobest"_s; });
    module.options.append({.name = u"use_backend"_s,
                           .otherwise = Value(u"auto"_s),
                           .choices = {u"auto"_s, u"yum"_s, u"yum4"_s, u"dnf"_s},
                           .isSupported = false});
    module.start = lasting(transferDeadline, oneScript("tool=yum upgrade=update\n" + body));
    return module;
}

} // namespace skybro::playbook
