#include "models/fleet/pricetable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skybro::fleet {

using namespace Qt::StringLiterals;

QString PriceTable::key(const QString &region, const QString &size)
{
    return region.toLower() + u'/' + size.toLower();
}

std::optional<Price> PriceTable::priceOf(const Node &node) const
{
    const auto entry = m_entries.constFind(key(node.location, node.size));
    if (entry == m_entries.constEnd())
        return std::nullopt;
    const bool windows = node.osType.compare(u"Windows", Qt::CaseInsensitive) == 0;
    const auto found =
        azure::findPrice(entry->prices, node.location, node.size, azure::priceKindOf(node.priority), windows);
    if (!found)
        return std::nullopt;
    return Price{.amount = found->hourly, .currency = m_currency};
}

QDateTime PriceTable::fetchedAt(const QString &region, const QString &size) const
{
    return m_entries.value(key(region, size)).fetched;
}

void PriceTable::set(const QString &region, const QStringList &sizes, const QList<azure::RetailPrice> &prices,
                     const QDateTime &now)
{
    for (const QString &size : sizes)
        m_entries.insert(key(region, size), {.fetched = now, .prices = {}});
    for (const azure::RetailPrice &price : prices) {
        if (const auto entry = m_entries.find(key(region, price.size)); entry != m_entries.end())
            entry->prices += price;
    }
}

QByteArray PriceTable::toJson() const
{
    QJsonObject entries;
    for (const auto &[name, entry] : m_entries.asKeyValueRange()) {
        QJsonArray prices;
        for (const azure::RetailPrice &price : entry.prices) {
            prices += QJsonObject{{u"size"_s, price.size},
                                  {u"region"_s, price.region},
                                  {u"hourly"_s, price.hourly},
                                  {u"kind"_s, static_cast<int>(price.kind)},
                                  {u"windows"_s, price.windows}};
        }
        entries.insert(
            name, QJsonObject{{u"fetched"_s, entry.fetched.toString(Qt::ISODate)}, {u"prices"_s, prices}});
    }
    return QJsonDocument(QJsonObject{{u"currency"_s, m_currency}, {u"entries"_s, entries}}).toJson();
}

std::optional<PriceTable> PriceTable::fromJson(const QByteArray &json, const QString &currency)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (root[u"currency"_s].toString() != currency)
        return std::nullopt;
    PriceTable table(currency);
    const QJsonObject entries = root[u"entries"_s].toObject();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        const QJsonObject object = it->toObject();
        Entry entry{.fetched = QDateTime::fromString(object[u"fetched"_s].toString(), Qt::ISODate),
                    .prices = {}};
        for (const QJsonValue value : object[u"prices"_s].toArray()) {
            const int kind = value[u"kind"_s].toInt();
            const double hourly = value[u"hourly"_s].toDouble();
            if (kind < 0 || kind > static_cast<int>(azure::RetailPrice::Kind::LowPriority) || hourly <= 0)
                return std::nullopt;
            entry.prices += {.size = value[u"size"_s].toString(),
                             .region = value[u"region"_s].toString(),
                             .currency = currency,
                             .hourly = hourly,
                             .kind = static_cast<azure::RetailPrice::Kind>(kind),
                             .windows = value[u"windows"_s].toBool()};
        }
        table.m_entries.insert(it.key(), entry);
    }
    return table;
}

} // namespace skybro::fleet
