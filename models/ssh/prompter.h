#pragma once

#include "models/base/job.h"
#include "models/base/secret.h"

#include <QList>
#include <QString>

#include <vector>

namespace skybro::secrets {
class SecretStore;
}

namespace skybro::ssh {

/// Something only the user knows, asked while a connection is made.
struct Question
{
    enum class Kind
    {
        HostKey,             ///< trust this key? No fields; success means yes
        Password,            ///< one field
        KeyboardInteractive, ///< as many fields as the server wants
        Passphrase,          ///< of a private key; one field
    };
    struct Field
    {
        QString label;     ///< the server's own words for KeyboardInteractive
        bool echo = false; ///< may be shown while it is typed
    };
    Kind kind = Kind::Password;
    QString host;        ///< "alice@node1": who asks
    QString subject;     ///< HostKey: name in known_hosts; Passphrase: path of the key; else as host
    QString text;        ///< one or two sentences to show, ready translated
    QString keyType;     ///< HostKey: "ssh-ed25519"
    QString fingerprint; ///< HostKey: "SHA256:…"; not in the text, to be shown beside it
    QList<Field> fields;
    int attempt = 0; ///< how often this was answered wrongly before, in this connection
};

/// One Secret for each field.
using Answers = std::vector<Secret>;
using AskJob = JobOf<Answers>;

/// Answers questions: the console with a dialog, a command line on its terminal, a batch run not at all.
/// Thread: GUI. Jobs come unstarted. The asker cancels a job when the connection that asked is gone.
/// An error (Cancelled, Forbidden) means no: the key is not trusted, the method is passed over.
class Prompter
{
public:
    virtual ~Prompter();
    [[nodiscard]] virtual AskJob *ask(const Question &question) = 0;
};

/// Refuses: for runs with nobody there.
class RefusingPrompter : public Prompter
{
public:
    [[nodiscard]] AskJob *ask(const Question &question) override;
};

/// Answers passphrases and passwords from the secrets store, and passes on what is not there, what was
/// wrong, and all else. Secrets are kept under site "ssh", their names from passphraseName() and
/// passwordName(). Owns neither of the two; both must outlive it.
class StoredPrompter : public Prompter
{
public:
    StoredPrompter(secrets::SecretStore &store, Prompter &next);
    [[nodiscard]] AskJob *ask(const Question &question) override;

    [[nodiscard]] static QString site();
    [[nodiscard]] static QString passphraseName(const QString &keyFile);
    [[nodiscard]] static QString passwordName(const QString &host);

private:
    secrets::SecretStore &m_store;
    Prompter &m_next;
};

} // namespace skybro::ssh
