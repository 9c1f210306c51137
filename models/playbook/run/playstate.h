#pragma once

#include "models/playbook/run/cursor.h"
#include "models/playbook/run/includecache.h"
#include "models/playbook/run/taskinfo.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace skybro::playbook {

struct RunState;

/// A play, or one batch of it, as far as it is under way. Thread: the run's.
struct PlayState
{
    PlayState(RunState &runState, const Play &source, int index);

    RunState &run;
    const Play &play;
    int number = 0;
    QString name;
    QStringList allHosts;
    QStringList batch;
    QSet<QString> removed; ///< failed, unreachable, ended
    Dict vars;             ///< `vars` and what vars_prompt gave

    /// What the hosts go through: facts first, the play's tasks.
    std::vector<BlockItem> items;
    std::map<std::vector<int>, int> columns; ///< numbers of tasks by their place
    IncludeCache includes;
    std::vector<const RoleInvocation *> roles;
    Dict roleVars;     ///< of all roles
    Dict roleDefaults; ///< of all roles
    std::vector<const Task *> handlers;

    /// The play's roles and handlers grow by what the include at this position brings.
    void add(const RoleInvocation &role, bool isPublic, const Position &include);
    /// False: an include brings it that comes later than this position. Hosts do not wait for each other; one
    /// that is behind must not notify what the first one's include brought.
    [[nodiscard]] bool isKnown(const Task &handler, const Position &at) const;

    [[nodiscard]] const TaskInfo &info(const Task &task);
    [[nodiscard]] const QList<Dict> &varsFiles(const QString &host);
    /// Why a file of vars_files was not read; nothing: all were.
    [[nodiscard]] QString varsFilesError(const QString &host);
    [[nodiscard]] bool isWanted(const Task &task);

private:
    struct Files
    {
        int generation = -1;
        QList<Dict> layers; ///< the strongest first
        QString error;
        bool isReading = false;
    };
    void buildItems();
    void mergeRoles();
    void readVarsFiles(const QString &host, Files &files);

    std::unordered_map<const Task *, std::unique_ptr<TaskInfo>> m_infos;
    std::unordered_map<const Task *, Position> m_includedHandlers; ///< and the place of their include
    QHash<const Task *, bool> m_wanted;
    QHash<QString, Files> m_files;
    QHash<QString, Dict> m_read;
    bool m_dependsOnHost = false;
};

} // namespace skybro::playbook
