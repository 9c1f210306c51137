#include "models/simulator/signin.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

constexpr auto urlBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray part(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(urlBase64);
}

} // namespace

bool SignIn::knowsTenant(const QString &tenant) const
{
    return tenant.compare(m_world.tenant, Qt::CaseInsensitive) == 0 || tenant == u"common"_s ||
           tenant == u"organizations"_s || tenant == u"adfs"_s;
}

QByteArray SignIn::sign(const QByteArray &text) const
{
    const QByteArray key = "skybro-sim " + m_world.tenant.toLatin1() + m_world.clientSecret.toLatin1();
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256).toBase64(urlBase64);
}

QByteArray SignIn::makeToken(const QString &tenant, std::chrono::seconds lifetime) const
{
    const qint64 now = m_world.now() / 1000;
    const QByteArray text = part({{u"typ"_s, u"JWT"_s}, {u"alg"_s, u"HS256"_s}}) + '.' +
                            part({{u"aud"_s, u"https://management.azure.com/"_s},
                                  {u"iss"_s, u"https://sts.windows.net/"_s + tenant + u'/'},
                                  {u"iat"_s, now},
                                  {u"nbf"_s, now},
                                  {u"exp"_s, now + lifetime.count()},
                                  {u"tid"_s, tenant},
                                  {u"appid"_s, m_world.clientId},
                                  {u"oid"_s, m_world.principal},
                                  {u"sub"_s, m_world.principal},
                                  {u"issued"_s, m_world.now()},
                                  {u"ver"_s, u"1.0"_s}});
    return text + '.' + sign(text);
}

QByteArray SignIn::challenge(const Request &request) const
{
    return (u"Bearer authorization_uri=\""_s + request.origin() + u'/' + m_world.tenant +
            u"\", error=\"invalid_token\", error_description=\"The access token is missing, expired or from the wrong issuer.\""_s)
        .toUtf8();
}

Answer<void> SignIn::authorize(const Request &request) const
{
    const QByteArray given = request.header("authorization");
    if (given.isEmpty()) {
        return refuse(401, u"AuthenticationFailed"_s,
                      u"Authentication failed. The 'Authorization' header is missing."_s);
    }
    const QList<QByteArray> parts =
        given.left(7).toLower() == "bearer " ? given.mid(7).trimmed().split('.') : QList<QByteArray>();
    if (parts.size() != 3) {
        return refuse(401, u"InvalidAuthenticationToken"_s, u"The access token is invalid."_s);
    }
    if (sign(parts[0] + '.' + parts[1]) != parts[2]) {
        return refuse(401, u"InvalidAuthenticationToken"_s,
                      u"The access token validation failure. Signature verification failed."_s);
    }
    const QJsonObject claims =
        QJsonDocument::fromJson(QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding)).object();
    if (claims.value(u"tid"_s).toString().compare(m_world.tenant, Qt::CaseInsensitive) != 0) {
        return refuse(401, u"InvalidAuthenticationTokenTenant"_s,
                      u"The access token is from the wrong issuer '%1'. It must match the tenant "
                      u"'https://sts.windows.net/%2/' "
                      "associated with this subscription. Please use the authority (URL) "
                      "'https://login.windows.net/%2' to get the "
                      "token."_s.arg(claims.value(u"iss"_s).toString(), m_world.tenant));
    }
    const qint64 expires = claims.value(u"exp"_s).toInteger();
    if (expires * 1000 <= m_world.now() || claims.value(u"issued"_s).toInteger() < m_notBefore) {
        const QString stamp = u"M/d/yyyy h:mm:ss AP"_s;
        return refuse(401, u"ExpiredAuthenticationToken"_s,
                      u"The access token expiry UTC time '%1' is earlier than current UTC time '%2'."_s.arg(
                          QDateTime::fromSecsSinceEpoch(expires, Qt::UTC).toString(stamp),
                          QDateTime::fromMSecsSinceEpoch(m_world.now(), Qt::UTC).toString(stamp)));
    }
    return {};
}

Response SignIn::tokenResponse(bool adfs) const
{
    const qint64 seconds = m_world.settings.tokenLifetime.count();
    QJsonObject body{
        {u"token_type"_s, u"Bearer"_s},
        {u"expires_in"_s, seconds},
        {u"ext_expires_in"_s, seconds},
        {u"access_token"_s, QString::fromLatin1(makeToken(m_world.tenant, m_world.settings.tokenLifetime))}};
    if (adfs)
        body.insert(u"resource"_s, u"https://management.azure.com/"_s);
    return jsonResponse(200, body);
}

