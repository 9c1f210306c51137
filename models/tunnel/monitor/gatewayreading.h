#pragma once

#include "models/tunnel/ends/evidence.h"
#include "models/tunnel/monitor/sample.h"

namespace skybro::tunnel {

/// What the on-premise gateway says of the tunnel, fresh or not.
[[nodiscard]] SignalState gatewayState(const Evidence &evidence);

/// The same for a sample: its state as of `answered`; of a fresh answer, and one
/// that could be read whole, the bytes and the newest Child SA, too. Any thread.
void setGateway(Sample &sample, const Evidence &evidence, const QDateTime &answered, bool isFresh);

} // namespace skybro::tunnel
