#pragma once

#include "models/base/job.h"
#include "models/base/secret.h"

#include <memory>

/// Where secrets rest: the desktop's keychain, a file of mode 0600 where there is no keychain, or memory in
/// tests.
namespace skybro::secrets {

/// Names a secret: the site and what it is for. Both are letters, digits, '.', '-' and '_'.
struct SecretKey
{
    QString site;
    QString name; ///< "azure-client-secret"
};

using ReadSecretJob = JobOf<Secret>;
using WriteSecretJob = JobOf<void>;

/// Thread: GUI. Jobs come unstarted; they may outlive the store.
class SecretStore
{
public:
    virtual ~SecretStore();

    /// Errors: NotFound when there is none; Forbidden when the keychain is locked or refuses.
    [[nodiscard]] virtual ReadSecretJob *read(const SecretKey &key) = 0;
    [[nodiscard]] virtual WriteSecretJob *write(const SecretKey &key, Secret secret) = 0;
    /// Removing what is not there succeeds.
    [[nodiscard]] virtual WriteSecretJob *remove(const SecretKey &key) = 0;
    /// For the user: "the desktop's keychain", "files in …".
    [[nodiscard]] virtual QString description() const = 0;
};

/// The keychain when this session has a Secret Service, else files below $XDG_CONFIG_HOME/skybro/secrets.
[[nodiscard]] std::unique_ptr<SecretStore> openSecretStore();

} // namespace skybro::secrets