Response SignIn::refusal(int status, const QString &error, int code, const QString &text)
{
    const QString trace = m_world.guid();
    const QString correlation = m_world.guid();
    const QString time =
        QDateTime::fromMSecsSinceEpoch(m_world.now(), Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s);
    return jsonResponse(
        status, {{u"error"_s, error},
                 {u"error_description"_s, u"AADSTS%1: %2 Trace ID: %3 Correlation ID: %4 Timestamp: %5"_s.arg(
                                              QString::number(code), text, trace, correlation, time)},
                 {u"error_codes"_s, QJsonArray{code}},
                 {u"timestamp"_s, time},
                 {u"trace_id"_s, trace},
                 {u"correlation_id"_s, correlation},
                 {u"error_uri"_s, u"https://login.microsoftonline.com/error?code=%1"_s.arg(code)}});
}

QJsonObject SignIn::openIdConfiguration(const Request &request, const QString &tenant) const
{
    const QString base = request.origin() + u'/' + tenant;
    const QString path = tenant == u"adfs"_s ? u"/oauth2"_s : u"/oauth2/v2.0"_s;
    return {{u"token_endpoint"_s, base + path + u"/token"_s},
            {u"authorization_endpoint"_s, base + path + u"/authorize"_s},
            {u"device_authorization_endpoint"_s, base + path + u"/devicecode"_s},
            {u"jwks_uri"_s, base + u"/discovery/v2.0/keys"_s},
            {u"issuer"_s, tenant == u"adfs"_s ? base : request.origin() + u'/' + m_world.tenant + u"/v2.0"_s},
            {u"response_types_supported"_s, QJsonArray{u"code"_s, u"token"_s, u"id_token"_s}},
            {u"subject_types_supported"_s, QJsonArray{u"pairwise"_s}},
            {u"id_token_signing_alg_values_supported"_s, QJsonArray{u"RS256"_s}},
            {u"scopes_supported"_s, QJsonArray{u"openid"_s, u"profile"_s, u"offline_access"_s}},
            {u"token_endpoint_auth_methods_supported"_s, QJsonArray{u"client_secret_post"_s}}};
}

std::optional<Response> SignIn::handle(const Request &request)
{
    const QStringList parts = request.path.toLower().split(u'/', Qt::SkipEmptyParts);
    const QString path = parts.join(u'/');
    if (path == u"metadata/endpoints"_s) {
        return jsonResponse(
            200, {{u"galleryEndpoint"_s, request.origin() + u"/gallery"_s},
                  {u"graphEndpoint"_s, request.origin() + u"/graph"_s},
                  {u"portalEndpoint"_s, request.origin() + u"/portal"_s},
                  {u"authentication"_s,
                   QJsonObject{{u"loginEndpoint"_s, request.origin() + u"/adfs"_s},
                               {u"audiences"_s, QJsonArray{u"https://management.azure.com/"_s}}}}});
    }
    if (path == u"metadata/identity/oauth2/token"_s || path == u"msi/token"_s)
        return managedIdentity(request);
    if (path == u"devicelogin"_s)
        return deviceLoginPage();
    if (path == u"simulator/devicecode/approve"_s)
        return approve(request);
    if (parts.size() < 2 || parts.at(0) == u"subscriptions"_s)
        return {};
    const QString tenant = parts.at(0);
    const QString rest = parts.mid(1).join(u'/');
    if (rest.endsWith(u".well-known/openid-configuration"_s)) {
        if (!knowsTenant(tenant)) {
            return refusal(400, u"invalid_tenant"_s, 90002,
                           u"Tenant '%1' not found. Check to make sure you have the correct tenant ID and "
                           u"are signing into the "
                           "correct cloud. Check with your subscription administrator, this may happen if "
                           "there are no active "
                           "subscriptions for the tenant."_s.arg(tenant));
        }
        return jsonResponse(200, openIdConfiguration(request, tenant));
    }
    if (rest.endsWith(u"discovery/instance"_s)) {
        return jsonResponse(
            200, {{u"tenant_discovery_endpoint"_s,
                   request.origin() + u'/' + m_world.tenant + u"/v2.0/.well-known/openid-configuration"_s},
                  {u"api-version"_s, u"1.1"_s},
                  {u"metadata"_s, QJsonArray()}});
    }
    if (request.method != "POST")
        return {};
    if (rest == u"oauth2/v2.0/token"_s || rest == u"oauth2/token"_s)
        return token(request, tenant);
    if (rest == u"oauth2/v2.0/devicecode"_s || rest == u"oauth2/devicecode"_s)
        return deviceCode(request, tenant);
    return {};
}

