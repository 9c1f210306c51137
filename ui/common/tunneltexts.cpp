#include "ui/common/tunneltexts.h"

#include "models/tunnel/doctor/doctor.h"
#include "models/tunnel/monitor/impairmentevents.h"
#include "ui/common/timetext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace skybro::ui {

using namespace Qt::StringLiterals;
using tunnel::Agreement;
using tunnel::SignalState;
using tunnel::TunnelEvent;
using tunnel::TunnelState;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ui::TunnelTexts)
};

/// Three digits that matter, none of them a needless zero.
QString figure(double value)
{
    const int digits = value >= 99.95 || value == std::floor(value) ? 0 : value >= 9.995 ? 1 : 2;
    QString text = QLocale().toString(value, 'f', digits);
    if (digits > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (!text.isEmpty() && !text.back().isDigit())
            text.chop(1);
    }
    return text;
}

QString scaled(double value, const std::array<QString, 4> &units)
{
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return figure(value) + u'\u00a0' + units.at(unit);
}

/// Something impairs it, or nothing passes as of a moment ago and is not known to be broken yet.
bool isImpaired(const tunnel::TunnelNow &now)
{
    return now.state != TunnelState::Down && tunnel::isUsable(now) == false;
}

} // namespace

Look tunnelLook(TunnelState state)
{
    switch (state) {
    case TunnelState::Up:
        return {u"state-running"_s, Words::tr("Up"), Tone::Good};
    case TunnelState::Degraded:
        return {u"warning"_s, Words::tr("Lossy"), Tone::Warning};
    case TunnelState::Down:
        return {u"error"_s, Words::tr("Nothing passes"), Tone::Bad};
    case TunnelState::Unknown:
        break;
    }
    return {u"state-unknown"_s, Words::tr("Not known"), Tone::Quiet};
}

namespace {

/// It is up by the gateway's word alone.
bool isUnmeasured(const tunnel::TunnelNow &now)
{
    return now.state == TunnelState::Up && !trafficPasses(now.evidence);
}

} // namespace

Look tunnelLook(const tunnel::TunnelNow &now)
{
    if (isTargetAlone(now))
        return {u"warning"_s, Words::tr("%1 does not answer").arg(now.probed), Tone::Warning};
    if (isImpaired(now))
        return {u"warning"_s, Words::tr("Impaired"), Tone::Warning};
    if (now.isFlapping && now.state != TunnelState::Down)
        return {u"warning"_s, Words::tr("Flapping"), Tone::Warning};
    if (isUnmeasured(now))
        return {u"state-unknown"_s, Words::tr("Up, not measured"), Tone::Quiet};
    return tunnelLook(now.state);
}

QDateTime tunnelSince(const tunnel::TunnelNow &now)
{
    if (isImpaired(now))
        return now.impairedSince;
    if (now.state == TunnelState::Down)
        return now.since;
    if (now.state == TunnelState::Unknown || now.isFlapping) // which began before
        return {};
    return std::max(now.since, now.impairedUntil);
}

