#include "models/tunnel/probe/proberecord.h"

#include "models/tunnel/probe/pingoutput.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using Outcome = ProbeReply::Outcome;

namespace {

// Each line of the record: skybro-probe INDEX TOOL EXIT-STATUS WHAT-IT-SAID, its lines joined by "|"; the
// last one: skybro-probe end. One printf writes a line whole, so those of several probes do not mix.
//
// bash opens the connection in a child, which says its own number first: `read` gives up after the wait, and
// the child, which would hang in connect() for two minutes, is killed. A connection is no answer before it
// says "end 0".
constexpr auto functions = R"SH(
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin; export PATH
newline='
'
say() {
    index=$1 tool=$2 status=$3 text=$4
    set -f; IFS=$newline; set -- $text; IFS='|'
    printf 'skybro-probe %s %s %s %s\n' "$index" "$tool" "$status" "$*"
}
has() { command -v "$1" >/dev/null 2>&1; }
by_bash='
exec 5< <(
    exec 2>&1
    echo "$BASHPID"
    from=$EPOCHREALTIME
    TIMEFORMAT=%3R
    time { : 3<>"/dev/tcp/$2/$3"; status=$?; }
    to=$EPOCHREALTIME
    echo "end $status $from $to"
)
read -r -t "$4" -u 5 child || exit 1
said=silent
while read -r -t "$4" -u 5 line; do
    said="$said|$line"
    case $line in end*) said=${said#silent|}; break ;; esac
done
kill "$child" 2>/dev/null
printf "skybro-probe %s bash 0 %s\n" "$1" "$said"
'
by_python='
import socket, sys, time
host, port, source, wait = sys.argv[1:]
begin = time.time()
try: socket.create_connection((host, int(port)), float(wait), (source, 0)).close()
except OSError as error: sys.exit(str(error))
print("took %.6f" % (time.time() - begin))
'
# nc tells no time: bash takes it, of a start that does nothing, and of the probe.
timed='
clock() {
    word=$1; shift
    from=$EPOCHREALTIME
    TIMEFORMAT="$word %3R"
    time "$@"
    status=$?
    [ -z "$from" ] || echo "$word $from $EPOCHREALTIME"
}
start() { nc -h >/dev/null 2>&1; }
clock start start
clock took "$@"
exit "$status"
'
by_nc() {
    case $1 in *[!0-9.]*) ;; *) set -- "$@" -n ;; esac # else it asks for the name of an address
    host=$1 port=$2; shift 2
    set -- nc "$@" -v -z -w "$whole" "$host" "$port"
    if has bash; then text=$(bash -c "$timed" bash "$@" 2>&1); else text=$("$@" 2>&1); fi
}
icmp() {
    if has ping; then
        text=$(
            ping -c 1 -W "$whole" ${4:+-I "$4"} "$2" 2>&1 & echo=$!
            ( sleep "$wait" 2>/dev/null || sleep "$whole"; kill -INT "$echo" ) >/dev/null 2>&1 & clock=$!
            wait "$echo"; status=$?
            kill "$clock"
            exit "$status"
        )
        say "$1" ping $? "$text"
    elif [ "$3" != 0 ]; then
        tcp "$@"
    else
        say "$1" none 127 'ping: not found'
    fi
}
tcp() {
    if [ -n "$4" ] && has nc; then
        by_nc "$2" "$3" -s "$4"; say "$1" nc $? "$text"
    elif [ -n "$4" ]; then # bash can not send from an address of choice
        python=$(command -v python3 || command -v /usr/libexec/platform-python)
        if [ -n "$python" ]; then
            text=$("$python" -c "$by_python" "$2" "$3" "$4" "$wait" 2>&1); say "$1" nc $? "$text"
        else
            say "$1" none 127 'nc, python3: not found'
        fi
    elif has bash; then
        exec bash -c "$by_bash" bash "$1" "$2" "$3" "$wait"
    elif has nc; then
        by_nc "$2" "$3"; say "$1" nc $? "$text"
    else
        say "$1" none 127 'bash, nc: not found'
    fi
}
)SH";

QByteArray seconds(std::chrono::milliseconds time)
{
    return QByteArray::number(static_cast<double>(time.count()) / 1000, 'f', 3);
}

