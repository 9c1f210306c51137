#include "ui/common/style.h"

#include <QImage>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QTest>
#include <QToolButton>

using namespace skybro;

class StyleTest : public QObject
{
    Q_OBJECT

private slots:
    /// Who goes by Tab sees where he is, on a button without a frame, too.
    void aFlatButtonShowsItsFocus()
    {
        QToolButton button;
        button.setAutoRaise(true);
        button.resize(30, 30);
        const auto drawn = [&button](QStyle::State more) {
            QStyleOptionToolButton option;
            option.initFrom(&button);
            option.state = QStyle::State_Enabled | QStyle::State_AutoRaise | more;
            option.subControls = QStyle::SC_ToolButton;
            QImage image(button.size(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            ui::Style().drawComplexControl(QStyle::CC_ToolButton, &option, &painter, &button);
            return image;
        };
        const QImage idle = drawn({});
        QVERIFY(drawn(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange) != idle);
        QCOMPARE(drawn(QStyle::State_HasFocus), idle); // by the mouse: it is known where that is
    }
};

QTEST_MAIN(StyleTest)
#include "tst_style.moc"
