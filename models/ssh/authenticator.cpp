#include "models/ssh/authenticator.h"

#include "models/ssh/sshfault.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <libssh/libssh.h>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAttempts = 3;

QByteArray blobOf(ssh_key key)
{
    char *base64 = nullptr;
    if (ssh_pki_export_pubkey_base64(key, &base64) != SSH_OK)
        return {};
    const QByteArray blob = QByteArray::fromBase64(base64);
    ssh_string_free_char(base64);
    return blob;
}

} // namespace

Authenticator::Authenticator(ssh_session_struct *session, const HostSettings &settings,
                             Surroundings surroundings)
    : m_session(session)
    , m_settings(settings)
    , m_surroundings(std::move(surroundings))
    , m_alive(std::make_shared<bool>(true))
{
}

Authenticator::~Authenticator()
{
    *m_alive = false;
    stopAgent();
}

Authenticator::State Authenticator::step()
{
    // Each round either waits or comes to another stage, and the stages only go forward.
    while (!m_asking) {
        State state = State::Waiting;
        const Stage before = m_stage;
        switch (m_stage) {
        case Stage::None:
            state = stepNone();
            break;
        case Stage::Agent:
            state = stepAgent();
            break;
        case Stage::NextKey:
            nextKey();
            continue;
        case Stage::OfferKey:
            state = stepOffer();
            break;
        case Stage::OpenKey:
            openKey();
            continue;
        case Stage::SignWithKey:
            state = stepSign();
            break;
        case Stage::Interactive:
            state = stepInteractive();
            break;
        case Stage::AskPassword:
            askPassword();
            continue;
        case Stage::Password:
            state = stepPassword();
            break;
        case Stage::Exhausted:
            return State::Refused;
        }
        if (state != State::Waiting || m_stage == before)
            return state;
    }
    return State::Waiting;
}

Authenticator::Outcome Authenticator::outcome(int rc)
{
    if (rc == SSH_AUTH_AGAIN)
        return Outcome::Again;
    if (rc == SSH_AUTH_SUCCESS)
        return Outcome::Accepted;
    if (!ssh_is_connected(m_session))
        return Outcome::Lost;
    if (rc == SSH_AUTH_PARTIAL || rc == SSH_AUTH_DENIED) // a partial success asks for one more method
        m_methods = ssh_userauth_list(m_session, nullptr);
    return Outcome::Denied;
}

Authenticator::State Authenticator::accepted(const QString &method)
{
    m_method = method;
    stopAgent();
    return State::Accepted;
}

Authenticator::State Authenticator::stepNone()
{
    switch (outcome(ssh_userauth_none(m_session, nullptr))) {
    case Outcome::Again:
        return State::Waiting;
    case Outcome::Accepted:
        return accepted(u"none"_s);
    case Outcome::Lost:
        return State::Lost;
    case Outcome::Denied:
        break;
    }
    if (serverTakes(SSH_AUTH_METHOD_PUBLICKEY))
        startAgent();
    m_stage = m_agentKeys ? Stage::Agent : Stage::NextKey;
    return State::Waiting;
}

void Authenticator::startAgent()
{
    if (m_settings.identityAgent.isEmpty() || !QFileInfo::exists(m_settings.identityAgent))
        return;
    auto keys = std::make_shared<AgentKeys>();
    keys->only = m_settings.identitiesOnly;
    for (const QString &file : m_settings.identityFiles) {
        if (const Key key = KeyRing::loadPublic(file))
            keys->preferred.append(blobOf(key.get()));
    }
    if (keys->only && keys->preferred.isEmpty())
        return;
    FileDescriptor socket = m_surroundings.agent(m_settings.identityAgent, keys);
    if (!socket.isValid())
        return;
    m_agentKeys = std::move(keys);
    m_agentSocket = socket.release();
    ssh_set_agent_socket(m_session, m_agentSocket);
}

void Authenticator::stopAgent()
{
    if (m_agentSocket < 0)
        return;
    // libssh would keep it open for the session's life.
    ssh_set_agent_socket(m_session, -1);
    ::close(std::exchange(m_agentSocket, -1));
}

Authenticator::State Authenticator::stepAgent()
{
    const Outcome result = outcome(ssh_userauth_agent(m_session, nullptr));
    if (result == Outcome::Again)
        return State::Waiting;
    const QList<AgentKeys::Offer> offered = m_agentKeys->offered();
    QStringList names;
    for (const AgentKeys::Offer &offer : offered)
        names.append(offer.comment);
    if (result == Outcome::Accepted)
        return accepted(u"publickey (agent)"_s);
    m_tried.append(offered.isEmpty() ? tr("the agent (no key)")
                                     : tr("the agent (%1)").arg(names.join(u", "_s)));
    if (result == Outcome::Lost)
        return State::Lost;
    stopAgent();
    m_stage = Stage::NextKey;
    return State::Waiting;
}

