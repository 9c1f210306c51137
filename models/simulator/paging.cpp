#include "models/simulator/paging.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

Pager::Pager(const Request &request, int pageSize)
    : m_request(request)
    , m_size(pageSize)
{
    const QByteArray token =
        QByteArray::fromBase64(request.parameter(u"$skiptoken"_s).toLatin1(), QByteArray::Base64UrlEncoding);
    const qsizetype bar = token.indexOf('|');
    if (bar > 0) {
        m_page = token.left(bar).toInt();
        m_after = QString::fromUtf8(token.mid(bar + 1));
    }
    if (m_page % 8 == 1) // uneven, as Azure's are: a client that counts on full pages is wrong
        m_size = std::max(1, m_size * 3 / 4);
}

void Pager::add(const QString &key, const QByteArray &json)
{
    if (m_count++ > 0)
        m_body += ',';
    m_body += json;
    m_last = key;
}

Response Pager::toResponse(bool more) const
{
    QByteArray body = m_body + ']';
    if (more) {
        // Every request here has a query: without api-version it would not have come so far.
        QByteArray link = m_request.origin().toUtf8() + m_request.target.left(m_request.target.indexOf('?'));
        char separator = '?';
        for (const QByteArray &pair : m_request.target.mid(m_request.target.indexOf('?') + 1).split('&')) {
            if (QByteArray::fromPercentEncoding(pair).toLower().startsWith("$skiptoken="))
                continue;
            link += separator + pair;
            separator = '&';
        }
        const QByteArray token = QByteArray::number(m_page + 1) + '|' + m_last.toUtf8();
        link += separator;
        link +=
            "%24skiptoken=" + token.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        body += ",\"nextLink\":\"" + link + '"';
    }
    Response response;
    response.body = body + '}';
    response.with("Content-Type", "application/json; charset=utf-8");
    return response;
}

} // namespace skybro::sim
