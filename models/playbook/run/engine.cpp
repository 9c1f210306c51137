#include "models/playbook/run/engine.h"

#include "models/playbook/inventory/pattern.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownFindings = 5;

/// What of a playbook's findings forbids to run it, the first ones named.
Result<void> refused(const QList<Finding> &findings)
{
    QStringList texts;
    QStringList lines;
    for (const Finding &finding : findings) {
        if (finding.severity != Finding::Severity::Error)
            continue;
        texts.append(finding.mark.toText() + u": "_s + finding.text);
        lines.append(finding.line);
    }
    if (texts.isEmpty())
        return {};
    const qsizetype rest = texts.size() - shownFindings;
    QString text = QStringList(texts.mid(0, shownFindings)).join(u'\n');
    if (rest > 0)
        text += u'\n' + Engine::tr("… and %n more.", nullptr, static_cast<int>(rest));
    return fail(ErrorKind::Invalid, text, lines.join(u'\n'));
}

qsizetype batchSize(const Value &size, qsizetype all)
{
    const QString text = size.toText().trimmed();
    if (!text.endsWith(u'%'))
        return static_cast<qsizetype>(size.toInt().value_or(0));
    const double share = text.chopped(1).toDouble() / 100;
    return std::max<qsizetype>(1, static_cast<qsizetype>(share * static_cast<double>(all)));
}

QStringList ordered(QStringList hosts, const QString &order)
{
    if (order == "sorted"_L1 || order == "reverse_sorted"_L1)
        hosts.sort();
    if (order.startsWith("reverse_"_L1))
        std::ranges::reverse(hosts);
    if (order == "shuffle"_L1)
        std::ranges::shuffle(hosts, *QRandomGenerator::global());
    return hosts;
}

} // namespace

Engine::Engine(RunOptions options, LinkFactory &links, const std::atomic_bool &stopping)
    : m_options(std::move(options))
    , m_state(m_options, links, stopping)
{
    m_state.events.deliver = [this](const QList<RunEvent> &events) {
        if (!m_state.isStopping)
            emit happened(events);
    };
}

Engine::~Engine() = default;

void Engine::start()
{
    m_clock.start();
    if (const auto loaded = load(); !loaded)
        finish(loaded.error());
    else
        nextPlay();
}

void Engine::stopAfterTask()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_state.events.notice(tr("The run stops: no further task is begun."));
    if (m_batch)
        m_batch->stopAfterTask();
}

Result<void> Engine::load()
{
    if (!QFileInfo(m_options.playbook).isFile())
        return fail(ErrorKind::NotFound, tr("There is no playbook %1.").arg(m_options.playbook));
    Loader linter(
        {.vault = m_options.vault, .extraVars = m_options.extraVars, .rolesPath = m_options.rolesPath});
    const QList<Finding> findings = linter.lint(m_options.playbook);
    if (const auto checked = refused(findings); !checked)
        return checked;
    const auto loaded = m_state.loader.load(m_options.playbook);
    if (!loaded)
        return std::unexpected(loaded.error());
    m_playbook = *loaded;
    if (!m_options.limit.isEmpty()) {
        const Inventory &inventory = m_state.variables.inventory();
        const auto left =
            limitHosts(inventory, inventory.hosts() + QStringList{u"localhost"_s}, m_options.limit);
        if (!left)
            return std::unexpected(left.error());
        if (left->isEmpty())
            return fail(ErrorKind::NotFound, tr("No host matches the limit '%1'.").arg(m_options.limit));
    }
    QStringList hosts;
    for (const auto &play : m_playbook->plays) {
        PlayState state(m_state, *play, 0);
        static const Task nowhere;
        const TaskScope scope(m_state, state, nowhere, QString(), nullptr);
        // A later play's hosts may be known only then.
        const auto named = hostsOf(*play, scope, true);
        if (!named && named.error().kind == ErrorKind::NotFound)
            return std::unexpected(named.error());
        hosts += named.value_or(QStringList());
    }
    hosts.removeDuplicates();
    RunEvent event;
    event.kind = RunEvent::Kind::RunStarted;
    event.text = m_playbook->path;
    event.hosts = hosts;
    m_state.events.add(std::move(event));
    for (const Finding &finding : findings)
        m_state.events.notice(finding.text, {}, finding.mark);
    return {};
}

Result<QStringList> Engine::hostsOf(const Play &play, const Scope &scope, bool isFirst)
{
    const auto expanded = m_state.templar.expand(play.hosts.value, scope);
    if (!expanded)
        return fail(ErrorKind::Invalid, play.hosts.mark.toText() + u": "_s + expanded.error().text);
    const QString pattern = expanded->isList() ? expanded->toTexts().join(u',') : expanded->toText();
    QStringList unmatched;
    auto hosts = matchHosts(m_state.variables.inventory(), pattern, &unmatched);
    if (!hosts)
        return hosts;
    if (!isFirst) {
        for (const QString &term : std::as_const(unmatched))
            m_state.events.notice(tr("No host matches the pattern '%1'.").arg(term), {}, play.hosts.mark);
    }
    if (!m_options.limit.isEmpty()) {
        hosts = limitHosts(m_state.variables.inventory(), *hosts, m_options.limit);
        if (!hosts)
            return hosts;
    }
    return hosts;
}

