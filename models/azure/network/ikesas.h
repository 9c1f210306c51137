#pragma once

#include "models/azure/armclient.h"

#include <QStringList>

#include <chrono>

namespace skybro::azure {

/// A Child SA as Azure's gateway holds it, in Azure's words: "AES256", "SHA256", "PFS14", "None". What Azure
/// does not tell is empty or 0.
struct QuickModeSa
{
    QString localEndpoint; ///< Azure's gateway
    QString remoteEndpoint;
    QString encryption;
    QString integrity;
    QString pfsGroup;
    quint64 inboundSpi = 0;
    quint64 outboundSpi = 0;
    QStringList localSelectors; ///< Azure's side
    QStringList remoteSelectors;
    quint64 lifetimeKilobytes = 0;
    std::chrono::seconds lifetime{0};
    std::chrono::seconds age{0}; ///< since it was agreed on
    bool isInitiator = false;    ///< Azure asked for it

    bool operator==(const QuickModeSa &) const = default;
};

/// An IKE SA as Azure's gateway holds it, with its Child SAs.
struct MainModeSa
{
    QString localEndpoint;
    QString remoteEndpoint;
    QString initiatorCookie; ///< as Azure writes it, in decimal: 64 bits, more than a double holds
    QString responderCookie;
    int localPort = 0; ///< of UDP encapsulation; 0: none
    int remotePort = 0;
    QString encryption;
    QString integrity;
    QString dhGroup;
    std::chrono::seconds lifetime{0};
    std::chrono::seconds age{0};
    bool isInitiator = false;
    QList<QuickModeSa> quickModeSas;

    bool operator==(const MainModeSa &) const = default;
};

/// Reads what getIkeSas answers: a JSON text in which there is {"Status":…,"Data":[SA, …]} as JSON once more,
/// in Microsoft's own example with quotes that nobody escaped. A list without its wrapping is read as well,
/// and names in any case. No data: no SAs. Error Protocol for anything else. A pure function.
///
/// Sources: the models PSVirtualNetworkGatewayConnectionIkeSa* and the cmdlet
/// Get-AzVirtualNetworkGatewayConnectionIkeSa of github.com/Azure/azure-powershell; the example
/// VirtualNetworkGatewayConnectionGetIkeSas.json of github.com/Azure/azure-rest-api-specs.
[[nodiscard]] Result<QList<MainModeSa>> readIkeSas(const QByteArray &answer);

/// Asks Azure's gateway for the SAs of one connection: a POST that runs for some seconds, which the role
/// Reader does not allow (error Forbidden). Default deadline two minutes. GUI thread.
class GetIkeSasJob : public JobOf<QList<MainModeSa>>
{
    Q_OBJECT

public:
    GetIkeSasJob(ArmClient &client, const QString &connectionId, QObject *parent = nullptr);

protected:
    void begin() override;
    void abort() override;

private:
    QPointer<LongOperationJob> m_operation;
};

} // namespace skybro::azure
