#pragma once

#include "models/playbook/run/includecache.h"
#include "models/playbook/run/taskinfo.h"
#include "models/playbook/template/templar.h"

#include <memory>

namespace skybro::playbook {

struct RunState;
struct PlayState;

/// The variables of a host as a task sees them, in Ansible's 22 levels; without a play and a task, as
/// `hostvars` shows them. Cheap to make: it points at the layers. Thread: the run's.
class TaskScope : public Scope
{
public:
    TaskScope(RunState &run, QString host);
    TaskScope(RunState &run, PlayState &play, const Task &task, QString host,
              std::shared_ptr<const IncludeInstance> include);

    /// Over everything: the loop's item, what the task itself has found so far.
    Dict locals;

    [[nodiscard]] const QString &hostName() const { return m_host; }
    [[nodiscard]] std::optional<Value> variable(const QString &name) const override;
    [[nodiscard]] QStringList searchPath(const QString &kind) const override;
    [[nodiscard]] QStringList variableNames() const override;
    [[nodiscard]] QStringList hostNames() const override;
    [[nodiscard]] const Scope *host(const QString &name) const override;

    /// Another host's, for delegate_to: same task, same locals.
    [[nodiscard]] TaskScope forHost(const QString &host) const;
    [[nodiscard]] RunState &run() const { return m_run; }
    [[nodiscard]] PlayState &play() const { return *m_play; }
    [[nodiscard]] const Task *task() const { return m_task; }
    [[nodiscard]] const TaskInfo &info() const { return *m_info; }
    [[nodiscard]] const std::shared_ptr<const IncludeInstance> &include() const { return m_include; }

private:
    [[nodiscard]] std::optional<Value> magic(const QString &name) const;
    [[nodiscard]] std::optional<Value> playMagic(const QString &name) const;
    [[nodiscard]] const Value *includeParam(const QString &name) const;

    RunState &m_run;
    PlayState *m_play = nullptr;
    const Task *m_task = nullptr;
    const TaskInfo *m_info = nullptr;
    QString m_host;
    std::shared_ptr<const IncludeInstance> m_include;
};

} // namespace skybro::playbook
