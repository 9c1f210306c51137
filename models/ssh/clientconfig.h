#pragma once

#include "models/base/result.h"
#include "models/ssh/hostsettings.h"

#include <QCoreApplication>
#include <QList>

namespace skybro::ssh {

/// ssh's configuration files (ssh_config(5), OpenSSH 9.2), read by ourselves: libssh's reader would start
/// `ssh` for a ProxyJump and run commands.
///
/// Honoured: Host, Match (all, host, originalhost, user, localuser), Include, HostName, HostKeyAlias, Port,
/// User, IdentityFile, IdentitiesOnly, IdentityAgent, ProxyJump, UserKnownHostsFile, GlobalKnownHostsFile,
/// StrictHostKeyChecking ("no" and "off" mean accept-new here), HashKnownHosts, ConnectTimeout,
/// ServerAliveInterval, ServerAliveCountMax. The first value wins. Nothing in the files is ever run: a
/// ProxyCommand makes the host Unsupported, a "Match exec" does not match; what else is left out and matters
/// is told in HostSettings::notes.
class ClientConfig
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ssh)

public:
    /// Without files: every host as OpenSSH's defaults have it.
    ClientConfig() = default;
    /// The user's file (~/.ssh/config), then the system's (/etc/ssh/ssh_config). What can not be read is
    /// noted.
    [[nodiscard]] static ClientConfig load();
    /// Reads one more file, after those before it. An absent file is no error.
    void read(const QString &path);
    void parse(const QByteArray &text, const QString &path);

    /// What wins over the files, as options on ssh's command line do.
    struct Overrides
    {
        QString user;
        quint16 port = 0;
        QStringList identityFiles;
        QString jump; ///< "[user@]host[:port]", several with commas; "none": no jump
    };
    /// `destination`: "[user@]host[:port]" (an IPv6 address with a port in brackets) or "ssh://…". Error
    /// Invalid for what is no destination, a value that can not be read (file and line in the text) or jumps
    /// that go in a ring.
    [[nodiscard]] Result<HostSettings> resolve(const QString &destination, const Overrides &overrides) const;
    [[nodiscard]] Result<HostSettings> resolve(const QString &destination) const
    {
        return resolve(destination, {});
    }

private:
    struct Line
    {
        QString keyword; ///< lower case
        QStringList arguments;
        QString place; ///< "FILE:LINE"
        QList<Line> included;
    };
    struct Resolution;

    void parseInto(QList<Line> &lines, const QByteArray &text, const QString &path, int depth);
    void include(Line &line, const QString &path, int depth);
    [[nodiscard]] Result<HostSettings> resolve(const QString &destination, const Overrides &overrides,
                                               int depth) const;
    [[nodiscard]] Result<std::shared_ptr<const HostSettings>> resolveJump(const QString &jump,
                                                                          int depth) const;
    static void apply(const QList<Line> &lines, bool active, Resolution &resolution);
    static void applyLine(const Line &line, Resolution &resolution);
    [[nodiscard]] static bool matchApplies(const Line &line, Resolution &resolution);

    QList<Line> m_lines;
    QStringList m_notes; ///< files and lines that could not be read
};

} // namespace skybro::ssh
