#pragma once

#include "models/azure/armclient.h"

namespace skybro::azure {

/// One line of Azure's retail prices interface, as far as it is the hourly price of a virtual machine.
/// Source: learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
struct RetailPrice
{
    enum class Kind
    {
        Regular,
        Spot,
        LowPriority
    };
    QString size;   ///< armSkuName: "Standard_D4s_v5"
    QString region; ///< armRegionName: "westeurope"
    QString currency;
    double hourly = 0; ///< in currency, for one machine and hour
    Kind kind = Kind::Regular;
    bool windows = false;

    bool operator==(const RetailPrice &) const = default;
};

/// Nothing when it is not a plain hourly price of a virtual machine (reservation, other unit, dedicated host,
/// no price, a price of zero).
[[nodiscard]] std::optional<RetailPrice> readRetailPrice(const JsonView &object);

/// Prices of `sizes` in `region`, in `currency` (ISO 4217, "USD"). At most 15 sizes go into one query, so
/// this may be several requests. No token is sent.
class RetailPricesJob : public JobOf<QList<RetailPrice>>
{
    Q_OBJECT

public:
    RetailPricesJob(Transport *transport, const Cloud &cloud, QString region, QStringList sizes,
                    QString currency, QObject *parent = nullptr, RetryPolicy retry = {});

protected:
    void begin() override;
    void abort() override;

private:
    void askNext();

    RequestContext m_context;
    QUrl m_base;
    QString m_region;
    QStringList m_sizes;
    QString m_currency;
    QPointer<ListJob<RetailPrice>> m_current;
    QList<RetailPrice> m_prices;
};

/// The price of a machine among `prices`; nothing when there is none: unknown is not zero.
[[nodiscard]] std::optional<RetailPrice> findPrice(const QList<RetailPrice> &prices, const QString &region,
                                                   const QString &size, RetailPrice::Kind kind, bool windows);
/// "Spot" and "Low" of a machine's priority, without regard to case; all else is Regular.
[[nodiscard]] RetailPrice::Kind priceKindOf(const QString &priority);

} // namespace skybro::azure
