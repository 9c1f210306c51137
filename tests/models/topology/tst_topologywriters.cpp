// JSON, DOT, SVG and the tree of the same picture.

#include "models/topology/describe.h"
#include "models/topology/statebar.h"
#include "models/topology/svgpainter.h"
#include "models/topology/topologydot.h"
#include "models/topology/topologyjson.h"
#include "models/topology/topologysvg.h"
#include "models/topology/topologytree.h"
#include "tests/models/topology/testnetworks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

using namespace skybro;
using namespace skybro::topology;
using namespace skybro::test;
using namespace Qt::StringLiterals;

namespace {

/// A cluster with one of each thing, one problem, and names that want escaping.
Topology sample()
{
    TestNetworks networks = TestNetworks::cluster();
    networks.input.lists.asOf = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    networks.input.nodes[0].privateIp = u"10.1.0.4"_s;
    networks.input.site.name = u"a \"b\" <c> & d\\n\a"_s;
    networks.vnet(u"vnet-hpc"_s).dnsServers = QStringList{u"192.168.7.1"_s};
    azure::PrivateEndpoint endpoint;
    endpoint.id = TestNetworks::id(u"privateEndpoints"_s, u"pe"_s);
    endpoint.name = u"pe"_s;
    endpoint.subnetId = TestNetworks::subnetId(u"vnet-hpc"_s, u"vm"_s);
    endpoint.serviceId =
        u"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st"_s;
    endpoint.groupIds = QStringList{u"blob"_s};
    networks.input.lists.endpoints.append(endpoint);
    networks.input.lists.gaps.append(makeError(ErrorKind::Forbidden, u"You may not list route tables."_s));
    return networks.build();
}

} // namespace

class TestTopologyWriters : public QObject
{
    Q_OBJECT

private slots:
    void jsonHasAll()
    {
        const Topology topology = sample();
        QJsonParseError error;
        const QJsonObject json = QJsonDocument::fromJson(toJson(topology), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json.keys(), (QStringList{u"asOf"_s, u"gaps"_s, u"gateways"_s, u"peerings"_s, u"problems"_s,
                                           u"routeTables"_s, u"securityGroups"_s, u"sites"_s, u"tunnels"_s,
                                           u"unplaced"_s, u"vnets"_s}));
        QCOMPARE(json[u"asOf"_s].toString(), u"2027-01-15T08:00:00Z"_s);
        const QJsonObject vnet = json[u"vnets"_s][0].toObject();
        QCOMPARE(vnet[u"name"_s].toString(), u"vnet-hpc"_s);
        QCOMPARE(vnet[u"counts"_s][u"total"_s].toInt(), 3);
        const QJsonValue subnet = vnet[u"subnets"_s][0];
        QCOMPARE(subnet[u"counts"_s][u"running"_s].toInt(), 2);
        QCOMPARE(subnet[u"counts"_s][u"stopped"_s].toInt(-1), 0);
        QCOMPARE(subnet[u"nodes"_s][2][u"powerState"_s].toString(), u"deallocated"_s);
        QCOMPARE(subnet[u"nodes"_s][0][u"address"_s].toString(), u"10.1.0.4"_s);
        QVERIFY(subnet[u"nodes"_s][2][u"address"_s].isNull()); // not known
        QCOMPARE(subnet[u"privateEndpoints"_s][0][u"service"_s].toString(), u"st"_s);
        QVERIFY(subnet[u"routeTable"_s].isNull());
        QCOMPARE(json[u"tunnels"_s][0][u"status"_s].toString(), u"Connected"_s);
        QCOMPARE(json[u"tunnels"_s][0][u"site"_s], json[u"sites"_s][0][u"id"_s]);
        QVERIFY(json[u"tunnels"_s][0][u"peer"_s].isNull());
        QCOMPARE(json[u"problems"_s][0][u"kind"_s].toString(), u"name-server-out-of-reach"_s);
        QCOMPARE(json[u"problems"_s][0][u"place"_s], vnet[u"id"_s]);
        QCOMPARE(json[u"gaps"_s][0][u"kind"_s].toString(), u"forbidden"_s);
    }

