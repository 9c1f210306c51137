#pragma once

#include "models/playbook/modules/module.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace skybro::playbook {

/// A Script in the form in which it travels. Made in the run's thread, since that may take a while.
///
/// A kept shell reads one command for each script. It is quoted as a whole and evaluated in a subshell, so
/// that no exit, directory, variable or syntax error of the script reaches the shell. A small input travels
/// in the same command as the format of a printf, which can say any byte. A large one would take the shell
/// long to read and hold: such a script gets a shell of its own and its input as it is.
struct ShellScript
{
    enum class Way
    {
        Kept,   ///< `text` is a command of a kept shell
        Single, ///< `text` is plain, `input` follows it
        Raw,    ///< `text` is a command line for the user's own shell
    };
    Way way = Way::Kept;
    QByteArray text;
    QByteArray input;
    std::chrono::milliseconds deadline{0};
    bool mayCutOff = false;
};

/// Error (Invalid): the text has a NUL byte, which no shell reads.
[[nodiscard]] Result<ShellScript> makeShellScript(const Script &script);

/// The bytes as the quoted format of a printf that prints them.
[[nodiscard]] QByteArray printfFormat(const QByteArray &bytes);

} // namespace skybro::playbook
