#pragma once

#include "models/base/secret.h"

#include <QHash>
#include <QString>

#include <memory>
#include <mutex>

struct ssh_key_struct;

namespace skybro::ssh {

/// Frees what libssh allocated as a key.
struct KeyDeleter
{
    void operator()(ssh_key_struct *key) const;
};
using Key = std::unique_ptr<ssh_key_struct, KeyDeleter>;

/// The user's private keys, read once: opening an encrypted key is made slow on purpose, and a run reaches
/// many hosts with the same one. Each caller gets a copy of its own. Thread: any.
class KeyRing
{
public:
    enum class Outcome
    {
        Loaded,
        Absent,
        Encrypted, ///< needs a passphrase, or another one
        Exposed,   ///< readable by others: not used, as ssh does not
        Unreadable,
    };
    struct Loaded
    {
        Outcome outcome = Outcome::Absent;
        Key key;
    };
    /// `passphrase`: nullptr for none.
    [[nodiscard]] Loaded load(const QString &file, const Secret *passphrase);
    /// The public half, from FILE.pub or from the file itself where its format shows it; null when neither
    /// tells.
    [[nodiscard]] static Key loadPublic(const QString &file);

private:
    std::mutex m_mutex;
    QHash<QString, std::shared_ptr<ssh_key_struct>> m_keys; ///< by path and time of change
};

} // namespace skybro::ssh
