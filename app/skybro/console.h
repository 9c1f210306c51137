#pragma once

#include "models/base/journal.h"
#include "models/base/settings.h"
#include "models/fleet/cluster.h"
#include "models/topology/topologyfeed.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"

#include <functional>
#include <memory>

namespace skybro::ui {
class WelcomePage;
}

namespace skybro::console {

class DemoCloud;
class Notifier;
class SetupBackend;
class SshAccess;
class TunnelBackend;

/// Puts the console together: opens a site, makes its pages, and lets go of all when another is chosen. Knows
/// everybody; nobody knows it.
class Console : public QObject
{
    Q_OBJECT

public:
    explicit Console(QObject *parent = nullptr);
    ~Console() override;

    [[nodiscard]] ui::MainWindow *window() { return m_window.get(); }
    [[nodiscard]] ui::Theme *theme() { return &m_theme; }
    [[nodiscard]] fleet::Cluster *cluster() { return m_cluster.get(); }

    /// The last site, the only one, or the first-start page.
    void openUsual();
    /// A name or a path.
    void openSite(const QString &nameOrPath);
    void openDemo();
    /// The page to be shown once a site is open; the overview otherwise.
    void setFirstPage(const QString &id) { m_firstPage = id; }

    /// Ids of the pages, in the order of the navigation.
    [[nodiscard]] static QStringList pageIds();

signals:
    /// The pages of what was asked for are there (perhaps still without data), or those of the first start.
    void opened();
    void failed(const skybro::Error &error);

private:
    void open(const site::Site &site, const QString &journalPath);
    /// The same site anew, on the same page.
    void reopen();
    void close();
    void showPages();
    void showWelcome(const std::optional<Error> &error = std::nullopt);
    void addSite(const site::Site &site, Secret secret);
    /// Keeps a site's client secret; the first-start page says why when it can not be.
    void keepSecret(const QString &site, Secret secret, const std::function<void()> &then);
    void listSites();
    void tellConnection();
    void makeTunnel();
    void tellTunnel();
    /// Opened when something is first to be kept.
    [[nodiscard]] secrets::SecretStore *secretStore();

    Settings m_settings;
    ui::Theme m_theme;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<secrets::SecretStore> m_secrets;
    std::unique_ptr<DemoCloud> m_demo;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<fleet::Cluster> m_cluster;
    std::unique_ptr<topology::TopologyFeed> m_topology;
    // In the order of their making: what comes later uses what comes before.
    std::unique_ptr<SshAccess> m_ssh;
    std::unique_ptr<SetupBackend> m_setup;
    std::unique_ptr<TunnelBackend> m_tunnel;
    std::unique_ptr<Notifier> m_notifier;
    std::function<void()> m_again; ///< what the user last wanted opened
    QString m_firstPage;
    QString m_current; ///< name of the open site
};

} // namespace skybro::console
