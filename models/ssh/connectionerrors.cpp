#include "models/ssh/connectionerrors.h"

#include <QCoreApplication>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::ssh", text);
}

} // namespace

Error unsupportedProxy(const HostSettings &host)
{
    return makeFault(
        Fault::Unsupported,
        tr("%1 is reached by a ProxyCommand (%2), which is not supported. Use ProxyJump instead.")
            .arg(host.label(), host.proxyCommand));
}

Error keyExchangeFailed(const HostSettings &host, const QString &reason)
{
    if (reason.contains(u"no match for method"_s))
        return makeFault(Fault::NoCommonAlgorithm,
                         tr("%1 and this program have no algorithm in common: %2. Bring its sshd up to date.")
                             .arg(host.label(), reason),
                         reason);
    return makeFault(Fault::ConnectionLost,
                     tr("%1 closed the connection before the login. Does it limit new connections "
                        "(MaxStartups, fail2ban)?")
                         .arg(host.label()),
                     reason);
}

Error talksNoSsh(const HostSettings &host, const QByteArray &greeting)
{
    return makeFault(Fault::BadProtocol,
                     tr("What answers at %1 is no SSH server. Check the port.").arg(host.label()),
                     QString::fromUtf8(greeting));
}

Error saysNothing(const HostSettings &host)
{
    return makeFault(Fault::TimedOut,
                     tr("%1 accepts connections but does not talk SSH within %2 s. Is it overloaded, or "
                        "does the tunnel swallow large packets (MTU)?")
                         .arg(host.label())
                         .arg(host.connectTimeout.count()));
}

Error loginTooSlow(const HostSettings &host)
{
    return makeFault(
        Fault::TimedOut,
        tr("%1 did not finish the login in time. Is its user directory slow?").arg(host.label()));
}

Error connectionLost(const HostSettings &host, const QString &reason)
{
    return makeFault(Fault::ConnectionLost,
                     tr("The connection to %1 was lost. Is it down, or was it restarted?").arg(host.label()),
                     reason);
}

Error connectionDead(const HostSettings &host)
{
    return makeFault(Fault::ConnectionLost,
                     tr("%1 does not answer any more. Is it down, or the tunnel?").arg(host.label()));
}

Error channelRefused(const HostSettings &host, const QString &reason)
{
    return makeFault(Fault::ChannelRefused,
                     tr("%1 does not open another channel. Does its sshd_config allow it (MaxSessions, "
                        "AllowTcpForwarding)?")
                         .arg(host.label()),
                     reason);
}

Error hostKeyRefused(const HostSettings &host, const HostKeyVerdict &verdict, const ConnectionInfo &shown,
                     const QString &why)
{
    switch (verdict.state) {
    case HostKeyVerdict::State::Revoked:
        return makeFault(Fault::HostKeyRevoked,
                         tr("%1 showed a key that is revoked in %2, line %3 (%4). Do not use this host "
                            "before its administrator gave it another key.")
                             .arg(host.label(), verdict.file)
                             .arg(verdict.line)
                             .arg(shown.fingerprint));
    case HostKeyVerdict::State::Changed:
        return makeFault(
            Fault::HostKeyChanged,
            tr("The host key of %1 is not the one it had: it shows %2 %3, %4, line %5, has %6 %7. Was it "
               "set up anew? If so, remove the old one: ssh-keygen -R '%8' -f '%4'. If not, somebody may "
               "be listening.")
                .arg(host.label(), shown.hostKeyType, shown.fingerprint, verdict.file)
                .arg(verdict.line)
                .arg(verdict.recordedType, verdict.recordedFingerprint, host.knownHostsName()));
    case HostKeyVerdict::State::Known:
    case HostKeyVerdict::State::Unknown:
        break;
    }
    return makeFault(Fault::HostKeyUnknown,
                     tr("%1 is not in known_hosts, and its key %2 %3 was not accepted: %4")
                         .arg(host.label(), shown.hostKeyType, shown.fingerprint, why));
}

} // namespace skybro::ssh
