#include "models/azure/auth/clientsecret.h"

#include "models/azure/auth/tokenanswer.h"
#include "models/azure/requestjob.h"

#include <QCoreApplication>

namespace skybro::azure {

using namespace std::chrono_literals;

namespace {

class ClientSecretJob : public TokenJob
{
public:
    ClientSecretJob(Transport *transport, QUrl endpoint, QByteArray clientId, QByteArray scope,
                    SecretReader readSecret, Clock clock, QObject *parent)
        : TokenJob(parent)
        , m_transport(transport)
        , m_endpoint(std::move(endpoint))
        , m_clientId(std::move(clientId))
        , m_scope(std::move(scope))
        , m_readSecret(std::move(readSecret))
        , m_clock(std::move(clock))
    {
        setDeadline(90s);
    }

protected:
    void begin() override
    {
        m_reading = m_readSecret(this);
        m_reading->setDeadline(deadline());
        connect(m_reading, &Job::finished, this, [this, job = m_reading.data()] {
            if (!isRunning())
                return;
            const Result<Secret> secret = job->takeResult();
            if (!secret)
                return finish(std::unexpected(secret.error()));
            ask(*secret);
        });
        m_reading->start();
    }

    void abort() override
    {
        if (m_reading)
            m_reading->cancel();
        if (m_request)
            m_request->cancel();
    }

private:
    void ask(const Secret &secret)
    {
        HttpRequest request;
        request.method = "POST";
        request.url = m_endpoint;
        request.headers.add("Content-Type", "application/x-www-form-urlencoded");
        request.headers.add("Accept", "application/json");
        request.secretBody = std::make_shared<const Secret>(encodeForm({{"grant_type", "client_credentials"},
                                                                        {"client_id", m_clientId},
                                                                        {"client_secret", secret.reveal()},
                                                                        {"scope", m_scope}}));
        RequestContext context;
        context.transport = m_transport;
        context.toError = tokenError;
        context.attemptTimeout = 30s;
        m_request = new RequestJob(std::move(context), std::move(request), Repeat::Harmless, {}, this);
        m_request->setDeadline(deadline());
        m_request->then(this, [this](const Result<HttpResponse> &answer) {
            if (!answer)
                return finish(std::unexpected(answer.error()));
            finish(readTokenAnswer(answer->body, m_clock()));
        });
        m_request->start();
    }

    Transport *m_transport;
    QUrl m_endpoint;
    QByteArray m_clientId;
    QByteArray m_scope;
    SecretReader m_readSecret;
    Clock m_clock;
    QPointer<JobOf<Secret>> m_reading;
    QPointer<RequestJob> m_request;
};

class MemorySecretJob : public JobOf<Secret>
{
public:
    MemorySecretJob(std::shared_ptr<const Secret> secret, QObject *parent)
        : JobOf<Secret>(parent)
        , m_secret(std::move(secret))
    {
    }

protected:
    void begin() override { finish(m_secret->copy()); }

private:
    std::shared_ptr<const Secret> m_secret;
};

} // namespace

ClientSecretCredential::ClientSecretCredential(Transport *transport, Cloud cloud, QString tenant,
                                               QString clientId, SecretReader readSecret, Clock clock)
    : m_transport(transport)
    , m_cloud(std::move(cloud))
    , m_tenant(std::move(tenant))
    , m_clientId(std::move(clientId))
    , m_readSecret(std::move(readSecret))
    , m_clock(std::move(clock))
{
}

TokenJob *ClientSecretCredential::requestToken(QObject *parent)
{
    return new ClientSecretJob(m_transport, m_cloud.tokenEndpoint(m_tenant), m_clientId.toUtf8(),
                               m_cloud.scope().toUtf8(), m_readSecret, m_clock, parent);
}

QString ClientSecretCredential::name() const
{
    return QCoreApplication::translate("skybro::azure", "Client secret");
}

SecretReader secretFromMemory(Secret secret)
{
    return [shared = std::make_shared<const Secret>(std::move(secret))](QObject *parent) -> JobOf<Secret> * {
        return new MemorySecretJob(shared, parent);
    };
}

} // namespace skybro::azure
