#include "models/simulator/prices.h"

#include "models/simulator/catalog.h"
#include "models/simulator/odatafilter.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr int pageSize = 100;

struct Kind
{
    const char *suffix; ///< of meterName and skuName
    double factor;
};
constexpr Kind kinds[] = {{"", 1}, {" Spot", 0.18}, {" Low Priority", 0.2}};

double currencyRate(const QString &currency)
{
    static const QHash<QString, double> perEuro = {
        {u"EUR"_s, 1}, {u"USD"_s, 1.12}, {u"DKK"_s, 7.46}, {u"GBP"_s, 0.86}};
    return perEuro.value(currency, 0);
}

QJsonArray allItems(const QString &currency, double rate)
{
    QJsonArray items;
    for (const Location &location : locations()) {
        const QString region = QString::fromLatin1(location.name);
        const double regional = region == u"westeurope"_s ? 1 : region == u"eastus"_s ? 0.84 : 0.93;
        for (const VmSize &size : vmSizes()) {
            if (size.eurPerHour < 0)
                continue;
            const QString name = QString::fromLatin1(size.name);
            const QString label = name.section(u'_', 1).replace(u'_', u' ');
            for (const bool windows : {false, true}) {
                for (const Kind &kind : kinds) {
                    const double licence = windows ? 0.04 * size.cores : 0;
                    const double price =
                        std::round((size.eurPerHour * regional + licence) * kind.factor * rate * 1e6) / 1e6;
                    const QString meter = label + QLatin1StringView(kind.suffix);
                    items.append(
                        QJsonObject{{u"currencyCode"_s, currency},
                                    {u"tierMinimumUnits"_s, 0.0},
                                    {u"retailPrice"_s, price},
                                    {u"unitPrice"_s, price},
                                    {u"armRegionName"_s, region},
                                    {u"location"_s, QString::fromLatin1(location.displayName)},
                                    {u"effectiveStartDate"_s, u"2025-01-01T00:00:00Z"_s},
                                    {u"meterId"_s, u"%1-%2-%3"_s.arg(region, name).arg(items.size())},
                                    {u"meterName"_s, meter},
                                    {u"productId"_s, u"DZH318Z0"_s + label.left(4)},
                                    {u"skuId"_s, u"DZH318Z0/"_s + meter},
                                    {u"productName"_s, QString::fromLatin1(size.series) +
                                                           (windows ? u" Windows"_s : QString())},
                                    {u"skuName"_s, meter},
                                    {u"serviceName"_s, u"Virtual Machines"_s},
                                    {u"serviceId"_s, u"DZH313Z7MMC8"_s},
                                    {u"serviceFamily"_s, u"Compute"_s},
                                    {u"unitOfMeasure"_s, u"1 Hour"_s},
                                    {u"type"_s, u"Consumption"_s},
                                    {u"isPrimaryMeterRegion"_s, true},
                                    {u"armSkuName"_s, name}});
                }
            }
        }
    }
    return items;
}

} // namespace

Response retailPrices(const Request &request)
{
    QString currency = request.parameter(u"currencycode"_s).remove(u'\'').toUpper();
    if (currency.isEmpty())
        currency = u"USD"_s;
    const double rate = currencyRate(currency);
    const auto filter = ODataFilter::parse(request.parameter(u"$filter"_s));
    if (rate <= 0 || !filter) {
        return jsonResponse(
            400,
            {{u"Error"_s,
              QJsonObject{{u"Code"_s, u"BadRequest"_s},
                          {u"Message"_s, rate <= 0 ? u"The currency code %1 is not supported."_s.arg(currency)
                                                   : filter.error()}}}});
    }
    const int skip = request.parameter(u"$skip"_s).toInt();
    QJsonArray page;
    int matched = 0;
    for (const QJsonValue &item : allItems(currency, rate)) {
        if (!(*filter)(item.toObject()))
            continue;
        if (matched >= skip && page.size() < pageSize)
            page.append(item);
        ++matched;
    }
    QJsonValue next = QJsonValue::Null;
    if (skip + page.size() < matched) {
        QByteArray target = request.target;
        if (const qsizetype old = target.indexOf("&$skip="); old >= 0)
            target.truncate(old);
        next = request.origin() + QString::fromUtf8(target) + u"&$skip=%1"_s.arg(skip + page.size());
    }
    return jsonResponse(200, {{u"BillingCurrency"_s, currency},
                              {u"CustomerEntityId"_s, u"Default"_s},
                              {u"CustomerEntityType"_s, u"Retail"_s},
                              {u"Items"_s, page},
                              {u"NextPageLink"_s, next},
                              {u"Count"_s, page.size()}});
}

} // namespace skybro::sim