    void svgIsXmlWithTheWords()
    {
        const Topology topology = sample();
        const QByteArray svg = toSvg(topology, layOut(topology));
        QXmlStreamReader reader(svg);
        QStringList texts;
        QStringList ids;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (reader.attributes().hasAttribute(u"id"_s))
                ids.append(reader.attributes().value(u"id"_s).toString());
            if (reader.name() == u"text" || reader.name() == u"title")
                texts.append(reader.readElementText());
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(texts.first().startsWith(u"a \"b\" <c> & d\\n"_s));
        for (const QString &word :
             {u"vnet-hpc"_s, u"10.1.0.0/20"_s, u"2 running, 1 deallocated"_s, u"nsg-hpc"_s, u"gw-vnet-hub"_s,
              u"20.1.2.3"_s, u"Connected, IKEv2"_s, u"pe: st (blob)"_s, u"192.0.2.7"_s,
              u"Incomplete: You may not list route tables."_s})
            QVERIFY2(texts.contains(word), qPrintable(word));
        QVERIFY(ids.contains(topology.vnets[0].subnets[0].id));
        QVERIFY(ids.contains(topology.peerings[0].id));
        QVERIFY(svg.contains("#c0392b")); // the problem's mark
        QVERIFY(toSvg({}, layOut({})).contains("No problems found."));
    }

