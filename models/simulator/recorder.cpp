#include "models/simulator/recorder.h"

#include "models/base/log.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QJsonValue withoutPasswords(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &item : value.toArray())
            array.append(withoutPasswords(item));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key().toLower();
        const bool secret =
            key.contains(u"password"_s) || key.contains(u"secret"_s) || key.contains(u"sharedkey"_s);
        it.value() =
            secret && it.value().isString() ? QJsonValue(u"(left out)"_s) : withoutPasswords(it.value());
    }
    return object;
}

QJsonValue parsed(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        return withoutPasswords(document.object());
    return document.isArray() ? withoutPasswords(document.array()) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

Result<Recorder> Recorder::open(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Internal, u"Can not make the folder %1."_s.arg(folder));
    return Recorder(folder);
}

void Recorder::record(const Request &request, const Response &response)
{
    if (!request.path.contains("subscriptions"_L1, Qt::CaseInsensitive))
        return; // sign-in and prices are no part of Azure Resource Manager
    QJsonObject requestHeaders;
    for (auto it = request.headers.begin(); it != request.headers.end(); ++it) {
        if (it.key() != "authorization" && it.key() != "cookie")
            requestHeaders.insert(QString::fromLatin1(it.key()), QString::fromLatin1(it.value()));
    }
    QJsonObject responseHeaders;
    for (const auto &[name, value] : response.headers)
        responseHeaders.insert(QString::fromLatin1(name).toLower(), QString::fromLatin1(value));
    QJsonObject live{{u"method"_s, QString::fromLatin1(request.method)},
                     {u"url"_s, request.origin() + QString::fromUtf8(request.target)},
                     {u"headers"_s, requestHeaders}};
    if (const QJsonValue body = parsed(request.body); !body.isUndefined())
        live.insert(u"body"_s, body);
    QJsonObject answer{{u"statusCode"_s, QString::number(response.status)}, {u"headers"_s, responseHeaders}};
    if (const QJsonValue body = parsed(response.body); !body.isUndefined())
        answer.insert(u"body"_s, body);

    const QString name = u"%1-%2.json"_s.arg(++m_count, 5, 10, QLatin1Char('0'))
                             .arg(QString::fromLatin1(request.method).toLower());
    QFile file(QDir(m_folder).filePath(name));
    const QByteArray data =
        QJsonDocument(QJsonObject{{u"liveRequest"_s, live}, {u"liveResponse"_s, answer}}).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
        log::warning("simulator", "can not write {}: {}", file.fileName(), file.errorString());
}

} // namespace skybro::sim
