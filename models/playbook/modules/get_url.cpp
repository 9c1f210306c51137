#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

// Headers, names and passwords go to curl by its standard input: arguments can be read by all.
const QByteArray body = R"sh(
dest=$a_dest is_dir=no
base=${a_url%%[?#]*}
base=${base#*://}
case $base in */*) base=${base##*/} ;; *) base= ;; esac
base=${base:-index.html}
if [ -d "$dest" ]; then is_dir=yes dest=${dest%/}/$base; fi
put s url "$a_url"
put s dest "$dest"
put i elapsed 0
put n checksum_dest ''
put n checksum_src ''
begin=$(date +%s)
if [ -n "$a_tmp_dest" ] && [ ! -d "$a_tmp_dest" ]; then
    [ ! -e "$a_tmp_dest" ] || fail "$a_tmp_dest is a file but should be a directory."
    fail "$a_tmp_dest directory does not exist."
fi
escaped() { printf %s "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }
config=$(printf '%s\n' "$headers" | while IFS= read -r line; do [ -z "$line" ] || printf 'header = "%s"\n' "$(escaped "$line")"; done
    if [ -n "$a_url_username" ]; then printf 'user = "%s:%s"\n' "$(escaped "$a_url_username")" "$(escaped "$a_url_password")"; fi)

# by_curl OPTION…: the answer's headers, and in a last line its status and size.
by_curl() {
    set -- "$@" -fsSL --connect-timeout "$a_timeout" -A "$a_http_agent" -K - -D - -w '\n%{http_code} %{size_download}\n'
    [ "$a_validate_certs" != no ] || set -- "$@" -k
    [ "$a_use_proxy" != no ] || set -- "$@" --noproxy '*'
    [ "$a_use_netrc" = no ] || set -- "$@" --netrc-optional
    [ -z "$a_client_cert" ] || set -- "$@" --cert "$a_client_cert"
    [ -z "$a_client_key" ] || set -- "$@" --key "$a_client_key"
    printf '%s\n' "$config" | curl "$@" -- "$a_url"
}
# request FILE: the file's bytes, or with `check` whether there is one. http_status, http_size, http_said.
request() {
    http_status= http_size= http_said=
    case $a_url in
        file://*)
            http_said=$(cat -- "${a_url#file://}" 2>&1 >"$1") || { http_status=-1; return; }
            http_size=$(stat -c %s -- "${a_url#file://}")
            if check && sha1 "${a_url#file://}"; then put s checksum_src "$sb_sum"; fi
            return
            ;;
    esac
    since=
    if [ $conditional = yes ]; then since=$dest; fi
    if have curl; then
        set -- -o "$1"
        if check; then set -- -I -o /dev/null; fi
        [ -z "$since" ] || set -- "$@" -z "$since"
        capture by_curl "$@"
        line=$(tail -n 1 "$sb_out")
        http_status=${line% *} http_size=${line#* }
        reason=$(tr -d '\r' <"$sb_out" | sed -n 's/^HTTP\/[0-9.]* [0-9]* *//p' | tail -n 1)
        if check; then http_size=$(tr -d '\r' <"$sb_out" | sed -n 's/^[Cc]ontent-[Ll]ength: *//p' | tail -n 1); fi
        disposition=$(tr -d '\r' <"$sb_out" | sed -n 's/^[Cc]ontent-[Dd]isposition:.*filename="\{0,1\}\([^";]*\).*/\1/p' | tail -n 1)
        http_said=$(cat "$sb_err")
        http_said=${http_said#curl: }
        if [ "$sb_rc" = 0 ]; then return; fi
        [ "$sb_rc" = 22 ] || http_status=-1
    elif have wget; then
        [ -z "$config$a_client_cert$a_client_key" ] || fail 'get_url: headers, user names and certificates need curl on the node'
        set -- -q -T "$a_timeout" -U "$a_http_agent" -O "$1"
        [ "$a_validate_certs" != no ] || set -- "$@" --no-check-certificate
        [ "$a_use_proxy" != no ] || set -- "$@" --no-proxy
        # wget tells no status of its own; what it can not get because it is not newer is no failure.
        [ -z "$since" ] || set -- "$@" --header "If-Modified-Since: $(date -u -r "$since" '+%a, %d %b %Y %H:%M:%S GMT')"
        if check; then set -- "$@" --spider; fi
        capture wget -S "$@" "$a_url"
        http_status=$(sed -n 's/^ *HTTP\/[0-9.]* \([0-9]*\).*/\1/p' "$sb_err" | tail -n 1)
        http_said=$(tail -n 1 "$sb_err")
        if [ "$sb_rc" = 0 ]; then http_status=${http_status:-200}; fi
        [ -n "$http_status" ] || http_status=-1
    else
        fail 'get_url needs curl or wget on the node'
    fi
}

algorithm=${a_checksum%%:*} sum=${a_checksum#*:}
digest() { "${algorithm}sum" <"$1" | cut -d' ' -f1; }
if [ -n "$a_checksum" ]; then
    case $a_checksum in *:*) ;; *) fail 'The checksum parameter has to be in format <algorithm>:<checksum>' ;; esac
    have "${algorithm}sum" || fail "Could not hash file with algorithm '$algorithm'. Available algorithms: md5, sha1, sha224, sha256, sha384, sha512"
    case $sum in
        *://*)
            if have curl; then capture curl -fsSL --connect-timeout "$a_timeout" -- "$sum"; else capture wget -q -T "$a_timeout" -O - "$sum"; fi
            [ "$sb_rc" = 0 ] || fail "Request failed: $sum: $(cat "$sb_err")"
            found=$(tr -d '\r' <"$sb_out" | awk -v name="$base" '
                { line[NR] = $0; words[NR] = NF }
                END {
                    if (NR == 1 && words[1] == 1) { print line[1]; exit }
                    for (i = 1; i <= NR; i++) {
                        at = index(line[i], " ")
                        if (!at) continue
                        file = substr(line[i], at + 1)
                        sub(/^[ *]/, "", file)
                        sub(/^[.\/]*/, "", file)
                        if (file == name) { print substr(line[i], 1, at - 1); exit }
                    }
                }')
            [ -n "$found" ] || fail "Unable to find a checksum for file '$base' in '$sum'"
            sum=$found
            ;;
    esac
    sum=$(printf %s "$sum" | tr A-F a-f | tr -cd '0-9a-zA-Z_')
    case $sum in *[!0-9a-f]* | '') fail 'The checksum format is invalid' ;; esac
fi
conditional=no
if [ $is_dir = no ] && [ -e "$dest" ] && [ "$a_force" != yes ]; then
    conditional=yes
    if [ -n "$sum" ]; then
        if [ "$(digest "$dest")" = "$sum" ]; then
            attributes "$dest"
            if [ "$sb_changed" = yes ]; then put s msg 'file already exists but file attributes changed'; else put s msg 'file already exists'; fi
            stop_here "$dest"
        fi
        conditional=no
    fi
fi
folder=.
case $dest in /*) folder=${dest%/*}; folder=${folder:-/} ;; */*) folder=${dest%/*} ;; esac
got=
if ! check && [ -d "$folder" ]; then
    beside "$dest"
    got=$sb_new
fi
request "${got:-/dev/null}"
put i elapsed $(($(date +%s) - begin))
not_modified() {
    put i status_code 304
    put s msg 'HTTP Error 304: Not Modified'
    stop_here "$dest"
}
case $http_status in
    -1) fail "Request failed: $http_said" ;;
    304)
        not_modified
        ;;
    200 | 226 | '' | 000)
        # curl takes the date itself for a server that knows none of it, and brings nothing then.
        if [ $conditional = yes ] && ! check && [ -e "$dest" ] && [ "$http_status" = 200 ] && [ ! -s "$got" ] && [ "$http_size" = 0 ] && [ -s "$dest" ]; then
            not_modified
        fi
        ;;
    *)
        put i status_code "$http_status"
        put s response "HTTP Error $http_status: ${reason:-$http_said}"
        fail 'Request failed'
        ;;
esac
if [ $is_dir = yes ] && [ -n "${disposition-}" ]; then
    dest=${dest%/*}/${disposition##*/}
    put s dest "$dest"
fi
[ -d "$folder" ] || fail "Destination $folder does not exist"
put s msg "OK (${http_size:-unknown} bytes)"
if check; then
    changed
    if sha1 "$dest"; then put s checksum_dest "$sb_sum"; else put n checksum_dest ''; fi
    stop_here "$dest"
fi
if [ -n "$http_status" ]; then put i status_code "$http_status"; else put n status_code ''; fi
sha1 "$got"
new=$sb_sum
put s checksum_src "$new"
put s src "$got"
if [ -n "$sum" ] && [ "$(digest "$got")" != "$sum" ]; then
    fail "The checksum for $dest did not match $sum; it was $(digest "$got")."
fi
if [ -e "$dest" ] && sha1 "$dest"; then
    put s checksum_dest "$sb_sum"
else
    put n checksum_dest ''
    sb_sum=
fi
put s md5sum "$(md5sum <"$got" | cut -d' ' -f1)"
if [ "$sb_sum" = "$new" ]; then
    rm -f -- "$sb_new"
    sb_new=
    attributes "$dest"
    stop_here "$dest"
fi
changed
if [ "$a_backup" = yes ]; then backup "$dest"; fi
move_into "$dest"
stop_here "$dest"
)sh";

Result<void> write(const ModuleCall &call, ScriptText &text)
{
    QStringList headers;
    for (const auto &[name, value] : call.args.value(u"headers"_s).dict())
        headers.append(name + u": "_s + value.toText());
    text.set("headers", headers.join(u'\n'));
    text.add(body);
    return {};
}

} // namespace

