#pragma once

#include "models/base/result.h"
#include "models/simulator/world.h"

namespace skybro::sim {

/// Where a simulator is reached, for the ready line and the site file.
struct Endpoint
{
    QString base; ///< "https://127.0.0.1:port"
    QString caFile;
};

/// Writes a site file that leads Skybro to this simulator, and the client secret into "<file>.secret" (0600).
[[nodiscard]] Result<void> writeSiteFile(const QString &path, const World &world, const Endpoint &endpoint,
                                         const QStringList &resourceGroups);

} // namespace skybro::sim
