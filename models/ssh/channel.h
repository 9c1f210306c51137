#pragma once

#include "models/base/error.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <array>
#include <functional>
#include <memory>
#include <optional>

struct ssh_channel_struct;
struct ssh_channel_callbacks_struct;
struct ssh_session_struct;

namespace skybro::ssh {

class Channel;

/// How a channel came to its end.
struct ChannelEnd
{
    std::optional<int> exitCode; ///< 0 … 255
    QString signal;              ///< "KILL", "TERM" … when a signal ended the command
    std::optional<Error> error;  ///< the channel was refused, or the connection was lost

    bool operator==(const ChannelEnd &) const = default;
};

/// What happens on a channel, for whoever asked for it. Called in the worker's thread, never from within a
/// call to the channel. It may use the channel, but destroys neither it nor itself.
class ChannelHandler
{
public:
    virtual ~ChannelHandler();
    /// The server agreed: bytes may flow.
    virtual void opened(Channel &channel) = 0;
    virtual void received(const QByteArray &bytes, bool isError) = 0;
    /// While false, nothing is received, and soon the other side must wait. Say Channel::resume() afterwards.
    [[nodiscard]] virtual bool wantsBytes() const { return true; }
    /// While true, the end is not told yet. Say Channel::resume() afterwards.
    [[nodiscard]] virtual bool holdsBytes() const { return false; }
    /// The other side sends no more.
    virtual void inputEnded() {}
    /// Little is left to send: more may be written.
    virtual void writable() {}
    /// Nobody waits for this any more. True when it still has to tidy up there; it closes the channel itself.
    [[nodiscard]] virtual bool cancel() { return false; }
    /// The last call, once.
    virtual void ended(const ChannelEnd &end) = 0;
};

/// What to open.
struct ChannelRequest
{
    enum class Kind
    {
        Exec,
        Subsystem,
        Forward, ///< direct-tcpip
    };
    Kind kind = Kind::Exec;
    QByteArray command; ///< or the name of the subsystem, or the host to forward to
    quint16 port = 0;
    quint64 ticket = 0;
    std::unique_ptr<ChannelHandler> handler;
    QByteArray input;       ///< sent as soon as it is open
    bool inputEnds = false; ///< and then no more
};

/// One SSH channel, driven by its Connection. Thread: the worker's.
class Channel
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ssh)

public:
    /// `wake` is called when something was asked for from outside step().
    Channel(ssh_session_struct *session, ChannelRequest request, std::function<void()> wake);
    ~Channel();
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    /// Moves on what can be moved. True when something was.
    bool step();

    /// Its handler hears no more.
    [[nodiscard]] bool isAbandoned() const { return m_abandoned || m_state == State::Over; }
    [[nodiscard]] quint64 ticket() const { return m_request.ticket; }
    [[nodiscard]] bool isSession() const { return m_request.kind != ChannelRequest::Kind::Forward; }
    /// The server has opened it, so it counts among its sessions.
    [[nodiscard]] bool isAdmitted() const { return m_state == State::Requesting || m_state == State::Open; }
    /// The server would not open it; nothing was sent, so it may be asked for again.
    [[nodiscard]] bool isRefused() const { return m_state == State::Refused; }
    [[nodiscard]] bool isOver() const { return m_state == State::Over; }
    /// The server's reason for refusing.
    [[nodiscard]] QString refusal() const { return m_refusal; }
    [[nodiscard]] ChannelRequest takeRequest() { return std::move(m_request); }

    void write(const QByteArray &bytes);
    void endInput();
    [[nodiscard]] qsizetype bytesToWrite() const { return m_request.input.size() - m_sent; }
    /// Asks the server to signal the command: "TERM", "KILL" …
    void sendSignal(const char *name);
    void resume();
    /// Closes it when its handler has nothing to tidy up any more.
    void cancel();
    /// Closes it from this side: its handler hears no more.
    void close();
    /// Tells the handler that the connection is gone.
    void lose(const Error &error);

private:
    enum class State
    {
        Opening,
        Requesting,
        Open,
        Refused,
        Over
    };
    struct Callbacks;

    bool stepOpening();
    bool stepRequesting();
    bool drain();
    bool flush();
    bool finish();
    void end(ChannelEnd end);

    ssh_session_struct *m_session;
    ssh_channel_struct *m_channel = nullptr;
    std::unique_ptr<ssh_channel_callbacks_struct> m_callbacks;
    ChannelRequest m_request;
    std::function<void()> m_wake;
    State m_state = State::Opening;
    QString m_refusal;
    qsizetype m_sent = 0; ///< of m_request.input
    bool m_endSent = false;
    bool m_abandoned = false; ///< closed from this side before the server answered
    bool m_toldInputEnded = false;
    // Set by libssh's callbacks:
    std::array<int, 2> m_available{}; ///< bytes that libssh holds for us: output, errors
    bool m_remoteEnd = false;
    bool m_remoteClosed = false;
    ChannelEnd m_end;
};

} // namespace skybro::ssh
