#pragma once

#include "models/base/result.h"
#include "models/ssh/agentproxy.h"
#include "models/ssh/hostsettings.h"
#include "models/ssh/keyring.h"
#include "models/ssh/prompter.h"

#include <QCoreApplication>

#include <functional>
#include <memory>
#include <optional>

struct ssh_session_struct;

namespace skybro::ssh {

/// Logs in to one server, as ssh does: agent, key files, keyboard-interactive, password. Never blocks but
/// for the agent, whose proxy bounds that. Thread: the worker's.
class Authenticator
{
    Q_DECLARE_TR_FUNCTIONS(skybro::ssh)

public:
    enum class State
    {
        Waiting, ///< for the server or for an answer; step() again
        Accepted,
        Refused, ///< refusal() says what was tried
        Lost,    ///< the server hung up
    };
    using Reply = std::function<void(Result<Answers>)>;
    struct Surroundings
    {
        KeyRing &keys;
        std::function<void(Question, Reply)> ask; ///< the reply comes later, from the event loop
        /// The other end of a socket pair that leads to the user's agent.
        std::function<FileDescriptor(const QString &agent, std::shared_ptr<AgentKeys> keys)> agent;
    };

    Authenticator(ssh_session_struct *session, const HostSettings &settings, Surroundings surroundings);
    ~Authenticator();

    [[nodiscard]] State step();
    /// What let us in: "publickey (/home/alice/.ssh/id_ed25519)".
    [[nodiscard]] QString method() const { return m_method; }
    [[nodiscard]] Error refusal() const;

private:
    enum class Stage
    {
        None,
        Agent,
        NextKey,
        OfferKey,
        OpenKey,
        SignWithKey,
        Interactive,
        AskPassword,
        Password,
        Exhausted
    };
    /// What one call to libssh came to.
    enum class Outcome
    {
        Again,
        Accepted,
        Denied,
        Lost
    };

    [[nodiscard]] Outcome outcome(int rc);
    State stepNone();
    State stepAgent();
    void nextKey();
    State stepOffer();
    void openKey();
    State stepSign();
    State stepInteractive();
    void askPassword();
    State stepPassword();
    void startAgent();
    void stopAgent();
    void ask(Question question, std::function<void(Answers)> answered, Stage otherwise);
    State accepted(const QString &method);
    [[nodiscard]] bool serverTakes(int method) const { return (m_methods & method) != 0; }
    [[nodiscard]] QString fileName() const;

    ssh_session_struct *m_session;
    const HostSettings &m_settings;
    Surroundings m_surroundings;
    Stage m_stage = Stage::None;
    int m_methods = 0; ///< what the server said can continue, as libssh's bits
    bool m_asking = false;
    std::shared_ptr<bool> m_alive; ///< false once this is gone: for replies that come late

    std::shared_ptr<AgentKeys> m_agentKeys;
    int m_agentSocket = -1; ///< libssh's own, closed by us
    qsizetype m_file = -1;  ///< index into identityFiles
    Key m_public;
    Key m_private;
    int m_attempt = 0; ///< wrong answers so far in this stage
    bool m_askedInteractive = false;
    std::optional<Secret> m_password;
    QStringList m_tried;
    QString m_method;
};

} // namespace skybro::ssh
