#include "models/ssh/service.h"

#include "models/ssh/worker.h"

#include <QPointer>
#include <QThread>

#include <algorithm>

namespace skybro::ssh {

Service::Service(Prompter &prompter, QObject *parent)
    : Service(prompter, Options(), parent)
{
}

Service::Service(Prompter &prompter, Options options, QObject *parent)
    : QObject(parent)
    , m_core(std::make_shared<Core>(options.workers > 0 ? options.workers
                                                        : std::clamp(QThread::idealThreadCount(), 2, 4),
                                    options.idleTimeout, prompter))
{
}

Service::~Service()
{
    emit closing();
    m_core->stop();
}

ConnectJob *Service::connectTo(const HostSettings &host)
{
    auto *job = new ConnectJob(m_core, std::make_shared<const HostSettings>(host));
    connect(this, &Service::closing, job, &Job::cancel);
    return job;
}

ExecJob *Service::exec(const HostSettings &host, const QString &command)
{
    auto *job = new ExecJob(
        host.label(), [self = QPointer<Service>(this), host = std::make_shared<const HostSettings>(host),
                       command] { return self ? self->openStream(host, command) : nullptr; });
    connect(this, &Service::closing, job, &Job::cancel);
    return job;
}

Stream *Service::open(const HostSettings &host, const QString &command)
{
    return openStream(std::make_shared<const HostSettings>(host), command);
}

Stream *Service::openStream(const std::shared_ptr<const HostSettings> &host, const QString &command)
{
    auto *stream = new Stream(m_core, host, command);
    connect(this, &Service::closing, stream, [stream] {
        stream->end({{}, {}, makeError(ErrorKind::Cancelled, tr("The SSH connections were closed."))});
    });
    return stream;
}

UploadJob *Service::upload(const HostSettings &host, const Upload &upload)
{
    auto *job = new UploadJob(m_core, std::make_shared<const HostSettings>(host), upload);
    connect(this, &Service::closing, job, &Job::cancel);
    return job;
}

DownloadJob *Service::download(const HostSettings &host, const Download &download)
{
    auto *job = new DownloadJob(m_core, std::make_shared<const HostSettings>(host), download);
    connect(this, &Service::closing, job, &Job::cancel);
    return job;
}

Result<std::unique_ptr<PortForward>> Service::forward(const HostSettings &host, const QString &target,
                                                      quint16 targetPort, quint16 port)
{
    std::unique_ptr<PortForward> forward(
        new PortForward(m_core, std::make_shared<const HostSettings>(host), target, targetPort));
    if (const Result<void> listening = forward->listen(port); !listening)
        return std::unexpected(listening.error());
    return forward;
}

void Service::disconnectFrom(const HostSettings &host)
{
    const QString key = host.connectionKey();
    m_core->post(key, [key](Worker &worker) {
        if (Connection *connection = worker.find(key))
            connection->end(makeError(ErrorKind::Cancelled, tr("The connection was closed on request.")));
    });
}

} // namespace skybro::ssh
