#pragma once

#include "models/base/result.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <utility>

namespace skybro {

/// One asynchronous thing with exactly one end.
///
/// start() returns at once; finished() comes later from the event loop, once, after the result is there,
/// whatever happens: success, error, cancel() or the deadline. A job that is destroyed before that says
/// nothing more and releases what it holds. A finished job deletes itself unless keep() was called. Thread:
/// all calls and signals in the thread that made it.
class Job : public QObject
{
    Q_OBJECT

public:
    explicit Job(QObject *parent = nullptr);
    ~Job() override;

    /// How long it may take in all, counted from start(); default two minutes. Has no effect after start().
    void setDeadline(std::chrono::milliseconds deadline) { m_deadline = deadline; }
    [[nodiscard]] std::chrono::milliseconds deadline() const { return m_deadline; }
    /// The owner destroys it (by parent or delete), not the job itself.
    void keep() { m_keep = true; }

    void start();
    /// Ends it with ErrorKind::Cancelled; nothing happens when it has ended or has not started.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    [[nodiscard]] bool isFinished() const { return m_state == State::Ended; }
    /// The error it ended with; nothing while it runs or when it succeeded.
    [[nodiscard]] virtual std::optional<Error> error() const = 0;

signals:
    void finished();

protected:
    /// Starts the work. Called from the event loop, so it may end the job at once.
    virtual void begin() = 0;
    /// Stops what is under way and forgets it. Called before an early end; not called from the destructor.
    virtual void abort() {}
    virtual void setError(Error error) = 0;
    /// What the user reads when the deadline passes.
    [[nodiscard]] virtual QString timedOutText() const;

    /// For subclasses that store the result: true when the job may end now.
    [[nodiscard]] bool takeEnd();
    void announceEnd();

private:
    enum class State
    {
        Made,
        Running,
        Ended
    };
    void endEarly(Error error);

    QTimer m_timer;
    std::chrono::milliseconds m_deadline{std::chrono::minutes(2)};
    State m_state = State::Made;
    bool m_keep = false;
};

/// A job with a value of type T as its result.
template <typename T>
class JobOf : public Job
{
public:
    using Job::Job;

    /// Valid from finished() on.
    [[nodiscard]] const Result<T> &result() const { return *m_result; }
    /// Moves the result out, for values that can not be copied.
    [[nodiscard]] Result<T> takeResult() { return std::move(*m_result); }

    [[nodiscard]] std::optional<Error> error() const override
    {
        if (!m_result || m_result->has_value())
            return std::nullopt;
        return m_result->error();
    }

    /// Calls `callback(const Result<T> &)` at the end, as long as `context` lives.
    template <typename Callback>
    void then(const QObject *context, Callback callback)
    {
        connect(this, &Job::finished, context,
                [this, callback = std::move(callback)]() mutable { callback(*m_result); });
    }

protected:
    /// Ends the job with a value or an error. A second call is ignored: the first end stands.
    void finish(Result<T> result)
    {
        if (!takeEnd())
            return;
        m_result.emplace(std::move(result));
        announceEnd();
    }
    void setError(Error error) override { m_result.emplace(std::unexpected(std::move(error))); }

private:
    std::optional<Result<T>> m_result;
};

} // namespace skybro
