#pragma once

#include "models/secrets/secretstore.h"

#include <map>

namespace skybro::secrets {

/// Forgets everything with the process: for tests, and for the demo cloud.
class MemorySecretStore : public SecretStore
{
public:
    MemorySecretStore();

    [[nodiscard]] ReadSecretJob *read(const SecretKey &key) override;
    [[nodiscard]] WriteSecretJob *write(const SecretKey &key, Secret secret) override;
    [[nodiscard]] WriteSecretJob *remove(const SecretKey &key) override;
    [[nodiscard]] QString description() const override;

private:
    using Map = std::map<QString, Secret>;
    std::shared_ptr<Map> m_secrets; ///< shared with jobs that outlive the store
};

} // namespace skybro::secrets
