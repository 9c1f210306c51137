#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"
#include "models/playbook/masks.h"
#include "models/playbook/yaml.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QHash>
#include <QMutex>

#include <functional>
#include <memory>
#include <vector>

namespace skybro::playbook {

/// Reads what `ansible-vault` wrote: format 1.1 and 1.2, AES256 (lib/ansible/parsing/vault of
/// ansible-core 2.14: PBKDF2 with SHA-256 and 10,000 rounds, HMAC-SHA256 over the ciphertext, AES-256-CTR,
/// PKCS #7). All that was read is registered in masks(). Any thread.
class Vault
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    Vault();
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;

    /// Every password is tried; those of the file's own label first.
    void addPassword(const QString &label, Secret password);
    /// Reads the first line of a file as Ansible's --vault-password-file.
    [[nodiscard]] Result<void> addPasswordFile(const QString &label, const QString &path);
    [[nodiscard]] bool hasPasswords() const { return !m_passwords.empty(); }
    /// For those who hand them on, to Ansible itself.
    void visitPasswords(const std::function<void(const QString &label, const Secret &password)> &visit) const;

    [[nodiscard]] static bool isVaulted(QByteArrayView text);
    /// `what` names the file in errors (Invalid: no such format; Forbidden: no password fits).
    [[nodiscard]] Result<QByteArray> decrypt(const QByteArray &vaulted, const QString &what) const;

    /// For parseYaml(): inline `!vault` values of that file.
    [[nodiscard]] YamlOptions yamlOptions(const QString &file) const;
    [[nodiscard]] Masks &masks() const { return *m_masks; }

private:
    struct Password
    {
        QString label;
        Secret secret;
    };
    struct Parts;
    [[nodiscard]] static Result<Parts> split(const QByteArray &vaulted, const QString &what);
    [[nodiscard]] static std::optional<QByteArray> open(const Parts &parts, const Secret &password);

    std::vector<Password> m_passwords;
    std::unique_ptr<Masks> m_masks;
};

/// A YAML or JSON file, decrypted as a whole if it is vaulted, inline values decrypted; every text of a
/// vaulted file is registered as secret. Errors: as parseYaml(); NotFound, Forbidden.
[[nodiscard]] Result<YamlDocument> readYamlFile(const QString &path, const Vault &vault);

} // namespace skybro::playbook
