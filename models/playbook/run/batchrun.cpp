#include "models/playbook/run/batchrun.h"

#include "models/playbook/run/conditions.h"
#include "models/playbook/run/runstate.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>

// Who may go: queue, fences, forks. What a task's end means is in settle.cpp.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// After this many milliseconds of work the event loop gets its turn: answers of hosts, the end of the run.
constexpr int slice = 20;

const RoleInvocation *roleOf(const Block &block)
{
    if (!block.parent || block.parent->kind != Element::Kind::Role)
        return nullptr;
    const auto &role = static_cast<const RoleInvocation &>(*block.parent);
    return role.tasks.get() == &block ? &role : nullptr;
}

} // namespace

BatchRun::Host::Host(QString hostName, const std::vector<BlockItem> &items, Cursor::Rules rules)
    : name(std::move(hostName))
    , cursor(items, std::move(rules))
{
}

BatchRun::BatchRun(PlayState &play, Fences &fences, std::function<void()> ended)
    : m_play(play)
    , m_run(play.run)
    , m_fences(fences)
    , m_ended(std::move(ended))
{
    m_wake.setSingleShot(true);
    m_wake.callOnTimeout([this] { work(); });
}

BatchRun::~BatchRun() = default;

std::unique_ptr<BatchRun::Host> BatchRun::makeHost(const QString &name)
{
    auto host = std::make_unique<Host>(name, m_play.items, Cursor::Rules{});
    Host *self = host.get();
    host->cursor = Cursor(
        m_play.items,
        {.isWanted =
             [this, self](const Task &task) {
                 return task.isHandler || self->cursor.isInHandlers() || m_play.isWanted(task);
             },
         .isDone =
             [self](const Block &block) {
                 const RoleInvocation *role = roleOf(block);
                 return role && !role->allowDuplicates && self->rolesDone.contains(role->identity);
             },
         .ended =
             [self](const Block &block) {
                 const RoleInvocation *role = roleOf(block);
                 if (role && self->rolesBegun.contains(role->identity))
                     self->rolesDone.insert(role->identity);
             },
         .nextHandler =
             [this](const QSet<const Task *> &notified, int from) {
                 for (std::size_t i = static_cast<std::size_t>(from); i < m_play.handlers.size(); ++i) {
                     if (notified.contains(m_play.handlers[i]))
                         return static_cast<int>(i);
                 }
                 return -1;
             }});
    host->cursor.handler = [this](int index) { return m_play.handlers[static_cast<std::size_t>(index)]; };
    return host;
}

void BatchRun::start()
{
    for (const QString &name : std::as_const(m_play.batch)) {
        if (m_run.failedHosts.contains(name) || m_run.unreachableHosts.contains(name)) {
            m_play.removed.insert(name);
            continue;
        }
        m_hosts.push_back(makeHost(name));
        m_hosts.back()->index = m_hosts.size();
    }
    if (!m_run.hasStarted)
        findStart();
    for (const auto &host : m_hosts) {
        host->cursor.advance();
        host->isActive = host->cursor.task() != nullptr;
        if (host->isActive) {
            m_positions.insert(host->cursor.position());
            queue(*host);
        }
    }
    m_wake.start(0);
}

void BatchRun::findStart()
{
    const QString &wanted = m_run.options.startAtTask;
    const auto pattern = QRegularExpression::fromWildcard(wanted);
    const auto isIt = [&](const Task &task) {
        return task.name == wanted || task.title() == wanted ||
               (!task.name.isEmpty() && pattern.match(task.name).hasMatch()) ||
               pattern.match(task.title()).hasMatch();
    };
    for (const auto &host : m_hosts) {
        Cursor ahead = host->cursor;
        Cursor before = ahead;
        ahead.advance();
        const Task *first = ahead.task();
        while (ahead.task() && !isIt(*ahead.task())) {
            before = ahead;
            ahead.advance();
        }
        if (!ahead.task()) {
            host->cursor.end();
            continue;
        }
        m_run.hasStarted = true;
        // Facts are gathered wherever it starts.
        if (first != ahead.task() && first->action == "gather_facts"_L1 && first->parent == &m_play.play)
            host->jump = before;
        else
            host->cursor = before;
    }
}

