#pragma once

#include "app/skybro/playedgateway.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"
#include "tests/models/tunnel/samples.h"
#include "tests/ui/uifixture.h"
#include "ui/tunnel/tunnelpage.h"

#include <QHostAddress>

namespace skybro::uitest {

using namespace std::chrono_literals;

/// Azure's end, as the test has it.
class PlayedAzure : public JobOf<tunnel::AzureEnd>
{
public:
    explicit PlayedAzure(Result<tunnel::AzureEnd> end)
        : m_end(std::move(end))
    {
    }

protected:
    void begin() override { finish(m_end); }

private:
    Result<tunnel::AzureEnd> m_end;
};

/// The real page over a real monitor, with a played gateway and Azure.
struct TunnelFixture : Fixture
{
    console::PlayedGateway gateway;
    Result<tunnel::AzureEnd> azure = connected();
    bool asksAzure = true;
    bool keeps = true;
    bool hasGateway = true;
    std::unique_ptr<tunnel::SampleStore> samples;
    std::unique_ptr<tunnel::EventStore> events;
    std::unique_ptr<tunnel::TunnelMonitor> monitor;
    ui::TunnelPage *page = nullptr;
    ui::ConfigServices config;
    QStringList links;
    std::chrono::seconds ahead{0}; ///< of the page's clock

    TunnelFixture()
    {
        config.obstacle = u"The site file names no gateway."_s;
        gateway.world().delay = 1ms;
        gateway.world().wait = 1ms;
    }
    ~TunnelFixture() { window.setPages({}); }

    static tunnel::AzureEnd connected()
    {
        tunnel::AzureEnd end;
        end.connectionId =
            u"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/connections/onprem"_s;
        end.connectionName = u"onprem-to-azure"_s;
        end.parameters.gatewayAddresses = QStringList{u"192.0.2.166"_s};
        end.parameters.onPremiseAddress = u"203.0.113.10"_s;
        end.evidence.connectionExists = true;
        end.evidence.gatewayExists = true;
        end.evidence.connectionStatus = u"Connected"_s;
        end.evidence.gatewayProvisioning = u"Succeeded"_s;
        end.evidence.ingressBytes = 48'200'000;
        end.evidence.egressBytes = 12'100'000;
        end.parameters.ikeVersion = tunnel::IkeVersion::V2;
        end.parameters.policy = tunnel::AzureIpsecPolicy{.ikeEncryption = u"AES256"_s,
                                                         .ikeIntegrity = u"SHA256"_s,
                                                         .dhGroup = u"DHGroup14"_s,
                                                         .ipsecEncryption = u"AES256"_s,
                                                         .ipsecIntegrity = u"SHA256"_s,
                                                         .pfsGroup = u"PFS14"_s};
        end.parameters.onPremisePrefixes = QStringList{u"192.168.0.0/16"_s};
        end.parameters.vnetPrefixes = QStringList{u"10.0.0.0/16"_s};
        end.asOf = QDateTime::currentDateTimeUtc();
        return end;
    }

    [[nodiscard]] QString storePath() const { return folder.filePath(u"tunnel.sqlite"_s); }

    void openStores()
    {
        samples = *tunnel::SampleStore::open(storePath());
        events = *tunnel::EventStore::open(storePath());
    }

    /// Two hours of samples each 10 s, with a break, and after it a while that large packets vanished.
    void fillPast()
    {
        openStores();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (int i = 720; i > 1; --i) {
            const QDateTime time = now.addSecs(-10 * i);
            tunnel::Sample sample = i > 300 && i < 330 ? test::cut(time) : test::healthy(time);
            sample.isImpaired = i > 200 && i < 260;
            QVERIFY(samples->add(u"niflheim"_s, sample));
        }
    }

    void open(const QSize &size = {1280, 800}, bool hasTarget = true)
    {
        if (keeps && !samples)
            openStores();
        tunnel::MonitorSources sources;
        sources.tunnel = u"niflheim"_s;
        sources.connection = console::PlayedGateway::connection();
        sources.gateway = hasGateway ? u"gateway.example.org"_s : QString();
        if (hasGateway)
            sources.gatewayShell = gateway.shell();
        sources.probedFrom = sources.gateway;
        if (asksAzure) {
            sources.askAzure = [this]() -> JobOf<tunnel::AzureEnd> * {
                if (azure)
                    azure->asOf = QDateTime::currentDateTimeUtc();
                return new PlayedAzure(azure);
            };
        }
        sources.samples = samples.get();
        sources.events = events.get();
        monitor = std::make_unique<tunnel::TunnelMonitor>(
            std::move(sources),
            tunnel::MonitorPolicy{.sample = 40ms, .azure = 200ms, .connections = 400ms, .settings = 400ms});
        if (hasTarget)
            monitor->setTargets({{.host = u"10.0.1.4"_s}}, {u"cloud001"_s});
        openPage(monitor.get(), size);
        monitor->start();
    }

    void openPage(tunnel::TunnelMonitor *watched, const QSize &size = {1280, 800})
    {
        ui::TunnelServices services;
        services.monitor = watched;
        services.tunnel = u"niflheim"_s;
        services.storePath = keeps ? storePath() : QString();
        services.siteFile = u"/home/ada/.config/skybro/sites/niflheim.yaml"_s;
        services.connection = console::PlayedGateway::connection();
        services.gateway = u"gateway.example.org"_s;
        if (hasGateway)
            services.gatewayShell = gateway.shell();
        services.throughput = [this]() -> std::optional<tunnel::ThroughputTest> {
            return tunnel::ThroughputTest{.from = gateway.shell(), .to = {}, .target = u"10.0.1.4"_s};
        };
        services.config = config;
        services.clock = [this] { return QDateTime::currentDateTimeUtc().addSecs(ahead.count()); };
        page = new ui::TunnelPage(services, window.actions(), &settings);
        QObject::connect(
            page, &ui::Page::linkActivated, &window,
            [this](const QString &id, const QString &target) { links.append(id + u' ' + target); });
        window.setPages({page});
        show(size);
    }
};

} // namespace skybro::uitest