QString Authenticator::fileName() const
{
    return m_settings.identityFiles.value(m_file);
}

void Authenticator::nextKey()
{
    m_public.reset();
    m_private.reset();
    m_attempt = 0;
    ++m_file;
    if (m_file >= m_settings.identityFiles.size() || !serverTakes(SSH_AUTH_METHOD_PUBLICKEY)) {
        m_stage = Stage::Interactive;
        return;
    }
    if (!QFileInfo::exists(fileName()))
        return;
    m_public = KeyRing::loadPublic(fileName());
    if (m_public && m_agentKeys) {
        const QByteArray blob = blobOf(m_public.get());
        for (const AgentKeys::Offer &offer : m_agentKeys->offered()) {
            if (offer.blob == blob)
                return; // refused already
        }
    }
    m_stage = m_public ? Stage::OfferKey : Stage::OpenKey;
}

Authenticator::State Authenticator::stepOffer()
{
    switch (outcome(ssh_userauth_try_publickey(m_session, nullptr, m_public.get()))) {
    case Outcome::Again:
        return State::Waiting;
    case Outcome::Lost:
        m_tried.append(fileName());
        return State::Lost;
    case Outcome::Accepted:
        m_stage = Stage::OpenKey;
        break;
    case Outcome::Denied:
        m_tried.append(fileName());
        m_stage = Stage::NextKey;
        break;
    }
    return State::Waiting;
}

void Authenticator::openKey()
{
    const auto passOver = [this](const QString &why) {
        m_tried.append(fileName() + u" ("_s + why + u')');
        m_stage = Stage::NextKey;
    };
    KeyRing::Loaded loaded = m_surroundings.keys.load(fileName(), m_password ? &*m_password : nullptr);
    const bool hadPassphrase = m_password.has_value();
    m_password.reset();
    switch (loaded.outcome) {
    case KeyRing::Outcome::Loaded:
        m_private = std::move(loaded.key);
        m_stage = Stage::SignWithKey;
        return;
    case KeyRing::Outcome::Absent:
        m_stage = Stage::NextKey;
        return;
    case KeyRing::Outcome::Exposed:
        return passOver(tr("readable by others: chmod 600 it"));
    case KeyRing::Outcome::Unreadable:
        return passOver(tr("can not be read"));
    case KeyRing::Outcome::Encrypted:
        break;
    }
    if (hadPassphrase && ++m_attempt == mostAttempts)
        return passOver(tr("wrong passphrase"));
    Question question{
        .kind = Question::Kind::Passphrase,
        .host = m_settings.label(),
        .subject = fileName(),
        .text = m_attempt == 0 ? tr("Passphrase of the key %1").arg(fileName())
                               : tr("That was not the passphrase of the key %1. Try again.").arg(fileName()),
        .keyType = {},
        .fingerprint = {},
        .fields = {{tr("Passphrase"), false}},
        .attempt = m_attempt};
    const QString refused = fileName() + u" ("_s + tr("no passphrase given") + u')';
    m_tried.append(refused); // stands unless an answer comes
    ask(
        std::move(question),
        [this](Answers answers) {
            m_tried.removeLast();
            if (answers.empty())
                m_stage = Stage::NextKey;
            else
                m_password = std::move(answers.front());
        },
        Stage::NextKey);
}

Authenticator::State Authenticator::stepSign()
{
    switch (outcome(ssh_userauth_publickey(m_session, nullptr, m_private.get()))) {
    case Outcome::Again:
        return State::Waiting;
    case Outcome::Accepted:
        return accepted(u"publickey ("_s + fileName() + u')');
    case Outcome::Lost:
        m_tried.append(fileName());
        return State::Lost;
    case Outcome::Denied:
        m_tried.append(fileName());
        m_stage = Stage::NextKey;
        break;
    }
    return State::Waiting;
}

