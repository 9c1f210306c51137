#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"
#include "models/playbook/modules/module.h"

#include <QString>

#include <functional>
#include <memory>

namespace skybro::playbook {

/// How to reach a host and as whom to act there: what `ansible_host`, `ansible_user`, `become` … say.
struct LinkTarget
{
    QString name;         ///< the inventory's name, for texts
    bool isLocal = false; ///< connection: local
    QString address;      ///< name or address; empty: `name`
    quint16 port = 0;     ///< 0: what ssh's configuration says
    QString user;         ///< empty: what ssh's configuration says
    QString keyFile;      ///< ansible_ssh_private_key_file; empty: what ssh's configuration says
    QString jump;         ///< [user@]host[:port]; empty: what ssh's configuration says
    bool become = false;
    QString becomeMethod = QStringLiteral("sudo"); ///< sudo, su
    QString becomeUser = QStringLiteral("root");
    QString becomeFlags;
    std::shared_ptr<const Secret> becomePassword; ///< null: none

    /// Equal for two that may share one shell.
    [[nodiscard]] QString key() const;
};

/// A shell on a host as a user, kept from script to script, made when it is first needed and anew after it
/// was lost. Scripts run one after the other, in the order they were given. Thread: that of its factory's
/// caller.
class Link
{
public:
    /// An error for which ssh::isUnreachable() holds: the host can not be used. Other errors: this script
    /// failed (TimedOut, Cancelled, a become that was refused). The exit code is the script's.
    using Done = std::function<void(Result<Output>)>;

    virtual ~Link(); ///< calls no Done any more; what runs is ended
    /// `done` is called later, never from within run().
    virtual void run(const Script &script, Done done) = 0;
    /// Ends what runs, and drops what waits, with Cancelled.
    virtual void cancel() = 0;
    /// Lets go of connection and shell; the next script makes new ones.
    virtual void reset() = 0;
};

/// Makes links. Used in the thread of the run, which may be another than the one that made it.
class LinkFactory
{
public:
    virtual ~LinkFactory();
    [[nodiscard]] virtual std::unique_ptr<Link> open(const LinkTarget &target) = 0;
};

} // namespace skybro::playbook
