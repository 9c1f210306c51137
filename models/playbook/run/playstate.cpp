#include "models/playbook/run/playstate.h"

#include "models/playbook/run/runstate.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <ranges>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

PlayState::PlayState(RunState &runState, const Play &source, int index)
    : run(runState)
    , play(source)
    , number(index)
    , vars(source.vars)
    , includes(runState.loader)
{
    buildItems();
    for (const auto &role : source.roles)
        roles.push_back(role.get());
    for (const auto &handler : source.handlers)
        handlers.push_back(handler.get());
    mergeRoles();
    m_dependsOnHost = std::ranges::any_of(
        source.varsFiles, [](const Written &file) { return Templar::isTemplate(file.value); });
}

void PlayState::buildItems()
{
    static const Task nowhere;
    const TaskScope scope(run, *this, nowhere, QString(), nullptr);
    const auto gathers = run.templar.expand(play.gatherFacts.value, scope);
    if (!gathers || gathers->isNull() || gathers->toBool().value_or(true)) {
        auto facts = std::make_shared<Task>();
        facts->parent = &play;
        facts->name = u"Gathering Facts"_s;
        facts->action = u"gather_facts"_s;
        facts->module = findModule(u"setup"_s);
        facts->mark = play.mark;
        if (!play.gatherSubset.isNull())
            facts->args.insert(u"gather_subset"_s, play.gatherSubset);
        if (play.tags.isEmpty())
            facts->tags = {u"always"_s};
        // Once for all would copy the facts of one host to the others.
        facts->keywords.insert(Keyword::RunOnce, {.value = false, .mark = {}});
        items.emplace_back(std::shared_ptr<const Task>(std::move(facts)));
    }
    if (!play.forceHandlers) {
        items.insert(items.end(), play.tasks.begin(), play.tasks.end());
        return;
    }
    // Handlers run in the end of each section whatever happened in it: its `always`.
    auto section = std::make_shared<Block>();
    section->parent = &play;
    for (const BlockItem &item : play.tasks) {
        const auto *task = std::get_if<std::shared_ptr<const Task>>(&item);
        if (!task || !(*task)->isImplicit) {
            section->tasks.push_back(item);
            continue;
        }
        section->always.push_back(item);
        items.emplace_back(std::shared_ptr<const Block>(std::move(section)));
        section = std::make_shared<Block>();
        section->parent = &play;
    }
    if (!section->tasks.empty())
        items.emplace_back(std::shared_ptr<const Block>(std::move(section)));
}

void PlayState::mergeRoles()
{
    roleVars = {};
    roleDefaults = {};
    for (const RoleInvocation *role : roles) {
        for (const Dict &layer : varsOf(*role) | std::views::reverse)
            roleVars.update(layer);
        for (const Dict &layer : defaultsOf(*role) | std::views::reverse)
            roleDefaults.update(layer);
    }
}

void PlayState::add(const RoleInvocation &role, bool isPublic, const Position &include)
{
    if (isPublic) {
        roles.push_back(&role);
        mergeRoles();
    }
    for (const RoleInvocation *part : role.inOrder()) {
        for (const auto &handler : part->handlers) {
            if (std::ranges::find(handlers, handler.get()) != handlers.end())
                continue;
            handlers.push_back(handler.get());
            m_includedHandlers.emplace(handler.get(), include);
        }
    }
}

bool PlayState::isKnown(const Task &handler, const Position &at) const
{
    const auto included = m_includedHandlers.find(&handler);
    return included == m_includedHandlers.end() || included->second <= at;
}

const TaskInfo &PlayState::info(const Task &task)
{
    auto &info = m_infos[&task];
    if (!info)
        info = std::make_unique<TaskInfo>(task);
    return *info;
}

const QList<Dict> &PlayState::varsFiles(const QString &host)
{
    static const QList<Dict> none;
    if (play.varsFiles.isEmpty())
        return none;
    Files &files = m_files[m_dependsOnHost ? host : QString()];
    const int generation = m_dependsOnHost ? run.variables.generation(host) : 0;
    if (files.generation != generation && !files.isReading) {
        files.isReading = true;
        Files fresh;
        fresh.generation = generation;
        readVarsFiles(host, fresh);
        m_files[m_dependsOnHost ? host : QString()] = fresh;
        return m_files[m_dependsOnHost ? host : QString()].layers;
    }
    return files.layers;
}

QString PlayState::varsFilesError(const QString &host)
{
    (void)varsFiles(host);
    return m_files.value(m_dependsOnHost ? host : QString()).error;
}

void PlayState::readVarsFiles(const QString &host, Files &files)
{
    static const Task nowhere;
    const TaskScope scope(run, *this, nowhere, host, nullptr);
    for (const Written &entry : play.varsFiles) {
        const List candidates = entry.value.isList() ? entry.value.list() : List{entry.value};
        bool isFound = false;
        bool isUndefined = false;
        for (const Value &candidate : candidates) {
            const auto file = run.templar.expand(candidate, scope);
            if (!file) {
                // Before the facts are there it may be undefined: Ansible goes on without.
                isUndefined = true;
                break;
            }
            QString path;
            for (const QString &folder : {play.folder + u"/vars"_s, play.folder}) {
                const QString at = QDir(folder).absoluteFilePath(file->toText());
                if (path.isEmpty() && QFileInfo::exists(at))
                    path = QDir::cleanPath(at);
            }
            if (path.isEmpty())
                continue;
            isFound = true;
            if (!m_read.contains(path)) {
                const auto document = readYamlFile(path, *run.options.vault);
                if (!document && files.error.isEmpty())
                    files.error = document.error().text;
                m_read.insert(path, document ? document->root.value().dict() : Dict{});
            }
            files.layers.prepend(m_read.value(path));
            break;
        }
        if (!isFound && !isUndefined && files.error.isEmpty())
            files.error = u"vars file %1 was not found"_s.arg(entry.value.toText());
    }
}

bool PlayState::isWanted(const Task &task)
{
    if (const auto known = m_wanted.constFind(&task); known != m_wanted.constEnd())
        return *known;
    static const QString untagged = u"untagged"_s;
    QSet<QString> tags;
    static const Task nowhere;
    const TaskScope scope(run, *this, nowhere, QString(), nullptr);
    for (const QString &tag : task.allTags()) {
        const auto expanded = run.templar.expand(tag, scope);
        const QStringList words = expanded ? expanded->toTexts() : QStringList{tag};
        for (const QString &word : words)
            tags.insert(word);
    }
    const bool isUntagged = tags.isEmpty();
    if (isUntagged)
        tags.insert(untagged);
    const auto sharesWith = [&tags](const QStringList &asked) {
        return std::ranges::any_of(asked, [&tags](const QString &tag) { return tags.contains(tag); });
    };
    const bool isNever = tags.contains(u"never"_s);
    const QStringList &only = run.options.tags;
    const QStringList &skipped = run.options.skipTags;
    bool isWanted = tags.contains(u"always"_s) || ((only.isEmpty() || only.contains(u"all"_s)) && !isNever) ||
                    sharesWith(only) || (only.contains(u"tagged"_s) && !isUntagged && !isNever);
    if (isWanted && !skipped.isEmpty()) {
        if (skipped.contains(u"all"_s))
            isWanted = tags.contains(u"always"_s) && !skipped.contains(u"always"_s);
        else
            isWanted = !sharesWith(skipped) && !(skipped.contains(u"tagged"_s) && !isUntagged);
    }
    m_wanted.insert(&task, isWanted);
    return isWanted;
}

} // namespace skybro::playbook
