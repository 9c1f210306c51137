#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace skybro::sim {

/// An Azure resource id taken apart:
/// /subscriptions/S[/resourceGroups/G][/providers/NS/type/name[/type/name]]. Compare by key(): Azure keeps
/// the case a name was created with, and finds it in any case.
struct ResourceId
{
    QString subscription;
    QString group;     ///< empty: above resource groups
    QString provider;  ///< "Microsoft.Compute"; empty: a resource group or subscription
    QStringList types; ///< "virtualNetworks", "subnets"
    QStringList names; ///< one for each type

    [[nodiscard]] QString text() const;
    [[nodiscard]] QString key() const { return text().toLower(); }
    [[nodiscard]] QString name() const; ///< the last name, or the group's
    [[nodiscard]] QString type() const; ///< "Microsoft.Network/virtualNetworks/subnets"
    [[nodiscard]] ResourceId parent() const;
    [[nodiscard]] ResourceId groupId() const;
    [[nodiscard]] ResourceId child(const QString &type, const QString &name) const;

    [[nodiscard]] static std::optional<ResourceId> parse(const QString &text);
};

inline const auto resourceGroupType = QStringLiteral("Microsoft.Resources/resourceGroups");

} // namespace skybro::sim
