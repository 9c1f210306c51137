#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

#include <QCryptographicHash>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// GNU tar tells itself what differs from the archive. For zip files and for busybox's tar the archive is
// unpacked in a directory of our own first, and compared.
const QByteArray body = R"sh(
skip() { put b skipped yes; put s msg "$1"; sb_end; }
dest=$a_dest
if [ -n "$a_creates" ] && [ -e "$a_creates" ]; then skip "skipped, since $a_creates exists"; fi
[ -d "$dest" ] || fail "dest '$dest' must be an existing dir"
put s dest "$dest"
put s src "$a_src"
if [ "$sent" = yes ]; then
    scratch "$kilobytes"
    src=$sb_new/source
    sb_said=$( (content >"$src") 2>&1) || fail "Source '$a_src' failed to transfer: $sb_said"
    sha1 "$src" && [ "$sb_sum" = "$sum" ] || fail "Source '$a_src' failed to transfer"
else
    case $a_src in
        *://*)
            if check; then scratch 0; else scratch 1024; fi
            src=$sb_new/source
            download "$a_src" "$src"
            ;;
        *)
            src=$a_src
            [ -e "$src" ] || fail "Source '$src' does not exist"
            ;;
    esac
fi
[ -r "$src" ] || fail "Source '$src' not readable"
[ -s "$src" ] || fail "Invalid archive '$src', the file is 0 bytes"

tar=$(first_of gtar tar)
gnu=no
if [ -n "$tar" ]; then case $($tar --version 2>/dev/null) in *'GNU tar'*) gnu=yes ;; esac; fi
z=
case $(od -An -tx1 -N6 "$src" | tr -d ' \n') in
    504b0304* | 504b0506*) handler=ZipArchive ;;
    1f8b*) handler=TgzArchive z=-z ;;
    425a68*) handler=TarArchive z=-j ;;
    fd377a585a00) handler=TarArchive z=-J ;;
    28b52ffd*) handler=TarArchive z=--use-compress-program=zstd ;;
    *) handler=TarArchive ;;
esac
put s handler $handler
newline='
'
no_handler() {
    fail "Failed to find handler for \"$a_src\". Make sure the required command to extract the file is installed.$newline$1"
}
if [ $handler = ZipArchive ]; then
    have unzip || no_handler "Unable to find required 'unzip' binary in the path"
else
    [ -n "$tar" ] || no_handler "Unable to find required 'gtar' or 'tar' binary in the path"
    ! check || skip 'remote module (unarchive) does not support check mode when using gtar'
fi

# each PREFIX LIST: the lines of the list as words for eval.
each() {
    printf '%s\n' "$2" | while IFS= read -r word; do
        [ -z "$word" ] || printf "'%s' " "$1$(printf %s "$word" | sed "s/'/'\\\\''/g")"
    done
}
options=$(each '' "$a_extra_opts")
names=$(each '' "$a_include")
excludes=$(each '' "$a_exclude")
tar_options=$(each --exclude= "$(printf %s "$a_exclude" | sed 's,/*$,,')")
if [ $gnu = yes ]; then
    if [ -n "$options" ]; then tar_options="--show-transformed-names $options $tar_options"; fi
    if [ "$a_keep_newer" = yes ]; then tar_options="$tar_options --keep-newer-files"; fi
