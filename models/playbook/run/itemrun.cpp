#include "models/playbook/run/itemrun.h"

#include "models/playbook/run/actions.h"
#include "models/playbook/run/conditions.h"
#include "models/playbook/run/runstate.h"
#include "models/ssh/sshfault.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// A command may take as long as it likes, unless the task says `timeout`; dead connections are found by
/// their keepalive.
constexpr std::chrono::hours endless(24);

/// Without what is to be left out.
Value withoutOmitted(const Value &value, const QString &omit)
{
    const auto isOmitted = [&omit](const Value &each) { return each.isString() && each.toText() == omit; };
    if (value.isDict()) {
        Dict kept;
        for (const auto &[key, each] : value.dict()) {
            if (!isOmitted(each))
                kept.insert(key, withoutOmitted(each, omit));
        }
        return kept;
    }
    if (value.isList()) {
        List kept;
        for (const Value &each : value.list()) {
            if (!isOmitted(each))
                kept.append(withoutOmitted(each, omit));
        }
        return kept;
    }
    return value;
}

/// As Ansible names what is missing in a task's options.
Error inOption(Error error)
{
    if (error.text.contains("is undefined"_L1) || error.text.contains("has no attribute"_L1))
        error.text =
            u"The task includes an option with an undefined variable. The error was: "_s + error.text;
    return error;
}

bool keepsTemplates(const QString &module)
{
    return module == "set_fact"_L1 || module == "include_vars"_L1;
}

} // namespace

void ItemResult::setFailure(const QString &msg)
{
    isFailed = true;
    fields.insert(u"failed"_s, true);
    fields.insert(u"msg"_s, msg);
    if (!fields.contains(u"changed"_s))
        fields.insert(u"changed"_s, false);
}

Value censored(const Dict &fields)
{
    Dict shown{
        {u"censored"_s,
         u"the output has been hidden due to the fact that 'no_log: true' was specified for this result"_s}};
    for (const QString &name :
         {u"attempts"_s, u"changed"_s, u"retries"_s, u"failed"_s, u"skipped"_s, u"unreachable"_s}) {
        if (const Value *value = fields.find(name))
            shown.insert(name, *value);
    }
    return shown;
}

ItemRun::ItemRun(TaskScope scope, std::optional<Error> loopError, std::function<void()> resume)
    : m_scope(std::move(scope))
    , m_loopError(std::move(loopError))
    , m_resume(std::move(resume))
{
    m_timer.setSingleShot(true);
}

ItemRun::~ItemRun() = default;

bool ItemRun::advance()
{
    if (!m_isBegun) {
        m_isBegun = true;
        if (begin())
            startModule();
    } else {
        m_isWaiting = false;
    }
    while (!m_isAtEnd && !m_isWaiting) {
        if (!m_module)
            startModule();
        else
            take(m_module->next(std::exchange(m_output, std::nullopt)));
    }
    if (m_isAtEnd)
        conclude();
    return m_isAtEnd;
}

void ItemRun::end(const QString &failure)
{
    m_result.setFailure(failure);
    m_isAtEnd = true;
}

bool ItemRun::begin()
{
    const auto secret = flag(Keyword::NoLog, m_scope);
    m_result.isSecret = secret.value_or(true);
    const auto holds = allHold(m_scope.info().when, m_scope);
    if (!holds) {
        end(m_loopError ? m_loopError->text : holds.error().text);
        return false;
    }
    if (!*holds) {
        m_result.isSkipped = true;
        m_result.fields = {{u"changed"_s, false},
                           {u"skipped"_s, true},
                           {u"skip_reason"_s, u"Conditional result was False"_s}};
        m_isAtEnd = true;
        return false;
    }
    if (m_loopError || !secret) {
        end(m_loopError ? m_loopError->text : secret.error().text);
        return false;
    }
    const Module *module = m_scope.task()->module;
    if (!module) {
        end(u"couldn't resolve module/action '%1'. This often indicates a misspelling, missing collection, or incorrect module path."_s
                .arg(m_scope.task()->action));
        return false;
    }
    if (module->name == "include_tasks"_L1 || module->name == "include_role"_L1) {
        request();
        m_isAtEnd = true;
        return false;
    }
    return prepare();
}