void BatchRun::stopAfterTask()
{
    m_isStopping = true;
    m_wake.start(0);
}

void BatchRun::queue(Host &host)
{
    if (host.isQueued)
        return;
    host.isQueued = true;
    m_queue.push_back(&host);
}

void BatchRun::queueAll()
{
    if (!std::exchange(m_hasWaiting, false))
        return;
    for (const auto &host : m_hosts) {
        if (host->isActive && !host->run)
            queue(*host);
    }
    // Where all begin together they begin in their order, as Ansible's hosts do.
    std::ranges::stable_sort(m_queue, {}, &Host::index);
}

void BatchRun::work()
{
    QElapsedTimer clock;
    clock.start();
    while (!m_queue.empty() && !m_run.isStopping && !m_error) {
        if (clock.elapsed() > slice) {
            m_wake.start(0);
            return;
        }
        Host &host = *m_queue.front();
        m_queue.pop_front();
        host.isQueued = false;
        serve(host);
    }
    endIfIdle();
}

void BatchRun::serve(Host &host)
{
    if (host.run) {
        if (host.isEnded)
            complete(host);
        return;
    }
    if (!host.isActive || m_isStopping)
        return;
    if (mayGo(host))
        begin(host);
    else
        m_hasWaiting = true;
}

bool BatchRun::mayGo(const Host &host)
{
    // It is queued again when somebody ends.
    if (m_running >= m_run.options.forks)
        return false;
    const Position &own = host.cursor.position();
    const Position &slowest = *m_positions.begin();
    const Position *fence = m_fences.isEverywhere() ? &own : m_fences.lastUpTo(own);
    if (fence) {
        const bool isHere = *fence == own;
        if (isHere ? slowest < own : slowest <= *fence)
            return false;
        if (isHere && isRunOnce(host)) {
            // The first of those that stand here does it for all.
            const auto first = std::ranges::find_if(m_hosts, [&own](const auto &other) {
                return other->isActive && other->cursor.position() == own;
            });
            if (first->get() != &host)
                return false;
        }
    }
    const Written *throttle = host.cursor.task()->find(Keyword::Throttle);
    if (!throttle)
        return true;
    const auto limit = m_run.templar.expand(throttle->value, scopeOf(host));
    const qint64 most = limit ? limit->toInt().value_or(0) : 0;
    return most <= 0 || m_busy.value(host.cursor.task()) < most;
}

bool BatchRun::isRunOnce(const Host &host) const
{
    const Task &task = *host.cursor.task();
    const QString module = task.module ? task.module->name : QString();
    if (module == "add_host"_L1 || module == "pause"_L1)
        return true;
    if (module == "meta"_L1) {
        static const QSet<QString> forEach{u"noop"_s, u"reset_connection"_s, u"end_host"_s,
                                           u"flush_handlers"_s};
        return !forEach.contains(task.args.value(u"_raw_params"_s, QString()).toText());
    }
    return task.find(Keyword::RunOnce) && flag(Keyword::RunOnce, scopeOf(host)).value_or(false);
}

TaskScope BatchRun::scopeOf(const Host &host) const
{
    return {m_run, m_play, *host.cursor.task(), host.name, host.cursor.include()};
}

RunEvent BatchRun::announced(const Host &host)
{
    const Task &task = *host.cursor.task();
    const Position &position = host.cursor.position();
    const auto [known, isNew] = m_play.columns.try_emplace(position, m_run.tasks);
    RunEvent event;
    event.play = m_play.number;
    event.task = known->second;
    event.action = task.action;
    event.mark = task.mark;
    event.isHandler = task.isHandler;
    event.text = task.title();
    // Ansible names the role that is included, not the one that includes.
    if (task.module && task.module->name == "include_role"_L1)
        event.text = task.name.isEmpty()
                         ? task.action + u" : "_s + task.args.value(u"name"_s, QString()).toText()
                         : task.name;
    if (isNew) {
        ++m_run.tasks;
        // As Ansible: the first host's variables give the title its name.
        const auto title = m_run.templar.expand(event.text, scopeOf(host));
        event.text = title ? title->toText() : event.text;
        event.kind = RunEvent::Kind::TaskStarted;
        m_run.events.add(event);
    }
    return event;
}

