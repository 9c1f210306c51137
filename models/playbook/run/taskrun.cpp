#include "models/playbook/run/taskrun.h"

#include "models/playbook/run/loopitems.h"
#include "models/playbook/run/runstate.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Fields that are Ansible's own business.
Dict withoutInternal(const Dict &fields)
{
    Dict kept;
    for (const auto &[key, value] : fields) {
        if (!key.startsWith("_ansible_"_L1))
            kept.insert(key, value);
    }
    return kept;
}

Outcome outcomeOf(const ItemResult &item)
{
    if (item.isFailed || item.isUnreachable)
        return item.isIgnored ? Outcome::Ignored : item.isFailed ? Outcome::Failed : Outcome::Unreachable;
    if (item.isSkipped)
        return Outcome::Skipped;
    return item.isChanged ? Outcome::Changed : Outcome::Ok;
}

} // namespace

TaskRun::TaskRun(TaskScope scope, RunEvent base, std::optional<Error> fault, std::function<void()> done)
    : m_scope(std::move(scope))
    , m_base(std::move(base))
    , m_done(std::move(done))
    , m_fault(std::move(fault))
{
    m_wake.setSingleShot(true);
    m_wake.callOnTimeout([this] {
        if (std::exchange(m_isPausing, false))
            beginItem();
        if (proceed())
            m_done();
    });
}

bool TaskRun::start()
{
    m_clock.start();
    if (!m_fault) {
        auto items = loopItems(m_scope);
        if (items)
            m_items = *items;
        else
            m_fault = items.error();
    }
    m_outcome.isLoop = m_items.has_value();
    if (m_items && m_items->isEmpty()) {
        m_outcome.outcome = Outcome::Skipped;
        m_outcome.result = Dict{{u"changed"_s, false},
                                {u"skipped"_s, true},
                                {u"skipped_reason"_s, u"No items in the list"_s},
                                {u"results"_s, List{}}};
        return true;
    }
    beginItem();
    return proceed();
}

Dict TaskRun::itemVars(qsizetype index) const
{
    const auto &control = m_scope.task()->loopControl;
    const List &items = *m_items;
    Dict vars{{control.loopVar, items.at(index)}, {u"ansible_loop_var"_s, control.loopVar}};
    if (!control.indexVar.isEmpty()) {
        vars.insert(control.indexVar, static_cast<qint64>(index));
        vars.insert(u"ansible_index_var"_s, control.indexVar);
    }
    if (control.extended) {
        const qint64 length = items.size();
        Dict loop{{u"allitems"_s, items},
                  {u"index"_s, index + 1},
                  {u"index0"_s, index},
                  {u"first"_s, index == 0},
                  {u"last"_s, index + 1 == length},
                  {u"length"_s, length},
                  {u"revindex"_s, length - index},
                  {u"revindex0"_s, length - index - 1}};
        if (index + 1 < length)
            loop.insert(u"nextitem"_s, items.at(index + 1));
        if (index > 0)
            loop.insert(u"previtem"_s, items.at(index - 1));
        vars.insert(u"ansible_loop"_s, loop);
    }
    return vars;
}

void TaskRun::beginItem()
{
    if (m_items)
        m_scope.locals.update(itemVars(m_index));
    m_item = std::make_unique<ItemRun>(m_scope, m_fault, [this] { m_wake.start(0); });
    m_item->retrying = [this](const ItemResult &result, qint64 left) { addRetrying(result, left); };
}

bool TaskRun::proceed()
{
    while (true) {
        if (!m_item->advance())
            return false;
        if (!m_items) {
            endSingle();
            return true;
        }
        endItem();
        if (++m_index == m_items->size()) {
            endLoop();
            return true;
        }
        if (const Value &pause = m_scope.task()->loopControl.pause.value; !pause.isNull()) {
            const auto seconds = m_scope.run().templar.expand(pause, m_scope);
            const double time = seconds ? seconds->toDouble().value_or(0) : 0;
            if (time > 0) {
                m_isPausing = true;
                m_wake.start(static_cast<int>(time * 1000));
                return false;
            }
        }
        beginItem();
    }
}

