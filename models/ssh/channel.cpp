#include "models/ssh/channel.h"

#include "models/ssh/sshfault.h"

#include <QCoreApplication>

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

namespace skybro::ssh {

namespace {

constexpr qsizetype chunk = 128 * 1024;
/// Below this the handler is asked for more.
constexpr qsizetype lowWater = 128 * 1024;

} // namespace

ChannelHandler::~ChannelHandler() = default;

/// libssh calls these in the middle of its own work: they only take notes.
struct Channel::Callbacks
{
    static Channel *self(void *data) { return static_cast<Channel *>(data); }
    static int data(ssh_session, ssh_channel, void *, uint32_t length, int isError, void *user)
    {
        self(user)->m_available[isError ? 1 : 0] =
            static_cast<int>(length); // all that is buffered, not only the news
        return 0;
    }
    static void eof(ssh_session, ssh_channel, void *user) { self(user)->m_remoteEnd = true; }
    static void closed(ssh_session, ssh_channel, void *user)
    {
        self(user)->m_remoteEnd = true;
        self(user)->m_remoteClosed = true;
    }
    static void exitStatus(ssh_session, ssh_channel, int status, void *user)
    {
        self(user)->m_end.exitCode = status;
    }
    static void exitSignal(ssh_session, ssh_channel, const char *signal, int, const char *, const char *,
                           void *user)
    {
        self(user)->m_end.signal = QString::fromLatin1(signal);
    }
};

Channel::Channel(ssh_session_struct *session, ChannelRequest request, std::function<void()> wake)
    : m_session(session)
    , m_channel(ssh_channel_new(session))
    , m_callbacks(std::make_unique<ssh_channel_callbacks_struct>())
    , m_request(std::move(request))
    , m_wake(std::move(wake))
{
    m_callbacks->userdata = this;
    m_callbacks->channel_data_function = &Callbacks::data;
    m_callbacks->channel_eof_function = &Callbacks::eof;
    m_callbacks->channel_close_function = &Callbacks::closed;
    m_callbacks->channel_exit_status_function = &Callbacks::exitStatus;
    m_callbacks->channel_exit_signal_function = &Callbacks::exitSignal;
    ssh_callbacks_init(m_callbacks.get());
    if (m_channel)
        ssh_set_channel_callbacks(m_channel, m_callbacks.get());
}

Channel::~Channel()
{
    if (!m_channel)
        return;
    ssh_remove_channel_callbacks(m_channel, m_callbacks.get());
    // Without blocking, a close that meets unsent bytes sends only its end-of-file and must be asked for
    // again; else the server keeps the channel for ever and MaxSessions is soon reached.
    if (m_state == State::Open && ssh_channel_close(m_channel) == SSH_AGAIN)
        ssh_channel_close(m_channel);
    ssh_channel_free(m_channel);
}

bool Channel::step()
{
    switch (m_state) {
    case State::Opening:
        return stepOpening();
    case State::Requesting:
        return stepRequesting();
    case State::Open: {
        const bool received = drain();
        const bool sent = flush();
        return finish() || received || sent;
    }
    case State::Refused:
    case State::Over:
        break;
    }
    return false;
}

bool Channel::stepOpening()
{
    int rc = SSH_ERROR;
    if (m_channel)
        rc = isSession() ? ssh_channel_open_session(m_channel)
                         : ssh_channel_open_forward(m_channel, m_request.command.constData(), m_request.port,
                                                    "127.0.0.1", 0);
    if (rc == SSH_AGAIN)
        return false;
    if (rc != SSH_OK) {
        if (m_abandoned) {
            m_state = State::Over;
            return true;
        }
        m_refusal = QString::fromUtf8(ssh_get_error(m_session));
        m_state = State::Refused;
        return true;
    }
    if (m_abandoned) {
        m_state = State::Open;
        close();
        return true;
    }
    if (isSession()) {
        m_state = State::Requesting;
        return stepRequesting();
    }
    m_state = State::Open;
    m_request.handler->opened(*this);
    return true;
}

bool Channel::stepRequesting()
{
    const int rc = m_request.kind == ChannelRequest::Kind::Exec
                       ? ssh_channel_request_exec(m_channel, m_request.command.constData())
                       : ssh_channel_request_subsystem(m_channel, m_request.command.constData());
    if (rc == SSH_AGAIN && !m_remoteClosed)
        return false;
    m_state = State::Open;
    if (rc == SSH_OK) {
        m_request.handler->opened(*this);
        return true;
    }
    const QString reason = QString::fromUtf8(ssh_get_error(m_session));
    end({{},
         {},
         makeFault(Fault::ChannelRefused,
                   m_request.kind == ChannelRequest::Kind::Exec
                       ? tr("The server does not let this user run commands.")
                       : tr("The server does not offer “%1” to this user. Is it in its sshd_config?")
                             .arg(QString::fromUtf8(m_request.command)),
                   reason)});
    return true;
}

bool Channel::drain()
{
    bool any = false;
    for (const int stream : {0, 1}) {
        while (m_available[stream] > 0 && m_request.handler->wantsBytes()) {
            QByteArray bytes(std::min<qsizetype>(m_available[stream], chunk), Qt::Uninitialized);
            const int read = ssh_channel_read_nonblocking(m_channel, bytes.data(),
                                                          static_cast<uint32_t>(bytes.size()), stream);
            if (read <= 0) {
                m_available[stream] = 0;
                break;
            }
            m_available[stream] -= read;
            bytes.truncate(read);
            any = true;
            m_request.handler->received(bytes, stream == 1);
        }
    }
    return any;
}

bool Channel::flush()
{
    bool any = false;
    while (bytesToWrite() > 0 && !m_remoteClosed && !(ssh_get_status(m_session) & SSH_WRITE_PENDING)) {
        const uint32_t window = ssh_channel_window_size(m_channel);
        if (window == 0)
            break;
        const auto length = static_cast<uint32_t>(std::min<qsizetype>({bytesToWrite(), chunk, window}));
        const int written = ssh_channel_write(m_channel, m_request.input.constData() + m_sent, length);
        if (written <= 0)
            break;
        any = true;
        m_sent += written;
        if (bytesToWrite() < lowWater) {
            m_request.input.remove(0, m_sent);
            m_sent = 0;
            m_request.handler->writable();
        }
    }
    if (m_request.inputEnds && bytesToWrite() == 0 && !m_endSent) {
        m_endSent = true;
        ssh_channel_send_eof(m_channel);
        any = true;
    }
    return any;
}

bool Channel::finish()
{
    if (m_available[0] > 0 || m_available[1] > 0)
        return false;
    if (m_remoteEnd && !m_toldInputEnded) {
        m_toldInputEnded = true;
        m_request.handler->inputEnded();
    }
    if (!m_remoteClosed || m_state != State::Open || m_request.handler->holdsBytes())
        return false;
    end(m_end);
    return true;
}

void Channel::end(ChannelEnd end)
{
    // The destructor closes what is still marked as open.
    if (m_channel && m_state == State::Open && ssh_channel_close(m_channel) == SSH_AGAIN)
        ssh_channel_close(m_channel);
    m_state = State::Over;
    m_request.handler->ended(end);
}

void Channel::write(const QByteArray &bytes)
{
    if (m_request.inputEnds || m_state == State::Over)
        return;
    m_request.input += bytes;
    m_wake();
}

void Channel::endInput()
{
    m_request.inputEnds = true;
    m_wake();
}

void Channel::sendSignal(const char *name)
{
    if (m_state == State::Open && m_request.kind == ChannelRequest::Kind::Exec)
        ssh_channel_request_send_signal(m_channel, name);
}

void Channel::resume()
{
    m_wake();
}

void Channel::cancel()
{
    if (m_state == State::Open && m_request.handler->cancel())
        return;
    sendSignal("TERM"); // a command that writes nothing would not notice that nobody listens
    close();
}

void Channel::close()
{
    m_abandoned = true;
    if (m_state == State::Opening)
        return; // the server would keep it open for ever: closed when its answer is there
    if ((m_state == State::Open || m_state == State::Requesting) && ssh_channel_close(m_channel) == SSH_AGAIN)
        ssh_channel_close(m_channel);
    m_state = State::Over;
    m_wake();
}

void Channel::lose(const Error &error)
{
    const bool heard = !isAbandoned();
    m_state = State::Over;
    if (heard)
        m_request.handler->ended({{}, {}, error});
}

} // namespace skybro::ssh
