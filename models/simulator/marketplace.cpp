#include "models/simulator/marketplace.h"

#include <QJsonDocument>
#include <QStringList>
#include <QVersionNumber>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

struct Image
{
    const char *publisher;
    const char *offer;
    const char *sku;
    const char *version;
};

// AlmaLinux 8 and 9 are free in Azure; Ubuntu is what az suggests.
constexpr Image images[] = {
    {"almalinux", "almalinux-x86_64", "8-gen2", "8.10.202405301"},
    {"almalinux", "almalinux-x86_64", "8-gen2", "8.9.202401291"},
    {"almalinux", "almalinux-x86_64", "9-gen2", "9.4.2024050902"},
    {"almalinux", "almalinux-hpc", "8_10-hpc-gen2", "8.10.2024101801"},
    {"Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2", "22.04.202405140"},
};

bool same(const char *a, const QString &b)
{
    return b.compare(QLatin1StringView(a), Qt::CaseInsensitive) == 0;
}

/// Oldest first.
QStringList versionsOf(const QString &publisher, const QString &offer, const QString &sku)
{
    QStringList versions;
    for (const Image &image : images) {
        if (same(image.publisher, publisher) && same(image.offer, offer) && same(image.sku, sku))
            versions.append(QLatin1StringView(image.version));
    }
    std::ranges::sort(versions, {}, [](const QString &one) { return QVersionNumber::fromString(one); });
    return versions;
}

QJsonObject entry(const QString &path, const QString &location, const QString &version)
{
    return {{u"location"_s, location}, {u"name"_s, version}, {u"id"_s, path}};
}

} // namespace

QString marketplaceVersion(const QJsonObject &imageReference)
{
    const QStringList versions =
        versionsOf(imageReference.value(u"publisher"_s).toString(),
                   imageReference.value(u"offer"_s).toString(), imageReference.value(u"sku"_s).toString());
    const QString wanted = imageReference.value(u"version"_s).toString();
    if (wanted.compare(u"latest"_s, Qt::CaseInsensitive) == 0)
        return versions.isEmpty() ? QString() : versions.constLast();
    return versions.contains(wanted) ? wanted : QString();
}

std::optional<Answer<Response>> readMarketplace(const Request &request)
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    // subscriptions/S/providers/Microsoft.Compute/locations/L/publishers/P/artifacttypes/vmimage/offers/O/skus/K/versions/V
    const auto is = [&parts](qsizetype at, const char *word) { return same(word, parts.value(at)); };
    if (request.method != "GET" || parts.size() < 15 || parts.size() > 16 || !is(4, "locations") ||
        !is(6, "publishers") || !is(8, "artifacttypes") || !is(10, "offers") || !is(12, "skus") ||
        !is(14, "versions"))
        return {};
    const QString location = parts.at(5);
    const QString base =
        u"/Subscriptions/%1/Providers/Microsoft.Compute/Locations/%2/Publishers/%3/ArtifactTypes/VMImage/"
        "Offers/%4/Skus/%5/Versions/"_s.arg(parts.at(1), location, parts.at(7), parts.at(11), parts.at(13));
    QStringList versions = versionsOf(parts.at(7), parts.at(11), parts.at(13));
    if (parts.size() == 16 && versions.contains(parts.at(15))) {
        QJsonObject image = entry(base + parts.at(15), location, parts.at(15));
        image.insert(u"properties"_s,
                     QJsonObject{{u"architecture"_s, u"x64"_s},
                                 {u"hyperVGeneration"_s, u"V2"_s},
                                 {u"automaticOSUpgradeProperties"_s,
                                  QJsonObject{{u"automaticOSUpgradeSupported"_s, false}}},
                                 {u"osDiskImage"_s, QJsonObject{{u"operatingSystem"_s, u"Linux"_s}}},
                                 {u"dataDiskImages"_s, QJsonArray()}});
        return jsonResponse(200, image);
    }
    if (versions.isEmpty() || parts.size() == 16) {
        return refuse(404, parts.size() == 16 ? u"NotFound"_s : u"ImageNotFound"_s,
                      u"Artifact: VMImage was not found."_s);
    }
    if (request.parameter(u"$orderby"_s).endsWith("desc"_L1, Qt::CaseInsensitive))
        std::ranges::reverse(versions);
    if (const int top = request.parameter(u"$top"_s).toInt(); top > 0)
        versions = versions.first(std::min<qsizetype>(top, versions.size()));
    QJsonArray list;
    for (const QString &version : std::as_const(versions))
        list.append(entry(base + version, location, version));
    Response response = jsonResponse(200, {});
    response.body = QJsonDocument(list).toJson(QJsonDocument::Compact);
    return response;
}

} // namespace skybro::sim
