#include "models/ssh/connection.h"

#include "models/base/log.h"
#include "models/ssh/connectionerrors.h"
#include "models/ssh/worker.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>

#include <fcntl.h>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h> // ssh_send_keepalive(), which clients may use too
#include <sys/socket.h>

#include <algorithm>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

/// Rounds of one session before the others of its thread have their turn.
constexpr int mostRounds = 64;
/// To log in, while nobody is asked; some directories are slow.
constexpr std::chrono::milliseconds loginTimeout = 60s;

/// The algorithms to ask for, those of recorded keys first: a host with several keys must show one that can
/// be checked.
QByteArray hostKeyAlgorithms(const QList<QByteArray> &recorded)
{
    static const QList<QByteArray> usual{"ssh-ed25519",         "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                         "ecdsa-sha2-nistp521", "rsa-sha2-512",        "rsa-sha2-256"};
    QList<QByteArray> wanted;
    for (const QByteArray &type : recorded) {
        if (type == "ssh-rsa")
            wanted << "rsa-sha2-512"
                   << "rsa-sha2-256";
        else if (usual.contains(type))
            wanted << type;
    }
    for (const QByteArray &type : usual) {
        if (!wanted.contains(type))
            wanted << type;
    }
    return wanted.join(',');
}

QByteArray hostKeyBlob(ssh_session session)
{
    ssh_key key = nullptr;
    if (ssh_get_server_publickey(session, &key) != SSH_OK)
        return {};
    char *base64 = nullptr;
    QByteArray blob;
    if (ssh_pki_export_pubkey_base64(key, &base64) == SSH_OK) {
        blob = QByteArray::fromBase64(base64);
        ssh_string_free_char(base64);
    }
    ssh_key_free(key);
    return blob;
}

} // namespace

Connection::Connection(Worker &worker, std::shared_ptr<const HostSettings> settings)
    : m_worker(worker)
    , m_settings(std::move(settings))
    , m_traffic(std::make_unique<ssh_counter_struct>())
{
    m_timeout.setSingleShot(true);
    m_idle.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        if (m_state == State::KeyExchange)
            end(m_greeting.isEmpty() || m_greeting.startsWith("SSH-") ? saysNothing(*m_settings)
                                                                      : talksNoSsh(*m_settings, m_greeting));
        else
            end(loginTooSlow(*m_settings));
    });
    connect(&m_keepAlive, &QTimer::timeout, this, &Connection::keepAlive);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        log::debug("ssh", "{}: closed, not used for a while", m_settings->label());
        end(makeError(ErrorKind::Cancelled, {}));
    });
    // Not from within the constructor: whoever made it first says who waits.
    QMetaObject::invokeMethod(this, &Connection::dial, Qt::QueuedConnection);
}

Connection::~Connection()
{
    m_buried.clear();
    m_channels.clear();
    m_authenticator.reset();
    m_readable.reset();
    m_writable.reset();
    if (m_event) {
        ssh_event_remove_session(m_event, m_session);
        ssh_event_free(m_event);
    }
    // Closes the descriptor too, unless libssh did so before. ssh_disconnect() would leave it open, and
    // nobody could tell whether it is still ours.
    ssh_free(m_session);
}

void Connection::dial()
{
    if (m_state != State::Dialing)
        return;
    if (!m_settings->proxyCommand.isEmpty())
        return end(unsupportedProxy(*m_settings));
    for (const QString &note : m_settings->notes)
        log::warning("ssh", "{}: {}", m_settings->label(), note);
    const auto done = [this](Result<FileDescriptor> socket) { dialed(std::move(socket)); };
    if (m_settings->jump)
        m_jumpDialer = std::make_unique<JumpDialer>(m_worker, m_settings, done);
    else
        m_dialer =
            std::make_unique<Dialer>(m_settings->host, m_settings->port, m_settings->connectTimeout, done);
}

