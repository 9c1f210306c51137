#include "models/ssh/sshfault.h"

#include <algorithm>
#include <array>

namespace skybro::ssh {

namespace {

struct Row
{
    Fault fault;
    const char *word;
    ErrorKind kind;
    bool retryable;
    bool unreachable;
};

constexpr std::array rows{
    Row{Fault::NameNotFound, "name-not-found", ErrorKind::Network, false, true},
    Row{Fault::ConnectionRefused, "connection-refused", ErrorKind::Network, true, true},
    Row{Fault::NoRoute, "no-route", ErrorKind::Network, true, true},
    Row{Fault::TimedOut, "timed-out", ErrorKind::TimedOut, true, true},
    Row{Fault::ConnectionLost, "connection-lost", ErrorKind::Network, true, true},
    Row{Fault::NoCommonAlgorithm, "no-common-algorithm", ErrorKind::Protocol, false, true},
    Row{Fault::BadProtocol, "bad-protocol", ErrorKind::Protocol, false, true},
    Row{Fault::HostKeyUnknown, "host-key-unknown", ErrorKind::Forbidden, false, true},
    Row{Fault::HostKeyChanged, "host-key-changed", ErrorKind::Forbidden, false, true},
    Row{Fault::HostKeyRevoked, "host-key-revoked", ErrorKind::Forbidden, false, true},
    Row{Fault::LoginRefused, "login-refused", ErrorKind::Forbidden, false, true},
    Row{Fault::Unsupported, "unsupported", ErrorKind::Invalid, false, true},
    Row{Fault::ChannelRefused, "channel-refused", ErrorKind::Forbidden, false, false},
    Row{Fault::NoExitStatus, "no-exit-status", ErrorKind::Protocol, false, false},
    Row{Fault::DiskFull, "disk-full", ErrorKind::Server, false, false},
};

const Row &rowOf(Fault fault)
{
    return *std::ranges::find(rows, fault, &Row::fault);
}

} // namespace

QString toWord(Fault fault)
{
    return QString::fromLatin1(rowOf(fault).word);
}

Error makeFault(Fault fault, QString text, QString detail)
{
    const Row &row = rowOf(fault);
    Error error = makeError(row.kind, std::move(text), std::move(detail));
    error.code = QString::fromLatin1(row.word);
    error.retryable = row.retryable;
    return error;
}

bool isUnreachable(const Error &error)
{
    return std::ranges::any_of(
        rows, [&](const Row &row) { return row.unreachable && error.code == QLatin1StringView(row.word); });
}

} // namespace skybro::ssh
