#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/hostsource.h"
#include "app/skybroctl/setup/nodelinks.h"
#include "app/skybroctl/setup/runprinter.h"
#include "app/skybroctl/terminal.h"
#include "models/playbook/run/runrecorder.h"
#include "models/playbook/run/taskorder.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace skybro::ctl {

/// `setup run PLAYBOOK`: checks all there is to check, runs it, prints it as Ansible does, and keeps its
/// record.
class SetupRun : public Command
{
    Q_OBJECT

public:
    explicit SetupRun(SetupArguments arguments, QObject *parent = nullptr);
    ~SetupRun() override;

    void start() override;
    /// First: no new tasks. Second: what runs is ended.
    void interrupt() override;

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] bool lint();
    void hostsKnown();
    [[nodiscard]] Result<QStringList> findTargets();
    void begin(const QStringList &hosts);
    void take(const QList<playbook::RunEvent> &events);
    void show(const QList<playbook::RunEvent> &ordered);
    void setHushed(bool isHushed);
    [[nodiscard]] QString progressText() const;
    void ended(const Result<playbook::Recap> &result);
    void tellWhere() const;

    SetupArguments m_arguments;
    playbook::RunOptions m_options;
    std::unique_ptr<HostSource> m_hosts;
    std::unique_ptr<NodeLinks> m_links;
    std::unique_ptr<playbook::RunRecorder> m_recorder;
    QPointer<playbook::Run> m_run;
    playbook::TaskOrder m_order;
    RunPrinter m_printer;
    ProgressLine m_progress;
    QStringList m_kept; ///< while a question is on the screen
    bool m_isHushed = false;
    bool m_isStopped = false;
    QElapsedTimer m_time;
    QTimer m_release;
};

} // namespace skybro::ctl
