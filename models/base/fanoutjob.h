#pragma once

#include "models/base/job.h"

#include <QList>
#include <QPointer>

#include <utility>

namespace skybro {

/// A job made of others that run side by side. It ends when allDone() or one of the answers ends it; those
/// that still run are cancelled with it. Thread: its own.
template <typename T>
class FanOutJob : public JobOf<T>
{
protected:
    using JobOf<T>::JobOf;

    /// Starts one, with eachDeadline(). `taken` hears its Result, and may ask for more or end this job.
    template <typename U, typename Taken>
    void ask(JobOf<U> *job, Taken taken)
    {
        ++m_open;
        m_jobs += QPointer<Job>(job);
        job->setParent(this);
        job->setDeadline(eachDeadline());
        job->then(this, [this, taken = std::move(taken)](const Result<U> &answer) {
            if (!this->isRunning())
                return;
            taken(answer);
            if (this->isRunning() && --m_open == 0)
                allDone();
        });
        job->start();
    }
    /// Of one of them, by default this job's.
    [[nodiscard]] virtual std::chrono::milliseconds eachDeadline() const { return this->deadline(); }
    [[nodiscard]] bool isWaiting() const { return m_open > 0; }
    /// Everything that was asked has been answered: ends this job, or asks for more.
    virtual void allDone() = 0;

    void abort() override
    {
        for (const QPointer<Job> &job : std::as_const(m_jobs)) {
            if (!job)
                continue;
            job->disconnect(this);
            job->cancel(); // deletes itself; this may be called from within one's finished()
        }
    }

private:
    QList<QPointer<Job>> m_jobs;
    int m_open = 0;
};

} // namespace skybro