fi
do_tar() {
    verb=$1
    shift
    eval "capture \$tar $verb \"\$@\" \$z $tar_options -f \"\$src\" $names"
}
# unpack DIRECTORY
unpack() {
    if [ $handler = ZipArchive ]; then
        newer=-o
        if [ "$a_keep_newer" = yes ]; then newer=-uo; fi
        eval "capture unzip $newer $options \"\$src\" $names ${excludes:+-x $excludes} -d \"\$1\""
        # 1 is a warning.
        [ "$sb_rc" != 1 ] || sb_rc=0
    else
        do_tar -x -C "$1"
    fi
}
if [ $handler = ZipArchive ] || [ $gnu != yes ]; then
    if [ $handler = ZipArchive ]; then
        capture unzip -l "$src"
        bytes=$(awk 'END { print $1 }' "$sb_out")
        listing=$(awk '/^ *-+ / { inside = !inside; next } inside { sub(/^ *[0-9]+ +[^ ]+ +[^ ]+ +/, ""); print }' "$sb_out")
    else
        capture "$tar" -t -v $z -f "$src"
        bytes=$(awk '{ sum += $3 } END { print sum + 0 }' "$sb_out")
        capture "$tar" -t $z -f "$src"
        listing=$(sed 's,^/*,,' "$sb_out")
    fi
    [ "$sb_rc" -le 1 ] || no_handler "$(cat "$sb_err")"
    case $bytes in *[!0-9]* | '') bytes=0 ;; esac
    kept=$sb_new sb_new= sb_part=.stage
    scratch $((bytes / 1024 + 1))
    stage=$sb_new
    trap 'rm -rf -- "$stage" ${kept:+"$kept"}; sb_new=; sb_clean' EXIT
    unpack "$stage"
    if [ "$sb_rc" != 0 ]; then
        put_file extract_results/err "$sb_err"
        fail "failed to unpack $a_src to $dest"
    fi
    listing=$(printf '%s\n' "$listing" | while IFS= read -r name; do
        if [ -e "$stage/$name" ] || [ -L "$stage/$name" ]; then printf '%s\n' "$name"; fi
    done)
    # busybox's unzip gives what it unpacks the time of now.
    times=:%Y
    if [ $handler = ZipArchive ]; then case $(unzip -v 2>/dev/null) in UnZip\ [0-9]*) ;; *) times= ;; esac; fi
    differs() {
        here=$stage/$1 there=$dest/$1
        if [ -L "$here" ]; then [ "$(readlink -- "$here")" != "$(readlink -- "$there" 2>/dev/null)" ]
        elif [ -d "$here" ]; then [ ! -d "$there" ]
        elif [ "$a_keep_newer" = yes ] && [ "$there" -nt "$here" ]; then false
        else
            format=%s$times
            if [ -z "$a_mode" ]; then format=$format:%a; fi
            [ "$(stat -c $format -- "$here")" != "$(stat -c $format -- "$there" 2>/dev/null)" ] || ! cmp -s -- "$here" "$there"
        fi
    }
    same=$(printf '%s\n' "$listing" | while IFS= read -r name; do
        if differs "$name"; then echo no; break; fi
    done)
    same=${same:-yes}
else
    do_tar --list --quoting-style=literal
    [ "$sb_rc" = 0 ] || no_handler "Command \"$tar\" could not handle archive: $(cat "$sb_err")"
    [ -s "$sb_out" ] || no_handler "Command \"$tar\" found no files in archive. Empty archive files are not supported."
    listing=$(sed 's,^/*,,' "$sb_out")
    do_tar --diff -C "$dest"
    # Owners count only where a user may set them, and nothing counts that the task sets itself.
    owners='Uid differs$' groups='Gid differs$' modes='Mode differs$'
    if [ "$(id -u)" != 0 ] || [ -n "$a_owner" ]; then owners='^$'; fi
    if [ "$(id -u)" != 0 ] || [ -n "$a_group" ]; then groups='^$'; fi
    if [ -n "$a_mode" ]; then modes='^$'; fi
    same=yes
    # What --strip-components leaves no name is nothing that could differ.
    if cat "$sb_out" "$sb_err" | grep -v '^\([^:]*: \)\{0,1\}: ' | grep -q -e "$owners" -e "$groups" -e "$modes" -e 'Mod time differs$' \
        -e 'Contents differ$' -e 'Size differs$' -e 'Symlink differs$' -e 'File type differs$' \
        -e ': No such file or directory$' -e 'Not linked to'; then
        same=no
    fi
fi
if [ $same = no ]; then changed; fi
if [ $same = no ] && ! check; then
    unpack "$dest"
    put i extract_results/rc "$sb_rc"
    put_file extract_results/out "$sb_out"
    put_file extract_results/err "$sb_err"
    [ "$sb_rc" = 0 ] || fail "failed to unpack $a_src to $dest"
