#pragma once

#include "linkfixture.h"
#include "models/playbook/run/sshlink.h"
#include "models/ssh/prompter.h"
#include "models/ssh/service.h"
#include "tests/support/sshserver.h"

#include <memory>

namespace skybro::test {

/// A service of its own and links through it to a server of a test.
struct SshLinks
{
    explicit SshLinks(const SshServer &server, const QByteArray &more = {},
                      const playbook::ShellLimits &limits = {})
    {
        config.parse("Host *\nIdentityAgent none\nStrictHostKeyChecking accept-new\nUserKnownHostsFile " +
                         server.file("known_hosts").toLocal8Bit() + "\nIdentityFile " +
                         server.userKey.toLocal8Bit() + "\nPort " + QByteArray::number(server.port) +
                         "\nUser " + SshServer::user().toLocal8Bit() + '\n' + more,
                     QStringLiteral("config"));
        service = std::make_unique<ssh::Service>(prompter);
        factory = std::make_unique<playbook::SshLinkFactory>(*service, config, ssh::ClientConfig::Overrides{},
                                                             limits);
    }

    [[nodiscard]] static LinkTarget target(const QString &user = {})
    {
        LinkTarget target = host(QStringLiteral("127.0.0.1"));
        target.user = user;
        return target;
    }
    [[nodiscard]] std::unique_ptr<Link> open(const QString &user = {}) const
    {
        return factory->open(target(user));
    }

    ssh::RefusingPrompter prompter;
    ssh::ClientConfig config;
    std::unique_ptr<ssh::Service> service;
    std::unique_ptr<playbook::SshLinkFactory> factory;
};

inline bool isAlive(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

} // namespace skybro::test
