#include "models/simulator/resources/servicetags.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr QLatin1StringView tags[] = {
    // what a network itself knows
    "VirtualNetwork"_L1, "AzureLoadBalancer"_L1, "Internet"_L1,
    // services
    "ActionGroup"_L1, "ApiManagement"_L1, "AppConfiguration"_L1, "ApplicationInsightsAvailability"_L1,
    "AppService"_L1, "AppServiceManagement"_L1, "AutonomousDevelopmentPlatform"_L1, "AzureActiveDirectory"_L1,
    "AzureActiveDirectoryDomainServices"_L1, "AzureAdvancedThreatProtection"_L1, "AzureArcInfrastructure"_L1,
    "AzureAttestation"_L1, "AzureBackup"_L1, "AzureBotService"_L1, "AzureCloud"_L1, "AzureCognitiveSearch"_L1,
    "AzureConnectors"_L1, "AzureContainerAppsService"_L1, "AzureContainerRegistry"_L1, "AzureCosmosDB"_L1,
    "AzureDatabricks"_L1, "AzureDataExplorerManagement"_L1, "AzureDataLake"_L1, "AzureDeviceUpdate"_L1,
    "AzureDevOps"_L1, "AzureDevSpaces"_L1, "AzureDigitalTwins"_L1, "AzureEventGrid"_L1,
    "AzureFrontDoor.Backend"_L1, "AzureFrontDoor.FirstParty"_L1, "AzureFrontDoor.Frontend"_L1,
    "AzureHealthcareAPIs"_L1, "AzureInformationProtection"_L1, "AzureIoTHub"_L1, "AzureKeyVault"_L1,
    "AzureLoadTestingInstanceManagement"_L1, "AzureMachineLearning"_L1, "AzureMachineLearningInference"_L1,
    "AzureManagedGrafana"_L1, "AzureMonitor"_L1, "AzureMonitorForSAP"_L1, "AzureOpenDatasets"_L1,
    "AzurePlatformDNS"_L1, "AzurePlatformIMDS"_L1, "AzurePlatformLKM"_L1, "AzureResourceManager"_L1,
    "AzureSentinel"_L1, "AzureSignalR"_L1, "AzureSiteRecovery"_L1, "AzureSphere"_L1, "AzureSpringCloud"_L1,
    "AzureStack"_L1, "AzureTrafficManager"_L1, "AzureUpdateDelivery"_L1, "AzureVideoAnalyzerForMedia"_L1,
    "AzureWebPubSub"_L1, "BatchNodeManagement"_L1, "ChaosStudio"_L1, "CognitiveServicesFrontend"_L1,
    "CognitiveServicesManagement"_L1, "DataFactory"_L1, "DataFactoryManagement"_L1,
    "Dynamics365BusinessCentral"_L1, "Dynamics365ForMarketingEmail"_L1, "EOPExternalPublishedIPs"_L1,
    "EventHub"_L1, "GatewayManager"_L1, "GuestAndHybridManagement"_L1, "HDInsight"_L1, "LogicApps"_L1,
    "LogicAppsManagement"_L1, "M365ManagementActivityApi"_L1, "Marketplace"_L1, "MicrosoftAzureFluidRelay"_L1,
    "MicrosoftCloudAppSecurity"_L1, "MicrosoftContainerRegistry"_L1, "MicrosoftDefenderForEndpoint"_L1,
    "PowerBI"_L1, "PowerPlatformInfra"_L1, "PowerPlatformPlex"_L1, "PowerQueryOnline"_L1, "Scuba"_L1,
    "SerialConsole"_L1, "ServiceBus"_L1, "ServiceFabric"_L1, "Sql"_L1, "SqlManagement"_L1, "Storage"_L1,
    "StorageSyncService"_L1, "VideoIndexer"_L1, "WindowsAdminCenter"_L1, "WindowsVirtualDesktop"_L1};

