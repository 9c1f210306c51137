#pragma once

#include <QPointer>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace skybro::test {

/// A web server that does just what the test says, down to the bytes: answers, or closes, or says nothing.
class RawServer : public QObject
{
public:
    struct Request
    {
        QByteArray head; ///< request line and header fields
        QByteArray body;
        int connection = 0; ///< which connection it came on, from 1
    };
    /// Bytes to send; the server closes the connection afterwards when `close` is set.
    struct Reply
    {
        QByteArray bytes;
        bool close = false;
        bool silent = false; ///< nothing at all
    };
    std::function<Reply(const Request &)> onRequest;
    QList<Request> requests;
    int connections = 0;
    int openNow = 0;
    int mostOpen = 0;

    explicit RawServer(const std::optional<QSslConfiguration> &tls = {})
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] { accept(); });
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("no port");
    }

    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] QUrl url(const QString &path) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3")
                        .arg(qobject_cast<QSslServer *>(m_server.get()) ? QStringLiteral("https")
                                                                        : QStringLiteral("http"))
                        .arg(port())
                        .arg(path));
    }
    [[nodiscard]] static QByteArray answer(const QByteArray &status, const QByteArray &body = {},
                                           const QByteArray &fields = {})
    {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
               fields + "\r\n" + body;
    }

private:
    void accept()
    {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            const int number = ++connections;
            mostOpen = std::max(mostOpen, ++openNow);
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                --openNow;
                socket->deleteLater();
            });
            auto buffer = std::make_shared<QByteArray>();
            const auto read = [this, socket, buffer, number] {
                *buffer += socket->readAll();
                take(socket, *buffer, number);
            };
            connect(socket, &QTcpSocket::readyRead, this, read);
            read();
        }
    }

    void take(QTcpSocket *socket, QByteArray &buffer, int number)
    {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = buffer.left(end);
        qsizetype length = 0;
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith("content-length:"))
                length = line.mid(15).trimmed().toLongLong();
        }
        if (buffer.size() < end + 4 + length)
            return;
        const Request request{head, buffer.mid(end + 4, length), number};
        buffer.remove(0, end + 4 + length);
        requests.append(request);
        const Reply reply = onRequest(request);
        if (!reply.silent)
            socket->write(reply.bytes);
        if (reply.close) {
            socket->flush();
            socket->disconnectFromHost();
        }
    }

    std::unique_ptr<QTcpServer> m_server;
};

} // namespace skybro::test
