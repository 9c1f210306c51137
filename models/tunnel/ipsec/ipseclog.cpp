#include "models/tunnel/ipsec/ipseclog.h"

#include "models/tunnel/ipsec/ipsecstatus.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <array>
#include <ranges>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    LogKind kind = LogKind::Established;
    QLatin1StringView all; ///< words that must all be in the line, in this order, separated by '*'
};

// The first that fits wins. Words of Libreswan 3.32, 4.10 and 5.4 and of strongSwan 5.9, each seen in their
// tests or on real gateways.
constexpr std::array rules{
    // Libreswan
    Rule{LogKind::RekeyRefused, "CREATE_CHILD_SA*NO_PROPOSAL_CHOSEN"_L1},
    Rule{LogKind::RekeyRefused, "CREATE_CHILD_SA*INVALID_KE_PAYLOAD"_L1},
    Rule{LogKind::SelectorsRefused, "CREATE_CHILD_SA*TS_UNACCEPTABLE"_L1},
    Rule{LogKind::ChildProposalRefused, "IKE_AUTH*NO_PROPOSAL_CHOSEN"_L1},
    Rule{LogKind::ChildProposalRefused, "Quick Mode message: perhaps peer likes no proposal"_L1},
    Rule{LogKind::IkeProposalRefused, "IKE_SA_INIT*NO_PROPOSAL_CHOSEN"_L1},
    Rule{LogKind::IkeProposalRefused, "PARENT_I1*NO_PROPOSAL_CHOSEN"_L1},
    Rule{LogKind::IkeProposalRefused, "notification payload: NO_PROPOSAL_CHOSEN"_L1},
    Rule{LogKind::IkeProposalRefused, "informational payload*NO_PROPOSAL_CHOSEN"_L1},
    Rule{LogKind::ChildProposalRefused, "no local proposal matches remote proposals*:ESP:"_L1},
    Rule{LogKind::IkeProposalRefused, "no local proposal matches remote proposals"_L1},
    Rule{LogKind::SelectorsRefused, "rejected Child SA with TS_UNACCEPTABLE"_L1},
    Rule{LogKind::SelectorsRefused, "error notification TS_UNACCEPTABLE"_L1},
    Rule{LogKind::IdRefused, "Peer ID '*' mismatched on first found connection"_L1},
    Rule{LogKind::NoKeyHere, "no PSK found for"_L1},
    Rule{LogKind::NoKeyHere, "Failed to find our PreShared Key"_L1},
    Rule{LogKind::AuthenticationFailed, "authentication request rejected by peer: AUTHENTICATION_FAILED"_L1},
    Rule{LogKind::AuthenticationFailed, "sending notification AUTHENTICATION_FAILED"_L1},
    Rule{LogKind::AuthenticationFailed, "Possible authentication failure"_L1},
    Rule{LogKind::AuthenticationFailed, "authentication failed"_L1},
    Rule{LogKind::GroupRefused, "INVALID_KE_PAYLOAD*not acceptable"_L1},
    Rule{LogKind::GroupRefused, "responding with INVALID_KE_PAYLOAD"_L1},
    Rule{LogKind::PeerDead, "liveness action"_L1},
    Rule{LogKind::PeerDead, "DPD action"_L1},
    Rule{LogKind::PeerDead, "timeout exceeded after*ESTABLISHED_IKE_SA"_L1},
    Rule{LogKind::PeerDead, "ESTABLISHED_IKE_SA*timeout exceeded after"_L1},
    // Only the first message of a new SA is "no answer": an established SA whose peer is silent says so
    // above.
    Rule{LogKind::NoAnswer, "timeout exceeded after*No response (or no acceptable response)"_L1},
    Rule{LogKind::Unsupported, "algorithm '*' is not supported"_L1},
    Rule{LogKind::Unsupported, "is not supported or*recognized"_L1},
    Rule{LogKind::KernelRefused, "ERROR: netlink response for*errno"_L1},
    Rule{LogKind::Retransmitting, "retransmission; will wait"_L1},
    Rule{LogKind::Retransmitting, "retransmitting*will wait"_L1},
    Rule{LogKind::Rekeyed, "rekeyed Child SA"_L1},
    Rule{LogKind::Established, "established Child SA"_L1},
    Rule{LogKind::Established, "IPsec SA established"_L1},
    Rule{LogKind::Deleted, "deleting*Child SA"_L1},
    Rule{LogKind::Deleted, "deleting IKE SA"_L1},
    Rule{LogKind::Deleted, "deleting state (STATE_V2_ESTABLISHED"_L1},
    // strongSwan
    Rule{LogKind::ChildProposalRefused, "received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built"_L1},
    Rule{LogKind::RekeyRefused, "CHILD_SA rekeying failed"_L1},
    Rule{LogKind::IkeProposalRefused, "received NO_PROPOSAL_CHOSEN notify error"_L1},
    Rule{LogKind::IkeProposalRefused, "received proposals unacceptable"_L1},
    Rule{LogKind::ChildProposalRefused, "no acceptable proposal found"_L1},
    Rule{LogKind::SelectorsRefused, "received TS_UNACCEPTABLE notify"_L1},
    Rule{LogKind::SelectorsRefused, "traffic selectors*unacceptable"_L1},
    Rule{LogKind::AuthenticationFailed, "received AUTHENTICATION_FAILED notify"_L1},
    Rule{LogKind::AuthenticationFailed, "tried*shared key*MAC mismatched"_L1},
    Rule{LogKind::IdRefused, "constraint check failed: identity '*' required"_L1},
    Rule{LogKind::NoKeyHere, "no shared key found for"_L1},
    Rule{LogKind::GroupRefused, "peer didn't accept*group"_L1},
    Rule{LogKind::GroupRefused, "DH group*unacceptable"_L1},
    Rule{LogKind::NoAnswer, "establishing IKE_SA failed, peer not responding"_L1},
    Rule{LogKind::PeerDead, "giving up after*retransmits"_L1},
    Rule{LogKind::KernelRefused, "unable to install*in kernel"_L1},
    Rule{LogKind::Retransmitting, "retransmit*of request with message ID"_L1},
    Rule{LogKind::Established, "CHILD_SA*established with SPIs"_L1},
    Rule{LogKind::Deleted, "closing CHILD_SA"_L1},
    Rule{LogKind::Deleted, "deleting IKE_SA"_L1},
    Rule{LogKind::Deleted, "received DELETE for IKE_SA"_L1},
};

