#pragma once

#include "models/azure/armclient.h"
#include "models/azure/auth/devicecode.h"
#include "models/base/journal.h"
#include "models/fleet/fleet.h"
#include "models/fleet/powercontrol.h"
#include "models/fleet/refresher.h"
#include "models/secrets/secretstore.h"
#include "models/site/site.h"

#include <QLatin1StringView>
#include <QObject>

#include <functional>
#include <memory>

namespace skybro::fleet {

class PriceBook;

/// The name under which a site's client secret is kept in the secret store.
inline constexpr QLatin1StringView clientSecretName{"azure-client-secret"};

/// How a cluster is opened; the defaults are right for programs.
struct ClusterOptions
{
    QString currency = QStringLiteral("EUR"); ///< ISO 4217, for prices
    bool prices = true;                       ///< ask for prices at all
    Refresher::Parts parts = Refresher::Everything;
    bool takeUp = true;    ///< whether start() takes up what earlier runs left unfinished
    QString cacheFolder{}; ///< empty: $XDG_CACHE_HOME/skybro
    RefreshPolicy refresh{};
    PowerPolicy power{};
    azure::ArmOptions arm{};
    /// For tests; nothing: by the site file.
    std::shared_ptr<azure::Transport> transport{};
    std::function<std::unique_ptr<azure::Credential>(azure::Transport *, const azure::Cloud &)> credential{};
};

/// One site, opened: signing in, the door to Azure, the nodes, their prices and their power. What the console
/// shows and skybroctl works with. GUI thread only; journal and secrets outlive it.
class Cluster : public QObject
{
    Q_OBJECT

public:
    /// Asks nothing yet. Errors: Invalid, NotSignedIn: the site file lacks something, a file it names can not
    /// be read, or the environment has no credential. `secrets` may be nothing when the site keeps no secret
    /// there.
    [[nodiscard]] static Result<std::unique_ptr<Cluster>> open(const site::Site &site, Journal *journal,
                                                               secrets::SecretStore *secrets,
                                                               ClusterOptions options = {});
    ~Cluster() override;

    /// Asks for the nodes, goes on asking, and takes up what earlier runs left unfinished.
    void start();

    [[nodiscard]] const site::Site &site() const { return m_site; }
    [[nodiscard]] Fleet *fleet() const { return m_fleet.get(); }
    [[nodiscard]] PowerControl *power() const { return m_power.get(); }
    [[nodiscard]] Refresher *refresher() const { return m_refresher.get(); }
    /// Requests that wait for Azure's throttling, for the status line.
    [[nodiscard]] azure::Throttle &throttle() const { return m_client->throttle(); }
    [[nodiscard]] azure::ArmClient *client() const { return m_client.get(); }
    /// How it signs in, for the user: "Azure CLI".
    [[nodiscard]] QString credentialName() const;

signals:
    void signedIn();
    void signInFailed(const skybro::Error &error);
    /// A person has to enter this code: show it until deviceCodeDone().
    void deviceCodeReady(const skybro::azure::DeviceCode &code);
    void deviceCodeDone();

private:
    Cluster(site::Site site, Journal *journal);
    [[nodiscard]] Result<void> build(secrets::SecretStore *secrets, ClusterOptions options);
    [[nodiscard]] Result<std::unique_ptr<azure::Credential>> makeCredential(secrets::SecretStore *secrets,
                                                                            const azure::Cloud &cloud);

    site::Site m_site;
    Journal *m_journal;
    // In the order of their making: what comes later uses what comes before.
    std::shared_ptr<azure::Transport> m_transport;
    std::unique_ptr<azure::TokenSource> m_tokens;
    std::unique_ptr<azure::ArmClient> m_client;
    std::unique_ptr<PriceBook> m_prices;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<Refresher> m_refresher;
    std::unique_ptr<PowerControl> m_power;
    bool m_takeUp = true;
};

/// The cloud a site's file names.
[[nodiscard]] azure::Cloud cloudOf(const site::Azure &azure);

} // namespace skybro::fleet
