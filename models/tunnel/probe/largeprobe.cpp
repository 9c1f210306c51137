#include "models/tunnel/probe/largeprobe.h"

#include "models/tunnel/probe/pingoutput.h"

#include <QRegularExpression>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

constexpr int small = 84;    // what plain ping sends
constexpr int mostLarge = 3; // all of them lost by chance at 3 % of loss: once in 37,000 times

// Each line of the record: skybro-large SIZE WHAT-PING-SAID
constexpr auto functions = R"SH(
LC_ALL=C; export LC_ALL
PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin; export PATH
newline='
'
try() {
    text=$(ping -c 1 -W 1 -M do -s $(($1 - headers)) ${source:+-I "$source"} "$host" 2>&1)
    size=$1
    set -f; IFS=$newline; set -- $text; IFS='|'
    printf 'skybro-large %s %s\n' "$size" "$*"
}
)SH";

} // namespace

QByteArray largeProbeScript(const ProbeTarget &target)
{
    const QByteArray headers = target.host.contains(u':') ? "48" : "28";
    QByteArray script = "main() {\n";
    script += functions;
    script += "host='" + target.host.toLatin1() + "' source='" + target.source.toLatin1() +
              "' headers=" + headers + "\nprintf '\\n'\n";
    for (const int size : {small, tunnelMtu, tunnelMtu, tunnelMtu})
        script += "( try " + QByteArray::number(size) + " ) &\n";
    script += "wait\n}\nmain </dev/null\n";
    return script;
}

std::optional<bool> readLargeProbe(const QByteArray &output)
{
    static const QRegularExpression form(u"\\Askybro-large (\\d{1,5}) (.*)\\z"_s);
    bool smallPasses = false;
    int vanished = 0;
    for (const QByteArray &raw : output.split('\n')) {
        const auto match = form.match(QString::fromUtf8(raw).trimmed());
        if (!match.hasMatch())
            continue;
        const PingOutput said = readPing(match.captured(2).replace(u'|', u'\n').toUtf8());
        const ProbeReply reply = replyOf(said);
        const bool isLarge = match.captured(1).toInt() == tunnelMtu;
        if (isLarge && (reply.isAnswer() || said.mtu))
            return true;
        if (isLarge)
            vanished += reply.outcome == ProbeReply::Outcome::Silent ? 1 : 0;
        else
            smallPasses = smallPasses || reply.isAnswer();
    }
    return smallPasses && vanished >= mostLarge ? std::optional(false) : std::nullopt;
}

} // namespace skybro::tunnel
