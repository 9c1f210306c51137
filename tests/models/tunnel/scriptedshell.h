#pragma once

#include "models/tunnel/shell.h"

#include <deque>
#include <functional>
#include <optional>

namespace skybro::test {

/// A shell that answers as the test says, and keeps what it was asked.
class ScriptedShell
{
public:
    using Answer = std::optional<Result<ssh::ExecResult>>; ///< nothing: it never ends

    QByteArrayList scripts;
    int open = 0; ///< jobs that are still there

    [[nodiscard]] static Answer printed(const QByteArray &output, const QByteArray &errors = {})
    {
        return ssh::ExecResult{.exitCode = 0, .signal = {}, .output = output, .errors = errors};
    }
    /// As the scripts of a change say it.
    [[nodiscard]] static Answer word(const QByteArray &word, const QByteArray &about = {},
                                     const QByteArray &detail = {})
    {
        return printed("skybro-detail " + detail.toBase64() + "\nskybro-about " + about.toBase64() +
                       "\nskybro-word " + word + '\n');
    }

    /// The next ones' answers; the last holds for all that follow.
    void say(std::initializer_list<Answer> answers) { m_answers.assign(answers); }

    [[nodiscard]] tunnel::Shell shell()
    {
        return [this](const QByteArray &script) -> tunnel::ScriptJob * {
            scripts.append(script);
            Answer answer = m_answers.front();
            if (m_answers.size() > 1)
                m_answers.pop_front();
            return new Job(std::move(answer), &open);
        };
    }

private:
    class Job : public tunnel::ScriptJob
    {
    public:
        Job(Answer answer, int *open)
            : m_answer(std::move(answer))
            , m_open(open)
        {
            ++*m_open;
        }
        ~Job() override { --*m_open; }

    protected:
        void begin() override
        {
            if (m_answer)
                finish(std::move(*m_answer));
        }

    private:
        Answer m_answer;
        int *m_open;
    };

    std::deque<Answer> m_answers{std::nullopt};
};

} // namespace skybro::test
