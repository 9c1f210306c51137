#include "models/playbook/run/fences.h"

#include "models/playbook/run/runstate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Calls `found` with each word that could be a variable's name, until it says true.
template <typename Found>
bool anyWord(QStringView text, const Found &found)
{
    const auto isLetter = [](QChar c) { return c.isLetter() || c == u'_'; };
    for (qsizetype at = 0; at < text.size();) {
        if (!isLetter(text[at])) {
            ++at;
            continue;
        }
        qsizetype end = at + 1;
        while (end < text.size() && (isLetter(text[end]) || text[end].isDigit()))
            ++end;
        if (found(text.mid(at, end - at)))
            return true;
        at = end;
    }
    return false;
}

template <typename Found>
bool anyText(const Value &value, const Found &found)
{
    if (value.isString())
        return found(value.toText());
    if (value.isList())
        return std::ranges::any_of(value.list(), [&](const Value &each) { return anyText(each, found); });
    return std::ranges::any_of(value.dict(),
                               [&](const Dict::Entry &entry) { return anyText(entry.second, found); });
}

bool isOff(const Written &written)
{
    return written.value.isNull() || (!written.value.isString() && !written.value.isTrue());
}

} // namespace

Fences::Fences(PlayState &play)
    : m_play(play)
{
    m_isNowhere = play.play.strategy.endsWith("free"_L1);
    const auto fatal = play.play.keywords.constFind(Keyword::AnyErrorsFatal);
    m_isEverywhere = !m_isNowhere && (!play.play.maxFailPercentage.value.isNull() ||
                                      (fatal != play.play.keywords.constEnd() && !isOff(*fatal)));
    findNames();
    m_handlers = play.handlers.size();
    add(play.items, {}, 0);
}

const Position *Fences::lastUpTo(const Position &position) const
{
    auto after = m_positions.upper_bound(position);
    return after == m_positions.begin() ? nullptr : &*--after;
}

void Fences::add(const std::vector<BlockItem> &items, const Position &where, int section)
{
    Position position = where;
    position.push_back(section);
    position.push_back(0);
    for (std::size_t i = 0; i < items.size(); ++i) {
        position.back() = static_cast<int>(i);
        if (const auto *block = std::get_if<std::shared_ptr<const Block>>(&items[i])) {
            add(**block, position);
            continue;
        }
        const Task &task = *std::get<std::shared_ptr<const Task>>(items[i]);
        if (isFence(task))
            m_positions.insert(position);
        if (task.module && task.module->name == "meta"_L1 &&
            task.args.value(u"_raw_params"_s) == Value(u"flush_handlers"_s)) {
            m_flushes.push_back(position);
            addHandlers(position, 0);
        }
    }
}

void Fences::add(const Block &block, const Position &where)
{
    add(block.tasks, where, 0);
    add(block.rescue, where, 1);
    add(block.always, where, 2);
}

void Fences::addHandlers(const Position &flush, std::size_t from)
{
    Position position = flush;
    position.push_back(0);
    for (std::size_t i = from; i < m_handlers; ++i) {
        position.back() = static_cast<int>(i);
        if (isFence(*m_play.handlers[i]))
            m_positions.insert(position);
    }
}

void Fences::add(const IncludeInstance &instance, Position position)
{
    position.push_back(instance.item);
    position.push_back(instance.number);
    if (instance.block)
        add(*instance.block, position);
    if (instance.role) {
        position.push_back(0);
        for (const RoleInvocation *role : instance.role->inOrder()) {
            ++position.back();
            if (role->tasks)
                add(*role->tasks, position);
        }
    }
    const std::size_t before = std::exchange(m_handlers, m_play.handlers.size());
    for (const Position &flush : m_flushes)
        addHandlers(flush, before);
}

bool Fences::isFence(const Task &task)
{
    if (m_isNowhere)
        return false;
    const auto known = m_known.constFind(&task);
    if (known != m_known.constEnd())
        return *known;
    return *m_known.insert(&task, looksAtOthers(task));
}