fi
# The owner, group, mode and context of all at once: one by one would take long for thousands.
if [ -n "$a_owner$a_group$a_mode$a_seuser$a_serole$a_setype$a_selevel" ] && ! check; then
    cd -- "$dest" || fail "Unexpected error when accessing exploded file: $dest"
    all() { printf '%s\n' "$listing" | awk '{ print "./" $0; sub(/\/.*/, ""); print "./" $0 }' | sort -u | tr '\n' '\0'; }
    format='%u:%g:%a:%n'
    if selinux; then format="$format:%C"; fi
    state_of() { all | xargs -0 stat -c "$format" -- 2>/dev/null | cksum; }
    before=$(state_of)
    must_all() { sb_said=$(all | xargs -0 "$@" 2>&1) || fail "Unexpected error when accessing exploded file: $sb_said"; }
    if [ -n "$a_owner" ]; then must_all chown -h -- "$a_owner"; fi
    if [ -n "$a_group" ]; then must_all chown -h -- ":$a_group"; fi
    if [ -n "$a_mode" ]; then
        case $a_mode in *[!0-7]*) m=$a_mode ;; *) m=0$a_mode ;; esac
        # chmod follows links, and a link has no mode.
        sb_said=$(all | xargs -0 sh -c 'mode=$1; shift; for f in "$@"; do [ -L "$f" ] || chmod -- "$mode" "$f" || exit 1; done' sh "$m" 2>&1) ||
            fail "Unexpected error when accessing exploded file: $sb_said"
    fi
    if selinux; then
        for part in u:a_seuser r:a_serole t:a_setype l:a_selevel; do
            eval "value=\$${part#*:}"
            case $value in '' | _default) ;; *) must_all chcon -h "-${part%%:*}" "$value" -- ;; esac
        done
    fi
    [ "$before" = "$(state_of)" ] || changed
fi
if [ "$a_list_files" = yes ]; then
    put L files ''
    printf '%s\n' "$listing" >"$sb_out"
    while IFS= read -r name; do put l files "$name"; done <"$sb_out"
fi
path_info "$dest"
)sh";

Result<void> write(const ModuleCall &call, ScriptText &text)
{
    const bool isThere = call.args.value(u"remote_src"_s).isTrue() || !call.args.value(u"copy"_s).isTrue();
    text.set("sent", isThere ? u"no"_s : u"yes"_s);
    if (!isThere) {
        const auto found = call.controller->find(argText(call, u"src"_s), u"files"_s);
        if (!found)
            return std::unexpected(found.error());
        const auto bytes = call.controller->read(*found, call.args.value(u"decrypt"_s).isTrue());
        if (!bytes)
            return std::unexpected(bytes.error());
        text.set("kilobytes", QString::number(bytes->size() / 1024 + 1));
        text.set("sum",
                 QString::fromLatin1(QCryptographicHash::hash(*bytes, QCryptographicHash::Sha1).toHex()));
        text.setContent(*bytes);
    }
    text.add(body);
    return {};
}

void finish(const ModuleCall & /*call*/, const Report & /*report*/, TaskResult &result)
{
    result.skipped = result.fields.value(u"skipped"_s).isTrue();
    result.fields.remove(u"skipped"_s);
}

} // namespace

Module unarchiveModule()
{
    return {
        .name = u"unarchive"_s,
        .fullNames = builtinNames(u"unarchive"_s),
        .options = withFileOptions({
            {.name = u"copy"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"creates"_s, .type = OptionType::Path},
            {.name = u"decrypt"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"dest"_s, .type = OptionType::Path, .isRequired = true},
            {.name = u"exclude"_s, .type = OptionType::Sequence, .otherwise = List{}},
            {.name = u"extra_opts"_s, .type = OptionType::Sequence, .otherwise = List{}},
            {.name = u"include"_s, .type = OptionType::Sequence, .otherwise = List{}},
            {.name = u"io_buffer_size"_s, .type = OptionType::Int, .otherwise = 65536},
            {.name = u"keep_newer"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"list_files"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"remote_src"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"src"_s, .type = OptionType::Path, .isRequired = true},
            {.name = u"validate_certs"_s, .type = OptionType::Bool, .otherwise = true},
        }),
        .exclusive = {{u"copy"_s, u"remote_src"_s}, {u"include"_s, u"exclude"_s}},
        .start = lasting(transferDeadline, oneScript(write, finish)),
    };
}

} // namespace skybro::playbook
