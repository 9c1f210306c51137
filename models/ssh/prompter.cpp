#include "models/ssh/prompter.h"

#include "models/secrets/secretstore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QPointer>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

class RefuseJob : public AskJob
{
protected:
    void begin() override
    {
        finish(fail(ErrorKind::Forbidden,
                    QCoreApplication::translate("skybro::ssh", "Nobody is there to answer.")));
    }
};

class StoredJob : public AskJob
{
public:
    StoredJob(secrets::ReadSecretJob *read, Prompter &next, Question question)
        : m_read(read)
        , m_next(next)
        , m_question(std::move(question))
    {
        m_read->setParent(this);
    }

protected:
    void begin() override
    {
        connect(m_read, &Job::finished, this, [this] {
            Result<Secret> stored = m_read->takeResult();
            if (!stored)
                return askNext();
            Answers answers;
            answers.push_back(std::move(*stored));
            finish(std::move(answers));
        });
        m_read->setDeadline(deadline());
        m_read->start();
    }
    void abort() override
    {
        if (m_read)
            m_read->cancel();
        if (m_asked)
            m_asked->cancel();
    }

private:
    void askNext()
    {
        m_asked = m_next.ask(m_question);
        m_asked->setParent(this);
        m_asked->setDeadline(deadline());
        connect(m_asked, &Job::finished, this, [this] { finish(m_asked->takeResult()); });
        m_asked->start();
    }

    QPointer<secrets::ReadSecretJob> m_read;
    QPointer<AskJob> m_asked;
    Prompter &m_next;
    Question m_question;
};

/// A name that every store takes, from text that is none.
QString storedName(const QString &prefix, const QString &text)
{
    return prefix + QString::fromLatin1(
                        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

Prompter::~Prompter() = default;

AskJob *RefusingPrompter::ask(const Question &)
{
    return new RefuseJob;
}

StoredPrompter::StoredPrompter(secrets::SecretStore &store, Prompter &next)
    : m_store(store)
    , m_next(next)
{
}

QString StoredPrompter::site()
{
    return u"ssh"_s;
}

QString StoredPrompter::passphraseName(const QString &keyFile)
{
    return storedName(u"passphrase-"_s, keyFile);
}

QString StoredPrompter::passwordName(const QString &host)
{
    return storedName(u"password-"_s, host);
}

AskJob *StoredPrompter::ask(const Question &question)
{
    if (question.attempt > 0)
        return m_next.ask(question); // what is stored was wrong
    if (question.kind == Question::Kind::Passphrase)
        return new StoredJob(m_store.read({site(), passphraseName(question.subject)}), m_next, question);
    if (question.kind == Question::Kind::Password)
        return new StoredJob(m_store.read({site(), passwordName(question.host)}), m_next, question);
    return m_next.ask(question);
}

} // namespace skybro::ssh
