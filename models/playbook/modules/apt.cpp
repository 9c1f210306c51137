#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
export DEBIAN_FRONTEND=noninteractive
export DEBIAN_PRIORITY=critical
# Names may be patterns, for apt-get and not for this shell.
set -f
get() { apt-get -y -o "DPkg::Lock::Timeout=$a_lock_timeout" -o Dpkg::Use-Pty=0 "$@"; }
stamp=/var/lib/apt/periodic/update-success-stamp
if [ ! -e $stamp ]; then stamp=/var/lib/apt/lists; fi
stamp_time() { stat -c %Y $stamp 2>/dev/null || echo 0; }
updated=no
if [ "$a_update_cache" = yes ] || [ "${a_cache_valid_time:-0}" != 0 ]; then
    before=$(stamp_time)
    if [ $(($(date +%s) - before)) -gt "${a_cache_valid_time:-0}" ]; then
        if check; then
            updated=yes
        else
            try=0
            while :; do
                capture get update
                # A list that could not be fetched is a warning to apt-get, and a failure to Ansible; "Err:" alone is
                # one of several ways to fetch it.
                failed='^\(E: \|W: Failed to fetch\|W: Some index files failed\)'
                if [ "$sb_rc" = 0 ] && ! grep -q "$failed" "$sb_out" "$sb_err"; then break; fi
                try=$((try + 1))
                [ $try -lt "$a_update_cache_retries" ] || fail "Failed to update apt cache: $(cat "$sb_out" "$sb_err" | grep '^[EW]: ' | tail -n 3)"
                sleep $((try < a_update_cache_retry_max_delay ? try : a_update_cache_retry_max_delay))
            done
            # Lists that were the newest already are no change.
            if [ "$(stamp_time)" != "$before" ]; then updated=yes; fi
        fi
    fi
fi
if [ "$a_state" != absent ] && [ -z "$a_deb" ]; then
    put b cache_updated $updated
    put i cache_update_time "$(stamp_time)"
fi
options=
for option in $(printf %s "$a_dpkg_options" | tr , ' '); do options="$options -o Dpkg::Options::=--$option"; done
case $a_install_recommends in yes) options="$options -o APT::Install-Recommends=yes" ;; no) options="$options --no-install-recommends" ;; esac
if [ "$a_allow_unauthenticated" = yes ]; then options="$options --allow-unauthenticated"; fi
if [ "$a_allow_downgrade" = yes ]; then options="$options --allow-downgrades"; fi
if [ "$a_allow_change_held_packages" = yes ]; then options="$options --allow-change-held-packages"; fi
if [ "$a_force" = yes ]; then options="$options --force-yes"; fi
if [ "$a_only_upgrade" = yes ]; then options="$options --only-upgrade"; fi
if [ "$a_autoremove" = yes ]; then options="$options --auto-remove"; fi
if [ "$a_fail_on_autoremove" = yes ]; then options="$options --no-remove"; fi
if [ -n "$a_default_release" ]; then options="$options -t $a_default_release"; fi
if check; then options="$options --simulate"; fi
newline='
'
# transact COMMAND…: changed unless apt-get says that nothing was to be done.
transact() {
    # shellcheck disable=SC2086
    must get $options "$@"
    put_file stdout "$sb_out"
    put_file stderr "$sb_err"
    if ! grep -q '^0 upgraded, 0 newly installed,.* 0 to remove' "$sb_out"; then changed; fi
    if [ "$sb_diff" = yes ]; then put s diff_text "$(grep -E '^(The following|  )' "$sb_out")"; fi
}
case $a_policy_rc_d in
    '') ;;
    *)
        if [ ! -e /usr/sbin/policy-rc.d ] && ! check; then
            printf '#!/bin/sh\nexit %s\n' "$a_policy_rc_d" >/usr/sbin/policy-rc.d
            chmod 755 /usr/sbin/policy-rc.d
            trap 'rm -f /usr/sbin/policy-rc.d; sb_clean' EXIT
        fi
        ;;
esac
case $a_upgrade in
    no | '') ;;
    dist | full) transact dist-upgrade; sb_end ;;
    *) transact upgrade --with-new-pkgs; sb_end ;;
