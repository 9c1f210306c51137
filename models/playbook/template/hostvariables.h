#pragma once

#include "models/playbook/template/item.h"

namespace skybro::playbook {

class Scope;

/// `hostvars`: a host's variables, each expanded when it is asked for, with that host's own values.
class HostVariables : public Object
{
public:
    explicit HostVariables(const Scope &scope)
        : m_scope(scope)
    {
    }
    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] std::optional<Item> member(Evaluator &evaluator, const QString &name) override;
    [[nodiscard]] Value toValue(Evaluator &evaluator) const override;
    [[nodiscard]] QStringList names() const;

private:
    const Scope &m_scope;
};

/// `hostvars['x']`.
class HostMembers : public Object
{
public:
    explicit HostMembers(const Scope &scope)
        : m_scope(scope)
    {
    }
    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] std::optional<Item> member(Evaluator &evaluator, const QString &name) override;
    [[nodiscard]] Value toValue(Evaluator &evaluator) const override;
    [[nodiscard]] QStringList names() const;

private:
    const Scope &m_scope;
};

} // namespace skybro::playbook
