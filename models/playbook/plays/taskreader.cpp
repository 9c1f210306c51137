#include "models/playbook/plays/taskreader.h"

#include "models/playbook/plays/rolereader.h"
#include "models/playbook/plays/staticscope.h"
#include "models/playbook/plays/tasksfile.h"

#include <QCoreApplication>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostElements = 100'000;
constexpr qsizetype longestWay = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

bool isBlock(const YamlNode &node)
{
    return node.find(u"block"_s) || node.find(u"rescue"_s) || node.find(u"always"_s);
}

bool isInclude(const QString &word)
{
    return word == u"include_tasks"_s || word == u"include_role"_s;
}

/// The deprecated `include`: it imports, unless its name or a loop wait for the run.
bool isOldInclude(const Action &action)
{
    return action.name == u"include"_s || action.name == u"ansible.builtin.include"_s ||
           action.name == u"ansible.legacy.include"_s;
}

} // namespace

std::optional<QString> expandStatic(const QString &text, const Mark &mark, const Element &at,
                                    Reading &reading)
{
    if (!Templar::isTemplate(Value(text)))
        return text;
    const Result<Value> expanded = reading.templar.expand(Value(text), StaticScope(reading, at));
    if (expanded)
        return expanded->toText();
    reading.findings.addError(
        mark, tr("%1: %2. What is imported is read before anything runs: its name may use extra, play and "
                 "role variables, but neither facts nor the inventory's.")
                  .arg(text, expanded.error().text));
    return std::nullopt;
}

bool TaskReader::count(const Mark &mark)
{
    if (++m_reading.elementCount <= mostElements)
        return true;
    if (m_reading.elementCount == mostElements + 1)
        m_reading.findings.addError(
            mark, tr("the playbook has more than %L1 tasks, imports counted each time.").arg(mostElements));
    return false;
}

std::vector<BlockItem> TaskReader::readTasks(const YamlNode &list, const Place &place)
{
    std::vector<BlockItem> items;
    if (list.isNull())
        return items;
    if (!list.isSequence()) {
        m_reading.findings.addError(list.mark(), tr("a list of tasks belongs here."));
        return items;
    }
    for (const YamlNode &item : list.items()) {
        if (item.isMapping() && count(item.mark()))
            readItem(item, place, items);
        else if (!item.isMapping() && !item.isNull())
            m_reading.findings.addError(item.mark(), tr("a task is a mapping of a module and keywords."));
    }
    return items;
}

std::vector<std::shared_ptr<const Task>> TaskReader::readHandlers(const YamlNode &list, const Place &place)
{
    Place here = place;
    here.isHandlers = true;
    std::vector<std::shared_ptr<const Task>> handlers;
    const auto take = [&](const auto &self, const std::vector<BlockItem> &items) -> void {
        for (const BlockItem &item : items) {
            if (const auto *task = std::get_if<std::shared_ptr<const Task>>(&item)) {
                handlers.push_back(*task);
                continue;
            }
            // A block, or an imported file: its handlers keep it alive.
            const auto &block = std::get<std::shared_ptr<const Block>>(item);
            const qsizetype before = static_cast<qsizetype>(handlers.size());
            self(self, block->tasks);
            for (auto each = handlers.begin() + before; each != handlers.end(); ++each)
                *each = std::shared_ptr<const Task>(block, each->get());
        }
    };
    take(take, readTasks(list, here));
    return handlers;
}

