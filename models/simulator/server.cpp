#include "models/simulator/server.h"

#include "models/base/log.h"

#include <QAbstractHttpServer>
#include <QDateTime>
#include <QHttpServerRequest>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "UNKNOWN";
    }
}

QByteArray head(const Response &response)
{
    QByteArray bytes =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        bytes += name + ": " + value + "\r\n";
    bytes += "Date: " +
             QLocale::c()
                 .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'")
                 .toLatin1() +
             "\r\n";
    if (response.status != 204)
        bytes += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    return bytes + "\r\n";
}

/// A few bytes at a time; the pieces keep coming while the socket lives.
void drip(QTcpSocket *socket, const QByteArray &bytes)
{
    constexpr int piece = 16;
    constexpr int pause = 100; // ms
    auto *timer = new QTimer(socket);
    QObject::connect(timer, &QTimer::timeout, socket, [socket, timer, rest = bytes]() mutable {
        socket->write(rest.left(piece));
        rest.remove(0, piece);
        if (rest.isEmpty())
            timer->deleteLater();
    });
    timer->start(pause);
}

void deliver(QTcpSocket *socket, const Response &response, bool withBody)
{
    const QByteArray bytes = head(response) + (withBody ? response.body : QByteArray());
    switch (response.verdict.delivery) {
    case Verdict::Delivery::Whole:
        socket->write(bytes);
        break;
    case Verdict::Delivery::Reset:
        socket->abort();
        break;
    case Verdict::Delivery::Hang:
        break;
    case Verdict::Delivery::Truncated:
        socket->write(bytes.left(bytes.size() - response.body.size() / 2 - 1));
        socket->disconnectFromHost();
        break;
    case Verdict::Delivery::Garbage:
        socket->write(QByteArray("\x16\x03\x00garbage, and no HTTP at all\r\n\r\n\x00\xff\xfe", 37));
        socket->disconnectFromHost();
        break;
    case Verdict::Delivery::Drip:
        drip(socket, bytes);
        break;
    }
}

} // namespace

/// QHttpServer's parser without its router: answers may come later than the call, and the socket may have
/// gone.
class Server::Face : public QAbstractHttpServer
{
public:
    explicit Face(Azure &azure)
        : m_azure(azure)
    {
        m_wake.setSingleShot(true);
        m_wake.setTimerType(Qt::PreciseTimer);
        connect(&m_wake, &QTimer::timeout, this, [this] {
            m_azure.advanceTo(QDateTime::currentMSecsSinceEpoch());
            wakeWhenDue();
        });
        wakeWhenDue();
    }

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        const QList<QPair<QByteArray, QByteArray>> pairs = request.headers();
        QList<Header> headers;
        for (const auto &[name, value] : pairs)
            headers.append({name, value});
        QByteArray target = request.url().toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        // Of "//subscriptions/S/…", as az sends, QHttpServer takes the first word for a host and loses it.
        const QByteArray bare = "/" + m_azure.world().subscription.toLatin1();
        if (target.startsWith(bare) || target.startsWith("/?") || target.startsWith("?"))
            target.prepend("/subscriptions");
        m_azure.advanceTo(QDateTime::currentMSecsSinceEpoch());
        const Response response =
            m_azure.handle(Request::make(methodName(request.method()), target, headers, request.body()));
        wakeWhenDue();
        const bool withBody = request.method() != QHttpServerRequest::Method::Head && response.status != 204;
        if (response.verdict.delay.count() <= 0) {
            deliver(socket, response, withBody);
        } else {
            QTimer::singleShot(response.verdict.delay, Qt::PreciseTimer, socket,
                               [socket, response, withBody] { deliver(socket, response, withBody); });
        }
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *socket) override { socket->abort(); }

private:
    /// Lets time pass when an operation is due, so that hooks run without a request.
    void wakeWhenDue()
    {
        const auto due = m_azure.world().nextDue();
        if (!due)
            return;
        const qint64 wait = std::clamp<qint64>(*due - QDateTime::currentMSecsSinceEpoch(), 1, 60'000);
        m_wake.start(static_cast<int>(wait));
    }

    Azure &m_azure;
    QTimer m_wake;
};

Server::Server(Azure &azure)
    : m_face(std::make_unique<Face>(azure))
{
}

Server::~Server() = default;

Result<quint16> Server::listen(const TlsIdentity &identity, quint16 port)
{
    const QSslCertificate certificate(identity.certificate);
    const QSslKey key(identity.key, QSsl::Ec);
    if (certificate.isNull() || key.isNull())
        return fail(ErrorKind::Internal, u"The server certificate can not be read."_s);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(certificate);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // of clients nothing is asked
    configuration.setAllowedNextProtocols({"http/1.1"});
    m_face->sslSetup(configuration);
    const quint16 taken = m_face->listen(QHostAddress::LocalHost, port);
    if (taken == 0)
        return fail(ErrorKind::Network, u"Can not listen on 127.0.0.1:%1. Is the port in use?"_s.arg(port));
    for (QTcpServer *server : m_face->servers()) {
        server->setListenBacklogSize(512);
        server->setMaxPendingConnections(512);
    }
    return taken;
}

} // namespace skybro::sim
