#include "models/secrets/memorysecretstore.h"
#include "tests/ui/tunnel/tunnelpagefixture.h"
#include "ui/common/banner.h"
#include "ui/common/codeview.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;

namespace {

/// Ends at once, with what it is given.
class ToldJob : public JobOf<void>
{
public:
    explicit ToldJob(Result<void> result)
        : m_result(std::move(result))
    {
    }

protected:
    void begin() override { finish(m_result); }

private:
    Result<void> m_result;
};

} // namespace

/// The page's tab from which both ends are set up, over a played gateway; Azure's end is left out.
class ConfigViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = std::make_unique<TunnelFixture>();
        m_within = 60s;
        m_witnesses = QStringList{u"cloud001"_s};
        m_rolledBack = {};
        m_forced.clear();
        m_site = {};
        m_site.name = u"niflheim"_s;
        m_site.gateway.host = u"gateway.example.org"_s;
        m_site.gateway.connection = console::PlayedGateway::connection();
        m_site.gateway.address = u"203.0.113.10"_s;
        m_site.gateway.networks = QStringList{u"192.168.0.0/16"_s};
        m_site.tunnel.azureAddress = u"192.0.2.166"_s;
        m_site.tunnel.azureNetworks = QStringList{u"10.0.0.0/16"_s};
        f->config = {.obstacle = {},
                     .plan = [this](const ui::ConfigWishes &wishes) { return plan(wishes); },
                     .witnesses = [this] { return m_witnesses; },
                     .apply = [this](tunnel::TunnelPlan plan) { return apply(std::move(plan)); },
                     .rollBack = [this](bool force) { return rollBack(force); }};
    }
    void cleanup() { f.reset(); }

    void showsWhatWouldBeChanged()
    {
        openTab();
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
        QVERIFY(diff().contains(u"-    esp=aes256-sha2_256\n+    esp=aes_gcm256;modp2048"_s));
        QVERIFY(!f->get<QLabel>("tunnel.config.remarks")->isVisible());
        QVERIFY(f->action("tunnel.config.apply")->isEnabled());
        QVERIFY(f->action("tunnel.config.rollback")->isEnabled());
        QVERIFY(f->window.actions()->conflicts().isEmpty());
        for (const char *name : {"tunnel.config.newkey", "tunnel.config.compare.button",
                                 "tunnel.config.apply.button", "tunnel.config.diff"})
            QVERIFY2(!f->get<QWidget>(name)->accessibleName().isEmpty() ||
                         !f->get<QAbstractButton>(name)->text().isEmpty(),
                     name);
        pictures(u"config"_s);
    }

    void tellsOfWeakAlgorithms()
    {
        m_site.tunnel.profile = site::TunnelProfile::AzureDefault;
        openTab();
        auto *remarks = f->get<QLabel>("tunnel.config.remarks");
        QTRY_VERIFY(remarks->isVisible());
        QVERIFY2(remarks->text().contains(u"modp1024"_s) && remarks->text().contains(u"profile: strong"_s),
                 qPrintable(remarks->text()));
        pictures(u"config-weak"_s);
    }

    void appliesIt()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_Return, Qt::ControlModifier);
        auto *confirm = f->get<ui::ConfirmBar>("tunnel.confirm");
        QVERIFY(confirm->isVisible());
        QVERIFY(wordsOf(confirm).contains(u"If cloud001 does not answer through it within 60 second(s)"_s));
        f->picture(u"config-confirm"_s);
        f->get<QPushButton>("tunnel.confirm.no")->click();
        QTest::qWait(50);
        QCOMPARE(state(), QByteArray());
        f->action("tunnel.config.apply")->trigger();
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        QTRY_VERIFY(notice()->isVisible() && notice()->text().startsWith(u"Applied: traffic passed"_s));
        QCOMPARE(state(), QByteArray("confirmed"));
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);
        QVERIFY(!f->action("tunnel.config.apply")->isEnabled());
        QVERIFY(f->action("tunnel.config.apply")->toolTip().contains(u"nothing to change"_s));
        const QList<Operation> done = f->journal->recent(1);
        QCOMPARE(done.first().kind, QString(tunnel::applyOperation));
        QCOMPARE(done.first().state, OperationState::Succeeded);
        pictures(u"config-same"_s);
    }

    void takesBackWhatDoesNotPass()
    {
        m_within = 1s;
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        f->gateway.world().passes = false;
        applyNow();
        auto *error = f->get<ui::ErrorBanner>("tunnel.error");
        QTRY_VERIFY(error->isVisible());
        QVERIFY2(error->text().startsWith(u"Traffic did not pass within"_s), qPrintable(error->text()));
        QCOMPARE(state(), QByteArray("restored"));
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
        f->picture(u"config-restored"_s);
        // The error's button leads to the same question again.
        f->get<QPushButton>("tunnel.error.retry")->click();
        QVERIFY(f->get<ui::ConfirmBar>("tunnel.confirm")->isVisible());
    }

    void takesItBackWhenAsked()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        f->gateway.world().passes = false;
        applyNow();
        QTRY_VERIFY(notice()->text().contains(u"waiting for traffic"_s));
        QCOMPARE(state(), QByteArray("armed"));
        QVERIFY(!f->action("tunnel.config.compare")->isEnabled());
        QVERIFY(!f->action("tunnel.throughput")->isEnabled());
        QVERIFY(diff().contains(u"aes_gcm256"_s)); // stays in sight
        auto *out = f->get<QPushButton>("tunnel.notice.close");
        QCOMPARE(out->text(), u"Take it back"_s);
        f->picture(u"config-probing"_s);
        out->click();
        QVERIFY(!out->isEnabled());
        auto *error = f->get<ui::ErrorBanner>("tunnel.error");
        QTRY_VERIFY(error->isVisible());
        QVERIFY2(error->text().contains(u"given up"_s), qPrintable(error->text()));
        QCOMPARE(state(), QByteArray("restored"));
    }

    void isClosedInMidChange()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        f->gateway.world().passes = false;
        applyNow();
        QTRY_COMPARE(state(), QByteArray("armed"));
        f->window.setPages({}); // the gateway's timer does the rest
        QTest::qWait(100);
        QCOMPARE(state(), QByteArray("armed"));
    }

    void takesBackTheLastChange()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        applyNow();
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);
        f->action("tunnel.config.rollback")->trigger();
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        QTRY_COMPARE(notice()->text(), u"The last change was taken back."_s);
        QCOMPARE(state(), QByteArray("restored"));
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
    }

    void asksBeforeItOverwritesHandwork()
    {
        Error changed = makeError(ErrorKind::Conflict, u"/etc/ipsec.d/azure.conf was changed by hand."_s);
        changed.code = u"changed"_s;
        m_rolledBack = std::unexpected(changed);
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.rollback")->isEnabled());
        f->action("tunnel.config.rollback")->trigger();
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        auto *confirm = f->get<ui::ConfirmBar>("tunnel.confirm");
        QTRY_VERIFY(confirm->isVisible() && wordsOf(confirm).contains(u"was changed by hand"_s));
        QCOMPARE(m_forced, QList<bool>{false});
        m_rolledBack = Result<void>();
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        QTRY_COMPARE(notice()->text(), u"The last change was taken back."_s);
        QCOMPARE(m_forced, (QList<bool>{false, true}));
    }

    void saysWhyItCanNotCompare()
    {
        f->gateway.world().letsAsk = false;
        openTab();
        auto *empty = f->get<QWidget>("tunnel.config.empty");
        QTRY_VERIFY(wordsOf(empty).contains(u"may not become root without a password"_s));
        QVERIFY(!f->action("tunnel.config.apply")->isEnabled());
        pictures(u"config-refused"_s);
        f->gateway.world().letsAsk = true;
        QTest::keyClick(&f->window, Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
    }

    void wantsAzureForAnotherKey()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        QTest::mouseClick(f->get<QCheckBox>("tunnel.config.newkey"), Qt::LeftButton, {}, {8, 8});
        QTRY_VERIFY(
            wordsOf(f->get<QWidget>("tunnel.config.empty")).contains(u"There is no pre-shared key"_s));
    }

    void wantsAWitness()
    {
        m_witnesses.clear();
        openTab();
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
        QVERIFY(!f->action("tunnel.config.apply")->isEnabled());
        QVERIFY(f->action("tunnel.config.apply")->toolTip().contains(u"no running node"_s));
    }

    void isWhereTheDoctorLeads()
    {
        f->open();
        QTRY_COMPARE(f->monitor->now().state, tunnel::TunnelState::Up);
        f->gateway.world().forwards = f->gateway.world().passes = false;
        auto *mend = f->get<QPushButton>("tunnel.mend.button");
        QTRY_COMPARE(mend->text(), u"Configure both ends"_s);
        mend->click();
        QTRY_VERIFY(!summary().isEmpty());
        QVERIFY(f->get<QWidget>("tunnel.config.diff")->isVisible() ||
                f->get<QWidget>("tunnel.config.empty")->isVisible());
    }

    void saysThatNothingCanBeChanged()
    {
        f->config = {};
        f->config.obstacle = u"The site file names no gateway."_s;
        openTab();
        QVERIFY(wordsOf(f->get<QWidget>("tunnel.config.empty")).contains(u"names no gateway"_s));
        QVERIFY(!f->action("tunnel.config.compare")->isEnabled());
    }

