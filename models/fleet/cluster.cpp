#include "models/fleet/cluster.h"

#include "models/azure/auth/azurecli.h"
#include "models/azure/auth/clientsecret.h"
#include "models/azure/auth/environment.h"
#include "models/azure/auth/managedidentity.h"
#include "models/azure/networktransport.h"
#include "models/base/basedirs.h"
#include "models/fleet/pricebook.h"
#include "models/secrets/secretfile.h"

namespace skybro::fleet {

using namespace Qt::StringLiterals;

namespace {

/// The file is read anew for each token: nobody holds its content for longer.
class ReadFileJob : public JobOf<Secret>
{
public:
    ReadFileJob(QString path, QObject *parent)
        : JobOf<Secret>(parent)
        , m_path(std::move(path))
    {
    }

protected:
    void begin() override { finish(secrets::readSecretFile(m_path)); }

private:
    QString m_path;
};

} // namespace

azure::Cloud cloudOf(const site::Azure &azure)
{
    azure::Cloud cloud;
    switch (azure.cloud) {
    case site::CloudName::Public:
        cloud = azure::Cloud::publicCloud();
        break;
    case site::CloudName::UsGovernment:
        cloud = azure::Cloud::usGovernment();
        break;
    case site::CloudName::China:
        cloud = azure::Cloud::china();
        break;
    case site::CloudName::Custom:
        cloud = azure::Cloud::custom(azure.resourceManager, azure.authority);
        break;
    }
    if (!azure.retailPrices.isEmpty())
        cloud.retailPrices = azure.retailPrices;
    return cloud;
}

Result<std::unique_ptr<Cluster>> Cluster::open(const site::Site &site, Journal *journal,
                                               secrets::SecretStore *secrets, ClusterOptions options)
{
    std::unique_ptr<Cluster> cluster(new Cluster(site, journal));
    if (const Result<void> built = cluster->build(secrets, std::move(options)); !built)
        return std::unexpected(built.error());
    return cluster;
}

Cluster::Cluster(site::Site site, Journal *journal)
    : m_site(std::move(site))
    , m_journal(journal)
{
}

Cluster::~Cluster() = default;

Result<void> Cluster::build(secrets::SecretStore *secrets, ClusterOptions options)
{
    const azure::Cloud cloud = cloudOf(m_site.azure);
    m_takeUp = options.takeUp;
    m_transport = options.transport;
    if (!m_transport) {
        auto transport = azure::NetworkTransport::create(
            {.caFile = m_site.azure.caFile, .trustSystem = true, .proxy = m_site.azure.proxy});
        if (!transport)
            return std::unexpected(transport.error());
        m_transport = std::move(*transport);
    }
    std::unique_ptr<azure::Credential> credential;
    if (options.credential) {
        credential = options.credential(m_transport.get(), cloud);
    } else {
        auto made = makeCredential(secrets, cloud);
        if (!made)
            return std::unexpected(made.error());
        credential = std::move(*made);
    }
    if (auto *deviceCode = dynamic_cast<azure::DeviceCodeCredential *>(credential.get())) {
        connect(deviceCode, &azure::DeviceCodeCredential::codeReady, this, &Cluster::deviceCodeReady);
        connect(deviceCode, &azure::DeviceCodeCredential::codeDone, this, &Cluster::deviceCodeDone);
    }
    m_tokens = std::make_unique<azure::TokenSource>(std::move(credential), options.arm.clock);
    connect(m_tokens.get(), &azure::TokenSource::signedIn, this, &Cluster::signedIn);
    connect(m_tokens.get(), &azure::TokenSource::signInFailed, this, &Cluster::signInFailed);

    m_client = std::make_unique<azure::ArmClient>(m_transport.get(), m_tokens.get(), cloud, options.arm);
    if (options.prices) {
        const QString folder =
            options.cacheFolder.isEmpty() ? cacheHome() + u"/skybro"_s : options.cacheFolder;
        m_prices = std::make_unique<PriceBook>(m_transport.get(), cloud, options.currency, folder,
                                               options.arm.clock);
    }
    m_fleet = std::make_unique<Fleet>();
    m_refresher = std::make_unique<Refresher>(
        m_fleet.get(), m_client.get(), m_prices.get(),
        FleetScope{.subscription = m_site.azure.subscription, .resourceGroups = m_site.azure.resourceGroups},
        options.refresh);
    m_refresher->setParts(options.parts);
    m_power = std::make_unique<PowerControl>(m_fleet.get(), m_refresher.get(), m_client.get(), m_journal,
                                             m_site.name, options.power);
    return {};
}

Result<std::unique_ptr<azure::Credential>> Cluster::makeCredential(secrets::SecretStore *secrets,
                                                                   const azure::Cloud &cloud)
{
    using std::make_unique;
    const site::Azure &azure = m_site.azure;
    switch (azure.credential) {
    case site::CredentialKind::AzureCli:
        return make_unique<azure::AzureCliCredential>(azure::AzureCliCredential::Options{
            .tenant = azure.tenant, .subscription = azure.subscription, .resource = cloud.audience});
    case site::CredentialKind::Environment:
        return azure::environmentCredential(m_transport.get(), cloud, azure.tenant, azure.clientId);
    case site::CredentialKind::ClientSecret: {
        azure::SecretReader reader;
        if (!azure.secretFile.isEmpty()) {
            reader = [path = azure.secretFile](QObject *parent) { return new ReadFileJob(path, parent); };
        } else if (secrets) {
            reader = [secrets, site = m_site.name](QObject *parent) -> JobOf<Secret> * {
                auto *job = secrets->read({.site = site, .name = QString(clientSecretName)});
                job->setParent(parent);
                return job;
            };
        } else {
            return fail(ErrorKind::NotSignedIn,
                        tr("The site %1 keeps its client secret in the keychain, and there is none here.")
                            .arg(m_site.name));
        }
        return make_unique<azure::ClientSecretCredential>(m_transport.get(), cloud, azure.tenant,
                                                          azure.clientId, std::move(reader));
    }
    case site::CredentialKind::DeviceCode:
        return make_unique<azure::DeviceCodeCredential>(m_transport.get(), cloud, azure.tenant,
                                                        azure.clientId);
    case site::CredentialKind::ManagedIdentity: {
        auto options = azure::ManagedIdentityCredential::optionsFromEnvironment();
        options.clientId = azure.clientId;
        return make_unique<azure::ManagedIdentityCredential>(m_transport.get(), cloud, std::move(options));
    }
    }
    Q_UNREACHABLE();
}

void Cluster::start()
{
    m_refresher->start();
    if (m_takeUp)
        m_power->resume();
}

QString Cluster::credentialName() const
{
    return m_tokens->credential().name();
}

} // namespace skybro::fleet
