#include "models/playbook/plays/lint.h"

#include "models/playbook/plays/ansiblenames.h"
#include "models/playbook/plays/argumentlint.h"
#include "models/playbook/plays/includes.h"
#include "models/playbook/plays/sourcefile.h"
#include "models/playbook/plays/staticscope.h"
#include "models/playbook/template/functions.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString shortName(const QString &name)
{
    static const QString prefix = u"ansible.builtin."_s;
    return name.startsWith(prefix) ? name.mid(prefix.size()) : name;
}

bool hasOwnDelimiters(const Task &task)
{
    return std::ranges::any_of(task.args, [](const Dict::Entry &entry) {
        return entry.first.endsWith(u"_start_string"_s) || entry.first.endsWith(u"_end_string"_s);
    });
}

} // namespace

Lint::Lint(Reading &reading)
    : m_reading(reading)
    , m_templates(reading)
{
    m_reading.elementRead = [this](const Element &element, const YamlNode &node) { look(element, node); };
    m_reading.variablesRead = [this](const YamlNode &root) { m_templates.checkValue(root); };
}

Lint::~Lint()
{
    m_reading.elementRead = {};
    m_reading.variablesRead = {};
}

void Lint::look(const Element &element, const YamlNode &node)
{
    if (element.kind == Element::Kind::Play)
        lookAtPlay(node);
    else if (element.kind == Element::Kind::Task)
        lookAtTask(static_cast<const Task &>(element), node);
    static const QSet<QString> conditions{u"when"_s, u"until"_s, u"changed_when"_s, u"failed_when"_s};
    static const QSet<QString> sections{u"always"_s,    u"block"_s,  u"handlers"_s, u"post_tasks"_s,
                                        u"pre_tasks"_s, u"rescue"_s, u"roles"_s,    u"tasks"_s};
    for (const auto &[key, value] : node.entries()) {
        const QString name = key.text();
        if (conditions.contains(name))
            m_templates.checkConditions(value);
        else if (!sections.contains(name))
            m_templates.checkValue(value);
        lookAtKeyword(key, value);
    }
}

/// Keywords that Ansible reads and that mean nothing here, and values of them that are not known.
void Lint::lookAtKeyword(const YamlNode &key, const YamlNode &value)
{
    static const QHash<QString, QStringList> supported{
        {u"become_method"_s, {u"sudo"_s, u"su"_s}},
        {u"connection"_s, {u"ssh"_s, u"smart"_s, u"paramiko"_s, u"paramiko_ssh"_s, u"local"_s}},
        {u"strategy"_s, {u"linear"_s, u"free"_s}},
    };
    const QString name = key.text();
    if (const auto known = supported.constFind(name); known != supported.constEnd()) {
        const bool isGiven = value.isScalar() && !value.isNull() && !Templar::isTemplate(value.value());
        if (isGiven && !known->contains(shortName(value.text())))
            m_reading.findings.addUnsupported(
                value.mark(),
                tr("%1: “%2” is not supported; %3 are.").arg(name, value.text(), known->join(u", "_s)));
    } else if (name == u"async"_s && value.value().isTrue() && value.value() != Value(u"0"_s)) {
        m_reading.findings.addUnsupported(key.mark(),
                                          tr("tasks in the background (async) are not supported."));
    } else if (name == u"become_exe"_s && !value.isNull()) {
        m_reading.findings.addUnsupported(key.mark(), tr("the keyword '%1' is not supported.").arg(name));
    } else if (name == u"debugger"_s && !value.isNull() && value.text() != u"never"_s) {
        m_reading.findings.addWarning(key.mark(), tr("there is no debugger here: failed tasks just fail."));
    } else if (name == u"module_defaults"_s) {
        for (const auto &[module, defaults] : value.entries()) {
            if (!findModule(module.text()))
                m_reading.findings.addUnsupported(
                    module.mark(), tr("module_defaults: there is no module '%1' here.").arg(module.text()));
        }
    }
}