/// What connect() said, in the words of the C library under LC_ALL=C or of nc.
ProbeReply byWords(const QString &said)
{
    static const QRegularExpression refused(u"refused"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression noWay(u"no route to host|unreachable"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression silent(u"timed out|\\bTIMEOUT\\b"_s); // and not the usage of an nc
    ProbeReply reply{
        .outcome = Outcome::NotMade, .method = ProbeMethod::Tcp, .roundTrip = {}, .note = said.left(200)};
    if (refused.match(said).hasMatch())
        reply.outcome = Outcome::Refused;
    else if (noWay.match(said).hasMatch())
        reply.outcome = Outcome::Unreachable;
    else if (silent.match(said).hasMatch())
        reply.outcome = Outcome::Silent;
    if (reply.isAnswer() || reply.outcome == Outcome::Silent)
        reply.note.clear();
    return reply;
}

/// A clock set meanwhile makes nonsense of a difference.
void setRoundTrip(ProbeReply &reply, std::optional<double> seconds)
{
    if (reply.isAnswer() && seconds && *seconds >= 0 && *seconds < 3600)
        reply.roundTrip = std::chrono::microseconds(qRound64(*seconds * 1e6));
}

ProbeReply byBash(const QStringList &lines)
{
    static const QRegularExpression end(u"\\Aend (\\d+)(?: (\\d+\\.\\d+) (\\d+\\.\\d+))?\\z"_s);
    static const QRegularExpression elapsed(u"\\A(\\d+\\.\\d{3})\\z"_s);
    if (lines.value(0) == u"silent"_s)
        return {.outcome = Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}};
    ProbeReply reply;
    std::optional<double> took;
    bool ended = false;
    QString said;
    for (const QString &line : lines) {
        if (const auto match = end.match(line.trimmed()); match.hasMatch()) {
            ended = match.captured(1) == u"0"_s;
            if (match.hasCaptured(3))
                took = match.captured(3).toDouble() - match.captured(2).toDouble();
        } else if (const auto time = elapsed.match(line); time.hasMatch()) {
            took = time.captured(1).toDouble();
        } else if (said.isEmpty()) {
            said = line;
        }
    }
    reply = ended ? ProbeReply{.outcome = Outcome::Answered, .method = ProbeMethod::Tcp, .roundTrip = {}}
                  : byWords(said);
    setRoundTrip(reply, took);
    return reply;
}

/// What nc or its stand-in said, and how long it took, without the time in which it starts.
ProbeReply byNc(int status, const QString &said)
{
    static const QRegularExpression clock(u"\\|?(start|took) (\\d+\\.\\d+)(?: (\\d+\\.\\d+))?"_s);
    std::optional<double> took;
    double start = 0;
    for (const auto &match : clock.globalMatch(said)) {
        const double first = match.captured(2).toDouble();
        const double seconds = match.hasCaptured(3) ? match.captured(3).toDouble() - first : first;
        if (match.captured(1) == u"took"_s)
            took = seconds; // the finer one comes last
        else
            start = seconds;
    }
    QString words = said;
    words.remove(clock);
    ProbeReply reply;
    if (status == 0)
        reply = {.outcome = Outcome::Answered, .method = ProbeMethod::Tcp, .roundTrip = {}};
    else if (words.trimmed().isEmpty()) // Debian's says nothing of silence
        reply = {.outcome = Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}};
    else
        reply = byWords(words);
    if (took && *took > start) // else the start took longer this time, and nothing is known
        setRoundTrip(reply, *took - start);
    return reply;
}

ProbeReply readReply(const QString &tool, int status, const QString &said)
{
    if (tool == u"ping"_s)
        return replyOf(readPing(QString(said).replace(u'|', u'\n').toUtf8()));
    if (tool == u"bash"_s)
        return byBash(said.split(u'|', Qt::SkipEmptyParts));
    if (tool == u"nc"_s)
        return byNc(status, said);
    return {.outcome = Outcome::NotMade,
            .method = said.startsWith(u"ping"_s) ? ProbeMethod::Icmp : ProbeMethod::Tcp,
            .roundTrip = {},
            .note = said.left(200)};
}

} // namespace

QByteArray probeScript(const QList<ProbeTarget> &targets, const ProbeRound &round)
{
    const auto whole = std::chrono::ceil<std::chrono::seconds>(round.wait).count();
    QByteArray script = "main() {\n";
    script += functions;
    script += "wait=" + seconds(round.wait) + " whole=" + QByteArray::number(whole) + " all=\n";
    script += "printf '\\n'\n"; // what was printed before may have no end of line
    qsizetype index = 0;
    for (int i = 0; i < round.rounds; ++i) {
        if (i > 0)
            script += "sleep 0.25 2>/dev/null || sleep 1\n";
        for (const ProbeTarget &target : targets) {
            script += target.method == ProbeMethod::Icmp ? "( icmp " : "( tcp ";
            script += QByteArray::number(index++) + " '" + target.host.toLatin1() + "' " +
                      QByteArray::number(target.port) + " '" + target.source.toLatin1() +
                      "' ) & all=\"$all $!\"\n";
        }
    }
    // For what hangs for another reason, as a name that is looked up.
    script += "( sleep " + QByteArray::number(whole + 3) +
              "; kill $all ) >/dev/null 2>&1 & guard=$!\n"
              "wait $all\n"
              "kill $guard\n"
              "printf 'skybro-probe end\\n'\n"
              "}\n"
              "main </dev/null\n"; // nobody reads the rest of the script from sh's own input
    return script;
}

Result<QList<ProbeReply>> readProbeRecord(const QByteArray &output, qsizetype count)
{
    static const QRegularExpression form(u"\\Askybro-probe (\\d{1,6}) (\\w{1,10}) (\\d{1,3}) (.*)\\z"_s);
    const ProbeReply missing{
        .outcome = Outcome::NotMade, .roundTrip = {}, .note = u"no record of this probe"_s};
    QList<ProbeReply> replies(count, missing);
    QList<bool> isRead(count, false);
    bool isRecord = false;
    for (const QByteArray &raw : output.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        isRecord |= line == u"skybro-probe end"_s;
        const auto match = form.match(line);
        if (!match.hasMatch())
            continue;
        isRecord = true;
        const qsizetype index = match.captured(1).toInt();
        if (index >= count || isRead[index])
            continue;
        isRead[index] = true;
        replies[index] = readReply(match.captured(2), match.captured(3).toInt(), match.captured(4));
    }
    if (!isRecord)
        return fail(
            ErrorKind::Protocol,
            QCoreApplication::translate(
                "skybro::tunnel", "The host did not run the probes: it printed nothing of their record."),
            QString::fromUtf8(output.left(2000)));
    return replies;
}

} // namespace skybro::tunnel
