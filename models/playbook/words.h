#pragma once

#include "models/base/result.h"

#include <QStringList>

/// The shell's words within Ansible's files.
namespace skybro::playbook {

/// Words as a POSIX shell splits them (Python's shlex.split): quotes taken off, backslashes read. With
/// `comments`, '#' at a word's begin ends the line. Error (Invalid): a quote is not closed.
[[nodiscard]] Result<QStringList> splitWords(const QString &text, bool comments = false);

} // namespace skybro::playbook
