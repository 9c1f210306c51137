#include "models/playbook/vault.h"

#include <QCoreApplication>
#include <QFile>
#include <QScopeGuard>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 10'000;
constexpr int keySize = 32;
constexpr int ivSize = 16;
const QByteArray magic = "$ANSIBLE_VAULT;";

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

const unsigned char *bytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

unsigned char *bytes(QByteArray &data)
{
    return reinterpret_cast<unsigned char *>(data.data());
}

/// Nothing when a character is no hexadecimal digit.
std::optional<QByteArray> fromHex(QByteArrayView hex)
{
    if (hex.size() % 2 != 0 || !std::ranges::all_of(hex, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        }))
        return std::nullopt;
    return QByteArray::fromHex(hex.toByteArray());
}

} // namespace

struct Vault::Parts
{
    QString label;
    QByteArray salt;
    QByteArray hmac;
    QByteArray ciphertext;
};

Vault::Vault()
    : m_masks(std::make_unique<Masks>())
{
}

Vault::~Vault() = default;

void Vault::addPassword(const QString &label, Secret password)
{
    m_passwords.push_back({.label = label, .secret = std::move(password)});
}

void Vault::visitPasswords(
    const std::function<void(const QString &label, const Secret &password)> &visit) const
{
    for (const Password &password : m_passwords)
        visit(password.label, password.secret);
}

Result<void> Vault::addPasswordFile(const QString &label, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    tr("The vault's password file %1 can not be read: %2.").arg(path, file.errorString()));
    QByteArray text = file.read(65'536);
    QByteArray trimmed = text.trimmed();
    OPENSSL_cleanse(text.data(), static_cast<size_t>(text.size()));
    if (trimmed.isEmpty())
        return fail(ErrorKind::Invalid, tr("The vault's password file %1 is empty.").arg(path));
    addPassword(label, Secret(std::move(trimmed)));
    return {};
}

bool Vault::isVaulted(QByteArrayView text)
{
    return text.startsWith(magic);
}

Result<Vault::Parts> Vault::split(const QByteArray &vaulted, const QString &what)
{
    const auto refuse = [&](const QString &why) {
        return fail(ErrorKind::Invalid, tr("%1 is no vault that can be read: %2.").arg(what, why));
    };
    const qsizetype headerEnd = vaulted.indexOf('\n');
    const QList<QByteArray> header =
        vaulted.left(headerEnd < 0 ? vaulted.size() : headerEnd).trimmed().split(';');
    if (!isVaulted(vaulted) || header.size() < 3)
        return refuse(tr("it does not begin with $ANSIBLE_VAULT;VERSION;CIPHER"));
    if (header[1] != "1.1" && header[1] != "1.2")
        return refuse(tr("its format is %1, not 1.1 or 1.2").arg(QString::fromUtf8(header[1])));
    if (header[2] != "AES256")
        return refuse(tr("its cipher is %1, not AES256").arg(QString::fromUtf8(header[2])));

    QByteArray hex = headerEnd < 0 ? QByteArray() : vaulted.mid(headerEnd);
    hex.removeIf([](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    const std::optional<QByteArray> body = fromHex(hex);
    const QList<QByteArray> lines = body ? body->split('\n') : QList<QByteArray>();
    if (lines.size() != 3)
        return refuse(tr("its body is damaged"));
    const auto salt = fromHex(lines[0]);
    const auto hmac = fromHex(lines[1]);
    const auto ciphertext = fromHex(lines[2]);
    if (!salt || !hmac || !ciphertext || hmac->size() != keySize)
        return refuse(tr("its body is damaged"));
    return Parts{.label = header.size() > 3 ? QString::fromUtf8(header[3]) : QString(),
                 .salt = *salt,
                 .hmac = *hmac,
                 .ciphertext = *ciphertext};
}

std::optional<QByteArray> Vault::open(const Parts &parts, const Secret &password)
{
    std::array<unsigned char, 2 * keySize + ivSize> derived{};
    const auto wipe = qScopeGuard([&] { OPENSSL_cleanse(derived.data(), derived.size()); });
    const QByteArray &text = password.reveal();
    if (PKCS5_PBKDF2_HMAC(text.constData(), static_cast<int>(text.size()), bytes(parts.salt),
                          static_cast<int>(parts.salt.size()), rounds, EVP_sha256(),
                          static_cast<int>(derived.size()), derived.data()) != 1)
        return std::nullopt;

    std::array<unsigned char, keySize> hmac{};
    unsigned int hmacSize = hmac.size();
    HMAC(EVP_sha256(), derived.data() + keySize, keySize, bytes(parts.ciphertext),
         static_cast<size_t>(parts.ciphertext.size()), hmac.data(), &hmacSize);
    if (CRYPTO_memcmp(hmac.data(), parts.hmac.constData(), hmac.size()) != 0)
        return std::nullopt;

    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    QByteArray plain(parts.ciphertext.size(), '\0');
    int written = 0;
    if (!context ||
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, derived.data(),
                           derived.data() + 2 * keySize) != 1 ||
        EVP_DecryptUpdate(context.get(), bytes(plain), &written, bytes(parts.ciphertext),
                          static_cast<int>(parts.ciphertext.size())) != 1)
        return std::nullopt;
    // PKCS #7; the check sum has already said that nobody touched it.
    const int padding = plain.isEmpty() ? 0 : static_cast<unsigned char>(plain.back());
    if (padding >= 1 && padding <= ivSize && padding <= plain.size())
        plain.chop(padding);
    return plain;
}

Result<QByteArray> Vault::decrypt(const QByteArray &vaulted, const QString &what) const
{
    const Result<Parts> parts = split(vaulted, what);
    if (!parts)
        return std::unexpected(parts.error());
    if (m_passwords.empty())
        return fail(ErrorKind::Forbidden,
                    tr("There is no vault password for %1: give a password file.").arg(what));
    for (const bool ofLabel : {true, false}) {
        for (const Password &password : m_passwords) {
            if ((password.label == parts->label) != ofLabel)
                continue;
            if (const auto plain = open(*parts, password.secret))
                return *plain;
        }
    }
    return fail(ErrorKind::Forbidden, tr("No vault password fits %1.").arg(what));
}

YamlOptions Vault::yamlOptions(const QString &file) const
{
    return {.decrypt = [this, file](const QByteArray &vaulted) -> Result<QString> {
        const Result<QByteArray> plain = decrypt(vaulted.trimmed(), tr("a value of %1").arg(file));
        if (!plain)
            return std::unexpected(plain.error());
        const QString text = QString::fromUtf8(*plain);
        masks().add(text);
        return text;
    }};
}

Result<YamlDocument> readYamlFile(const QString &path, const Vault &vault)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, tr("%1 can not be read: %2.").arg(path, file.errorString()));
    // One byte more than is allowed, so that parseYaml() says so.
    QByteArray text = file.read(yamlSizeLimit + 1);
    const bool isVaulted = Vault::isVaulted(text);
    if (isVaulted) {
        const Result<QByteArray> plain = vault.decrypt(text, path);
        if (!plain)
            return std::unexpected(plain.error());
        text = *plain;
    }
    // JSON may be indented by tabs, YAML may not; no text of JSON holds one.
    if (path.endsWith(u".json"_s) && text.contains('\t') && Value::fromJson(text))
        text.replace('\t', ' ');
    Result<YamlDocument> document = parseYaml(text, path, vault.yamlOptions(path));
    if (isVaulted && document)
        vault.masks().add(document->root.value());
    // The line would be shown, and it is secret.
    if (isVaulted && !document)
        document.error().detail.clear();
    return document;
}

} // namespace skybro::playbook
