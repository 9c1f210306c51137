#include "models/tunnel/ipsec/strongswan.h"

#include "models/tunnel/ipsec/vicitext.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

std::optional<quint64> readNumber(const QString &text)
{
    bool ok = false;
    const quint64 number = text.toULongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::seconds> readSeconds(const QString &text)
{
    bool ok = false;
    const qlonglong seconds = text.toLongLong(&ok);
    return ok ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

IkeVersion readVersion(const QString &text)
{
    if (text == "2"_L1 || text == "IKEv2"_L1)
        return IkeVersion::V2;
    return text == "1"_L1 || text == "IKEv1"_L1 ? IkeVersion::V1 : IkeVersion::Unknown;
}

Algorithms readAlgorithms(const ViciSection &section)
{
    Algorithms algorithms;
    algorithms.encryption = section.value(u"encr-alg");
    if (const QString size = section.value(u"encr-keysize"); !size.isEmpty())
        algorithms.encryption += u'_' + size;
    algorithms.integrity = section.value(u"integ-alg");
    algorithms.prf = section.value(u"prf-alg");
    algorithms.group = section.value(u"dh-group");
    return algorithms;
}

/// ike_sa.h and child_sa.h of 5.9.
SaState readState(const QString &word)
{
    static const QHash<QString, SaState> states{
        {u"CREATED"_s, SaState::Connecting},      {u"CONNECTING"_s, SaState::Connecting},
        {u"ESTABLISHED"_s, SaState::Established}, {u"PASSIVE"_s, SaState::Established},
        {u"REKEYING"_s, SaState::Rekeying},       {u"REKEYED"_s, SaState::Deleted},
        {u"DELETING"_s, SaState::Deleted},        {u"DESTROYING"_s, SaState::Deleted},
        {u"ROUTED"_s, SaState::Connecting},       {u"INSTALLING"_s, SaState::Connecting},
        {u"INSTALLED"_s, SaState::Established},   {u"UPDATING"_s, SaState::Established},
        {u"RETRYING"_s, SaState::Connecting},     {u"DELETED"_s, SaState::Deleted},
    };
    return states.value(word, SaState::Unknown);
}

ChildSa readChild(const ViciSection &section, const IkeSa &ike)
{
    ChildSa sa;
    sa.serial = readNumber(section.value(u"uniqueid")).value_or(0);
    sa.ikeSerial = ike.serial;
    sa.connection = ike.connection;
    sa.stateText = section.value(u"state");
    sa.state = readState(sa.stateText);
    sa.algorithms = readAlgorithms(section);
    sa.age = readSeconds(section.value(u"install-time"));
    sa.rekeyIn = readSeconds(section.value(u"rekey-time"));
    sa.expiresIn = readSeconds(section.value(u"life-time"));
    sa.bytesIn = readNumber(section.value(u"bytes-in"));
    sa.bytesOut = readNumber(section.value(u"bytes-out"));
    sa.packetsIn = readNumber(section.value(u"packets-in"));
    sa.packetsOut = readNumber(section.value(u"packets-out"));
    sa.localSubnets = section.list(u"local-ts");
    sa.remoteSubnets = section.list(u"remote-ts");
    sa.spiIn = section.value(u"spi-in");
    sa.spiOut = section.value(u"spi-out");
    sa.natTraversal = section.value(u"encap") == "yes"_L1;
    return sa;
}

void readIkeSa(const QString &name, const ViciSection &section, IpsecStatus &status)
{
    IkeSa ike;
    ike.serial = readNumber(section.value(u"uniqueid")).value_or(0);
    ike.connection = name;
    ike.stateText = section.value(u"state");
    ike.state = readState(ike.stateText);
    ike.version = readVersion(section.value(u"version"));
    ike.algorithms = readAlgorithms(section);
    ike.age = readSeconds(section.value(u"established"));
    ike.rekeyIn = readSeconds(section.value(u"rekey-time"));
    ike.expiresIn = readSeconds(section.value(u"reauth-time"));
    // The first request goes unanswered as long as the other side's cookie is zero.
    ike.retransmitting =
        ike.state == SaState::Connecting && section.value(u"responder-spi") == "0000000000000000"_L1;
    ike.natTraversal = section.value(u"nat-any") == "yes"_L1;
    if (const ViciSection *children = section.section(u"child-sas")) {
        for (const auto &[child, content] : children->sections)
            status.childSas.append(readChild(content, ike));
    }
    status.ikeSas.append(ike);
}

/// strongSwan marks none as the newest: numbers only grow.
template <typename Sa>
void markNewest(QList<Sa> &list)
{
    QHash<QString, quint64> newest;
    for (const Sa &sa : list) {
        if (isUp(sa))
            newest[sa.connection] = std::max(newest.value(sa.connection), sa.serial);
    }
    for (Sa &sa : list)
        sa.newest = isUp(sa) && newest.value(sa.connection) == sa.serial;
}

void readConnection(const QString &name, const ViciSection &section, IpsecStatus &status)
{
    IpsecConnection connection;
    connection.name = name;
    connection.local.address = section.list(u"local_addrs").value(0);
    connection.remote.address = section.list(u"remote_addrs").value(0);
    connection.ikeVersion = readVersion(section.value(u"version"));
    connection.ikeLifetime = readSeconds(section.value(u"rekey_time"));
    connection.dpdDelay = readSeconds(section.value(u"dpd_delay"));
    for (const auto &[key, content] : section.sections) {
        if (key.startsWith("local"_L1) && connection.local.id.isEmpty())
            connection.local.id = content.value(u"id");
        else if (key.startsWith("remote"_L1) && connection.remote.id.isEmpty())
            connection.remote.id = content.value(u"id");
    }
    if (const ViciSection *children = section.section(u"children")) {
        for (const auto &[child, content] : children->sections) {
            connection.children += child;
            connection.local.subnets += content.list(u"local-ts");
            connection.remote.subnets += content.list(u"remote-ts");
            connection.saLifetime = readSeconds(content.value(u"rekey_time"));
            connection.dpdAction = content.value(u"dpd_action");
        }
    }
    connection.local.subnets.removeDuplicates();
    connection.remote.subnets.removeDuplicates();
    status.connections.append(connection);
}

Result<QList<ViciMessage>> readMessages(QStringView output, QStringView reply)
{
    Result<QList<ViciMessage>> messages = readViciText(output);
    if (messages && (messages->isEmpty() || messages->last().label != reply))
        return fail(
            ErrorKind::Protocol,
            QCoreApplication::translate("Tunnel", "swanctl on the gateway did not answer as it should."));
    return messages;
}

void answered(IpsecStatus &status)
{
    status.daemon.state = DaemonState::Running;
    status.daemon.implementation = Implementation::StrongSwan;
}

} // namespace

Result<void> readListSas(QStringView output, IpsecStatus &status)
{
    const Result<QList<ViciMessage>> messages = readMessages(output, u"list-sas reply");
    if (!messages)
        return std::unexpected(messages.error());
    answered(status);
    status.statesTold = true;
    for (const ViciMessage &message : *messages) {
        for (const auto &[name, section] : message.content.sections)
            readIkeSa(name, section, status);
    }
    markNewest(status.ikeSas);
    markNewest(status.childSas);
    return {};
}

Result<void> readListConns(QStringView output, IpsecStatus &status)
{
    const Result<QList<ViciMessage>> messages = readMessages(output, u"list-conns reply");
    if (!messages)
        return std::unexpected(messages.error());
    answered(status);
    status.connectionsTold = true;
    for (const ViciMessage &message : *messages) {
        for (const auto &[name, section] : message.content.sections)
            readConnection(name, section, status);
    }
    return {};
}

DaemonState strongSwanDaemon(int exitCode, QStringView standardError)
{
    constexpr int answeredCode = 0;
    constexpr int noSuchFile = 2;
    constexpr int accessDenied = 13;
    constexpr int notExecutable = 126;
    constexpr int noSuchCommand = 127;
    constexpr int refused = 111;
    if (exitCode == answeredCode)
        return DaemonState::Running;
    if (standardError.startsWith("sudo:"_L1) || standardError.contains("\nsudo:"_L1) ||
        exitCode == accessDenied || exitCode == notExecutable)
        return DaemonState::NotPermitted;
    if (exitCode == noSuchCommand)
        return DaemonState::NotInstalled;
    // 2 is also its word for a wrong option: the socket must be named.
    const bool socket = standardError.contains("charon.vici"_L1);
    return (exitCode == noSuchFile && socket) || exitCode == refused ? DaemonState::Down
                                                                     : DaemonState::Unknown;
}

} // namespace skybro::tunnel
