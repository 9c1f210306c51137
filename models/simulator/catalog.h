#pragma once

#include <QString>

#include <span>

/// What Azure sells: facts that do not change while the simulator runs.
namespace skybro::sim {

struct VmSize
{
    const char *name;        ///< "Standard_D4s_v5"
    const char *family;      ///< quota family, "standardDSv5Family"
    const char *familyLabel; ///< "Standard DSv5 Family vCPUs"
    const char *series;      ///< product name in the price list: "Virtual Machines Dsv5 Series"
    int cores;
    int memoryMB;
    int maxDataDisks;
    double eurPerHour;       ///< Linux, pay as you go, westeurope; below 0: not in the price list
    bool restricted = false; ///< not for this subscription (SKU restriction)
};

[[nodiscard]] std::span<const VmSize> vmSizes();
/// Null when Azure has no such size.
[[nodiscard]] const VmSize *vmSize(const QString &name);

struct Location
{
    const char *name;
    const char *displayName;
    const char *regionGroup;
};
[[nodiscard]] std::span<const Location> locations();

} // namespace skybro::sim