void ItemRun::request()
{
    const Task &task = *m_scope.task();
    IncludeCache::Request request;
    request.include = &task;
    request.outer = m_scope.include();
    request.isRole = task.module->name == "include_role"_L1;
    Dict written = task.args;
    written.remove(u"apply"_s);
    const auto expanded = m_scope.run().templar.expand(written, m_scope);
    if (!expanded)
        return m_result.setFailure(expanded.error().text);
    const Dict given = withoutOmitted(*expanded, m_scope.run().omit).dict();
    m_result.fields = {{u"changed"_s, false}};
    if (!request.isRole) {
        request.file = given.value(u"_raw_params"_s, given.value(u"file"_s, QString())).toText();
        if (request.file.isEmpty())
            return m_result.setFailure(u"No include file was specified to the include"_s);
        m_result.fields.insert(u"include"_s, request.file);
        m_result.include = request;
        return;
    }
    const auto text = [&given](const QString &name) { return given.value(name, u"main"_s).toText(); };
    request.role = {.name = given.value(u"name"_s, given.value(u"role"_s, QString())).toText(),
                    .tasksFrom = text(u"tasks_from"_s),
                    .varsFrom = text(u"vars_from"_s),
                    .defaultsFrom = text(u"defaults_from"_s),
                    .handlersFrom = text(u"handlers_from"_s),
                    .allowDuplicates = given.value(u"allow_duplicates"_s, true).toBool().value_or(true)};
    if (request.role.name.isEmpty())
        return m_result.setFailure(u"'name' is a required field for include_role."_s);
    request.isPublic = given.value(u"public"_s, false).toBool().value_or(false);
    m_result.fields.insert(u"include"_s, request.role.name);
    m_result.include = request;
}

Result<Dict> ItemRun::arguments()
{
    const Task &task = *m_scope.task();
    Templar &templar = m_scope.run().templar;
    Dict written = task.args;
    if (task.module->name == "set_fact"_L1) {
        Dict named;
        for (const auto &[key, value] : task.args) {
            const auto name = templar.expand(key, m_scope);
            if (!name)
                return std::unexpected(name.error());
            named.insert(name->toText(), value);
        }
        written = named;
    }
    auto expanded = templar.expand(written, m_scope);
    if (!expanded)
        return std::unexpected(inOption(expanded.error()));
    Dict args = expanded->dict();
    static const QString variable = u"_variable_params"_s;
    if (const Value *all = args.find(variable)) {
        if (!all->isDict())
            return fail(ErrorKind::Invalid, u"invalid or malformed argument: '%1'"_s.arg(all->toText()));
        Dict merged = all->dict();
        args.remove(variable);
        merged.update(args);
        args = merged;
    }
    const Dict defaults = task.defaultsOf(task.module->name);
    if (!defaults.isEmpty()) {
        const auto given = templar.expand(defaults, m_scope);
        if (!given)
            return std::unexpected(given.error());
        Dict merged = given->dict();
        merged.update(args);
        args = merged;
    }
    return withoutOmitted(args, m_scope.run().omit).dict();
}

Result<ModuleCall> ItemRun::call(Dict args)
{
    const Module &module = *m_scope.task()->module;
    static const QString raw = u"_raw_params"_s;
    // Taken out before the rest is checked: expanded text is not split into options a second time.
    Value freeForm;
    if (const Value *text = args.find(raw); text && (module.takesFreeForm || module.isAction)) {
        freeForm = *text;
        args.remove(raw);
    }
    auto call = makeCall(module, args);
    if (!call)
        return call;
    call->freeForm = freeForm.isNull() ? QString() : freeForm.toText();
    for (const Option &option : module.options) {
        if (option.isSecret)
            m_scope.run().masks().add(call->args.value(option.name));
    }
    for (const Written &written : m_scope.info().environment) {
        const auto part = m_scope.run().templar.expand(written.value, m_scope);
        if (!part)
            return std::unexpected(part.error());
        call->environment.update(withoutOmitted(*part, m_scope.run().omit).dict());
    }
    const auto check = flag(Keyword::CheckMode, m_scope, m_scope.run().options.check);
    const auto diff = flag(Keyword::Diff, m_scope, m_scope.run().options.diff);
    if (!check || !diff)
        return std::unexpected((check ? diff : check).error());
    call->check = *check;
    call->diff = *diff;
    return call;
}

