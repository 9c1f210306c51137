#include "models/ssh/agentproxy.h"

#include <QtEndian>

#include <chrono>
#include <optional>

namespace skybro::ssh {

namespace {

using namespace std::chrono_literals;

constexpr quint32 longest = 256 * 1024;
constexpr char identitiesAnswer = 12; // SSH_AGENT_IDENTITIES_ANSWER
/// Long enough to touch a token, short enough that other hosts of this thread still connect.
constexpr auto patience = 20s;

/// Takes one message, without its length, from the front of `buffer`.
std::optional<QByteArray> takeMessage(QByteArray &buffer)
{
    if (buffer.size() < 4)
        return std::nullopt;
    const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(buffer.constData()));
    if (buffer.size() < 4 + length)
        return std::nullopt;
    QByteArray message = buffer.mid(4, length);
    buffer.remove(0, 4 + length);
    return message;
}

bool isTooLong(const QByteArray &buffer)
{
    return buffer.size() >= 4 && qFromBigEndian<quint32>(buffer.constData()) > longest;
}

void putNumber(QByteArray &out, quint32 number)
{
    const quint32 big = qToBigEndian(number);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

void putString(QByteArray &out, const QByteArray &string)
{
    putNumber(out, static_cast<quint32>(string.size()));
    out.append(string);
}

QByteArray framed(const QByteArray &message)
{
    QByteArray out;
    putString(out, message);
    return out;
}

} // namespace

AgentProxy::AgentProxy(FileDescriptor client, const QString &agent, std::shared_ptr<AgentKeys> keys,
                       QObject *parent)
    : QObject(parent)
    , m_keys(std::move(keys))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &AgentProxy::end);
    connect(&m_client, &QLocalSocket::readyRead, this, &AgentProxy::clientSent);
    connect(&m_client, &QLocalSocket::disconnected, this, &AgentProxy::end);
    connect(&m_agent, &QLocalSocket::readyRead, this, &AgentProxy::agentSent);
    connect(&m_agent, &QLocalSocket::disconnected, this, &AgentProxy::end);
    connect(&m_agent, &QLocalSocket::errorOccurred, this, &AgentProxy::end);
    m_client.setSocketDescriptor(client.release());
    m_agent.connectToServer(agent);
}

void AgentProxy::clientSent()
{
    m_fromClient += m_client.readAll();
    if (isTooLong(m_fromClient))
        return end();
    while (const std::optional<QByteArray> message = takeMessage(m_fromClient)) {
        m_agent.write(framed(*message));
        m_patience.start(patience);
    }
}

void AgentProxy::agentSent()
{
    m_fromAgent += m_agent.readAll();
    if (isTooLong(m_fromAgent))
        return end();
    while (std::optional<QByteArray> message = takeMessage(m_fromAgent)) {
        m_patience.stop();
        if (message->startsWith(identitiesAnswer)) {
            message = chooseKeys(*message, *m_keys);
            if (message->isEmpty())
                return end();
        }
        m_client.write(framed(*message));
    }
}

QByteArray AgentProxy::chooseKeys(const QByteArray &answer, AgentKeys &keys)
{
    qsizetype at = 1;
    const auto number = [&]() -> std::optional<quint32> {
        if (answer.size() - at < 4)
            return std::nullopt;
        at += 4;
        return qFromBigEndian<quint32>(answer.constData() + at - 4);
    };
    const auto string = [&]() -> std::optional<QByteArray> {
        const std::optional<quint32> length = number();
        if (!length || *length > static_cast<quint64>(answer.size() - at))
            return std::nullopt;
        at += *length;
        return answer.mid(at - *length, *length);
    };
    struct Identity
    {
        QByteArray blob;
        QByteArray comment;
    };
    QList<Identity> identities;
    const std::optional<quint32> count = number();
    if (!count)
        return {};
    for (quint32 i = 0; i < *count; ++i) {
        const std::optional<QByteArray> blob = string();
        const std::optional<QByteArray> comment = blob ? string() : std::nullopt;
        if (!comment)
            return {};
        identities.append({*blob, *comment});
    }
    QList<Identity> chosen;
    for (const QByteArray &blob : std::as_const(keys.preferred)) {
        for (const Identity &identity : std::as_const(identities)) {
            if (identity.blob == blob)
                chosen.append(identity);
        }
    }
    for (const Identity &identity : std::as_const(identities)) {
        if (!keys.only && !keys.preferred.contains(identity.blob))
            chosen.append(identity);
    }
    QByteArray out(1, identitiesAnswer);
    putNumber(out, static_cast<quint32>(chosen.size()));
    QList<AgentKeys::Offer> offered;
    for (const Identity &identity : std::as_const(chosen)) {
        putString(out, identity.blob);
        putString(out, identity.comment);
        offered.append({identity.blob, QString::fromUtf8(identity.comment)});
    }
    keys.setOffered(std::move(offered));
    return out;
}

void AgentProxy::end()
{
    m_patience.stop();
    m_client.abort();
    deleteLater();
}

} // namespace skybro::ssh
