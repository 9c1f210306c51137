#include "models/tunnel/config/changescripts.h"

#include "models/tunnel/config/algorithmcheck.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

// printf must be the shell's own: a program's arguments are there for all to read.
constexpr char commonPart[] = R"sh(
umask 077
case $(command -v printf) in printf) ;; *) echo 'skybro-word failed'; exit;; esac
tell() { # WORD ABOUT DETAIL
    printf 'skybro-detail %s\n' "$(printf %s "$3" | base64 | tr -d '\n')"
    printf 'skybro-about %s\n' "$(printf %s "$2" | base64 | tr -d '\n')"
    printf 'skybro-word %s\n' "$1"
}
end() { tell "$@"; exit 0; }
# grep reads to the end: whack complains in the log of who does not.
is_loaded() { ipsec whack --status 2>/dev/null | grep -cF -e "\"$name\":" -e "\"$name/" >/dev/null; }
is_up() { ipsec whack --trafficstatus 2>/dev/null | grep -cF -e "\"$name\"" -e "\"$name/" >/dev/null; }
is_tried() { # the daemon goes on until it is up, and keeps it so
    ipsec whack --status 2>/dev/null | grep -F -e "\"$name\"" -e "\"$name/" |
        grep -c -e ' policy: .*+UP[+;]' >/dev/null
}
last() { # in force: of a change that was taken back, the one before it
    [ -e previous/confirmed ] && { [ ! -e current/id ] || [ -e current/restored ]; } && echo previous || echo current
}
)sh";

// Whoever runs it - the timer, the product, an administrator: of two at once the first renames the marker.
constexpr char restorePart[] = R"sh(#!/bin/sh
# Puts back what was there before the change of this folder: restore.sh timer|asked ID [later]
# later: Azure's end does not fit yet; nobody waits until the connection is up.
umask 077
cd "$(dirname "$0")" || exit 2
none=3
[ "$1" = timer ] && none=0 # whoever was asked is at it, or was: its unit has not failed
[ "$(cat id)" = "$2" ] || exit $none
if ! mv armed restoring 2>/dev/null; then
    [ "$1" = asked ] || exit $none
    mv confirmed restoring 2>/dev/null || [ -e restoring ] || exit 3
fi
name=$(cat name)
rm -f new.*
stuck=
while read -r number kind path; do
    real=$(readlink -f "$path") # a link stays one
    new=$(dirname "$real")/.skybro-$2
    case $kind in
    absent) rm -f "$path" ;;
    *) cmp -s "backup/$number" "$path" || { cp -p "backup/$number" "$new" && mv -f "$new" "$real"; } ;;
    esac || stuck=$path
    rm -f "$new"
done <manifest
while read -r line; do sysctl -qw "$line"; done <kernel
if [ -e touched ]; then # else the daemon has never heard of the new files, and the tunnel is up as before
    ipsec auto --rereadsecrets >/dev/null 2>&1
    ipsec auto --delete "$name" >/dev/null 2>&1
    if [ -e was-loaded ]; then
        ipsec auto --add "$name" >/dev/null 2>&1
        up='timeout -k 1 5 ipsec auto --up' # no function: its shell would keep our output open; the daemon goes on
        if [ -e was-up ] && [ "$3" != later ]; then
            $up "$name" >/dev/null 2>&1
        elif [ -e was-up ] || [ -e was-tried ]; then # it need not come up now
            $up "$name" >/dev/null 2>&1 &
            [ "$1" = timer ] && wait # what its unit leaves behind ends with it
        fi
    fi
fi
if [ -n "$stuck" ]; then # a full disk, one that can only be read: whoever asks again tries again
    mv restoring armed
    echo "$stuck"
    command -v logger >/dev/null && logger -t skybro-tunnel "could not put back $stuck of $name ($1)"
    exit 4
fi
mv restoring restored
command -v logger >/dev/null && logger -t skybro-tunnel "put back the configuration of $name ($1)"
[ "$1" = timer ] || systemctl stop "skybro-tunnel-$2.timer" >/dev/null 2>&1
exit 0
)sh";

