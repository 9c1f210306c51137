#include "tests/models/fleet/simtransport.h"

#include <QTimer>

namespace skybro::fleet {

using namespace Qt::StringLiterals;
using azure::HttpRequest;
using azure::HttpResponse;

class SimCall : public azure::HttpCall
{
public:
    SimCall(SimTransport *transport, HttpRequest request, QObject *parent)
        : azure::HttpCall(parent)
        , m_transport(transport)
        , m_request(std::move(request))
    {
    }

protected:
    void begin() override
    {
        QTimer::singleShot(static_cast<int>(m_transport->m_random.bounded(3)), this, [this] {
            bool hangs = false;
            Result<HttpResponse> response = m_transport->exchange(m_request, &hangs);
            if (!hangs)
                finish(std::move(response));
        });
    }

private:
    SimTransport *m_transport;
    HttpRequest m_request;
};

namespace {

std::unexpected<Error> networkError(QStringView code)
{
    Error error = makeError(ErrorKind::Network, u"No answer (%1)."_s.arg(code));
    error.code = code.toString();
    error.retryable = true;
    return std::unexpected(error);
}

} // namespace

SimTransport::SimTransport(sim::Azure &azure, double speed, FaultRates faults, quint32 seed)
    : m_azure(azure)
    , m_speed(speed)
    , m_faults(faults)
    , m_random(seed)
    , m_start(azure.world().now())
{
    m_time.start();
}

azure::HttpCall *SimTransport::send(HttpRequest request, QObject *parent)
{
    return new SimCall(this, std::move(request), parent);
}

void SimTransport::pass()
{
    m_azure.advanceTo(m_start +
                      static_cast<qint64>(static_cast<double>(m_time.nsecsElapsed()) / 1e6 * m_speed));
}

Result<HttpResponse> SimTransport::exchange(const HttpRequest &request, bool *hangs)
{
    m_sent += QString::fromLatin1(request.method) + u' ' + request.url.path();
    if (intercept) {
        if (auto answer = intercept(request))
            return *answer;
    }
    int draw = static_cast<int>(m_random.bounded(100));
    const auto hit = [&draw](int rate) {
        draw -= rate;
        return draw < 0 && draw >= -rate;
    };
    if (hit(m_faults.refused))
        return networkError(azure::networkcode::connectionRefused);
    if (hit(m_faults.resetBefore))
        return networkError(azure::networkcode::connectionBroke);
    if (hit(m_faults.resetAfter)) {
        (void)handle(request);
        return networkError(azure::networkcode::connectionBroke);
    }
    if (hit(m_faults.serverError))
        return HttpResponse{
            .status = 500, .headers = {}, .body = "{\"error\":{\"code\":\"InternalServerError\"}}"};
    if (hit(m_faults.throttled))
        return HttpResponse{.status = 429, .headers = {{"x-ms-retry-after-ms", "3"}}, .body = {}};
    if (hit(m_faults.hang)) {
        *hangs = true;
        return HttpResponse{};
    }
    if (hit(m_faults.garbage))
        return HttpResponse{.status = 200, .headers = {}, .body = "<html>proxy"};
    if (hit(m_faults.unauthorized))
        return HttpResponse{.status = 401,
                            .headers = {},
                            .body =
                                "{\"error\":{\"code\":\"ExpiredAuthenticationToken\",\"message\":\"x\"}}"};
    return handle(request);
}

HttpResponse SimTransport::handle(const HttpRequest &request)
{
    QList<sim::Header> headers{{"Host", request.url.host().toLatin1()}};
    for (const auto &[name, value] : request.headers)
        headers.append({name, value});
    if (request.bearer)
        headers.append({"Authorization", "Bearer " + request.bearer->reveal()});
    QByteArray target = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (request.url.hasQuery())
        target += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();
    const QByteArray body = request.secretBody ? request.secretBody->reveal() : request.body;
    pass();
    const sim::Response answer = m_azure.handle(sim::Request::make(request.method, target, headers, body));
    HttpResponse response{.status = answer.status, .headers = {}, .body = answer.body};
    for (const auto &[name, value] : answer.headers) {
        if (name.compare("Retry-After", Qt::CaseInsensitive) == 0)
            response.headers.add("x-ms-retry-after-ms",
                                 QByteArray::number(qRound(value.toInt() * 1000 / m_speed)));
        else
            response.headers.add(name, value);
    }
    return response;
}

} // namespace skybro::fleet
