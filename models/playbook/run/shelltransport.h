#pragma once

#include "models/base/result.h"
#include "models/ssh/channel.h"

#include <QByteArray>
#include <QObject>

#include <memory>

namespace skybro::playbook {

/// A process on a host, wherever that is, with its three streams. Whatever happens, ended() comes once and
/// last, from the event loop. Destroying it lets go of the process, which finds its input at an end. Thread:
/// the one that made it.
class ShellTransport : public QObject
{
    Q_OBJECT

public:
    ~ShellTransport() override;

    virtual void write(const QByteArray &bytes) = 0;
    virtual void closeInput() = 0;

signals:
    void opened();
    void outputReceived(const QByteArray &bytes);
    void errorsReceived(const QByteArray &bytes);
    void ended(const skybro::ssh::ChannelEnd &end);
};

/// Starts processes on one host.
class ShellSource
{
public:
    virtual ~ShellSource();

    /// "alice@node1", for texts.
    [[nodiscard]] virtual QString label() const = 0;
    /// A POSIX shell that reads its commands from its standard input. Error: there is no way to this host.
    [[nodiscard]] virtual Result<std::unique_ptr<ShellTransport>> openShell() = 0;
    /// A command line, by whatever shell the user has there.
    [[nodiscard]] virtual Result<std::unique_ptr<ShellTransport>> openCommand(const QByteArray &line) = 0;
    /// Gives up the connection that the processes share, if there is one.
    virtual void disconnect() = 0;
};

} // namespace skybro::playbook
