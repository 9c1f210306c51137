#pragma once

#include "models/playbook/template/parser.h"

#include <QList>
#include <QString>

#include <chrono>

namespace skybro::playbook {

/// What is wrong with a text, found with nothing evaluated.
struct TemplateProblem
{
    int line = 1; ///< of the text
    QString text;
    bool isUnsupported = false; ///< a filter, test or lookup that is not here; Ansible may have it
};

enum class TemplateForm
{
    Text,       ///< as Templar::expand() takes it
    Expression, ///< as Templar::evaluate() takes it
    File,       ///< as Templar::render() takes it
};

/// Syntax, filters, tests and lookups: all that is wrong, or the first error of syntax.
[[nodiscard]] QList<TemplateProblem> findProblems(Parser &parser, const QString &text, TemplateForm form,
                                                  std::chrono::milliseconds deadline);

} // namespace skybro::playbook