Response SignIn::token(const Request &request, const QString &tenant)
{
    if (!knowsTenant(tenant)) {
        return refusal(400, u"invalid_request"_s, 90002,
                       u"Tenant '%1' not found. Check to make sure you have the correct tenant ID and are "
                       u"signing into the "
                       "correct cloud. Check with your subscription administrator, this may happen if there "
                       "are no active "
                       "subscriptions for the tenant."_s.arg(tenant));
    }
    const QHash<QString, QString> form = request.form();
    const QString grant = form.value(u"grant_type"_s);
    if (grant == u"urn:ietf:params:oauth:grant-type:device_code"_s || grant == u"device_code"_s)
        return deviceToken(form.value(form.contains(u"device_code"_s) ? u"device_code"_s : u"code"_s));
    if (grant == u"refresh_token"_s && form.value(u"refresh_token"_s) == QString::fromLatin1(sign("refresh")))
        return tokenResponse(tenant == u"adfs"_s);
    if (grant != u"client_credentials"_s) {
        return refusal(400, u"unsupported_grant_type"_s, 70003,
                       u"The app requested an unsupported grant type '%1'."_s.arg(grant));
    }
    QString id = form.value(u"client_id"_s);
    QString secret = form.value(u"client_secret"_s);
    if (const QByteArray basic = request.header("authorization"); basic.left(6).toLower() == "basic ") {
        const QByteArray pair = QByteArray::fromBase64(basic.mid(6));
        id = QString::fromUtf8(QByteArray::fromPercentEncoding(pair.left(pair.indexOf(':'))));
        secret = QString::fromUtf8(QByteArray::fromPercentEncoding(pair.mid(pair.indexOf(':') + 1)));
    }
    if (id.compare(m_world.clientId, Qt::CaseInsensitive) != 0) {
        return refusal(
            400, u"unauthorized_client"_s, 700016,
            u"Application with identifier '%1' was not found in the directory 'Skybro demo'. This can happen "
            u"if the "
            "application has not been installed by the administrator of the tenant or consented to by any "
            "user in the "
            "tenant. You may have sent your authentication request to the wrong tenant."_s.arg(id));
    }
    if (secret.isEmpty()) {
        return refusal(
            401, u"invalid_client"_s, 7000216,
            u"'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."_s);
    }
    if (secret != m_world.clientSecret) {
        return refusal(401, u"invalid_client"_s, 7000215,
                       u"Invalid client secret provided. Ensure the secret being sent in the request is the "
                       u"client secret value, "
                       "not the client secret ID, for a secret added to app '%1'."_s.arg(id));
    }
    if (!form.contains(u"scope"_s) && !form.contains(u"resource"_s)) {
        return refusal(400, u"invalid_request"_s, 900144,
                       u"The request body must contain the following parameter: 'scope'."_s);
    }
    return tokenResponse(tenant == u"adfs"_s);
}

Response SignIn::deviceCode(const Request &request, const QString &tenant)
{
    if (!knowsTenant(tenant))
        return refusal(400, u"invalid_request"_s, 90002, u"Tenant '%1' not found."_s.arg(tenant));
    if (request.form().value(u"client_id"_s).isEmpty()) {
        return refusal(400, u"invalid_request"_s, 900144,
                       u"The request body must contain the following parameter: 'client_id'."_s);
    }
    constexpr int lifetime = 900;
    const QString code = m_world.guid() + m_world.guid();
    DeviceCode entry;
    static constexpr char letters[] = "BCDFGHJKLMNPQRSTVWXYZ23456789";
    for (int i = 0; i < 9; ++i)
        entry.userCode += QLatin1Char(letters[m_world.random() % (sizeof(letters) - 1)]);
    entry.expires = m_world.now() + lifetime * 1000;
    entry.nextPoll = m_world.now();
    m_deviceCodes.insert_or_assign(code, entry);
    const QString uri = request.origin() + u"/devicelogin"_s;
    return jsonResponse(
        200,
        {{u"user_code"_s, entry.userCode},
         {u"device_code"_s, code},
         {u"verification_uri"_s, uri},
         {u"expires_in"_s, lifetime},
         {u"interval"_s, entry.interval},
         {u"message"_s,
          u"To sign in, use a web browser to open the page %1 and enter the code %2 to authenticate."_s.arg(
              uri, entry.userCode)}});
}

