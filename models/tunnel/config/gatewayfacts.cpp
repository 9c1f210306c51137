#include "models/tunnel/config/gatewayfacts.h"

#include "models/tunnel/config/algorithmcheck.h"
#include "models/tunnel/config/gatewayrules.h"
#include "models/tunnel/ipsec/libreswan.h"

#include <QCoreApplication>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::tunnel", text);
}

// Files go in Base64, each on a line of its own: whatever is in them, a line is whole or is not there.
constexpr char script[] = R"sh(
say() { printf skybro; printf ' %s' "$@"; echo; } # whatever stands between words just then
put() {
    [ -f "$2" ] || return 0
    cat "$2" >/dev/null 2>&1 || { unlisted "$2" "$(cat "$2" 2>&1 >/dev/null)"; return 0; }
    printf 'skybro %s %s ' "$1" "$(printf %s "$2" | base64 | tr -d '\n')"
    base64 <"$2" | tr -d '\n'
    echo
}
unlisted() { say unlisted $(printf '%s: %s' "$1" "${2##*: }" | base64 | tr -d '\n'); }
# Of a folder that can not be listed, a pattern would find nothing, as if nothing were in it.
list() { # PATTERN
    set -- "${1%%[*?[]*}"
    set -- "${1%/*}"
    said=$(ls "$1/" 2>&1 >/dev/null) && return
    case $said in *'No such file or directory') ;; *) unlisted "$1" "$said" ;; esac
}
case ${SSH_CONNECTION:-} in ?*) say peer ${SSH_CONNECTION%% *};; esac
# Where both are installed the one that answers counts; where neither does, Libreswan.
has() { command -v "$1" >/dev/null 2>&1; }
if has swanctl && { ! has ipsec || { ! ipsec whack --status && swanctl --stats; }; } >/dev/null 2>&1; then
    say version $(swanctl --version 2>/dev/null | head -n 1)
    say end
    exit
fi
if ! has ipsec; then
    say missing
    say end
    exit
fi
say version $(ipsec --version 2>/dev/null | head -n 1)
for setting in $algorithms; do
    said=$(refusal "$setting")
    [ -z "$said" ] || say refused $(printf %s "$setting" | base64 | tr -d '\n') $(printf %s "$said" | base64 | tr -d '\n')
