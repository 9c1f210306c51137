#include "models/base/job.h"

namespace skybro {

Job::Job(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        Error error = makeError(ErrorKind::TimedOut, timedOutText());
        error.retryable = true;
        endEarly(std::move(error));
    });
}

Job::~Job() = default;

void Job::start()
{
    if (m_state != State::Made)
        return;
    m_state = State::Running;
    m_timer.start(m_deadline);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_state == State::Running)
                begin();
        },
        Qt::QueuedConnection);
}

void Job::cancel()
{
    if (m_state == State::Running)
        endEarly(makeError(ErrorKind::Cancelled, tr("Cancelled.")));
}

QString Job::timedOutText() const
{
    return tr("No answer within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(m_deadline).count()));
}

bool Job::takeEnd()
{
    if (m_state != State::Running)
        return false;
    m_state = State::Ended;
    m_timer.stop();
    return true;
}

void Job::announceEnd()
{
    // Queued, so that nobody is called back from inside start(), cancel() or a library's callback.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_keep)
                deleteLater();
            emit finished();
        },
        Qt::QueuedConnection);
}

void Job::endEarly(Error error)
{
    if (!takeEnd())
        return;
    setError(std::move(error));
    abort();
    announceEnd();
}

} // namespace skybro
