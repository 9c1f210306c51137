#pragma once

#include "models/azure/prices/retailprices.h"
#include "models/fleet/node.h"

#include <QDateTime>
#include <QHash>

namespace skybro::fleet {

/// Retail prices by region and size, with the day they were fetched. A plain value: copies share their data.
class PriceTable
{
public:
    explicit PriceTable(QString currency = {})
        : m_currency(std::move(currency))
    {
    }

    [[nodiscard]] const QString &currency() const { return m_currency; }
    /// The price of such a node while it runs; nothing when there is none in the table.
    [[nodiscard]] std::optional<Price> priceOf(const Node &node) const;
    /// When the size's prices were fetched; invalid when they never were. Fetched may mean: there are none.
    [[nodiscard]] QDateTime fetchedAt(const QString &region, const QString &size) const;
    /// Replaces what is known of these sizes, those without a price included.
    void set(const QString &region, const QStringList &sizes, const QList<azure::RetailPrice> &prices,
             const QDateTime &now);

    [[nodiscard]] QByteArray toJson() const;
    /// Nothing when it is not of this currency or not to be understood.
    [[nodiscard]] static std::optional<PriceTable> fromJson(const QByteArray &json, const QString &currency);

private:
    struct Entry
    {
        QDateTime fetched;
        QList<azure::RetailPrice> prices;
    };
    [[nodiscard]] static QString key(const QString &region, const QString &size);

    QString m_currency;
    QHash<QString, Entry> m_entries; ///< by key()
};

} // namespace skybro::fleet
