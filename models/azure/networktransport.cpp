#include "models/azure/networktransport.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>
#include <array>
#include <vector>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

constexpr int connectionsPerManager = 6; // QHttpNetworkConnection's channels
constexpr int mostManagers = 8;
constexpr qint64 largestAnswer = 64LL * 1024 * 1024;

/// This machine, or the link it is on: never by a proxy, and where IMDS speaks plain http.
bool isNear(const QString &host)
{
    if (host.compare(u"localhost"_s, Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    return address.isLoopback() || address.isLinkLocal();
}

/// A body that can be read once only, so that Qt can not send the request a second time by itself.
class OnceOnlyBody : public QIODevice
{
public:
    OnceOnlyBody(QByteArray bytes, QObject *parent)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    ~OnceOnlyBody() override { m_bytes.fill('\0'); }

    [[nodiscard]] bool isSequential() const override { return true; }
    /// This is what Qt calls to begin anew: after it is refused, the reply ends with ContentReSendError.
    bool seek(qint64) override { return false; }
    [[nodiscard]] bool atEnd() const override { return m_at == m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_bytes.size() - m_at + QIODevice::bytesAvailable();
    }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        if (count <= 0)
            return -1; // the end
        std::copy_n(m_bytes.constData() + m_at, count, data);
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

class ProxyFactory : public QNetworkProxyFactory
{
public:
    explicit ProxyFactory(std::optional<QNetworkProxy> proxy)
        : m_proxy(std::move(proxy))
    {
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (isNear(query.peerHostName()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return m_proxy ? QList<QNetworkProxy>{*m_proxy} : systemProxyForQuery(query);
    }

private:
    std::optional<QNetworkProxy> m_proxy;
};

} // namespace

struct NetworkTransport::Pool
{
    struct Member
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int calls = 0;
        bool retired = false; ///< takes no more calls: its connections keep the authorities they began with
    };
    QSslConfiguration ssl;
    bool systemIsMissing = false; ///< the system's authorities are wanted, but not read yet
    std::optional<QNetworkProxy> proxy;
    std::vector<Member> members;

    size_t take()
    {
        auto it = std::ranges::find_if(
            members, [](const Member &one) { return !one.retired && one.calls < connectionsPerManager; });
        if (it == members.end() && std::ranges::count(members, false, &Member::retired) < mostManagers) {
            auto manager = std::make_unique<QNetworkAccessManager>();
            manager->setProxyFactory(new ProxyFactory(proxy)); // the manager owns it
            manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
            manager->setCookieJar(nullptr);
            members.push_back({std::move(manager)});
            it = std::prev(members.end());
        }
        if (it == members.end())
            it = std::ranges::min_element(
                members, {}, [](const Member &one) { return std::pair(one.retired, one.calls); });
        ++it->calls;
        return static_cast<size_t>(it - members.begin());
    }

    /// Reads them now; false when they are not wanted or there already. They are 290 files and 120 ms, and a
    /// cloud with a CA file mostly does without.
    bool addSystemAuthorities()
    {
        if (!std::exchange(systemIsMissing, false))
            return false;
        ssl.addCaCertificates(QSslConfiguration::systemCaCertificates());
        for (Member &member : members)
            member.retired = true;
        return true;
    }
};

namespace {

/// Qt 6.4 takes a chunked answer for whole when the connection's end reaches it together with the last bytes
/// there are. JSON that does not end gives it away.
bool isCutShort(QNetworkReply &reply)
{
    if (reply.rawHeader("Transfer-Encoding").compare("chunked", Qt::CaseInsensitive) != 0)
        return false;
    const QByteArray body = reply.peek(reply.bytesAvailable()).trimmed();
    const auto opensAndStays = [&body](char opening, char closing) {
        return body.startsWith(opening) && !body.endsWith(closing);
    };
    return opensAndStays('{', '}') || opensAndStays('[', ']');
}

class NetworkCall : public HttpCall
{
    Q_DECLARE_TR_FUNCTIONS(skybro::azure)

public:
    NetworkCall(std::shared_ptr<NetworkTransport::Pool> pool, HttpRequest request, QObject *parent)
        : HttpCall(parent)
        , m_pool(std::move(pool))
        , m_request(std::move(request))
    {
    }
    ~NetworkCall() override { drop(); }

protected:
    void begin() override;
    void abort() override { drop(); }
    QString timedOutText() const override
    {
        return tr("%1 did not answer within %n second(s).", nullptr,
                  static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()))
            .arg(m_request.url.host());
    }

private:
    QNetworkReply *sendBy(QNetworkAccessManager &manager);
    void answered();
    void drop();
    [[nodiscard]] QString proxy() const;
    [[nodiscard]] Error networkError() const;

    std::shared_ptr<NetworkTransport::Pool> m_pool;
    HttpRequest m_request;
    QPointer<QNetworkReply> m_reply;
    std::optional<size_t> m_member;
    QString m_tlsError;
    bool m_isSent = false;
    bool m_isTooLarge = false;
};

void NetworkCall::begin()
{
    m_tlsError.clear();
    m_isSent = false;
    const QString scheme = m_request.url.scheme();
    const bool isPlain = scheme == u"http";
    if (!m_request.url.isValid() || m_request.url.host().isEmpty() || (!isPlain && scheme != u"https"))
        return finish(
            fail(ErrorKind::Invalid, tr("\"%1\" is no web address.").arg(m_request.url.toDisplayString())));
    if (isPlain && !isNear(m_request.url.host()))
        return finish(
            fail(ErrorKind::Invalid,
                 tr("%1 is to be reached by plain http, which is not safe: use https in the site file.")
                     .arg(m_request.url.host())));
    m_member = m_pool->take();
    m_reply = sendBy(*m_pool->members[*m_member].manager);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_isSent = true; });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_tlsError = errors.first().errorString();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (m_reply->bytesAvailable() > largestAnswer) {
            m_isTooLarge = true;
            m_reply->abort();
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, &NetworkCall::answered);
}

QNetworkReply *NetworkCall::sendBy(QNetworkAccessManager &manager)
{
    QNetworkRequest request(m_request.url);
    request.setSslConfiguration(m_pool->ssl);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // An answer that tells its length is received in one piece of memory, not in thousands handed from
    // thread to thread: half of the work of a long list.
    request.setAttribute(QNetworkRequest::MaximumDownloadBufferSizeAttribute, largestAnswer);
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(name, value);
    if (!m_request.headers.contains("User-Agent"))
        request.setRawHeader("User-Agent", "skybro/" SKYBRO_VERSION);
    if (m_request.bearer)
        request.setRawHeader("Authorization", "Bearer " + m_request.bearer->reveal());

    const QByteArray &method = m_request.method;
    if (method == "GET")
        return manager.get(request);
    if (method == "HEAD")
        return manager.head(request);
    if (method == "DELETE")
        return manager.deleteResource(request);
    const QByteArray body = m_request.secretBody ? m_request.secretBody->reveal() : m_request.body;
    if (!m_request.headers.contains("Content-Type"))
        request.setRawHeader("Content-Type", "application/json"); // or Qt says it is a form, and warns
    if (method == "PUT")
        return manager.put(request, body);

    auto *once = new OnceOnlyBody(body, nullptr);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    QNetworkReply *reply =
        method == "POST" ? manager.post(request, once) : manager.sendCustomRequest(request, method, once);
    once->setParent(reply);
    return reply;
}

void NetworkCall::answered()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    // Below 200 are Qt's errors of the connection, proxies included; from 200 on they repeat the HTTP status.
    const bool isWhole =
        status > 0 && (error == QNetworkReply::NoError || error >= 200) && !isCutShort(*m_reply);
    if (error == QNetworkReply::SslHandshakeFailedError && m_pool->addSystemAuthorities()) {
        drop();
        return begin(); // nothing was sent, so this is the first time still
    }
    if (!isWhole) {
        Error failure = networkError();
        drop();
        return finish(std::unexpected(std::move(failure)));
    }
    HttpResponse response;
    response.status = status;
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        response.headers.add(name, value);
    response.body = m_reply->readAll();
    drop();
    finish(std::move(response));
}

