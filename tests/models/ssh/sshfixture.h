#pragma once

#include "models/ssh/prompter.h"
#include "models/ssh/service.h"
#include "models/ssh/sshfault.h"
#include "tests/support/sshserver.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <functional>

namespace skybro::test {

constexpr int generous = 60'000; ///< ms; a limit, not an expectation

/// Answers from a function, after the question came back to the event loop, and remembers what was asked.
class FakePrompter : public ssh::Prompter
{
public:
    using Answer = std::function<std::optional<QStringList>(const ssh::Question &)>;

    [[nodiscard]] ssh::AskJob *ask(const ssh::Question &question) override
    {
        asked.append(question);
        return new AnswerJob([this, question] { return answer ? answer(question) : std::nullopt; }, this);
    }

    QList<ssh::Question> asked;
    Answer answer;                       ///< nothing: no
    std::chrono::milliseconds thinks{0}; ///< how long a question stays open
    bool silent = false;
    int withdrawn = 0;

private:
    class AnswerJob : public ssh::AskJob
    {
    public:
        AnswerJob(std::function<std::optional<QStringList>()> answer, FakePrompter *prompter)
            : m_answer(std::move(answer))
            , m_prompter(prompter)
        {
        }

    protected:
        void begin() override
        {
            if (m_prompter->silent)
                return;
            QTimer::singleShot(m_prompter->thinks, this, [this] { answer(); });
        }
        void abort() override { ++m_prompter->withdrawn; }

    private:
        void answer()
        {
            const std::optional<QStringList> given = m_answer();
            if (!given)
                return finish(fail(ErrorKind::Forbidden, QStringLiteral("No.")));
            ssh::Answers answers;
            for (const QString &text : *given)
                answers.emplace_back(text.toUtf8());
            finish(std::move(answers));
        }

        std::function<std::optional<QStringList>()> m_answer;
        FakePrompter *m_prompter;
    };
};

/// How to reach a server of a test: with its key, trusting it at first sight, keeping nothing of the tester's
/// own.
[[nodiscard]] inline ssh::HostSettings settingsFor(const SshServer &server)
{
    ssh::HostSettings settings;
    settings.host = server.listen.front();
    settings.port = server.port;
    settings.user = SshServer::user();
    settings.identityFiles = {server.userKey};
    settings.userKnownHosts = {server.file("known_hosts")};
    settings.unknownHost = ssh::UnknownHost::Accept;
    return settings;
}

/// Starts a job and waits for its end.
template <typename T>
[[nodiscard]] const Result<T> &finished(JobOf<T> &job)
{
    job.keep();
    QSignalSpy spy(&job, &Job::finished);
    job.start();
    if (spy.isEmpty() && !spy.wait(2 * generous))
        qFatal("a job did not finish");
    return job.result();
}

} // namespace skybro::test

/// At the start of a test function that needs a real server.
#define SKYBRO_NEEDS_SSHD()                                                                                  \
    do {                                                                                                     \
        if (!skybro::test::SshServer::isInstalled())                                                         \
            QSKIP("sshd is absent: install openssh-server");                                                 \
    } while (false)
