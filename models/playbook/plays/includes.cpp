#include "models/playbook/plays/includes.h"

#include "models/playbook/plays/rolereader.h"
#include "models/playbook/plays/taskreader.h"

#include <QCoreApplication>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

TasksFile tasksFileOf(const QString &file, const Task &include)
{
    return findTasksFile(file, *include.parent, include.role.get(), include.isHandler, false);
}

std::shared_ptr<const Block> readIncludedTasks(const QString &file, const Task &include, Reading &reading)
{
    const TasksFile found = tasksFileOf(file, include);
    if (found.path.isEmpty()) {
        reading.findings.addError(
            include.argsMark,
            QCoreApplication::translate("skybro::playbook", "there is no file %1 to include; searched: %2.")
                .arg(file, found.searched.join(u", "_s)),
            ErrorKind::NotFound);
        return nullptr;
    }
    auto block = std::make_shared<Block>();
    block->parent = include.apply ? include.apply.get() : &include;
    block->mark = include.mark;
    block->role = include.role;
    block->file = file;
    Place place;
    place.role = include.role;
    place.isHandlers = include.isHandler;
    place.notify = include.notify;
    place.imported = &block->imported;
    const bool isRead =
        TaskReader(reading).readFile(found.path, include.argsMark, *block, place.within(*block));
    return isRead ? block : nullptr;
}

std::shared_ptr<const RoleInvocation> readIncludedRole(const Loader::RoleOptions &options,
                                                       const Task &include, Reading &reading)
{
    Place place;
    place.parent = &include;
    place.role = include.role;
    place.notify = include.notify;
    return RoleReader(reading).includeRole(options, include, place);
}

Loader::RoleOptions roleOptionsOf(const Task &task)
{
    Loader::RoleOptions options;
    const auto take = [&](QString &option, const QString &key) {
        // Ansible takes the last part of a path.
        if (const Value value = task.args.value(key); !value.isNull())
            option = value.toText().section(u'/', -1);
    };
    options.name = task.args.value(u"name"_s, task.args.value(u"role"_s)).toText();
    take(options.tasksFrom, u"tasks_from"_s);
    take(options.varsFrom, u"vars_from"_s);
    take(options.defaultsFrom, u"defaults_from"_s);
    take(options.handlersFrom, u"handlers_from"_s);
    options.allowDuplicates = task.args.value(u"allow_duplicates"_s, true).toBool().value_or(true);
    return options;
}

} // namespace skybro::playbook