void TaskReader::readItem(const YamlNode &node, const Place &place, std::vector<BlockItem> &into)
{
    if (isBlock(node)) {
        if (place.isHandlers && place.isInBlock)
            m_reading.findings.addError(node.mark(), u"Using a block as a handler is not supported."_s);
        else
            into.emplace_back(readBlock(node, place));
        return;
    }
    std::optional<Action> action = readAction(node, m_reading);
    if (!action)
        return;
    if (isOldInclude(*action)) {
        const bool waits =
            Templar::isTemplate(action->args.value(u"_raw_params"_s)) ||
            std::ranges::any_of(node.entries(), [](const YamlNode::Entry &entry) {
                return entry.first.text() == u"loop"_s || entry.first.text().startsWith(u"with_"_s);
            });
        action->module = findModule(waits ? u"include_tasks"_s : u"import_tasks"_s);
        m_reading.findings.addWarning(action->mark,
                                      tr("“include” is deprecated: use include_tasks or import_tasks."));
    }
    const QString word = action->word();
    const bool isRole = word == u"include_role"_s || word == u"import_role"_s;
    if (isRole && place.isHandlers) {
        m_reading.findings.addError(action->mark,
                                    u"Using '%1' as a handler is not supported."_s.arg(action->name));
        return;
    }
    const std::shared_ptr<Task> task = readTask(node, *std::move(action), place);
    if (word == u"import_tasks"_s)
        importTasks(*task, place, into);
    else if (word == u"import_role"_s)
        RoleReader(m_reading).importRole(*task, place, into);
    else
        into.emplace_back(task);
}

std::shared_ptr<Block> TaskReader::readBlock(const YamlNode &node, const Place &place)
{
    auto block = std::make_shared<Block>();
    block->parent = place.parent;
    block->mark = node.mark();
    block->role = place.role;
    KeywordReader keywords(m_reading, u"Block"_s);
    Place inner = place.within(*block);
    inner.isInBlock = true;
    for (const auto &[key, value] : node.entries()) {
        const QString name = key.text();
        if (name == u"notify"_s)
            inner.notify = KeywordReader::readList(value);
        else if (name != u"block"_s && name != u"rescue"_s && name != u"always"_s &&
                 !keywords.read(key, value, *block))
            keywords.refuseKey(key);
    }
    if (m_reading.elementRead)
        m_reading.elementRead(*block, node);
    const auto section = [&](const QString &name) {
        const YamlNode *list = node.find(name);
        return list ? readTasks(*list, inner) : std::vector<BlockItem>();
    };
    block->tasks = section(u"block"_s);
    block->rescue = section(u"rescue"_s);
    block->always = section(u"always"_s);
    const YamlNode *tasks = node.find(u"block"_s);
    for (const QString &name : {u"rescue"_s, u"always"_s}) {
        if (node.find(name) && (!tasks || tasks->items().empty()))
            m_reading.findings.addError(node.find(name)->mark(),
                                        u"'%1' keyword cannot be used without 'block'"_s.arg(name));
    }
    return block;
}

std::shared_ptr<Task> TaskReader::readTask(const YamlNode &node, Action action, const Place &place)
{
    auto task = std::make_shared<Task>();
    task->parent = place.parent;
    task->mark = node.mark();
    task->role = place.role;
    task->notify = place.notify;
    task->isHandler = place.isHandlers;
    task->isLocalAction = action.isLocal;
    task->action = action.name;
    task->module = action.module;
    task->args = std::move(action.args);
    task->argsMark = action.argsMark;
    KeywordReader keywords(m_reading, place.isHandlers ? u"Handler"_s : u"Task"_s);
    for (const auto &[key, value] : node.entries()) {
        if (isTaskKeyword(key.text()) || key.text().startsWith(u"with_"_s))
            readTaskKey(key, value, keywords, *task);
    }
    if (action.isLocal)
        task->keywords.insert(Keyword::DelegateTo, {.value = Value(u"localhost"_s), .mark = action.mark});
    checkInclude(node, *task, place);
    if (m_reading.elementRead)
        m_reading.elementRead(*task, node);
    return task;
}

