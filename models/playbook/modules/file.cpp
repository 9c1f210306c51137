#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <ctime>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

const QByteArray body = R"sh(
p=$a_path
case $p in ?*/) p=${p%/} ;; esac
case $a_state in
    link | absent) ;;
    *) if [ -d "$p" ] && [ -n "$a_src" ]; then p=$p/${a_src##*/}; fi ;;
esac
look "$p"
prev=$l_state state=$a_state
if [ -z "$state" ]; then
    if [ "$prev" != absent ]; then state=$prev
    elif [ "$a_recurse" = yes ]; then state=directory
    else state=file; fi
fi
if [ "$a_recurse" = yes ] && [ "$state" != directory ]; then unfit "$p" "recurse option requires state to be 'directory'"; fi
case $state in
    link | hard) ;;
    *) [ -z "$a_src" ] || unfit "$p" "src option requires state to be 'link' or 'hard'" ;;
esac

# The seconds of a time as the options say it; empty: leave it.
seconds_of() {
    case $1 in
        preserve | '') ;;
        now) date +%s ;;
        *)
            t=$1
            d=${t%????.??} t=${t#"$d"}
            date -d "${d%????}-$(printf %s "$d" | cut -c5-6)-${d#??????} ${t%??.??}:$(printf %s "$t" | cut -c3-4):${t#*.}" +%s
            ;;
    esac
}
set_times() {
    for kind in m a; do
        if [ $kind = m ]; then wanted=$a_modification_time format=%Y; else wanted=$a_access_time format=%X; fi
        if [ -z "$wanted" ] && [ "$state" = touch ]; then wanted=now; fi
        case $wanted in preserve | '') continue ;; esac
        seconds=$(seconds_of "$wanted" 2>/dev/null)
        [ -n "$seconds" ] || fail "Error while obtaining timestamp for time $wanted using format %Y%m%d%H%M.%S"
        if [ "$wanted" = now ] || [ "$(stat -L -c $format -- "$1")" != "$seconds" ]; then
            changed
            check || run touch -c -$kind -d "@$seconds" -- "$1"
        fi
    done
}
resolved() {
    target=$1
    if [ "$a_follow" = yes ] && [ -L "$1" ]; then target=$(readlink -f -- "$1"); fi
}
differs() {
    was path "$p" "$p"
    if [ "$prev" != "$state" ]; then was state "$prev" "$state"; fi
}
finish() {
    put s "$1" "$2"
    if [ -n "${3-}" ]; then put s src "$3"; fi
    stop_here "$2"
}
# Owner, group and mode of all below; with $2 = -L of what links lead to.
below() {
    chown_options=-h
    if [ -n "${2-}" ]; then chown_options=; fi
    for part in owner group; do
        eval "id=\$a_$part"
        [ -n "$id" ] || continue
        test=-user colon=
        if [ $part = group ]; then test=-group colon=:; fi
        if [ -n "$(find ${2-} "$1" -mindepth 1 ! $test "$id" -print 2>/dev/null | head -n 1)" ]; then
            changed
            check || run find ${2-} "$1" -mindepth 1 ! $test "$id" -exec chown $chown_options -- "$colon$id" '{}' +
        fi
    done
    [ -n "$a_mode" ] || return 0
    case $a_mode in
        *[!0-7]*)
            # Each kind of file with each mode that occurs is judged once.
            found=$(find ${2-} "$1" -mindepth 1 ! -type l -exec stat -L -c '%F:%a' '{}' + 2>/dev/null | sort -u)
            newline='
'
            IFS=$newline
            for kind in $found; do
                IFS=$sb_ifs
                l_state=file l_mode=${kind##*:}
                case $kind in directory:*) l_state=directory ;; esac
                after=$(mode_after "$a_mode")
                while [ "${#l_mode}" -lt 4 ]; do l_mode=0$l_mode; done
                if [ "$after" != "$l_mode" ]; then changed; again=yes; fi
            done
            IFS=$sb_ifs
            check || [ "${again-}" != yes ] || run find ${2-} "$1" -mindepth 1 ! -type l -exec chmod -- "$a_mode" '{}' +
            ;;
        *)
            if [ -n "$(find ${2-} "$1" -mindepth 1 ! -type l ! -perm "$a_mode" -print 2>/dev/null | head -n 1)" ]; then
                changed
                check || run find ${2-} "$1" -mindepth 1 ! -type l ! -perm "$a_mode" -exec chmod -- "0$a_mode" '{}' +
            fi
            ;;
    esac
}
sb_ifs=$IFS