Response SignIn::deviceToken(const QString &code)
{
    const auto found = m_deviceCodes.find(code);
    if (found == m_deviceCodes.end())
        return refusal(400, u"invalid_grant"_s, 70000,
                       u"The provided value for the input parameter 'device_code' is not valid."_s);
    DeviceCode &entry = found->second;
    if (entry.expires <= m_world.now())
        return refusal(
            400, u"expired_token"_s, 70020,
            u"The provided value for the input parameter 'device_code' is not valid. This device code has expired."_s);
    if (entry.declined)
        return refusal(400, u"authorization_declined"_s, 70018,
                       u"The end user denied the authorization request."_s);
    if (m_world.now() < entry.nextPoll) {
        entry.interval += 5;
        entry.nextPoll = m_world.now() + entry.interval * 1000;
        return refusal(400, u"slow_down"_s, 70017,
                       u"The client polls too often: wait 5 seconds longer between requests."_s);
    }
    entry.nextPoll = m_world.now() + entry.interval * 1000 - 500; // networks jitter
    if (!entry.approved)
        return refusal(400, u"authorization_pending"_s, 70016,
                       u"OAuth 2.0 device flow error. Authorization is pending. Continue polling."_s);
    m_deviceCodes.erase(found);
    Response response = tokenResponse(false);
    QJsonObject body = response.json();
    body.insert(u"refresh_token"_s, QString::fromLatin1(sign("refresh")));
    body.insert(u"scope"_s,
                u"https://management.azure.com/user_impersonation https://management.azure.com/.default"_s);
    return jsonResponse(200, body);
}

Response SignIn::deviceLoginPage()
{
    Response page;
    page.body =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Simulated Azure: device "
        "login</title>"
        "<h1>Simulated Azure</h1><form method=\"post\" action=\"/simulator/devicecode/approve\">"
        "<label>Code <input name=\"user_code\" autofocus></label> <button>Sign in</button></form></html>";
    page.with("Content-Type", "text/html; charset=utf-8");
    return page;
}

Response SignIn::approve(const Request &request)
{
    const QString userCode =
        request.query.value(u"user_code"_s, request.form().value(u"user_code"_s)).trimmed();
    const bool declines = request.parameter(u"decline"_s) == u"true"_s;
    for (auto &[code, entry] : m_deviceCodes) {
        if (entry.userCode.compare(userCode, Qt::CaseInsensitive) != 0)
            continue;
        entry.approved = !declines;
        entry.declined = declines;
        return jsonResponse(200, {{u"status"_s, declines ? u"declined"_s : u"approved"_s}});
    }
    return jsonResponse(404, {{u"status"_s, u"no such user code"_s}});
}

Response SignIn::managedIdentity(const Request &request) const
{
    const bool appService = request.path.toLower().startsWith(u"/msi"_s);
    const bool asked = appService ? !request.header("x-identity-header").isEmpty()
                                  : request.header("metadata").toLower() == "true";
    if (!asked) {
        return jsonResponse(400, {{u"error"_s, u"invalid_request"_s},
                                  {u"error_description"_s, u"Required metadata header not specified"_s}});
    }
    if (request.parameter(u"resource"_s).isEmpty()) {
        return jsonResponse(400,
                            {{u"error"_s, u"invalid_request"_s},
                             {u"error_description"_s, u"Required query variable 'resource' is missing"_s}});
    }
    const QString client = request.parameter(u"client_id"_s);
    if (!client.isEmpty() && client.compare(m_world.clientId, Qt::CaseInsensitive) != 0) {
        return jsonResponse(
            400, {{u"error"_s, u"invalid_request"_s}, {u"error_description"_s, u"Identity not found"_s}});
    }
    const qint64 seconds = m_world.settings.tokenLifetime.count();
    // All values are strings there.
    return jsonResponse(
        200,
        {{u"access_token"_s, QString::fromLatin1(makeToken(m_world.tenant, m_world.settings.tokenLifetime))},
         {u"client_id"_s, m_world.clientId},
         {u"expires_in"_s, QString::number(seconds)},
         {u"expires_on"_s, QString::number(m_world.now() / 1000 + seconds)},
         {u"not_before"_s, QString::number(m_world.now() / 1000)},
         {u"resource"_s, request.parameter(u"resource"_s)},
         {u"token_type"_s, u"Bearer"_s}});
}

} // namespace skybro::sim
