#include "models/tunnel/monitor/azurewatch.h"

#include "models/base/log.h"

namespace skybro::tunnel {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds pathPause = 2min;

} // namespace

AzureWatch::AzureWatch(const MonitorSources &sources, const MonitorPolicy &policy, TunnelKnowledge &knowledge,
                       QObject *parent)
    : QObject(parent)
    , m_sources(sources)
    , m_policy(policy)
    , m_knowledge(knowledge)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AzureWatch::askEnd);
}

AzureWatch::~AzureWatch()
{
    stop();
}

void AzureWatch::start()
{
    m_isRunning = true;
    askEnd();
}

void AzureWatch::stop()
{
    m_isRunning = false;
    m_timer.stop();
    for (QPointer<Job> *job : {&m_end, &m_sas, &m_path}) {
        if (*job) {
            (*job)->disconnect(this);
            delete job->data();
        }
    }
}

void AzureWatch::refresh()
{
    m_knowledge.wantSas();
    askEnd();
}

void AzureWatch::lookAgain(const std::optional<ProbeTarget> &target, const QDateTime &time)
{
    askSas(time);
    if (target)
        askPath(*target, time);
}

void AzureWatch::askEnd()
{
    if (m_end || !m_sources.askAzure)
        return;
    m_timer.stop();
    JobOf<AzureEnd> *job = m_sources.askAzure();
    m_end = job;
    job->setParent(this);
    job->then(this, [this](const Result<AzureEnd> &end) {
        m_end.clear();
        if (end) {
            m_knowledge.takeAzure(*end);
        } else {
            log::warning("tunnel", "{}: azure: {}", m_sources.tunnel, end.error().text);
            m_knowledge.takeAzureError(end.error());
        }
        if (m_isRunning)
            m_timer.start(m_policy.azure);
    });
    job->start();
}

void AzureWatch::askSas(const QDateTime &time)
{
    if (m_sas || !m_sources.askSas || !m_knowledge.wantsSas(time, m_policy))
        return;
    JobOf<QList<azure::MainModeSa>> *job = m_sources.askSas(m_knowledge.now().evidence.azure.connectionId);
    m_sas = job;
    m_knowledge.noteSasAsked(time);
    job->setParent(this);
    job->then(this, [this, time](const Result<QList<azure::MainModeSa>> &sas) {
        m_sas.clear();
        if (!sas)
            log::info("tunnel", "{}: Azure's SAs: {}", m_sources.tunnel, sas.error().text);
        m_knowledge.takeSas(sas, time);
    });
    job->start();
}

/// Azure is asked for all networks then, so not often.
void AzureWatch::askPath(const ProbeTarget &target, const QDateTime &time)
{
    if (m_path || !m_sources.askPath || !m_knowledge.wantsPath() ||
        (m_pathAsked.isValid() && m_pathAsked.msecsTo(time) < pathPause.count()))
        return;
    m_pathAsked = time;
    JobOf<TargetPath> *job = m_sources.askPath(target);
    m_path = job;
    job->setParent(this);
    job->then(this, [this](const Result<TargetPath> &result) {
        m_path.clear();
        if (result)
            m_knowledge.takePath(*result);
    });
    job->start();
}

} // namespace skybro::tunnel
