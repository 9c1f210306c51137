#pragma once

#include "models/playbook/plays/reading.h"

#include <optional>

namespace skybro::playbook {

/// What a task does: its module and arguments, whichever of Ansible's forms it was written in.
struct Action
{
    QString name; ///< as written
    Mark mark;    ///< of the name
    const Module *module = nullptr;
    Dict args; ///< as Task::args
    Mark argsMark;
    bool isLocal = false;

    /// The short name of a module that is known; else as written.
    [[nodiscard]] QString word() const { return module ? module->name : name; }
};

/// Nothing when there is none, or more than one: the findings say so.
[[nodiscard]] std::optional<Action> readAction(const YamlNode &task, Reading &reading);

} // namespace skybro::playbook
