#include "models/tunnel/ends/gatewayquestion.h"

#include "models/tunnel/probe/largeprobe.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

constexpr auto functions = R"SH(
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin; export PATH
root=; [ "$(id -u)" = 0 ] || root='sudo -n'
limit=; command -v timeout >/dev/null 2>&1 && limit='timeout 6'
section() {
    title=$1; shift
    printf '%s begin %s\n' "$mark" "$title"
    "$@" 2>&1
    status=$? # what is printed may have no end of line
    printf '\n%s end %s %s\n' "$mark" "$title" "$status"
}
# What is said on standard error comes after the answer, not in the middle of one of its lines.
as_root() {
    { words=$(exec $limit $root "$@" 2>&1 >&3); code=$?; } 3>&1
    [ -z "$words" ] || printf '\n%s\n' "$words"
    return $code
}
find_out() {
    case $kind in
    libreswan) ipsec=$(command -v ipsec) ;;
    strongswan) swanctl=$(command -v swanctl) ;;
    *)
        ipsec=$(command -v ipsec); swanctl=$(command -v swanctl)
        version=; [ -z "$ipsec" ] || version=$("$ipsec" --version 2>&1)
        case $version in
        *[Ll]ibreswan*)
            kind=libreswan # where both are installed, the one that answers counts
            if [ -n "$swanctl" ] && ! as_root "$ipsec" whack --briefstatus >/dev/null 2>&1; then
                if [ "$before" = strongswan ] || as_root "$swanctl" --stats >/dev/null 2>&1; then
                    kind=strongswan
                fi
            fi ;;
        *) kind=none; [ -z "$swanctl" ] || kind=strongswan ;;
        esac
        [ "$kind" = none ] && [ -n "$ipsec" ] && kind=unsupported
        [ "$kind" != strongswan ] || version=$("$swanctl" --version 2>&1)
        echo "kind $kind"
        echo "$version" ;;
    esac
}
addresses() {
    if command -v ip >/dev/null 2>&1; then
        ip -o addr show
        [ -z "$route_to" ] || ip -o route get "$route_to" || echo "no_route $?"
    fi
}
settings() {
    [ -z "$SSH_CONNECTION" ] || echo "peer ${SSH_CONNECTION%% *}"
    echo "ip_forward $(cat /proc/sys/net/ipv4/ip_forward)"
    # Of IPv6 the switch for all decides, and newer kernels have one for each card besides.
    case $(cat /proc/sys/net/ipv6/conf/all/forwarding /proc/sys/net/ipv6/conf/*/force_forwarding 2>/dev/null) in
    *1*) echo ip6_forward 1 ;;
    *0*) echo ip6_forward 0 ;;
    esac
    for file in /proc/sys/net/ipv4/conf/*/rp_filter; do
        name=${file%/rp_filter}
        echo "rp_filter ${name##*/} $(cat "$file")"
    done
    grep '^TcpExt:' /proc/net/netstat
    addresses
}
units='-u ipsec -u strongswan -u strongswan-starter'
journal() {
    command -v journalctl >/dev/null 2>&1 || return 127
    if [ -n "$cursor" ]; then
        as_root journalctl -q --no-pager -o short-unix $units --show-cursor --after-cursor="$cursor"
    else
        as_root journalctl -q --no-pager -o short-unix $units --show-cursor -n 400
    fi
}
files() {
    for file in /var/log/pluto.log /var/log/libreswan.log /var/log/ipsec.log /var/log/charon.log; do
        as_root test -e "$file" && as_root tail -n 400 "$file" && return
    done
    return 1
}
)SH";

QByteArray word(Implementation implementation)
{
    switch (implementation) {
    case Implementation::Libreswan:
        return "libreswan";
    case Implementation::StrongSwan:
        return "strongswan";
    case Implementation::Unknown:
        break;
    }
    return {};
}

} // namespace

QByteArray newMark()
{
    return "skybro" + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
}

QByteArray gatewayScript(const GatewayQuestion &question)
{
    // As journald writes them; what it may not be is not asked for.
    static const QRegularExpression cursorForm(u"\\A[A-Za-z0-9=;_-]{1,300}\\z"_s);
    static const QRegularExpression addressForm(u"\\A[0-9A-Fa-f:.]{2,45}\\z"_s);
    QByteArray script = "main() {\n";
    script += functions;
    script += "mark=" + question.mark + " kind=" + word(question.implementation) +
              " before=" + word(question.before) + '\n';
    script +=
        "cursor='" +
        (cursorForm.match(question.logCursor).hasMatch() ? question.logCursor.toLatin1() : QByteArray()) +
        "'\n";
    script += "route_to=" +
              (addressForm.match(question.routeTo).hasMatch() ? question.routeTo.toLatin1() : QByteArray()) +
              '\n';
    if (!question.targets.isEmpty()) {
        script += "(\n" + probeScript(question.targets, question.round) + ") >&2 &\n";
        if (question.large)
            script += "(\n" + largeProbeScript(question.targets.constFirst()) + ") >&2 &\n";
    }
    script += "section time date '+%s %z'\n"
              "section kind find_out\n"
              "case $kind in\n"
              "libreswan)\n"
              "    section traffic as_root \"$ipsec\" whack --trafficstatus\n"
              "    section states as_root \"$ipsec\" whack --showstates\n";
    if (question.connections)
        script += "    section status as_root \"$ipsec\" whack --status\n";
    script += "    ;;\n"
              "strongswan)\n"
              "    section sas as_root \"$swanctl\" --list-sas --raw\n";
    if (question.connections)
        script += "    section conns as_root \"$swanctl\" --list-conns --raw\n";
    script += "    ;;\nesac\n";
    if (question.settings)
        script += "section settings settings\n";
    if (question.log)
        script += "section journal journal\n"
                  "[ -n \"$cursor\" ] || section files files\n";
    script += "wait\n"
              "printf '%s done\\n' \"$mark\"\n"
              "}\n"
              "main </dev/null\n"; // nobody reads the rest of the script from sh's own input
    return script;
}

} // namespace skybro::tunnel