Authenticator::State Authenticator::stepInteractive()
{
    if (!serverTakes(SSH_AUTH_METHOD_INTERACTIVE)) {
        m_attempt = 0;
        m_stage = Stage::AskPassword;
        return State::Waiting;
    }
    const int rc = ssh_userauth_kbdint(m_session, nullptr, nullptr);
    if (rc == SSH_AUTH_INFO) {
        Question question{.kind = Question::Kind::KeyboardInteractive,
                          .host = m_settings.label(),
                          .subject = m_settings.label(),
                          .text = {},
                          .keyType = {},
                          .fingerprint = {},
                          .fields = {},
                          .attempt = m_attempt};
        const QString who = m_attempt == 0 ? tr("%1 asks:").arg(m_settings.label())
                                           : tr("%1 did not take that. Try again.").arg(m_settings.label());
        question.text =
            QStringList({who, QString::fromUtf8(ssh_userauth_kbdint_getname(m_session)).trimmed(),
                         QString::fromUtf8(ssh_userauth_kbdint_getinstruction(m_session)).trimmed()})
                .join(u'\n')
                .trimmed();
        const int count = ssh_userauth_kbdint_getnprompts(m_session);
        for (int i = 0; i < count; ++i) {
            char echo = 0;
            const char *label = ssh_userauth_kbdint_getprompt(m_session, static_cast<unsigned>(i), &echo);
            question.fields.append({QString::fromUtf8(label).trimmed(), echo != 0});
        }
        if (question.fields.isEmpty())
            return stepInteractive(); // only something to read; an empty answer takes us on
        m_askedInteractive = true;
        ask(
            std::move(question),
            [this, count](Answers answers) {
                for (int i = 0; i < count && i < static_cast<int>(answers.size()); ++i)
                    ssh_userauth_kbdint_setanswer(m_session, static_cast<unsigned>(i),
                                                  answers[static_cast<size_t>(i)].reveal().constData());
            },
            Stage::AskPassword);
        return State::Waiting;
    }
    switch (outcome(rc)) {
    case Outcome::Again:
        return State::Waiting;
    case Outcome::Accepted:
        return accepted(u"keyboard-interactive"_s);
    case Outcome::Lost:
        m_tried.append(tr("keyboard-interactive"));
        return State::Lost;
    case Outcome::Denied:
        break;
    }
    if (m_askedInteractive && ++m_attempt < mostAttempts)
        return stepInteractive();
    m_tried.append(tr("keyboard-interactive"));
    m_attempt = 0;
    m_stage = Stage::AskPassword;
    return State::Waiting;
}

void Authenticator::askPassword()
{
    if (!serverTakes(SSH_AUTH_METHOD_PASSWORD)) {
        m_stage = Stage::Exhausted;
        return;
    }
    Question question{.kind = Question::Kind::Password,
                      .host = m_settings.label(),
                      .subject = m_settings.label(),
                      .text = m_attempt == 0
                                  ? tr("Password of %1").arg(m_settings.label())
                                  : tr("%1 did not take that password. Try again.").arg(m_settings.label()),
                      .keyType = {},
                      .fingerprint = {},
                      .fields = {{tr("Password"), false}},
                      .attempt = m_attempt};
    ask(
        std::move(question),
        [this](Answers answers) {
            m_stage = answers.empty() ? Stage::Exhausted : Stage::Password;
            if (!answers.empty())
                m_password = std::move(answers.front());
        },
        Stage::Exhausted);
}

Authenticator::State Authenticator::stepPassword()
{
    switch (outcome(
        ssh_userauth_password(m_session, nullptr, m_password ? m_password->reveal().constData() : ""))) {
    case Outcome::Again:
        return State::Waiting;
    case Outcome::Accepted:
        m_password.reset();
        return accepted(u"password"_s);
    case Outcome::Lost:
        m_tried.append(tr("password"));
        return State::Lost;
    case Outcome::Denied:
        break;
    }
    m_password.reset();
    m_tried.append(tr("password"));
    m_stage = ++m_attempt < mostAttempts ? Stage::AskPassword : Stage::Exhausted;
    return State::Waiting;
}

void Authenticator::ask(Question question, std::function<void(Answers)> answered, Stage otherwise)
{
    m_asking = true;
    m_surroundings.ask(std::move(question), [this, alive = m_alive, answered = std::move(answered),
                                             otherwise](Result<Answers> answers) {
        if (!*alive)
            return;
        m_asking = false;
        if (answers)
            answered(*std::move(answers));
        else
            m_stage = otherwise;
    });
}

Error Authenticator::refusal() const
{
    QStringList takes;
    if (serverTakes(SSH_AUTH_METHOD_PUBLICKEY))
        takes.append(u"publickey"_s);
    if (serverTakes(SSH_AUTH_METHOD_INTERACTIVE))
        takes.append(u"keyboard-interactive"_s);
    if (serverTakes(SSH_AUTH_METHOD_PASSWORD))
        takes.append(u"password"_s);
    if (serverTakes(SSH_AUTH_METHOD_GSSAPI_MIC))
        takes.append(u"gssapi-with-mic"_s);
    const QString detail = QString::fromUtf8(ssh_get_error(m_session));
    if (m_tried.isEmpty())
        return makeFault(Fault::LoginRefused,
                         tr("%1 accepts %2 only, and there was nothing of that to try. Is there a key "
                            "in ~/.ssh or in the agent?")
                             .arg(m_settings.label(), takes.join(u", "_s)),
                         detail);
    return makeFault(
        Fault::LoginRefused,
        tr("%1 refused the login. Tried: %2. The server takes: %3. Is the key in authorized_keys there?")
            .arg(m_settings.label(), m_tried.join(u"; "_s), takes.join(u", "_s)),
        detail);
}

} // namespace skybro::ssh