    /// 3 of 2,000 nodes run: that costs, and is seen.
    void fewNodesHaveAPartOfTheBar()
    {
        using enum fleet::PowerState;
        const QRectF bar(10, 20, 264, 8);
        NodeCounts counts;
        const auto setCounts = [&counts](const QList<std::pair<fleet::PowerState, int>> &states) {
            counts = {};
            for (const auto &[state, number] : states) {
                for (int i = 0; i < number; ++i)
                    counts.add(state);
            }
        };
        const auto sums = [&bar](const QList<StatePiece> &pieces) {
            double x = bar.left();
            for (const StatePiece &piece : pieces) {
                if (std::abs(piece.rect.left() - x) > 0.001)
                    return false;
                x = piece.rect.right() + 1;
            }
            return std::abs(x - 1 - bar.right()) < 0.001;
        };
        setCounts({{Running, 3}, {Deallocated, 1997}});
        QList<StatePiece> pieces = statePieces(counts, bar);
        QCOMPARE(pieces.size(), 2);
        QCOMPARE(pieces[0].state, Running);
        QCOMPARE(pieces[0].rect.width(), 3.0);
        QVERIFY(sums(pieces));
        // What is left to the others is divided as their nodes are.
        setCounts({{Running, 1}, {Stopped, 1000}, {Deallocated, 500}, {Unknown, 1}});
        pieces = statePieces(counts, bar);
        QCOMPARE(pieces.size(), 4);
        QCOMPARE(pieces[1].rect.width(), 2 * pieces[2].rect.width());
        QCOMPARE(pieces[3].rect.width(), 3.0);
        QVERIFY(sums(pieces));
        // No room for all: as much for each.
        pieces = statePieces(counts, bar, 200);
        QCOMPARE(pieces[0].rect.width(), pieces[1].rect.width());
        QVERIFY(sums(pieces));
        QVERIFY(statePieces({}, bar).isEmpty());
        // The file says it, too.
        TestNetworks networks = TestNetworks::cluster(0);
        for (int i = 0; i < 2000; ++i)
            networks.addNode(u"n%1"_s.arg(i), u"vnet-hpc"_s, u"vm"_s, i < 3 ? Running : Deallocated);
        const Topology topology = networks.build();
        QXmlStreamReader reader(toSvg(topology, layOut(topology)));
        double width = 0;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"rect" &&
                reader.attributes().value(u"fill"_s) == u"#2b8a54")
                width = reader.attributes().value(u"width"_s).toDouble();
        }
        QCOMPARE(width, 3.0);
    }

    void theTunnelsWordsFitItsLine()
    {
        Topology topology = sample();
        Tunnel &tunnel = topology.tunnels[0];
        tunnel.ingressBytes = tunnel.egressBytes = 5'000'000'000;
        QVERIFY(toSvg(topology, layOut(topology)).contains(">Connected, IKEv2</text>"));
        tunnel.probed = TunnelTraffic::Nothing; // what probes say is what the line's colour says
        QVERIFY(toSvg(topology, layOut(topology)).contains(">Nothing passes, IKEv2</text>"));
        tunnel.probed = TunnelTraffic::Impaired;
        QVERIFY(toSvg(topology, layOut(topology)).contains(">Impaired, IKEv2</text>"));
        QCOMPARE(describe(tunnel).section(u',', 0, 1), u"Impaired, Connected"_s);
    }

    void theTreeSaysTheSame()
    {
        QStringList lines;
        for (const TreeLine &line : toTree(sample()))
            lines.append(QString(line.depth, u'.') + (line.isProblem ? u"! "_s : QString()) + line.text);
        const QStringList expected{
            u"site a \"b\" <c> & d\\n   10.2.0.0/16, gw.niflheim, 192.0.2.7"_s,
            u".tunnel tunnel-vnet-hub to gw-vnet-hub  Connected, IKEv2"_s,
            u"Vnet vnet-hpc  10.1.0.0/16, westeurope, rg-network, DNS 192.168.7.1"_s,
            u".! vnet-hpc asks the name server 192.168.7.1, which lies in no network that it reaches."_s,
            u".subnet vm  10.1.0.0/20, nsg-hpc"_s,
            u"..2 running, 1 deallocated  cloud[001-003]"_s,
            u"..private endpoint pe: st (blob)"_s,
            u".peering of vnet-hpc and vnet-hub: Connected, by the gateway of vnet-hub"_s,
            u"Vnet vnet-hub  10.0.0.0/16, westeurope, rg-network"_s,
            u".subnet GatewaySubnet  10.0.255.0/27"_s,
            u"..gateway gw-vnet-hub  VpnGw1, Generation1, 20.1.2.3"_s};
        QCOMPARE(lines, expected);
    }

    void dotIsWhatGraphvizReads()
    {
        const QByteArray dot = toDot(sample());
        QVERIFY(dot.contains("\"a \\\"b\\\" <c> & d\\\\n "));
        QVERIFY(dot.contains("2 running, 1 deallocated"));
        QVERIFY(dot.contains("lhead=cluster_"));
        QVERIFY(dot.contains("! vnet-hpc asks the name server"));
        const QString program = QStandardPaths::findExecutable(u"dot"_s);
        if (program.isEmpty())
            QSKIP("package graphviz is not installed");
        QProcess process;
        process.start(program, {u"-Tsvg"_s});
        process.write(dot);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(skybro::test::patienceMs));
        QCOMPARE(process.exitCode(), 0);
        QByteArray drawn = process.readAllStandardOutput();
        drawn.replace("&#45;", "-"); // as Graphviz writes a hyphen
        QVERIFY(drawn.contains("vnet-hpc"));
    }

    /// What belongs to a line stands at the line.
    void dotHasTheProblemsOfLinesToo()
    {
        Topology topology = sample();
        topology.problems.append({.kind = Problem::Kind::PeeringNotConnected,
                                  .place = topology.peerings[0].id,
                                  .text = u"It is closed."_s,
                                  .mend = {},
                                  .nodes = {}});
        topology.problems.append({.kind = Problem::Kind::TunnelNotConnected,
                                  .place = topology.tunnels[0].id,
                                  .text = u"It is down."_s,
                                  .mend = {},
                                  .nodes = {}});
        const QByteArray dot = toDot(topology);
        QVERIFY2(dot.contains("Connected\\n! It is closed."), dot.constData());
        QVERIFY2(dot.contains("\\n! It is down."), dot.constData());
    }

    /// The gateway lies in its subnet's box, and the tunnel's line says whether it holds.
    void dotPlacesTheGatewayAndColoursTheTunnel()
    {
        Topology topology = sample();
        const auto lineWith = [&topology](const QString &words) {
            for (const QString &line : QString::fromUtf8(toDot(topology)).split(u'\n')) {
                if (line.contains(words))
                    return line;
            }
            return QString();
        };
        const QString dot = QString::fromUtf8(toDot(topology));
        const qsizetype box = dot.indexOf(u"label=\"GatewaySubnet"_s);
        QVERIFY(box > 0);
        const qsizetype gateway = dot.indexOf(u"label=\"gw-vnet-hub"_s);
        QVERIFY(gateway > box);
        QVERIFY(gateway < dot.indexOf(u'}', box));
        QCOMPARE(dot.count(u"label=\"gw-vnet-hub"_s), 1);
        const QString tunnel = u"label=\"tunnel-vnet-hub"_s;
        QVERIFY(lineWith(tunnel).contains(u"color=\"#2b8a54\""_s));
        topology.tunnels[0].status = u"NotConnected"_s;
        QVERIFY(lineWith(tunnel).contains(u"color=\"#c0392b\""_s));
        topology.tunnels[0].status = u"Connecting"_s;
        QVERIFY(lineWith(tunnel).contains(u"color=\"#7f8c98\""_s));
        topology.tunnels[0].probed = TunnelTraffic::Impaired;
        QVERIFY(lineWith(tunnel).contains(u"color=\"#b9770e\""_s));
        // Whose subnet is not known stays in its Vnet.
        topology.gateways[0].subnet.clear();
        QCOMPARE(QString::fromUtf8(toDot(topology)).count(u"label=\"gw-vnet-hub"_s), 1);
    }

    void aTunnelsStateIsWords_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("up") << u"Connected"_s << u"Connected, IKEv2"_s;
        QTest::newRow("down") << u"NotConnected"_s << u"Not connected, IKEv2"_s;
        QTest::newRow("on its way") << u"Connecting"_s << u"Connecting, IKEv2"_s;
        QTest::newRow("unknown") << u"Unknown"_s << u"State unknown, IKEv2"_s;
        QTest::newRow("new in Azure") << u"Resting"_s << u"Resting, IKEv2"_s;
    }
    /// Not Azure's own, but in JSON, which programs read.
    void aTunnelsStateIsWords()
    {
        QFETCH(const QString, status);
        QFETCH(const QString, words);
        Topology topology = sample();
        topology.tunnels[0].status = status;
        QCOMPARE(describe(topology.tunnels[0]), words);
        QCOMPARE(describeShortly(topology.tunnels[0]), words);
        QVERIFY(toSvg(topology, layOut(topology)).contains(words.toUtf8()));
        const QJsonDocument json = QJsonDocument::fromJson(toJson(topology));
        QCOMPARE(json[u"tunnels"_s][0][u"status"_s].toString(), status);
    }

    void textsFit_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("width");
        QTest::newRow("fits") << u"vm"_s << 100.0;
        QTest::newRow("long") << QString(200, u'm') << 100.0;
        QTest::newRow("no room") << u"vm"_s << 1.0;
        QTest::newRow("empty") << QString() << 10.0;
    }
    void textsFit()
    {
        QFETCH(const QString, text);
        QFETCH(const double, width);
        const QString shown = SvgPainter::elided(text, 12, false, width);
        QVERIFY(shown == text || shown.endsWith(u'…'));
        QVERIFY(shown == u"…" || SvgPainter::widthOf(shown, 12, false) <= width);
    }

    void namesLoseTheirMiddle()
    {
        const QString shown = SvgPainter::elided(u"vnet-experiments-of-the-group-0001"_s, 12, true, 120);
        QVERIFY2(shown.startsWith(u"vnet-e"_s) && shown.endsWith(u"0001"_s) && shown.count(u'…') == 1,
                 qPrintable(shown));
        QVERIFY(SvgPainter::widthOf(shown, 12, true) <= 120);
        QCOMPARE(SvgPainter::elided(u"vnet"_s, 12, true, 1), u"…"_s);
    }

    void textsAreWrappedBetweenWords()
    {
        const QString text = u"one two three four five"_s;
        const QStringList lines = SvgPainter::wrapped(text, 12, 70);
        QVERIFY(lines.size() > 1);
        QCOMPARE(lines.join(u' '), text);
        QVERIFY(SvgPainter::wrapped({}, 12, 70).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTopologyWriters)
#include "tst_topologywriters.moc"
