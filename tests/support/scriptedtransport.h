#pragma once

#include "models/azure/transport.h"

#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

namespace skybro::test {

/// A transport that answers from the test itself: in-process, no sockets, every request kept.
class ScriptedTransport : public azure::Transport
{
public:
    /// Nothing: no answer comes until the call is cancelled or its deadline passes.
    using Answer = std::optional<Result<azure::HttpResponse>>;
    using Script = std::function<Answer(const azure::HttpRequest &)>;

    explicit ScriptedTransport(Script answer = {})
        : script(std::move(answer))
    {
    }

    azure::HttpCall *send(azure::HttpRequest request, QObject *parent) override
    {
        return new Call(this, std::move(request), parent);
    }

    Script script;
    QList<azure::HttpRequest> requests; ///< in the order they went out
    int open = 0;                       ///< calls begun and neither ended nor destroyed
    int mostOpen = 0;

    [[nodiscard]] static azure::HttpResponse json(int status, const QByteArray &body,
                                                  azure::HttpHeaders headers = {})
    {
        headers.add("Content-Type", "application/json; charset=utf-8");
        return {status, std::move(headers), body};
    }
    [[nodiscard]] static Result<azure::HttpResponse>
    broken(QStringView code = azure::networkcode::connectionBroke)
    {
        Error error = makeError(ErrorKind::Network, QStringLiteral("The connection broke."));
        error.code = code.toString();
        error.retryable = true;
        return std::unexpected(error);
    }

private:
    class Call : public azure::HttpCall
    {
    public:
        Call(ScriptedTransport *owner, azure::HttpRequest request, QObject *parent)
            : azure::HttpCall(parent)
            , m_owner(owner)
            , m_request(std::move(request))
        {
        }
        ~Call() override { close(); }

    protected:
        void begin() override
        {
            m_isOpen = true;
            m_owner->mostOpen = std::max(m_owner->mostOpen, ++m_owner->open);
            m_owner->requests.append(m_request);
            if (Answer answer = m_owner->script(m_request)) {
                close();
                finish(std::move(*answer));
            }
        }
        void abort() override { close(); }

    private:
        void close()
        {
            if (std::exchange(m_isOpen, false))
                --m_owner->open;
        }
        ScriptedTransport *m_owner;
        azure::HttpRequest m_request;
        bool m_isOpen = false;
    };
};

/// Starts a job, waits for its end and gives its result. The job must belong to somebody or delete itself.
template <typename T>
Result<T> resultOf(JobOf<T> *job, std::chrono::milliseconds most = std::chrono::seconds(10))
{
    std::optional<Result<T>> result;
    QEventLoop loop;
    job->then(&loop, [&](const Result<T> &value) {
        result = value;
        loop.quit();
    });
    QTimer::singleShot(most, &loop, &QEventLoop::quit);
    job->start();
    loop.exec();
    if (!result)
        return fail(ErrorKind::Internal, QStringLiteral("the job did not end"));
    return *result;
}

} // namespace skybro::test
