#include "models/playbook/run/sshlink.h"

#include "models/playbook/run/locallink.h"
#include "models/ssh/service.h"
#include "models/ssh/sshfault.h"

#include <QCoreApplication>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class SshTransport : public ShellTransport
{
public:
    explicit SshTransport(ssh::Stream *stream)
        : m_stream(stream)
    {
        stream->setParent(this);
        connect(stream, &ssh::Stream::opened, this, &ShellTransport::opened);
        connect(stream, &ssh::Stream::outputReceived, this, &ShellTransport::outputReceived);
        connect(stream, &ssh::Stream::errorsReceived, this, &ShellTransport::errorsReceived);
        connect(stream, &ssh::Stream::ended, this, &ShellTransport::ended);
    }

    void write(const QByteArray &bytes) override { m_stream->write(bytes); }
    void closeInput() override { m_stream->closeInput(); }

private:
    ssh::Stream *m_stream;
};

/// The service, until it begins to close: what is opened after that would never end.
class OpenService : public QObject
{
public:
    explicit OpenService(ssh::Service &service)
        : m_service(&service)
    {
        connect(&service, &ssh::Service::closing, this, [this] { m_service = nullptr; });
    }
    [[nodiscard]] ssh::Service *get() const { return m_service; }

private:
    ssh::Service *m_service;
};

class SshSource : public ShellSource
{
public:
    SshSource(std::shared_ptr<OpenService> service, const LinkTarget &target, Result<ssh::HostSettings> host)
        : m_service(std::move(service))
        , m_name(target.name)
        , m_host(std::move(host))
    {
    }

    [[nodiscard]] QString label() const override { return m_host ? m_host->label() : m_name; }
    // Words that mean the same to every login shell; what is to be quoted follows on its input.
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> openShell() override
    {
        return open(u"exec /bin/sh"_s);
    }
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> openCommand(const QByteArray &line) override
    {
        return open(QString::fromUtf8(line));
    }
    void disconnect() override
    {
        if (m_service->get() && m_host)
            m_service->get()->disconnectFrom(*m_host);
    }

private:
    [[nodiscard]] Result<std::unique_ptr<ShellTransport>> open(const QString &command)
    {
        if (!m_host)
            return std::unexpected(
                ssh::makeFault(ssh::Fault::Unsupported, m_host.error().text, m_host.error().detail));
        if (!m_service->get())
            return fail(ErrorKind::Cancelled,
                        QCoreApplication::translate("skybro::playbook", "The SSH connections were closed."));
        return std::make_unique<SshTransport>(m_service->get()->open(*m_host, command));
    }

    std::shared_ptr<OpenService> m_service;
    QString m_name;
    Result<ssh::HostSettings> m_host;
};

/// "[user@]host[:port]" as ssh writes it is ambiguous for addresses with colons.
QString destination(const LinkTarget &target)
{
    const QString address = target.address.isEmpty() ? target.name : target.address;
    return address.count(u':') > 1 && !address.startsWith(u'[') ? u'[' + address + u']' : address;
}

ssh::ClientConfig::Overrides overridesFor(const LinkTarget &target, ssh::ClientConfig::Overrides overrides)
{
    if (!target.user.isEmpty())
        overrides.user = target.user;
    if (target.port != 0)
        overrides.port = target.port;
    if (!target.keyFile.isEmpty())
        overrides.identityFiles = {target.keyFile};
    if (!target.jump.isEmpty())
        overrides.jump = target.jump;
    return overrides;
}

} // namespace

SshLinkFactory::SshLinkFactory(ssh::Service &service, ssh::ClientConfig config,
                               ssh::ClientConfig::Overrides defaults, const ShellLimits &limits)
    : ShellLinkFactory(
          [service = std::make_shared<OpenService>(service), config = std::move(config),
           defaults = std::move(defaults)](const LinkTarget &target) -> std::shared_ptr<ShellSource> {
              if (target.isLocal)
                  return localShellSource();
              return std::make_shared<SshSource>(
                  service, target, config.resolve(destination(target), overridesFor(target, defaults)));
          },
          limits)
{
}

} // namespace skybro::playbook
