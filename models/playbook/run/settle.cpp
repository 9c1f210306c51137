#include "models/playbook/inventory/sources.h"
#include "models/playbook/run/batchrun.h"
#include "models/playbook/run/conditions.h"
#include "models/playbook/run/runstate.h"

#include <algorithm>

// What the end of a task means for its host and for the others.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Value toValue(const Task &task)
{
    return Dict{{u"name"_s, task.name}, {u"action"_s, task.action}, {u"args"_s, Value(task.args).toUnsafe()}};
}

bool isInclude(const Task &task)
{
    return task.module && (task.module->name == "include_tasks"_L1 || task.module->name == "include_role"_L1);
}

} // namespace

void BatchRun::complete(Host &host)
{
    const std::unique_ptr<TaskRun> run = std::move(host.run);
    const Task &task = *host.cursor.task();
    const Position at = host.cursor.position();
    TaskOutcome &outcome = run->outcome();
    --m_running;
    if (--m_busy[&task] == 0)
        m_busy.remove(&task);
    host.isEnded = false;

    const bool isOnce = m_fences.isFence(task) && isRunOnce(host);
    const bool isRound = m_fences.isEverywhere() || m_fences.isFence(task);
    const Position slowest = *m_positions.begin();
    if (isRound) {
        const bool isFatal = isOnce || (task.find(Keyword::AnyErrorsFatal) &&
                                        flag(Keyword::AnyErrorsFatal, scopeOf(host)).value_or(false));
        if (isFatal && !flag(Keyword::IgnoreErrors, scopeOf(host)).value_or(false))
            m_round.isFatal = true;
        m_round.hasResults = true;
    }
    if (isInclude(task) && outcome.outcome != Outcome::Failed)
        include(host, outcome);
    report(host, outcome);
    settle(host, outcome);
    if (isOnce)
        settleOnce(host, at, outcome);
    if (outcome.outcome == Outcome::Unreachable)
        leave(host);
    else
        move(host);
    if (isRound && outcome.outcome == Outcome::Failed && host.cursor.isFailed())
        m_round.failed.insert(host.name);
    if (isRound && (m_positions.empty() || *m_positions.begin() > at))
        concludeRound();
    // Those that waited for the slowest one, or for room.
    if (m_positions.empty() || slowest != *m_positions.begin() || m_running + 1 >= m_run.options.forks ||
        task.find(Keyword::Throttle))
        queueAll();
}

void BatchRun::settleOnce(const Host &host, const Position &at, const TaskOutcome &outcome)
{
    const Task &task = *host.cursor.task();
    const bool isKeyword = task.find(Keyword::RunOnce);
    if (isKeyword && !task.registerAs.isEmpty()) {
        for (const QString &name : hostsLeft())
            m_run.variables.set(name, task.registerAs, outcome.result);
    }
    followers(host, at, [&](Host &other) {
        if (isKeyword && outcome.outcome == Outcome::Failed)
            other.cursor.fail();
        move(other);
    });
}

void BatchRun::report(const Host &host, const TaskOutcome &outcome)
{
    const Task &task = *host.cursor.task();
    RunEvent event;
    event.kind = RunEvent::Kind::HostFinished;
    event.play = m_play.number;
    event.task = m_play.columns.at(host.cursor.position());
    event.host = host.name;
    event.action = task.action;
    event.mark = task.mark;
    event.isHandler = task.isHandler;
    event.outcome = outcome.outcome;
    event.duration = outcome.duration;
    event.result = outcome.isSecret ? censored(outcome.result.dict()) : outcome.result;
    if (!outcome.items.isEmpty()) {
        event.isCheck = outcome.items.first().isCheck;
        event.delegatedTo = outcome.items.first().delegatedTo;
        if (!outcome.isLoop && !outcome.isSecret)
            event.diffs = outcome.items.first().diffs;
    }
    m_run.events.add(std::move(event));
}

