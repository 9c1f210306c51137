#include "models/ssh/dialer.h"

#include "models/ssh/sshfault.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace skybro::ssh {

namespace {

socklen_t fillAddress(sockaddr_storage &storage, const QHostAddress &address, quint16 port)
{
    std::memset(&storage, 0, sizeof storage);
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        v4->sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof(sockaddr_in);
    }
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&v6->sin6_addr, &bytes, sizeof bytes);
    const QString scope = address.scopeId(); // a number, or the name of an interface
    bool isNumber = false;
    v6->sin6_scope_id = scope.toUInt(&isNumber);
    if (!isNumber)
        v6->sin6_scope_id = ::if_nametoindex(scope.toLatin1().constData());
    return sizeof(sockaddr_in6);
}

} // namespace

Dialer::Dialer(QString host, quint16 port, std::chrono::milliseconds timeout, Done done)
    : m_host(std::move(host))
    , m_port(port)
    , m_done(std::move(done))
{
    m_timeout.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        end(std::unexpected(makeFault(
            Fault::TimedOut,
            tr("%1 did not answer on port %2 in time. Is it running, and does a firewall let SSH through?")
                .arg(m_host)
                .arg(m_port))));
    });
    connect(&m_patience, &QTimer::timeout, this, [this] { failed(ETIMEDOUT); });
    m_timeout.start(timeout);

    // An address needs no look-up, and QHostInfo would look for its name.
    if (const QHostAddress address(m_host); !address.isNull()) {
        m_addresses = {address};
        QTimer::singleShot(0, this, &Dialer::tryNext);
    } else {
        m_lookup = QHostInfo::lookupHost(m_host, this, &Dialer::lookedUp);
    }
}

Dialer::~Dialer()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void Dialer::lookedUp(const QHostInfo &info)
{
    m_lookup = -1;
    m_addresses = info.addresses();
    if (info.error() != QHostInfo::NoError || m_addresses.isEmpty())
        return end(std::unexpected(makeFault(
            Fault::NameNotFound,
            tr("No address is known for “%1”. Check the name, or the DNS through the tunnel.").arg(m_host),
            info.errorString())));
    tryNext();
}

void Dialer::tryNext()
{
    if (m_next == m_addresses.size())
        return end([&]() -> Result<FileDescriptor> {
            const QString reason = QString::fromLocal8Bit(std::strerror(m_lastError));
            if (m_lastError == ECONNREFUSED)
                return std::unexpected(makeFault(
                    Fault::ConnectionRefused,
                    tr("%1 refuses connections on port %2. Is sshd running there?").arg(m_host).arg(m_port),
                    reason));
            if (m_lastError == ETIMEDOUT)
                return std::unexpected(makeFault(Fault::TimedOut,
                                                 tr("%1 did not answer on port %2 in time. Is it "
                                                    "running, and does a firewall let SSH through?")
                                                     .arg(m_host)
                                                     .arg(m_port),
                                                 reason));
            return std::unexpected(makeFault(
                Fault::NoRoute, tr("%1 can not be reached on port %2 (%3). Check the route and the tunnel.")
                                    .arg(m_host)
                                    .arg(m_port)
                                    .arg(reason)));
        }());

    const QHostAddress &address = m_addresses[m_next++];
    sockaddr_storage storage;
    const socklen_t length = fillAddress(storage, address, m_port);
    m_notifier.reset();
    m_socket.reset(::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!m_socket.isValid())
        return failed(errno);
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr *>(&storage), length) != 0 &&
        errno != EINPROGRESS)
        return failed(errno);
    m_notifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Dialer::connected);
    if (const qsizetype left = m_addresses.size() - m_next; left > 0)
        m_patience.start(m_timeout.remainingTime() / static_cast<int>(left + 1));
}

void Dialer::connected()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return failed(error);
    end(std::move(m_socket));
}

void Dialer::failed(int error)
{
    m_lastError = error;
    m_patience.stop();
    if (m_notifier)
        m_notifier->setEnabled(false);
    QTimer::singleShot(0, this, &Dialer::tryNext); // not from within the notifier that tryNext() replaces
}

void Dialer::end(Result<FileDescriptor> result)
{
    m_timeout.stop();
    m_patience.stop();
    if (m_notifier)
        m_notifier->setEnabled(false);
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result)); // may destroy this
}

} // namespace skybro::ssh
