#include "models/tunnel/probe/pingoutput.h"

#include <QRegularExpression>
#include <QSet>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostBytes = 256LL * 1024;
constexpr qsizetype longestNote = 200;

QString shortened(const QString &line)
{
    return line.size() > longestNote ? line.first(longestNote) + u"…"_s : line;
}

/// Milliseconds with point or comma; nothing when it is no number that a round trip can be.
std::optional<std::chrono::microseconds> toRoundTrip(QString text)
{
    bool isNumber = false;
    const double milliseconds = text.replace(u',', u'.').toDouble(&isNumber);
    if (!isNumber || milliseconds < 0 || milliseconds > 3'600'000)
        return std::nullopt;
    return std::chrono::microseconds(qRound64(milliseconds * 1000));
}

} // namespace

PingOutput readPing(const QByteArray &output)
{
    // Words differ with the language, marks do not: "icmp_seq=1 ttl=64 time=0.034 ms", "seq=0 ttl=64
    // Zeit=0,034 ms".
    static const QRegularExpression reply(u"seq=(\\d+) (?:ttl|hlim)=\\d+ \\S{1,40}[=<]([\\d.,]{1,20}) ?ms"_s);
    // "From 10.2.0.1 icmp_seq=1 Destination Host Unreachable": a number, and no answer.
    static const QRegularExpression refusal(u"icmp_seq=\\d+ (?!(?:ttl|hlim)=)(\\S.*)"_s);
    // "(mtu = 1400)", "mtu=1400", "mtu: 1400"
    static const QRegularExpression tooBig(u"\\bmtu ?[=:] ?(\\d{2,6})\\b"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression noWay(u"Network is unreachable|No route to host"_s);
    static const QRegularExpression summary(u"\\b\\d{1,3}(?:[.,]\\d+)? ?%"_s);

    PingOutput result;
    QSet<QString> seen;
    const QStringList lines =
        QString::fromUtf8(output.first(std::min(output.size(), mostBytes))).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &raw : lines) {
        const QString line = raw.trimmed();
        if (const auto answer = reply.match(line); answer.hasMatch()) {
            const auto roundTrip = toRoundTrip(answer.captured(2));
            if (roundTrip && !seen.contains(answer.captured(1))) {
                seen.insert(answer.captured(1));
                result.roundTrips.append(*roundTrip);
            }
        } else if (const auto size = tooBig.match(line); size.hasMatch()) {
            result.mtu = size.captured(1).toInt();
        } else if (const auto refused = refusal.match(line); refused.hasMatch()) {
            result.refusal = shortened(refused.captured(1));
        } else if (noWay.match(line).hasMatch()) {
            result.refusal = shortened(line.simplified());
        } else if (summary.match(line).hasMatch()) {
            result.hasSummary = true;
        } else if (result.problem.isEmpty() && !line.isEmpty() && !line.startsWith(u"PING "_s)) {
            result.problem = shortened(line);
        }
    }
    return result;
}

ProbeReply replyOf(const PingOutput &output)
{
    using Outcome = ProbeReply::Outcome;
    const auto reply = [](Outcome outcome, const QString &note = {}) {
        return ProbeReply{.outcome = outcome, .method = ProbeMethod::Icmp, .roundTrip = {}, .note = note};
    };
    if (!output.roundTrips.isEmpty()) {
        ProbeReply answer = reply(Outcome::Answered);
        answer.roundTrip = output.roundTrips.first();
        return answer;
    }
    if (output.mtu)
        return reply(Outcome::Unreachable, u"packet too big, mtu %1"_s.arg(*output.mtu));
    if (!output.refusal.isEmpty())
        return reply(Outcome::Unreachable, output.refusal);
    if (output.hasSummary)
        return reply(Outcome::Silent);
    return reply(Outcome::NotMade, output.problem);
}

} // namespace skybro::tunnel
