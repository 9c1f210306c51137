#include "models/azure/auth/managedidentity.h"

#include "models/azure/apiversions.h"
#include "models/azure/auth/tokenanswer.h"
#include "models/azure/requestjob.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace skybro::azure {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Error identityError(const HttpResponse &response)
{
    Error error = tokenError(response);
    if (response.status == 400 || response.status == 404) {
        error.kind = ErrorKind::NotSignedIn;
        error.text = QCoreApplication::translate(
            "skybro::azure",
            "This machine has no such managed identity: assign one to the VM in Azure, or correct "
            "clientId in the site file.");
        // "410 Gone" and 5xx while IMDS is updated pass by themselves; a 404 here may too, but for an answer
        // to a person waiting it is the plain no.
    }
    error.retryable = error.retryable || response.status == 410;
    return error;
}

class ManagedIdentityJob : public TokenJob
{
public:
    ManagedIdentityJob(Transport *transport, HttpRequest request, Clock clock, QObject *parent)
        : TokenJob(parent)
        , m_transport(transport)
        , m_url(request.url)
        , m_clock(std::move(clock))
    {
        setDeadline(30s);
        RequestContext context;
        context.transport = m_transport;
        context.toError = identityError;
        context.attemptTimeout = 10s; // link-local: an answer comes at once or never
        context.retry.attempts = 3;
        m_request = new RequestJob(std::move(context), std::move(request), Repeat::Harmless, {}, this);
    }

protected:
    void begin() override
    {
        m_request->setDeadline(deadline());
        m_request->then(this, [this](const Result<HttpResponse> &answer) {
            if (answer)
                return finish(readTokenAnswer(answer->body, m_clock()));
            Error error = answer.error();
            if (error.kind == ErrorKind::Network || error.kind == ErrorKind::TimedOut)
                error.text = QCoreApplication::translate(
                                 "skybro::azure",
                                 "No managed identity service at %1: that credential works on Azure's "
                                 "own machines only; choose another in the site file.")
                                 .arg(m_url.host());
            finish(std::unexpected(error));
        });
        m_request->start();
    }

    void abort() override
    {
        if (m_request)
            m_request->cancel();
    }

private:
    Transport *m_transport;
    QUrl m_url;
    Clock m_clock;
    QPointer<RequestJob> m_request;
};

} // namespace

ManagedIdentityCredential::Options ManagedIdentityCredential::optionsFromEnvironment()
{
    Options options;
    const QString endpoint = qEnvironmentVariable("IDENTITY_ENDPOINT");
    QByteArray header = qgetenv("IDENTITY_HEADER");
    if (!endpoint.isEmpty() && !header.isEmpty()) {
        options.identityEndpoint = QUrl(endpoint);
        options.identityHeader = std::make_shared<const Secret>(std::move(header));
    }
    return options;
}

ManagedIdentityCredential::ManagedIdentityCredential(Transport *transport, Cloud cloud, Options options,
                                                     Clock clock)
    : m_transport(transport)
    , m_cloud(std::move(cloud))
    , m_options(std::move(options))
    , m_clock(std::move(clock))
{
}

TokenJob *ManagedIdentityCredential::requestToken(QObject *parent)
{
    const bool isAppService = !m_options.identityEndpoint.isEmpty();
    HttpRequest request;
    request.url = isAppService ? m_options.identityEndpoint : m_options.imds;
    if (!isAppService)
        request.url.setPath(u"/metadata/identity/oauth2/token"_s);
    QUrlQuery query(request.url);
    query.addQueryItem(u"api-version"_s,
                       (isAppService ? apiversion::appServiceIdentity : apiversion::imds).toString());
    query.addQueryItem(u"resource"_s, QString::fromLatin1(QUrl::toPercentEncoding(m_cloud.audience)));
    if (!m_options.clientId.isEmpty())
        query.addQueryItem(u"client_id"_s, QString::fromLatin1(QUrl::toPercentEncoding(m_options.clientId)));
    request.url.setQuery(query);
    if (isAppService && m_options.identityHeader)
        request.headers.add("X-IDENTITY-HEADER", m_options.identityHeader->reveal());
    else
        request.headers.add("Metadata", "true");
    return new ManagedIdentityJob(m_transport, std::move(request), m_clock, parent);
}

} // namespace skybro::azure