bool fits(QStringView line, QLatin1StringView all)
{
    qsizetype at = 0;
    while (!all.isEmpty()) {
        const qsizetype star = all.indexOf(u'*');
        const QLatin1StringView part = star < 0 ? all : all.first(star);
        const qsizetype found = line.indexOf(part, at);
        if (found < 0)
            return false;
        at = found + part.size();
        all = star < 0 ? QLatin1StringView() : all.sliced(star + 1);
    }
    return true;
}

/// Nov 22 19:20:08: C's names of months, as the daemons and syslog write them.
QDateTime readSyslogTime(const QRegularExpressionMatch &match, const QDateTime &now)
{
    static const QStringList months{u"Jan"_s, u"Feb"_s, u"Mar"_s, u"Apr"_s, u"May"_s, u"Jun"_s,
                                    u"Jul"_s, u"Aug"_s, u"Sep"_s, u"Oct"_s, u"Nov"_s, u"Dec"_s};
    const qsizetype month = months.indexOf(match.captured(1));
    if (month < 0 || !now.isValid())
        return {};
    // In the gateway's zone: what `now` is given in.
    QDateTime at(QDate(now.date().year(), static_cast<int>(month) + 1, match.capturedView(2).toInt()),
                 QTime::fromString(match.captured(3), u"hh:mm:ss"_s), now.timeZone());
    if (at.isValid() && at > now.addDays(1)) // last year's
        at = at.addYears(-1);
    return at.isValid() ? at.toUTC() : QDateTime();
}

/// Takes the stamp off the line.
QDateTime takeTime(QStringView &line, const QDateTime &now)
{
    static const QRegularExpression iso(
        u"^(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d)([.,]\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?:? "_s);
    static const QRegularExpression unixTime(u"^(\\d{9,11})\\.\\d+ "_s);
    static const QRegularExpression syslog(
        u"^([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?:? "_s);
    if (const QRegularExpressionMatch match = iso.match(line); match.hasMatch()) {
        QString zone = match.captured(3);
        if (zone.size() == 5)
            zone.insert(3, u':');
        line = line.sliced(match.capturedLength());
        QDateTime at = QDateTime::fromString(match.captured(1).replace(u' ', u'T') + zone, Qt::ISODate);
        if (zone.isEmpty() && now.isValid())
            at.setTimeZone(now.timeZone());
        return at.isValid() ? at.toUTC() : QDateTime();
    }
    if (const QRegularExpressionMatch match = unixTime.match(line); match.hasMatch()) {
        line = line.sliced(match.capturedLength());
        return QDateTime::fromSecsSinceEpoch(match.capturedView(1).toLongLong(), Qt::UTC);
    }
    if (const QRegularExpressionMatch match = syslog.match(line); match.hasMatch()) {
        line = line.sliced(match.capturedLength());
        return readSyslogTime(match, now);
    }
    return {};
}