void BatchRun::settle(Host &host, TaskOutcome &outcome)
{
    const Task &task = *host.cursor.task();
    HostStats &stats = m_run.recap[host.name];
    bool hasRun = true;
    switch (outcome.outcome) {
    case Outcome::Failed:
        settleFailure(host, outcome);
        break;
    case Outcome::Unreachable:
        ++stats.unreachable;
        m_run.unreachableHosts.insert(host.name);
        m_play.removed.insert(host.name);
        m_round.unreachable.insert(host.name);
        hasRun = false;
        break;
    case Outcome::Skipped:
        ++stats.skipped;
        hasRun = false;
        break;
    case Outcome::Ignored:
        ++stats.ok;
        ++stats.ignored;
        if (outcome.isChanged)
            ++stats.changed;
        break;
    case Outcome::Ok:
    case Outcome::Changed:
        settleSuccess(host, outcome);
        break;
    }
    if (!task.registerAs.isEmpty())
        m_run.variables.set(host.name, task.registerAs, outcome.result);
    if (hasRun) {
        if (const RoleInvocation *role = m_play.info(task).role)
            host.rolesBegun.insert(role->identity);
    }
}

void BatchRun::settleFailure(Host &host, const TaskOutcome &outcome)
{
    const Task &task = *host.cursor.task();
    HostStats &stats = m_run.recap[host.name];
    if (!host.cursor.isRescuing()) {
        ++stats.failed;
        host.cursor.fail();
        m_play.removed.insert(host.name);
        return;
    }
    ++stats.rescued;
    m_run.variables.set(host.name, u"ansible_failed_task"_s, toValue(task));
    m_run.variables.set(host.name, u"ansible_failed_result"_s, outcome.result);
    RunEvent event;
    event.kind = RunEvent::Kind::Rescued;
    event.play = m_play.number;
    event.task = m_play.columns.at(host.cursor.position());
    event.host = host.name;
    m_run.events.add(std::move(event));
    host.cursor.fail();
}

void BatchRun::settleSuccess(Host &host, TaskOutcome &outcome)
{
    const Task &task = *host.cursor.task();
    HostStats &stats = m_run.recap[host.name];
    for (const ItemResult &item : std::as_const(outcome.items)) {
        if (outcome.isChanged) {
            for (const QString &name : item.notified)
                notify(host, name);
        }
        if (item.fields.contains(u"ansible_facts"_s) && task.module->name != "debug"_L1)
            takeFacts(host, item);
    }
    if (isInclude(task))
        return;
    ++stats.ok;
    if (outcome.isChanged)
        ++stats.changed;
}

void BatchRun::takeFacts(const Host &host, const ItemResult &item)
{
    const Task &task = *host.cursor.task();
    const Dict facts = item.fields.value(u"ansible_facts"_s).dict();
    QStringList owners{host.name};
    if (!item.delegatedTo.isEmpty() && item.delegatesFacts)
        owners = {item.delegatedTo};
    else if (task.find(Keyword::RunOnce) && isRunOnce(host))
        owners = hostsLeft();
    const bool isSet = task.module->name == "set_fact"_L1;
    for (const QString &owner : std::as_const(owners)) {
        if (task.module->name == "include_vars"_L1) {
            m_run.variables.include(owner, facts);
            continue;
        }
        if (!isSet || item.fields.value(u"_ansible_facts_cacheable"_s).isTrue())
            m_run.variables.addFacts(owner, facts);
        if (!isSet)
            continue;
        for (const auto &[name, value] : facts)
            m_run.variables.set(owner, name, value);
    }
}

QString BatchRun::handlerName(const Task &handler)
{
    if (const auto known = m_handlerNames.constFind(&handler); known != m_handlerNames.constEnd())
        return *known;
    if (!Templar::isTemplate(handler.name))
        return handler.name;
    const TaskScope scope(m_run, m_play, handler, QString(), nullptr);
    const auto name = m_run.templar.expand(handler.name, scope);
    // It may be defined later.
    return name ? *m_handlerNames.insert(&handler, name->toText()) : QString();
}

