#pragma once

#include "models/playbook/value.h"

namespace skybro::playbook {

/// How a value is written as YAML; the words are PyYAML's.
struct YamlStyle
{
    enum class Flow
    {
        Never,
        Leaves, ///< lists and dicts that hold no others: [1, 2]
        Always
    };
    int indent = 2;
    qint64 width = 80; ///< longer lines are folded at spaces
    Flow flow = Flow::Never;
};

/// The text that PyYAML's dump() writes, byte for byte for what playbooks hold, the last newline with it.
[[nodiscard]] QString writeYaml(const Value &value, const YamlStyle &style);

} // namespace skybro::playbook
