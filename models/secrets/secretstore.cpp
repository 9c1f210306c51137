#include "models/secrets/secretstore.h"

#include "models/base/basedirs.h"
#include "models/secrets/filesecretstore.h"
#include "models/secrets/keychainsecretstore.h"

namespace skybro::secrets {

using namespace Qt::StringLiterals;

SecretStore::~SecretStore() = default;

std::unique_ptr<SecretStore> openSecretStore()
{
    if (KeychainSecretStore::isAvailable())
        return std::make_unique<KeychainSecretStore>();
    return std::make_unique<FileSecretStore>(configHome() + u"/skybro/secrets"_s);
}

} // namespace skybro::secrets
