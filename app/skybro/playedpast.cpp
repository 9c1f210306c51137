#include "app/skybro/playedpast.h"

#include "app/skybro/playedgateway.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"

#include <QCoreApplication>

#include <cmath>

namespace skybro::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tunnel::Sample;
using tunnel::SignalState;
using tunnel::TunnelEvent;

namespace {

constexpr qint64 day = 86'400;
// In seconds before now:
constexpr qint64 broke = 33'120;
constexpr qint64 back = 32'860;
constexpr qint64 lossy = 15'000;
constexpr qint64 eased = 13'200;

Sample sampleAt(qint64 time, qint64 before)
{
    const QDateTime when = QDateTime::fromSecsSinceEpoch(time, Qt::UTC);
    const PlayedGateway::Key key = PlayedGateway::keyAt(time);
    const bool isDown = before <= broke && before > back;
    Sample sample;
    sample.time = when;
    // Azure notices a minute later.
    const bool azureIsDown = before <= broke - 60 && before > back - 60;
    sample.azure = {azureIsDown ? SignalState::Down : SignalState::Up, when.addSecs(-(time % 60))};
    sample.gateway = {isDown && before < broke - 90 ? SignalState::Pending : SignalState::Up, when};
    sample.probesMade = 1;
    const double chance = PlayedGateway::roundTripAt(double(time) * 1.7);
    const bool isLost = isDown || (before <= lossy && before > eased && std::fmod(chance * 1000, 10) < 2.2);
    if (!isLost) {
        sample.probesAnswered = 1;
        sample.roundTrip = std::chrono::microseconds(qint64(PlayedGateway::roundTripAt(double(time)) * 1000));
    }
    const double sent =
        PlayedGateway::bytesUntil(double(time)) - PlayedGateway::bytesUntil(double(key.since));
    if (!isDown) {
        sample.bytes = tunnel::ByteCounters{.in = quint64(sent / 4), .out = quint64(sent)};
        sample.childSa = u'#' + QString::number(key.serial);
    }
    return sample;
}

QList<TunnelEvent> eventsUntil(const QDateTime &now)
{
    using Kind = TunnelEvent::Kind;
    const auto at = [&](qint64 before) { return now.addSecs(-before); };
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("skybro::console::PlayedPast", text);
    };
    QList<TunnelEvent> events;
    events.append(
        {.kind = Kind::Broke,
         .time = at(broke - 4),
         .since = at(broke),
         .cause = tr(QT_TRANSLATE_NOOP("skybro::console::PlayedPast",
                                       "Azure's gateway does not answer: a firewall drops UDP 500 and "
                                       "4500, or its address is wrong."))});
    events.append({.kind = Kind::Back,
                   .time = at(back - 2),
                   .since = at(back),
                   .lasted = std::chrono::seconds(broke - back)});
    events.append({.kind = Kind::Degraded, .time = at(lossy - 60), .since = at(lossy - 60)});
    events.append({.kind = Kind::Eased,
                   .time = at(eased - 60),
                   .since = at(eased - 60),
                   .lasted = std::chrono::seconds(lossy - eased)});
    const qint64 last = now.toSecsSinceEpoch();
    for (qint64 time = PlayedGateway::keyAt(last).since; time > last - day;
         time = PlayedGateway::keyAt(time - 1).since) {
        const QDateTime when = QDateTime::fromSecsSinceEpoch(time, Qt::UTC);
        events.append({.kind = Kind::Rekeyed, .time = when, .since = when});
    }
    return events;
}

} // namespace

Result<void> writePlayedPast(const QString &path, const QString &tunnel, const QDateTime &now)
{
    const auto samples = tunnel::SampleStore::open(path);
    if (!samples)
        return std::unexpected(samples.error());
    const qint64 last = now.toSecsSinceEpoch();
    // The nearer, the finer: as many as each picture shows. The monitor itself goes on from here.
    for (qint64 before = day; before > 2;) {
        if (const Result<void> kept = (*samples)->add(tunnel, sampleAt(last - before, before)); !kept)
            return kept;
        before -= before > 4'000 ? 90 : before > 1'000 ? 6 : 2;
    }
    const auto events = tunnel::EventStore::open(path);
    if (!events)
        return std::unexpected(events.error());
    for (const TunnelEvent &event : eventsUntil(now)) {
        if (const auto added = (*events)->add(tunnel, event); !added)
            return std::unexpected(added.error());
    }
    return {};
}

} // namespace skybro::console
