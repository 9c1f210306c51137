#include "models/ssh/clientconfig.h"
#include "models/ssh/service.h"
#include "models/tunnel/sitetunnel.h"
#include "tests/models/tunnel/tunnelfixture.h"

#include <memory>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;

class TestSiteTunnel : public QObject
{
    Q_OBJECT

    ssh::RefusingPrompter m_prompter;

    [[nodiscard]] Result<MonitorSources> sources(const site::Gateway &gateway)
    {
        static auto *service = new ssh::Service(m_prompter, this);
        site::Site site;
        site.name = u"niflheim"_s;
        site.gateway = gateway;
        return monitorSources(site, *service, ssh::ClientConfig(), nullptr);
    }

private slots:
    void fromWhereItIsAsked_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("probeFrom");
        QTest::addColumn<bool>("hasGateway");
        QTest::addColumn<bool>("here");
        QTest::addColumn<bool>("elsewhere");
        QTest::newRow("from the gateway") << u"gw"_s << u"gateway"_s << true << false << false;
        QTest::newRow("from here") << u"gw"_s << u"here"_s << true << true << false;
        QTest::newRow("from localhost") << u"gw"_s << u"localhost"_s << true << true << false;
        QTest::newRow("from a host") << u"gw"_s << u"login1"_s << true << false << true;
        QTest::newRow("this is the gateway") << u"localhost"_s << u"gateway"_s << true << false << false;
        QTest::newRow("no gateway") << QString() << u"gateway"_s << false << true << false;
    }
    void fromWhereItIsAsked()
    {
        QFETCH(const QString, host);
        QFETCH(const QString, probeFrom);
        site::Gateway gateway;
        gateway.host = host;
        gateway.connection = u"azure"_s;
        gateway.probeFrom = probeFrom;
        const auto from = sources(gateway);
        QVERIFY(from);
        QCOMPARE(from->tunnel, u"niflheim"_s);
        QCOMPARE(from->connection, u"azure"_s);
        QVERIFY(!from->askAzure);
        QTEST(static_cast<bool>(from->gatewayShell), "hasGateway");
        QTEST(from->probeHere, "here");
        QTEST(static_cast<bool>(from->probeShell), "elsewhere");
        QVERIFY(!from->probedFrom.isEmpty());
    }

    void localhostNeedsNoSsh()
    {
        site::Gateway gateway;
        gateway.host = u"localhost"_s;
        const auto from = sources(gateway);
        QVERIFY(from);
        ScriptJob *job = from->gatewayShell("echo here $0\n");
        const auto result = ended(*job);
        QVERIFY(result);
        QVERIFY(result->output.startsWith("here"));
        delete job;
    }

    /// Cut short, nothing could be known of its connections.
    void aGatewayOf500ConnectionsTellsAll()
    {
        site::Gateway gateway;
        gateway.host = u"localhost"_s;
        const auto from = sources(gateway);
        QVERIFY(from);
        const std::unique_ptr<ScriptJob> job(from->gatewayShell("head -c 2000000 /dev/zero\n"));
        const auto result = ended(*job);
        QVERIFY(result);
        QCOMPARE(result->output.size(), 2'000'000);
        QVERIFY(!result->truncated);
    }

    void whatIsNoHostIsRefused()
    {
        site::Gateway gateway;
        gateway.host = u"gw:0x"_s;
        QCOMPARE(sources(gateway).error().kind, ErrorKind::Invalid);
        gateway.host = u"gw"_s;
        gateway.probeFrom = u"login:0x"_s;
        QCOMPARE(sources(gateway).error().kind, ErrorKind::Invalid);
    }

    void whoIsProbed()
    {
        const QList<ProbeNode> nodes{{u"cloud001"_s, u"10.0.1.4"_s, false},
                                     {u"cloud002"_s, u"10.0.1.5"_s, true},
                                     {u"cloud003"_s, {}, true},
                                     {u"cloud004"_s, u"10.0.1.7"_s, std::nullopt},
                                     {u"cloud005"_s, u"10.0.1.8"_s, true},
                                     {u"cloud006"_s, u"10.0.1.9"_s, true},
                                     {u"cloud007"_s, u"10.0.1.10"_s, true}};
        const ProbeTargets running = probeTargets({}, nodes);
        QCOMPARE(running.names, (QStringList{u"cloud002"_s, u"cloud005"_s, u"cloud006"_s}));
        QCOMPARE(running.targets[0],
                 (ProbeTarget{.host = u"10.0.1.5"_s, .method = ProbeMethod::Tcp, .port = 22}));
        QCOMPARE(running.firstRuns, std::optional(true));

        site::Gateway gateway;
        gateway.probe = {u"Cloud001:6818"_s, u"10.0.1.5"_s, u"192.0.2.1"_s, u"[2001:db8::4]:22"_s,
                         u"2001:db8::4"_s};
        const ProbeTargets named = probeTargets(gateway, nodes);
        QCOMPARE(named.names, (QStringList{u"cloud001"_s, u"cloud002"_s, u"192.0.2.1"_s, u"2001:db8::4"_s,
                                           u"2001:db8::4"_s}));
        QCOMPARE(named.targets[0],
                 (ProbeTarget{.host = u"10.0.1.4"_s, .method = ProbeMethod::Tcp, .port = 6818}));
        QCOMPARE(named.targets[1].method, ProbeMethod::Icmp);
        QCOMPARE(named.targets[3],
                 (ProbeTarget{.host = u"2001:db8::4"_s, .method = ProbeMethod::Tcp, .port = 22}));
        QCOMPARE(named.firstRuns, std::optional(false)); // it is off, and that is why it will not answer
        QVERIFY(!probeTargets(gateway, {}).firstRuns);
        QVERIFY(probeTargets({}, {}).targets.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSiteTunnel)
#include "tst_sitetunnel.moc"
