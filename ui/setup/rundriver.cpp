#include "ui/setup/rundriver.h"

#include "models/slurm/hostlist.h"

namespace skybro::ui {

using playbook::Recap;
using playbook::Run;
using playbook::RunOptions;

RunDriver::RunDriver(const SetupServices &services, playbook::RunModel *model, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_model(model)
{
}

RunDriver::~RunDriver()
{
    delete m_run; // while its record is still kept
}

Result<void> RunDriver::start(const RunOptions &options, const QStringList &hosts, bool byAnsible)
{
    if (m_run)
        return fail(ErrorKind::Conflict, tr("A run is under way; wait for its end or stop it."));
    Result<MadeRun> made = m_services.makeRun(options, hosts, byAnsible);
    if (!made)
        return std::unexpected(made.error());
    m_run = made->run.release();
    m_recorder = std::move(made->recorder);
    if (m_recorder)
        connect(m_recorder.get(), &playbook::RunRecorder::failed, this, &RunDriver::recordFailed);
    m_run->setParent(this);
    m_options = options;
    m_byAnsible = byAnsible;
    m_stopping = false;
    m_model->clear();
    connect(m_run, &Run::happened, m_model, &playbook::RunModel::add);
    m_run->then(this, [this](const Result<Recap> &recap) {
        m_run.clear(); // it deletes itself
        m_stopping = false;
        m_model->cutOff();
        emit ended(recap ? std::nullopt : std::optional(recap.error()));
        emit stateChanged();
    });
    emit started();
    emit stateChanged();
    m_run->start();
    return {};
}

Result<void> RunDriver::rerunTroubled()
{
    RunOptions again = m_options;
    const QStringList hosts = m_model->troubled();
    again.limit = slurm::compressHostlist(hosts);
    return start(again, hosts, m_byAnsible);
}

void RunDriver::stopAfterTask()
{
    if (!m_run)
        return;
    m_stopping = true;
    if (m_recorder)
        m_recorder->stopAfterTask();
    else
        m_run->stopAfterTask();
    emit stateChanged();
}

void RunDriver::stopNow()
{
    if (m_run)
        m_run->cancel();
}

} // namespace skybro::ui