bool Fences::looksAtOthers(const Task &task)
{
    static const QSet<QString> modules{u"add_host"_s, u"group_by"_s, u"pause"_s, u"fetch"_s};
    static const QSet<QString> metas{u"end_play"_s, u"end_batch"_s, u"clear_host_errors"_s, u"clear_facts"_s,
                                     u"refresh_inventory"_s};
    const QString module = task.module ? task.module->name : QString();
    if (modules.contains(module) || task.isLocalAction)
        return true;
    if (module == "meta"_L1 && metas.contains(task.args.value(u"_raw_params"_s, QString()).toText()))
        return true;
    for (const Keyword keyword : {Keyword::RunOnce, Keyword::AnyErrorsFatal, Keyword::DelegateTo}) {
        const Written *written = task.find(keyword);
        if (written && !isOff(*written))
            return true;
    }
    if (isTold(Value(task.args)) || isTold(task.name) || isTold(Value(task.vars)))
        return true;
    if (task.loop && isTold(task.loop->value))
        return true;
    const TaskInfo &info = m_play.info(task);
    for (const QList<Written> &all :
         {info.when, info.environment, task.until, task.changedWhen, task.failedWhen, task.notify}) {
        for (const Written &written : all) {
            if (isTold(written.value))
                return true;
        }
    }
    for (const Written &written : task.keywords) {
        if (isTold(written.value))
            return true;
    }
    return std::ranges::any_of(info.vars, [this](const Dict &vars) { return isTold(Value(vars)); }) ||
           (module == "template"_L1 && isTemplateTold(task));
}

bool Fences::isTold(const Value &value) const
{
    return anyText(value, [this](const QString &text) { return isTold(text); });
}

bool Fences::isTold(const QString &text) const
{
    return anyWord(text, [this](QStringView word) { return m_names.contains(word.toString()); });
}

bool Fences::isTemplateTold(const Task &task) const
{
    const QString src = task.args.value(u"src"_s, QString()).toText();
    QStringList files;
    const TaskScope scope(m_play.run, m_play, task, QString(), nullptr);
    for (const QString &folder : scope.searchPath(u"templates"_s)) {
        if (!Templar::isTemplate(src)) {
            files.append(QDir(folder).absoluteFilePath(src));
        } else if (folder.endsWith("/templates"_L1)) {
            // The name is not known yet: any of them.
            const QDir dir(folder);
            for (const QString &name : dir.entryList(QDir::Files))
                files.append(dir.filePath(name));
        }
    }
    return std::ranges::any_of(files, [this](const QString &path) {
        QFile file(path);
        return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
               isTold(QString::fromUtf8(file.read(1'000'000)));
    });
}

void Fences::findNames()
{
    m_names = {u"hostvars"_s, u"ansible_play_hosts"_s, u"ansible_play_batch"_s, u"play_hosts"_s};
    // Variables that are templates may lead there, by way of others.
    QList<std::pair<QString, Value>> templates;
    const auto add = [&templates](const Dict &dict) {
        for (const auto &[name, value] : dict) {
            if (Templar::isTemplate(value))
                templates.append({name, value});
        }
    };
    const RunState &run = m_play.run;
    add(run.variables.extraVars());
    add(m_play.vars);
    add(m_play.roleVars);
    add(m_play.roleDefaults);
    for (const QString &host : std::as_const(m_play.allHosts)) {
        for (const Dict &layer : run.variables.layersOf(host))
            add(layer);
        for (const Dict &layer : m_play.varsFiles(host))
            add(layer);
    }
    bool grows = true;
    while (grows) {
        grows = false;
        for (const auto &[name, value] : std::as_const(templates)) {
            if (!m_names.contains(name) && isTold(value)) {
                m_names.insert(name);
                grows = true;
            }
        }
    }
}

} // namespace skybro::playbook
