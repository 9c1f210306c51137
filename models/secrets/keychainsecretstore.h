#pragma once

#include "models/secrets/secretstore.h"

#include <QCoreApplication>

namespace skybro::secrets {

/// The desktop's keychain through QtKeychain: GNOME Keyring, KWallet or another Secret Service.
class KeychainSecretStore : public SecretStore
{
    Q_DECLARE_TR_FUNCTIONS(skybro::secrets)

public:
    /// Whether this session has a D-Bus session bus, without which there is no keychain.
    [[nodiscard]] static bool isAvailable();

    [[nodiscard]] ReadSecretJob *read(const SecretKey &key) override;
    [[nodiscard]] WriteSecretJob *write(const SecretKey &key, Secret secret) override;
    [[nodiscard]] WriteSecretJob *remove(const SecretKey &key) override;
    [[nodiscard]] QString description() const override;
};

} // namespace skybro::secrets