QList<QStringList> Engine::batchesOf(const Play &play, const Scope &scope)
{
    QStringList left = ordered(m_play->allHosts, play.order);
    QList<qsizetype> sizes;
    for (const Value &written : play.serial) {
        const auto size = m_state.templar.expand(written, scope);
        for (const Value &each : size && size->isList() ? size->list() : List{size.value_or(Value(0))})
            sizes.append(batchSize(each, left.size()));
    }
    if (sizes.isEmpty() || sizes.contains(0) || left.isEmpty())
        return left.isEmpty() ? QList<QStringList>() : QList<QStringList>{left};
    QList<QStringList> batches;
    for (qsizetype i = 0; !left.isEmpty(); ++i) {
        const qsizetype size = sizes.at(std::min(i, sizes.size() - 1));
        if (size < 0)
            return {ordered(m_play->allHosts, play.order)};
        batches.append(left.mid(0, size));
        left = left.mid(size);
    }
    return batches;
}

void Engine::promptVars(const Play &play)
{
    for (const Value &prompt : play.varsPrompt) {
        const QString name = prompt[u"name"_s].toText();
        if (m_options.extraVars.contains(name))
            continue;
        const Value &otherwise = prompt[u"default"_s];
        const Value &question = prompt[u"prompt"_s];
        m_state.events.notice(
            otherwise.isNull()
                ? tr("%1 (%2) is asked for, and nobody can be asked here: give it as an extra variable.")
                      .arg(question.isNull() ? name : question.toText(), name)
                : tr("%1 (%2) is asked for: its default is taken. Give it as an extra variable to change it.")
                      .arg(question.isNull() ? name : question.toText(), name),
            {}, play.mark);
        // "None" is what Ansible takes when nobody answers.
        m_play->vars.insert(name, otherwise.isNull() ? Value(u"None"_s) : otherwise);
    }
}

void Engine::nextPlay()
{
    m_batch.reset();
    m_fences.reset();
    if (m_isStopping || m_nextPlay >= m_playbook->plays.size()) {
        finish();
        return;
    }
    const Play &play = *m_playbook->plays[m_nextPlay++];
    m_state.variables.setPlaybookFolder(play.folder);
    beginPlay(play);
}

void Engine::beginPlay(const Play &play)
{
    m_play = std::make_unique<PlayState>(m_state, play, static_cast<int>(m_nextPlay) - 1);
    promptVars(play);
    static const Task nowhere;
    const TaskScope scope(m_state, *m_play, nowhere, QString(), nullptr);
    const auto hosts = hostsOf(play, scope, false);
    if (!hosts) {
        finish(hosts.error());
        return;
    }
    const auto name = m_state.templar.expand(play.name, scope);
    m_play->name = name ? name->toText() : play.name;
    if (m_play->name.isEmpty())
        m_play->name =
            play.hosts.value.isList() ? play.hosts.value.toTexts().join(u',') : play.hosts.value.toText();
    m_play->allHosts = *hosts;
    for (const QString &host : *hosts)
        (void)m_state.variables.inventoryVariable(host, QString());
    if (!m_state.variables.readError().isEmpty()) {
        finish(makeError(ErrorKind::Invalid, m_state.variables.readError()));
        return;
    }
    RunEvent event;
    event.kind = RunEvent::Kind::PlayStarted;
    event.play = m_play->number;
    event.text = m_play->name;
    event.mark = play.mark;
    event.hosts = *hosts;
    m_state.events.add(std::move(event));
    m_batches = batchesOf(play, scope);
    if (m_batches.isEmpty())
        m_state.events.notice(tr("Skipped: no hosts matched."), {}, play.hosts.mark);
    nextBatch();
}

void Engine::nextBatch()
{
    m_batch.reset();
    if (m_batches.isEmpty() || m_isStopping) {
        nextPlay();
        return;
    }
    m_play->batch = m_batches.takeFirst();
    // Of everything that this batch was: the fences depend on what is known of the hosts.
    m_fences = std::make_unique<Fences>(*m_play);
    m_batch = std::make_unique<BatchRun>(*m_play, *m_fences, [this] {
        QMetaObject::invokeMethod(this, &Engine::endBatch, Qt::QueuedConnection);
    });
    m_batch->start();
}

void Engine::endBatch()
{
    if (m_state.isStopping || !m_batch)
        return;
    if (const std::optional<Error> error = m_batch->error()) {
        finish(error);
        return;
    }
    qsizetype gone = 0;
    for (const QString &host : m_batch->failed()) {
        if (!m_state.failedHosts.contains(host))
            ++gone;
        m_state.failedHosts.insert(host);
    }
    for (const QString &host : std::as_const(m_play->batch)) {
        if (m_state.unreachableHosts.contains(host) && !m_lost.contains(host)) {
            m_lost.insert(host);
            ++gone;
        }
    }
    if (m_batch->breaksRun() || gone == m_play->batch.size()) {
        if (m_nextPlay < m_playbook->plays.size() || !m_batches.isEmpty())
            m_state.events.notice(tr("No hosts are left: the run ends."));
        m_batch.reset();
        finish();
        return;
    }
    if (m_batch->endsPlay())
        m_batches.clear();
    nextBatch();
}

void Engine::finish(const std::optional<Error> &error)
{
    m_batch.reset();
    if (error) {
        m_state.events.notice(error->text);
    } else {
        RunEvent event;
        event.kind = RunEvent::Kind::RunFinished;
        event.recap = m_state.recap;
        event.isStopped = m_isStopping;
        event.duration = m_clock.elapsed();
        m_state.events.add(std::move(event));
    }
    m_state.events.flush();
    if (m_state.isStopping)
        return;
    if (error)
        emit ended(std::unexpected(*error));
    else
        emit ended(m_state.recap);
}

} // namespace skybro::playbook
