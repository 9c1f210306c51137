#include "models/tunnel/probe/tcpprobejob.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace skybro::tunnel {

using namespace std::chrono_literals;

TcpProbeJob::TcpProbeJob(ProbeTarget target, std::chrono::milliseconds wait, QObject *parent)
    : JobOf<ProbeReply>(parent)
    , m_target(std::move(target))
{
    setDeadline(wait + 10s);
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    m_wait.setInterval(wait);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        end({.outcome = ProbeReply::Outcome::Silent, .method = ProbeMethod::Tcp, .roundTrip = {}});
    });
}

void TcpProbeJob::begin()
{
    m_target.method = ProbeMethod::Tcp;
    if (const Result<void> checked = check(m_target); !checked)
        return finish(std::unexpected(checked.error()));
    m_socket = new QTcpSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy); // a proxy would answer in its place
    connect(m_socket, &QTcpSocket::stateChanged, this, [this](QAbstractSocket::SocketState state) {
        if (state != QAbstractSocket::ConnectingState)
            return;
        m_since.start(); // the name is known, the first packet goes out
        m_wait.start();
    });
    connect(m_socket, &QTcpSocket::connected, this, [this] { answered(ProbeReply::Outcome::Answered); });
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::ConnectionRefusedError)
            answered(ProbeReply::Outcome::Refused);
        else
            failed();
    });
    m_socket->connectToHost(m_target.host, m_target.port);
}

void TcpProbeJob::answered(ProbeReply::Outcome outcome)
{
    end({.outcome = outcome,
         .method = ProbeMethod::Tcp,
         .roundTrip = std::chrono::microseconds(m_since.nsecsElapsed() / 1000)});
}

void TcpProbeJob::failed()
{
    // NetworkError: EHOSTUNREACH, ENETUNREACH. SocketAccessError: this machine's own firewall (EPERM).
    const bool noWay = m_socket->error() == QAbstractSocket::NetworkError;
    end({.outcome = noWay ? ProbeReply::Outcome::Unreachable : ProbeReply::Outcome::NotMade,
         .method = ProbeMethod::Tcp,
         .roundTrip = {},
         .note = m_socket->errorString()});
}

void TcpProbeJob::end(ProbeReply reply)
{
    abort();
    finish(std::move(reply));
}

void TcpProbeJob::abort()
{
    m_wait.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater(); // we may be in one of its signals
    m_socket = nullptr;
}

} // namespace skybro::tunnel
