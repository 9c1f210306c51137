#include "models/azure/http.h"

#include <QLocale>

#include <algorithm>

namespace skybro::azure {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// RFC 9110's own form: "Sun, 06 Nov 1994 08:49:37 GMT".
QDateTime readHttpDate(const QByteArray &text)
{
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    return date;
}

std::optional<qint64> readCount(const QByteArray &text)
{
    bool ok = false;
    const double number = text.trimmed().toDouble(&ok);
    if (!ok || !(number >= 0) || number > 1e9)
        return std::nullopt;
    return static_cast<qint64>(number * 1000);
}

} // namespace

QByteArray HttpHeaders::value(QByteArrayView name) const
{
    for (const auto &[key, value] : m_fields) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool HttpHeaders::contains(QByteArrayView name) const
{
    return std::ranges::any_of(
        m_fields, [name](const auto &field) { return name.compare(field.first, Qt::CaseInsensitive) == 0; });
}

std::optional<std::chrono::milliseconds> retryAfter(const HttpHeaders &headers)
{
    for (const char *name : {"x-ms-retry-after-ms", "retry-after-ms"}) {
        if (const auto thousands = readCount(headers.value(name)))
            return std::chrono::milliseconds(*thousands / 1000);
    }
    const QByteArray value = headers.value("Retry-After");
    if (value.isEmpty())
        return std::nullopt;
    if (const auto milliseconds = readCount(value))
        return std::chrono::milliseconds(*milliseconds);
    const QDateTime when = readHttpDate(value);
    if (!when.isValid())
        return std::nullopt;
    const QDateTime now = answerDate(headers);
    return std::max(0ms, std::chrono::milliseconds(
                             (now.isValid() ? now : QDateTime::currentDateTimeUtc()).msecsTo(when)));
}

QDateTime answerDate(const HttpHeaders &headers)
{
    return readHttpDate(headers.value("Date"));
}

bool sameOrigin(const QUrl &one, const QUrl &other)
{
    const auto port = [](const QUrl &url) {
        return url.port(url.scheme().compare(u"http"_s, Qt::CaseInsensitive) == 0 ? 80 : 443);
    };
    return one.isValid() && one.scheme().compare(other.scheme(), Qt::CaseInsensitive) == 0 &&
           one.host().compare(other.host(), Qt::CaseInsensitive) == 0 && port(one) == port(other) &&
           one.userInfo().isEmpty();
}

QByteArray encodeForm(const QList<std::pair<QByteArray, QByteArray>> &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields) {
        if (!form.isEmpty())
            form += '&';
        form += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    }
    return form;
}

} // namespace skybro::azure
