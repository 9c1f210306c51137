#include "models/azure/transport.h"

namespace skybro::azure {

bool nothingWasSent(const Error &error)
{
    using namespace networkcode;
    return error.kind == ErrorKind::Network &&
           (error.code == hostNotFound || error.code == connectionRefused || error.code == tlsFailed ||
            error.code == proxyFailed || error.code == connectionFailed);
}

} // namespace skybro::azure
