#pragma once

#include "models/base/result.h"
#include "models/ssh/authenticator.h"
#include "models/ssh/channel.h"
#include "models/ssh/connectioninfo.h"
#include "models/ssh/dialer.h"
#include "models/ssh/jumpdialer.h"
#include "models/ssh/knownhosts.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <deque>
#include <functional>
#include <list>
#include <memory>

struct ssh_counter_struct;
struct ssh_event_struct;
struct ssh_session_struct;

namespace skybro::ssh {

class Worker;

/// One ssh_session from its first packet to its last: dials (or is carried by a jump host), checks the host
/// key, logs in, and then drives any number of channels. Lives in one worker's thread, which serves many
/// connections: nothing here blocks.
///
/// Traps of libssh 0.10 that shaped it: with SSH_OPTIONS_FD it makes the socket blocking again; a write
/// happens only after a poll that saw room; reading in an error state loses what was buffered, so channels
/// are drained between polls; after an error it has closed the descriptor, before that nobody else may.
class Connection : public QObject
{
    Q_OBJECT

public:
    using Ready = std::move_only_function<void(const Result<ConnectionInfo> &)>;

    Connection(Worker &worker, std::shared_ptr<const HostSettings> settings);
    ~Connection() override;

    [[nodiscard]] const HostSettings &settings() const { return *m_settings; }
    /// Calls `ready` when it stands or is given up; at once when it stands.
    void await(quint64 ticket, Ready ready);
    void open(ChannelRequest request);
    /// The channel of a ticket, once it is being opened.
    [[nodiscard]] Channel *channel(quint64 ticket);
    /// Bytes for a channel that may still be waiting.
    void write(quint64 ticket, const QByteArray &bytes, bool last);
    /// Forgets who waits under this ticket, without a further call. Gives up connecting when nobody is left.
    void cancel(quint64 ticket);
    /// Ends it and tells all that use it.
    void end(const Error &error);

private:
    enum class State
    {
        Dialing,
        KeyExchange,
        CheckingHost, ///< somebody is asked
        LoggingIn,
        Ready,
        Ended
    };
    struct Waiter
    {
        quint64 ticket;
        Ready ready;
    };

    void dial();
    void dialed(Result<FileDescriptor> socket);
    [[nodiscard]] Result<void> configure(int socket);
    void pump();
    void pumpLater();
    bool pumpOnce();
    void stepKeyExchange();
    void checkHost();
    void askForHost(const QByteArray &blob);
    void trustHost(const QByteArray &blob);
    void ask(Question question, Authenticator::Reply reply);
    void login();
    void stepLogin();
    void ready();
    bool stepChannels();
    void openQueued();
    void refused(Channel &channel);
    [[nodiscard]] int sessions() const;
    void bury();
    void keepAlive();
    void watchSocket();
    void noteUse();
    [[nodiscard]] bool isUnused() const;
    [[nodiscard]] Error lost() const;

    Worker &m_worker;
    std::shared_ptr<const HostSettings> m_settings;
    State m_state = State::Dialing;
    std::unique_ptr<Dialer> m_dialer;
    std::unique_ptr<JumpDialer> m_jumpDialer; ///< as long as the jump host carries this
    ssh_session_struct *m_session = nullptr;
    ssh_event_struct *m_event = nullptr;
    std::unique_ptr<ssh_counter_struct> m_traffic;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::unique_ptr<Authenticator> m_authenticator;
    quint64 m_question = 0;  ///< what the user is being asked
    QByteArray m_greeting;   ///< the first bytes that came
    KnownHosts m_knownHosts; ///< only while the host is checked
    ConnectionInfo m_info;

    std::list<Waiter> m_waiters;
    std::list<std::unique_ptr<Channel>> m_channels;
    std::list<std::unique_ptr<Channel>> m_buried; ///< over; destroyed when nothing of theirs is on the stack
    std::deque<ChannelRequest> m_queue;           ///< until the connection stands, or the server has room
    int m_roomForSessions = 0;                    ///< learnt MaxSessions; 0: not met yet
    bool m_pumping = false;
    bool m_pumpAgain = false;
    bool m_pumpQueued = false;

    QTimer m_timeout;
    QTimer m_keepAlive;
    QTimer m_idle;
    quint64 m_bytesSeen = 0;
    int m_unanswered = 0; ///< intervals without a byte from the other side
};

} // namespace skybro::ssh
