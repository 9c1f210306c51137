#pragma once

#include "models/base/job.h"
#include "models/ssh/stream.h"

#include <QByteArray>
#include <QPointer>

#include <functional>

namespace skybro::ssh {

/// How a command ended.
struct ExecResult
{
    int exitCode = -1; ///< 0 … 255; -1 when a signal ended it
    QString signal;    ///< "KILL", "TERM" …; empty when it ended by itself
    QByteArray output; ///< what it wrote, up to the limit
    QByteArray errors;
    bool truncated = false; ///< there was more than the limit
};

/// Runs one command on a host and waits for its end, by whatever shell the user has there.
///
/// Succeeds when the command ran, whatever its exit code. Errors: all of Fault that a connection may have
/// (isUnreachable()), ChannelRefused, NoExitStatus, and those of Job. When it is cancelled, times out or is
/// destroyed, its channel is closed, and the
/// command sent SIGTERM where sshd does that (not for root).
class ExecJob : public JobOf<ExecResult>
{
    Q_OBJECT

public:
    /// All of its standard input. Default: none, closed at once.
    void setInput(QByteArray input) { m_input = std::move(input); }
    /// Keep the input open: write() and closeInput() follow, at any time after start().
    void setInputOpen(bool open) { m_inputOpen = open; }
    void write(const QByteArray &bytes);
    void closeInput();
    /// How much of each of the two outputs is kept for the result; the signals carry all. Default 64 MiB.
    void setKeptOutput(qsizetype bytes) { m_kept = bytes; }

signals:
    void outputReceived(const QByteArray &bytes);
    void errorsReceived(const QByteArray &bytes);
    /// Less than 128 KiB of input are left to send.
    void drained();

protected:
    void begin() override;
    void abort() override;
    [[nodiscard]] QString timedOutText() const override;

private:
    friend class Service;
    using Open = std::function<Stream *()>;

    ExecJob(QString label, Open open);
    void store(QByteArray &kept, const QByteArray &bytes);
    void streamEnded(const ChannelEnd &end);

    QString m_label;
    Open m_open;
    QPointer<Stream> m_stream;
    QByteArray m_input;
    bool m_inputOpen = false;
    qsizetype m_kept = 64 * 1024 * 1024;
    ExecResult m_result;
};

} // namespace skybro::ssh
