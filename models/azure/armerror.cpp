#include "models/azure/armerror.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::azure", text);
}

struct Known
{
    ErrorKind kind;
    bool retryable = false;
};

/// Azure's codes, lower case. Sources: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/
/// common-deployment-errors and learn.microsoft.com/troubleshoot/azure/virtual-machines/error-messages.
const QHash<QString, Known> &knownCodes()
{
    using enum ErrorKind;
    static const QHash<QString, Known> codes{
        {u"allocationfailed"_s, {Capacity}},
        {u"zonalallocationfailed"_s, {Capacity}},
        {u"overconstrainedallocationrequest"_s, {Capacity}},
        {u"overconstrainedzonalallocationrequest"_s, {Capacity}},
        {u"skunotavailable"_s, {Capacity}},
        {u"quotaexceeded"_s, {Capacity}},
        {u"subscriptionquotaexceeded"_s, {Capacity}},
        {u"resourcequotaexceeded"_s, {Capacity}},
        {u"spotquotaexceeded"_s, {Capacity}},
        {u"authorizationfailed"_s, {Forbidden}},
        {u"linkedauthorizationfailed"_s, {Forbidden}},
        {u"requestdisallowedbypolicy"_s, {Forbidden}},
        {u"readonlydisabledsubscription"_s, {Forbidden}},
        {u"scopelocked"_s, {Forbidden}},
        {u"expiredauthenticationtoken"_s, {NotSignedIn}},
        {u"invalidauthenticationtoken"_s, {NotSignedIn}},
        {u"invalidauthenticationtokentenant"_s, {NotSignedIn}},
        {u"invalidauthenticationtokenaudience"_s, {NotSignedIn}},
        {u"authenticationfailed"_s, {NotSignedIn}},
        {u"resourcenotfound"_s, {NotFound}},
        {u"resourcegroupnotfound"_s, {NotFound}},
        {u"subscriptionnotfound"_s, {NotFound}},
        {u"parentresourcenotfound"_s, {NotFound}},
        {u"notfound"_s, {NotFound}},
        {u"conflict"_s, {Conflict}},
        {u"operationnotallowed"_s, {Conflict}},
        {u"anotheroperationinprogress"_s, {Conflict, true}},
        {u"retryableerror"_s, {Conflict, true}},
        {u"retryableerrorduetoanotheroperation"_s, {Conflict, true}},
        {u"operationpreempted"_s, {Conflict}},
        {u"operationpreemptedbyanotheroperation"_s, {Conflict}},
        {u"preconditionfailed"_s, {Conflict}},
        {u"toomanyrequests"_s, {Throttled, true}},
        {u"subscriptionrequeststhrottled"_s, {Throttled, true}},
        {u"requestthrottled"_s, {Throttled, true}},
        {u"internalservererror"_s, {Server}},
        {u"internalexecutionerror"_s, {Server}},
        {u"vmstarttimedout"_s, {Server}},
        {u"osprovisioningtimedout"_s, {Server}},
        {u"canceled"_s, {Conflict}},
    };
    return codes;
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::NotSignedIn;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 409:
    case 412:
        return ErrorKind::Conflict;
    case 408:
        return ErrorKind::Server;
    case 429:
        return ErrorKind::Throttled;
    default:
        if (status >= 500)
            return ErrorKind::Server;
        return status >= 400 ? ErrorKind::Invalid : ErrorKind::Protocol;
    }
}

bool isRetryableStatus(int status)
{
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

struct Flat
{
    QString code;
    QString message;
};

/// Azure nests in three ways: "details", "innererror", and a message that is itself JSON.
void flatten(const QJsonObject &object, QList<Flat> &list, int depth)
{
    constexpr int deepest = 10;
    constexpr qsizetype most = 50;
    if (depth > deepest || list.size() >= most)
        return;
    QJsonObject inner;
    QString message = object.value(u"message"_s).toString();
    if (message.startsWith(u'{')) {
        const QJsonDocument document = QJsonDocument::fromJson(message.toUtf8());
        if (document.isObject()) {
            inner = document.object();
            message.clear();
        }
    }
    const QString code = object.value(u"code"_s).toString();
    if (!code.isEmpty() || !message.isEmpty())
        list.append({code, message.simplified()});
    if (!inner.isEmpty())
        flatten(inner.contains(u"error"_s) ? inner.value(u"error"_s).toObject() : inner, list, depth + 1);
    for (const QJsonValue &detail : object.value(u"details"_s).toArray())
        flatten(detail.toObject(), list, depth + 1);
    flatten(object.value(u"innererror"_s).toObject(), list, depth + 1);
}

bool isQuota(const Flat &flat)
{
    return flat.code.compare(u"OperationNotAllowed"_s, Qt::CaseInsensitive) == 0 &&
           flat.message.contains(u"quota"_s, Qt::CaseInsensitive);
}

/// The one to show: the innermost that is known, since the outer ones only say that something failed.
const Flat &telling(const QList<Flat> &list)
{
    for (auto it = list.crbegin(); it != list.crend(); ++it) {
        const QString code = it->code.toLower();
        if (knownCodes().contains(code) && code != "conflict"_L1 && code != "canceled"_L1)
            return *it;
    }
    for (const Flat &flat : list) {
        if (!flat.message.isEmpty())
            return flat;
    }
    return list.first();
}

QString lead(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Capacity:
        return tr("Azure has no room for this; try another size, zone or region, or ask for more quota: %1");
    case ErrorKind::NotSignedIn:
        return tr("Azure does not accept the sign-in; sign in again: %1");
    case ErrorKind::Forbidden:
        return tr("Azure does not allow this; ask whoever owns the subscription for the role: %1");
    case ErrorKind::NotFound:
        return tr("Azure knows no such resource: %1");
    case ErrorKind::Conflict:
        return tr("The resource is busy or in a state that forbids this: %1");
    case ErrorKind::Throttled:
        return tr("Azure takes no more requests for the moment: %1");
    case ErrorKind::Server:
        return tr("Azure failed: %1");
    default:
        return tr("Azure refused the request: %1");
    }
}

