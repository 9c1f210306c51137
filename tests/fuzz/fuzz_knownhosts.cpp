#include "models/ssh/knownhosts.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace skybro::ssh;

/// Whatever the file holds: no crash, and never "known" for a key that is nowhere in it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    KnownHosts hosts;
    hosts.add(text, QStringLiteral("known_hosts"));
    static const QByteArray blob = QByteArray("\0\0\0\x0bssh-ed25519\0\0\0\x20", 19) + QByteArray(32, '\x5a');
    for (const QString &name : {QStringLiteral("node1"), QStringLiteral("[node1]:2222"), QString()}) {
        const HostKeyVerdict verdict = hosts.check(name, blob);
        if (verdict.state == HostKeyVerdict::State::Unknown)
            continue;
        if (verdict.line < 1 || verdict.recordedFingerprint.isEmpty())
            std::abort();
        const bool present = verdict.recordedFingerprint == fingerprint(blob);
        if (present != (verdict.state != HostKeyVerdict::State::Changed))
            std::abort();
    }
    for (const QByteArray &type : hosts.keyTypes(QStringLiteral("node1"))) {
        if (type.isEmpty() || type.contains(' '))
            std::abort();
    }
    return 0;
}
