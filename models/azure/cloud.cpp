#include "models/azure/cloud.h"

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

const QUrl &retailPricesUrl()
{
    static const QUrl url(u"https://prices.azure.com/api/retail/prices"_s);
    return url;
}

QUrl oauth(const QUrl &authority, const QString &tenant, const QString &what)
{
    QUrl url = authority;
    QString path = authority.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + u'/' + tenant + u"/oauth2/v2.0/"_s + what);
    return url;
}

} // namespace

QString Cloud::scope() const
{
    return audience + u"/.default"_s; // an audience that ends in a slash keeps it: "…//.default" is right
}

QUrl Cloud::tokenEndpoint(const QString &tenant) const
{
    return oauth(authority, tenant, u"token"_s);
}

QUrl Cloud::deviceCodeEndpoint(const QString &tenant) const
{
    return oauth(authority, tenant, u"devicecode"_s);
}

Cloud Cloud::publicCloud()
{
    return {u"public"_s, QUrl(u"https://management.azure.com"_s),
            QUrl(u"https://login.microsoftonline.com"_s), u"https://management.azure.com"_s,
            retailPricesUrl()};
}

Cloud Cloud::usGovernment()
{
    return {u"usgovernment"_s, QUrl(u"https://management.usgovcloudapi.net"_s),
            QUrl(u"https://login.microsoftonline.us"_s), u"https://management.usgovcloudapi.net"_s,
            retailPricesUrl()};
}

Cloud Cloud::china()
{
    return {u"china"_s, QUrl(u"https://management.chinacloudapi.cn"_s),
            QUrl(u"https://login.chinacloudapi.cn"_s), u"https://management.chinacloudapi.cn"_s,
            retailPricesUrl()};
}

Cloud Cloud::custom(const QUrl &resourceManager, const QUrl &authority)
{
    return {u"custom"_s, resourceManager, authority,
            resourceManager.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment |
                                     QUrl::RemoveUserInfo),
            retailPricesUrl()};
}

} // namespace skybro::azure