done
ip -o addr show 2>/dev/null | while read -r n card family address rest; do say address $address; done
# Files, and what they include, and what that includes; a ring ends where it began.
walk() {
    kind=$1
    seen=
    IFS='
'
    while shift && [ $# -gt 0 ]; do
        case $seen in *"|$1|"*) continue;; esac
        seen="$seen|$1|"
        put $kind "$1"
        [ $kind = secrets ] && [ -n "$(find -L "$1" -maxdepth 0 -perm /077 2>/dev/null)" ] &&
            say open $(printf %s "$1" | base64 | tr -d '\n')
        included=$(sed -n 's/^[[:space:]]*include[[:space:]][[:space:]]*//p' "$1" 2>/dev/null |
            sed -e 's/[[:space:]]*#.*//' -e 's/"//g' -e 's|^[^/]|/etc/&|')
        set -f
        for pattern in $included; do list "$pattern"; done
        set +f
        set -- "$@" $included
    done
    unset IFS
}
list '/etc/ipsec.d/*'
walk conf /etc/ipsec.conf
walk secrets /etc/ipsec.secrets /etc/ipsec.d/*.secrets
put sysctl "$sysctl"
for key in $keys; do
    say kernel $key $(cat "/proc/sys/$(printf %s "$key" | tr . /)" 2>/dev/null)
done
for firewall in firewalld nftables; do
    systemctl is-active --quiet $firewall 2>/dev/null && say firewall $firewall
done
if ipsec whack --status >/dev/null 2>&1; then
    say running
    ipsec whack --status | grep -cF -e "\"$name\":" -e "\"$name/" >/dev/null && say loaded
    say status $(ipsec whack --status | grep -F -e "\"$name\":" -e "\"$name/" | base64 | tr -d '\n')
    # Of the others the lines that tell of ends.
    say others $(ipsec whack --status | grep -v -F -e "\"$name\"" -e "\"$name/" | grep -e '^[0-9 ]*"' |
        grep -F -e ... | base64 | tr -d '\n')
    ipsec whack --trafficstatus | grep -cF -e "\"$name\"" -e "\"$name/" >/dev/null && say up
fi
said=$(ipsec addconn --checkconfig 2>&1) || say unreadable $(printf %s "$said" | base64 | tr -d '\n')
case $(systemctl is-enabled ipsec 2>/dev/null) in
enabled*) say boot yes ;;
disabled) say boot no ;;
esac
for state in armed confirmed restoring restored; do
    [ -e "$folder/current/$state" ] || continue
    due=$(cat "$folder/current/due" 2>/dev/null)
    say pending $state $(cat "$folder/current/id" 2>/dev/null) $((${due:-0} - $(date +%s)))
done
say end
)sh";

QByteArray decoded(const QByteArray &word)
{
    return QByteArray::fromBase64(word);
}

PendingChange readPending(const QList<QByteArray> &words)
{
    using State = PendingChange::State;
    PendingChange pending;
    const QByteArray state = words.value(2);
    pending.state = state == "armed"       ? State::Armed
                    : state == "confirmed" ? State::Confirmed
                    : state == "restoring" ? State::Restoring
                                           : State::Restored;
    pending.id = QString::fromUtf8(words.value(3));
    if (pending.state == State::Armed)
        pending.restoresIn = std::chrono::seconds(std::max(0, words.value(4).toInt()));
    return pending;
}

void readLine(const QList<QByteArray> &words, GatewayFacts &facts)
{
    const QByteArray kind = words.value(1);
    const QString text = QString::fromUtf8(words.value(2));
    if (kind == "peer") {
        facts.peer = text;
    } else if (kind == "version") {
        facts.daemon.implementation = words.contains("Libreswan")    ? Implementation::Libreswan
                                      : words.contains("strongSwan") ? Implementation::StrongSwan
                                                                     : Implementation::Unknown;
        facts.daemon.version = QString::fromUtf8(words.constLast());
        if (facts.daemon.state == DaemonState::Unknown)
            facts.daemon.state = DaemonState::Down; // until "running" is said
    } else if (kind == "running") {
        facts.daemon.state = DaemonState::Running;
    } else if (kind == "missing") {
        facts.daemon.state = DaemonState::NotInstalled;
    } else if (kind == "address") {
        facts.networks.append(text);
        facts.addresses.append(text.section(u'/', 0, 0));
    } else if (kind == "conf") {
        const QString path = QString::fromUtf8(decoded(words.value(2)));
        const bool isNew =
            std::ranges::none_of(facts.conf, [&](const IpsecConfFile &file) { return file.path == path; });
        if (isNew)
            facts.conf.append({path, decoded(words.value(3))});
    } else if (kind == "secrets") {
        facts.secrets.push_back(
            {QString::fromUtf8(decoded(words.value(2))), Secret(decoded(words.value(3)))});
    } else if (kind == "open") {
        const QString path = QString::fromUtf8(decoded(words.value(2)));
        for (SecretFileText &file : facts.secrets)
            file.isOpen |= file.path == path;
    } else if (kind == "sysctl") {
        facts.sysctl = decoded(words.value(3));
    } else if (kind == "kernel") {
        facts.kernel.append({text, QString::fromUtf8(words.value(3))});
    } else if (kind == "firewall") {
        facts.firewall = text;
    } else if (kind == "loaded") {
        facts.loaded = true;
    } else if (kind == "up") {
        facts.up = true;
    } else if (kind == "status" || kind == "others") {
        IpsecStatus status;
        readStatus(QString::fromUtf8(decoded(words.value(2))), status);
        (kind == "status" ? facts.loadedAs : facts.others) = status.connections;
    } else if (kind == "unlisted") {
        facts.unlisted = QString::fromUtf8(decoded(words.value(2)));
    } else if (kind == "unreadable") {
        facts.unreadable = QString::fromUtf8(decoded(words.value(2))).trimmed().section(u'\n', -1);
    } else if (kind == "boot") {
        facts.startsAtBoot = text == "yes"_L1;
    } else if (kind == "refused") {
        facts.refused.append(
            {QString::fromUtf8(decoded(words.value(2))), QString::fromUtf8(decoded(words.value(3)))});
    } else if (kind == "pending") {
        facts.pending = readPending(words);
    }
}

} // namespace

QByteArray shellQuoted(const QByteArray &text)
{
    QByteArray quoted = text;
    return '\'' + quoted.replace("'", "'\\''") + '\'';
}

QString sysctlPath(const QString &connection)
{
    return u"/etc/sysctl.d/60-skybro-%1.conf"_s.arg(connection);
}

QString changeFolder(const QString &connection)
{
    return u"/var/lib/skybro-tunnel/"_s + connection;
}

QByteArray factsScript(const TunnelDescription &wanted)
{
    QStringList keys;
    for (const auto &[name, value] : allKernelParameters())
        keys.append(name);
    const auto word = [](const QString &text) { return shellQuoted(text.toUtf8()); };
    return "LC_ALL=C PATH=$PATH:/usr/sbin:/sbin\nexport LC_ALL PATH\nname=" + word(wanted.name) +
           "\nsysctl=" + word(sysctlPath(wanted.name)) + "\nfolder=" + word(changeFolder(wanted.name)) +
           "\nkeys=" + word(keys.join(u' ')) + algorithmCheck(wanted) + script;
}

Result<GatewayFacts> readGatewayFacts(const QByteArray &output)
{
    GatewayFacts facts;
    bool isWhole = false;
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.trimmed().split(' ');
        if (words.first() != "skybro")
            continue; // what a login shell says of itself
        isWhole = words.value(1) == "end";
        readLine(words, facts);
    }
    if (!isWhole)
        return fail(ErrorKind::Protocol, tr("The gateway's answer about its configuration is not whole."));
    if (facts.daemon.state == DaemonState::NotInstalled)
        return fail(ErrorKind::NotFound, tr("Libreswan is not installed on the gateway: there is no command "
                                            "“ipsec”."));
    if (facts.daemon.implementation == Implementation::StrongSwan) {
        Error error = makeError(
            ErrorKind::NotFound,
            tr("The gateway runs strongSwan: Skybro writes Libreswan's configuration only, so nothing can be "
               "compared or applied here. “skybroctl tunnel config show” tells the parameters, to be entered "
               "by hand."));
        error.code = u"strongswan"_s;
        return std::unexpected(error);
    }
    if (facts.daemon.implementation != Implementation::Libreswan)
        return fail(
            ErrorKind::NotFound,
            tr("The gateway runs no Libreswan: “ipsec --version” says so. Only Libreswan is configured."));
    if (!facts.unlisted.isEmpty())
        return fail(
            ErrorKind::Server,
            tr("The gateway's configuration can not be read, so what would change in it is not known: "
               "%1")
                .arg(facts.unlisted));
    return facts;
}

} // namespace skybro::tunnel