constexpr char preparePart[] = R"sh(
mkdir -p "$folder" || end failed "$folder" ""
chmod 700 "$folder"
cd "$folder" || end failed "$folder" ""
for state in armed restoring; do
    [ -e "current/$state" ] && end busy "" "$(cat current/id)"
done
# Of two that begin at once the first has it: mkdir is the lock. What a killed one left is in nobody's way.
free_next() {
    [ -n "$(find next -maxdepth 0 -mmin -10 2>/dev/null)" ] && end busy "" ""
    rm -rf next
}
free_next
said=$(ipsec addconn --checkconfig 2>&1) || end syntax /etc/ipsec.conf "$said" # before our change
for setting in $algorithms; do
    said=$(refusal "$setting")
    [ -z "$said" ] || end refused "${setting#*=}" "$said"
done
)sh";

constexpr char switchPart[] = R"sh(
trap '' HUP PIPE INT TERM
cd "$folder" 2>/dev/null || end none "" ""
[ "$(cat next/id 2>/dev/null)" = "$id" ] && [ -e next/prepared ] || end none "" ""
[ -e current/armed ] && end busy "" ""
if [ -e current/confirmed ]; then
    rm -rf previous && mv current previous || end failed "$folder" ""
fi
rm -rf current
mv next current && cd current || end failed "$folder" ""
echo $(($(date +%s) + patience)) >due
mv prepared armed || end failed "$folder" ""
restore="/bin/sh $folder/current/restore.sh timer $id"
said=$(systemd-run --quiet --unit="skybro-tunnel-$id" --on-active="$patience" --timer-property=AccuracySec=1s \
    $restore 2>&1)
if [ $? -ne 0 ]; then
    # No systemd: a process of its own session, which no lost connection ends.
    command -v setsid >/dev/null || { rm -f new.*; mv armed restored; end failed "systemd-run" "$said"; }
    setsid /bin/sh -c "trap '' HUP; sleep $patience; exec $restore" </dev/null >/dev/null 2>&1 &
fi
back() { # WORD ABOUT DETAIL
    stuck=$(/bin/sh ./restore.sh asked "$id")
    [ $? -eq 4 ] && end stuck "$stuck" "$3"
    end "$@"
}
while read -r number kind path; do
    [ -e "new.$number" ] || continue
    real=$(readlink -f "$path") # a link stays one
    place=$(dirname "$real")
    cp "new.$number" "$place/.skybro-$id" || back failed "$path" ""
    case $kind in
    absent) chmod "$(cat "mode.$number")" "$place/.skybro-$id" ;;
    *)
        chmod --reference="backup/$number" "$place/.skybro-$id"
        chown --reference="backup/$number" "$place/.skybro-$id"
        ;;
    esac
    [ -e "secret.$number" ] && chmod 600 "$place/.skybro-$id"
    mv -f "$place/.skybro-$id" "$real" || back failed "$path" ""
    sha256sum "$path" >>applied
done <manifest
rm -f new.*
said=$(ipsec addconn --checkconfig 2>&1) || back syntax /etc/ipsec.conf "$said"
if [ -e kernel ]; then
    while read -r line; do
        said=$(sysctl -qw "$line" 2>&1) || back failed "$line" "$said"
    done <kernel.new
fi
: >touched
if ! ipsec whack --status >/dev/null 2>&1; then
    systemctl start ipsec >/dev/null 2>&1 || ipsec start >/dev/null 2>&1
    tries=0
    until ipsec whack --status >/dev/null 2>&1 || [ $tries -ge 20 ]; do sleep 1; tries=$((tries + 1)); done
fi
ipsec auto --rereadsecrets >/dev/null 2>&1
ipsec auto --delete "$name" >/dev/null 2>&1
said=$(ipsec addconn "$name" 2>&1) || back refused "$name" "$said"
is_loaded || back refused "$name" "$said"
# What the other end refuses shows at once. The daemon goes on trying; whoever waits for it here could not give up.
said=$(timeout -k 1 5 ipsec auto --up "$name" 2>&1 | tail -n 20)
is_up && echo skybro-up
tell switched "" "$said"
)sh";

