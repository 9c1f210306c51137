#include "models/azure/auth/devicecode.h"

#include "models/azure/auth/tokenanswer.h"
#include "models/azure/requestjob.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace skybro::azure {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView azureCliClientId = u"04b07795-8ddb-461a-bbee-02f9e1bf7b46";
constexpr qint64 defaultInterval = 5; // seconds; RFC 8628, 3.2
constexpr qint64 defaultLife = 900;

} // namespace

/// Renews by refresh token when there is one; else shows a code and polls until it was entered.
class DeviceCodeJob : public TokenJob
{
    Q_OBJECT

public:
    DeviceCodeJob(DeviceCodeCredential *credential, QObject *parent)
        : TokenJob(parent)
        , m_credential(credential)
    {
        setDeadline(20min); // a code lives 15
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &DeviceCodeJob::poll);
    }
    ~DeviceCodeJob() override { takeCodeDown(); }

protected:
    void begin() override
    {
        if (m_credential->m_refreshToken)
            renew();
        else
            askForCode();
    }

    void abort() override
    {
        m_timer.stop();
        if (m_request)
            m_request->cancel();
        takeCodeDown();
    }

    QString timedOutText() const override
    {
        return tr("Nobody signed in with the code in time: sign in again.");
    }

private:
    using Fields = QList<std::pair<QByteArray, QByteArray>>;

    void post(const QUrl &url, Fields fields, void (DeviceCodeJob::*done)(const Result<HttpResponse> &))
    {
        fields.prepend({"client_id", m_credential->m_clientId.toUtf8()});
        HttpRequest request;
        request.method = "POST";
        request.url = url;
        request.headers.add("Content-Type", "application/x-www-form-urlencoded");
        request.headers.add("Accept", "application/json");
        request.secretBody = std::make_shared<const Secret>(encodeForm(fields));
        RequestContext context;
        context.transport = m_credential->m_transport;
        context.toError = [this](const HttpResponse &response) {
            m_word = tokenErrorWord(response.body);
            return tokenError(response);
        };
        context.attemptTimeout = 30s;
        m_word.clear();
        m_request = new RequestJob(std::move(context), std::move(request), Repeat::Harmless, {}, this);
        m_request->then(this, [this, done](const Result<HttpResponse> &answer) {
            if (isRunning())
                (this->*done)(answer);
        });
        m_request->start();
    }

    QByteArray scope() const { return m_credential->m_cloud.scope().toUtf8() + " offline_access"; }
    QUrl tokenEndpoint() const { return m_credential->m_cloud.tokenEndpoint(m_credential->m_tenant); }

    void renew()
    {
        post(tokenEndpoint(),
             {{"grant_type", "refresh_token"},
              {"refresh_token", m_credential->m_refreshToken->reveal()},
              {"scope", scope()}},
             &DeviceCodeJob::renewed);
    }

    void renewed(const Result<HttpResponse> &answer)
    {
        if (answer)
            return signedIn(answer->body);
        if (answer.error().kind != ErrorKind::NotSignedIn)
            return finish(std::unexpected(answer.error()));
        m_credential->m_refreshToken.reset(); // revoked or expired: a person has to sign in
        askForCode();
    }

    void askForCode()
    {
        post(m_credential->m_cloud.deviceCodeEndpoint(m_credential->m_tenant), {{"scope", scope()}},
             &DeviceCodeJob::gotCode);
    }

    void gotCode(const Result<HttpResponse> &answer)
    {
        if (!answer)
            return finish(std::unexpected(answer.error()));
        const QJsonObject object = QJsonDocument::fromJson(answer->body).object();
        DeviceCode code;
        code.userCode = object.value("user_code"_L1).toString();
        code.verificationUri = QUrl(object.value("verification_uri"_L1).toString());
        if (code.verificationUri.isEmpty())
            code.verificationUri = QUrl(object.value("verification_url"_L1).toString());
        code.message = object.value("message"_L1).toString();
        QByteArray deviceCode = object.value("device_code"_L1).toString().toUtf8();
        if (code.userCode.isEmpty() || deviceCode.isEmpty() || !code.verificationUri.isValid())
            return finish(fail(ErrorKind::Protocol, tr("The sign-in service answered without a code.")));
        const qint64 life = std::max<qint64>(1, object.value("expires_in"_L1).toInteger(defaultLife));
        m_interval = std::max<qint64>(1, object.value("interval"_L1).toInteger(defaultInterval));
        code.expiresAt = m_credential->m_clock().addSecs(life);
        m_deviceCode = std::make_shared<const Secret>(std::move(deviceCode));
        m_codeIsUp = true;
        emit m_credential->codeReady(code);
        pollLater();
    }

    void pollLater() { m_timer.start(m_interval * m_credential->m_second); }

    void poll()
    {
        post(tokenEndpoint(),
             {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
              {"device_code", m_deviceCode->reveal()}},
             &DeviceCodeJob::polled);
    }

    void polled(const Result<HttpResponse> &answer)
    {
        if (answer)
            return signedIn(answer->body);
        if (m_word == "authorization_pending"_L1)
            return pollLater();
        if (m_word == "slow_down"_L1) {
            m_interval += 5; // RFC 8628, 3.5
            return pollLater();
        }
        if (answer.error().retryable) // no network for a moment: the code is still good
            return pollLater();
        takeCodeDown();
        Error error = answer.error();
        if (m_word == "expired_token"_L1 || m_word == "code_expired"_L1)
            error.text = tr("The code expired before it was entered: sign in again.");
        else if (m_word == "authorization_declined"_L1 || m_word == "access_denied"_L1)
            error.text = tr("The sign-in was declined on the other device: sign in again.");
        finish(std::unexpected(error));
    }

    void signedIn(const QByteArray &body)
    {
        takeCodeDown();
        Secret refresh = readRefreshToken(body);
        if (!refresh.isEmpty())
            m_credential->m_refreshToken = std::make_shared<const Secret>(std::move(refresh));
        finish(readTokenAnswer(body, m_credential->m_clock()));
    }

    void takeCodeDown()
    {
        if (std::exchange(m_codeIsUp, false) && m_credential)
            emit m_credential->codeDone();
    }

    QPointer<DeviceCodeCredential> m_credential;
    QTimer m_timer;
    QPointer<RequestJob> m_request;
    std::shared_ptr<const Secret> m_deviceCode;
    QString m_word; ///< the last refusal's "error"
    qint64 m_interval = defaultInterval;
    bool m_codeIsUp = false;
};

DeviceCodeCredential::DeviceCodeCredential(Transport *transport, Cloud cloud, QString tenant,
                                           QString clientId, Clock clock)
    : m_transport(transport)
    , m_cloud(std::move(cloud))
    , m_tenant(tenant.isEmpty() ? u"organizations"_s : std::move(tenant))
    , m_clientId(clientId.isEmpty() ? azureCliClientId.toString() : std::move(clientId))
    , m_clock(std::move(clock))
{
}

TokenJob *DeviceCodeCredential::requestToken(QObject *parent)
{
    return new DeviceCodeJob(this, parent);
}

} // namespace skybro::azure

#include "devicecode.moc"