void NetworkCall::drop()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply.clear();
    }
    if (m_member)
        --m_pool->members[*std::exchange(m_member, std::nullopt)].calls;
}

/// " proxy:3128" when one is asked, else nothing.
QString NetworkCall::proxy() const
{
    const QNetworkProxyQuery query(m_request.url);
    const QNetworkProxy used = m_reply->manager()->proxyFactory()->queryProxy(query).value(0);
    if (used.hostName().isEmpty())
        return {};
    return u" %1:%2"_s.arg(used.hostName()).arg(used.port());
}

Error NetworkCall::networkError() const
{
    const QString host = m_request.url.port() > 0
                             ? u"%1:%2"_s.arg(m_request.url.host()).arg(m_request.url.port())
                             : m_request.url.host();
    Error error;
    error.kind = ErrorKind::Network;
    error.detail = m_reply->errorString();
    error.retryable = true;
    const auto set = [&error](QStringView code, QString text) {
        error.code = code.toString();
        error.text = std::move(text);
    };
    if (m_isTooLarge) {
        error.kind = ErrorKind::Protocol;
        error.retryable = false;
        set(networkcode::tooLarge, tr("The answer of %1 is larger than 64 MiB.").arg(host));
        return error;
    }
    switch (m_reply->error()) {
    case QNetworkReply::HostNotFoundError:
        set(networkcode::hostNotFound,
            tr("No address is known for %1: check the name and the network.").arg(host));
        break;
    case QNetworkReply::ConnectionRefusedError:
        set(networkcode::connectionRefused,
            tr("Nothing answers at %1: check the address, and that it is running.").arg(host));
        break;
    case QNetworkReply::SslHandshakeFailedError:
        error.retryable = m_tlsError.isEmpty(); // a certificate does not mend itself
        set(networkcode::tlsFailed,
            m_tlsError.isEmpty() ? tr("No secure connection to %1 could be made.").arg(host)
                                 : tr("The identity of %1 cannot be verified (%2): check caFile in the site "
                                      "file, and this machine's clock.")
                                       .arg(host, m_tlsError));
        break;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        set(networkcode::proxyFailed,
            tr("The proxy%1 does not let us through to %2: check the proxy.").arg(proxy(), host));
        break;
    case QNetworkReply::UnknownNetworkError:
        if (!m_isSent && proxy().isEmpty()) {
            set(networkcode::connectionFailed, tr("%1 cannot be reached: check the network.").arg(host));
            break;
        }
        if (!m_isSent) { // Qt says no more when it is the proxy that is not there
            set(networkcode::proxyFailed,
                tr("%1 cannot be reached by way of the proxy%2: check the proxy and the network.")
                    .arg(host, proxy()));
            break;
        }
        [[fallthrough]];
    default:
        set(networkcode::connectionBroke,
            tr("The connection to %1 broke before the answer was whole.").arg(host));
        break;
    }
    return error;
}

} // namespace

