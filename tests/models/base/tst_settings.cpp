#include "models/base/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

private slots:
    void keepsWhatItIsGivenAndWhatItDoesNotKnow()
    {
        const QString path = m_dir.filePath(u"skybro.conf"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[future]\nkey=7\n");
        file.close();
        {
            Settings settings(path);
            QSignalSpy changed(&settings, &Settings::changed);
            QCOMPARE(settings.get(setting::currency), u"EUR"_s);
            settings.set(setting::currency, u"DKK"_s);
            settings.set(setting::currency, u"DKK"_s);
            QCOMPARE(changed.count(), 1);
        }
        QCOMPARE(Settings(path).get(setting::currency), u"DKK"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("key=7"));
    }

    void aValueOfTheWrongTypeCountsAsAbsent()
    {
        const QString path = m_dir.filePath(u"wrong.conf"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[cost]\ncurrency=@ByteArray(\n[a]\nn=many\n");
        file.close();
        const Settings settings(path);
        const Setting<QRect> rectangle{"a/n", QRect(1, 2, 3, 4)};
        QCOMPARE(settings.get(rectangle), QRect(1, 2, 3, 4));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
