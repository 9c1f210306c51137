#include "ui/tunnel/historyread.h"

#include <QTest>

using namespace skybro;
using namespace skybro::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tunnel::SamplePoint;

namespace {

/// The states of ten minutes: what went on in each.
QList<SamplePoint> minutes(const QList<SamplePoint> &each)
{
    QList<SamplePoint> points = each;
    for (qsizetype i = 0; i < points.size(); ++i) {
        points[i].start = QDateTime::fromSecsSinceEpoch(1'800'000'000 + 60 * i, Qt::UTC);
        points[i].width = 1min;
        points[i].samples = 30;
    }
    return points;
}

SamplePoint traffic(int up, int down, int impaired = 0)
{
    SamplePoint point;
    point.traffic = {.up = up, .down = down};
    point.impaired = impaired;
    return point;
}

} // namespace

/// Reading from the file is told by tst_pastview.
class HistoryReadTest : public QObject
{
    Q_OBJECT

private slots:
    void bandsOfStates()
    {
        const TunnelHistory history =
            historyOf(minutes({traffic(30, 0), traffic(30, 0), traffic(20, 10), traffic(0, 30), traffic(0, 0),
                               traffic(30, 0, 12), traffic(30, 0, 30), traffic(30, 0, 30), traffic(20, 10, 5),
                               traffic(30, 0)}),
                      {});
        QCOMPARE(history.states.size(), 3);
        QStringList words;
        for (const BandPiece &piece : history.states[0].pieces)
            words += piece.look.word + u' ' + QString::number((piece.to - piece.from) / 60);
        QCOMPARE(words, (QStringList{u"Up 2"_s, u"At times down 1"_s, u"Down 1"_s, u"At times impaired 1"_s,
                                     u"Impaired 2"_s, u"At times down 1"_s, u"Up 1"_s}));
        // Told apart without colours, too.
        QSet<QPair<Qt::BrushStyle, QString>> kinds;
        QSet<Qt::BrushStyle> fills;
        for (const BandPiece &piece : history.states[0].pieces) {
            if (piece.look.word == u"Up"_s || piece.look.word == u"Down"_s ||
                piece.look.word == u"Impaired"_s || piece.look.word == u"At times down"_s) {
                kinds.insert({piece.fill, piece.look.word});
                fills.insert(piece.fill);
            }
        }
        QCOMPARE(kinds.size(), fills.size());
    }

    /// What impairs the tunnel is not the gateway's state, nor Azure's.
    void onlyTrafficIsImpaired()
    {
        SamplePoint point = traffic(30, 0, 30);
        point.gateway = {.up = 30, .down = 0};
        point.azure = {.up = 30, .down = 0};
        const TunnelHistory history = historyOf(minutes({point}), {});
        QCOMPARE(history.states[0].pieces.first().look.word, u"Impaired"_s);
        QCOMPARE(history.states[1].pieces.first().look.word, u"Up"_s);
        QCOMPARE(history.states[2].pieces.first().look.word, u"Up"_s);
    }
};

QTEST_MAIN(HistoryReadTest)
#include "tst_historyread.moc"
