#include "tests/ui/uifixture.h"
#include "ui/shell/signinform.h"
#include "ui/shell/welcomepage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace skybro;
using namespace skybro::uitest;

class WelcomePageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = std::make_unique<Fixture>();
        page = new ui::WelcomePage;
        f->window.setLonePage(page);
        f->show();
    }
    void cleanup() { f.reset(); }

    void hasThreeDoors()
    {
        f->picture(u"welcome"_s);
        QSignalSpy demo(page, &ui::WelcomePage::demoWanted);
        click("welcome.demo");
        QCOMPARE(demo.size(), 1);
        click("welcome.azlogin");
        QVERIFY(f->get<QLineEdit>("signin.subscription")->isVisible());
        QVERIFY(!f->get<QLineEdit>("signin.secret")->isVisible());
        click("signin.back");
        QVERIFY(f->get<QAbstractButton>("welcome.demo")->isVisible());
    }

    void saysWhatIsWrongAtItsField()
    {
        click("welcome.other");
        QSignalSpy entered(page, &ui::WelcomePage::siteEntered);
        click("signin.submit");
        QVERIFY(problem("signin.name"));
        type("signin.name", u"nifl heim/.."_s);
        click("signin.submit");
        QVERIFY(problem("signin.name"));
        type("signin.name", u"niflheim"_s);
        click("signin.submit");
        QVERIFY(!problem("signin.name"));
        QVERIFY(problem("signin.tenant"));
        QVERIFY(f->get<QLineEdit>("signin.tenant")->hasFocus());
        f->picture(u"welcome-problem"_s);
        type("signin.tenant", u"example.onmicrosoft.com"_s);
        type("signin.subscription", u"not-an-id"_s);
        click("signin.submit");
        QVERIFY(problem("signin.subscription"));
        type("signin.subscription", u"00000000-0000-0000-0000-000000000001"_s);
        type("signin.clientid", u"00000000-0000-0000-0000-000000000002"_s);
        click("signin.submit");
        QVERIFY(problem("signin.secret"));
        QCOMPARE(entered.size(), 0);
    }

    void handsOverASite()
    {
        std::optional<site::Site> site;
        QByteArray secret;
        connect(page, &ui::WelcomePage::siteEntered, this,
                [&](const site::Site &s, const std::shared_ptr<Secret> &given) {
                    site = s;
                    secret = given->reveal();
                });
        click("welcome.other");
        type("signin.name", u"niflheim"_s);
        type("signin.tenant", u"example.onmicrosoft.com"_s);
        type("signin.subscription", u"00000000-0000-0000-0000-000000000001"_s);
        type("signin.groups", u"rg-a, rg-b"_s);
        type("signin.clientid", u"00000000-0000-0000-0000-000000000002"_s);
        type("signin.secret", u"s3cret"_s);
        QTest::keyClick(f->get<QLineEdit>("signin.secret"), Qt::Key_Return);
        QVERIFY(site.has_value());
        QCOMPARE(site->name, u"niflheim"_s);
        QCOMPARE(site->azure.credential, site::CredentialKind::ClientSecret);
        QCOMPARE(site->azure.resourceGroups, (QStringList{u"rg-a"_s, u"rg-b"_s}));
        QCOMPARE(secret, QByteArray("s3cret"));
        QVERIFY(f->get<QLineEdit>("signin.secret")->text().isEmpty());
    }

    void fillsInTheAzLogin()
    {
        QSignalSpy wanted(page->form(), &ui::SignInForm::subscriptionsWanted);
        click("welcome.azlogin");
        QCOMPARE(wanted.size(), 1);
        const QList<azure::CliSubscription> two{
            {u"00000000-0000-0000-0000-00000000000a"_s, u"HPC"_s, u"00000000-0000-0000-0000-00000000000b"_s,
             u"ole@example.org"_s, true},
            {u"00000000-0000-0000-0000-00000000000c"_s, u"Teaching"_s,
             u"00000000-0000-0000-0000-00000000000b"_s, u"ole@example.org"_s, false}};
        page->form()->offer(two);
        f->picture(u"welcome-az"_s);
        QCOMPARE(f->get<QLineEdit>("signin.subscription")->text(), two[0].id);
        QTest::keyClick(f->get<QComboBox>("signin.offered"), Qt::Key_Down);
        emit f->get<QComboBox>("signin.offered")->activated(1);
        QCOMPARE(f->get<QLineEdit>("signin.subscription")->text(), two[1].id);
        QSignalSpy entered(page, &ui::WelcomePage::siteEntered);
        type("signin.name", u"niflheim"_s);
        click("signin.submit");
        QCOMPARE(entered.size(), 1);
    }

    void asksMoreOfAnotherCloud()
    {
        click("welcome.azlogin");
        auto *cloud = f->get<QComboBox>("signin.cloud");
        cloud->setCurrentIndex(cloud->count() - 1);
        QVERIFY(f->get<QLineEdit>("signin.resourcemanager")->isVisible());
        type("signin.name", u"stack"_s);
        type("signin.resourcemanager", u"http://plain.example"_s);
        click("signin.submit");
        QVERIFY(problem("signin.resourcemanager"));
    }

    void tellsWhyASiteDidNotOpen()
    {
        page->setError(makeError(ErrorKind::Invalid, u"niflheim.yaml:3:5: “tenent” is no key of azure."_s));
        QVERIFY(f->get<QWidget>("welcome.error")->isVisible());
        QSignalSpy again(page, &ui::WelcomePage::retryWanted);
        click("welcome.error.retry");
        QCOMPARE(again.size(), 1);
        f->window.resize(800, 560);
        f->picture(u"welcome-error-small"_s);
    }

private:
    void click(const char *name) { QTest::mouseClick(f->get<QAbstractButton>(name), Qt::LeftButton); }
    void type(const char *name, const QString &text)
    {
        auto *edit = f->get<QLineEdit>(name);
        edit->clear();
        edit->setFocus();
        QTest::keyClicks(edit, text);
    }
    bool problem(const char *name)
    {
        auto *label = f->window.findChild<QLabel *>(QString::fromLatin1(name) + u".problem"_s);
        return label && label->isVisible() && !label->text().isEmpty();
    }

    std::unique_ptr<Fixture> f;
    ui::WelcomePage *page = nullptr;
};

QTEST_MAIN(WelcomePageTest)
#include "tst_welcomepage.moc"
