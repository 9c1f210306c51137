#include "models/secrets/memorysecretstore.h"
#include "tests/ui/tunnel/tunnelpagefixture.h"
#include "ui/common/banner.h"
#include "ui/common/codeview.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTabBar>
#include <QToolButton>

using namespace skybro;
using namespace skybro::uitest;

/// The page's tab from which both ends are set up, over a played gateway; Azure's end is left out.
class ConfigViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = std::make_unique<TunnelFixture>();
        m_within = 60s;
        m_checked = {};
        m_witnesses = QStringList{u"cloud001"_s};
        m_site = {};
        m_site.name = u"niflheim"_s;
        m_site.gateway.host = u"gateway.example.org"_s;
        m_site.gateway.connection = console::PlayedGateway::connection();
        m_site.gateway.address = u"203.0.113.10"_s;
        m_site.gateway.networks = QStringList{u"192.168.0.0/16"_s};
        m_site.tunnel.isGiven = true;
        m_site.tunnel.azureAddress = u"192.0.2.166"_s;
        m_site.tunnel.azureNetworks = QStringList{u"10.0.0.0/16"_s};
        f->config = {.obstacle = {},
                     .isInterrupted = false,
                     .settle = [this](const ui::ConfigWishes &) { return settle(); },
                     .plan = [this](const ui::ConfigWishes &wishes) { return plan(wishes); },
                     .planRollback = [this](const ui::ConfigWishes &) { return planRollback(); },
                     .witnesses = [this] { return m_witnesses; },
                     .checkSite = [this] { return m_checked; },
                     .apply = [this](tunnel::TunnelPlan plan) { return apply(std::move(plan)); },
                     .rollBack = [this](const tunnel::RollbackPlan &plan,
                                        bool force) { return rollBack(plan, force); }};
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

    /// What was true when it was asked may not be any more.
    void comparesAnewWhatIsOld()
    {
        openTab();
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
        const auto come = [this] {
            f->page->open(u"events"_s);
            f->page->open(u"configuration"_s);
            return summary();
        };
        QCOMPARE(come(), u"To be changed: 2 file(s) on the gateway"_s);
        f->action("tunnel.config.apply")->trigger(); // asks
        f->ahead = 61s;
        QCOMPARE(come(), u"To be changed: 2 file(s) on the gateway"_s); // of which the question is
        f->get<QPushButton>("tunnel.confirm.no")->click();
        QVERIFY(come() != u"To be changed: 2 file(s) on the gateway"_s);
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
    }

    void showsCommandsForTheFirewall()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        QTest::keyClick(&f->window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY2(diff().startsWith(u"── On gateway.example.org, where firewalld is at work"_s),
                 qPrintable(diff()));
        QVERIFY(diff().contains(u"firewall-cmd"_s) && diff().contains(u"1350"_s));
        QVERIFY(diff().contains(u"tcp option maxseg size set 1350"_s)); // without firewalld, too
        QVERIFY(diff().contains(u"ip route"_s) || diff().contains(u"nmcli"_s));
        pictures(u"config-rules"_s);
        f->action("tunnel.config.rules")->trigger();
        QVERIFY(diff().contains(u"+    esp=aes_gcm256;modp2048"_s));
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

    /// The profile is strong already: what is written beside it is the cause.
    void tellsWhichSettingIsWeak()
    {
        m_site.tunnel.esp = u"aes128-sha1"_s;
        openTab();
        auto *remarks = f->get<QLabel>("tunnel.config.remarks");
        QTRY_VERIFY(remarks->isVisible());
        QVERIFY2(remarks->text().contains(u"by its own tunnel.esp: the profile “strong” alone"_s) &&
                     !remarks->text().contains(u"profile: strong"_s),
                 qPrintable(remarks->text()));
    }

    void tellsThatAProfileIsAssumed()
    {
        m_site.tunnel.isGiven = false;
        openTab();
        auto *remarks = f->get<QLabel>("tunnel.config.remarks");
        QTRY_VERIFY(remarks->isVisible());
        QCOMPARE(remarks->text(),
                 u"The site file has no section “tunnel”: the profile “strong” is assumed."_s);
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

    /// Whether somebody wrote it before Apply was asked for, or before the question was answered.
    void appliesNothingOfAChangedSiteFile_data()
    {
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("before the question") << false;
        QTest::newRow("before its answer") << true;
    }
    void appliesNothingOfAChangedSiteFile()
    {
        QFETCH(const bool, isAsked);
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        const QString text = u"The site file changed since the comparison; compare again."_s;
        const Result<void> changed = fail(ErrorKind::Conflict, text);
        m_checked = isAsked ? Result<void>() : changed;
        f->action("tunnel.config.apply")->trigger();
        QCOMPARE(f->get<ui::ConfirmBar>("tunnel.confirm")->isVisible(), isAsked);
        m_checked = changed;
        if (isAsked)
            f->get<QPushButton>("tunnel.confirm.yes")->click();
        auto *error = f->get<ui::ErrorBanner>("tunnel.error");
        QVERIFY(error->isVisible());
        QVERIFY2(error->text().contains(text), qPrintable(error->text()));
        QTest::qWait(50);
        QCOMPARE(state(), QByteArray());
        QVERIFY(diff().contains(u"+    esp=aes_gcm256;modp2048"_s)); // all stays as it was
        m_checked = {};
        f->get<QPushButton>("tunnel.error.retry")->click();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        applyNow();
        QTRY_COMPARE(state(), QByteArray("confirmed"));
    }

    /// What needs no change, and is not in force either.
    void saysThatNothingGoesByTheFiles()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        applyNow();
        QTRY_COMPARE(state(), QByteArray("confirmed"));
        f->gateway.world().isLoaded = false;
        f->gateway.world().hasIkeSa = f->gateway.world().hasChildSa = false;
        QTRY_VERIFY(f->action("tunnel.config.compare")->isEnabled());
        f->action("tunnel.config.compare")->trigger();
        QTRY_VERIFY(summary().endsWith(u"does not go by it."_s));
        QVERIFY(f->get<QLabel>("tunnel.config.remarks")->text().contains(u"ipsec auto --add azure"_s));
        QVERIFY(f->action("tunnel.config.apply")->toolTip().contains(u"brings them into force"_s));
        pictures(u"config-idle"_s);
        // Once that was done it is said no longer.
        auto *mend = f->get<QPushButton>("tunnel.mend.button");
        QTRY_COMPARE(mend->text(), u"Load it"_s);
        mend->click();
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);
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
        f->get<QPushButton>("tunnel.error.retry")->click();
        QVERIFY(!error->isVisible());
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
        applyNow();
        QTRY_VERIFY(error->isVisible());
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
        f->action("tunnel.config.compare")->trigger();
        QVERIFY(!error->isVisible());
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
        QVERIFY(!f->get<QPushButton>("tunnel.mend.button")->isEnabled());
        QVERIFY(diff().contains(u"aes_gcm256"_s)); // stays in sight
        auto *out = f->get<QPushButton>("tunnel.notice.close");
        QCOMPARE(out->text(), u"Take it back"_s);
        f->picture(u"config-probing"_s);
        out->click();
        QVERIFY(!out->isEnabled());
        QTRY_VERIFY2(notice()->text().contains(u"given up"_s), qPrintable(notice()->text()));
        QVERIFY(!f->get<ui::ErrorBanner>("tunnel.error")->isVisible()); // it was asked for
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
        auto *confirm = f->get<ui::ConfirmBar>("tunnel.confirm");
        QTRY_VERIFY(confirm->isVisible());
        QCOMPARE(summary(), u"To be put back: 2 file(s) on the gateway"_s);
        QVERIFY2(diff().contains(u"-    esp=aes_gcm256;modp2048"_s), qPrintable(diff()));
        pictures(u"config-back"_s);
        f->get<QPushButton>("tunnel.confirm.no")->click();
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);
        QCOMPARE(state(), QByteArray("confirmed"));
        f->action("tunnel.config.rollback")->trigger();
        QTRY_VERIFY(confirm->isVisible());
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        QTRY_COMPARE(notice()->text(), u"The last change was taken back."_s);
        QCOMPARE(state(), QByteArray("restored"));
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
    }

    void saysThatThereIsNothingToTakeBack()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.rollback")->isEnabled());
        f->action("tunnel.config.rollback")->trigger();
        auto *error = f->get<ui::ErrorBanner>("tunnel.error");
        QTRY_VERIFY(error->isVisible());
        QVERIFY2(error->text().contains(u"no change"_s), qPrintable(error->text()));
        QVERIFY(!f->get<ui::ConfirmBar>("tunnel.confirm")->isVisible());
    }

    void asksBeforeItOverwritesHandwork()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        applyNow();
        QTRY_COMPARE(summary(), u"Both ends are as the site file has them."_s);
        f->gateway.world().config.changeByHand(u"/etc/ipsec.d/azure.conf"_s);
        f->action("tunnel.config.rollback")->trigger();
        auto *confirm = f->get<ui::ConfirmBar>("tunnel.confirm");
        QTRY_VERIFY(confirm->isVisible());
        QVERIFY2(wordsOf(confirm).contains(u"What was changed since is lost: /etc/ipsec.d/azure.conf."_s),
                 qPrintable(wordsOf(confirm)));
        QCOMPARE(f->get<QPushButton>("tunnel.confirm.yes")->text(), u"Take it back all the same"_s);
        f->get<QPushButton>("tunnel.confirm.yes")->click();
        QTRY_COMPARE(notice()->text(), u"The last change was taken back."_s);
    }

    void settlesWhatWasInterrupted()
    {
        openTab();
        QTRY_VERIFY(f->action("tunnel.config.apply")->isEnabled());
        f->gateway.world().passes = false;
        applyNow();
        QTRY_COMPARE(state(), QByteArray("armed"));
        f->window.setPages({}); // as if the console were closed: the operation is nobody's
        f->gateway.world().passes = true;
        abandon();
        f->config.isInterrupted = true;
        f->openPage(f->monitor.get()); // nobody looks at the tab
        QTRY_VERIFY(notice()->isVisible());
        QVERIFY2(notice()->text().startsWith(u"An earlier change of this tunnel was interrupted"_s),
                 qPrintable(notice()->text()));
        QCOMPARE(state(), QByteArray("restored"));
        QTRY_COMPARE(summary(), u"To be changed: 2 file(s) on the gateway"_s);
    }

    void saysWhyItCanNotCompare()
    {
        f->gateway.world().letsAsk = false;
        openTab();
        auto *empty = f->get<QWidget>("tunnel.config.empty");
        QTRY_VERIFY(wordsOf(empty).contains(u"may not become root without a password"_s));
        QVERIFY(!f->action("tunnel.config.apply")->isEnabled());
        QCOMPARE(summary(), u"The ends could not be compared"_s);
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
        pictures(u"config-key"_s);
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
    Result<tunnel::SettleTunnelJob *> settle()
    {
        return new tunnel::SettleTunnelJob({.gateway = f->gateway.shell(),
                                            .site = m_site.name,
                                            .client = nullptr,
                                            .secrets = &m_secrets,
                                            .journal = f->journal.get()});
    }
    tunnel::RollbackParts rollbackParts(bool force)
    {
        return {.gateway = f->gateway.shell(),
                .site = m_site.name,
                .connection = m_site.gateway.connection,
                .gatewayName = m_site.gateway.host,
                .force = force,
                .client = nullptr,
                .secrets = &m_secrets,
                .journal = f->journal.get()};
    }
    Result<tunnel::PlanRollbackJob *> planRollback()
    {
        return new tunnel::PlanRollbackJob(rollbackParts(false));
    }
    tunnel::RollbackTunnelJob *rollBack(const tunnel::RollbackPlan &plan, bool force)
    {
        return new tunnel::RollbackTunnelJob(rollbackParts(force), plan);
    }
    /// The journal as another process finds it once ours is gone.
    void abandon()
    {
        const QString id = f->journal->recent(1).first().id;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"direct"_s);
            database.setDatabaseName(f->folder.filePath(u"journal.sqlite"_s));
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(
                u"UPDATE operations SET owner='gone', state='running', ended=NULL WHERE id='%1'"_s.arg(id)));
        }
        QSqlDatabase::removeDatabase(u"direct"_s);
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
    Result<void> m_checked; ///< whether the site file is as it was compared
    QStringList m_witnesses;
};

QTEST_MAIN(ConfigViewTest)
#include "tst_configview.moc"
