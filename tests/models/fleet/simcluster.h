#pragma once

#include "models/azure/auth/clientsecret.h"
#include "models/fleet/cluster.h"
#include "models/simulator/demo.h"
#include "models/simulator/powerstate.h"
#include "tests/models/fleet/simtransport.h"

#include <QEventLoop>
#include <QTimer>

namespace skybro::fleet {

/// Runs the event loop until `isSo()`; false when that takes too long. (QTest's own waiting sleeps 10 ms a
/// turn, which is a second of the simulated Azure's time.)
template <typename Predicate>
[[nodiscard]] bool runUntil(Predicate isSo, std::chrono::milliseconds limit = std::chrono::seconds(10))
{
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (isSo())
            loop.exit(0);
    });
    poll.start(1);
    QTimer::singleShot(limit, &loop, [&loop] { loop.exit(1); });
    return loop.exec() == 0;
}

/// A cluster on a simulated Azure of its own, in this process, some hundred times faster than life.
struct SimCluster
{
    static constexpr double speed = 100;

    sim::Azure azure;
    std::shared_ptr<SimTransport> transport;
    std::unique_ptr<Cluster> cluster;

    SimCluster(Journal *journal, const QString &siteName, int nodes, sim::Settings settings = {},
               FaultRates faults = {}, const QString &priceFolder = {},
               std::chrono::milliseconds askWhenStill = std::chrono::milliseconds(60))
        : azure(settings)
    {
        // Azure's limits are by the second, and the client keeps to them in ours: they do not shrink with
        // time.
        azure.world().settings.throttling = false;
        azure.advanceTo(QDateTime::currentMSecsSinceEpoch());
        sim::buildDemo(azure.world(), sim::demoNodes(nodes));
        transport = std::make_shared<SimTransport>(azure, speed, faults, static_cast<quint32>(settings.seed));
        open(journal, siteName, priceFolder, askWhenStill);
    }

    /// Prices are asked for where there is a folder to keep them.
    void open(Journal *journal, const QString &siteName, const QString &priceFolder,
              std::chrono::milliseconds askWhenStill)
    {
        using namespace std::chrono_literals;
        site::Site site;
        site.name = siteName;
        site.azure.cloud = site::CloudName::Custom;
        site.azure.resourceManager = QUrl(QStringLiteral("https://sim.test"));
        site.azure.authority = site.azure.resourceManager;
        site.azure.retailPrices = QUrl(QStringLiteral("https://sim.test/api/retail/prices"));
        site.azure.tenant = azure.world().tenant;
        site.azure.subscription = azure.world().subscription;
        site.azure.resourceGroups = {QStringLiteral("rg-hpc")};

        ClusterOptions options;
        options.prices = !priceFolder.isEmpty();
        options.cacheFolder = priceFolder;
        options.transport = transport;
        options.credential = [this, site](azure::Transport *via, const azure::Cloud &cloud) {
            return std::make_unique<azure::ClientSecretCredential>(
                via, cloud, site.azure.tenant, azure.world().clientId,
                azure::secretFromMemory(Secret(azure.world().clientSecret.toUtf8())));
        };
        options.refresh = {.hurried = 5ms,
                           .hurriedSlow = 30ms,
                           .perPage = 1ms,
                           .atRest = 200ms,
                           .unwatched = 2s,
                           .inventory = 3s,
                           .whenUnknown = 20ms,
                           .backoffBase = 5ms,
                           .backoffCap = 160ms,
                           .deadline = 1s};
        options.power = {.maxSending = 8,
                         .askWhenStill = askWhenStill,
                         .askWhenMoving = 400ms,
                         .listLag = 40ms,
                         .giveUp = 4s};
        options.arm.retry = {.attempts = 4, .base = 2ms, .cap = 20ms};
        options.arm.poll = {.defaultWait = 10ms, .minimumWait = 2ms, .maximumWait = 50ms};
        options.arm.attemptTimeout = 60ms;
        auto opened = Cluster::open(site, journal, nullptr, std::move(options));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        cluster = std::move(*opened);
    }

    /// The state in Azure itself, past all lists.
    [[nodiscard]] PowerState state(const QString &vmId)
    {
        const sim::Resource *vm = azure.world().find(sim::ResourceId::parse(vmId)->key());
        return vm ? powerStateFromWord(sim::powerState(azure.world(), *vm, azure.world().now()))
                  : PowerState::Unknown;
    }
    /// The same once everything under way has ended. Azure's clock jumps: the cluster is of no use
    /// afterwards.
    [[nodiscard]] PowerState settledState(const QString &vmId)
    {
        azure.advance(std::chrono::hours(1));
        return state(vmId);
    }
};

} // namespace skybro::fleet
