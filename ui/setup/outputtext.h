#pragma once

#include "models/playbook/run/runmodel.h"

#include <QString>

namespace skybro::ui {

/// What a task left on a host, as the texts that a person reads.
struct OutputText
{
    QString output; ///< msg, stdout, stderr with headings (TextHighlighter::Syntax::Output)
    QString diff;   ///< unified; empty when nothing changed in files
    QString yaml;   ///< the whole result
    QString json;
};

/// Takes as long as the results are large: not in the GUI thread. Any thread.
[[nodiscard]] OutputText outputTextOf(const playbook::PackedResult &result);

} // namespace skybro::ui