/// Those of which there is one for each region as well.
constexpr QLatin1StringView regionalTags[] = {"ApiManagement"_L1,
                                              "AppService"_L1,
                                              "AzureCloud"_L1,
                                              "AzureConnectors"_L1,
                                              "AzureContainerAppsService"_L1,
                                              "AzureContainerRegistry"_L1,
                                              "AzureCosmosDB"_L1,
                                              "AzureIoTHub"_L1,
                                              "AzureKeyVault"_L1,
                                              "AzureMachineLearning"_L1,
                                              "BatchNodeManagement"_L1,
                                              "DataFactory"_L1,
                                              "Dynamics365ForMarketingEmail"_L1,
                                              "EventHub"_L1,
                                              "HDInsight"_L1,
                                              "LogicApps"_L1,
                                              "MicrosoftContainerRegistry"_L1,
                                              "PowerPlatformInfra"_L1,
                                              "PowerPlatformPlex"_L1,
                                              "ServiceBus"_L1,
                                              "ServiceFabric"_L1,
                                              "Sql"_L1,
                                              "Storage"_L1,
                                              "StorageSyncService"_L1};

/// Regions of the public cloud, and the short forms that some tags have for them.
constexpr QLatin1StringView tagRegions[] = {"AustraliaCentral"_L1,
                                            "AustraliaCentral2"_L1,
                                            "AustraliaEast"_L1,
                                            "AustraliaSoutheast"_L1,
                                            "AustriaEast"_L1,
                                            "BelgiumCentral"_L1,
                                            "BrazilSouth"_L1,
                                            "BrazilSoutheast"_L1,
                                            "BrazilSE"_L1,
                                            "CanadaCentral"_L1,
                                            "CanadaEast"_L1,
                                            "CentralFrance"_L1,
                                            "CentralIndia"_L1,
                                            "CentralUS"_L1,
                                            "ChileCentral"_L1,
                                            "DenmarkEast"_L1,
                                            "EastAsia"_L1,
                                            "EastUS"_L1,
                                            "EastUS2"_L1,
                                            "FranceCentral"_L1,
                                            "FranceSouth"_L1,
                                            "GermanyN"_L1,
                                            "GermanyNorth"_L1,
                                            "GermanyWC"_L1,
                                            "GermanyWestCentral"_L1,
                                            "IndonesiaCentral"_L1,
                                            "IsraelCentral"_L1,
                                            "ItalyNorth"_L1,
                                            "JapanEast"_L1,
                                            "JapanWest"_L1,
                                            "JioIndiaCentral"_L1,
                                            "JioIndiaWest"_L1,
                                            "KoreaCentral"_L1,
                                            "KoreaSouth"_L1,
                                            "MalaysiaWest"_L1,
                                            "MexicoCentral"_L1,
                                            "NewZealandNorth"_L1,
                                            "NorthCentralUS"_L1,
                                            "NorthEurope"_L1,
                                            "NorwayE"_L1,
                                            "NorwayEast"_L1,
                                            "NorwayW"_L1,
                                            "NorwayWest"_L1,
                                            "PolandCentral"_L1,
                                            "QatarCentral"_L1,
                                            "SouthAfricaN"_L1,
                                            "SouthAfricaNorth"_L1,
                                            "SouthAfricaW"_L1,
                                            "SouthAfricaWest"_L1,
                                            "SouthCentralUS"_L1,
                                            "SoutheastAsia"_L1,
                                            "SouthFrance"_L1,
                                            "SouthIndia"_L1,
                                            "SpainCentral"_L1,
                                            "SwedenCentral"_L1,
                                            "SwedenSouth"_L1,
                                            "SwitzerlandN"_L1,
                                            "SwitzerlandNorth"_L1,
                                            "SwitzerlandW"_L1,
                                            "SwitzerlandWest"_L1,
                                            "TaiwanNorth"_L1,
                                            "UAECentral"_L1,
                                            "UAENorth"_L1,
                                            "UKNorth"_L1,
                                            "UKSouth"_L1,
                                            "UKSouth2"_L1,
                                            "UKWest"_L1,
                                            "WestCentralUS"_L1,
                                            "WestEurope"_L1,
                                            "WestIndia"_L1,
                                            "WestUS"_L1,
                                            "WestUS2"_L1,
                                            "WestUS3"_L1};

bool isOneOf(const auto &words, QStringView word)
{
    return std::ranges::any_of(
        words, [word](QLatin1StringView one) { return word.compare(one, Qt::CaseInsensitive) == 0; });
}

} // namespace

bool isServiceTag(const QString &word)
{
    if (isOneOf(tags, word))
        return true;
    const qsizetype dot = word.indexOf(u'.');
    return dot > 0 && isOneOf(regionalTags, QStringView(word).first(dot)) &&
           isOneOf(tagRegions, QStringView(word).sliced(dot + 1));
}

} // namespace skybro::sim
