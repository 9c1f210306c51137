#include "models/playbook/template/problems.h"

#include "models/playbook/template/functions.h"
#include "models/playbook/template/templar.h"

#include <QCoreApplication>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using Kind = Node::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

QString literalText(const Node *node)
{
    return node && node->kind == Kind::Literal ? node->value.toText() : QString();
}

/// What of a tree is not here: filters, tests and lookups that nobody knows.
void appendUnknown(const Node &node, QList<TemplateProblem> &problems)
{
    const auto add = [&](const QString &text) {
        problems.append({.line = node.line, .text = text, .isUnsupported = true});
    };
    const auto filter = [&](const QString &name) {
        if (!name.isEmpty() && !findFilter(name))
            add(tr("the filter '%1' is not supported").arg(name));
    };
    const auto test = [&](const QString &name) {
        if (!name.isEmpty() && !findTest(name))
            add(tr("the test '%1' is not supported").arg(name));
    };
    if (node.kind == Kind::Filter) {
        filter(node.text);
        if (node.text == "map"_L1)
            filter(literalText(node.child(1)));
        else if (node.text == "select"_L1 || node.text == "reject"_L1)
            test(literalText(node.child(1)));
        else if (node.text == "selectattr"_L1 || node.text == "rejectattr"_L1)
            test(literalText(node.child(2)));
    } else if (node.kind == Kind::Test) {
        test(node.text);
    } else if (node.kind == Kind::Call && node.child(0)->kind == Kind::Name) {
        const QString &callee = node.child(0)->text;
        const bool isLookup = callee == "lookup"_L1 || callee == "query"_L1 || callee == "q"_L1;
        const QString name = isLookup ? literalText(node.child(1)) : QString();
        if (!name.isEmpty() && !findLookup(name))
            add(tr("the lookup '%1' is not supported").arg(name));
    }
    for (const auto &child : node.children) {
        if (child)
            appendUnknown(*child, problems);
    }
}

} // namespace

QList<TemplateProblem> findProblems(Parser &parser, const QString &text, TemplateForm form,
                                    std::chrono::milliseconds deadline)
{
    QList<TemplateProblem> problems;
    if (form == TemplateForm::Text && !Templar::isTemplate(Value(text)))
        return problems;
    const Syntax syntax{.isExpression = form == TemplateForm::Expression,
                        .rawStrings = form == TemplateForm::Text};
    const auto tree = parser.parse(text, syntax, deadline);
    if (tree)
        appendUnknown(**tree, problems);
    else
        problems.append({.line = std::max(1, tree.error().detail.toInt()), .text = tree.error().text});
    return problems;
}

} // namespace skybro::playbook
