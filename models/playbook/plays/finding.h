#pragma once

#include "models/playbook/mark.h"

#include <QString>

namespace skybro::playbook {

/// Something that lint found at a place.
struct Finding
{
    enum class Severity
    {
        Error,   ///< it will not run here: nothing is started
        Warning, ///< it runs, and yet
    };
    Severity severity = Severity::Error;
    Mark mark;
    QString text; ///< one sentence, ready translated, without the place
    QString line; ///< the line of the file, for showing; empty for a vaulted file
    bool ansibleCan =
        false; ///< the real Ansible knows it (an unsupported module or option): offer to run it there

    bool operator==(const Finding &) const = default;
};

} // namespace skybro::playbook
