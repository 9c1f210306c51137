#pragma once

#include "models/playbook/modules/module.h"
#include "models/playbook/modules/result.h"

namespace skybro::playbook {

/// One word for a POSIX shell, whatever is in the text; NUL bytes are left out.
[[nodiscard]] QByteArray shellQuoted(const QByteArray &text);
[[nodiscard]] QByteArray shellQuoted(const QString &text);
/// As Ansible takes a path: "~" and "$HOME" are what they are on the node; the rest as it is.
[[nodiscard]] QByteArray shellPath(const QString &text);
/// The words of a command line as Python's shlex.split() finds them; nothing when a quote is left open.
[[nodiscard]] std::optional<QStringList> shellWords(const QString &line);

/// An argument as text; `otherwise` when it was not given.
[[nodiscard]] QString argText(const ModuleCall &call, const QString &name, const QString &otherwise = {});

/// Writes the text of a script in which each option is a variable: `a_path`; yes, no or empty for a boolean,
/// items on lines of their own for a list, empty for null. Dicts are left to the module.
class ScriptText
{
public:
    explicit ScriptText(const ModuleCall &call);

    [[nodiscard]] const QByteArray &nonce() const { return m_nonce; }
    void set(const QByteArray &name, const QString &value);
    void add(QByteArrayView lines);
    /// Defines the shell function `content`, which prints the bytes: from the text itself if they are small,
    /// else from the script's standard input.
    void setContent(const QByteArray &bytes);
    /// False when setContent() put the bytes in the standard input, which can be done once.
    [[nodiscard]] bool isInline() const { return m_input.isEmpty(); }
    [[nodiscard]] Script script() const;

private:
    QByteArray m_nonce;
    QByteArray m_text;
    QByteArray m_input;
};

/// What a module makes of its script's report; may change everything.
using Finish = std::function<void(const ModuleCall &, const Report &, TaskResult &)>;
using Start = std::function<std::unique_ptr<ModuleRun>(const ModuleCall &)>;

/// A module that is one script: `body` sees its options as variables.
[[nodiscard]] Start oneScript(QByteArray body, Finish finish = {});
/// The same with a script that depends on the call; the error is the task's failure.
[[nodiscard]] Start oneScript(std::function<Result<void>(const ModuleCall &, ScriptText &)> write,
                              Finish finish = {});
/// A module that needs no node.
[[nodiscard]] Start onController(std::function<TaskResult(const ModuleCall &)> run);

/// `export` lines for the call's environment.
[[nodiscard]] QByteArray exports(const Dict &environment);

} // namespace skybro::playbook