void Connection::dialed(Result<FileDescriptor> socket)
{
    if (m_dialer)
        m_dialer.release()->deleteLater(); // it is calling
    if (m_state != State::Dialing)
        return;
    if (!socket)
        return end(socket.error());
    const int fd = socket->release();
    if (const Result<void> configured = configure(fd); !configured) {
        ::close(fd); // libssh takes it over with ssh_connect() only
        return end(configured.error());
    }
    m_state = State::KeyExchange;
    m_timeout.start(m_settings->connectTimeout);
    m_readable = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Write);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Connection::pump);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &Connection::pump);
    pump();
}

Result<void> Connection::configure(int socket)
{
    m_session = ssh_new();
    if (!m_session)
        return fail(ErrorKind::Internal, tr("There is not enough memory for another SSH connection."));
    m_knownHosts = KnownHosts::load(m_settings->userKnownHosts + m_settings->globalKnownHosts);
    const bool readConfiguration = false;
    const QByteArray user = m_settings->user.toUtf8();
    const QByteArray algorithms = hostKeyAlgorithms(m_knownHosts.keyTypes(m_settings->knownHostsName()));
    // No host is set: libssh would refuse names with '_', and needs none with a connected socket.
    // No known_hosts either: KnownHosts reads them.
    const bool ok = ssh_options_set(m_session, SSH_OPTIONS_PROCESS_CONFIG, &readConfiguration) == SSH_OK &&
                    ssh_options_set(m_session, SSH_OPTIONS_USER, user.constData()) == SSH_OK &&
                    ssh_options_set(m_session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null") == SSH_OK &&
                    ssh_options_set(m_session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") == SSH_OK &&
                    ssh_options_set(m_session, SSH_OPTIONS_HOSTKEYS, algorithms.constData()) == SSH_OK &&
                    ssh_options_set(m_session, SSH_OPTIONS_FD, &socket) == SSH_OK;
    if (!ok)
        return fail(ErrorKind::Invalid, tr("%1 can not be used as an SSH host.").arg(m_settings->label()),
                    QString::fromUtf8(ssh_get_error(m_session)));
    ssh_set_blocking(m_session, 0);
    ssh_set_counters(m_session, m_traffic.get(), nullptr);
    return {};
}

void Connection::pump()
{
    if (m_state == State::Dialing || m_state == State::Ended)
        return;
    m_pumpAgain = true;
    if (m_pumping)
        return;
    m_pumping = true;
    bool more = true;
    for (int round = 0; round < mostRounds && m_state != State::Ended && (more || m_pumpAgain); ++round) {
        m_pumpAgain = false;
        more = pumpOnce();
    }
    m_pumping = false;
    if (m_state == State::Ended)
        return;
    if (more || m_pumpAgain)
        pumpLater();
    watchSocket();
    noteUse();
}

void Connection::pumpLater()
{
    if (std::exchange(m_pumpQueued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pumpQueued = false;
            pump();
        },
        Qt::QueuedConnection);
}

bool Connection::pumpOnce()
{
    if (m_state == State::KeyExchange) {
        stepKeyExchange();
        return false;
    }
    if (m_state == State::LoggingIn) {
        stepLogin();
        if (m_state != State::LoggingIn)
            return m_state == State::Ready;
    }
    const int rc = ssh_event_dopoll(m_event, 0);
    // Also when it is lost: what came before that is still there to be read. Sending may find it lost, too.
    const bool moved = m_state == State::Ready && stepChannels();
    if (rc == SSH_ERROR || !ssh_is_connected(m_session)) {
        end(lost());
        return false;
    }
    // While logging in, what came was for the login.
    return rc != SSH_AGAIN || moved;
}

void Connection::watchSocket()
{
    if (m_readable && m_session)
        m_writable->setEnabled((ssh_get_poll_flags(m_session) & SSH_WRITE_PENDING) != 0);
}

void Connection::stepKeyExchange()
{
    // libssh passes over whatever comes before "SSH-", as the protocol allows; a web server it would read for
    // ever.
    if (m_greeting.isEmpty()) {
        m_greeting.resize(64);
        const ssize_t seen =
            ::recv(m_readable ? static_cast<int>(m_readable->socket()) : -1, m_greeting.data(),
                   static_cast<size_t>(m_greeting.size()), MSG_PEEK | MSG_DONTWAIT);
        m_greeting.truncate(std::max<ssize_t>(seen, 0));
    }
    const int rc = ssh_connect(m_session);
    // libssh makes the socket blocking again once it is connected; a peer that does not read would then hold
    // the thread.
    if (const int fd = ssh_get_fd(m_session); fd >= 0)
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    if (rc == SSH_AGAIN)
        return;
    if (rc != SSH_OK)
        return end(m_greeting.isEmpty() || m_greeting.startsWith("SSH-")
                       ? keyExchangeFailed(*m_settings, QString::fromUtf8(ssh_get_error(m_session)))
                       : talksNoSsh(*m_settings, m_greeting));
    m_event = ssh_event_new();
    ssh_event_add_session(m_event, m_session);
    m_timeout.stop();
    checkHost();
}

void Connection::checkHost()
{
    const QByteArray blob = hostKeyBlob(m_session);
    m_info.hostKeyType = QString::fromLatin1(keyTypeOf(blob));
    m_info.fingerprint = fingerprint(blob);
    const QString name = m_settings->knownHostsName();
    const HostKeyVerdict verdict = m_knownHosts.check(name, blob);
    m_knownHosts = {};
    if (verdict.state == HostKeyVerdict::State::Known)
        return login();
    if (verdict.state == HostKeyVerdict::State::Unknown && m_settings->unknownHost == UnknownHost::Accept) {
        trustHost(blob);
        return login();
    }
    if (verdict.state == HostKeyVerdict::State::Unknown && m_settings->unknownHost == UnknownHost::Ask)
        return askForHost(blob);
    end(hostKeyRefused(*m_settings, verdict, m_info, tr("StrictHostKeyChecking forbids it.")));
}

void Connection::askForHost(const QByteArray &blob)
{
    m_state = State::CheckingHost;
    const QString name = m_settings->knownHostsName();
    ask({.kind = Question::Kind::HostKey,
         .host = m_settings->label(),
         .subject = name,
         .text = tr("%1 is not known yet. Is this its key?").arg(m_settings->label()),
         .keyType = m_info.hostKeyType,
         .fingerprint = m_info.fingerprint,
         .fields = {}},
        [this, blob](const Result<Answers> &answer) {
            if (m_state != State::CheckingHost)
                return;
            if (!answer)
                return end(hostKeyRefused(*m_settings, {}, m_info, answer.error().text));
            trustHost(blob);
            login();
            pump();
        });
}

void Connection::trustHost(const QByteArray &blob)
{
    // Another connection to the same host may have been faster.
    const QString name = m_settings->knownHostsName();
    const KnownHosts now = KnownHosts::load(m_settings->userKnownHosts);
    if (m_settings->userKnownHosts.isEmpty() || now.check(name, blob).state != HostKeyVerdict::State::Unknown)
        return;
    const Result<void> kept = KnownHosts::append(m_settings->userKnownHosts.front(), name, keyTypeOf(blob),
                                                 blob, m_settings->hashKnownHosts);
    if (!kept) // trusted for now, and asked for again the next time
        log::warning("ssh", "{}", kept.error().text);
}

void Connection::ask(Question question, Authenticator::Reply reply)
{
    m_timeout.stop();
    m_question = m_worker.core().newTicket();
    // Copied in the GUI's thread but looked at in this one only.
    m_worker.core().ask(
        m_question, std::move(question), m_worker.queue(),
        [self = QPointer<Connection>(this), reply = std::move(reply)](Result<Answers> answers) {
            if (!self || self->m_state == State::Ended)
                return;
            self->m_question = 0;
            self->m_timeout.start(loginTimeout);
            reply(std::move(answers));
        });
}

void Connection::login()
{
    m_state = State::LoggingIn;
    m_timeout.start(loginTimeout);
    m_authenticator = std::make_unique<Authenticator>(
        m_session, *m_settings,
        Authenticator::Surroundings{.keys = m_worker.core().keys(),
                                    .ask =
                                        [this](Question question, Authenticator::Reply reply) {
                                            ask(std::move(question),
                                                [this, reply = std::move(reply)](Result<Answers> answers) {
                                                    reply(std::move(answers));
                                                    pump();
                                                });
                                        },
                                    .agent =
                                        [this](const QString &agent, std::shared_ptr<AgentKeys> keys) {
                                            return m_worker.core().connectAgent(agent, std::move(keys));
                                        }});
    m_pumpAgain = true;
}

void Connection::stepLogin()
{
    switch (m_authenticator->step()) {
    case Authenticator::State::Waiting:
        return;
    case Authenticator::State::Accepted:
        m_info.method = m_authenticator->method();
        return ready();
    case Authenticator::State::Refused:
        return end(m_authenticator->refusal());
    case Authenticator::State::Lost:
        break;
    }
    const QString reason = QString::fromUtf8(ssh_get_error(m_session));
    if (!reason.contains(u"Too many authentication failures"_s))
        return end(lost());
    Error error = m_authenticator->refusal();
    error.text += u' ' + tr("It ends the talk after that many tries: name the right key with "
                            "IdentityFile and IdentitiesOnly.");
    end(error);
}

void Connection::ready()
{
    m_authenticator.reset();
    m_timeout.stop();
    m_state = State::Ready;
    m_info.server = QString::fromUtf8(ssh_get_serverbanner(m_session));
    m_info.keyExchange = QString::fromLatin1(ssh_get_kex_algo(m_session));
    m_info.cipher = QString::fromLatin1(ssh_get_cipher_out(m_session));
    m_info.notes = m_settings->notes;
    log::debug("ssh", "{}: connected by {}", m_settings->label(), m_info.method);
    if (m_settings->serverAliveInterval > 0s)
        m_keepAlive.start(m_settings->serverAliveInterval);
    std::list<Waiter> waiters = std::exchange(m_waiters, {});
    const Result<ConnectionInfo> result = m_info;
    for (Waiter &waiter : waiters)
        waiter.ready(result);
}

bool Connection::stepChannels()
{
    openQueued();
    bool moved = false;
    for (const auto &channel : m_channels) {
        // A channel that was closed may still be on the list.
        if (!channel->isOver() && channel->step())
            moved = true;
        if (channel->isRefused())
            refused(*channel);
    }
    bury();
    return moved;
}

int Connection::sessions() const
{
    return static_cast<int>(std::ranges::count_if(
        m_channels, [](const auto &channel) { return channel->isSession() && channel->isAdmitted(); }));
}

void Connection::openQueued()
{
    const auto opening = std::ranges::count_if(
        m_channels, [](const auto &channel) { return channel->isSession() && !channel->isOver(); });
    auto room = m_roomForSessions == 0 ? std::ptrdiff_t{1000} : m_roomForSessions - opening;
    for (auto at = m_queue.begin(); at != m_queue.end();) {
        const bool isSession = at->kind != ChannelRequest::Kind::Forward;
        if (isSession && room-- <= 0) {
            ++at;
            continue;
        }
        m_channels.push_back(std::make_unique<Channel>(m_session, std::move(*at), [this] { pump(); }));
        at = m_queue.erase(at);
    }
}

void Connection::refused(Channel &channel)
{
    if (channel.isSession() && sessions() > 0) {
        // Most likely MaxSessions: others will end.
        m_roomForSessions = sessions();
        m_queue.push_front(channel.takeRequest());
        channel.close();
        return;
    }
    channel.lose(channelRefused(*m_settings, channel.refusal()));
}

void Connection::bury()
{
    const bool first = m_buried.empty();
    for (auto at = m_channels.begin(); at != m_channels.end();) {
        const auto next = std::next(at);
        if ((*at)->isOver())
            m_buried.splice(m_buried.end(), m_channels, at);
        at = next;
    }
    if (first && !m_buried.empty())
        QMetaObject::invokeMethod(
            this, [this] { m_buried.clear(); }, Qt::QueuedConnection);
}

void Connection::keepAlive()
{
    if (m_traffic->in_bytes != m_bytesSeen) {
        m_bytesSeen = m_traffic->in_bytes;
        m_unanswered = 0;
        return;
    }
    if (++m_unanswered > 1 && m_unanswered >= m_settings->serverAliveCountMax)
        return end(connectionDead(*m_settings));
    // The first call only takes note of an answer to the one before; unless there was none to take note of.
    ssh_send_keepalive(m_session);
    ssh_send_keepalive(m_session);
    pump();
}

void Connection::await(quint64 ticket, Ready ready)
{
    if (m_state == State::Ready) {
        ready(m_info);
        return noteUse();
    }
    m_waiters.push_back({ticket, std::move(ready)});
}

void Connection::open(ChannelRequest request)
{
    m_queue.push_back(std::move(request));
    noteUse();
    if (m_state == State::Ready)
        pump();
}

Channel *Connection::channel(quint64 ticket)
{
    for (const auto &channel : m_channels) {
        if (channel->ticket() == ticket && !channel->isAbandoned())
            return channel.get();
    }
    return nullptr;
}

void Connection::write(quint64 ticket, const QByteArray &bytes, bool last)
{
    if (Channel *open = channel(ticket)) {
        if (!bytes.isEmpty())
            open->write(bytes);
        if (last)
            open->endInput();
        return;
    }
    for (ChannelRequest &request : m_queue) {
        if (request.ticket == ticket) {
            request.input += bytes;
            request.inputEnds = request.inputEnds || last;
        }
    }
}

void Connection::cancel(quint64 ticket)
{
    m_waiters.remove_if([&](const Waiter &waiter) { return waiter.ticket == ticket; });
    std::erase_if(m_queue, [&](const ChannelRequest &request) { return request.ticket == ticket; });
    if (Channel *open = channel(ticket))
        open->cancel();
    if (m_state == State::Ready)
        pump();
    else if (isUnused())
        end(makeError(ErrorKind::Cancelled, {}));
}

bool Connection::isUnused() const
{
    return m_waiters.empty() && m_queue.empty() && m_channels.empty();
}

void Connection::noteUse()
{
    if (m_state != State::Ready || !isUnused())
        m_idle.stop();
    else if (!m_idle.isActive())
        m_idle.start(m_worker.core().idleTimeout());
}

void Connection::end(const Error &error)
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_timeout.stop();
    m_keepAlive.stop();
    m_idle.stop();
    if (m_readable) {
        m_readable->setEnabled(false);
        m_writable->setEnabled(false);
    }
    // From here on whoever asks for this host gets a new connection.
    m_worker.forget(this);
    if (m_jumpDialer)
        m_jumpDialer.release()->deleteLater(); // it may be calling
    if (m_question != 0)
        m_worker.core().withdraw(m_question);
    for (Waiter &waiter : m_waiters)
        waiter.ready(std::unexpected(error));
    m_waiters.clear();
    for (const auto &channel : m_channels)
        channel->lose(error);
    for (const ChannelRequest &request : m_queue)
        request.handler->ended({{}, {}, error});
    m_queue.clear();
}

Error Connection::lost() const
{
    return connectionLost(*m_settings, QString::fromUtf8(ssh_get_error(m_session)));
}

} // namespace skybro::ssh
