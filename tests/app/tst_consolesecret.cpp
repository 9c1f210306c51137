#include "app/skybro/console.h"
#include "tests/support/simprocess.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace skybro;
using namespace Qt::StringLiterals;

/// A site whose client secret rests in the real keychain (tests/support/with-keyring) and is no longer valid.
class ConsoleSecretTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        for (const char *home : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
            qputenv(home, (m_folder.path() + u'/' + QLatin1StringView(home)).toUtf8());
        if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
            QSKIP("run it by tests/support/with-keyring: it writes into the session's keychain");
    }

    void takesAnotherClientSecret()
    {
        const auto sim =
            test::SimProcess::start(QStringLiteral(SKYBRO_BIN "/skybro-sim"), {u"--nodes"_s, u"3"_s});
        QVERIFY(sim);
        console::Console console;
        ui::MainWindow *window = console.window();
        window->show();
        QAction *another = window->actions()->find(u"app.secret"_s);
        console.openUsual();
        QVERIFY(!another->isVisible());

        // The first start, with a secret that is not right.
        const auto button = [window](const QString &name) {
            return window->findChild<QAbstractButton *>(name);
        };
        const auto type = [window](const QString &name, const QString &text) {
            QTest::keyClicks(window->findChild<QLineEdit *>(name), text);
        };
        QTest::mouseClick(button(u"welcome.other"_s), Qt::LeftButton);
        type(u"signin.name"_s, u"expired"_s);
        QTest::keyClick(window->findChild<QComboBox *>(u"signin.cloud"_s), Qt::Key_End);
        type(u"signin.resourcemanager"_s, sim->endpoint.toString());
        type(u"signin.authority"_s, sim->authority.toString());
        type(u"signin.cafile"_s, sim->caFile);
        type(u"signin.tenant"_s, sim->tenant);
        type(u"signin.subscription"_s, sim->subscription);
        type(u"signin.clientid"_s, sim->clientId);
        type(u"signin.secret"_s, u"no longer valid"_s);
        QTest::mouseClick(button(u"signin.submit"_s), Qt::LeftButton);
        QTRY_VERIFY(button(u"app.secret.button"_s));
        QVERIFY(another->isVisible());
        QVERIFY(button(u"overview.retry.button"_s)->property("primary").toBool());
        QVERIFY(!button(u"app.secret.button"_s)->property("primary").toBool());

        // Esc leaves all as it was.
        QTest::mouseClick(button(u"app.secret.button"_s), Qt::LeftButton);
        auto *bar = window->findChild<QWidget *>(u"secret"_s);
        auto *value = window->findChild<QLineEdit *>(u"secret.value"_s);
        QVERIFY(bar->isVisible());
        QVERIFY(!button(u"secret.keep"_s)->isEnabled());
        QTest::keyClicks(value, u"half a sec"_s);
        QTest::keyClick(value, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(value->text().isEmpty());
        QVERIFY(console.cluster()->fleet()->nodes().isEmpty());

        another->trigger();
        QTest::keyClicks(value, sim->clientSecret);
        QTest::mouseClick(button(u"secret.keep"_s), Qt::LeftButton);
        QTRY_COMPARE(console.cluster()->fleet()->nodes().size(), 3);
        QVERIFY(!bar->isVisible());
        QVERIFY(value->text().isEmpty());

        // It rests in the keychain, and nowhere else.
        QProcess grep;
        grep.start(u"grep"_s, {u"-rlF"_s, sim->clientSecret, m_folder.path()});
        QVERIFY(grep.waitForFinished());
        QCOMPARE(grep.readAllStandardOutput(), QByteArray());
        QCOMPARE(grep.exitCode(), 1);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(ConsoleSecretTest)
#include "tst_consolesecret.moc"
