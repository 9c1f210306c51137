#pragma once

#include "models/azure/auth/clientsecret.h"
#include "models/base/result.h"

namespace skybro::azure {

/// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, as Azure's SDKs read them. The secret is taken
/// out of this process's environment, so that no child inherits it: a second call finds it no more.
/// `tenant` and `clientId` of the site file go before the variables. Errors: NotSignedIn, naming what is not
/// set. Call it before any thread is started: it writes to the environment.
[[nodiscard]] Result<std::unique_ptr<Credential>>
environmentCredential(Transport *transport, const Cloud &cloud, QString tenant = {}, QString clientId = {},
                      Clock clock = systemClock());

} // namespace skybro::azure
