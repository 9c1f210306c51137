#include "models/simulator/http.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QHash<QString, QString> parsePairs(const QByteArray &text, bool lowerKeys)
{
    const auto decode = [](QByteArray part) {
        part.replace('+', ' ');
        return QString::fromUtf8(QByteArray::fromPercentEncoding(part));
    };
    QHash<QString, QString> pairs;
    for (const QByteArray &pair : text.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QString key = decode(equals < 0 ? pair : pair.left(equals));
        pairs.insert(lowerKeys ? key.toLower() : key, equals < 0 ? QString() : decode(pair.mid(equals + 1)));
    }
    return pairs;
}

} // namespace

Request Request::make(const QByteArray &method, const QByteArray &target, const QList<Header> &headers,
                      const QByteArray &body)
{
    Request request;
    request.method = method.toUpper();
    request.target = target;
    const qsizetype question = target.indexOf('?');
    request.path =
        QString::fromUtf8(QByteArray::fromPercentEncoding(question < 0 ? target : target.left(question)));
    if (question >= 0)
        request.query = parsePairs(target.mid(question + 1), true);
    for (const auto &[name, value] : headers)
        request.headers.insert(name.toLower(), value);
    request.body = body;
    return request;
}

QString Request::origin() const
{
    const QByteArray host = header("host");
    return u"https://"_s + (host.isEmpty() ? u"management.azure.com"_s : QString::fromLatin1(host));
}

QHash<QString, QString> Request::form() const
{
    return parsePairs(body, false);
}

QByteArray Response::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Response &Response::with(const QByteArray &name, const QByteArray &value)
{
    headers.append({name, value});
    return *this;
}

QJsonObject Response::json() const
{
    return QJsonDocument::fromJson(body).object();
}

Response jsonResponse(int status, const QJsonObject &body)
{
    Response response;
    response.status = status;
    response.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    response.with("Content-Type", "application/json; charset=utf-8");
    return response;
}

QByteArray reasonPhrase(int status)
{
    static const QHash<int, QByteArray> phrases = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {302, "Found"},
        {307, "Temporary Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {412, "Precondition Failed"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    return phrases.value(status, "Unknown");
}

} // namespace skybro::sim
