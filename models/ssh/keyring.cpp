#include "models/ssh/keyring.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <libssh/libssh.h>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

/// Called when a key is encrypted and no passphrase was given. Without it OpenSSL would ask on the terminal.
int noteEncrypted(const char *, char *, size_t, int, int, void *asked)
{
    *static_cast<bool *>(asked) = true;
    return -1;
}

} // namespace

void KeyDeleter::operator()(ssh_key_struct *key) const
{
    ssh_key_free(key);
}

KeyRing::Loaded KeyRing::load(const QString &file, const Secret *passphrase)
{
    const QFileInfo info(file);
    if (!info.exists())
        return {Outcome::Absent, {}};
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
    if (info.permissions() & others)
        return {Outcome::Exposed, {}};
    const QString name = file + u'\n' + QString::number(info.lastModified().toMSecsSinceEpoch());

    const std::scoped_lock lock(m_mutex); // held while a key is opened: the next caller finds it open
    std::shared_ptr<ssh_key_struct> &kept = m_keys[name];
    if (!kept) {
        bool encrypted = false;
        ssh_key key = nullptr;
        const int rc = ssh_pki_import_privkey_file(QFile::encodeName(file).constData(),
                                                   passphrase ? passphrase->reveal().constData() : nullptr,
                                                   noteEncrypted, &encrypted, &key);
        if (rc != SSH_OK) {
            m_keys.remove(name);
            if (rc == SSH_EOF)
                return {Outcome::Unreadable, {}};
            // With a passphrase a failure says no more than that it does not fit.
            return {encrypted || passphrase ? Outcome::Encrypted : Outcome::Unreadable, {}};
        }
        kept = std::shared_ptr<ssh_key_struct>(key, KeyDeleter());
    }
    return {Outcome::Loaded, Key(ssh_key_dup(kept.get()))};
}

Key KeyRing::loadPublic(const QString &file)
{
    ssh_key key = nullptr;
    for (const QString &path : {file + u".pub"_s, file}) {
        if (QFile::exists(path) &&
            ssh_pki_import_pubkey_file(QFile::encodeName(path).constData(), &key) == SSH_OK)
            return Key(key);
    }
    return {};
}

} // namespace skybro::ssh