void BatchRun::notify(Host &host, const QString &name)
{
    bool isFound = false;
    const Position &at = host.cursor.position();
    for (auto it = m_play.handlers.rbegin(); it != m_play.handlers.rend(); ++it) {
        const Task &handler = **it;
        if (!m_play.isKnown(handler, at))
            continue;
        const QString own = handlerName(handler);
        if (own.isEmpty() || (own != name && (!handler.role || handler.role->name + u" : "_s + own != name)))
            continue;
        host.cursor.notified.insert(&handler);
        isFound = true;
        break;
    }
    for (const Task *handler : m_play.handlers) {
        if (!m_play.isKnown(*handler, at))
            continue;
        const TaskScope scope(m_run, m_play, *handler, QString(), nullptr);
        const bool listens = std::ranges::any_of(handler->listen, [&](const QString &topic) {
            if (!Templar::isTemplate(topic))
                return topic == name;
            const auto text = m_run.templar.expand(topic, scope);
            return text && text->toText() == name;
        });
        if (listens) {
            host.cursor.notified.insert(handler);
            isFound = true;
        }
    }
    if (!isFound && !m_error)
        m_error = makeError(
            ErrorKind::Invalid,
            u"The requested handler '%1' was not found in either the main handlers list nor in the listening handlers list"_s
                .arg(name));
}

void BatchRun::include(Host &host, TaskOutcome &outcome)
{
    std::vector<std::shared_ptr<const IncludeInstance>> instances;
    for (ItemResult &item : outcome.items) {
        if (!item.include || item.isFailed || item.isSkipped)
            continue;
        bool isNew = false;
        const auto instance = m_play.includes.load(*item.include, isNew);
        if (!instance) {
            item.setFailure(instance.error().text);
            outcome.outcome = Outcome::Failed;
            outcome.result = item.fields;
            return;
        }
        instances.push_back(*instance);
        if (!item.include->isRole)
            ++m_run.recap[host.name].ok;
        if (!isNew)
            continue;
        if ((*instance)->role)
            m_play.add(*(*instance)->role, item.include->isPublic, host.cursor.position());
        if ((*instance)->block) {
            for (const auto &role : (*instance)->block->imported)
                m_play.add(*role, true, host.cursor.position());
        }
        m_fences.add(**instance, host.cursor.position());
    }
    host.cursor.enter(instances);
}

void BatchRun::meta(Host &host)
{
    const Task &task = *host.cursor.task();
    const Position at = host.cursor.position();
    const bool isOnce = isRunOnce(host);
    const Position slowest = *m_positions.begin();
    const QString action = task.args.value(u"_raw_params"_s, QString()).toText();
    const auto holds = allHold(m_play.info(task).when, scopeOf(host));
    if (!holds && !m_error)
        m_error = holds.error();
    if (holds.value_or(false))
        carryOut(action, host);
    if (isOnce)
        followers(host, at, [this](Host &other) { move(other); });
    if (host.isActive)
        move(host);
    if (m_positions.empty() || slowest != *m_positions.begin())
        queueAll();
}

void BatchRun::carryOut(const QString &action, Host &host)
{
    if (action == "flush_handlers"_L1) {
        if (!host.cursor.isInHandlers())
            host.cursor.flush();
    } else if (action == "end_host"_L1) {
        m_play.removed.insert(host.name);
        leave(host);
    } else if (action == "end_play"_L1 || action == "end_batch"_L1) {
        m_endsPlay = m_endsPlay || action == "end_play"_L1;
        for (const auto &other : m_hosts)
            leave(*other);
    } else if (action == "clear_facts"_L1) {
        for (const QString &name : std::as_const(m_play.batch))
            m_run.variables.clearFacts(name);
    } else if (action == "clear_host_errors"_L1) {
        for (const auto &other : m_hosts) {
            m_failed.remove(other->name);
            m_run.unreachableHosts.remove(other->name);
            m_play.removed.remove(other->name);
            other->cursor.clearErrors();
        }
        for (const QString &name : std::as_const(m_play.batch)) {
            m_run.failedHosts.remove(name);
            m_run.unreachableHosts.remove(name);
        }
    } else if (action == "reset_connection"_L1) {
        m_run.links.reset(host.name);
    } else if (action == "refresh_inventory"_L1) {
        if (const auto refreshed = m_run.refreshInventory(); !refreshed)
            m_error = refreshed.error();
    } else if (action != "noop"_L1) {
        m_error = makeError(ErrorKind::Invalid, u"invalid meta action requested: %1"_s.arg(action));
    }
}

} // namespace skybro::playbook
