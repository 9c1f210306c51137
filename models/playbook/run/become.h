#pragma once

#include "models/base/result.h"
#include "models/playbook/run/link.h"

#include <QByteArray>
#include <QString>

namespace skybro::playbook {

/// How a shell becomes another user's: the command that does it, and what it says on the way.
///
/// sudo: `-H -S -n` or the flags given, as Ansible has them. With a password `-n` is left out and `-S` is
/// there, so that sudo takes it from its standard input, after a prompt of our own; no terminal is needed.
/// sudoers with `requiretty` refuse this. su takes the password from a pipe too where it is util-linux'
/// (Debian, Red Hat, SUSE); busybox' and others that insist on a terminal say so, and root needs no password
/// for any of them. Passwords go into the standard input, when asked for and not before, and nowhere else.
class Become
{
public:
    /// `nonce`: letters and digits that nobody else prints.
    Become(const LinkTarget &target, const QByteArray &nonce);

    /// One command for a POSIX shell. It prints confirmation() once the user is another, and goes on as a
    /// POSIX shell. Error (Invalid): a method that is none, flags with an open quote.
    [[nodiscard]] Result<QByteArray> command() const;
    [[nodiscard]] QByteArray confirmation() const { return m_nonce + "-became\n"; }
    /// The end of `errors` asks for the password.
    [[nodiscard]] bool isPrompt(const QByteArray &errors) const;
    [[nodiscard]] Error missingPassword() const;
    [[nodiscard]] Error incorrectPassword() const;
    /// It came to an end before the confirmation. `wasAnswered`: it had the password.
    [[nodiscard]] Error refused(const QString &label, const QByteArray &errors, bool wasAnswered) const;
    /// No prompt and no confirmation came in time.
    [[nodiscard]] static Error silent(std::chrono::milliseconds patience);

private:
    [[nodiscard]] QByteArray prompt() const { return m_nonce + "-password:"; }

    LinkTarget m_target;
    QByteArray m_nonce;
};

} // namespace skybro::playbook
