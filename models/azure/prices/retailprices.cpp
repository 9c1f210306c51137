#include "models/azure/prices/retailprices.h"

#include "models/azure/apiversions.h"

#include <algorithm>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype sizesPerQuery = 15; // keeps the URL well under 2 KB

bool contains(const JsonView &object, QLatin1StringView member, QStringView word)
{
    return object[member].toWord().contains(word, Qt::CaseInsensitive);
}

/// OData doubles a quote inside a literal.
QString literal(QString text)
{
    return u'\'' + text.replace(u'\'', u"''"_s) + u'\'';
}

} // namespace

std::optional<RetailPrice> readRetailPrice(const JsonView &object)
{
    const QString type = object["type"_L1].toWord();
    const QString unit = object["unitOfMeasure"_L1].toWord();
    if (type.compare(u"Consumption"_s, Qt::CaseInsensitive) != 0 ||
        unit.compare(u"1 Hour"_s, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    // "… Expired" are meters no longer sold; Cloud Services and dedicated hosts carry the same armSkuName.
    if (contains(object, "meterName"_L1, u"Expired") ||
        contains(object, "productName"_L1, u"Cloud Services") ||
        contains(object, "productName"_L1, u"CloudServices") ||
        contains(object, "productName"_L1, u"Dedicated Host"))
        return std::nullopt;
    RetailPrice price;
    price.hourly = object["retailPrice"_L1].toDouble();
    price.size = object["armSkuName"_L1].toWord();
    price.region = object["armRegionName"_L1].toWord();
    price.currency = object["currencyCode"_L1].toWord();
    if (!(price.hourly > 0) || price.size.isEmpty())
        return std::nullopt;
    price.windows = contains(object, "productName"_L1, u"Windows");
    if (contains(object, "skuName"_L1, u"Spot") || contains(object, "meterName"_L1, u"Spot"))
        price.kind = RetailPrice::Kind::Spot;
    else if (contains(object, "skuName"_L1, u"Low Priority") ||
             contains(object, "meterName"_L1, u"Low Priority"))
        price.kind = RetailPrice::Kind::LowPriority;
    return price;
}

RetailPricesJob::RetailPricesJob(Transport *transport, const Cloud &cloud, QString region, QStringList sizes,
                                 QString currency, QObject *parent, RetryPolicy retry)
    : JobOf<QList<RetailPrice>>(parent)
    , m_base(cloud.retailPrices)
    , m_region(std::move(region))
    , m_sizes(std::move(sizes))
    , m_currency(std::move(currency))
{
    m_context.transport = transport;
    m_context.retry = retry;
    m_sizes.removeDuplicates();
}

void RetailPricesJob::begin()
{
    askNext();
}

void RetailPricesJob::abort()
{
    if (m_current)
        m_current->cancel();
}

void RetailPricesJob::askNext()
{
    if (m_sizes.isEmpty())
        return finish(std::move(m_prices));
    QStringList alternatives;
    while (!m_sizes.isEmpty() && alternatives.size() < sizesPerQuery)
        alternatives.append(u"armSkuName eq "_s + literal(m_sizes.takeFirst()));
    const QString filter =
        u"serviceName eq 'Virtual Machines' and type eq 'Consumption' and armRegionName eq %1 and (%2)"_s.arg(
            literal(m_region), alternatives.join(u" or "_s));
    QUrl url = m_base;
    QUrlQuery query;
    query.addQueryItem(u"api-version"_s, apiversion::retailPrices.toString());
    query.addQueryItem(u"currencyCode"_s,
                       QString::fromLatin1(QUrl::toPercentEncoding(u'\'' + m_currency + u'\'')));
    query.addQueryItem(u"$filter"_s, QString::fromLatin1(QUrl::toPercentEncoding(filter)));
    url.setQuery(query);

    const auto request = [context = m_context](const QUrl &page, QObject *parent) {
        HttpRequest http;
        http.url = page;
        http.headers.add("Accept", "application/json");
        return new RequestJob(context, std::move(http), Repeat::Harmless, {}, parent);
    };
    m_current = new ListJob<RetailPrice>(url, request, readRetailPrice, this);
    m_current->setKeys(u"Items"_s, u"NextPageLink"_s);
    m_current->setDeadline(deadline());
    m_current->then(this, [this](const Result<QList<RetailPrice>> &prices) {
        if (!isRunning())
            return;
        if (!prices)
            return finish(std::unexpected(prices.error()));
        m_prices.append(*prices);
        askNext();
    });
    m_current->start();
}

std::optional<RetailPrice> findPrice(const QList<RetailPrice> &prices, const QString &region,
                                     const QString &size, RetailPrice::Kind kind, bool windows)
{
    const auto it = std::ranges::find_if(prices, [&](const RetailPrice &price) {
        return price.kind == kind && price.windows == windows &&
               price.size.compare(size, Qt::CaseInsensitive) == 0 &&
               price.region.compare(region, Qt::CaseInsensitive) == 0;
    });
    return it == prices.end() ? std::nullopt : std::optional(*it);
}

RetailPrice::Kind priceKindOf(const QString &priority)
{
    if (priority.compare(u"Spot"_s, Qt::CaseInsensitive) == 0)
        return RetailPrice::Kind::Spot;
    if (priority.compare(u"Low"_s, Qt::CaseInsensitive) == 0)
        return RetailPrice::Kind::LowPriority;
    return RetailPrice::Kind::Regular;
}

} // namespace skybro::azure