constexpr char confirmPart[] = R"sh(
cd "$folder/current" 2>/dev/null || end none "" ""
[ "$(cat id 2>/dev/null)" = "$id" ] || end none "" ""
[ -e confirmed ] && end confirmed "" ""
is_up || [ ! -e armed ] || end down "" "" # what answers may come by another connection
mv armed confirmed 2>/dev/null || end late "" ""
rm -rf ../previous
systemctl stop "skybro-tunnel-$id.timer" >/dev/null 2>&1
end confirmed "" ""
)sh";

constexpr char restoreAskedPart[] = R"sh(
trap '' HUP PIPE INT TERM
cd "$folder" 2>/dev/null || end none "" ""
if [ -n "$id" ] && [ "$(cat next/id 2>/dev/null)" = "$id" ]; then # it was never begun
    rm -rf next
    end none "" ""
fi
if [ "$(last)" = previous ] && { [ -z "$id" ] || [ "$(cat previous/id)" = "$id" ]; }; then
    rm -rf current && mv previous current || end failed "$folder" ""
fi
cd current 2>/dev/null || end none "" ""
had=$(cat id 2>/dev/null)
[ -n "$had" ] || end none "" ""
[ -z "$id" ] || [ "$had" = "$id" ] || end none "" ""
tries=0 # it may be at it by itself just now
while [ -e restoring ] && [ $tries -lt 45 ]; do sleep 1; tries=$((tries + 1)); done
[ -e confirmed ] && [ "$settle" = yes ] && end confirmed "" ""
[ -e restored ] && { [ -n "$id" ] && end restored "" ""; end none "" ""; }
if [ -e confirmed ] && [ "$force" = no ] && [ -s applied ]; then
    said=$(sha256sum --quiet -c applied 2>&1) || end changed "${said%%: *}" ""
fi
stuck=$(/bin/sh ./restore.sh asked "$had" $later)
[ $? -eq 4 ] && end stuck "$stuck" ""
[ -e restored ] && end restored "" ""
end none "" ""
)sh";

constexpr char bringUpPart[] = R"sh(
cd "$folder/current" 2>/dev/null || end up "" ""
[ "$(cat id 2>/dev/null)" = "$id" ] && [ -e was-up ] || end up "" ""
is_loaded || end down "" ""
is_up && end up "" ""
# What it tried while the other end did not fit it repeats at ever longer intervals: it begins anew.
ipsec auto --down "$name" >/dev/null 2>&1
said=$(timeout -k 1 10 ipsec auto --up "$name" 2>&1 | tail -n 20)
is_up && end up "" "$said"
end down "" "$said"
)sh";

// In the words of factsScript(). Of files with keys only that they differ.
constexpr char lookBackPart[] = R"sh(
say() { printf 'skybro %s\n' "$*"; }
coded() { base64 | tr -d '\n'; }
cd "$folder" 2>/dev/null && cd "$(last)" 2>/dev/null || { say end; exit 0; }
for state in armed confirmed restoring restored; do
    [ -e $state ] && say state $state "$(cat id)"
done
[ -e both-ends ] && say both-ends
case ${SSH_CONNECTION:-} in ?*) say peer ${SSH_CONNECTION%% *};; esac
ip -o xfrm policy 2>/dev/null | sed -n 's/^src [^ ]* dst \([^ ]*\) .*dir out .*mode tunnel.*/\1/p' |
    while read -r network; do say tunnelled "$network"; done
while read -r number kind path; do
    coded_path=$(printf %s "$path" | coded)
    if [ -e "secret.$number" ]; then
        cmp -s "backup/$number" "$path" || say secret $coded_path
        continue
    fi
    then=- now=-
    [ $kind = absent ] || then=+$(coded <"backup/$number")
    [ -e "$path" ] && now=+$(coded <"$path")
    say file $coded_path $now $then
