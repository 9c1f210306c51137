#include "app/skybro/tunnelconfigbackend.h"
#include "models/site/sitefile.h"
#include "tests/app/emptycloud.h"
#include "tests/ui/uifixture.h"

using namespace skybro;
using namespace skybro::console;
using namespace skybro::uitest;

/// What the console makes of a site file that somebody writes meanwhile.
class TunnelConfigBackendTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<Fixture>();
        m_path = m_fixture->folder.filePath(u"niflheim.yaml"_s);
        write(site);
        const Result<site::Site> read = site::readSite(m_path);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text));
        m_cluster = test::openOverEmptyCloud(*read, m_fixture->journal.get(), m_fixture->folder.path());
        QVERIFY(m_cluster);
        m_backend = std::make_unique<TunnelConfigBackend>(
            TunnelConfigBackend::Context{.cluster = m_cluster.get(),
                                         .ssh = nullptr,
                                         .journal = m_fixture->journal.get(),
                                         .secrets = {},
                                         .gateway = std::make_shared<PlayedGateway>(),
                                         .targets = {}});
    }
    void cleanup()
    {
        m_backend.reset();
        m_cluster.reset();
        m_fixture.reset();
    }

    void knowsWhetherTheSiteFileIsAsItWasCompared_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("isSame");
        QTest::newRow("untouched") << site << true;
        QTest::newRow("a remark") << site + "# of no account\n" << true;
        QTest::newRow("another section") << site + "ssh: {user: admin}\n" << true;
        QTest::newRow("the tunnel") << QByteArray(site).replace("strong", "azure-default") << false;
        QTest::newRow("the gateway") << QByteArray(site).replace("10.2.0.0/16", "10.3.0.0/16") << false;
        QTest::newRow("no site file any more") << QByteArray("azure: [") << false;
    }
    void knowsWhetherTheSiteFileIsAsItWasCompared()
    {
        QFETCH(const QByteArray, now);
        QFETCH(const bool, isSame);
        const ui::ConfigServices services = m_backend->services();
        const Result<tunnel::PlanTunnelJob *> job = services.plan({.newKey = false, .gatewayOnly = true});
        QVERIFY2(job, job ? "" : qPrintable(job.error().text));
        delete *job;
        write(now);
        // A question of another kind reads it, too, and compares nothing.
        const Result<tunnel::SettleTunnelJob *> other =
            services.settle({.newKey = false, .gatewayOnly = true});
        if (other)
            delete *other;
        QCOMPARE(services.checkSite().has_value(), isSame);
    }

private:
    void write(const QByteArray &text)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }

    const QByteArray site = "azure: {subscription: 00000000-0000-0000-0000-000000000001}\n"
                            "gateway: {host: gw, networks: [10.2.0.0/16]}\n"
                            "tunnel: {profile: strong}\n";
    QString m_path;
    std::unique_ptr<Fixture> m_fixture;
    std::unique_ptr<fleet::Cluster> m_cluster;
    std::unique_ptr<TunnelConfigBackend> m_backend;
};

QTEST_MAIN(TunnelConfigBackendTest)
#include "tst_tunnelconfigbackend.moc"
