#include "models/tunnel/monitor/prometheus.h"
#include "tests/models/tunnel/samples.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(12, 0, 30), Qt::UTC);

TunnelMetrics usual(const QString &name = u"azure"_s)
{
    Sample sample = healthy(start);
    sample.roundTrip = 23'456us;
    sample.probesMade = 4;
    sample.probesAnswered = 3;
    sample.bytes = {.in = 18'446'744'073'709'551'615ULL, .out = 5};
    return {.tunnel = name, .sample = sample};
}

/// What is wrong with a text by the rules of the format; empty: nothing.
QString breach(const QByteArray &text)
{
    static const QRegularExpression head(u"\\A# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)\\z"_s);
    static const QRegularExpression line(u"\\A([a-zA-Z_:][a-zA-Z0-9_:]*)\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^"
                                         u"\"\\\\]|\\\\[\\\\\"n])*\",?)+)\\} "
                                         "([-+]?(?:\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?|NaN|[+-]Inf))\\z"_s);
    if (!text.isEmpty() && !text.endsWith('\n'))
        return u"the last line has no end"_s;
    QString family;
    QHash<QString, int> heads;
    QSet<QString> seen;
    for (const QByteArray &raw : text.split('\n')) {
        const QString one = QString::fromUtf8(raw);
        if (one.isEmpty())
            continue;
        if (const auto match = head.match(one); match.hasMatch()) {
            const QString name = match.captured(2);
            if (match.captured(1) == u"TYPE"_s && name != family)
                return u"a type without help: "_s + one;
            if (match.captured(1) == u"TYPE"_s &&
                !QStringList{u"counter"_s, u"gauge"_s}.contains(match.captured(3)))
                return u"no such type: "_s + one;
            if (++heads[match.captured(1) + name] > 1)
                return u"told twice: "_s + one;
            family = name;
        } else if (const auto value = line.match(one); value.hasMatch()) {
            if (value.captured(1) != family)
                return u"out of its family: "_s + one;
            if (seen.contains(value.captured(1) + value.captured(2)))
                return u"twice: "_s + one;
            seen.insert(value.captured(1) + value.captured(2));
        } else {
            return u"no line of the format: "_s + one;
        }
    }
    return {};
}

} // namespace

class TestPrometheus : public QObject
{
    Q_OBJECT

private slots:
    void writesAllOfOneTunnel()
    {
        QCOMPARE(prometheusText({usual()}, start.addMSecs(1500)),
                 "# HELP skybro_tunnel_up Whether traffic passes through the tunnel, by probes.\n"
                 "# TYPE skybro_tunnel_up gauge\n"
                 "skybro_tunnel_up{tunnel=\"azure\"} 1\n"
                 "# HELP skybro_tunnel_azure_connected Whether Azure calls the connection Connected.\n"
                 "# TYPE skybro_tunnel_azure_connected gauge\n"
                 "skybro_tunnel_azure_connected{tunnel=\"azure\"} 1\n"
                 "# HELP skybro_tunnel_gateway_established Whether the on-premise gateway has a Child SA.\n"
                 "# TYPE skybro_tunnel_gateway_established gauge\n"
                 "skybro_tunnel_gateway_established{tunnel=\"azure\"} 1\n"
                 "# HELP skybro_tunnel_rtt_seconds Median round trip of the last sample's probes.\n"
                 "# TYPE skybro_tunnel_rtt_seconds gauge\n"
                 "skybro_tunnel_rtt_seconds{tunnel=\"azure\"} 0.023456\n"
                 "# HELP skybro_tunnel_loss_ratio Part of the last sample's probes that was lost, 0 to 1.\n"
                 "# TYPE skybro_tunnel_loss_ratio gauge\n"
                 "skybro_tunnel_loss_ratio{tunnel=\"azure\"} 0.25\n"
                 "# HELP skybro_tunnel_bytes_total Bytes through the tunnel as the gateway counts them; a "
                 "rekey begins "
                 "anew.\n"
                 "# TYPE skybro_tunnel_bytes_total counter\n"
                 "skybro_tunnel_bytes_total{tunnel=\"azure\",direction=\"in\"} 18446744073709551615\n"
                 "skybro_tunnel_bytes_total{tunnel=\"azure\",direction=\"out\"} 5\n"
                 "# HELP skybro_tunnel_age_seconds Time since the source of a signal was asked.\n"
                 "# TYPE skybro_tunnel_age_seconds gauge\n"
                 "skybro_tunnel_age_seconds{tunnel=\"azure\",signal=\"azure\"} 31.5\n"
                 "skybro_tunnel_age_seconds{tunnel=\"azure\",signal=\"gateway\"} 1.5\n"
                 "skybro_tunnel_age_seconds{tunnel=\"azure\",signal=\"traffic\"} 1.5\n");
    }

