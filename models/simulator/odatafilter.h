#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <expected>
#include <functional>

namespace skybro::sim {

/// The part of OData's $filter that Azure's retail prices interface takes: eq, ne, and, or, contains(),
/// startswith(), parentheses. Property names are matched in any case, values as they are.
class ODataFilter
{
public:
    using Test = std::function<bool(const QJsonObject &)>;
    /// The test, or what is wrong with the text. An empty text lets everything pass.
    [[nodiscard]] static std::expected<Test, QString> parse(const QString &text);
};

} // namespace skybro::sim
