#include "models/tunnel/monitor/samplestore.h"
#include "models/tunnel/monitor/tunnelevents.h"
#include "models/tunnel/probe/probesjob.h"
#include "tests/models/tunnel/realpath.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

using namespace skybro;
using namespace skybro::tunnel;
using namespace skybro::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Probes, samples, rules and history together, on a real path that is really cut. How fast it is told is
/// printed, not asserted: that belongs to a machine with nothing else to do. The rule's own time is in
/// tst_tunnelevents.
class TestTunnelCut : public QObject
{
    Q_OBJECT

    RealPath m_path;
    TunnelEvents m_events;
    std::unique_ptr<SampleStore> m_store;
    QList<TunnelEvent> m_told;
    int m_samples = 0;
    ProbeMethod m_method = ProbeMethod::Icmp;
    QTimer m_next;

    void takeSample()
    {
        auto *job = new ProbesJob(m_path.shell(), {{.host = RealPath::far, .method = m_method, .port = 22}},
                                  {}, this);
        Sample sample;
        sample.time = QDateTime::currentDateTimeUtc();
        job->then(this, [this, sample](const Result<QList<ProbeReply>> &replies) mutable {
            QVERIFY2(replies, replies ? "" : qPrintable(replies.error().text));
            sample.setProbes(*replies);
            QVERIFY(sample.probesMade == 1);
            QVERIFY(m_store->add(u"real"_s, sample));
            m_told += m_events.add(sample);
            ++m_samples;
            const auto taken =
                std::chrono::milliseconds(sample.time.msecsTo(QDateTime::currentDateTimeUtc()));
            m_next.start(m_events.isInDoubt() ? TunnelEvents::hurriedPause : std::max(0ms, 2s - taken));
        });
        job->start();
    }

private slots:
    void initTestCase()
    {
        m_next.setSingleShot(true);
        connect(&m_next, &QTimer::timeout, this, &TestTunnelCut::takeSample);
        if (const QString why = m_path.start(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void tellsACutAndARecovery_data()
    {
        QTest::addColumn<ProbeMethod>("method");
        QTest::newRow("icmp") << ProbeMethod::Icmp;
        QTest::newRow("tcp") << ProbeMethod::Tcp;
    }
    void tellsACutAndARecovery()
    {
        QFETCH(ProbeMethod, method);
        m_method = method;
        const QTemporaryDir folder;
        m_store = std::move(*SampleStore::open(folder.filePath(u"tunnel.sqlite"_s)));
        m_events = TunnelEvents();
        m_told.clear();
        m_samples = 0;
        const QDateTime since = QDateTime::currentDateTimeUtc();
        takeSample();
        QTRY_VERIFY(m_samples >= 2);
        QCOMPARE(m_events.state(), TunnelState::Up);

        m_path.setCut(true);
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE(m_told.size(), 1);
        qInfo("cut told after %lld ms", timer.elapsed());
        QCOMPARE(m_told[0].kind, TunnelEvent::Kind::Broke);

        m_path.setCut(false);
        timer.start();
        QTRY_COMPARE(m_told.size(), 2);
        qInfo("recovery told after %lld ms", timer.elapsed());
        QCOMPARE(m_told[1].kind, TunnelEvent::Kind::Back);

        const auto points = m_store->read(u"real"_s, since, QDateTime::currentDateTimeUtc().addSecs(1), 100);
        QVERIFY(points);
        int up = 0;
        int down = 0;
        for (const SamplePoint &point : *points) {
            up += point.traffic.up;
            down += point.traffic.down;
            QVERIFY(point.traffic.up == 0 || point.roundTrip);
        }
        QVERIFY2(up >= 4 && down >= 3, qPrintable(u"%1 up, %2 down"_s.arg(up).arg(down)));
        m_next.stop();
        qDeleteAll(findChildren<Job *>());
    }
};

QTEST_GUILESS_MAIN(TestTunnelCut)
#include "tst_tunnelcut.moc"