Module get_urlModule()
{
    return {
        .name = u"get_url"_s,
        .fullNames = builtinNames(u"get_url"_s),
        .options = withFileOptions({
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"checksum"_s, .otherwise = Value(u""_s)},
            {.name = u"ciphers"_s, .type = OptionType::Sequence, .isSupported = false},
            {.name = u"client_cert"_s, .type = OptionType::Path},
            {.name = u"client_key"_s, .type = OptionType::Path},
            {.name = u"decompress"_s, .type = OptionType::Bool, .otherwise = true, .isSupported = false},
            {.name = u"dest"_s, .type = OptionType::Path, .isRequired = true},
            {.name = u"force"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"force_basic_auth"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"headers"_s, .type = OptionType::Mapping},
            {.name = u"http_agent"_s, .otherwise = Value(u"ansible-httpget"_s)},
            {.name = u"timeout"_s, .type = OptionType::Int, .otherwise = 10},
            {.name = u"tmp_dest"_s, .type = OptionType::Path},
            {.name = u"unredirected_headers"_s,
             .type = OptionType::Sequence,
             .otherwise = List{},
             .isSupported = false},
            {.name = u"url"_s, .isRequired = true},
            {.name = u"url_password"_s, .aliases = {u"password"_s}, .isSecret = true},
            {.name = u"url_username"_s, .aliases = {u"username"_s}},
            {.name = u"use_gssapi"_s, .type = OptionType::Bool, .otherwise = false, .isSupported = false},
            {.name = u"use_netrc"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"use_proxy"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"validate_certs"_s, .type = OptionType::Bool, .otherwise = true},
        }),
        .start = lasting(transferDeadline, oneScript(write)),
    };
}

} // namespace skybro::playbook
