#pragma once

#include "models/base/result.h"

#include <QString>

namespace skybro::azure {

/// An Azure resource id taken apart. Azure compares ids and names without regard to case and gives them back
/// in other case than it got them: compare key(), show the rest.
struct ResourceId
{
    QString subscription;
    QString resourceGroup; ///< empty for what is in no group
    QString provider;      ///< "Microsoft.Compute"; empty for a group itself
    QString type;          ///< "virtualMachines", "virtualNetworks/subnets"
    QString name;          ///< the last name: of a subnet its own, not the Vnet's
    QString parentName;    ///< of a subnet the Vnet's name; empty at top level

    [[nodiscard]] static Result<ResourceId> parse(const QString &id);
    /// The same for every spelling of one resource; works on anything, never fails.
    [[nodiscard]] static QString key(const QString &id);
    /// "/subscriptions/S/resourceGroups/G/providers/P/T/N"; top-level types only.
    [[nodiscard]] static QString make(const QString &subscription, const QString &resourceGroup,
                                      const QString &provider, const QString &type, const QString &name);
};

} // namespace skybro::azure