case $state in
    absent)
        put s path "$p"
        put s state absent
        if [ "$prev" = absent ]; then sb_end; fi
        differs
        if [ "$prev" = directory ] && [ "$sb_diff" = yes ]; then
            # What goes with it.
            put L before/path_content/directories ''
            put L before/path_content/files ''
            find "$p" -mindepth 1 -type d | while IFS= read -r name; do put l before/path_content/directories "$name"; done
            find "$p" -mindepth 1 ! -type d | while IFS= read -r name; do put l before/path_content/files "$name"; done
        fi
        changed
        if check; then
            # It is there still; what a link leads nowhere from is not.
            if [ -e "$p" ]; then path_info "$p"; fi
            sb_end
        fi
        sb_said=$(rm -rf -- "$p" 2>&1) || fail "rmtree failed: ${sb_said#rm: }"
        ;;
    file)
        if [ "$prev" = link ] && [ "$a_follow" = yes ]; then
            p=$(readlink -f -- "$p")
            look "$p"
            prev=$l_state
        fi
        case $prev in
            file | hard) ;;
            *) put s state "$prev"; unfit "$p" "file ($p) is $prev, cannot continue" ;;
        esac
        was path "$p" "$p"
        attributes "$p"
        set_times "$p"
        finish path "$p"
        ;;
    directory)
        if [ "$prev" = link ] && [ "$a_follow" = yes ]; then
            p=$(readlink -f -- "$p")
            look "$p"
            prev=$l_state
        fi
        differs
        case $prev in
            absent)
                changed
                put s path "$p"
                if check; then sb_end; fi
                make_directories "$p"
                stop_here "$p"
                ;;
            directory) ;;
            *) unfit "$p" "$p already exists as a $prev" ;;
        esac
        attributes "$p"
        set_times "$p"
        if [ "$a_recurse" = yes ]; then
            below "$p"
            if [ "$a_follow" = yes ] && [ -n "$(find "$p" -type l -print | head -n 1)" ]; then below "$p" -L; fi
        fi
        finish path "$p"
        ;;
    touch)
        if [ "$prev" = absent ]; then
            changed
            put s dest "$p"
            if check; then sb_end; fi
            sb_said=$( (: >>"$p") 2>&1) || fail "Error, could not touch target: ${sb_said#*: }"
        fi
        differs
        resolved "$p"
        attributes "$target"
        set_times "$target"
        finish dest "$p"
        ;;
    link | hard)
        src=$a_src
        if [ $state = link ]; then
            if [ -z "$src" ] && [ "$a_follow" = yes ] && [ -e "$p" ]; then src=$(readlink -- "$p"); fi
            case $src in
                /*) absolute=$src ;;
                *) if [ "$prev" = directory ]; then absolute=$p/$src; else
                    case $p in */*) absolute=${p%/*}/$src ;; *) absolute=$src ;; esac; fi ;;
            esac
            if [ "$a_force" != yes ] && [ -n "$src" ] && [ ! -e "$absolute" ]; then
                put s src "$src"
                unfit "$p" "src file does not exist, use \"force=yes\" if you really want to create the link: $absolute"
            fi
            case $prev in
                directory)
                    [ "$a_force" = yes ] || unfit "$p" "refusing to convert from directory to symlink for $p"
                    [ -z "$(ls -A -- "$p")" ] || unfit "$p" "the directory $p is not empty, refusing to convert it"
                    ;;
                file | hard) [ "$a_force" = yes ] || unfit "$p" "refusing to convert from $prev to symlink for $p" ;;
            esac
            differs
            if [ "$prev" != link ]; then
                [ -n "$src" ] || fail 'src is required for creating new symlinks'
                changed
            elif [ -n "$src" ]; then
                old=$(readlink -- "$p")
                if [ "$old" != "$src" ]; then changed; was src "$old" "$src"; fi
            fi
        else
            if [ "$prev" != hard ] && [ -z "$src" ]; then fail 'src is required for creating new hardlinks'; fi
            put s dest "$p"
            [ -z "$src" ] || put s src "$src"
            refuse() {
                [ ! -e "$p" ] || path_info "$p"
                fail "$1"
            }
            if [ -n "$src" ] && [ ! -e "$src" ]; then refuse 'src does not exist'; fi
            same=no
            if [ "$p" -ef "$src" ] 2>/dev/null || [ "$(stat -c %d:%i -- "$p" 2>/dev/null)" = "$(stat -c %d:%i -- "$src")" ]; then same=yes; fi
            differs
            case $prev in
                hard)
                    if [ -n "$src" ] && [ $same = no ]; then
                        [ "$a_force" = yes ] || refuse 'Cannot link, different hard link exists at destination'
                        changed
                    fi
                    ;;
                file)
                    [ "$a_force" = yes ] || refuse 'Cannot link, file exists at destination'
                    changed
                    ;;
                directory)
                    [ "$a_force" = yes ] || refuse 'Cannot link: different hard link exists at destination'
                    changed
                    ;;
                *) changed ;;
            esac
        fi
        if [ "$sb_changed" = yes ] && ! check; then
            if [ "$prev" = directory ]; then run rmdir -- "$p"; fi
            how=-s
            if [ $state = hard ]; then how=; fi
            case $p in */*) sb_new=${p%/*}/.skybro-$sb ;; *) sb_new=.skybro-$sb ;; esac
            sb_said=$(ln $how -- "$src" "$sb_new" 2>&1) || fail "Error while linking: ${sb_said#ln: }"
            sb_said=$(mv -fT -- "$sb_new" "$p" 2>&1) || fail "Error while replacing: ${sb_said#mv: }"
            sb_new=
        fi
        if ! check || [ -e "$p" ]; then
            resolved "$p"
            if [ -e "$target" ] || [ "$a_follow" != yes ]; then
                attributes "$target"
                state=link set_times "$target"
            fi
        fi
        finish dest "$p" "$src"
        ;;
esac
)sh";

/// A time by the option's format, as the script takes it; "now" and "preserve" stay. Error: it is none.
Result<QString> timeText(const ModuleCall &call, const QString &name)
{
    const QString text = argText(call, name);
    if (text.isEmpty() || text == u"now"_s || text == u"preserve"_s)
        return text;
    const QString format = argText(call, name + u"_format"_s);
    std::tm time = {};
    const QByteArray bytes = text.toUtf8();
    const char *end = strptime(bytes.constData(), format.toUtf8().constData(), &time);
    if (!end || *end != '\0')
        return skybro::fail(
            ErrorKind::Invalid,
            u"Error while obtaining timestamp for time %1 using format %2: time data '%1' does not match format '%2'"_s
                .arg(text, format));
    constexpr QChar zero = u'0';
    return u"%1%2%3%4%5.%6"_s.arg(time.tm_year + 1900, 4, 10, zero)
        .arg(time.tm_mon + 1, 2, 10, zero)
        .arg(time.tm_mday, 2, 10, zero)
        .arg(time.tm_hour, 2, 10, zero)
        .arg(time.tm_min, 2, 10, zero)
        .arg(time.tm_sec, 2, 10, zero);
}

Result<void> write(const ModuleCall &call, ScriptText &text)
{
    for (const QString &name : {u"modification_time"_s, u"access_time"_s}) {
        const auto time = timeText(call, name);
        if (!time)
            return std::unexpected(time.error());
        text.set("a_" + name.toLatin1(), *time);
    }
    text.add(body);
    return {};
}

} // namespace

Module fileModule()
{
    return {
        .name = u"file"_s,
        .fullNames = builtinNames(u"file"_s),
        .options = withFileOptions({
            {.name = u"path"_s,
             .type = OptionType::Path,
             .isRequired = true,
             .aliases = {u"dest"_s, u"name"_s}},
            {.name = u"state"_s,
             .choices = {u"absent"_s, u"directory"_s, u"file"_s, u"hard"_s, u"link"_s, u"touch"_s}},
            {.name = u"src"_s, .type = OptionType::Path},
            {.name = u"recurse"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"force"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"follow"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"modification_time"_s},
            {.name = u"modification_time_format"_s, .otherwise = Value(u"%Y%m%d%H%M.%S"_s)},
            {.name = u"access_time"_s},
            {.name = u"access_time_format"_s, .otherwise = Value(u"%Y%m%d%H%M.%S"_s)},
        }),
        .start = oneScript(write),
    };
}

} // namespace skybro::playbook
