#include "app/skybro/console.h"
#include "ui/common/actions.h"
#include "ui/common/banner.h"
#include "ui/common/codeview.h"
#include "ui/common/page.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace skybro;
using namespace Qt::StringLiterals;

/// The tunnel's page in the console whole, over the demo: its gateway is played, its Azure is a real
/// skybro-sim.
class ConsoleTunnelTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        // skybro-sim is looked for beside the program, which is the test here, and then in PATH.
        qputenv("PATH", QByteArray(SKYBRO_BIN) + ':' + qgetenv("PATH"));
        m_console = std::make_unique<console::Console>();
        m_console->window()->resize(1280, 800);
        m_console->window()->show();
        m_console->setFirstPage(u"tunnel"_s);
        m_console->openDemo();
        QTRY_VERIFY(find<QLabel>("tunnel.lamp.traffic.word") &&
                    find<QLabel>("tunnel.lamp.traffic.word")->text() == u"Passes"_s);
        m_console->window()->currentPage()->open(u"configuration"_s);
    }
    void cleanup() { m_console.reset(); }

    void setsUpBothEndsAndTakesItBack()
    {
        const QString wanted = u"To be changed: 2 file(s) on the gateway, Azure's IPsec policy"_s;
        QTRY_COMPARE(summary(), wanted);
        run("tunnel.config.apply");
        confirm();
        QTRY_VERIFY2(notice().startsWith(u"Applied: traffic passed"_s), qPrintable(notice()));
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);

        run("tunnel.config.rollback");
        QTRY_COMPARE(summary(), u"To be put back: 2 file(s) on the gateway, Azure's IPsec policy"_s);
        confirm();
        QTRY_COMPARE(notice(), u"The last change was taken back."_s);
        QTRY_COMPARE(summary(), wanted);
    }

    void setsAnotherKeyAtBothEnds()
    {
        QTRY_VERIFY(!summary().isEmpty());
        find<QCheckBox>("tunnel.config.newkey")->click();
        QTRY_VERIFY2(summary().endsWith(u"the pre-shared key at Azure"_s), qPrintable(summary()));
        QVERIFY(
            find<ui::CodeView>("tunnel.config.diff")->toPlainText().contains(u"another pre-shared key"_s));
        run("tunnel.config.apply");
        confirm();
        QTRY_VERIFY2(notice().startsWith(u"Applied: traffic passed"_s), qPrintable(notice()));
        QVERIFY(!find<QCheckBox>("tunnel.config.newkey")->isChecked());
        // Both ends and the store agree on it.
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);
    }

private:
    template <typename T>
    [[nodiscard]] T *find(const char *name) const
    {
        return m_console->window()->findChild<T *>(QLatin1StringView(name));
    }
    void run(const char *action)
    {
        QAction *found = m_console->window()->actions()->find(QLatin1StringView(action));
        QTRY_VERIFY(found->isEnabled());
        found->trigger();
    }
    void confirm()
    {
        QTRY_VERIFY(find<ui::ConfirmBar>("tunnel.confirm")->isVisible());
        find<QPushButton>("tunnel.confirm.yes")->click();
    }
    [[nodiscard]] QString summary() const { return find<QLabel>("tunnel.config.summary")->text(); }
    [[nodiscard]] QString notice() const { return find<ui::Banner>("tunnel.notice")->text(); }

    std::unique_ptr<console::Console> m_console;
};

QTEST_MAIN(ConsoleTunnelTest)
#include "tst_consoletunnel.moc"
