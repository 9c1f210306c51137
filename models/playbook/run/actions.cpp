#include "models/playbook/run/actions.h"

#include "models/playbook/run/includevars.h"
#include "models/playbook/run/runstate.h"

#include <QElapsedTimer>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// An action without a wait.
class AtOnce : public ModuleRun
{
public:
    explicit AtOnce(TaskResult result)
        : m_result(std::move(result))
    {
    }
    Step next(const std::optional<Output> & /*last*/) override { return m_result; }

private:
    TaskResult m_result;
};

TaskResult addHost(const ModuleCall &call, const TaskScope &scope)
{
    QString name = call.args.value(u"name"_s).toText();
    Dict vars;
    for (const auto &[key, value] : call.args) {
        if (key != "name"_L1 && key != "groups"_L1)
            vars.insert(key, value);
    }
    if (const qsizetype colon = name.lastIndexOf(u':'); colon > 0 && name.count(u':') == 1) {
        bool isPort = false;
        const int port = name.mid(colon + 1).toInt(&isPort);
        if (isPort) {
            vars.insert(u"ansible_ssh_port"_s, port);
            name.truncate(colon);
        }
    }
    QStringList groups;
    for (const QString &group : call.args.value(u"groups"_s).toTexts()) {
        if (!groups.contains(group.trimmed()))
            groups.append(group.trimmed());
    }
    TaskResult result;
    result.fields.insert(u"add_host"_s,
                         Dict{{u"host_name"_s, name}, {u"groups"_s, groups}, {u"host_vars"_s, vars}});
    const Inventory &known = scope.run().variables.inventory();
    result.changed = !known.hasHost(name);
    for (const QString &group : groups)
        result.changed =
            result.changed || !known.hasGroup(group) || !known.group(group)->hosts.contains(name);
    for (const auto &[key, value] : vars) {
        const Value *before = known.hasHost(name) ? known.host(name)->vars.find(key) : nullptr;
        result.changed = result.changed || !before || !(*before == value);
    }
    if (!result.changed)
        return result;
    Inventory &inventory = scope.run().variables.changeInventory();
    inventory.addHost(name);
    for (const QString &group : groups) {
        inventory.addGroup(group);
        inventory.addHost(name, group);
    }
    for (const auto &[key, value] : vars)
        inventory.setHostVar(name, key, value);
    inventory.reconcile();
    return result;
}

TaskResult groupBy(const ModuleCall &call, const TaskScope &scope)
{
    const auto named = [](QString name) { return name.replace(u' ', u'-'); };
    const QString group = named(call.args.value(u"key"_s).toText());
    QStringList parents;
    for (const QString &parent : call.args.value(u"parents"_s).toTexts())
        parents.append(named(parent));
    TaskResult result;
    result.fields = {{u"add_group"_s, group}, {u"parent_groups"_s, parents}};
    const Inventory &known = scope.run().variables.inventory();
    result.changed = !known.hasGroup(group) || !known.hostsOf(group).contains(scope.hostName());
    for (const QString &parent : std::as_const(parents))
        result.changed = result.changed || !known.hasGroup(parent);
    if (!result.changed)
        return result;
    Inventory &inventory = scope.run().variables.changeInventory();
    inventory.addGroup(group);
    for (const QString &parent : std::as_const(parents)) {
        inventory.addGroup(parent);
        if (!inventory.group(parent)->children.contains(group)) {
            if (const auto added = inventory.addChild(parent, group); !added)
                return TaskResult::failure(added.error().text);
        }
    }
    inventory.addHost(scope.hostName(), group);
    inventory.reconcile();
    return result;
}

/// Nobody sits at a terminal: a prompt is shown, and answered by nobody.
class PauseRun : public ModuleRun
{
public:
    PauseRun(const ModuleCall &call, const TaskScope &scope)
        : m_call(call)
        , m_scope(scope)
    {
    }

    Step next(const std::optional<Output> & /*last*/) override
    {
        if (m_clock.isValid())
            return ended();
        m_clock.start();
        m_start = QDateTime::currentDateTime();
        const Value seconds = m_call.args.value(u"seconds"_s);
        const Value minutes = m_call.args.value(u"minutes"_s);
        const Value &given = minutes.isNull() ? seconds : minutes;
        const auto number = given.isNull() ? std::optional(0.0) : given.toDouble();
        if (!number)
            return TaskResult::failure(
                u"non-integer value given for prompt duration:\n%1"_s.arg(given.toText()));
        if (const Value prompt = m_call.args.value(u"prompt"_s); !prompt.isNull())
            m_scope.run().events.notice(prompt.toText(), m_scope.hostName(), m_scope.task()->mark);
        const double wanted = *number * (minutes.isNull() ? 1 : 60);
        m_call.args.insert(u"seconds"_s, static_cast<qint64>(wanted));
        return Pause{.time = std::chrono::milliseconds(static_cast<qint64>(std::max(0.0, wanted) * 1000))};
    }

private:
    TaskResult ended() const
    {
        const qint64 passed = m_clock.elapsed() / 1000;
        const auto time = [](const QDateTime &at) { return at.toString(u"yyyy-MM-dd hh:mm:ss.zzz000"_s); };
        TaskResult result;
        result.fields = {{u"start"_s, time(m_start)},
                         {u"stop"_s, time(QDateTime::currentDateTime())},
                         {u"delta"_s, passed},
                         {u"rc"_s, 0},
                         {u"stdout"_s, u"Paused for %1.0 seconds"_s.arg(passed)},
                         {u"stderr"_s, QString()},
                         {u"user_input"_s, QString()},
                         {u"echo"_s, m_call.args.value(u"echo"_s)}};
        return result;
    }

    ModuleCall m_call;
    const TaskScope &m_scope;
    QElapsedTimer m_clock;
    QDateTime m_start;
};

} // namespace

std::unique_ptr<ModuleRun> startAction(const ModuleCall &call, const TaskScope &scope)
{
    if (call.module == "pause"_L1)
        return std::make_unique<PauseRun>(call, scope);
    if (call.module == "add_host"_L1)
        return std::make_unique<AtOnce>(addHost(call, scope));
    if (call.module == "group_by"_L1)
        return std::make_unique<AtOnce>(groupBy(call, scope));
    if (call.module == "include_vars"_L1)
        return std::make_unique<AtOnce>(includeVars(call, scope));
    return std::make_unique<AtOnce>(
        TaskResult::failure(u"the action '%1' can not be run here"_s.arg(call.module)));
}

} // namespace skybro::playbook
