#include "models/simulator/directory.h"

#include "models/simulator/allocation.h"
#include "models/simulator/catalog.h"
#include "models/simulator/resourcetype.h"

#include <QDate>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonObject values(const QJsonArray &array)
{
    return {{u"value"_s, array}};
}

QJsonObject subscriptionJson(const World &world)
{
    return {{u"id"_s, u"/subscriptions/"_s + world.subscription},
            {u"authorizationSource"_s, u"RoleBased"_s},
            {u"managedByTenants"_s, QJsonArray()},
            {u"subscriptionId"_s, world.subscription},
            {u"tenantId"_s, world.tenant},
            {u"displayName"_s, world.subscriptionName},
            {u"state"_s, u"Enabled"_s},
            {u"subscriptionPolicies"_s, QJsonObject{{u"locationPlacementId"_s, u"Public_2014-09-01"_s},
                                                    {u"quotaId"_s, u"PayAsYouGo_2014-09-01"_s},
                                                    {u"spendingLimit"_s, u"Off"_s}}}};
}

QJsonArray locationsJson(const World &world)
{
    QJsonArray list;
    for (const Location &location : locations()) {
        const QString name = latin(location.name);
        list.append(
            QJsonObject{{u"id"_s, u"/subscriptions/%1/locations/%2"_s.arg(world.subscription, name)},
                        {u"name"_s, name},
                        {u"displayName"_s, latin(location.displayName)},
                        {u"regionalDisplayName"_s,
                         u"(%1) %2"_s.arg(latin(location.regionGroup), latin(location.displayName))},
                        {u"metadata"_s, QJsonObject{{u"regionType"_s, u"Physical"_s},
                                                    {u"regionCategory"_s, u"Recommended"_s},
                                                    {u"geographyGroup"_s, latin(location.regionGroup)}}}});
    }
    return list;
}

QJsonObject providerJson(const World &world, const QString &name)
{
    QJsonArray places;
    for (const Location &location : locations())
        places.append(latin(location.displayName));
    QJsonArray types;
    for (const auto &type : resourceTypes()) {
        if (type->provider().compare(name, Qt::CaseInsensitive) != 0)
            continue;
        types.append(QJsonObject{{u"resourceType"_s, type->name().section(u'/', 1)},
                                 {u"locations"_s, places},
                                 {u"apiVersions"_s, QJsonArray::fromStringList(knownApiVersions())},
                                 {u"capabilities"_s, u"SupportsTags, SupportsLocation"_s}});
    }
    return {{u"id"_s, u"/subscriptions/%1/providers/%2"_s.arg(world.subscription, name)},
            {u"namespace"_s, name},
            {u"registrationState"_s, u"Registered"_s},
            {u"registrationPolicy"_s, u"RegistrationRequired"_s},
            {u"resourceTypes"_s, types}};
}

QStringList providers()
{
    QStringList names;
    for (const auto &type : resourceTypes()) {
        if (!names.contains(type->provider()))
            names.append(type->provider());
    }
    return names;
}

QJsonArray usagesJson(const World &world, const QString &location)
{
    const auto entry = [](const QString &name, const QString &label, int used, int limit) {
        return QJsonObject{{u"limit"_s, limit},
                           {u"unit"_s, u"Count"_s},
                           {u"currentValue"_s, used},
                           {u"name"_s, QJsonObject{{u"value"_s, name}, {u"localizedValue"_s, label}}}};
    };
    Q_UNUSED(location)
    QJsonArray list{
        entry(u"cores"_s, u"Total Regional vCPUs"_s, usedCores(world, {}), coreLimit(world, u"cores"_s)),
        entry(u"virtualMachines"_s, u"Virtual Machines"_s,
              static_cast<int>(world.ofType(u"Microsoft.Compute/virtualMachines"_s).size()), 25000)};
    QStringList seen;
    for (const VmSize &size : vmSizes()) {
        const QString family = latin(size.family);
        if (seen.contains(family))
            continue;
        seen.append(family);
        list.append(
            entry(family, latin(size.familyLabel), usedCores(world, family), coreLimit(world, family)));
    }
    return list;
}

