#include "ui/common/banner.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace skybro;
using namespace skybro::ui;
using namespace Qt::StringLiterals;

class BannerTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatOfAzureIsBehindAnError_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("headline");
        QTest::newRow("no token") << ErrorKind::NotSignedIn << u"Not signed in"_s;
        QTest::newRow("403") << ErrorKind::Forbidden << u"Azure does not permit it"_s;
        QTest::newRow("no way there") << ErrorKind::Network << u"Azure does not answer"_s;
        QTest::newRow("deadline") << ErrorKind::TimedOut << u"Azure does not answer"_s;
        QTest::newRow("500") << ErrorKind::Server << u"Azure answers with an error"_s;
        QTest::newRow("no such subscription") << ErrorKind::NotFound << u"Azure answers with an error"_s;
    }

    void saysWhatOfAzureIsBehindAnError()
    {
        QFETCH(const ErrorKind, kind);
        QTEST(errorHeadline(makeError(kind, u"anything"_s)), "headline");
    }

    /// As in a dialog: what has the focus is pressed by Return as it is by the space bar.
    void returnPressesAButton()
    {
        Banner banner(u"info"_s, Tone::Accent);
        QPushButton *button = banner.addButton(u"way.out"_s, u"Take it back"_s);
        QSignalSpy spy(button, &QPushButton::clicked);
        banner.show();
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
    }

    /// It may appear under the mouse of who is still clicking, and takes the keyboard from a button that is
    /// still pressed.
    void isNotAnsweredByWhatAskedIt()
    {
        ConfirmBar bar(u"sure"_s);
        QSignalSpy confirmed(&bar, &ConfirmBar::confirmed);
        bar.ask(u"Send test data?"_s, u"Azure bills it."_s, u"Send"_s);
        auto *yes = bar.findChild<QPushButton *>(u"sure.yes"_s);
        const QPointF middle = QRectF(yes->rect()).center();
        for (const auto type : {QEvent::MouseButtonDblClick, QEvent::MouseButtonRelease}) {
            QMouseEvent half(type, middle, yes->mapToGlobal(middle), Qt::LeftButton, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(yes, &half);
        }
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QApplication::sendEvent(yes, &held);
        QVERIFY(confirmed.isEmpty());
        QVERIFY(bar.isVisible());
        QTest::mouseClick(yes, Qt::LeftButton);
        QCOMPARE(confirmed.size(), 1);
        bar.ask(u"Send test data?"_s, u"Azure bills it."_s, u"Send"_s);
        QTest::keyClick(yes, Qt::Key_Return);
        QCOMPARE(confirmed.size(), 2);
    }

    void refersToWhatTheTextDoesNotSay()
    {
        Error error = makeError(ErrorKind::Capacity, u"No room: AllocationFailed."_s);
        error.code = u"AllocationFailed"_s;
        QCOMPARE(errorReference(error), QString());
        error.requestId = u"1b2c"_s;
        QCOMPARE(errorReference(error), u"request 1b2c"_s);
        error.text = u"No room."_s;
        QCOMPARE(errorReference(error), u"AllocationFailed · request 1b2c"_s);
    }
};

QTEST_MAIN(BannerTest)
#include "tst_banner.moc"
