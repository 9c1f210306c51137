#pragma once

#include "models/playbook/run/runmodel.h"
#include "ui/setup/setupservices.h"

#include <QPointer>

namespace skybro::ui {

/// Starts runs, one at a time, lets the model show what they do, and knows how the last one ended.
class RunDriver : public QObject
{
    Q_OBJECT

public:
    /// The model outlives it.
    RunDriver(const SetupServices &services, playbook::RunModel *model, QObject *parent = nullptr);
    ~RunDriver() override; ///< a run that goes on is cut off

    /// Error: nothing was started.
    [[nodiscard]] Result<void> start(const playbook::RunOptions &options, const QStringList &hosts,
                                     bool byAnsible);
    /// The same again on the hosts that had trouble.
    [[nodiscard]] Result<void> rerunTroubled();
    void stopAfterTask();
    void stopNow();

    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }
    /// It was asked to stop and is on its way there.
    [[nodiscard]] bool isStopping() const { return m_stopping; }
    /// Of the run that goes on, or of the last one.
    [[nodiscard]] const playbook::RunOptions &options() const { return m_options; }
    [[nodiscard]] bool isByAnsible() const { return m_byAnsible; }

signals:
    void started();
    /// The run goes on, its log or journal does not.
    void recordFailed(const skybro::Error &error);
    void stateChanged();
    /// With an error when it did not come to an end of its own.
    void ended(const std::optional<skybro::Error> &error);

private:
    SetupServices m_services;
    playbook::RunModel *m_model;
    QPointer<playbook::Run> m_run; ///< a child
    std::unique_ptr<playbook::RunRecorder> m_recorder;
    playbook::RunOptions m_options;
    bool m_byAnsible = false;
    bool m_stopping = false;
};

} // namespace skybro::ui
