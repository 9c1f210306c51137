#include "models/tunnel/probe/hostroute.h"

#include <QRegularExpression>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

QByteArray hostRouteScript(const ProbeTarget &target)
{
    // `ip` takes no names. It ends with 2 where the kernel has no route, or one that says so.
    return "main() {\n"
           "LC_ALL=C; export LC_ALL\n"
           "PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin; export PATH\n"
           "command -v ip >/dev/null 2>&1 || return\n"
           "host='" +
           target.host.toLatin1() +
           "'\n"
           "case $host in *[!0-9A-Fa-f:.]*)\n"
           "    host=$(getent ahosts \"$host\" | { read -r first rest; echo \"$first\"; }) ;;\n"
           "esac\n"
           "[ -n \"$host\" ] || return\n"
           "route=$(ip -o route get \"$host\" 2>/dev/null)\n"
           "printf '\\nskybro-host-route %s %s\\n' \"$?\" \"$route\"\n"
           "}\n"
           "main </dev/null\n";
}

std::optional<bool> readHostRoute(const QByteArray &output, const QStringList &gateway)
{
    constexpr int refusedByTheKernel = 2;
    static const QRegularExpression form(u"(?:^|\\n)skybro-host-route (\\d+) ([^\\n]*)"_s);
    static const QRegularExpression hop(u" (?:via(?: inet6?)?|src) ([0-9A-Fa-f.:]+)"_s);
    const auto match = form.match(QString::fromUtf8(output));
    if (!match.hasMatch())
        return std::nullopt;
    const int code = match.captured(1).toInt();
    if (code == refusedByTheKernel)
        return false;
    if (code != 0)
        return std::nullopt;
    // An own address that is the gateway's: this host is the gateway.
    for (auto it = hop.globalMatch(match.captured(2)); it.hasNext();) {
        if (gateway.contains(it.next().captured(1)))
            return true;
    }
    return std::nullopt;
}

} // namespace skybro::tunnel
