#include "models/tunnel/probe/pathmtu.h"

#include "models/tunnel/probe/pingoutput.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

constexpr int precision = 8; // as in the script

// Each line of the record: skybro-mtu try SIZE WHAT-PING-SAID | skybro-mtu mss WHAT-SS-SAID | skybro-mtu end
constexpr auto functions = R"SH(
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin; export PATH
newline='
'
say() {
    head=$1 text=$2
    set -f; IFS=$newline; set -- $text; IFS='|'
    printf 'skybro-mtu %s %s\n' "$head" "$*"
    unset IFS
}
# verdict: passed, silent, told (and $told is the size), or unable
try() {
    text=$(ping $family -c 1 -W 1 -M do -s $(($1 - headers)) "$host" 2>&1)
    say "try $1" "$text"
    case $text in
    *ttl=*|*hlim=*) verdict=passed ;;
    *[Mm][Tt][Uu]\ [=:]*|*[Mm][Tt][Uu][=:]*)
        verdict=told
        told=${text##*[Mm][Tt][Uu]}; told=${told#*[=:]}; told=${told# }; told=${told%%[!0-9]*} ;;
    *100%*) verdict=silent ;;
    *) verdict=unable ;;
    esac
}
by_tcp() {
    [ "$port" != 0 ] || return
    bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit
        printf "skybro-mtu mss %s\n" "$(ss -tin dst "$1" dport = ":$2" | tr "\n" "|")"' bash "$host" "$port" 2>/dev/null &
    connection=$!
    ( sleep 3; kill "$connection" ) >/dev/null 2>&1 & guard=$!
    wait "$connection"
    kill "$guard"
}
search() {
    try 84 # what plain ping sends
    [ $verdict = silent ] && try 84
    [ $verdict = unable ] && by_tcp
    [ $verdict = passed ] || return
    low=84
    try "$high"
    [ $verdict = silent ] && try "$high"
    if [ $verdict = told ]; then
        [ "${told:-0}" -gt "$low" ] && [ "$told" -lt "$high" ] || return
        high=$told
        try "$high"
    fi
    [ $verdict = silent ] || return
    middle=1280
    while [ $((high - low)) -gt 8 ]; do
        [ "$middle" -lt "$high" ] || middle=$(((low + high) / 2))
        try "$middle"
        if [ $verdict = passed ]; then low=$middle; else high=$middle; fi
        middle=$(((low + high) / 2))
    done
    try "$high" # twice again: was it the size, or just a loss?
    [ $verdict = passed ] || try "$high"
}
)SH";

struct Tries
{
    QMap<int, bool> passed; ///< by size; of two of the same size the later one counts
    int told = 0;           ///< 0: nobody said a size
    int packets = 0;
    QString problem;
};

void note(Tries &tries, int size, const PingOutput &output)
{
    const ProbeReply reply = replyOf(output);
    if (reply.outcome == ProbeReply::Outcome::NotMade) {
        tries.problem = reply.note;
        return;
    }
    ++tries.packets;
    if (!reply.isAnswer() && output.mtu)
        tries.told = *output.mtu;
    else
        tries.passed[size] = reply.isAnswer();
}

/// The segment's size that TCP agreed on, with its headers, or less where the kernel knows of less.
std::optional<int> readNegotiated(const QString &said)
{
    static const QRegularExpression mss(u"\\bmss:(\\d{2,5})\\b"_s);
    static const QRegularExpression pathMtu(u"\\bpmtu:(\\d{2,5})\\b"_s);
    static const QRegularExpression stamps(u"(?:^|\\s)ts\\s"_s); // 12 bytes of every segment
    const auto match = mss.match(said);
    if (!match.hasMatch())
        return std::nullopt;
    const int ipAndTcp = said.contains(u'[') && said.contains(u"]:"_s) ? 60 : 40;
    int mtu = match.captured(1).toInt() + ipAndTcp + (stamps.match(said).hasMatch() ? 12 : 0);
    if (const auto known = pathMtu.match(said); known.hasMatch())
        mtu = std::min(mtu, known.captured(1).toInt());
    return mtu >= 68 && mtu <= 65535 ? std::optional(mtu) : std::nullopt; // as IPv4 has it
}

PathMtu judge(const Tries &tries, bool isWhole, int largest)
{
    using Kind = PathMtu::Kind;
    const auto result = [&](Kind kind, int mtu, const QString &why = {}) {
        return PathMtu{.kind = kind, .mtu = mtu, .packets = tries.packets, .note = why};
    };
    int passes = 0;
    int vanishes = 0; // 0: nothing
    for (const auto &[size, passed] : tries.passed.asKeyValueRange()) {
        if (passed)
            passes = size;
        else if (vanishes == 0)
            vanishes = size;
    }
    if (passes >= largest)
        return result(Kind::Whole, largest);
    if (tries.told > 0 && passes == tries.told)
        return result(Kind::Told, tries.told);
    if (!isWhole)
        return result(Kind::NotMeasured, 0, u"the record is cut off"_s);
    if (passes == 0)
        return tries.packets > 0 ? result(Kind::NoAnswer, 0) : result(Kind::NotMeasured, 0, tries.problem);
    if (vanishes > passes && vanishes - passes <= precision)
        return result(Kind::BlackHole, passes);
    return result(Kind::NotMeasured, 0, u"packets get lost whatever their size"_s);
}

} // namespace

QString toWord(PathMtu::Kind kind)
{
    static constexpr std::array words{"whole",      "told",      "black-hole",
                                      "negotiated", "no-answer", "not-measured"};
    return QString::fromLatin1(words.at(static_cast<size_t>(kind)));
}

QByteArray mtuScript(const ProbeTarget &target, int largest)
{
    const bool isIpv6 = target.host.contains(u':');
    QByteArray script = "main() {\n";
    script += functions;
    script += "host='" + target.host.toLatin1() + "' port=" + QByteArray::number(target.port) +
              " high=" + QByteArray::number(std::clamp(largest, 576, 65535));
    script += isIpv6 ? " headers=48 family=-6\n" : " headers=28 family=-4\n";
    script += "printf '\\n'\nsearch\nprintf 'skybro-mtu end\\n'\n}\nmain </dev/null\n";
    return script;
}

Result<PathMtu> readMtuRecord(const QByteArray &output, int largest)
{
    static const QRegularExpression attempt(u"\\Askybro-mtu try (\\d{1,5}) (.*)\\z"_s);
    static const QRegularExpression agreed(u"\\Askybro-mtu mss (.*)\\z"_s);
    Tries tries;
    std::optional<int> negotiated;
    bool isRecord = false;
    bool isWhole = false;
    for (const QByteArray &raw : output.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        isWhole |= line == u"skybro-mtu end"_s;
        if (const auto match = attempt.match(line); match.hasMatch()) {
            isRecord = true;
            note(tries, match.captured(1).toInt(), readPing(match.captured(2).replace(u'|', u'\n').toUtf8()));
        } else if (const auto mss = agreed.match(line); mss.hasMatch()) {
            isRecord = true;
            negotiated = readNegotiated(mss.captured(1));
        }
    }
    if (!isRecord && !isWhole)
        return fail(ErrorKind::Protocol,
                    QCoreApplication::translate(
                        "skybro::tunnel",
                        "The host did not look for the path MTU: it printed nothing of its record."),
                    QString::fromUtf8(output.left(2000)));
    if (tries.packets == 0 && negotiated)
        return PathMtu{.kind = PathMtu::Kind::Negotiated, .mtu = *negotiated, .packets = tries.packets};
    return judge(tries, isWhole, std::clamp(largest, 576, 65535));
}

} // namespace skybro::tunnel
