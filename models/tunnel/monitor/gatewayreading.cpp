#include "models/tunnel/monitor/gatewayreading.h"

#include <algorithm>

namespace skybro::tunnel {

namespace {

SignalState stateOf(const IpsecStatus &status, const QString &connection)
{
    const auto isRunning = [](const auto &sa) { return isUp(sa); };
    switch (status.daemon.state) {
    case DaemonState::Down:
    case DaemonState::NotInstalled:
        return SignalState::Down;
    case DaemonState::Running:
        if (std::ranges::any_of(childSasOf(status, connection), isRunning))
            return SignalState::Up;
        if (status.statesTold && !connection.isEmpty())
            return ikeSasOf(status, connection).isEmpty() ? SignalState::Down : SignalState::Pending;
        break;
    case DaemonState::NotPermitted:
    case DaemonState::Unknown:
        break;
    }
    return SignalState::Unknown;
}

void count(Sample &sample, const QList<ChildSa> &sas)
{
    quint64 newest = 0;
    ByteCounters bytes;
    bool isWhole = true; // without those of one the sum would fall, and rise again by all that it carried
    for (const ChildSa &sa : sas) {
        if (!isUp(sa))
            continue;
        isWhole = isWhole && sa.bytesIn && sa.bytesOut;
        bytes.in += sa.bytesIn.value_or(0);
        bytes.out += sa.bytesOut.value_or(0);
        if (sa.serial >= newest) {
            newest = sa.serial;
            sample.childSa = u'#' + QString::number(sa.serial);
        }
    }
    if (isWhole && !sample.childSa.isEmpty())
        sample.bytes = bytes;
}

} // namespace

SignalState gatewayState(const Evidence &evidence)
{
    return evidence.onPremise.reach == Reach::Answered
               ? stateOf(evidence.onPremise.status, evidence.connection)
               : SignalState::Unknown;
}

void setGateway(Sample &sample, const Evidence &evidence, const QDateTime &answered, bool isFresh)
{
    const GatewayEvidence &gateway = evidence.onPremise;
    sample.gateway = {.state = gatewayState(evidence), .asOf = answered};
    if (gateway.reach == Reach::Answered && isFresh && !gateway.status.cut)
        count(sample, childSasOf(gateway.status, evidence.connection));
}

} // namespace skybro::tunnel