QJsonArray skusJson(const Request &request)
{
    static const QRegularExpression filter(u"location\\s+eq\\s+'([^']+)'"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const QString wanted = filter.match(request.parameter(u"$filter"_s)).captured(1).toLower();
    QJsonArray list;
    for (const Location &location : locations()) {
        const QString place = latin(location.name);
        if (!wanted.isEmpty() && wanted != place)
            continue;
        for (const VmSize &size : vmSizes()) {
            const auto capability = [](const char *name, const QString &value) {
                return QJsonObject{{u"name"_s, latin(name)}, {u"value"_s, value}};
            };
            QJsonArray restrictions;
            if (size.restricted) {
                restrictions.append(
                    QJsonObject{{u"type"_s, u"Location"_s},
                                {u"values"_s, QJsonArray{place}},
                                {u"restrictionInfo"_s, QJsonObject{{u"locations"_s, QJsonArray{place}}}},
                                {u"reasonCode"_s, u"NotAvailableForSubscription"_s}});
            }
            list.append(QJsonObject{
                {u"resourceType"_s, u"virtualMachines"_s},
                {u"name"_s, latin(size.name)},
                {u"tier"_s, u"Standard"_s},
                {u"size"_s, latin(size.name).section(u'_', 1)},
                {u"family"_s, latin(size.family)},
                {u"locations"_s, QJsonArray{place}},
                {u"locationInfo"_s, QJsonArray{QJsonObject{{u"location"_s, place},
                                                           {u"zones"_s, QJsonArray{u"1"_s, u"2"_s, u"3"_s}},
                                                           {u"zoneDetails"_s, QJsonArray()}}}},
                {u"capabilities"_s,
                 QJsonArray{
                     capability("vCPUs", QString::number(size.cores)),
                     capability("MemoryGB", QString::number(size.memoryMB / 1024)),
                     capability("MaxDataDiskCount", QString::number(size.maxDataDisks)),
                     capability("LowPriorityCapable", u"True"_s), capability("HyperVGenerations", u"V1,V2"_s),
                     capability("AcceleratedNetworkingEnabled", u"True"_s),
                     capability("PremiumIO", u"True"_s),
                     capability("RdmaEnabled", latin(size.name).contains(u"_H"_s) ? u"True"_s : u"False"_s)}},
                {u"restrictions"_s, restrictions}});
        }
    }
    return list;
}

} // namespace

QJsonArray vmSizesJson()
{
    QJsonArray list;
    for (const VmSize &size : vmSizes()) {
        list.append(QJsonObject{{u"name"_s, latin(size.name)},
                                {u"numberOfCores"_s, size.cores},
                                {u"osDiskSizeInMB"_s, 1047552},
                                {u"resourceDiskSizeInMB"_s, 0},
                                {u"memoryInMB"_s, size.memoryMB},
                                {u"maxDataDiskCount"_s, size.maxDataDisks}});
    }
    return list;
}

QStringList knownApiVersions()
{
    return {u"2024-07-01"_s, u"2023-09-01"_s, u"2022-11-01"_s, u"2022-08-01"_s,
            u"2022-07-01"_s, u"2021-11-01"_s, u"2021-04-01"_s, u"2020-12-01"_s,
            u"2019-11-01"_s, u"2018-08-01"_s, u"2017-12-01"_s, u"2016-04-30-preview"_s};
}

