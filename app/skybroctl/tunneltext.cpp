#include "app/skybroctl/tunneltext.h"

#include "models/tunnel/monitor/tunneljson.h"

#include <QCoreApplication>

#include <cmath>

namespace skybro::ctl {

using namespace Qt::StringLiterals;
using namespace tunnel;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybroctl", text);
}

QString clock(const QDateTime &time)
{
    return time.toLocalTime().toString(u"HH:mm:ss"_s);
}

/// "240 kB/s"
QString rate(double bytes)
{
    const QStringList units{u"B/s"_s, u"kB/s"_s, u"MB/s"_s, u"GB/s"_s};
    qsizetype unit = 0;
    while (bytes >= 1000 && unit + 1 < units.size()) {
        bytes /= 1000;
        ++unit;
    }
    return QString::number(bytes, 'f', bytes < 10 && unit > 0 ? 1 : 0) + u' ' + units[unit];
}

void addMend(QStringList &lines, const Mend &mend)
{
    if (!mend.advice.isEmpty())
        lines += u"  "_s + mend.advice;
    if (!mend.command.isEmpty())
        lines += u"  # "_s + mend.command;
}

QString agreementText(Agreement agreement)
{
    switch (agreement) {
    case Agreement::Same:
        return tr("same");
    case Agreement::Compatible:
        return tr("they meet");
    case Agreement::Different:
        return tr("different");
    case Agreement::Unknown:
        break;
    }
    return tr("not known");
}

QString parameterLine(const ParameterRow &row)
{
    QString line = tr("  %1: on-premise %2; Azure %3; %4")
                       .arg(parameterText(row.parameter), row.onPremise.isEmpty() ? u"?"_s : row.onPremise,
                            row.azure.isEmpty() ? u"?"_s : row.azure, agreementText(row.agreement));
    QStringList weak = row.weakOnPremise + row.weakAzure;
    weak.removeDuplicates();
    if (!weak.isEmpty())
        line += tr("; weak: %1").arg(weak.join(u", "_s));
    if (!row.remark.isEmpty())
        line += u"; "_s + row.remark;
    return line;
}

QString eventText(TunnelEvent::Kind kind)
{
    using enum TunnelEvent::Kind;
    switch (kind) {
    case Broke:
        return tr("nothing passes any more");
    case Back:
        return tr("it passes again");
    case Degraded:
        return tr("much is lost");
    case Eased:
        return tr("little is lost again");
    case Flapping:
        return tr("it comes and goes");
    case Steady:
        return tr("it is steady again");
    case Rekeyed:
        return tr("new keys");
    case Impaired:
        return tr("it is impaired");
    case Repaired:
        return tr("it is impaired no longer");
    }
    return {};
}

} // namespace

QStringList tunnelLines(const TunnelNow &now, bool doctor)
{
    const QStringList said = signalLines(now.evidence);
    QStringList lines = said;
    if (now.window.median)
        lines[0] +=
            u' ' +
            tr("Round trip %1 ms.").arg(static_cast<double>(now.window.median->count()) / 1000, 0, 'f', 1);
    for (const Finding &finding : now.findings) {
        lines += finding.certainty == Certainty::Guess && finding.kind != FaultKind::Unknown
                     ? tr("Perhaps: %1").arg(finding.sentence)
                     : finding.sentence;
        addMend(lines, finding.mend);
        if (!doctor)
            continue;
        for (const QString &why : finding.evidence) {
            // What stands above already, or beside a finding before it, is not told again.
            if (const QString line = u"  - "_s + why; !said.contains(why) && !lines.contains(line))
                lines += line;
        }
    }
    if (doctor && !now.evidence.parameters.isEmpty()) {
        lines += tr("Both ends:");
        for (const ParameterRow &row : now.evidence.parameters)
            lines += parameterLine(row);
    }
    return lines;
}

QString sampleLine(const TunnelNow &now)
{
    QStringList parts{clock(now.sample.time), impairmentOf(now) ? u"impaired"_s : toWord(now.state)};
    if (now.sample.roundTrip)
        parts += tr("%1 ms").arg(static_cast<double>(now.sample.roundTrip->count()) / 1000, 0, 'f', 1);
    else if (now.sample.probesMade > 0)
        parts += now.sample.probesAnswered > 0 ? tr("answered") : tr("no answer");
    else
        parts += tr("not probed");
    if (const std::optional<double> loss = now.window.loss())
        parts += tr("%1 % lost").arg(std::lround(*loss * 100));
    if (now.bytesInPerSecond && now.bytesOutPerSecond)
        parts += tr("in %1, out %2").arg(rate(*now.bytesInPerSecond), rate(*now.bytesOutPerSecond));
    parts += tr("gateway %1").arg(toWord(now.sample.gateway.state));
    parts += tr("Azure %1").arg(toWord(now.sample.azure.state));
    return parts.join(u"  "_s);
}

QString causeLine(const QDateTime &time, const QString &cause)
{
    return clock(time) + u" * "_s + cause;
}

QString eventLine(const TunnelEvent &event)
{
    QString line = clock(event.time) + u" * "_s + eventText(event.kind);
    using enum TunnelEvent::Kind;
    if (event.kind == Back || event.kind == Eased || event.kind == Repaired)
        line += u", "_s + tr("after %1 s").arg(static_cast<double>(event.lasted.count()) / 1000, 0, 'f', 1);
    if (event.breaks > 0)
        line += u", "_s + tr("breaks: %1").arg(event.breaks);
    if (!event.cause.isEmpty())
        line += u": "_s + event.cause;
    return line;
}

} // namespace skybro::ctl
