#include "models/secrets/memorysecretstore.h"
#include "tests/ui/uifixture.h"
#include "ui/shell/sshprompter.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace skybro;
using namespace skybro::uitest;
using ssh::Question;

class SshPrompterTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = std::make_unique<Fixture>();
        prompter = new ui::SshPrompter([this] { return &store; });
        f->window.addBar(prompter);
        f->show();
    }
    void cleanup()
    {
        f.reset();
        QCoreApplication::processEvents(); // what was still asked is told no
        answers.clear();
    }

    void showsTheKeyOfAnUnknownHost()
    {
        ask({.kind = Question::Kind::HostKey,
             .host = u"root@cloud001"_s,
             .subject = u"cloud001"_s,
             .text = u"cloud001 is not known yet. Its key is:"_s,
             .keyType = u"ssh-ed25519"_s,
             .fingerprint = u"SHA256:uNiVztksCsDhcc0u9e8BrQgaLhcQZdx8wAGQ9AuAlQE"_s,
             .fields = {}});
        QTRY_VERIFY(prompter->isVisible());
        QVERIFY(f->get<QLabel>("ssh.question.fingerprint")->text().contains(u"SHA256:uNiV"_s));
        QVERIFY(!f->get<QCheckBox>("ssh.question.keep")->isVisible());
        f->picture(u"ssh-hostkey"_s);
        // To be compared, it is whole in a small window, too.
        f->window.resize(600, 600);
        const auto *fingerprint = f->get<QLabel>("ssh.question.fingerprint");
        const auto *no = f->get<QPushButton>("ssh.question.no");
        const auto rightOf = [&](const QWidget *one) {
            return one->mapTo(&f->window, QPoint(one->width(), 0)).x();
        };
        QTRY_VERIFY(fingerprint->width() >= fingerprint->sizeHint().width());
        QTRY_VERIFY(rightOf(fingerprint) <= f->window.width() && rightOf(no) <= f->window.width());
        f->picture(u"ssh-hostkey-600"_s);
        QTest::mouseClick(f->get<QPushButton>("ssh.question.yes"), Qt::LeftButton);
        QTRY_COMPARE(answers, QStringList{u"yes"_s});
        QVERIFY(!prompter->isVisible());
    }

    void takesNoForAnAnswer()
    {
        ask({.kind = Question::Kind::HostKey,
             .host = u"a"_s,
             .subject = u"a"_s,
             .text = u"?"_s,
             .keyType = {},
             .fingerprint = {},
             .fields = {}});
        QTRY_VERIFY(prompter->isVisible());
        QTest::mouseClick(f->get<QPushButton>("ssh.question.no"), Qt::LeftButton);
        QTRY_COMPARE(answers, QStringList{u"cancelled"_s});
    }

    void asksOneByOneAndKeepsWhatItMay()
    {
        f->theme.setChoice(ui::ThemeChoice::Dark);
        ask(password(u"alice@gw"_s));
        Question code{.kind = Question::Kind::KeyboardInteractive,
                      .host = u"alice@gw"_s,
                      .subject = u"alice@gw"_s,
                      .text = u"gw asks:"_s,
                      .keyType = {},
                      .fingerprint = {},
                      .fields = {{u"Token:"_s, true}, {u"PIN <b>:"_s, false}}};
        ask(code);
        QTRY_COMPARE(prompter->waiting(), 2);
        auto *field = f->get<QLineEdit>("ssh.question.field0");
        QTRY_VERIFY(field->hasFocus());
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        auto *keep = f->get<QCheckBox>("ssh.question.keep");
        QVERIFY(keep->isVisible() && !keep->isChecked());
        keep->setChecked(true);
        f->picture(u"ssh-password-dark"_s);
        QTest::keyClicks(field, u"open sesame"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(answers, QStringList{u"open sesame"_s});

        QVERIFY(prompter->isVisible());
        QVERIFY(!keep->isVisible()); // a token is good once
        f->picture(u"ssh-interactive-dark"_s);
        QTest::keyClicks(f->get<QLineEdit>("ssh.question.field0"), u"123"_s);
        QTest::keyClicks(f->get<QLineEdit>("ssh.question.field1"), u"9"_s);
        QTest::mouseClick(f->get<QPushButton>("ssh.question.yes"), Qt::LeftButton);
        QTRY_COMPARE(answers.last(), u"123 9"_s);
        QVERIFY(!prompter->isVisible());
        f->theme.setChoice(ui::ThemeChoice::Light);

        // The next connection is answered without a question.
        ssh::StoredPrompter stored(store, *prompter);
        take(stored.ask(password(u"alice@gw"_s)));
        QTRY_COMPARE(answers.last(), u"open sesame"_s);
        QCOMPARE(prompter->waiting(), 0);
        // A wrong one is asked for anew.
        Question again = password(u"alice@gw"_s);
        again.attempt = 1;
        again.text = u"alice@gw did not take that password. Try again."_s;
        take(stored.ask(again));
        QTRY_VERIFY(prompter->isVisible());
        QCOMPARE(f->get<QLabel>("ssh.question.text")->text(), again.text);
    }

    void asksOnceForTheKeyOfMany()
    {
        for (const QString &host : {u"a"_s, u"b"_s, u"c"_s})
            ask({.kind = Question::Kind::Passphrase,
                 .host = host,
                 .subject = u"/home/alice/.ssh/id_ed25519"_s,
                 .text = u"?"_s,
                 .keyType = {},
                 .fingerprint = {},
                 .fields = {{u"Passphrase"_s, false}}});
        QTRY_COMPARE(prompter->waiting(), 3);
        QTRY_VERIFY(f->get<QLineEdit>("ssh.question.field0")->hasFocus());
        QTest::keyClicks(f->get<QLineEdit>("ssh.question.field0"), u"x"_s);
        QTest::keyClick(f->get<QLineEdit>("ssh.question.field0"), Qt::Key_Return);
        QTRY_COMPARE(answers, (QStringList{u"x"_s, u"x"_s, u"x"_s}));
    }

    void forgetsWhatNobodyWaitsFor()
    {
        ssh::AskJob *first = ask(password(u"a"_s));
        ask(password(u"b"_s));
        QTRY_COMPARE(prompter->waiting(), 2);
        first->cancel();
        QTRY_COMPARE(prompter->waiting(), 1);
        QVERIFY(f->get<QLabel>("ssh.question.text")->text().contains(u"b wants"_s));
        delete ask(password(u"c"_s));
        QTest::keyClick(prompter, Qt::Key_Escape);
        QTRY_COMPARE(answers, (QStringList{u"cancelled"_s, u"cancelled"_s}));
        QVERIFY(!prompter->isVisible());
    }

    void saysNoWhenItGoes()
    {
        ask(password(u"a"_s));
        QTRY_COMPARE(prompter->waiting(), 1);
        delete prompter;
        QTRY_COMPARE(answers, QStringList{u"cancelled"_s});
    }

private:
    static Question password(const QString &host)
    {
        return {.kind = Question::Kind::Password,
                .host = host,
                .subject = host,
                .text = host + u" wants a password."_s,
                .keyType = {},
                .fingerprint = {},
                .fields = {{u"Password"_s, false}}};
    }
    ssh::AskJob *ask(const Question &question) { return take(prompter->ask(question)); }
    ssh::AskJob *take(ssh::AskJob *job)
    {
        job->then(this, [this](const Result<ssh::Answers> &got) {
            QStringList texts;
            if (got) {
                for (const Secret &secret : *got)
                    texts.append(QString::fromUtf8(secret.reveal()));
            }
            answers.append(!got ? toWord(got.error().kind) : got->empty() ? u"yes"_s : texts.join(u' '));
        });
        job->start();
        return job;
    }

    std::unique_ptr<Fixture> f;
    QPointer<ui::SshPrompter> prompter;
    secrets::MemorySecretStore store;
    QStringList answers;
};

QTEST_MAIN(SshPrompterTest)
#include "tst_sshprompter.moc"