QString tunnelSinceText(const tunnel::TunnelNow &now, const QDateTime &at)
{
    const QDateTime since = tunnelSince(now).toLocalTime();
    if (!since.isValid())
        return {};
    const bool isOfToday = since.date() == at.toLocalTime().date();
    const QString time = since.toString(isOfToday ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm"_s);
    // What impairs it takes some looks to be found.
    const bool isFirst =
        now.isSinceFirstLook && now.since.msecsTo(since) <= tunnel::ImpairmentEvents::begins.count();
    return isFirst ? Words::tr("at least since %1").arg(time) : Words::tr("since %1").arg(time);
}

Look signalLook(SignalState state)
{
    switch (state) {
    case SignalState::Up:
        return {u"state-running"_s, Words::tr("Up"), Tone::Good};
    case SignalState::Pending:
        return {u"state-busy"_s, Words::tr("Connecting"), Tone::Busy};
    case SignalState::Down:
        return {u"error"_s, Words::tr("Down"), Tone::Bad};
    case SignalState::Unknown:
        break;
    }
    return {u"state-unknown"_s, Words::tr("Not known"), Tone::Quiet};
}

Look agreementLook(Agreement agreement)
{
    switch (agreement) {
    case Agreement::Same:
        return {u"done"_s, Words::tr("Same"), Tone::Good};
    case Agreement::Compatible:
        return {u"done"_s, Words::tr("Compatible"), Tone::Good};
    case Agreement::Different:
        return {u"error"_s, Words::tr("Different"), Tone::Bad};
    case Agreement::Unknown:
        break;
    }
    return {u"state-unknown"_s, Words::tr("Not known"), Tone::Quiet};
}

Look eventLook(TunnelEvent::Kind kind)
{
    switch (kind) {
    case TunnelEvent::Kind::Broke:
        return {u"error"_s, Words::tr("Broke"), Tone::Bad};
    case TunnelEvent::Kind::Back:
        return {u"done"_s, Words::tr("Back"), Tone::Good};
    case TunnelEvent::Kind::Degraded:
        return {u"warning"_s, Words::tr("Lossy"), Tone::Warning};
    case TunnelEvent::Kind::Eased:
        return {u"done"_s, Words::tr("Loss over"), Tone::Good};
    case TunnelEvent::Kind::Flapping:
        return {u"warning"_s, Words::tr("Flapping"), Tone::Bad};
    case TunnelEvent::Kind::Steady:
        return {u"done"_s, Words::tr("Steady again"), Tone::Good};
    case TunnelEvent::Kind::Impaired:
        return {u"warning"_s, Words::tr("Impaired"), Tone::Warning};
    case TunnelEvent::Kind::Repaired:
        return {u"done"_s, Words::tr("Impairment over"), Tone::Good};
    case TunnelEvent::Kind::Rekeyed:
        break;
    }
    return {u"key"_s, Words::tr("Rekeyed"), Tone::Quiet};
}

QString eventText(const TunnelEvent &event)
{
    const QString lasted = durationText(event.lasted);
    switch (event.kind) {
    case TunnelEvent::Kind::Broke:
        return event.cause.isEmpty() ? Words::tr("Nothing passes any more.") : event.cause;
    case TunnelEvent::Kind::Back:
        return event.lasted.count() > 0 ? Words::tr("Traffic passes again, after %1.").arg(lasted)
                                        : Words::tr("Traffic passes.");
    case TunnelEvent::Kind::Degraded:
        return Words::tr("It passes, but much is lost.");
    case TunnelEvent::Kind::Eased:
        return Words::tr("Little is lost again, after %1.").arg(lasted);
    case TunnelEvent::Kind::Flapping:
        return Words::tr("Broke %n time(s) shortly after one another; from here on breaks under a minute are "
                         "counted only.",
                         nullptr, event.breaks) +
               (event.cause.isEmpty() ? QString() : u' ' + event.cause);
    case TunnelEvent::Kind::Steady:
        return Words::tr("No break for ten minutes; it broke %n time(s) before.", nullptr, event.breaks);
    case TunnelEvent::Kind::Impaired:
        return event.cause.isEmpty()
                   ? Words::tr("Probes pass; other traffic does not, or not through the tunnel.")
                   : event.cause;
    case TunnelEvent::Kind::Repaired:
        return Words::tr("Nothing impairs the tunnel any more, after %1.").arg(lasted);
    case TunnelEvent::Kind::Rekeyed:
        break;
    }
    return Words::tr("The gateway has a new key; traffic went on.");
}

QString implementationText(tunnel::Implementation implementation)
{
    switch (implementation) {
    case tunnel::Implementation::Libreswan:
        return u"Libreswan"_s;
    case tunnel::Implementation::StrongSwan:
        return u"strongSwan"_s;
    case tunnel::Implementation::Unknown:
        break;
    }
    return Words::tr("The gateway");
}

QString roundTripText(std::chrono::microseconds time)
{
    const double ms = double(time.count()) / 1000;
    return (ms >= 10 ? QLocale().toString(ms, 'f', 0) : figure(std::round(ms * 10) / 10)) + u"\u00a0ms"_s;
}

QString rateText(double bytesPerSecond)
{
    // Whole bytes: tenths of a byte are noise.
    return scaled(bytesPerSecond < 999.5 ? std::round(bytesPerSecond) : bytesPerSecond,
                  {u"B/s"_s, u"kB/s"_s, u"MB/s"_s, u"GB/s"_s});
}

QString bytesText(double bytes)
{
    return scaled(bytes, {u"B"_s, u"kB"_s, u"MB"_s, u"GB"_s});
}

QString bitRateText(double bitsPerSecond)
{
    return scaled(bitsPerSecond, {u"bit/s"_s, u"kbit/s"_s, u"Mbit/s"_s, u"Gbit/s"_s});
}

QString lossText(double loss)
{
    const double percent = loss * 100;
    return (percent > 0 && percent < 10 ? figure(std::round(percent * 10) / 10)
                                        : QLocale().toString(percent, 'f', 0)) +
           u"\u00a0%"_s;
}

QString tunnelFigures(const tunnel::TunnelNow &now)
{
    QStringList parts;
    if (now.state != TunnelState::Down) {
        if (now.window.median)
            parts.append(roundTripText(*now.window.median));
        else if (now.sample.roundTrip)
            parts.append(roundTripText(*now.sample.roundTrip));
        if (const auto loss = now.window.loss(); loss && *loss > 0)
            parts.append(Words::tr("%1 lost").arg(lossText(*loss)));
    }
    if (now.bytesInPerSecond && now.bytesOutPerSecond)
        parts.append(rateText(*now.bytesInPerSecond + *now.bytesOutPerSecond));
    return parts.join(u" · "_s);
}

Look tunnelStatusLook(const tunnel::TunnelNow &now)
{
    Look look = tunnelLook(now);
    QString words;
    switch (now.state) {
    case TunnelState::Up:
        words = Words::tr("Tunnel up");
        break;
    case TunnelState::Degraded:
        words = Words::tr("Tunnel lossy");
        break;
    case TunnelState::Down:
        words = Words::tr("Tunnel down");
        break;
    case TunnelState::Unknown:
        words = Words::tr("Tunnel not known");
        break;
    }
    if (isTargetAlone(now))
        words = Words::tr("Tunnel up, %1 does not answer").arg(now.probed);
    else if (isImpaired(now))
        words = Words::tr("Tunnel impaired");
    else if (now.isFlapping && now.state != TunnelState::Down)
        words = Words::tr("Tunnel flapping");
    else if (isUnmeasured(now))
        words = Words::tr("Tunnel up, not measured");
    const QString figures = tunnelFigures(now);
    look.word = figures.isEmpty() ? words : words + u" · "_s + figures;
    if (look.tone == Tone::Good)
        look.tone = Tone::Quiet; // what is well keeps quiet
    return look;
}

} // namespace skybro::ui