    void keepsTheFormat_data()
    {
        QTest::addColumn<QList<TunnelMetrics>>("tunnels");
        QTest::newRow("none") << QList<TunnelMetrics>{};
        QTest::newRow("two") << QList<TunnelMetrics>{usual(u"a"_s), usual(u"b"_s)};
        QTest::newRow("one of which nothing is known")
            << QList<TunnelMetrics>{{.tunnel = u"a"_s, .sample = {}}, usual(u"b"_s)};
        QTest::newRow("names to escape") << QList<TunnelMetrics>{usual(u"a\"b\\c\nd {x=1} # "_s),
                                                                 usual(u"Göteborg-\u2713"_s), usual(u""_s)};
        TunnelMetrics named = usual();
        named.connection = u"to \"azure\""_s;
        QTest::newRow("a connection") << QList<TunnelMetrics>{named, usual(u"b"_s)};
        QVERIFY(prometheusText({named}, start)
                    .endsWith("skybro_tunnel_info{tunnel=\"azure\",connection=\"to \\\"azure\\\"\"} 1\n"));
        TunnelMetrics tiny = usual();
        tiny.sample.roundTrip = 1us;
        TunnelMetrics held = usual();
        held.azureIkeSas = 1;
        held.azureChildSas = 0;
        QTest::newRow("Azure's SAs") << QList<TunnelMetrics>{held, usual(u"b"_s)};
        QVERIFY(prometheusText({held}, start)
                    .contains("skybro_tunnel_azure_sas{tunnel=\"azure\",kind=\"ike\"} 1\n"
                              "skybro_tunnel_azure_sas{tunnel=\"azure\",kind=\"child\"} 0\n"));
        QTest::newRow("a microsecond") << QList<TunnelMetrics>{tiny};
    }
    void keepsTheFormat()
    {
        QFETCH(QList<TunnelMetrics>, tunnels);
        const QByteArray text = prometheusText(tunnels, start);
        QCOMPARE(breach(text), QString());
        QVERIFY(tunnels.isEmpty() == text.isEmpty());
        const QString promtool = QStandardPaths::findExecutable(u"promtool"_s);
        if (promtool.isEmpty())
            return; // Debian's package prometheus has the judge; the rules above are ours
        QProcess judge;
        judge.start(promtool, {u"check"_s, u"metrics"_s});
        judge.write(text);
        judge.closeWriteChannel();
        QVERIFY(judge.waitForFinished(skybro::test::patienceMs));
        QVERIFY2(judge.exitCode() == 0, judge.readAllStandardError().constData());
    }

    void findsBreaches_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no end") << QByteArray("# HELP a b\n# TYPE a gauge\na{x=\"1\"} 1");
        QTest::newRow("no head") << QByteArray("a{x=\"1\"} 1\n");
        QTest::newRow("a quote") << QByteArray("# HELP a b\n# TYPE a gauge\na{x=\"\"1\"} 1\n");
        QTest::newRow("twice") << QByteArray("# HELP a b\n# TYPE a gauge\na{x=\"1\"} 1\na{x=\"1\"} 1\n");
        QTest::newRow("a word") << QByteArray("# HELP a b\n# TYPE a gauge\na{x=\"1\"} up\n");
    }
    void findsBreaches()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!breach(text).isEmpty());
    }

    void tellsNothingOfWhatIsNotKnown()
    {
        const TunnelMetrics unknown{.tunnel = u"a"_s, .sample = {}};
        QCOMPARE(prometheusText({unknown}, start), "");
        TunnelMetrics down = usual();
        down.sample.azure.state = SignalState::Unknown;
        down.sample.gateway.state = SignalState::Pending;
        down.sample.probesAnswered = 0;
        down.sample.roundTrip.reset();
        down.sample.bytes.reset();
        const QByteArray text = prometheusText({down}, start);
        QVERIFY(!text.contains("azure_connected"));
        QVERIFY(!text.contains("rtt"));
        QVERIFY(!text.contains("bytes"));
        QVERIFY(text.contains("\nskybro_tunnel_up{tunnel=\"azure\"} 0\n"));
        QVERIFY(text.contains("\nskybro_tunnel_gateway_established{tunnel=\"azure\"} 0\n"));
        QVERIFY(text.contains("\nskybro_tunnel_loss_ratio{tunnel=\"azure\"} 1\n"));
        down.isUp = true; // one lost probe is no cut
        QVERIFY(prometheusText({down}, start).contains("\nskybro_tunnel_up{tunnel=\"azure\"} 1\n"));
    }

    void hasNoAgeUnderZero()
    {
        QVERIFY(prometheusText({usual()}, start.addDays(-1)).contains("signal=\"traffic\"} 0\n"));
    }
};

QTEST_GUILESS_MAIN(TestPrometheus)
#include "tst_prometheus.moc"