/// Libreswan: `"azure" #4: …`, `"azure"[1] 192.0.2.1 #4: …`; strongSwan: `05[IKE] <azure|3> …`, `IKE_SA
/// azure[3] …`.
QString connectionOf(QStringView line)
{
    static const QRegularExpression pluto(u"\"([^\"]+)\"(?:\\[\\d+\\])*[^\"#]{0,60}#\\d+:"_s);
    static const QRegularExpression charon(u"^(?:\\d+)?\\[[A-Z]{3}\\d?\\] <([^|>]+)\\|\\d+>"_s);
    static const QRegularExpression named(u"(?:IKE_SA|CHILD_SA) ([^\\s\\[{]+)[\\[{]\\d+[\\]}]"_s);
    for (const QRegularExpression *pattern : {&pluto, &charon, &named}) {
        if (const QRegularExpressionMatch match = pattern->match(line); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

/// Of the same lines the "4", or the "3".
quint64 saOf(QStringView line)
{
    static const QRegularExpression pluto(u"\"[^\"#]{0,60}#(\\d{1,18}):"_s);
    static const QRegularExpression charon(u"^(?:\\d+)?\\[[A-Z]{3}\\d?\\] <[^|>]+\\|(\\d{1,18})>"_s);
    for (const QRegularExpression *pattern : {&pluto, &charon}) {
        if (const QRegularExpressionMatch match = pattern->match(line); match.hasMatch())
            return match.capturedView(1).toULongLong();
    }
    return 0;
}

bool looksLikeKeys(QStringView line)
{
    static const QRegularExpression dump(
        u"(?:[0-9a-f]{2} ){8}|[0-9a-fA-F]{32}|(?:^|\\W)(?:PSK|secret|key)\\s*[:=]"_s,
        QRegularExpression::CaseInsensitiveOption);
    return dump.match(line).hasMatch();
}

} // namespace

QList<LogFinding> readIpsecLog(QStringView text, const QDateTime &now)
{
    QList<LogFinding> findings;
    for (QStringView line : text.split(u'\n', Qt::SkipEmptyParts)) {
        constexpr qsizetype longest = 4096;
        constexpr qsizetype shown = 300;
        line = line.first(std::min(line.size(), longest)).trimmed();
        const auto rule =
            std::ranges::find_if(rules, [line](const Rule &item) { return fits(line, item.all); });
        if (rule == rules.end() || looksLikeKeys(line))
            continue;
        LogFinding finding;
        finding.kind = rule->kind;
        finding.at = takeTime(line, now);
        // "gw pluto[812]: " of syslog, "003 " of whack.
        static const QRegularExpression origin(
            u"^(?:\\S+ )?(?:pluto|charon|charon-systemd|ipsec|strongswan|swanctl)(?:\\[\\d+\\])?: |^\\d{3} "_s);
        if (const QRegularExpressionMatch match = origin.match(line); match.hasMatch())
            line = line.sliced(match.capturedLength());
        finding.connection = connectionOf(line);
        finding.sa = saOf(line);
        finding.words = line.first(std::min(line.size(), shown)).toString();
        findings.append(finding);
    }
    return findings;
}

const LogFinding *lastOf(const QList<LogFinding> &log, const QString &connection, LogKind kind)
{
    for (const LogFinding &line : log | std::views::reverse) {
        if (!line.connection.isEmpty() && baseName(line.connection) != connection &&
            line.connection != connection)
            continue;
        if (line.kind == kind)
            return &line;
        if (line.kind == LogKind::Established || line.kind == LogKind::Rekeyed)
            return nullptr;
        if (line.kind == LogKind::Deleted && kind == LogKind::Retransmitting)
            return nullptr;
    }
    return nullptr;
}

bool isOver(const LogFinding &refusal, const LogFinding &silence)
{
    constexpr qint64 attempt = 120; // s
    if (refusal.at.isValid() && refusal.at.secsTo(silence.at) > attempt)
        return true;
    const bool endsAttempt = refusal.kind == LogKind::NoKeyHere || refusal.kind == LogKind::IdRefused ||
                             refusal.kind == LogKind::AuthenticationFailed;
    return endsAttempt && refusal.sa != 0 && silence.sa > refusal.sa;
}

} // namespace skybro::tunnel
