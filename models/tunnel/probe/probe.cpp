#include "models/tunnel/probe/probe.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

QString toWord(ProbeMethod method)
{
    return method == ProbeMethod::Icmp ? u"icmp"_s : u"tcp"_s;
}

Result<void> check(const ProbeTarget &target)
{
    // Also what a zone of a link-local address may have (fe80::1%eth0). 253: the longest DNS name.
    static const QRegularExpression host(u"\\A[A-Za-z0-9:_][A-Za-z0-9:._%-]{0,252}\\z"_s);
    if (!host.match(target.host).hasMatch())
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::tunnel", "\"%1\" is no address or name of a host.")
                        .arg(target.host));
    if (!target.source.isEmpty() && !host.match(target.source).hasMatch())
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::tunnel", "\"%1\" is no address to send from.")
                        .arg(target.source));
    if (target.method == ProbeMethod::Tcp && target.port == 0)
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::tunnel", "A TCP probe of %1 needs a port.")
                        .arg(target.host));
    return {};
}

} // namespace skybro::tunnel
