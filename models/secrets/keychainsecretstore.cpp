#include "models/secrets/keychainsecretstore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <qt6keychain/keychain.h>

#include <unistd.h>

namespace skybro::secrets {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"skybro"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::secrets", text);
}

QString toName(const SecretKey &key)
{
    return key.site + u'/' + key.name;
}

Error toError(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return makeError(ErrorKind::NotFound, tr("The keychain has no entry “%1”.").arg(job.key()));
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return makeError(ErrorKind::Forbidden, tr("The keychain refused: unlock it and try again."),
                         job.errorString());
    default:
        return makeError(ErrorKind::Internal, tr("The keychain does not work: %1.").arg(job.errorString()));
    }
}

/// Runs one QtKeychain job. QtKeychain must not see a pending job deleted, so an early end only lets go of
/// it: it has no parent and deletes itself when the keychain answers.
template <typename T, typename KeychainJob>
class KeychainJobOf : public JobOf<T>
{
    Q_DECLARE_TR_FUNCTIONS(skybro::secrets)

public:
    KeychainJobOf(KeychainJob *job, std::function<Result<T>(KeychainJob &)> toResult)
        : m_job(job)
        , m_toResult(std::move(toResult))
    {
        m_job->setAutoDelete(true);
        m_job->setInsecureFallback(false);
        QObject::connect(m_job, &QKeychain::Job::finished, this, [this](QKeychain::Job *ended) {
            this->finish(m_toResult(*static_cast<KeychainJob *>(ended)));
        });
    }
    ~KeychainJobOf() override
    {
        if (!m_begun)
            delete m_job; // not pending yet: nobody else will
    }

protected:
    void begin() override
    {
        m_begun = true;
        m_job->start();
    }
    [[nodiscard]] QString timedOutText() const override
    {
        return tr("The keychain does not answer. Is it waiting to be unlocked?");
    }

private:
    QPointer<KeychainJob> m_job;
    std::function<Result<T>(KeychainJob &)> m_toResult;
    bool m_begun = false;
};

} // namespace

bool KeychainSecretStore::isAvailable()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    return QFileInfo::exists(u"/run/user/%1/bus"_s.arg(getuid()));
}

ReadSecretJob *KeychainSecretStore::read(const SecretKey &key)
{
    auto *job = new QKeychain::ReadPasswordJob(service);
    job->setKey(toName(key));
    return new KeychainJobOf<Secret, QKeychain::ReadPasswordJob>(
        job, [](QKeychain::ReadPasswordJob &ended) -> Result<Secret> {
            if (ended.error() != QKeychain::NoError)
                return std::unexpected(toError(ended));
            return Secret(ended.binaryData());
        });
}

WriteSecretJob *KeychainSecretStore::write(const SecretKey &key, Secret secret)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setKey(toName(key));
    job->setBinaryData(secret.reveal());
    return new KeychainJobOf<void, QKeychain::WritePasswordJob>(
        job, [](QKeychain::WritePasswordJob &ended) -> Result<void> {
            if (ended.error() != QKeychain::NoError)
                return std::unexpected(toError(ended));
            return {};
        });
}

WriteSecretJob *KeychainSecretStore::remove(const SecretKey &key)
{
    auto *job = new QKeychain::DeletePasswordJob(service);
    job->setKey(toName(key));
    return new KeychainJobOf<void, QKeychain::DeletePasswordJob>(
        job, [](QKeychain::DeletePasswordJob &ended) -> Result<void> {
            if (ended.error() != QKeychain::NoError && ended.error() != QKeychain::EntryNotFound)
                return std::unexpected(toError(ended));
            return {};
        });
}

QString KeychainSecretStore::description() const
{
    return tr("the desktop's keychain");
}

} // namespace skybro::secrets
