#include "app/skybro/console.h"

#include "app/skybro/democloud.h"
#include "app/skybro/notifier.h"
#include "app/skybro/setupbackend.h"
#include "app/skybro/sshaccess.h"
#include "app/skybro/tunnelbackend.h"
#include "models/base/log.h"
#include "models/playbook/run/runrecorder.h"
#include "models/site/sitefile.h"
#include "models/topology/topologyquery.h"
#include "models/tunnel/monitor/history.h"
#include "ui/activity/activitypage.h"
#include "ui/common/banner.h"
#include "ui/common/page.h"
#include "ui/common/tunneltexts.h"
#include "ui/nodes/nodespage.h"
#include "ui/overview/overviewpage.h"
#include "ui/setup/setuppage.h"
#include "ui/shell/devicecodebar.h"
#include "ui/shell/secretbar.h"
#include "ui/shell/settingspage.h"
#include "ui/shell/signinform.h"
#include "ui/shell/statusline.h"
#include "ui/shell/welcomepage.h"
#include "ui/topology/topologypage.h"
#include "ui/tunnel/tunnelpage.h"

#include <QDesktopServices>

namespace skybro::console {

using namespace Qt::StringLiterals;

Console::Console(QObject *parent)
    : QObject(parent)
    , m_window(std::make_unique<ui::MainWindow>(&m_theme, &m_settings))
{
    m_theme.setChoice(ui::Theme::fromWord(m_settings.get(setting::theme)));
    m_window->setFootPages({new ui::SettingsPage(&m_settings)});
    // Queued: they come from menus that are made anew meanwhile.
    connect(m_window.get(), &ui::MainWindow::siteChosen, this, &Console::openSite, Qt::QueuedConnection);
    connect(m_window.get(), &ui::MainWindow::demoWanted, this, &Console::openDemo, Qt::QueuedConnection);
    connect(
        m_window.get(), &ui::MainWindow::addSiteWanted, this, [this] { showWelcome(); },
        Qt::QueuedConnection);
    auto *secret = new ui::SecretBar;
    m_window->addBar(secret);
    connect(m_window.get(), &ui::MainWindow::secretWanted, secret,
            [this, secret] { secret->ask(m_current, secretStore()->description()); });
    connect(secret, &ui::SecretBar::entered, this, [this](const std::shared_ptr<Secret> &value) {
        keepSecret(m_current, std::move(*value), [this, site = m_current] {
            if (m_cluster && m_current == site)
                reopen();
        });
    });
    connect(this, &Console::opened, secret, &QWidget::hide);
    connect(m_window.get(), &ui::MainWindow::refreshWanted, this, [this] {
        if (m_cluster)
            m_cluster->fleet()->refresh();
        if (m_tunnel)
            m_tunnel->refresh();
    });
    connect(m_window.get(), &ui::MainWindow::watchedChanged, this, [this](bool watched) {
        if (m_cluster)
            m_cluster->fleet()->setWatched(watched);
    });
    connect(&m_settings, &Settings::changed, this, [this](const QString &name) {
        // Prices come in one currency at a time: the site is opened anew.
        if (name == QLatin1StringView(setting::currency.name) && m_cluster)
            reopen();
    });
    listSites();
}

Console::~Console()
{
    close();
}

QStringList Console::pageIds()
{
    return {u"overview"_s, u"nodes"_s, u"topology"_s, u"tunnel"_s, u"setup"_s, u"activity"_s, u"settings"_s};
}

void Console::openUsual()
{
    const QStringList names = site::siteNames();
    const QString last = m_settings.get(setting::lastSite);
    if (names.contains(last))
        openSite(last);
    else if (names.size() == 1)
        openSite(names.first());
    else
        showWelcome();
}

void Console::openSite(const QString &nameOrPath)
{
    m_demo.reset();
    m_again = [this, nameOrPath] { openSite(nameOrPath); };
    const Result<site::Site> read = site::readSite(site::sitePath(nameOrPath));
    if (!read) {
        showWelcome(read.error());
        return;
    }
    m_settings.set(setting::lastSite, read->name);
    open(*read, Journal::defaultPath());
}

void Console::openDemo()
{
    if (m_demo && m_cluster)
        return;
    close();
    m_again = [this] { openDemo(); };
    m_demo = std::make_unique<DemoCloud>();
    connect(m_demo.get(), &DemoCloud::ready, this, [this] {
        Result<site::Site> read = site::readSite(m_demo->sitePath());
        if (read) {
            read->setup.playbooks = QStringList{m_demo->playbooksPath()};
            open(*read, m_demo->journalPath());
        } else
            showWelcome(read.error());
    });
    connect(
        m_demo.get(), &DemoCloud::failed, this,
        [this](const Error &error) {
            m_demo.reset();
            showWelcome(error);
        },
        Qt::QueuedConnection);
    m_demo->start();
}

void Console::open(const site::Site &site, const QString &journalPath)
{
    close();
    Result<std::unique_ptr<Journal>> journal = Journal::open(journalPath);
    if (!journal) {
        showWelcome(journal.error());
        return;
    }
    m_journal = std::move(*journal);
    const bool keepsSecret =
        site.azure.credential == site::CredentialKind::ClientSecret && site.azure.secretFile.isEmpty();
    if (keepsSecret)
        (void)secretStore();
    fleet::ClusterOptions options;
    options.currency = m_settings.get(setting::currency);
    Result<std::unique_ptr<fleet::Cluster>> cluster =
        fleet::Cluster::open(site, m_journal.get(), m_secrets.get(), options);
    if (!cluster) {
        showWelcome(cluster.error());
        return;
    }
    m_cluster = std::move(*cluster);
    m_current = site.name;
    m_window->actions()->find(u"app.secret"_s)->setVisible(keepsSecret);
    m_journal->setWatching(true);
    log::info("console", "Opened site {} ({})", site.name, site.path);
    showPages();
    listSites();
    m_cluster->fleet()->setWatched(m_window->isVisible() && !m_window->isMinimized());
    m_cluster->start();
    m_tunnel->start();
    emit opened();
}

void Console::reopen()
{
    const site::Site site = m_cluster->site(); // a copy: the cluster goes first
    m_firstPage = m_window->currentPage() ? m_window->currentPage()->id() : QString();
    open(site, m_demo ? m_demo->journalPath() : Journal::defaultPath());
}

void Console::close()
{
    // Pages look at the cluster, the cluster writes the journal.
    m_window->statusLine()->watch(nullptr, {});
    m_window->setPages({});
    m_window->statusLine()->setTunnel({}, {});
    m_notifier.reset();
    m_tunnel.reset();
    m_setup.reset();
    m_ssh.reset();
    m_topology.reset();
    m_cluster.reset();
    m_journal.reset();
    m_current.clear();
    m_window->actions()->find(u"app.secret"_s)->setVisible(false);
}

void Console::showPages()
{
    fleet::Cluster *cluster = m_cluster.get();
    ui::Actions *actions = m_window->actions();
    const auto perform = [cluster](fleet::PowerAction action, const QStringList &ids) {
        return cluster->power()->apply(cluster->power()->plan(action, ids));
    };
    auto *nodes =
        new ui::NodesPage(cluster->fleet(), m_journal.get(), m_current, perform, actions, &m_settings);
    const auto cancel = [cluster](const QStringList &ids) {
        for (const QString &id : ids)
            cluster->power()->cancel(id);
    };
    auto *overview = new ui::OverviewPage(cluster->fleet(), m_journal.get(), m_current, actions);
    m_topology = std::make_unique<topology::TopologyFeed>(
        [cluster] {
            return new topology::TopologyQuery(cluster->client(), cluster->site().azure.subscription);
        },
        cluster->fleet(), cluster->site());
    auto *topology = new ui::TopologyPage(m_topology.get(), actions, &m_settings);
    auto *activity = new ui::ActivityPage(m_journal.get(), m_current, cancel, actions);
    m_ssh =
        std::make_unique<SshAccess>(cluster->site().ssh, m_window.get(), [this] { return secretStore(); });
    m_setup = std::make_unique<SetupBackend>(
        SetupBackend::Context{.site = cluster->site(),
                              .fleet = cluster->fleet(),
                              .journal = m_journal.get(),
                              .ssh = m_ssh.get(),
                              .runsFolder = m_demo ? m_demo->runsPath() : QString()});
    // Runs whose console was killed say in the journal how far they had come.
    (void)playbook::settleAbandonedRuns(*m_journal, m_current, m_demo ? m_demo->runsPath() : QString());
    auto *setup = new ui::SetupPage(m_setup->services(), actions, &m_settings);
    makeTunnel();
    auto *tunnel = new ui::TunnelPage(m_tunnel->services(), actions, &m_settings);
    if (m_tunnel->monitor())
        overview->watch(m_tunnel->monitor());
    m_window->setPages({overview, nodes, topology, tunnel, setup, activity});
    m_window->statusLine()->watch(m_journal.get(), m_current);
    if (!m_firstPage.isEmpty())
        m_window->showPage(m_firstPage);
    m_firstPage.clear();

    auto *code = new ui::DeviceCodeBar;
    m_window->addBar(code);
    connect(cluster, &QObject::destroyed, code, &QObject::deleteLater);
    connect(cluster, &fleet::Cluster::deviceCodeReady, code,
            [code](const azure::DeviceCode &c) { code->showCode(c.userCode, c.verificationUri); });
    connect(cluster, &fleet::Cluster::deviceCodeDone, code, &QWidget::hide);
    connect(code, &ui::DeviceCodeBar::pageWanted, code,
            [](const QUrl &page) { QDesktopServices::openUrl(page); });
    if (!m_journal->setAside().isEmpty()) {
        auto *aside = new ui::ErrorBanner(u"journal.aside"_s);
        m_window->addBar(aside);
        connect(cluster, &QObject::destroyed, aside, &QObject::deleteLater);
        connect(aside, &ui::ErrorBanner::retryWanted, aside, &QWidget::hide);
        aside->setError(
            makeError(ErrorKind::Internal,
                      tr("The journal was damaged; a new one was begun. The old one is kept as %1.")
                          .arg(m_journal->setAside())));
    }
    connect(cluster->fleet(), &fleet::Fleet::freshnessChanged, this, &Console::tellConnection);
    connect(&cluster->throttle(), &azure::Throttle::changed, this, &Console::tellConnection);
    tellConnection();
}

void Console::makeTunnel()
{
    m_tunnel = std::make_unique<TunnelBackend>(
        TunnelBackend::Context{.cluster = m_cluster.get(),
                               .ssh = m_ssh.get(),
                               .storePath = m_demo ? m_demo->tunnelPath() : tunnel::historyPath(),
                               .journal = m_journal.get(),
                               .secrets = [this] { return secretStore(); },
                               .gateway = m_demo ? m_demo->gateway() : nullptr});
    tunnel::TunnelMonitor *monitor = m_tunnel->monitor();
    if (!monitor)
        return;
    connect(monitor, &tunnel::TunnelMonitor::sampled, this, &Console::tellTunnel);
    if (!m_demo) // what is played is no news for the desktop
        m_notifier = std::make_unique<Notifier>(monitor, m_current);
    tellTunnel();
}

void Console::tellTunnel()
{
    const tunnel::TunnelNow &now = m_tunnel->monitor()->now();
    const QString why = now.findings.isEmpty() ? QString() : now.findings.constFirst().sentence;
    m_window->statusLine()->setTunnel(ui::tunnelStatusLook(now), why);
    if (const QString connection = now.evidence.azure.connectionId; !connection.isEmpty())
        m_topology->setTraffic(connection, topology::trafficOf(now));
}

secrets::SecretStore *Console::secretStore()
{
    if (!m_secrets)
        m_secrets = secrets::openSecretStore();
    return m_secrets.get();
}

void Console::tellConnection()
{
    if (!m_cluster)
        return;
    const fleet::Freshness &fresh = m_cluster->fleet()->freshness();
    const azure::Throttle &throttle = m_cluster->throttle();
    const QString how = tr("Signs in by: %1").arg(m_cluster->credentialName());
    ui::Look look;
    if (fresh.problem)
        look = {fresh.problem->kind == ErrorKind::NotSignedIn ? u"key"_s : u"cloud-off"_s,
                ui::errorHeadline(*fresh.problem), ui::Tone::Bad};
    else if (throttle.waitingUntil().isValid())
        look = {u"clock"_s, tr("Azure asks to wait: %n request(s) queued", nullptr, throttle.queued()),
                ui::Tone::Warning};
    else if (fresh.asOf.isValid())
        look = {u"cloud"_s, tr("Azure answers"), ui::Tone::Quiet};
    m_window->statusLine()->setConnection(look, how);
}

void Console::showWelcome(const std::optional<Error> &error)
{
    close();
    auto *welcome = new ui::WelcomePage;
    welcome->setError(error);
    connect(welcome, &ui::WelcomePage::demoWanted, this, &Console::openDemo, Qt::QueuedConnection);
    connect(
        welcome, &ui::WelcomePage::siteEntered, this,
        [this](const site::Site &site, const std::shared_ptr<Secret> &secret) {
            addSite(site, std::move(*secret));
        },
        Qt::QueuedConnection);
    connect(welcome->form(), &ui::SignInForm::subscriptionsWanted, welcome, [form = welcome->form()] {
        auto *job = new azure::ListCliSubscriptionsJob(form);
        job->then(form, [form](const Result<QList<azure::CliSubscription>> &list) { form->offer(list); });
        job->start();
    });
    connect(
        welcome, &ui::WelcomePage::retryWanted, this,
        [this] {
            if (const auto again = m_again)
                again();
            else
                openUsual();
        },
        Qt::QueuedConnection);
    m_window->setLonePage(welcome);
    listSites();
    if (error) {
        log::warning("console", "{}", error->text);
        emit failed(*error);
    }
    emit opened();
}

void Console::addSite(const site::Site &site, Secret secret)
{
    // The site file comes last: should the secret not be kept, nothing half-written stays.
    const auto write = [this, site] {
        if (const Result<void> written = site::writeSite(site))
            openSite(site.path);
        else
            showWelcome(written.error());
    };
    if (secret.isEmpty()) {
        write();
        return;
    }
    keepSecret(site.name, std::move(secret), write);
}

void Console::keepSecret(const QString &site, Secret secret, const std::function<void()> &then)
{
    secrets::WriteSecretJob *job =
        secretStore()->write({site, QString(fleet::clientSecretName)}, std::move(secret));
    job->setParent(this);
    job->then(this, [this, then](const Result<void> &kept) {
        if (kept)
            then();
        else
            showWelcome(kept.error());
    });
    job->start();
}

void Console::listSites()
{
    QStringList names = site::siteNames();
    if (!m_current.isEmpty() && !names.contains(m_current))
        names.prepend(m_current);
    m_window->setSites(names, m_current);
}

} // namespace skybro::console
