#pragma once

#include "models/base/result.h"
#include "models/playbook/plays/loader.h"

#include <QHash>
#include <QPair>

#include <memory>

namespace skybro::playbook {

/// One file of tasks, or one role, as an include brought it in: for all hosts that included the same with the
/// same loop item.
struct IncludeInstance
{
    const Task *include = nullptr;
    std::shared_ptr<const IncludeInstance> outer; ///< the include within which this one stands
    Dict vars;                                    ///< the loop's item and its like
    std::shared_ptr<const Block> block;           ///< include_tasks
    std::shared_ptr<const RoleInvocation> role;   ///< include_role
    int item = 0;                                 ///< place in the loop
    int number = 0; ///< among those of the same include and item, in the order of their coming
    int depth = 1;  ///< includes that it stands in, itself among them
};

/// What was included while the run went on, read once. Thread: the run's.
class IncludeCache
{
public:
    explicit IncludeCache(Loader &loader)
        : m_loader(loader)
    {
    }

    struct Request
    {
        const Task *include = nullptr;
        std::shared_ptr<const IncludeInstance> outer;
        Dict vars;
        int item = 0;
        QString file;             ///< include_tasks
        Loader::RoleOptions role; ///< include_role
        bool isRole = false;
        bool isPublic = false; ///< the role's variables are the play's from then on
    };
    /// Includes that repeat a file until something is so are common; this is far beyond what they need.
    static constexpr int deepest = 200;
    /// `isNew`: nobody asked for it before. Error Invalid, too: it stands in `deepest` others.
    [[nodiscard]] Result<std::shared_ptr<const IncludeInstance>> load(const Request &request, bool &isNew);

private:
    struct Known
    {
        QString key;
        std::shared_ptr<const IncludeInstance> instance;
    };
    Loader &m_loader;
    QHash<QString, Result<std::shared_ptr<const Block>>> m_blocks;
    QHash<QString, Result<std::shared_ptr<const RoleInvocation>>> m_roles;
    /// By include, outer instance and item.
    QHash<QString, QList<Known>> m_known;
};

} // namespace skybro::playbook
