#include "ui/tunnel/lampcard.h"

#include <QLabel>
#include <QTest>

using namespace skybro;
using namespace Qt::StringLiterals;

class LampCardTest : public QObject
{
    Q_OBJECT

private slots:
    /// What has no place to break a line in, as fingerprints, is read whole all the same.
    void longWordsAreReadWhole()
    {
        const QString fingerprint = u"SHA256:uNiVztksCsDhcc0u9e8BrQgaLhcQZdx8wAGQ9AuAlQE"_s;
        ui::LampCard card(u"lamp"_s);
        ui::Lamp lamp;
        lamp.title = u"The gateway says"_s;
        lamp.details = {u"Its key is "_s + fingerprint, u"ESP AES_CBC_128-HMAC_SHA1_96"_s};
        card.show(lamp);
        card.resize(160, 300);
        card.QWidget::show();
        for (const auto &[name, text] :
             {std::pair("lamp.detail", lamp.details[0]), std::pair("lamp.detail2", lamp.details[1])}) {
            const auto *label = card.findChild<QLabel *>(QLatin1StringView(name));
            QVERIFY(label);
            QCOMPARE(label->text().remove(QChar(0x200b)), text);
            int widest = 0; // of the pieces between which a line may end
            for (const QString &piece : label->text().split(QChar(0x200b)))
                for (const QString &word : piece.split(u' '))
                    widest = std::max(widest, label->fontMetrics().horizontalAdvance(word));
            QVERIFY2(widest <= label->width() * 2, qPrintable(label->text()));
        }
        QCOMPARE(card.accessibleDescription(), lamp.details.join(u' '));
        // A name ends a line at its joints, and not within a number.
        QVERIFY(
            card.findChild<QLabel *>(u"lamp.detail2"_s)->text().contains(u"128-\u200bHMAC_\u200bSHA1_96"_s));
    }

    void aNumberKeepsItsUnit()
    {
        ui::LampCard card(u"lamp"_s);
        ui::Lamp lamp;
        lamp.details = {u"new key in 1 min 07 s"_s};
        card.show(lamp);
        QCOMPARE(card.findChild<QLabel *>(u"lamp.detail"_s)->text(), u"new key in 1\u00a0min 07\u00a0s"_s);
    }
};

QTEST_MAIN(LampCardTest)
#include "tst_lampcard.moc"
