#include "app/skybro/sshaccess.h"
#include "models/base/error.h"
#include "models/secrets/memorysecretstore.h"
#include "tests/ui/uifixture.h"
#include "ui/shell/sshprompter.h"

#include <QLineEdit>
#include <QPushButton>

using namespace skybro;
using namespace skybro::uitest;
using console::CalmPrompter;
using console::SshAccess;
using ssh::Question;

namespace {

/// Answers as the test says, and counts who asked.
class ToldPrompter : public ssh::Prompter
{
public:
    Result<void> answer;
    QStringList asked;

    [[nodiscard]] ssh::AskJob *ask(const Question &question) override
    {
        asked.append(question.host);
        return new Job(answer);
    }

private:
    class Job : public ssh::AskJob
    {
    public:
        explicit Job(Result<void> answer)
            : m_answer(std::move(answer))
        {
        }

    protected:
        void begin() override
        {
            if (!m_answer)
                return finish(std::unexpected(m_answer.error()));
            ssh::Answers answers;
            answers.emplace_back(QByteArray("swordfish"));
            finish(std::move(answers));
        }

    private:
        Result<void> m_answer;
    };
};

Question passwordOf(const QString &host)
{
    return {.kind = Question::Kind::Password,
            .host = host,
            .subject = host,
            .text = u"A password?"_s,
            .keyType = {},
            .fingerprint = {},
            .fields = {{u"Password"_s, false}}};
}

/// The error's code, "yes" for an answer.
QString told(ssh::Prompter &prompter, const QString &host)
{
    QString result;
    ssh::AskJob *job = prompter.ask(passwordOf(host));
    job->then(job, [&](const Result<ssh::Answers> &answers) {
        result = answers ? u"yes"_s : answers.error().code.isEmpty() ? u"no"_s : answers.error().code;
    });
    job->start();
    [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return !result.isEmpty(); });
    return result;
}

} // namespace

/// Who is asked for what a connection wants to know, and how often.
class TestSshAccess : public QObject
{
    Q_OBJECT

private slots:
    void asksAgainAfterAnAnswer()
    {
        ToldPrompter next;
        CalmPrompter calm(next);
        QCOMPARE(told(calm, u"a"_s), u"yes"_s);
        QCOMPARE(told(calm, u"a"_s), u"yes"_s);
        QCOMPARE(next.asked, (QStringList{u"a"_s, u"a"_s}));
    }

    void takesNoForAnAnswerUntilAskedAnew()
    {
        ToldPrompter next;
        next.answer = std::unexpected(declined());
        CalmPrompter calm(next);
        QCOMPARE(told(calm, u"a"_s), u"declined"_s);
        next.answer = {};
        const QString second = told(calm, u"a"_s);
        QVERIFY2(second != u"yes"_s, "who said no is asked again");
        QCOMPARE(next.asked.size(), 1);
        QCOMPARE(told(calm, u"b"_s), u"yes"_s); // another host's question is another
        calm.askAnew();
        QCOMPARE(told(calm, u"a"_s), u"yes"_s);
        QCOMPARE(next.asked, (QStringList{u"a"_s, u"b"_s, u"a"_s}));
    }

    void takesAQuestionThatWentForNoAnswer()
    {
        ToldPrompter next;
        next.answer = fail(ErrorKind::Cancelled, u"The connection went."_s);
        CalmPrompter calm(next);
        QCOMPARE(told(calm, u"a"_s), u"no"_s);
        next.answer = {};
        QCOMPARE(told(calm, u"a"_s), u"yes"_s);
    }

    void isOutlivedByItsQuestions()
    {
        ToldPrompter next;
        next.answer = std::unexpected(declined());
        auto calm = std::make_unique<CalmPrompter>(next);
        std::unique_ptr<ssh::AskJob> job(calm->ask(passwordOf(u"a"_s)));
        calm.reset();
        bool ended = false;
        job->then(job.get(), [&](const Result<ssh::Answers> &answers) { ended = !answers; });
        ssh::AskJob *running = job.release(); // it deletes itself
        running->start();
        QTRY_VERIFY(ended);
    }

    void needsNothingUntilItIsUsed()
    {
        Fixture f;
        int asked = 0;
        SshAccess access({}, &f.window, [&] {
            ++asked;
            return &m_store;
        });
        access.askAnew();
        QCOMPARE(asked, 0);
        QVERIFY(!f.window.findChild<ui::SshPrompter *>());
        ssh::Service &service = access.service();
        QVERIFY(asked > 0);
        QCOMPARE(f.window.findChildren<ui::SshPrompter *>().size(), 1);
        QCOMPARE(&access.service(), &service);
        QCOMPARE(f.window.findChildren<ui::SshPrompter *>().size(), 1);
    }

    void takesItsBarAlong()
    {
        Fixture f;
        {
            SshAccess access({}, &f.window, [&] { return &m_store; });
            [[maybe_unused]] const ssh::Service &service = access.service();
            QVERIFY(f.window.findChild<ui::SshPrompter *>());
        }
        QVERIFY(!f.window.findChild<ui::SshPrompter *>());
        auto window = std::make_unique<Fixture>();
        SshAccess access({}, &window->window, [&] { return &m_store; });
        [[maybe_unused]] const ssh::Service &service = access.service();
        window.reset(); // the bar goes with the window; what is left of the access goes afterwards
    }

    void givesNodesWhatTheSiteSays()
    {
        Fixture f;
        const site::Ssh site{.user = u"hpc"_s, .key = u"/keys/id"_s, .jump = u"gw"_s};
        const SshAccess access(site, &f.window, [&] { return &m_store; });
        const ssh::ClientConfig::Overrides usual = access.nodeDefaults();
        QCOMPARE(usual.user, u"hpc"_s);
        QCOMPARE(usual.jump, u"gw"_s);
        QCOMPARE(usual.identityFiles, QStringList{u"/keys/id"_s});
        const SshAccess bare({}, &f.window, [&] { return &m_store; });
        QVERIFY(bare.nodeDefaults().identityFiles.isEmpty());
    }

private:
    [[nodiscard]] static Error declined()
    {
        Error error = makeError(ErrorKind::Cancelled, u"No."_s);
        error.code = u"declined"_s;
        return error;
    }

    secrets::MemorySecretStore m_store;
};

QTEST_MAIN(TestSshAccess)
#include "tst_sshaccess.moc"
