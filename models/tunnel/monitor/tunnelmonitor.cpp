#include "models/tunnel/monitor/tunnelmonitor.h"

#include "models/base/log.h"
#include "models/tunnel/monitor/azurewatch.h"
#include "models/tunnel/monitor/monitorhistory.h"
#include "models/tunnel/monitor/tunnelknowledge.h"
#include "models/tunnel/probe/hereprobesjob.h"
#include "models/tunnel/probe/hostroute.h"
#include "models/tunnel/probe/largeprobe.h"
#include "models/tunnel/probe/pathmtujob.h"
#include "models/tunnel/probe/probesjob.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype mostOthers = 2;
constexpr milliseconds doubtful =
    1s; ///< from one sample's beginning to the next, as TunnelEvents counts losses
constexpr milliseconds targetPause = 15s;
constexpr milliseconds restUnreachable = 15s;
constexpr milliseconds restRefused = 1min;

} // namespace

struct TunnelMonitor::Private
{
    Private(TunnelMonitor *monitor, MonitorSources from, MonitorPolicy rhythm)
        : q(monitor)
        , sources(std::move(from))
        , policy(rhythm)
        , knowledge(sources.tunnel, sources.connection, sources.gateway)
        , history(sources)
        , azure(sources, policy, knowledge, nullptr)
    {
        knowledge.setSiteNetworks(sources.siteNetworks);
        knowledge.setGatewayProbes(sources.gatewayProbes());
        sampleTimer.setSingleShot(true);
        sampleTimer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&sampleTimer, &QTimer::timeout, q, [this] { beginSample(); });
    }
    ~Private() { cancelAll(); }

    // --- one sample -----------------------------------------------------------------------------------

    void beginSample()
    {
        if (isSampling)
            return;
        isSampling = true;
        sent = sources.clock();
        replies.clear();
        othersReplies.clear();
        const bool fromGateway = sources.gatewayProbes();
        const QList<ProbeTarget> wanted = targetsNow();
        waitsForGateway = fromGateway || wanted.isEmpty();
        const bool mayAsk = sources.gatewayShell && (!restUntil.isValid() || sent >= restUntil);
        if (mayAsk && !question)
            askGateway(fromGateway);
        else if (waitsForGateway && !question)
            return endSample();
        if (!waitsForGateway)
            probe(wanted);
    }

    /// While all is well one probe a sample; where it is in doubt two, and the other targets are asked, too.
    [[nodiscard]] ProbeRound roundNow() const
    {
        const bool steady = knowledge.now().state == TunnelState::Up && !knowledge.isInDoubt();
        return {.wait = 800ms, .rounds = steady ? 1 : 2};
    }
    [[nodiscard]] QList<ProbeTarget> targetsNow() const
    {
        if (targets.isEmpty() || !knowledge.isOff())
            return targets.first(std::min<qsizetype>(targets.size(), 1));
        return targets.first(std::min(targets.size(), 1 + mostOthers));
    }

    void probe(const QList<ProbeTarget> &wanted)
    {
        const ProbeRound round = roundNow();
        JobOf<QList<ProbeReply>> *job = nullptr;
        if (sources.probeHere)
            job = new HereProbesJob(wanted, round, q);
        else
            job = new ProbesJob(sources.probeShell, wanted, round, q);
        probes = job;
        job->setDeadline(policy.deadline);
        job->then(q, [this, count = wanted.size()](const Result<QList<ProbeReply>> &result) {
            probes.clear();
            if (result) {
                takeReplies(*result, count);
            } else {
                noteProblem(u"probes"_s, result.error());
                QString why = result.error().text; // a sentence, which the probing host's words are not
                if (why.endsWith(u'.'))
                    why.chop(1);
                replies += ProbeReply{.roundTrip = {}, .note = why};
            }
            endSample();
        });
        job->start();
        if (knowledge.wantsLarge(sent))
            probeLarge(wanted.constFirst(), sources.probeHere ? localShell() : sources.probeShell);
    }

    void takeReplies(const QList<ProbeReply> &all, qsizetype count)
    {
        for (qsizetype i = 0; i < all.size(); ++i)
            (i % count == 0 ? replies : othersReplies) += all[i];
    }

    void probeLarge(const ProbeTarget &target, const Shell &shell)
    {
        if (large)
            return;
        ScriptJob *job = shell(largeProbeScript(target));
        large = job;
        job->setParent(q);
        job->setDeadline(policy.deadline);
        job->then(q, [this](const Result<ssh::ExecResult> &result) {
            large.clear();
            takeLarge(result ? readLargeProbe(result->output) : std::nullopt);
        });
        job->start();
    }

    /// How large they may be is asked once it is known that there is a limit.
    void takeLarge(std::optional<bool> passes)
    {
        knowledge.takeLarge(passes, sources.clock());
        if (passes != false || mtu || targets.isEmpty() || knowledge.now().evidence.traffic.pathMtu > 0)
            return;
        const ProbeTarget target = targets.constFirst();
        const Shell &shell = sources.probeShell ? sources.probeShell : sources.gatewayShell;
        if (sources.gatewayProbes() && knowledge.sourceFor() != QString())
            return; // that script sends from the kernel's choice
        auto *job = new PathMtuJob(sources.probeHere ? localShell() : shell, target, tunnelMtu, q);
        mtu = job;
        job->then(q, [this](const Result<PathMtu> &result) {
            mtu.clear();
            wasMtuSought = true;
            if (result && result->kind == PathMtu::Kind::BlackHole)
                knowledge.takePathMtu(result->mtu);
        });
        job->start();
    }

    /// What is not wanted any more does not count: the path to a target that answers meanwhile.
    [[nodiscard]] bool isInquiring() const
    {
        const Evidence &evidence = knowledge.now().evidence;
        const std::optional<bool> passes = evidence.traffic.largePass;
        const bool seeksLarge = large || (question && asked.large);
        if (sources.gatewayShell && evidence.onPremise.reach == Reach::NotAsked)
            return true;
        const QList<Finding> &findings = knowledge.now().findings;
        if (!knowledge.cause().isEmpty() && findings.constFirst().certainty == Certainty::Sure)
            return false; // nothing of what follows would be more
        // A search that found nothing is repeated, and will hardly find more.
        if ((seeksLarge && !passes && knowledge.now().state != TunnelState::Down) ||
            (mtu && passes == false && !wasMtuSought))
            return true;
        return (inspection && knowledge.wantsTarget()) || (hostRoute && knowledge.wantsHostRoute()) ||
               azure.isInquiring();
    }

    /// A target that is silent while others answer is asked itself, by way of one of those.
    void askTarget(const QDateTime &time)
    {
        const QString home = knowledge.homeAddress();
        if (inspection || !sources.targetShell || home.isEmpty() || !knowledge.wantsTarget() ||
            (targetAsked.isValid() && targetAsked.msecsTo(time) < targetPause.count()))
            return;
        qsizetype answering = -1;
        for (qsizetype i = 0; i < othersReplies.size() && answering < 0; ++i) {
            if (othersReplies[i].isAnswer())
                answering = i % std::max<qsizetype>(std::min(targets.size() - 1, mostOthers), 1);
        }
        if (answering < 0)
            return;
        targetAsked = time;
        const Shell shell = sources.targetShell(targets.constFirst().host, targets[answering + 1].host);
        if (!shell)
            return;
        ScriptJob *job = shell("PATH=$PATH:/usr/sbin:/sbin; ip route get " + home.toLatin1() +
                               " >/dev/null 2>&1; echo \"skybro-route $?\"\n");
        inspection = job;
        job->setParent(q);
        job->setDeadline(policy.deadline);
        job->then(q, [this](const Result<ssh::ExecResult> &result) {
            inspection.clear();
            // 127: it has no ip(8), and runs all the same.
            if (result && result->output.contains("skybro-route "))
                knowledge.takeTarget(!result->output.contains("skybro-route 2"));
        });
        job->start();
    }

    /// Where others probe than the gateway, whose own route it tells itself.
    void askHostRoute(const QDateTime &time)
    {
        if (hostRoute || targets.isEmpty() || !knowledge.wantsHostRoute() || sources.gatewayProbes() ||
            (hostRouteAsked.isValid() && hostRouteAsked.msecsTo(time) < targetPause.count()))
            return;
        // Whether it leads to the gateway shows in the gateway's addresses: until it told them, or can not.
        if (sources.gatewayShell && knowledge.now().evidence.onPremise.reach == Reach::NotAsked)
            return;
        hostRouteAsked = time;
        const Shell shell = sources.probeHere ? localShell() : sources.probeShell;
        ScriptJob *job = shell(hostRouteScript(targets.constFirst()));
        hostRoute = job;
        job->setParent(q);
        job->setDeadline(policy.deadline);
        job->then(q, [this](const Result<ssh::ExecResult> &result) {
            hostRoute.clear();
            if (result)
                knowledge.takeHostRoute(readHostRoute(result->output, knowledge.gatewayAddresses()));
        });
        job->start();
    }

    void endSample()
    {
        const QDateTime time = sources.clock();
        const bool wasDown = knowledge.now().state == TunnelState::Down;
        const QList<TunnelEvent> news = knowledge.addSample(sent, replies, othersReplies, time);
        isSampling = false;
        // A gateway behind the tunnel is there again with it.
        if (wasDown && knowledge.now().state != TunnelState::Down &&
            knowledge.now().evidence.onPremise.isBehindTunnel)
            restUntil = {};
        askTarget(time);
        askHostRoute(time);
        azure.lookAgain(targets.isEmpty() ? std::nullopt : std::optional(targets.constFirst()), time);
        history.keep(knowledge.now().sample);
        for (const TunnelEvent &event : news)
            history.keep(event, time);
        if (knowledge.now().state == TunnelState::Down)
            history.explain(knowledge.cause(), knowledge.guess(), time);
        else
            history.giveUpExplaining(); // the next cause is of the next break
        if (isRunning) {
            const milliseconds elapsed(std::max<qint64>(sent.msecsTo(time), 0));
            const bool hurries = knowledge.isInDoubt() || knowledge.now().state == TunnelState::Unknown;
            const milliseconds pace = hurries ? std::min(doubtful, policy.sample) : policy.sample;
            const milliseconds least = std::min(TunnelEvents::hurriedPause, policy.sample);
            sampleTimer.start(std::max(pace - elapsed, least));
        }
        const QPointer<TunnelMonitor> alive(q); // who hears of it may have enough
        emit q->sampled();
        for (const TunnelEvent &event : news) {
            if (alive)
                emit alive->happened(event);
        }
    }

    // --- the gateway --------------------------------------------------------------------------------------

    void askGateway(bool withProbes)
    {
        const TunnelKnowledge::Wanted wanted = knowledge.wanted(sent, policy);
        asked = {};
        asked.mark = newMark();
        asked.before = knowledge.status().daemon.implementation;
        if (knowledge.status().daemon.state == DaemonState::Running)
            asked.implementation = asked.before;
        asked.connections = wanted.connections;
        asked.settings = wanted.settings;
        asked.log = wanted.log;
        asked.logCursor = knowledge.logCursor();
        if (!targets.isEmpty())
            asked.routeTo = targets.constFirst().host;
        // From which address is known only when the gateway told of its addresses and connections.
        const std::optional<QString> source = knowledge.sourceFor();
        if (withProbes && isAcquainted && source) {
            asked.targets = targetsNow();
            for (ProbeTarget &target : asked.targets)
                target.source = *source;
            asked.round = roundNow();
            asked.large = knowledge.wantsLarge(sent);
        }
        ScriptJob *job = sources.gatewayShell(gatewayScript(asked));
        question = job;
        job->setParent(q);
        // The first one makes the connection, for which a person may have to type something.
        job->setDeadline(isAcquainted ? policy.deadline : 3 * policy.deadline);
        job->then(q, [this](const Result<ssh::ExecResult> &result) {
            question.clear();
            takeGateway(result);
        });
        job->start();
    }

    void takeGateway(const Result<ssh::ExecResult> &result)
    {
        const QDateTime time = sources.clock();
        Result<GatewayAnswer> answer = fail(ErrorKind::Internal, {});
        if (result)
            answer = readGatewayAnswer(result->output, asked, knowledge.status());
        else
            answer = std::unexpected(result.error());
        if (answer) {
            knowledge.takeGateway(*answer, time);
            isAcquainted = isAcquainted || answer->settings;
            if (isInTrouble)
                log::info("tunnel", "{} answers again", sources.gateway);
            isInTrouble = false;
            refusals = 0;
            restUntil = {};
            if (!asked.targets.isEmpty()) {
                if (const auto read =
                        readProbeRecord(result->errors, asked.targets.size() * asked.round.rounds))
                    takeReplies(*read, asked.targets.size());
                if (asked.large)
                    takeLarge(readLargeProbe(result->errors));
            }
        } else {
            if (!isInTrouble)
                noteProblem(u"gateway"_s, answer.error());
            isInTrouble = true;
            knowledge.takeGatewayError(answer.error(), time);
            if (sources.forgetGateway && answer.error().kind == ErrorKind::TimedOut &&
                knowledge.now().evidence.onPremise.isBehindTunnel)
                sources.forgetGateway();
            // Who knocks too often at a door that stays shut is locked out for good.
            const bool isRefused = knowledge.now().evidence.onPremise.reach == Reach::Refused;
            const milliseconds most = isRefused ? restRefused : restUnreachable;
            const milliseconds rest =
                std::min<milliseconds>(policy.sample * (1 << std::min(refusals++, 10)), most);
            restUntil = time.addMSecs((isRefused ? most : rest).count());
        }
        if (isSampling && waitsForGateway)
            endSample();
    }

    void noteProblem(const QString &what, const Error &error)
    {
        log::warning("tunnel", "{}: {}: {}", sources.tunnel, what, error.text);
    }

    void cancelAll()
    {
        sampleTimer.stop();
        azure.stop();
        for (QPointer<Job> *job : {&question, &probes, &large, &mtu, &inspection, &hostRoute}) {
            if (*job) {
                (*job)->disconnect(q);
                delete job->data();
            }
        }
        isSampling = false;
    }

    TunnelMonitor *q;
    MonitorSources sources;
    MonitorPolicy policy;
    TunnelKnowledge knowledge;
    MonitorHistory history;
    AzureWatch azure;
    QList<ProbeTarget> targets;
    QTimer sampleTimer;
    QPointer<Job> question; ///< to the gateway
    QPointer<Job> probes;
    QPointer<Job> large;
    QPointer<Job> mtu;
    QPointer<Job> inspection; ///< of the target, by itself
    QPointer<Job> hostRoute;  ///< of the host that probes, to the target
    QDateTime targetAsked;
    QDateTime hostRouteAsked;
    GatewayQuestion asked;
    QDateTime sent; ///< when the sample at hand began
    QList<ProbeReply> replies;
    QList<ProbeReply> othersReplies;
    QDateTime restUntil; ///< the gateway is not asked before
    int refusals = 0;    ///< answers that did not come, one after the other
    bool isRunning = false;
    bool isSampling = false;
    bool waitsForGateway = false;
    bool isAcquainted = false; ///< with the gateway's addresses
    bool isInTrouble = false;  ///< the gateway's last answer was none
    bool wasMtuSought = false; ///< of the target at hand
};

