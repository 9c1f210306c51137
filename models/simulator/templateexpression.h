#pragma once

#include "models/simulator/armerror.h"

#include <QJsonValue>

#include <functional>

namespace skybro::sim {

/// Answers the functions of a template expression that depend on where it stands: parameters(), variables(),
/// copyIndex(), reference(), resourceId(), …. Nothing: no such function.
using TemplateFunctions =
    std::function<std::optional<Answer<QJsonValue>>(const QString &name, const QJsonArray &arguments)>;

/// Evaluates one string of an Azure Resource Manager template: "[concat('nic', copyIndex())]" is an
/// expression, "[[x]" is the text "[x]", all else stands for itself. Functions are found in any case; if()
/// evaluates only the branch it takes. Errors: 400 InvalidTemplate, in Azure's words. Source: "Functions in
/// ARM templates", Microsoft Learn.
[[nodiscard]] Answer<QJsonValue> evaluateTemplateText(const QString &text,
                                                      const TemplateFunctions &functions);

/// The same for every string inside a JSON value, keys excepted.
[[nodiscard]] Answer<QJsonValue> evaluateTemplateValue(const QJsonValue &value,
                                                       const TemplateFunctions &functions);

/// 400 InvalidTemplate.
[[nodiscard]] ArmError invalidTemplate(const QString &why);

} // namespace skybro::sim
