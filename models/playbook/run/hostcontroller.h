#pragma once

#include "models/playbook/modules/module.h"
#include "models/playbook/run/taskscope.h"

namespace skybro::playbook {

/// What a module may ask, with the variables of the host that it runs for. Thread: the run's.
class HostController : public Controller
{
public:
    /// `scope` must outlive it.
    explicit HostController(const TaskScope &scope)
        : m_scope(scope)
    {
    }

    [[nodiscard]] Result<QString> find(const QString &path, const QString &kind) const override;
    [[nodiscard]] Result<QByteArray> read(const QString &path, bool decrypt = true) const override;
    [[nodiscard]] Result<QByteArray> render(const QString &path, const Dict &extra,
                                            const Dict &options) override;
    [[nodiscard]] Result<Value> expand(const Value &raw) override;
    [[nodiscard]] Result<Value> evaluate(const QString &expression) override;
    [[nodiscard]] std::optional<Value> variable(const QString &name) const override;

private:
    const TaskScope &m_scope;
};

} // namespace skybro::playbook