bool ItemRun::prepare()
{
    const Task &task = *m_scope.task();
    auto args = arguments();
    auto made = args ? call(*args) : Result<ModuleCall>(std::unexpected(args.error()));
    if (!made) {
        end(made.error().text);
        return false;
    }
    m_call = *made;
    m_result.isCheck = m_call.check;
    m_controller = std::make_unique<HostController>(m_scope);
    m_call.controller = m_controller.get();

    auto delegate = keyword(Keyword::DelegateTo, m_scope);
    if (delegate && task.isLocalAction && delegate->isNull())
        delegate = Value(u"localhost"_s);
    const auto timeout = keyword(Keyword::Timeout, m_scope);
    const auto delegatesFacts = flag(Keyword::DelegateFacts, m_scope);
    if (!delegate || !timeout || !delegatesFacts) {
        end((!delegate ? delegate.error() : !timeout ? timeout.error() : delegatesFacts.error()).text);
        return false;
    }
    if (!delegate->isNull() && delegate->toText() != m_scope.run().omit)
        m_result.delegatedTo = delegate->toText();
    m_result.delegatesFacts = *delegatesFacts;
    m_timeout = std::chrono::seconds(timeout->toInt().value_or(0));

    if (task.module->runsOnNode) {
        const QString on = m_result.delegatedTo.isEmpty() ? m_scope.hostName() : m_result.delegatedTo;
        TaskScope connection = m_scope.forHost(on);
        auto target = linkTarget(connection);
        if (!target) {
            end(target.error().text);
            return false;
        }
        // A host that no inventory names is its address; this machine is this machine.
        if (!m_scope.run().variables.inventory().hasHost(on) &&
            (on == "127.0.0.1"_L1 || on == "::1"_L1 || on == "localhost"_L1))
            target->isLocal = true;
        m_link = &m_scope.run().links.link(*target);
    }
    if (!task.until.isEmpty()) {
        const auto retries = m_scope.run().templar.expand(task.retries.value, m_scope);
        const auto delay = m_scope.run().templar.expand(task.delay.value, m_scope);
        if (!retries || !delay) {
            end((retries ? delay : retries).error().text);
            return false;
        }
        const qint64 asked = retries->isNull() ? 3 : retries->toInt().value_or(3);
        m_tries = asked <= 0 ? 1 : asked + 1;
        const double seconds = delay->isNull() ? 5 : delay->toDouble().value_or(5);
        m_delay = std::chrono::milliseconds(static_cast<qint64>((seconds < 0 ? 1 : seconds) * 1000));
    }
    return true;
}

bool ItemRun::startModule()
{
    const Module &module = *m_scope.task()->module;
    ++m_try;
    m_clock.start();
    m_output.reset();
    if (m_call.check && !module.supportsCheck) {
        TaskResult skipped;
        skipped.skipped = true;
        skipped.msg = u"remote module (%1) does not support check mode"_s.arg(module.name);
        endAttempt(skipped);
        return false;
    }
    m_module = module.isAction ? startAction(m_call, m_scope) : module.start(m_call);
    return true;
}

void ItemRun::take(Step step)
{
    if (const auto *script = std::get_if<Script>(&step))
        run(*script);
    else if (const auto *pause = std::get_if<Pause>(&step))
        wait(*pause);
    else
        endAttempt(std::move(std::get<TaskResult>(step)));
}

void ItemRun::run(const Script &given)
{
    Script script = given;
    script.deadline = endless;
    if (m_timeout.count() > 0)
        script.deadline =
            std::max(std::chrono::milliseconds(1), m_timeout - std::chrono::milliseconds(m_clock.elapsed()));
    m_isWaiting = true;
    m_link->run(script, [this, alive = std::weak_ptr<bool>(m_isAlive),
                         mayCutOff = script.mayCutOff](Result<Output> output) {
        if (alive.expired())
            return;
        if (output || (mayCutOff && ssh::isUnreachable(output.error()))) {
            wake(output.value_or(Output{.exitCode = 255}));
            return;
        }
        const Error &error = output.error();
        TaskResult result = TaskResult::failure(error.text);
        if (ssh::isUnreachable(error)) {
            result.failed = false;
            result.unreachable = true;
        } else if (error.kind == ErrorKind::TimedOut && m_timeout.count() > 0) {
            result.msg =
                u"The %1 action failed to execute in the expected time frame (%2) and was terminated"_s
                    .arg(m_scope.task()->action)
                    .arg(m_timeout.count() / 1000);
        }
        m_isWaiting = false;
        endAttempt(std::move(result));
        // Unless it waits for its next try.
        if (!m_isWaiting)
            m_resume();
    });
}

void ItemRun::wait(const Pause &pause)
{
    m_isWaiting = true;
    m_timer.disconnect();
    m_timer.callOnTimeout([this, pause] {
        if (!pause.reconnect || !m_link) {
            wake(std::nullopt);
            return;
        }
        m_link->reset();
        Script nothing;
        nothing.text = ":";
        m_link->run(nothing, [this, alive = std::weak_ptr<bool>(m_isAlive)](const Result<Output> &output) {
            if (!alive.expired())
                wake(output.value_or(Output{.exitCode = 255}));
        });
    });
    m_timer.start(pause.time);
}

