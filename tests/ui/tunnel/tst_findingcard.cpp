#include "tests/models/tunnel/evidencekit.h"
#include "ui/common/theme.h"
#include "ui/tunnel/findingcard.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace skybro;
using namespace Qt::StringLiterals;
using tunnel::Certainty;
using tunnel::FaultKind;
using tunnel::Finding;
using ui::FindingCard;

namespace {

Finding findingOf(FaultKind kind, Certainty certainty = Certainty::Likely)
{
    tunnel::Evidence evidence = evidencekit::healthy();
    evidence.gateway = u"vpn-gateway-01.cluster.example.org"_s;
    Finding finding;
    finding.kind = kind;
    finding.sentence = tunnel::sentenceFor(kind, evidence);
    finding.mend = tunnel::mendFor(kind, evidence);
    finding.certainty = certainty;
    finding.evidence = {u"What was sent did not enter the tunnel."_s};
    return finding;
}

} // namespace

class FindingCardTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_evidence.setCheckable(true);
        m_evidence.setChecked(false);
        m_window = std::make_unique<QWidget>();
        m_card = new FindingCard(&m_mend, &m_copy, &m_evidence);
        auto *column = new QVBoxLayout(m_window.get());
        column->addWidget(m_card);
        column->addStretch(1);
    }
    void cleanup() { m_window.reset(); }

    /// Every sentence of the doctor is to be read whole, in a small window, too.
    void fits_data()
    {
        QTest::addColumn<FaultKind>("kind");
        for (int i = 0; i < tunnel::faultKindCount; ++i)
            QTest::newRow(qPrintable(tunnel::toWord(FaultKind(i)))) << FaultKind(i);
    }
    void fits()
    {
        QFETCH(FaultKind, kind);
        const Finding finding = findingOf(kind);
        QVERIFY(!finding.sentence.isEmpty());
        QVERIFY(kind == FaultKind::Healthy || !finding.mend.advice.isEmpty());
        for (const auto &[choice, width] :
             {std::pair(ui::ThemeChoice::Light, 1040), {ui::ThemeChoice::Dark, 640}}) {
            m_theme.setChoice(choice);
            m_window->resize(width, 260);
            m_window->show();
            m_card->show({finding}, {}, finding.mend.action.isEmpty() ? QString() : u"Configure both ends"_s);
            m_evidence.setChecked(width > 1000);
            QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
            QCOMPARE(label("sentence")->text(), finding.sentence);
            for (const QLabel *shown : {label("sentence"), label("advice")}) {
                if (shown->isVisible())
                    QTRY_VERIFY(shown->height() >= shown->heightForWidth(shown->width()));
            }
            QCOMPARE(m_window->width(), width); // no word forced it wider
            picture(u"finding-%1-%2"_s.arg(tunnel::toWord(kind)).arg(width));
        }
    }

    void saysHowSureItIs()
    {
        m_card->show({findingOf(FaultKind::Bypassed, Certainty::Guess)}, {}, {});
        QVERIFY(label("advice")->text().endsWith(u"(a guess)"_s));
        m_card->show({findingOf(FaultKind::NotOriented, Certainty::Sure)}, {}, {});
        QVERIFY(label("advice")->text().endsWith(u"(sure)"_s));
        // Their sentences say that the cause is not known.
        for (const FaultKind kind : {FaultKind::Unknown, FaultKind::NothingPasses}) {
            m_card->show({findingOf(kind, Certainty::Sure)}, {}, {});
            QVERIFY(!label("advice")->text().endsWith(u')'));
        }
    }

    void namesWhatElseIsWorthALook()
    {
        const Finding lifetimes = findingOf(FaultKind::LifetimesDiffer, Certainty::Guess);
        m_card->show({findingOf(FaultKind::Healthy, Certainty::Sure), lifetimes}, {}, {});
        QCOMPARE(label("advice")->text(), u"Worth a look: %1 (a guess)"_s.arg(lifetimes.sentence));
    }

    /// What comes from a gateway is text, not markup.
    void escapesTheEvidence()
    {
        Finding finding = findingOf(FaultKind::NoAnswer);
        finding.evidence = {u"<img src=x> & \"so on\""_s};
        m_evidence.setChecked(true);
        m_card->show({finding}, {u"Azure <b>says</b>"_s}, {});
        const QString text = label("evidence")->text();
        QVERIFY(text.contains(u"&lt;img src=x&gt; &amp;"_s));
        QVERIFY(text.contains(u"Azure &lt;b&gt;says&lt;/b&gt;"_s));
    }

    void mends()
    {
        QSignalSpy asked(&m_mend, &QAction::triggered);
        m_window->show();
        m_card->show({findingOf(FaultKind::DaemonNotRunning)}, {}, u"Start the daemon"_s);
        auto *button = m_card->findChild<QPushButton *>(u"tunnel.mend.button"_s);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        m_card->setMending(true);
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->text(), u"Under way…"_s);
        m_card->setMending(false);
        QCOMPARE(button->text(), u"Start the daemon"_s);
        QCOMPARE(m_card->findChild<QLineEdit *>(u"tunnel.command"_s)->text(), m_card->command());
        m_card->show({findingOf(FaultKind::Healthy)}, {}, {});
        QVERIFY(!button->isVisible());
    }

private:
    [[nodiscard]] QLabel *label(const char *name) const
    {
        return m_card->findChild<QLabel *>(u"tunnel.finding."_s + QLatin1StringView(name));
    }
    void picture(const QString &name)
    {
        const QString pictures = qEnvironmentVariable("SKYBRO_PICTURES");
        if (pictures.isEmpty())
            return;
        QTest::qWait(50); // for the theme
        QVERIFY(m_window->grab().save(u"%1/%2.png"_s.arg(pictures, name)));
    }

    ui::Theme m_theme;
    QAction m_mend;
    QAction m_copy;
    QAction m_evidence;
    std::unique_ptr<QWidget> m_window;
    FindingCard *m_card = nullptr;
};

QTEST_MAIN(FindingCardTest)
#include "tst_findingcard.moc"