Error build(const QList<Flat> &list, int status)
{
    const Flat &flat = telling(list);
    Error error;
    error.code = flat.code;
    const auto known = knownCodes().constFind(flat.code.toLower());
    if (isQuota(flat)) {
        error.kind = ErrorKind::Capacity;
    } else if (known != knownCodes().cend()) {
        error.kind = known->kind;
        error.retryable = known->retryable || (known->kind == ErrorKind::Server && isRetryableStatus(status));
    } else {
        error.kind = kindOfStatus(status);
        error.retryable = isRetryableStatus(status);
    }
    const QString sentence = flat.message.isEmpty() ? flat.code : flat.message;
    error.text =
        lead(error.kind)
            .arg(flat.code.isEmpty() || flat.message.isEmpty() ? sentence
                                                               : u"%1 (%2)"_s.arg(sentence, flat.code));
    QStringList lines;
    for (const Flat &one : list)
        lines.append(one.code.isEmpty() ? one.message : one.code + u": "_s + one.message);
    error.detail = lines.join(u'\n');
    return error;
}

QList<Flat> readBody(const QByteArray &body)
{
    QList<Flat> list;
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    // Most answer {"error": {…}}, some older ones the inner object alone, storage {"odata.error": …}.
    if (object.value(u"error"_s).isObject())
        flatten(object.value(u"error"_s).toObject(), list, 0);
    else
        flatten(object, list, 0);
    return list;
}

/// The start of a body that is not Azure's: a proxy's page, mostly. For the log.
QString excerpt(const QByteArray &body)
{
    constexpr qsizetype most = 500;
    return QString::fromUtf8(body.left(most)).simplified();
}

} // namespace

QString requestIdOf(const HttpHeaders &headers)
{
    const QByteArray id = headers.value("x-ms-request-id");
    return QString::fromLatin1(id.isEmpty() ? headers.value("x-ms-correlation-request-id") : id);
}

Error armError(const HttpResponse &response)
{
    const int status = response.status;
    const QList<Flat> list = readBody(response.body);
    Error error;
    if (!list.isEmpty()) {
        error = build(list, status);
    } else {
        error.kind = kindOfStatus(status);
        error.retryable = isRetryableStatus(status);
        if (status >= 300 && status < 400)
            error.text = tr("The answer sends us to another address (%1), which a token must not follow: "
                            "check the site's resourceManager and the proxy.")
                             .arg(QUrl(QString::fromUtf8(response.headers.value("Location"))).host());
        else
            error.text = lead(error.kind).arg(tr("HTTP status %1, without a reason").arg(status));
        error.detail = excerpt(response.body);
    }
    // The status outweighs an unknown inner word, so that a client always sees a 401 and a 429 as what they
    // are.
    if (status == 401)
        error.kind = ErrorKind::NotSignedIn;
    if (status == 429 && !error.retryable) // Compute's throttle calls itself OperationNotAllowed
        error.kind = ErrorKind::Throttled;
    if (error.kind == ErrorKind::Throttled)
        error.retryable = true;
    error.requestId = requestIdOf(response.headers);
    error.retryAfter = retryAfter(response.headers);
    return error;
}

Error armErrorFromObject(const QJsonObject &object, const QString &fallbackCode)
{
    QList<Flat> list;
    flatten(object, list, 0);
    if (list.isEmpty())
        list.append({fallbackCode, tr("the operation ended as \"%1\", without a reason").arg(fallbackCode)});
    else if (list.first().code.isEmpty())
        list.first().code = fallbackCode;
    Error error = build(list, 500);
    error.retryable = false; // an operation that failed is over: to begin anew is the user's decision
    return error;
}

} // namespace skybro::azure
