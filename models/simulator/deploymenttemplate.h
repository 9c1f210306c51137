#pragma once

#include "models/simulator/resourceid.h"
#include "models/simulator/templateexpression.h"

#include <QHash>

namespace skybro::sim {

/// A template deployment into one resource group, taken apart: which resources, in which order, with what in
/// them. Knows: parameters with defaults and secure ones, variables, copy loops of resources, conditions,
/// dependsOn by id, type and name, name or loop. Not: linked and nested templates, complete mode.
class DeploymentTemplate
{
public:
    /// One resource to be made.
    struct Step
    {
        ResourceId id;
        QJsonObject sent;          ///< as written, still with expressions
        QHash<QString, int> loops; ///< name of the copy loop to the turn this is
        QStringList after;         ///< keys of the ids this waits for
    };

    /// Reads "properties" of a deployment; `group` is the resource group as GET shows it. Errors: 400
    /// InvalidTemplate and the like.
    [[nodiscard]] static Answer<DeploymentTemplate>
    read(const QJsonObject &properties, const ResourceId &group, const QJsonObject &groupBody);

    /// In an order in which each comes after those it waits for.
    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }
    /// Answers reference(): the resource of that id as GET shows it, or nothing.
    using Look = std::function<std::optional<QJsonObject>(const QString &id)>;
    /// What is PUT for a step, made when its turn has come: reference() shows what is there by then.
    [[nodiscard]] Answer<QJsonObject> body(const Step &step, const Look &look) const;
    [[nodiscard]] Answer<QJsonObject> outputs(const Look &look) const;
    /// {"name": {"type", "value"}}; secure ones without their value, as Azure shows them.
    [[nodiscard]] QJsonObject shownParameters() const;

private:
    [[nodiscard]] Answer<void> readParameters(const QJsonObject &given);
    [[nodiscard]] Answer<void> addSteps(const QJsonObject &resource);
    [[nodiscard]] Answer<void> resolveOrder();
    [[nodiscard]] std::optional<QStringList> keysOf(const QString &dependency) const;
    [[nodiscard]] TemplateFunctions functions(const QHash<QString, int> &loops, const Look &look) const;

    ResourceId m_group;
    QJsonObject m_groupBody;
    QJsonObject m_template;
    QJsonObject m_parameters;            ///< name in lower case to value
    QJsonObject m_variables;             ///< as written
    QHash<QString, QStringList> m_loops; ///< name in lower case to the keys of its turns
    QList<ResourceId> m_skipped;         ///< those whose condition does not hold
    std::vector<Step> m_steps;
};

} // namespace skybro::sim
