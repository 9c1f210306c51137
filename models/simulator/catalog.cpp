#include "models/simulator/catalog.h"

#include <array>

namespace skybro::sim {

namespace {

// Sizes and vCPUs from Azure's size tables; prices near the public ones of 2025, rounded. The last has none.
constexpr std::array sizes = {
    VmSize{"Standard_B1s", "standardBSFamily", "Standard BS Family vCPUs", "Virtual Machines BS Series", 1,
           1024, 2, 0.0102},
    VmSize{"Standard_B2s", "standardBSFamily", "Standard BS Family vCPUs", "Virtual Machines BS Series", 2,
           4096, 4, 0.0409},
    VmSize{"Standard_D2s_v3", "standardDSv3Family", "Standard DSv3 Family vCPUs",
           "Virtual Machines DSv3 Series", 2, 8192, 4, 0.1023},
    VmSize{"Standard_DS1_v2", "standardDSv2Family", "Standard DSv2 Family vCPUs",
           "Virtual Machines DSv2 Series", 1, 3584, 4, 0.0580},
    VmSize{"Standard_D2s_v5", "standardDSv5Family", "Standard DSv5 Family vCPUs",
           "Virtual Machines Dsv5 Series", 2, 8192, 4, 0.0981},
    VmSize{"Standard_D4s_v5", "standardDSv5Family", "Standard DSv5 Family vCPUs",
           "Virtual Machines Dsv5 Series", 4, 16384, 8, 0.1962},
    VmSize{"Standard_D8s_v5", "standardDSv5Family", "Standard DSv5 Family vCPUs",
           "Virtual Machines Dsv5 Series", 8, 32768, 16, 0.3924},
    VmSize{"Standard_F4s_v2", "standardFSv2Family", "Standard FSv2 Family vCPUs",
           "Virtual Machines FSv2 Series", 4, 8192, 8, 0.1653},
    VmSize{"Standard_F16s_v2", "standardFSv2Family", "Standard FSv2 Family vCPUs",
           "Virtual Machines FSv2 Series", 16, 32768, 32, 0.6613},
    VmSize{"Standard_E16s_v5", "standardESv5Family", "Standard ESv5 Family vCPUs",
           "Virtual Machines Esv5 Series", 16, 131072, 32, 1.0339},
    VmSize{"Standard_HB120rs_v3", "standardHBrsv3Family", "Standard HBrsv3 Family vCPUs",
           "Virtual Machines HBrsv3 Series", 120, 458752, 32, 3.6818},
    VmSize{"Standard_HC44rs", "standardHCSFamily", "Standard HCS Family vCPUs", "Virtual Machines HCS Series",
           44, 360448, 4, 3.2400, true},
    VmSize{"Standard_NC24ads_A100_v4", "standardNCADSA100v4Family", "Standard NCADSA100v4 Family vCPUs",
           "Virtual Machines NCads A100 v4 Series", 24, 225280, 8, 3.7553},
    VmSize{"Standard_HX176rs", "standardHXFamily", "Standard HX Family vCPUs", "Virtual Machines HX Series",
           176, 1443840, 32, -1},
};

constexpr std::array regions = {
    Location{"westeurope", "West Europe", "Europe"},
    Location{"northeurope", "North Europe", "Europe"},
    Location{"swedencentral", "Sweden Central", "Europe"},
    Location{"denmarkeast", "Denmark East", "Europe"},
    Location{"eastus", "East US", "US"},
    Location{"westcentralus", "West Central US", "US"},
};

} // namespace

std::span<const VmSize> vmSizes()
{
    return sizes;
}

const VmSize *vmSize(const QString &name)
{
    for (const VmSize &size : sizes) {
        if (name.compare(QLatin1StringView(size.name), Qt::CaseInsensitive) == 0)
            return &size;
    }
    return nullptr;
}

std::span<const Location> locations()
{
    return regions;
}

} // namespace skybro::sim