void TaskReader::readTaskKey(const YamlNode &key, const YamlNode &value, KeywordReader &keywords, Task &task)
{
    using Type = KeywordReader::Type;
    const QString name = key.text();
    if (name == u"loop"_s || name.startsWith(u"with_"_s)) {
        readLoop(key, value, task);
    } else if (name == u"loop_control"_s) {
        readLoopControl(value, task);
    } else if (name == u"register"_s) {
        task.registerAs = value.isNull() ? QString() : keywords.readText(name, value);
    } else if (name == u"until"_s) {
        task.until = KeywordReader::readList(value);
    } else if (name == u"retries"_s) {
        task.retries = keywords.readTyped(name, Type::Int, value);
    } else if (name == u"delay"_s) {
        task.delay = keywords.readTyped(name, Type::Float, value);
    } else if (name == u"changed_when"_s) {
        task.changedWhen = KeywordReader::readList(value);
    } else if (name == u"failed_when"_s) {
        task.failedWhen = KeywordReader::readList(value);
    } else if (name == u"notify"_s) {
        task.notify = KeywordReader::readList(value);
    } else if (name == u"listen"_s && task.isHandler) {
        for (const Written &topic : KeywordReader::readList(value)) {
            if (topic.value.isString())
                task.listen.append(topic.value.toText());
            else
                m_reading.findings.addError(topic.mark, tr("a topic to listen to is a text."));
        }
    } else if (name != u"action"_s && name != u"local_action"_s && name != u"args"_s && name != u"async"_s &&
               name != u"poll"_s && !keywords.read(key, value, task)) {
        keywords.refuseKey(key);
    }
}

void TaskReader::readLoop(const YamlNode &key, const YamlNode &value, Task &task)
{
    const QString lookup = key.text() == u"loop"_s ? QString() : key.text().mid(5);
    if (task.loop) {
        m_reading.findings.addError(key.mark(), u"duplicate loop in task: %1"_s.arg(lookup));
        return;
    }
    if (value.isNull()) {
        if (!lookup.isEmpty())
            m_reading.findings.addError(key.mark(),
                                        u"you must specify a value when using %1"_s.arg(key.text()));
        return;
    }
    task.loop = Written{.value = value.value(), .mark = value.mark()};
    task.loopLookup = lookup;
}

void TaskReader::readLoopControl(const YamlNode &node, Task &task)
{
    using Type = KeywordReader::Type;
    if (!node.isMapping()) {
        m_reading.findings.addError(
            node.mark(),
            u"the `loop_control` value must be specified as a dictionary and cannot be a variable itself (though it can contain variables)"_s);
        return;
    }
    KeywordReader keywords(m_reading, u"LoopControl"_s);
    for (const auto &[key, value] : node.entries()) {
        const QString name = key.text();
        if (name == u"loop_var"_s)
            task.loopControl.loopVar = keywords.readText(name, value);
        else if (name == u"index_var"_s)
            task.loopControl.indexVar = keywords.readText(name, value);
        else if (name == u"label"_s)
            task.loopControl.label = {.value = value.value(), .mark = value.mark()};
        else if (name == u"pause"_s)
            task.loopControl.pause = keywords.readTyped(name, Type::Float, value);
        else if (name == u"extended"_s)
            task.loopControl.extended =
                keywords.readTyped(name, Type::Bool, value).value.toBool().value_or(false);
        else if (name != u"extended_allitems"_s)
            keywords.refuseKey(key);
    }
}

/// What holds for imports and includes alone: which keywords and options they take, and the file's name in
/// one place.
void TaskReader::checkInclude(const YamlNode &node, Task &task, const Place &place)
{
    const QString word = task.module ? task.module->name : QString();
    const bool isTasks = word == u"include_tasks"_s || word == u"import_tasks"_s;
    if (!isTasks && word != u"include_role"_s)
        return;
    if (isInclude(word) && task.action != u"include"_s) {
        static const QSet<QString> allowed{
            u"action"_s,       u"args"_s, u"collections"_s, u"debugger"_s, u"ignore_errors"_s, u"loop"_s,
            u"loop_control"_s, u"name"_s, u"no_log"_s,      u"register"_s, u"run_once"_s,      u"tags"_s,
            u"timeout"_s,      u"vars"_s, u"when"_s,        u"listen"_s};
        const QString className =
            isTasks ? task.isHandler ? u"HandlerTaskInclude"_s : u"TaskInclude"_s : u"IncludeRole"_s;
        for (const auto &[key, value] : node.entries()) {
            if (isTaskKeyword(key.text()) && !allowed.contains(key.text()))
                KeywordReader(m_reading, className).refuseKey(key);
        }
    }
    for (const QString &key : {u"args"_s, task.action}) {
        const YamlNode *arguments = node.find(key);
        const YamlNode *apply = arguments ? arguments->find(u"apply"_s) : nullptr;
        if (apply && isInclude(word))
            task.apply = readApply(*apply, place.within(task));
    }
    if (!isTasks)
        return;
    if (const Value file = task.args.value(u"file"_s); task.args.value(u"_raw_params"_s).isNull()) {
        task.args.remove(u"file"_s);
        task.args.insert(u"_raw_params"_s, file);
    }
    if (!task.args.value(u"_raw_params"_s).isTrue())
        m_reading.findings.addError(task.argsMark, u"No file specified for %1"_s.arg(task.action));
    for (const auto &[option, value] : Dict(task.args)) {
        if (option == u"_raw_params"_s || (option == u"apply"_s && isInclude(word)))
            continue;
        if (task.action == u"include"_s) { // its options were variables
            task.vars.insert(option, value);
            task.args.remove(option);
        } else {
            m_reading.findings.addError(task.argsMark,
                                        u"Invalid options for %1: %2"_s.arg(task.action, option));
        }
    }
}