void Lint::lookAtPlay(const YamlNode &node)
{
    static const QStringList orders{u"inventory"_s, u"sorted"_s, u"reverse_sorted"_s, u"reverse_inventory"_s,
                                    u"shuffle"_s};
    const YamlNode *order = node.find(u"order"_s);
    if (order && order->value().isString() && !Templar::isTemplate(order->value()) &&
        !orders.contains(order->text()))
        m_reading.findings.addError(
            order->mark(), tr("order: “%1” is none of %2.").arg(order->text(), orders.join(u", "_s)));
}

void Lint::lookAtTask(const Task &task, const YamlNode &node)
{
    lookAtModule(task, node);
    lookAtLoop(task);
    noteHandlers(task);
    if (!task.module)
        return;
    const QString &module = task.module->name;
    if (module == u"include_tasks"_s || module == u"include_role"_s)
        m_includes.append(&task);
    else if (module == u"template"_s || module == u"copy"_s)
        lookAtSource(task);
    else if (module == u"debug"_s && task.args.value(u"var"_s).isString())
        m_templates.checkExpression(task.args.value(u"var"_s).toText(), task.argsMark);
    const YamlNode *arguments = node.find(task.action);
    const YamlNode *that = arguments ? arguments->find(u"that"_s) : nullptr;
    if (module == u"assert"_s && that)
        m_templates.checkConditions(*that);
}

void Lint::lookAtModule(const Task &task, const YamlNode &node)
{
    const auto key = std::ranges::find_if(node.entries(), [&](const YamlNode::Entry &entry) {
        return entry.first.text() == task.action || entry.first.text() == u"action"_s ||
               entry.first.text() == u"local_action"_s;
    });
    const Mark mark = key == node.entries().end() ? task.mark : key->first.mark();
    if (!task.module) {
        const Play *play = playOf(task);
        const bool isOwn =
            (play && QFileInfo::exists(play->folder + u"/library/"_s + task.action + u".py"_s)) ||
            (task.role && QFileInfo::exists(task.role->path + u"/library/"_s + task.action + u".py"_s));
        const QString text = tr("the module '%1' is not supported.").arg(task.action);
        bool mayBeCollections = false;
        for (const Element *each = &task; each; each = each->parent)
            mayBeCollections = mayBeCollections || !each->collections.isEmpty();
        if (isOwn || mayBeCollections || isAnsibleModule(task.action))
            m_reading.findings.addUnsupported(mark, text);
        else
            m_reading.findings.addError(
                mark,
                u"couldn't resolve module/action '%1'. This often indicates a misspelling, missing collection, or incorrect module path."_s
                    .arg(task.action));
        return;
    }
    // Those of imports and of include_tasks were judged when they were read.
    static const QStringList judged{u"import_role"_s, u"import_tasks"_s, u"include_tasks"_s};
    if (!judged.contains(task.module->name))
        lintTaskArguments(task, node, m_reading);
    static const QStringList metas{
        u"flush_handlers"_s, u"noop"_s,      u"clear_facts"_s,      u"clear_host_errors"_s, u"end_play"_s,
        u"end_host"_s,       u"end_batch"_s, u"reset_connection"_s, u"refresh_inventory"_s};
    const QString meta =
        task.module->name == u"meta"_s ? task.args.value(u"_raw_params"_s).toText() : QString();
    if (!meta.isEmpty() && !metas.contains(meta) && !Templar::isTemplate(Value(meta)))
        m_reading.findings.addError(task.argsMark, u"invalid meta action requested: %1"_s.arg(meta));
}

void Lint::lookAtLoop(const Task &task)
{
    if (!task.loop)
        return;
    if (!task.loopLookup.isEmpty()) {
        if (!findLookup(task.loopLookup))
            m_reading.findings.addUnsupported(task.loop->mark,
                                              tr("the lookup '%1' is not supported").arg(task.loopLookup));
        return;
    }
    const Value &loop = task.loop->value;
    if (!loop.isList() && !Templar::isTemplate(loop))
        m_reading.findings.addError(
            task.loop->mark,
            u"Invalid data passed to 'loop', it requires a list, got this instead: %1."_s.arg(
                loop.toText().left(100)));
}

