#include "models/playbook/plays/templatelint.h"

#include <QCoreApplication>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds deadline(5); ///< for one text

} // namespace

/// The line within a block scalar, which begins below its mark ("|"); elsewhere the scalar itself.
Mark TemplateLint::placeOf(const Mark &scalar, int line)
{
    const QString text = m_reading.files.line(scalar);
    if (text.mid(scalar.column - 1).startsWith(u'|'))
        return {.file = scalar.file, .line = scalar.line + line, .column = 1};
    return scalar;
}

void TemplateLint::add(const Mark &mark, const QString &text, TemplateForm form)
{
    for (const TemplateProblem &problem : findProblems(m_reading.parser, text, form, deadline)) {
        const Mark place = form == TemplateForm::File
                               ? Mark{.file = mark.file, .line = problem.line, .column = 1}
                               : placeOf(mark, problem.line);
        if (problem.isUnsupported)
            m_reading.findings.addUnsupported(place, problem.text);
        else if (m_reading.files.isVaulted(mark.file))
            m_reading.findings.addError(place, tr("a template in this vaulted file is not well formed."));
        else
            m_reading.findings.addError(place,
                                        u"template error while templating string: %1"_s.arg(problem.text));
    }
}

void TemplateLint::checkValue(const YamlNode &node)
{
    if (node.isScalar() && node.value().isString() && Templar::isTemplate(node.value()))
        add(node.mark(), node.text(), TemplateForm::Text);
    for (const YamlNode &item : node.items())
        checkValue(item);
    for (const auto &[key, value] : node.entries())
        checkValue(value);
}

void TemplateLint::checkConditions(const YamlNode &node)
{
    if (node.isScalar() && node.value().isString()) {
        if (Templar::isTemplate(node.value()))
            m_reading.findings.addWarning(node.mark(),
                                          tr("a condition needs no “{{ }}”: it is an expression already."));
        checkExpression(node.text(), node.mark());
    }
    for (const YamlNode &item : node.items())
        checkConditions(item);
}

void TemplateLint::checkExpression(const QString &text, const Mark &mark)
{
    // "{{ x }} == 1": expanded first, and what comes out is the expression.
    if (Templar::isTemplate(Value(text)))
        add(mark, text, TemplateForm::Text);
    else if (!text.trimmed().isEmpty())
        add(mark, text, TemplateForm::Expression);
}

void TemplateLint::checkFile(const QString &path)
{
    if (m_files.contains(path))
        return;
    m_files.insert(path);
    const Result<QByteArray> text = m_reading.files.readText(path);
    if (!text)
        m_reading.findings.addError(text.error(), path);
    else
        add({.file = path, .line = 1, .column = 1}, QString::fromUtf8(*text), TemplateForm::File);
}

} // namespace skybro::playbook
