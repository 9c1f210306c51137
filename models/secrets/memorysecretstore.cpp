#include "models/secrets/memorysecretstore.h"

#include "models/secrets/immediatejob.h"

#include <QCoreApplication>

namespace skybro::secrets {

using namespace Qt::StringLiterals;

namespace {

QString toName(const SecretKey &key)
{
    return key.site + u'/' + key.name;
}

} // namespace

MemorySecretStore::MemorySecretStore()
    : m_secrets(std::make_shared<Map>())
{
}

ReadSecretJob *MemorySecretStore::read(const SecretKey &key)
{
    return new ImmediateJob<Secret>([secrets = m_secrets, name = toName(key)]() -> Result<Secret> {
        const auto found = secrets->find(name);
        if (found == secrets->end())
            return fail(ErrorKind::NotFound,
                        QCoreApplication::translate("skybro::secrets", "There is no secret “%1”.").arg(name));
        return found->second.copy();
    });
}

WriteSecretJob *MemorySecretStore::write(const SecretKey &key, Secret secret)
{
    auto shared = std::make_shared<Secret>(std::move(secret));
    return new ImmediateJob<void>([secrets = m_secrets, name = toName(key), shared]() -> Result<void> {
        (*secrets)[name] = shared->copy();
        return {};
    });
}

WriteSecretJob *MemorySecretStore::remove(const SecretKey &key)
{
    return new ImmediateJob<void>([secrets = m_secrets, name = toName(key)]() -> Result<void> {
        secrets->erase(name);
        return {};
    });
}

QString MemorySecretStore::description() const
{
    return QCoreApplication::translate("skybro::secrets", "this program's memory");
}

} // namespace skybro::secrets