done <manifest
while read -r line; do say kernel "$line"; done <kernel
if [ -e confirmed ]; then
    while read -r sum path; do
        [ "$(sha256sum <"$path" 2>/dev/null | cut -c1-64)" = "$sum" ] ||
            say changed "$(printf %s "$path" | coded)"
    done <applied
fi
say end
)sh";

QByteArray head(const Change &change)
{
    const auto word = [](const QString &text) { return shellQuoted(text.toUtf8()); };
    return "LC_ALL=C PATH=$PATH:/usr/sbin:/sbin\nexport LC_ALL PATH\nid=" + word(change.id) +
           "\nname=" + word(change.name) + "\nfolder=" + word(changeFolder(change.name)) +
           "\npatience=" + QByteArray::number(static_cast<qint64>(change.patience.count())) +
           "\nforce=" + (change.force ? "yes" : "no") +
           "\nsettle=no\nlater=" + (change.bothEnds ? "later" : "") + '\n' + commonPart;
}

/// A script that is cut off on its way does nothing, and no program in it reads the rest of it.
QByteArray asWhole(const QByteArray &script)
{
    return "main() {\n" + script + "}\nmain </dev/null\n";
}

struct Entry
{
    QString path;
    QByteArray mode;
    const QByteArray *after; ///< borrowed: a key makes no more copies than it must
    std::optional<QByteArray> before;
    bool isSecret;
};

QList<Entry> changedFiles(const ConfigPlan &plan)
{
    QList<Entry> entries;
    for (const ConfigFile &file : plan.files) {
        if (file.isChanged())
            entries.append({file.path, QByteArray::number(file.mode, 8), &file.after, file.before, false});
    }
    if (plan.key && plan.key->isChanged())
        entries.append({plan.key->path, "600", &plan.key->after.reveal(),
                        plan.key->exists ? std::optional(plan.key->before.reveal()) : std::nullopt, true});
    // As they are, written anew with the mode of secrets.
    for (const SecretFileText &file : plan.open) {
        if (std::ranges::find(entries, file.path, &Entry::path) == entries.end())
            entries.append({file.path, "600", &file.text.reveal(), file.text.reveal(), true});
    }
    return entries;
}

} // namespace

QByteArray prepareScript(const Change &change, const ConfigPlan &plan)
{
    const auto quoted = [](const QString &text) { return shellQuoted(text.toUtf8()); };
    QByteArray text = head(change);
    text += algorithmCheck(plan.wanted) + preparePart;
    const QList<Entry> entries = changedFiles(plan);
    // What the plan was made from is still there?
    for (const Entry &entry : entries) {
        const QByteArray path = quoted(entry.path);
        if (entry.before)
            text += "[ \"$(sha256sum <" + path + " 2>/dev/null | cut -c1-64)\" = " +
                    QCryptographicHash::hash(*entry.before, QCryptographicHash::Sha256).toHex() + " ]";
        else
            text += "[ ! -e " + path + " ]";
        text += " || end changed " + path + " ''\n";
    }
    const QByteArray orFailed = " || end failed \"$folder\" ''\n"; // half a backup is none
    // Else a key would rest in what is prepared by half.
    text += "free_next\nmkdir next 2>/dev/null || end busy '' ''\nmkdir next/backup && cd next" + orFailed +
            "trap 'rm -rf \"$folder/next\"' EXIT\n"
            ": >manifest\n: >kernel\n: >kernel.new\n: >applied\n";
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const Entry &entry = entries.at(i);
        const QByteArray number = QByteArray::number(i);
        const QByteArray path = quoted(entry.path);
        // By way of a program that says why it can not: a full disk is an "I/O error" to dash.
        text += "printf %s " + shellQuoted(*entry.after) + " | cat >new." + number + " || end failed " +
                path + " ''\necho " + entry.mode + " >mode." + number + orFailed;
        if (entry.isSecret)
            text += ": >secret." + number + '\n';
        if (entry.path == plan.wholeConf)
            text += "said=$(ipsec addconn --checkconfig --config \"$folder/next/new." + number +
                    "\" 2>&1) || end syntax " + path + " \"$said\"\n";
        if (entry.before)
            text += "cp -p " + path + " backup/" + number + " || end failed " + path + " ''\n";
        if (entry.before && entry.isSecret) // what is put back is not for all to read either
            text += "chmod 600 backup/" + number + orFailed;
        text += "printf '%s %s %s\\n' " + number + (entry.before ? " file " : " absent ") + path +
                " >>manifest" + orFailed;
    }
    for (const auto &[name, value] : plan.kernel) {
        // The value that is put back is asked for now, not when the plan was made.
        text += "printf '%s=%s\\n' " + quoted(name) + " \"$(sysctl -n " + quoted(name) + ")\" >>kernel" +
                orFailed + "echo " + quoted(name + u'=' + value) + " >>kernel.new" + orFailed;
    }
    text += "if is_loaded; then : >was-loaded; fi\nif is_up; then : >was-up; fi\n"
            "if is_tried; then : >was-tried; fi\n";
    // Switching starts the daemon. Put back is then what it would have begun with, not a daemon without it.
    if (plan.loadsByItself())
        text += QByteArray("if ! ipsec whack --status >/dev/null 2>&1; then : >was-loaded") +
                (plan.present && plan.present->startAtBoot ? "; : >was-tried" : "") + "; fi\n";
    text += "printf %s \"$name\" >name" + orFailed;
    if (change.bothEnds)
        text += ": >both-ends\n";
    text += "printf %s ";
    text += shellQuoted(restorePart);
    text += " | cat >restore.sh" + orFailed + "printf %s \"$id\" >id" + orFailed + ": >prepared" + orFailed +
            "sync\ntrap - EXIT\nend prepared '' ''\n";
    return asWhole(text);
}

