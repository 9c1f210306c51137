#pragma once

#include "models/playbook/plays/reading.h"

namespace skybro::playbook {

/// The variables that are known before anything runs, in Ansible's order of precedence: what names of
/// imported files and roles may use. Facts and inventory are not among them.
class StaticScope : public Scope
{
public:
    /// `at`: the import itself, or what stands around it.
    StaticScope(const Reading &reading, const Element &at)
        : m_reading(reading)
        , m_at(at)
    {
    }
    [[nodiscard]] std::optional<Value> variable(const QString &name) const override;

private:
    [[nodiscard]] const Value *find(const QString &name) const;
    [[nodiscard]] std::optional<Value> magic(const QString &name) const;

    const Reading &m_reading;
    const Element &m_at;
};

/// The play in which something stands; null for none.
[[nodiscard]] const Play *playOf(const Element &element);

} // namespace skybro::playbook
