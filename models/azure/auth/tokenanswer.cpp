#include "models/azure/auth/tokenanswer.h"

#include "models/azure/armerror.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QRegularExpression>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::azure", text);
}

/// A number, or the managed identity end points' number in a string.
std::optional<qint64> readSeconds(const QJsonValue &value)
{
    if (value.isDouble())
        return static_cast<qint64>(value.toDouble());
    bool ok = false;
    const qint64 number = value.toString().toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

constexpr qint64 longestLife = 7LL * 24 * 3600; // nothing Azure gives lives longer

} // namespace

Result<AccessToken> readTokenAnswer(const QByteArray &body, const QDateTime &now)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    QByteArray token = object.value("access_token"_L1).toString().toUtf8();
    if (token.isEmpty() || token.contains('\r') || token.contains('\n'))
        return fail(ErrorKind::Protocol,
                    tr("The sign-in answered without a token: check the authority's address."));
    AccessToken result;
    if (const auto seconds = readSeconds(object.value("expires_in"_L1)); seconds && *seconds >= 0)
        result.expiresAt = now.addSecs(std::min(*seconds, longestLife));
    else if (const auto at = readSeconds(object.value("expires_on"_L1)); at && *at > 0)
        result.expiresAt =
            std::min(QDateTime::fromSecsSinceEpoch(std::min(*at, qint64{253402300799}), Qt::UTC),
                     now.addSecs(longestLife));
    else
        result.expiresAt = now.addSecs(300); // RFC 6749 leaves it open; ask again soon
    result.secret = std::make_shared<const Secret>(std::move(token));
    return result;
}

Secret readRefreshToken(const QByteArray &body)
{
    return Secret(QJsonDocument::fromJson(body).object().value("refresh_token"_L1).toString().toUtf8());
}

QString tokenErrorWord(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object().value("error"_L1).toString();
}

QString findAadsts(const QString &text)
{
    static const QRegularExpression pattern(u"AADSTS[0-9]{3,}"_s);
    return pattern.match(text).captured();
}

QString adviceForAadsts(const QString &code)
{
    static const QHash<QString, const char *> advice{
        {u"AADSTS7000215"_s,
         QT_TRANSLATE_NOOP("skybro::azure",
                           "The client secret is wrong: store the secret's value, not its ID.")},
        {u"AADSTS7000222"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "The client secret has expired: make a new one in "
                                            "Microsoft Entra and store it.")},
        {u"AADSTS700016"_s,
         QT_TRANSLATE_NOOP("skybro::azure",
                           "The tenant knows no such client ID: check clientId and tenant.")},
        {u"AADSTS90002"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "There is no such tenant: check the tenant's ID.")},
        {u"AADSTS900023"_s, QT_TRANSLATE_NOOP("skybro::azure", "The tenant's ID is malformed: check it.")},
        {u"AADSTS50034"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "The account is not in this tenant: check the tenant.")},
        {u"AADSTS50076"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "A second factor is asked for: run \"az login\" again.")},
        {u"AADSTS50079"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "A second factor is asked for: run \"az login\" again.")},
        {u"AADSTS50173"_s,
         QT_TRANSLATE_NOOP("skybro::azure",
                           "The sign-in was revoked, as after a new password: sign in again.")},
        {u"AADSTS70043"_s, QT_TRANSLATE_NOOP("skybro::azure", "The sign-in has expired: sign in again.")},
        {u"AADSTS700082"_s, QT_TRANSLATE_NOOP("skybro::azure", "The sign-in has expired: sign in again.")},
        {u"AADSTS500011"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "The tenant does not know this cloud's resource "
                                            "manager: check the site's cloud.")},
        {u"AADSTS53003"_s,
         QT_TRANSLATE_NOOP("skybro::azure", "A conditional access rule forbids the sign-in here: "
                                            "ask the tenant's administrator.")},
        {u"AADSTS70016"_s, QT_TRANSLATE_NOOP("skybro::azure", "The code has not been entered yet.")},
        {u"AADSTS70019"_s, QT_TRANSLATE_NOOP("skybro::azure", "The code has expired: sign in again.")},
        {u"AADSTS70020"_s, QT_TRANSLATE_NOOP("skybro::azure", "The code has expired: sign in again.")},
    };
    const char *text = advice.value(code, nullptr);
    return text ? tr(text) : QString();
}

Error tokenError(const HttpResponse &response)
{
    const QJsonObject object = QJsonDocument::fromJson(response.body).object();
    const QString word = object.value("error"_L1).toString();
    const bool isServerSide = response.status >= 500 || response.status == 429 || response.status == 408;
    if (word.isEmpty() || isServerSide) {
        Error error = armError(response);
        if (!isServerSide)
            error.kind = response.status == 404 ? ErrorKind::NotSignedIn : error.kind;
        error.text = tr("The sign-in service failed: %1").arg(error.text);
        return error;
    }
    // The description goes on with trace ids in lines of their own: they belong into the detail.
    const QString description = object.value("error_description"_L1).toString();
    const QString first = description.section(u'\n', 0, 0).section(u" Trace ID:"_s, 0, 0).simplified();
    Error error;
    error.kind = ErrorKind::NotSignedIn;
    error.code = findAadsts(description);
    if (error.code.isEmpty())
        error.code = word;
    const QString advice = adviceForAadsts(error.code);
    error.text = advice.isEmpty() ? tr("The sign-in was refused; check the site's credential: %1")
                                        .arg(first.isEmpty() ? word : first)
                                  : u"%1 (%2)"_s.arg(advice, error.code);
    error.detail = description.isEmpty() ? word : word + u": "_s + description;
    error.requestId = object.value("trace_id"_L1).toString();
    if (error.requestId.isEmpty())
        error.requestId = requestIdOf(response.headers);
    return error;
}

} // namespace skybro::azure