void TaskRun::addRetrying(const ItemResult &result, qint64 left)
{
    RunEvent event = m_base;
    event.kind = RunEvent::Kind::Retrying;
    event.text = u"FAILED - RETRYING: [%1]: %2 (%3 retries left)."_s.arg(m_base.host, m_base.text).arg(left);
    event.result = result.isSecret ? censored(result.fields) : Value(result.fields);
    m_scope.run().events.add(std::move(event));
}

void TaskRun::endItem()
{
    ItemResult item = std::move(m_item->result());
    // What the item registered or set is known to the next one.
    m_scope.locals = m_item->scope().locals;
    const Dict vars = itemVars(m_index);
    for (const auto &[name, value] : vars)
        item.fields.insert(name, value);
    const auto &control = m_scope.task()->loopControl;
    QString label = item.isSecret ? u"(censored due to no_log)"_s : m_items->at(m_index).toText();
    if (!item.isSecret && !control.label.value.isNull()) {
        const auto text = m_scope.run().templar.expand(control.label.value, m_scope);
        if (text)
            label = text->toText();
        else
            item.setFailure(u"Failed to template loop_control.label: %1"_s.arg(text.error().text));
    }
    if (item.include) {
        item.include->item = static_cast<int>(m_index);
        item.include->vars = vars;
    }
    RunEvent event = m_base;
    event.kind = RunEvent::Kind::ItemFinished;
    event.text = label;
    event.isCheck = item.isCheck;
    event.outcome = outcomeOf(item);
    event.delegatedTo = item.delegatedTo;
    event.result = item.isSecret ? censored(item.fields) : Value(withoutInternal(item.fields));
    if (!item.isSecret)
        event.diffs = item.diffs;
    m_scope.run().events.add(std::move(event));
    m_outcome.items.append(std::move(item));
}

void TaskRun::endLoop()
{
    m_item.reset();
    bool isSkipped = true;
    bool isFailed = false;
    bool isIgnored = false;
    bool isUnreachable = false;
    List results;
    for (const ItemResult &item : std::as_const(m_outcome.items)) {
        m_outcome.isChanged = m_outcome.isChanged || item.isChanged;
        isSkipped = isSkipped && item.isSkipped;
        isUnreachable = isUnreachable || (item.isUnreachable && !item.isIgnored);
        if (item.isFailed) {
            // One that may not fail is enough.
            isIgnored = isFailed ? isIgnored && item.isIgnored : item.isIgnored;
            isFailed = true;
        }
        m_outcome.isSecret = m_outcome.isSecret || item.isSecret;
        results.append(withoutInternal(item.fields));
    }
    Dict result{{u"results"_s, results}, {u"skipped"_s, isSkipped}, {u"changed"_s, m_outcome.isChanged}};
    result.insert(u"msg"_s, isSkipped  ? u"All items skipped"_s
                            : isFailed ? u"One or more items failed"_s
                                       : u"All items completed"_s);
    if (isFailed)
        result.insert(u"failed"_s, true);
    if (!isSkipped)
        result.insert(u"skipped"_s, false);
    if (isUnreachable)
        result.insert(u"unreachable"_s, true);
    m_outcome.result = result;
    m_outcome.outcome = isUnreachable         ? Outcome::Unreachable
                        : isFailed            ? (isIgnored ? Outcome::Ignored : Outcome::Failed)
                        : isSkipped           ? Outcome::Skipped
                        : m_outcome.isChanged ? Outcome::Changed
                                              : Outcome::Ok;
    m_outcome.duration = m_clock.elapsed();
}

void TaskRun::endSingle()
{
    ItemResult item = std::move(m_item->result());
    m_item.reset();
    m_outcome.isChanged = item.isChanged;
    m_outcome.isSecret = item.isSecret;
    m_outcome.outcome = outcomeOf(item);
    m_outcome.result = withoutInternal(item.fields);
    m_outcome.items = {std::move(item)};
    m_outcome.duration = m_clock.elapsed();
}

} // namespace skybro::playbook
