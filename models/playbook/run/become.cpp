#include "models/playbook/run/become.h"

#include "models/playbook/modules/script.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Error refusal(QString text, QString detail = {})
{
    Error error = makeError(ErrorKind::Forbidden, std::move(text), std::move(detail));
    error.code = u"become"_s;
    return error;
}

/// Without -n, and with -S: from the standard input. With -k: sudo remembers whom it let in from the same
/// parent, and would take a wrong password from the next.
void letAskPassword(QStringList &flags)
{
    static const QRegularExpression cluster(u"^-[HSEniAbkKPsBe]+$"_s);
    flags.removeAll(u"--non-interactive"_s);
    for (QString &flag : flags) {
        if (cluster.match(flag).hasMatch())
            flag.remove(u'n');
    }
    flags.removeAll(u"-"_s);
    flags = QStringList{u"-S"_s, u"-k"_s} + flags;
}

} // namespace

Become::Become(const LinkTarget &target, const QByteArray &nonce)
    : m_target(target)
    , m_nonce(nonce)
{
}

Result<QByteArray> Become::command() const
{
    const QString &method = m_target.becomeMethod;
    if (method != "sudo"_L1 && method != "su"_L1)
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::playbook",
                                                "become_method '%1' is not supported: use sudo or su.")
                        .arg(method));
    const bool isSudo = method == "sudo"_L1;
    std::optional<QStringList> flags =
        shellWords(m_target.becomeFlags.isEmpty() && isSudo ? u"-H -S -n"_s : m_target.becomeFlags);
    if (!flags)
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("skybro::playbook", "become_flags has an open quote: %1")
                        .arg(m_target.becomeFlags));
    if (isSudo && m_target.becomePassword)
        letAskPassword(*flags);
    // In English, so that refusals can be told apart. The shell that follows unsets it.
    QByteArray command = "LC_ALL=C exec " + method.toUtf8();
    for (const QString &flag : std::as_const(*flags))
        command += ' ' + shellQuoted(flag);
    const QByteArray confirm = "echo " + m_nonce + "-became; exec /bin/sh";
    if (isSudo)
        command += " -p " + prompt() + " -u " + shellQuoted(m_target.becomeUser) + " /bin/sh -c ";
    else // by the login shell of that user: the words must mean the same in every shell
        return command + ' ' + shellQuoted(m_target.becomeUser) + " -c " +
               shellQuoted("exec /bin/sh -c " + shellQuoted(confirm)) + '\n';
    return command + shellQuoted(confirm) + '\n';
}

bool Become::isPrompt(const QByteArray &errors) const
{
    if (m_target.becomeMethod == "sudo"_L1)
        return errors.contains(prompt());
    // su's is PAM's, which may say more than "Password:".
    static const QRegularExpression asks(u"password[^\\n]*:\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return asks.match(QString::fromUtf8(errors)).hasMatch();
}

Error Become::missingPassword() const
{
    return refusal(u"Missing %1 password"_s.arg(m_target.becomeMethod)); // as Ansible says it
}

Error Become::incorrectPassword() const
{
    return refusal(u"Incorrect %1 password"_s.arg(m_target.becomeMethod));
}

Error Become::refused(const QString &label, const QByteArray &errors, bool wasAnswered) const
{
    const QString said = QString::fromUtf8(QByteArray(errors).replace(prompt(), {})).trimmed();
    if (said.contains("a password is required"_L1))
        return missingPassword();
    if (wasAnswered && (said.contains("incorrect password"_L1) || said.contains("Sorry, try again"_L1) ||
                        said.contains("Authentication failure"_L1)))
        return incorrectPassword();
    return refusal(QCoreApplication::translate("skybro::playbook", "%1 did not become %2: %3")
                       .arg(label, m_target.becomeUser,
                            said.isEmpty() ? QCoreApplication::translate("skybro::playbook",
                                                                         "%1 ended and did not say why.")
                                                 .arg(m_target.becomeMethod)
                                           : said.last(std::min<qsizetype>(said.size(), 500))));
}

Error Become::silent(std::chrono::milliseconds patience)
{
    Error error =
        makeError(ErrorKind::TimedOut, u"Timeout (%1s) waiting for privilege escalation prompt"_s.arg(
                                           std::chrono::ceil<std::chrono::seconds>(patience).count()));
    error.code = u"become"_s;
    error.retryable = true;
    return error;
}

} // namespace skybro::playbook
