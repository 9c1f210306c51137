#pragma once

#include "models/ssh/connectjob.h"
#include "models/ssh/execjob.h"
#include "models/ssh/hostsettings.h"
#include "models/ssh/portforward.h"
#include "models/ssh/prompter.h"
#include "models/ssh/stream.h"
#include "models/ssh/transferjob.h"

#include <QObject>

#include <chrono>
#include <memory>

/// SSH for everything that talks to nodes and gateways, on libssh.
namespace skybro::ssh {

class Core;

/// Hands out what runs over SSH. There is one connection per user, host, port and way there, made when it is
/// first needed, shared by all who use it, kept until nobody has for a while, and made anew after it was
/// lost.
///
/// A few threads serve all connections, so hundreds are fine; no call blocks. Thread: GUI. Jobs come
/// unstarted; what is still running when the service goes ends with ErrorKind::Cancelled.
class Service : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        int workers = 0; ///< threads; 0: as many as the machine has cores, 2 to 4
        std::chrono::milliseconds idleTimeout =
            std::chrono::minutes(5); ///< an unused connection is closed after it
    };
    /// `prompter` must outlive it.
    explicit Service(Prompter &prompter, QObject *parent = nullptr);
    Service(Prompter &prompter, Options options, QObject *parent = nullptr);
    /// Waits for the threads, which end at once but for a login that an agent holds up.
    ~Service() override;

    [[nodiscard]] ConnectJob *connectTo(const HostSettings &host);
    /// `command` is for the login shell of the user there.
    [[nodiscard]] ExecJob *exec(const HostSettings &host, const QString &command);
    /// Opens at once; the caller owns it.
    [[nodiscard]] Stream *open(const HostSettings &host, const QString &command);
    [[nodiscard]] UploadJob *upload(const HostSettings &host, const Upload &upload);
    [[nodiscard]] DownloadJob *download(const HostSettings &host, const Download &download);
    /// Opens a port on 127.0.0.1 (0: any free one) that leads to `target`, port `targetPort`, as the host
    /// sees it. Error Conflict when that port can not be had.
    [[nodiscard]] Result<std::unique_ptr<PortForward>>
    forward(const HostSettings &host, const QString &target, quint16 targetPort, quint16 port = 0);
    /// Closes the connection to a host; what runs on it ends with ErrorKind::Cancelled.
    void disconnectFrom(const HostSettings &host);

signals:
    /// The last moment in which anything runs.
    void closing();

private:
    [[nodiscard]] Stream *openStream(const std::shared_ptr<const HostSettings> &host, const QString &command);

    std::shared_ptr<Core> m_core;
};

} // namespace skybro::ssh
