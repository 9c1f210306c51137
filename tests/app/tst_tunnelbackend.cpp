#include "app/skybro/tunnelbackend.h"
#include "models/secrets/memorysecretstore.h"
#include "models/tunnel/config/applyconfigjob.h"
#include "tests/app/emptycloud.h"
#include "tests/ui/uifixture.h"

using namespace skybro;
using namespace skybro::console;
using namespace skybro::uitest;
using namespace std::chrono_literals;

/// What the console's tunnel learns from the journal.
class TunnelBackendTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<Fixture>();
        m_gateway = std::make_shared<PlayedGateway>();
        m_gateway->world().delay = 1ms;
        m_gateway->world().wait = 1ms;
        site::Site site;
        site.name = u"niflheim"_s;
        site.azure.subscription = u"00000000-0000-0000-0000-000000000001"_s;
        site.gateway.probe = QStringList{u"10.0.1.4"_s};
        m_cluster = test::openOverEmptyCloud(site, m_fixture->journal.get(), m_fixture->folder.path());
        QVERIFY(m_cluster);
        m_ssh = std::make_unique<SshAccess>(site::Ssh{}, &m_fixture->window, [this] { return &m_secrets; });
        m_backend = std::make_unique<TunnelBackend>(
            TunnelBackend::Context{.cluster = m_cluster.get(),
                                   .ssh = m_ssh.get(),
                                   .storePath = m_fixture->folder.filePath(u"tunnel.sqlite"_s),
                                   .journal = m_fixture->journal.get(),
                                   .secrets = {},
                                   .gateway = m_gateway});
        m_backend->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_backend->monitor()->now().state, tunnel::TunnelState::Up, 20'000);
    }
    void cleanup()
    {
        m_backend.reset();
        m_ssh.reset();
        m_cluster.reset();
        m_fixture.reset();
    }

    /// From its first word on: the tunnel may be down before there is a second.
    void knowsOfItsOwnChange()
    {
        Operation change = changeOf(u"niflheim"_s);
        QVERIFY(m_fixture->journal->add({change}));
        QCOMPARE(faultOfABreak(), QString(tunnel::changeFault));
        change.state = OperationState::Succeeded;
        QVERIFY(m_fixture->journal->update(change));
        QCOMPARE(faultOfABreak(), QString());
    }

    void anotherSitesChangeIsNoneOfIts()
    {
        QVERIFY(m_fixture->journal->add({changeOf(u"muspelheim"_s)}));
        QCOMPARE(faultOfABreak(), QString());
    }

private:
    [[nodiscard]] static Operation changeOf(const QString &site)
    {
        Operation change;
        change.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        change.batch = change.id;
        change.site = site;
        change.kind = tunnel::applyOperation;
        change.target = change.targetName = PlayedGateway::connection();
        change.state = OperationState::Running;
        return change;
    }
    /// Cuts the tunnel, and lets it come back.
    [[nodiscard]] QString faultOfABreak()
    {
        std::optional<tunnel::TunnelEvent> broke;
        const QMetaObject::Connection listening =
            connect(m_backend->monitor(), &tunnel::TunnelMonitor::happened, this,
                    [&](const tunnel::TunnelEvent &event) {
                        if (event.kind == tunnel::TunnelEvent::Kind::Broke)
                            broke = event;
                    });
        m_gateway->world().daemonRuns = false;
        const bool told = QTest::qWaitFor([&] { return broke.has_value(); }, 20'000);
        disconnect(listening);
        m_gateway->world().daemonRuns = true;
        const bool isBack = QTest::qWaitFor(
            [&] { return m_backend->monitor()->now().state == tunnel::TunnelState::Up; }, 20'000);
        return told && isBack ? broke->fault : u"no break was told"_s;
    }

    secrets::MemorySecretStore m_secrets;
    std::unique_ptr<Fixture> m_fixture;
    std::shared_ptr<PlayedGateway> m_gateway;
    std::unique_ptr<fleet::Cluster> m_cluster;
    std::unique_ptr<SshAccess> m_ssh;
    std::unique_ptr<TunnelBackend> m_backend;
};

QTEST_MAIN(TunnelBackendTest)
#include "tst_tunnelbackend.moc"