QByteArray switchScript(const Change &change)
{
    return asWhole(head(change) + switchPart);
}

QByteArray confirmScript(const Change &change)
{
    return asWhole(head(change) + confirmPart);
}

QByteArray restoreScript(const Change &change)
{
    return asWhole(head(change) + restoreAskedPart);
}

QByteArray settleScript(const Change &change)
{
    return asWhole(head(change) + "settle=yes\n" + restoreAskedPart);
}

QByteArray bringUpScript(const Change &change)
{
    return asWhole(head(change) + bringUpPart);
}

QByteArray lookBackScript(const Change &change)
{
    return asWhole(head(change) + lookBackPart);
}

ChangeReport readChangeReport(const QByteArray &output)
{
    ChangeReport report;
    for (const QByteArray &line : output.split('\n')) {
        const QByteArray kind = line.left(line.indexOf(' '));
        const QByteArray rest =
            line.indexOf(' ') < 0 ? QByteArray() : line.mid(line.indexOf(' ') + 1).trimmed();
        if (kind == "skybro-word")
            report.word = QString::fromLatin1(rest);
        else if (kind == "skybro-about")
            report.about = QString::fromUtf8(QByteArray::fromBase64(rest));
        else if (kind == "skybro-detail")
            report.detail = QString::fromUtf8(QByteArray::fromBase64(rest)).trimmed();
        else if (line.trimmed() == "skybro-up")
            report.up = true;
    }
    return report;
}

Result<ChangeReport> changeReport(const Result<ssh::ExecResult> &ran)
{
    if (!ran)
        return std::unexpected(ran.error());
    ChangeReport report = readChangeReport(ran->output);
    const bool isRefused = report.word == "failed"_L1 || report.word == "stuck"_L1;
    if (isRefused && report.detail.isEmpty()) // cp and the like have said why
        report.detail = QString::fromUtf8(ran->errors.left(2000)).trimmed();
    if (!report.word.isEmpty())
        return report;
    // sudo's own words, or those of a login shell that refuses.
    const QString said = QString::fromUtf8(ran->errors.left(2000)).trimmed();
    if (said.contains("sudo"_L1))
        return std::unexpected(rootRefused(said));
    return fail(ErrorKind::Protocol,
                QCoreApplication::translate("Tunnel", "The gateway broke off in the middle of the change."),
                said);
}

} // namespace skybro::tunnel