void ItemRun::wake(std::optional<Output> output)
{
    m_output = std::move(output);
    m_resume();
}

void ItemRun::endAttempt(TaskResult result)
{
    m_module.reset();
    const Task &task = *m_scope.task();
    m_result.diffs = result.diffs;
    Value value = result.toValue();
    if (!keepsTemplates(task.module->name))
        value = value.toUnsafe();
    m_result.fields = value.dict();
    if (result.unreachable) {
        m_result.isUnreachable = true;
        m_result.fields = {{u"unreachable"_s, true}, {u"msg"_s, result.msg}, {u"changed"_s, false}};
        m_isAtEnd = true;
        return;
    }
    if (!task.until.isEmpty())
        m_result.fields.insert(u"attempts"_s, m_try);
    if (!task.registerAs.isEmpty())
        m_scope.locals.insert(task.registerAs, m_result.fields);
    if (const Value *facts = m_result.fields.find(u"ansible_facts"_s);
        facts && task.module->name != "debug"_L1) {
        if (keepsTemplates(task.module->name)) {
            m_scope.locals.update(facts->dict());
        } else {
            Dict known = m_scope.variable(u"ansible_facts"_s).value_or(Dict{}).dict();
            known.update(Variables::namespaced(facts->dict()));
            m_scope.locals.insert(u"ansible_facts"_s, known);
            for (const auto &[name, fact] : facts->dict()) {
                if (Variables::isInjected(name))
                    m_scope.locals.insert(name, fact);
            }
        }
    }
    judge();
}

void ItemRun::judge()
{
    const Task &task = *m_scope.task();
    Dict &fields = m_result.fields;
    const auto set = [&](const QString &name, const Value &value) {
        fields.insert(name, value);
        if (!task.registerAs.isEmpty())
            m_scope.locals.insert(task.registerAs, fields);
    };
    if (!fields.value(u"skipped"_s).isTrue()) {
        bool isJudged = true;
        if (!task.changedWhen.isEmpty()) {
            const auto changed = allHold(task.changedWhen, m_scope);
            isJudged = changed.has_value();
            set(isJudged ? u"changed"_s : u"changed_when_result"_s,
                isJudged ? Value(*changed) : Value(changed.error().text));
            if (!isJudged)
                set(u"failed"_s, true);
        }
        if (isJudged && !task.failedWhen.isEmpty()) {
            const auto failed = allHold(task.failedWhen, m_scope);
            set(u"failed_when_result"_s, failed ? Value(*failed) : Value(failed.error().text));
            set(u"failed"_s, failed.value_or(true));
        }
    }
    if (m_tries == 1) {
        m_isAtEnd = true;
        return;
    }
    const auto holds = allHold(task.until, m_scope);
    if (!holds) {
        end(holds.error().text);
        return;
    }
    if (*holds) {
        m_isAtEnd = true;
        return;
    }
    if (m_try < m_tries) {
        fields.insert(u"retries"_s, m_tries);
        if (retrying)
            retrying(m_result, m_tries - m_try);
        m_isWaiting = true;
        m_timer.disconnect();
        m_timer.callOnTimeout([this] { m_resume(); });
        m_timer.start(m_delay);
        return;
    }
    set(u"attempts"_s, m_tries - 1);
    set(u"failed"_s, true);
    m_isAtEnd = true;
}

void ItemRun::conclude()
{
    const Task &task = *m_scope.task();
    Dict &fields = m_result.fields;
    m_result.isSkipped = fields.value(u"skipped"_s).isTrue();
    m_result.isFailed = !m_result.isUnreachable && fields.value(u"failed"_s).isTrue();
    m_result.isChanged = fields.value(u"changed"_s).isTrue();
    if (m_result.isFailed || m_result.isUnreachable) {
        m_result.isIgnored =
            flag(m_result.isFailed ? Keyword::IgnoreErrors : Keyword::IgnoreUnreachable, m_scope)
                .value_or(false);
        return;
    }
    if (!m_result.isChanged || task.notify.isEmpty())
        return;
    for (const Written &written : task.notify) {
        const auto names = m_scope.run().templar.expand(written.value, m_scope);
        if (!names) {
            m_result.setFailure(names.error().text);
            return;
        }
        m_result.notified += names->isList() ? names->toTexts() : QStringList{names->toText()};
    }
}

} // namespace skybro::playbook
