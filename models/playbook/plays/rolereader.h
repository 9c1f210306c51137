#pragma once

#include "models/playbook/plays/loader.h"
#include "models/playbook/plays/reading.h"

#include <QCoreApplication>

namespace skybro::playbook {

struct Task;

/// Finds roles and reads their files.
class RoleReader
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    explicit RoleReader(Reading &reading)
        : m_reading(reading)
    {
    }

    /// `roles:` of a play.
    [[nodiscard]] std::vector<std::shared_ptr<const RoleInvocation>> readRoles(const YamlNode &list,
                                                                               const Place &place);
    /// import_role: puts the tasks of the role and its dependencies in the task's place.
    void importRole(const Task &task, const Place &place, std::vector<BlockItem> &into);
    /// include_role: null with findings when it can not be read.
    [[nodiscard]] std::shared_ptr<RoleInvocation> includeRole(const Loader::RoleOptions &options,
                                                              const Task &task, const Place &place);
    /// The tasks of an invocation, those of its dependencies before.
    static void appendTasks(const std::shared_ptr<const RoleInvocation> &role, std::vector<BlockItem> &into);
    /// The handlers likewise.
    static void appendHandlers(const RoleInvocation &role, std::vector<std::shared_ptr<const Task>> &into);

private:
    using Options = Loader::RoleOptions;

    [[nodiscard]] std::shared_ptr<RoleInvocation> readDefinition(const YamlNode &node, const Place &place,
                                                                 RoleInvocation::Origin origin);
    /// Everything of the role that its files say, once name and keywords are there.
    bool fill(const std::shared_ptr<RoleInvocation> &role, const Options &options, const Mark &from,
              const Place &place);
    /// The role's folder; empty with a finding when there is none.
    [[nodiscard]] QString find(const QString &name, const Mark &from, const Place &place);
    [[nodiscard]] std::shared_ptr<const Role> readRole(const QString &path, const Options &options,
                                                       const Mark &from);
    [[nodiscard]] Dict readVars(const Role &role, const QString &kind, const QString &name, const Mark &from);
    /// A file of lists of tasks: tasks/main.yml, handlers/main.yml; a null node when there is none.
    [[nodiscard]] YamlNode readTasks(const Role &role, const QString &kind, const QString &name,
                                     const Mark &from);
    void warnOfSpecs(const Mark &mark);
    void readMeta(RoleInvocation &role, const Place &place);

    Reading &m_reading;
};

} // namespace skybro::playbook
