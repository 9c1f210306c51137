#include "models/tunnel/config/algorithmcheck.h"

#include "models/tunnel/config/gatewayfacts.h"

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

constexpr char check[] = R"sh(
refusal() {
    answer=$(ipsec algparse $version -pfs=$pfs "$1" 2>&1) && return
    printf '%s\n' "$answer" | sed -n 's/.*ERROR: *//p' | tail -n 1
}
)sh";

} // namespace

QByteArray algorithmCheck(const TunnelDescription &wanted)
{
    QStringList settings;
    for (const auto &[key, value] : {std::pair(u"ike="_s, wanted.ike), std::pair(u"esp="_s, wanted.esp)}) {
        if (!value.isEmpty())
            settings.append(key + QString(value).remove(u' ')); // one word each
    }
    return "\nalgorithms=" + shellQuoted(settings.join(u' ').toUtf8()) +
           "\npfs=" + (wanted.pfs ? "yes" : "no") +
           "\nversion=" + (wanted.ikeVersion == IkeVersion::V1 ? "-v1" : "-v2") + check;
}

} // namespace skybro::tunnel