void BatchRun::begin(Host &host)
{
    const Task &task = *host.cursor.task();
    if (task.module && task.module->name == "meta"_L1) {
        meta(host);
        return;
    }
    RunEvent event = announced(host);
    event.host = host.name;
    event.kind = RunEvent::Kind::HostStarted;
    m_run.events.add(event);
    const QString missing = m_play.varsFilesError(host.name);
    host.isEnded = false;
    host.run = std::make_unique<TaskRun>(
        scopeOf(host), event,
        missing.isEmpty() ? std::nullopt : std::optional(makeError(ErrorKind::Invalid, missing)),
        [this, self = &host] {
            self->isEnded = true;
            queue(*self);
            m_wake.start(0);
        });
    ++m_running;
    ++m_busy[&task];
    if (host.run->start())
        complete(host);
}

void BatchRun::move(Host &host)
{
    m_positions.erase(m_positions.find(host.cursor.position()));
    if (host.jump && !host.cursor.isFailed())
        host.cursor = std::move(*std::exchange(host.jump, std::nullopt));
    host.cursor.advance();
    host.isActive = host.cursor.task() != nullptr;
    if (host.isActive) {
        m_positions.insert(host.cursor.position());
        queue(host);
    } else if (host.cursor.isFailed()) {
        m_failed.insert(host.name);
        m_play.removed.insert(host.name);
    }
}

void BatchRun::leave(Host &host)
{
    if (!host.isActive)
        return;
    m_positions.erase(m_positions.find(host.cursor.position()));
    host.isActive = false;
    host.cursor.end();
}

void BatchRun::followers(const Host &leader, const Position &at, const std::function<void(Host &)> &each)
{
    for (const auto &host : m_hosts) {
        if (host.get() != &leader && host->isActive && host->cursor.position() == at)
            each(*host);
    }
}

QStringList BatchRun::hostsLeft() const
{
    QStringList left;
    for (const QString &name : std::as_const(m_play.batch)) {
        if (!m_run.unreachableHosts.contains(name))
            left.append(name);
    }
    return left;
}

void BatchRun::concludeRound()
{
    const Round round = std::exchange(m_round, {});
    if (round.isFatal && (!round.failed.isEmpty() || !round.unreachable.isEmpty())) {
        QSet<QString> rescuing;
        for (const auto &host : m_hosts) {
            if (host->isActive && host->cursor.isInRescueOrAlways())
                rescuing.insert(host->name);
        }
        // Where a rescue or always is under way it comes to its end.
        for (const QString &name : hostsLeft()) {
            if (rescuing.contains(name))
                continue;
            m_failed.insert(name);
            m_breaksRun = true;
        }
    }
    const Value &most = m_play.play.maxFailPercentage.value;
    if (!most.isNull() && round.hasResults && !m_play.batch.isEmpty()) {
        const auto percent = m_run.templar.expand(most, TaskScope(m_run, QString()));
        const double limit = percent ? percent->toDouble().value_or(100) : 100;
        if (100.0 * static_cast<double>(m_failed.size()) / static_cast<double>(m_play.batch.size()) > limit) {
            for (const auto &host : m_hosts) {
                if (round.failed.contains(host->name) || !host->isActive)
                    continue;
                m_failed.insert(host->name);
                host->cursor.fail();
                move(*host);
            }
            m_breaksRun = true;
        }
    }
    if (m_breaksRun && m_failed.size() >= hostsLeft().size()) {
        for (const auto &host : m_hosts)
            leave(*host);
    }
}

void BatchRun::endIfIdle()
{
    const bool isOver = m_error || (m_running == 0 && (m_positions.empty() || m_isStopping));
    if (m_hasEnded || !isOver || m_run.isStopping)
        return;
    m_hasEnded = true;
    m_ended();
}

} // namespace skybro::playbook
