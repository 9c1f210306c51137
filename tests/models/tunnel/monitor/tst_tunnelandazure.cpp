#include "tests/models/tunnel/watchedtunnel.h"

#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// TunnelKnowledge, as far as Azure's end is concerned.
class TestTunnelAndAzure : public QObject
{
    Q_OBJECT

private slots:
    void theConnectionThatLeadsToAzure()
    {
        WatchedTunnel w{QString()};
        w.gateway.connections = evidencekit::loaded.section(u'\n', 0, 1) +
                                u"\n000 \"lab\": 10.2.0.0/16===198.51.100.7...192.0.2.77===10.77.0.0/16; "
                                u"unrouted; eroute owner: #0\n"
                                "000 \"lab\":   policy: IKEv2+PSK+ENCRYPT+TUNNEL;\n"
                                "000 Total IPsec connections: loaded 2, active 1\n"_s;
        w.look();
        QVERIFY(w.knowledge.now().evidence.connection.isEmpty()); // one of two
        QCOMPARE(w.knowledge.now().name, u"site"_s);
        w.knowledge.takeAzure(azureEnd());
        QCOMPARE(w.knowledge.now().evidence.connection, u"azure"_s);
        // It is meant still when it is no longer loaded.
        w.gateway.connections = u"000 Total IPsec connections: loaded 0, active 0\n"_s;
        w.gateway.states.clear();
        w.knowledge.wantAll();
        w.sample({lost});
        w.sample({lost, lost});
        QCOMPARE(w.knowledge.now().evidence.connection, u"azure"_s);
        QCOMPARE(w.finding(), FaultKind::ConnectionNotLoaded);
    }

    void azureThatCanNotBeAskedHidesNothing()
    {
        WatchedTunnel w;
        w.knowledge.takeAzure(azureEnd());
        w.knowledge.takeAzureError(makeError(ErrorKind::Network, u"no network"_s));
        w.sample({good});
        QCOMPARE(w.knowledge.now().sample.azure.state, SignalState::Unknown);
        QCOMPARE(w.knowledge.now().evidence.azure.failure, u"no network"_s);
        QCOMPARE(w.finding(), FaultKind::Healthy);
        w.knowledge.takeAzure(azureEnd());
        QVERIFY(w.knowledge.now().evidence.azure.failure.isEmpty());
    }

    /// Nobody reads it: what the ends made of it tells whether it is the same.
    void tellsOfTheKey()
    {
        const auto key = [](const WatchedTunnel &w) {
            return w.knowledge.now().evidence.parameters.value(int(Parameter::Key)).agreement;
        };
        WatchedTunnel w;
        w.knowledge.takeAzure(azureEnd());
        w.sample({good});
        QCOMPARE(key(w), Agreement::Same);
        w.gateway.states.clear();
        w.sample({lost});
        w.look();
        QCOMPARE(key(w), Agreement::Unknown);
        w.gateway.log = "1800000001.000000 gw pluto[7]: \"azure\" #3: IKE SA authentication request rejected "
                        "by peer: AUTHENTICATION_FAILED\n";
        for (int i = 0; i < 8; ++i)
            w.sample({lost});
        QCOMPARE(w.finding(), FaultKind::WrongKey);
        QCOMPARE(key(w), Agreement::Different);
        w.gateway.states = evidencekit::ikeUp + evidencekit::childUp;
        w.sample({good});
        QCOMPARE(key(w), Agreement::Same);
    }

    /// Those that Azure holds: of before or after what is to be explained.
    void azuresSas()
    {
        const MonitorPolicy policy;
        WatchedTunnel w;
        w.sample({good});
        w.knowledge.takeAzure(azureEnd());
        w.knowledge.noteSasAsked(w.time);
        w.knowledge.takeSas(QList{evidencekit::azureSa()}, w.time);
        w.sample({good});
        QVERIFY(w.knowledge.now().evidence.azureSas.isCurrent);
        QCOMPARE(w.knowledge.now().evidence.azureSas.sas.size(), 1);
        QVERIFY(!w.knowledge.wantsSas(w.time.addSecs(60), policy));
        // Nothing passes: what was asked before that is old.
        w.sample({lost});
        QVERIFY(!w.knowledge.now().evidence.azureSas.isCurrent);
        QVERIFY(w.knowledge.wantsSas(w.time.addSecs(60), policy));
        w.knowledge.noteSasAsked(w.time);
        w.knowledge.takeSas(QList<azure::MainModeSa>(), w.time);
        w.sample({lost});
        QVERIFY(w.knowledge.now().evidence.azureSas.isCurrent);
        // It passes again: so are these.
        w.sample({good});
        QVERIFY(!w.knowledge.now().evidence.azureSas.isCurrent);
        QVERIFY(w.knowledge.wantsSas(w.time.addSecs(60), policy));
    }
};

QTEST_GUILESS_MAIN(TestTunnelAndAzure)
#include "tst_tunnelandazure.moc"