esac
if [ -n "$a_deb" ]; then
    deb=$a_deb
    case $deb in
        *://*)
            sb_new=$(mktemp -d)/${deb##*/}
            if have curl; then run curl -fsSL -o "$sb_new" "$deb"; else run wget -q -O "$sb_new" "$deb"; fi
            deb=$sb_new
            ;;
    esac
    [ -e "$deb" ] || fail "Unable to install package: E:Could not open file $deb"
    name=$(dpkg-deb -f "$deb" Package)
    version=$(dpkg-deb -f "$deb" Version)
    there=$(dpkg-query -W -f '${db:Status-Abbrev}${Version}' "$name" 2>/dev/null)
    if [ "$there" != "ii $version" ]; then
        case $deb in /*) ;; *) deb=$PWD/$deb ;; esac
        if [ -n "$a_allow_downgrade" ]; then options="$options --allow-downgrades"; fi
        transact install "$deb"
    fi
    sb_end
fi
if [ -z "$a_name" ]; then
    if [ "$a_clean" = yes ]; then
        check || must get clean
        changed
    fi
    if [ "$a_autoremove" = yes ]; then transact autoremove $([ "$a_purge" != yes ] || echo --purge); fi
    if [ "$a_autoclean" = yes ]; then
        must get autoclean
        if grep -q '^Del ' "$sb_out"; then changed; fi
    fi
    if [ $updated = yes ]; then changed; fi
    sb_end
fi
# NAME<TAB>VERSION of what is installed, whatever its architecture.
installed() {
    dpkg-query -W -f '${db:Status-Abbrev}\t${binary:Package}\t${Version}\n' "$1" 2>/dev/null |
        awk -F '\t' '$1 ~ /^.i/ { sub(/:.*/, "", $2); print $2 "\t" $3 }'
}
set --
IFS=$newline
for item in $a_name; do
    IFS=" $newline"
    name=${item%%=*} version=
    case $item in *=*) version=${item#*=} ;; *'>='*) version= ;; esac
    case $a_state in
        absent)
            [ -z "$(installed "$name")" ] || set -- "$@" "$name"
            if [ "$a_purge" = yes ] && [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null)" = 'rc ' ]; then set -- "$@" "$name"; fi
            ;;
        present)
            there=$(installed "$name")
            if [ -n "$version" ]; then
                # A pattern, as Ansible takes it: "1.2*".
                case ${there#*	} in $version) continue ;; esac
            elif [ -n "$there" ]; then
                continue
            fi
            [ "$a_only_upgrade" != yes ] || [ -n "$there" ] || continue
            set -- "$@" "$item"
            ;;
        latest | fixed) set -- "$@" "$item" ;;
        build-dep) set -- "$@" "$item" ;;
    esac
done
IFS=" $newline"
[ $# -gt 0 ] || sb_end
case $a_state in
    absent)
        how=remove
        if [ "$a_purge" = yes ]; then how='remove --purge'; fi
        transact $how -- "$@"
        ;;
    build-dep) transact build-dep -- "$@" ;;
    fixed) transact -f install -- "$@" ;;
    *)
        for item in "$@"; do
            case $item in *'*'*) continue ;; esac
            name=${item%%=*}
            if [ -z "$(apt-cache show --no-all-versions -- "${name%%:*}" 2>/dev/null | head -n 1)" ] &&
                ! apt-cache showpkg -- "$name" 2>/dev/null | grep -q '^Reverse Provides:' ; then
                fail "No package matching '$name' is available"
            fi
        done
        transact install -- "$@"
        ;;
esac
)sh";

void finish(const ModuleCall &call, const Report &report, TaskResult &result)
{
    result.fields.remove(u"diff_text"_s);
    if (call.diff && report.has(u"diff_text"_s))
        result.diffs.append({.after = report.bytes(u"diff_text"_s)});
}

} // namespace

Module aptModule()
{
    return {
        .name = u"apt"_s,
        .fullNames = builtinNames(u"apt"_s),
        .options =
            {
                {.name = u"allow_change_held_packages"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"allow_downgrade"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .aliases = {u"allow-downgrade"_s, u"allow_downgrades"_s, u"allow-downgrades"_s}},
                {.name = u"allow_unauthenticated"_s,
                 .type = OptionType::Bool,
                 .otherwise = false,
                 .aliases = {u"allow-unauthenticated"_s}},
                {.name = u"autoclean"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"autoremove"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"cache_valid_time"_s, .type = OptionType::Int, .otherwise = 0},
                {.name = u"clean"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"deb"_s, .type = OptionType::Path},
                {.name = u"default_release"_s, .aliases = {u"default-release"_s}},
                {.name = u"dpkg_options"_s, .otherwise = Value(u"force-confdef,force-confold"_s)},
                {.name = u"fail_on_autoremove"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"force"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"force_apt_get"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"install_recommends"_s,
                 .type = OptionType::Bool,
                 .aliases = {u"install-recommends"_s}},
                {.name = u"lock_timeout"_s, .type = OptionType::Int, .otherwise = 60},
                {.name = u"name"_s, .type = OptionType::Sequence, .aliases = {u"package"_s, u"pkg"_s}},
                {.name = u"only_upgrade"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"policy_rc_d"_s, .type = OptionType::Int},
                {.name = u"purge"_s, .type = OptionType::Bool, .otherwise = false},
                {.name = u"state"_s,
                 .otherwise = Value(u"present"_s),
                 .choices = {u"absent"_s, u"build-dep"_s, u"latest"_s, u"present"_s, u"fixed"_s}},
                {.name = u"update_cache"_s, .type = OptionType::Bool, .aliases = {u"update-cache"_s}},
                {.name = u"update_cache_retries"_s, .type = OptionType::Int, .otherwise = 5},
                {.name = u"update_cache_retry_max_delay"_s, .type = OptionType::Int, .otherwise = 12},
                {.name = u"upgrade"_s,
                 .otherwise = Value(u"no"_s),
                 .choices = {u"dist"_s, u"full"_s, u"no"_s, u"safe"_s, u"yes"_s}},
            },
        .oneOf = {{u"autoremove"_s, u"deb"_s, u"name"_s, u"update_cache"_s, u"upgrade"_s, u"clean"_s,
                   u"autoclean"_s}},
        .start = lasting(transferDeadline, oneScript(body, finish)),
    };
}

} // namespace skybro::playbook