Answer<void> checkApiVersion(const Request &request)
{
    const QString version = request.parameter(u"api-version"_s);
    if (version.isEmpty()) {
        return refuse(400, u"MissingApiVersionParameter"_s,
                      u"The api-version query parameter (?api-version=) is required for all requests."_s);
    }
    static const QRegularExpression form(
        u"^(\\d{4}-\\d{2}-\\d{2})(-preview|-alpha|-beta|-privatepreview)?$"_s);
    const QDate date = QDate::fromString(form.match(version).captured(1), Qt::ISODate);
    if (date.isValid() && date.year() >= 2014 && date.year() <= 2025)
        return {};
    const QString supported = knownApiVersions().join(u", "_s);
    static const QRegularExpression provider(u"/providers/([^/]+)/(?:locations/[^/]+/)?([^/]+)"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    if (const auto match = provider.match(request.path); match.hasMatch()) {
        return refuse(
            400, u"NoRegisteredProviderFound"_s,
            u"No registered resource provider found for location 'westeurope' and API version '%1' for type "
            u"'%2'. The "
            "supported api-versions are '%3'. The supported locations are 'westeurope, northeurope'."_s.arg(
                version, match.captured(2), supported));
    }
    return refuse(
        400, u"InvalidApiVersionParameter"_s,
        u"The api-version '%1' is invalid. The supported versions are '%2'."_s.arg(version, supported));
}

std::optional<Answer<Response>> readDirectory(const World &world, const Request &request)
{
    const QStringList parts = request.path.toLower().split(u'/', Qt::SkipEmptyParts);
    if (parts.size() == 1 && parts.at(0) == u"tenants"_s && request.method == "GET") {
        return jsonResponse(200, values({QJsonObject{{u"id"_s, u"/tenants/"_s + world.tenant},
                                                     {u"tenantId"_s, world.tenant},
                                                     {u"displayName"_s, u"Skybro demo university"_s},
                                                     {u"countryCode"_s, u"DK"_s},
                                                     {u"tenantCategory"_s, u"Home"_s},
                                                     {u"defaultDomain"_s, u"skybro.example"_s}}}));
    }
    if (parts.isEmpty() || parts.at(0) != u"subscriptions"_s)
        return {};
    if (parts.size() == 1 && request.method == "GET")
        return jsonResponse(200, {{u"value"_s, QJsonArray{subscriptionJson(world)}},
                                  {u"count"_s, QJsonObject{{u"type"_s, u"Total"_s}, {u"value"_s, 1}}}});
    if (parts.size() > 1 && parts.at(1) != world.subscription) {
        return refuse(404, u"SubscriptionNotFound"_s,
                      u"The subscription '%1' could not be found."_s.arg(parts.at(1)));
    }
    if (parts.size() == 5 && parts.at(2) == u"providers"_s && parts.at(4) == u"register"_s &&
        request.method == "POST") {
        for (const QString &name : providers()) {
            if (name.compare(parts.at(3), Qt::CaseInsensitive) == 0)
                return jsonResponse(200, providerJson(world, name));
        }
    }
    if (request.method != "GET")
        return {};
    if (parts.size() == 2)
        return jsonResponse(200, subscriptionJson(world));
    if (parts.size() == 3 && parts.at(2) == u"locations"_s)
        return jsonResponse(200, values(locationsJson(world)));
    if (parts.at(2) != u"providers"_s)
        return {};
    if (parts.size() == 3) {
        QJsonArray list;
        for (const QString &name : providers())
            list.append(providerJson(world, name));
        return jsonResponse(200, values(list));
    }
    if (parts.size() == 4) {
        for (const QString &name : providers()) {
            if (name.compare(parts.at(3), Qt::CaseInsensitive) == 0)
                return jsonResponse(200, providerJson(world, name));
        }
        return refuse(404, u"InvalidResourceNamespace"_s,
                      u"The resource namespace '%1' is invalid."_s.arg(parts.at(3)));
    }
    if (parts.at(3) != u"microsoft.compute"_s)
        return {};
    if (parts.size() == 5 && parts.at(4) == u"skus"_s)
        return jsonResponse(200, values(skusJson(request)));
    if (parts.size() == 7 && parts.at(4) == u"locations"_s && parts.at(6) == u"vmsizes"_s)
        return jsonResponse(200, values(vmSizesJson()));
    if (parts.size() == 7 && parts.at(4) == u"locations"_s && parts.at(6) == u"usages"_s)
        return jsonResponse(200, values(usagesJson(world, parts.at(5))));
    return {};
}

} // namespace skybro::sim