private:
    Result<tunnel::PlanTunnelJob *> plan(const ui::ConfigWishes &wishes)
    {
        tunnel::PlanTunnelParts parts;
        parts.site = m_site;
        parts.gateway = f->gateway.shell();
        parts.secrets = &m_secrets;
        parts.newKey = wishes.newKey;
        return new tunnel::PlanTunnelJob(std::move(parts));
    }
    tunnel::ApplyConfigJob *apply(tunnel::TunnelPlan plan)
    {
        tunnel::ApplyTunnelOptions options;
        options.site = m_site.name;
        options.gatewayName = m_site.gateway.host;
        options.targets = {{.host = u"10.0.1.4"_s}};
        options.gateway = f->gateway.shell();
        options.secrets = &m_secrets;
        options.journal = f->journal.get();
        options.within = m_within;
        return tunnel::applyTunnel(std::move(plan), options);
    }
    JobOf<void> *rollBack(bool force)
    {
        m_forced.append(force);
        if (m_rolledBack)
            return new ToldJob(*m_rolledBack);
        return new tunnel::RollbackConfigJob(f->gateway.shell(), m_site.gateway.connection, force);
    }

    void openTab()
    {
        f->open();
        f->page->open(u"configuration"_s);
    }
    void applyNow()
    {
        f->action("tunnel.config.apply")->trigger();
        f->get<QPushButton>("tunnel.confirm.yes")->click();
    }
    [[nodiscard]] QString summary() const { return f->get<QLabel>("tunnel.config.summary")->text(); }
    [[nodiscard]] QString diff() const { return f->get<ui::CodeView>("tunnel.config.diff")->toPlainText(); }
    [[nodiscard]] ui::Banner *notice() const { return f->get<ui::Banner>("tunnel.notice"); }
    [[nodiscard]] QByteArray state() const { return f->gateway.world().config.state(); }
    [[nodiscard]] static QString wordsOf(const QWidget *widget)
    {
        QString words;
        for (const QLabel *label : widget->findChildren<QLabel *>())
            words += label->text() + u'\n';
        return words;
    }
    void pictures(const QString &name)
    {
        if (qEnvironmentVariable("SKYBRO_PICTURES").isEmpty())
            return;
        QTest::qWait(300);
        f->picture(name);
        f->theme.setChoice(ui::ThemeChoice::Dark);
        f->window.resize(900, 600);
        f->picture(name + u"-dark-900"_s);
        f->theme.setChoice(ui::ThemeChoice::Light);
        f->window.resize(1280, 800);
    }

    std::unique_ptr<TunnelFixture> f;
    site::Site m_site;
    secrets::MemorySecretStore m_secrets;
    std::chrono::seconds m_within{60};
    QStringList m_witnesses;
    std::optional<Result<void>> m_rolledBack; ///< in place of what the gateway would do
    QList<bool> m_forced;
};

QTEST_MAIN(ConfigViewTest)
#include "tst_configview.moc"
