#pragma once

#include "models/ssh/channel.h"
#include "models/ssh/hostsettings.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace skybro::ssh {

class Core;

/// A command on a host, with its input and output open for as long as it runs: what a long-lived remote
/// shell is talked to through.
///
/// Begins to open when Service hands it out, connecting first if need be. Whatever happens, ended() comes
/// once and last, from the event loop. Destroying it closes the channel (the command is sent SIGTERM
/// where sshd does that: not for root) and nothing more is heard. The other side is held back while received
/// bytes pile up here unread. Thread: GUI.
class Stream : public QObject
{
    Q_OBJECT

public:
    ~Stream() override;

    [[nodiscard]] const HostSettings &host() const { return *m_host; }
    [[nodiscard]] bool hasEnded() const { return m_ended; }

    /// Bytes for the command's standard input, at any time until closeInput(). They wait in memory until the
    /// other side takes them: for much, write some and then more at each drained().
    void write(const QByteArray &bytes);
    void closeInput();

signals:
    /// The command runs.
    void opened();
    void outputReceived(const QByteArray &bytes);
    void errorsReceived(const QByteArray &bytes);
    /// Less than 128 KiB are left to send.
    void drained();
    void ended(const skybro::ssh::ChannelEnd &end);

private:
    friend class Service;
    class Handler;

    Stream(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, const QString &command);
    void receive(const QByteArray &bytes, bool isError);
    void end(const ChannelEnd &end);
    void send(const QByteArray &bytes, bool last);

    std::shared_ptr<Core> m_core;
    std::shared_ptr<const HostSettings> m_host;
    QString m_key; ///< of the connection
    quint64 m_ticket;
    std::shared_ptr<std::atomic<qint64>> m_inFlight; ///< received by the worker, not yet by us
    bool m_ended = false;
};

} // namespace skybro::ssh