std::shared_ptr<Block> TaskReader::readApply(const YamlNode &node, const Place &place)
{
    auto block = std::make_shared<Block>();
    block->parent = place.parent;
    block->mark = node.mark();
    block->role = place.role;
    KeywordReader keywords(m_reading, u"Block"_s);
    if (!node.isMapping() && !node.isNull())
        m_reading.findings.addError(node.mark(), tr("“apply” is a mapping of keywords."));
    for (const auto &[key, value] : node.entries()) {
        if (key.text() != u"notify"_s && !keywords.read(key, value, *block))
            keywords.refuseKey(key);
    }
    if (m_reading.elementRead)
        m_reading.elementRead(*block, node);
    return block;
}

void TaskReader::importTasks(const Task &task, const Place &place, std::vector<BlockItem> &into)
{
    if (task.loop) {
        m_reading.findings.addError(
            task.loop->mark,
            u"You cannot use loops on 'import_tasks' statements. You should use 'include_tasks' instead."_s);
        return;
    }
    const Value name = task.args.value(u"_raw_params"_s);
    if (!name.isTrue())
        return;
    const auto file = expandStatic(name.toText(), task.argsMark, task, m_reading);
    if (!file)
        return;
    const TasksFile found = findTasksFile(*file, *place.parent, place.role.get(), place.isHandlers, true);
    if (found.path.isEmpty()) {
        m_reading.findings.addError(
            task.argsMark,
            tr("there is no file %1 to import; searched: %2.").arg(*file, found.searched.join(u", "_s)),
            ErrorKind::NotFound);
        return;
    }
    auto block = std::make_shared<Block>();
    static_cast<Element &>(*block) = task;
    block->kind = Element::Kind::Block;
    block->file = *file;
    Place inner = place.within(*block);
    inner.isInBlock = false;
    inner.notify = task.notify;
    readFile(found.path, task.argsMark, *block, inner);
    into.emplace_back(block);
}

bool TaskReader::readFile(const QString &path, const Mark &from, Block &block, const Place &place)
{
    if (place.way.contains(path)) {
        m_reading.findings.addError(
            from, tr("an import that comes back to itself: %1.").arg(wayText(place.way, path)));
        return false;
    }
    if (place.way.size() >= longestWay) {
        m_reading.findings.addError(from, tr("imports nest more than %1 deep.").arg(longestWay));
        return false;
    }
    const auto root = m_reading.files.read(path, m_reading.findings);
    if (!root)
        return false;
    if (root->isNull()) {
        m_reading.findings.addWarning({.file = path}, tr("the file is empty: there are no tasks in it."));
        return true;
    }
    if (!root->isSequence()) {
        m_reading.findings.addError(root->mark(), u"included task files must contain a list of tasks"_s);
        return false;
    }
    Place inner = place;
    inner.way.append(path);
    block.tasks = readTasks(*root, inner);
    return true;
}

QString wayText(const QStringList &way, const QString &last)
{
    QStringList names;
    for (const QString &each : way.mid(way.lastIndexOf(last)))
        names.append(each);
    return (names << last).join(u" → "_s);
}

} // namespace skybro::playbook