/// A file that a template or copy names is there, and a template well formed.
void Lint::lookAtSource(const Task &task)
{
    const bool isTemplate = task.module->name == u"template"_s;
    const Value source = task.args.value(u"src"_s);
    const bool isRemote = !isTemplate && task.args.value(u"remote_src"_s).toBool().value_or(false);
    if (!source.isString() || source.toText().isEmpty() || Templar::isTemplate(source) || isRemote)
        return;
    const SourceFile found = findSourceFile(source.toText(), isTemplate ? u"templates"_s : u"files"_s, task);
    if (found.path.isEmpty())
        m_reading.findings.addWarning(
            task.argsMark,
            tr("there is no file %1; searched: %2.").arg(source.toText(), found.searched.join(u", "_s)));
    else if (isTemplate && !hasOwnDelimiters(task))
        m_templates.checkFile(found.path);
}

void Lint::noteHandlers(const Task &task)
{
    OfPlay &play = m_plays[playOf(task)];
    if (task.isHandler) {
        play.handlers.insert(task.name);
        play.handlers.insert(task.title());
        for (const QString &topic : task.listen)
            play.handlers.insert(topic);
        play.isOpen = play.isOpen || Templar::isTemplate(Value(task.name));
    }
    for (const Written &name : task.notify) {
        if (name.value.isString() && !Templar::isTemplate(name.value))
            play.notified.append(name);
    }
}

void Lint::follow(const Task &include)
{
    const bool isRole = include.module->name == u"include_role"_s;
    const Value name = isRole ? include.args.value(u"name"_s, include.args.value(u"role"_s))
                              : include.args.value(u"_raw_params"_s);
    const bool isKnown = name.isString() && !Templar::isTemplate(name) &&
                         !Templar::isTemplate(include.args.value(u"tasks_from"_s));
    if (!isKnown)
        m_plays[playOf(include)].isOpen = true;
    else if (isRole)
        followRole(include, name.toText());
    else
        followTasks(include, name.toText());
}

void Lint::followTasks(const Task &include, const QString &file)
{
    const TasksFile found = tasksFileOf(file, include);
    if (found.path.isEmpty()) {
        m_reading.findings.addWarning(
            include.argsMark,
            tr("there is no file %1 to include; searched: %2.").arg(file, found.searched.join(u", "_s)));
        return;
    }
    const QString key = QStringList{found.path, QString::number(quintptr(playOf(include))),
                                    include.role ? include.role->path : QString()}
                            .join(u'\n');
    if (m_followed.contains(key))
        return;
    m_followed.insert(key);
    if (const auto block = readIncludedTasks(file, include, m_reading))
        m_kept.push_back(block);
}

void Lint::followRole(const Task &include, const QString &name)
{
    Loader::RoleOptions options = roleOptionsOf(include);
    options.name = name;
    for (const QString &from : {options.varsFrom, options.defaultsFrom, options.handlersFrom}) {
        if (Templar::isTemplate(Value(from)))
            return;
    }
    const QString key = QStringList{name,
                                    options.tasksFrom,
                                    options.varsFrom,
                                    options.defaultsFrom,
                                    options.handlersFrom,
                                    QString::number(quintptr(playOf(include)))}
                            .join(u'\n');
    if (m_followed.contains(key))
        return;
    m_followed.insert(key);
    if (const auto role = readIncludedRole(options, include, m_reading))
        m_kept.push_back(role);
}

void Lint::finish()
{
    // Following finds more of them.
    for (qsizetype i = 0; i < m_includes.size(); ++i)
        follow(*m_includes[i]);
    for (const OfPlay &play : std::as_const(m_plays)) {
        for (const Written &name : play.isOpen ? QList<Written>() : play.notified) {
            if (!play.handlers.contains(name.value.toText()))
                m_reading.findings.addWarning(
                    name.mark,
                    tr("there is no handler named or listening to “%1”.").arg(name.value.toText()));
        }
    }
}

} // namespace skybro::playbook
