#pragma once

#include "models/secrets/secretstore.h"

namespace skybro::secrets {

/// One file of mode 0600 for each secret, for machines without a keychain (servers, slurmctld's host).
class FileSecretStore : public SecretStore
{
public:
    explicit FileSecretStore(QString folder);

    [[nodiscard]] ReadSecretJob *read(const SecretKey &key) override;
    [[nodiscard]] WriteSecretJob *write(const SecretKey &key, Secret secret) override;
    [[nodiscard]] WriteSecretJob *remove(const SecretKey &key) override;
    [[nodiscard]] QString description() const override;

private:
    [[nodiscard]] Result<QString> pathOf(const SecretKey &key) const;

    QString m_folder;
};

} // namespace skybro::secrets
