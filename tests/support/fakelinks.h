#pragma once

#include "models/playbook/run/link.h"

#include <QMutex>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTimer>

#include <functional>
#include <memory>

namespace skybro::playbook::tests {

/// Ways to hosts that are none: every script runs in a `sh` of its own on this machine, or is answered by the
/// test. Thread: made in any, used in the run's.
class FakeLinks : public LinkFactory
{
public:
    /// What a host answers; nothing: the script is run here.
    using Answer = std::function<std::optional<Result<Output>>(const LinkTarget &, const Script &)>;

    FakeLinks() = default;
    explicit FakeLinks(Answer answer)
        : m_answer(std::move(answer))
    {
    }

    std::unique_ptr<Link> open(const LinkTarget &target) override
    {
        const QMutexLocker lock(&m_mutex);
        m_opened.append(target);
        return std::make_unique<FakeLink>(*this, target);
    }

    [[nodiscard]] QList<LinkTarget> opened() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_opened;
    }
    [[nodiscard]] int scripts() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_scripts;
    }
    /// The most that were under way at a time.
    [[nodiscard]] int mostAtOnce() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_most;
    }

    /// What a script that does nothing reports.
    [[nodiscard]] static Output reported(const Script &script, bool isChanged = false)
    {
        static const QRegularExpression begin(QStringLiteral("sb_begin ([0-9a-f]+)"));
        const QByteArray nonce =
            begin.match(QString::fromUtf8(script.text.left(4000))).captured(1).toLatin1();
        const auto record = [&nonce](const QByteArray &head, const QByteArray &value) {
            return '\036' + nonce + head + '\n' + value + "\n\036" + nonce + '\n';
        };
        Output output;
        if (isChanged)
            output.out += record("bchanged", "yes");
        output.out += record("irc", "0") + record("bend", "yes");
        return output;
    }

    /// What a connection that can not be had says.
    [[nodiscard]] static Error unreachable(const QString &host)
    {
        Error error = makeError(ErrorKind::Network, QStringLiteral("no way to %1").arg(host));
        error.code = QStringLiteral("Refused");
        return error;
    }

private:
    class FakeLink : public Link
    {
    public:
        FakeLink(FakeLinks &links, LinkTarget target)
            : m_links(links)
            , m_target(std::move(target))
        {
        }
        ~FakeLink() override { *m_isAlive = false; }

        void run(const Script &script, Done done) override
        {
            m_links.count(1);
            const auto finish = [this, alive = m_isAlive, done](const Result<Output> &output) {
                if (!*alive)
                    return;
                m_links.count(-1);
                done(output);
            };
            if (m_links.m_answer) {
                if (auto answer = m_links.m_answer(m_target, script)) {
                    QTimer::singleShot(0, [finish, answer] { finish(*answer); });
                    return;
                }
            }
            auto process = std::make_shared<QProcess>();
            auto file = std::make_shared<QTemporaryFile>();
            if (!file->open())
                qFatal("no temporary file");
            file->write(script.isRaw ? script.text : prelude() + "(\n" + script.text + ")\n");
            file->flush();
            QObject::connect(process.get(), &QProcess::finished, process.get(),
                             [finish, process, file](int code) {
                                 const Output output{.exitCode = code,
                                                     .out = process->readAllStandardOutput(),
                                                     .err = process->readAllStandardError()};
                                 // The process must not end within its own call.
                                 QTimer::singleShot(0, [finish, output, process, file] { finish(output); });
                             });
            process->start(QStringLiteral("sh"), {file->fileName()});
            process->write(script.input);
            process->closeWriteChannel();
            m_process = process;
        }
        void cancel() override
        {
            if (m_process)
                m_process->kill();
        }
        void reset() override {}

    private:
        FakeLinks &m_links;
        LinkTarget m_target;
        std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);
        std::shared_ptr<QProcess> m_process;
    };

    void count(int change)
    {
        const QMutexLocker lock(&m_mutex);
        m_running += change;
        if (change > 0) {
            ++m_scripts;
            m_most = std::max(m_most, m_running);
        }
    }

    Answer m_answer;
    mutable QMutex m_mutex;
    QList<LinkTarget> m_opened;
    int m_scripts = 0;
    int m_running = 0;
    int m_most = 0;
};

} // namespace skybro::playbook::tests
