#pragma once

#include "models/ssh/filedescriptor.h"

#include <QByteArray>
#include <QList>
#include <QLocalSocket>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <mutex>

namespace skybro::ssh {

/// What one login offers of the agent's keys. Filled by the proxy, read by the login; hence the lock.
struct AgentKeys
{
    QList<QByteArray> preferred; ///< public key blobs offered first, in this order
    bool only = false;           ///< and no others

    struct Offer
    {
        QByteArray blob;
        QString comment;
    };
    void setOffered(QList<Offer> offered)
    {
        const std::scoped_lock lock(m_mutex);
        m_offered = std::move(offered);
    }
    /// The keys that libssh was told of.
    [[nodiscard]] QList<Offer> offered() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_offered;
    }

private:
    mutable std::mutex m_mutex;
    QList<Offer> m_offered;
};

/// Stands between libssh and the user's ssh-agent.
///
/// libssh waits for the agent with no limit and offers its keys in the agent's order. This answers libssh
/// from a thread of its own, so that an agent that hangs (a locked token, a dialog nobody sees) ends as "no
/// key" after a while, and puts the keys in ssh's order: those of IdentityFile first, others only when
/// IdentitiesOnly allows. A message longer than 256 KiB ends it. Thread: the one that made it.
/// Protocol: draft-miller-ssh-agent.
class AgentProxy : public QObject
{
    Q_OBJECT

public:
    /// `client`: this end of libssh's socket pair. Deletes itself when either side is gone.
    AgentProxy(FileDescriptor client, const QString &agent, std::shared_ptr<AgentKeys> keys, QObject *parent);

    /// The answer to a request for identities with the keys chosen and ordered; empty when it can not be
    /// read. Sets what `keys` tells as offered.
    [[nodiscard]] static QByteArray chooseKeys(const QByteArray &answer, AgentKeys &keys);

private:
    void clientSent();
    void agentSent();
    void end();

    QLocalSocket m_client;
    QLocalSocket m_agent;
    QTimer m_patience;
    std::shared_ptr<AgentKeys> m_keys;
    QByteArray m_fromClient;
    QByteArray m_fromAgent;
};

} // namespace skybro::ssh
