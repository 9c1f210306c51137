#include "models/ssh/execjob.h"

namespace skybro::ssh {

ExecJob::ExecJob(QString label, Open open)
    : m_label(std::move(label))
    , m_open(std::move(open))
{
}

void ExecJob::begin()
{
    m_stream = m_open();
    if (!m_stream)
        return finish(fail(ErrorKind::Cancelled, tr("The SSH connections were closed.")));
    m_stream->setParent(this);
    connect(m_stream, &Stream::outputReceived, this, [this](const QByteArray &bytes) {
        store(m_result.output, bytes);
        emit outputReceived(bytes);
    });
    connect(m_stream, &Stream::errorsReceived, this, [this](const QByteArray &bytes) {
        store(m_result.errors, bytes);
        emit errorsReceived(bytes);
    });
    connect(m_stream, &Stream::drained, this, &ExecJob::drained);
    connect(m_stream, &Stream::ended, this, &ExecJob::streamEnded);
    if (!m_input.isEmpty())
        m_stream->write(std::exchange(m_input, {}));
    if (!m_inputOpen)
        m_stream->closeInput();
}

void ExecJob::abort()
{
    delete m_stream;
}

QString ExecJob::timedOutText() const
{
    return tr("The command on %1 did not end within %n second(s): it waits for something there, or the "
              "connection is lost.",
              nullptr, static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()))
        .arg(m_label);
}

void ExecJob::write(const QByteArray &bytes)
{
    if (m_stream)
        m_stream->write(bytes);
    else
        m_input += bytes;
}

void ExecJob::closeInput()
{
    m_inputOpen = false;
    if (m_stream)
        m_stream->closeInput();
}

void ExecJob::store(QByteArray &kept, const QByteArray &bytes)
{
    const qsizetype room = m_kept - kept.size();
    if (room < bytes.size())
        m_result.truncated = true;
    if (room > 0)
        kept += bytes.first(std::min(room, bytes.size()));
}

void ExecJob::streamEnded(const ChannelEnd &end)
{
    if (end.error)
        return finish(std::unexpected(*end.error));
    m_result.exitCode = end.exitCode.value_or(-1);
    m_result.signal = end.signal;
    finish(std::move(m_result));
}

} // namespace skybro::ssh