TunnelMonitor::TunnelMonitor(MonitorSources sources, MonitorPolicy policy, QObject *parent)
    : QObject(parent)
    , m(std::make_unique<Private>(this, std::move(sources), policy))
{
}

TunnelMonitor::~TunnelMonitor() = default;

void TunnelMonitor::setTargets(const QList<ProbeTarget> &targets, const QStringList &names)
{
    const bool isSame = !targets.isEmpty() && !m->targets.isEmpty() &&
                        targets.constFirst() == m->targets.constFirst() &&
                        names.value(0, targets.constFirst().host) == m->knowledge.now().probed;
    m->targets = targets;
    if (isSame)
        return;
    m->wasMtuSought = false;
    const QString address = targets.isEmpty() ? QString() : targets.constFirst().host;
    m->knowledge.setTarget(names.value(0, address), address, m->sources.probedFrom);
}

void TunnelMonitor::setTargetRunning(std::optional<bool> isRunning)
{
    m->knowledge.setTargetRunning(isRunning);
}

void TunnelMonitor::setChanging(bool isChanging)
{
    m->knowledge.setChanging(isChanging);
}

void TunnelMonitor::start()
{
    if (std::exchange(m->isRunning, true))
        return;
    const MonitorHistory::Past past = m->history.past();
    m->knowledge.setPastBreaks(past.breaks);
    if (past.broke)
        m->knowledge.setPastBreak(*past.broke);
    if (past.impairment)
        m->knowledge.setPastImpairment(*past.impairment);
    m->azure.start();
    m->sampleTimer.start(0ms);
}

void TunnelMonitor::stop()
{
    m->isRunning = false;
    m->cancelAll();
}

void TunnelMonitor::refresh()
{
    m->knowledge.wantAll();
    m->restUntil = {};
    m->azure.refresh();
    if (m->isRunning && !m->isSampling)
        m->sampleTimer.start(0ms);
}

const TunnelNow &TunnelMonitor::now() const
{
    return m->knowledge.now();
}

bool TunnelMonitor::isInquiring() const
{
    return m->isInquiring();
}

QString TunnelMonitor::gatewaySource() const
{
    return m->knowledge.sourceFor().value_or(QString());
}

QString TunnelMonitor::cause() const
{
    return m->knowledge.cause();
}

QString TunnelMonitor::guess() const
{
    return m->knowledge.guess();
}

QList<TunnelEvent> TunnelMonitor::events(const QDateTime &from, const QDateTime &to) const
{
    return m->history.events(from, to);
}

} // namespace skybro::tunnel