NetworkTransport::NetworkTransport(std::shared_ptr<Pool> pool)
    : m_pool(std::move(pool))
{
}

NetworkTransport::~NetworkTransport() = default;

Result<std::unique_ptr<NetworkTransport>> NetworkTransport::create(const TransportOptions &options)
{
    auto pool = std::make_shared<Pool>();
    pool->ssl = QSslConfiguration::defaultConfiguration();
    pool->ssl.setPeerVerifyMode(QSslSocket::VerifyPeer);
    pool->ssl.setProtocol(QSsl::TlsV1_2OrLater);
    if (!options.caFile.isEmpty()) {
        QFile file(options.caFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Invalid,
                        tr("The CA file %1 cannot be read: %2.").arg(options.caFile, file.errorString()));
        const QList<QSslCertificate> certificates = QSslCertificate::fromData(file.readAll(), QSsl::Pem);
        if (certificates.isEmpty())
            return fail(ErrorKind::Invalid,
                        tr("The CA file %1 holds no certificate in PEM form.").arg(options.caFile));
        pool->systemIsMissing = options.trustSystem;
        pool->ssl.setCaCertificates(certificates);
    }
    if (!options.proxy.isEmpty()) {
        const QString scheme = options.proxy.scheme();
        const bool isSocks = scheme == u"socks5";
        if (options.proxy.host().isEmpty() || (!isSocks && scheme != u"http"))
            return fail(ErrorKind::Invalid,
                        tr("The proxy %1 is not of the form http://host:port or socks5://host:port.")
                            .arg(options.proxy.toDisplayString()));
        pool->proxy = QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                                    options.proxy.host(),
                                    static_cast<quint16>(options.proxy.port(isSocks ? 1080 : 3128)),
                                    options.proxy.userName(), options.proxy.password());
    }
    return std::unique_ptr<NetworkTransport>(new NetworkTransport(std::move(pool)));
}

HttpCall *NetworkTransport::send(HttpRequest request, QObject *parent)
{
    return new NetworkCall(m_pool, std::move(request), parent);
}

} // namespace skybro::azure
