#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/setuparguments.h"
#include "models/playbook/run/runlog.h"

namespace skybro::ctl {

/// `setup history [RUN]`: the runs of this user, or one of them as it was printed.
class SetupHistory : public Command
{
    Q_OBJECT

public:
    explicit SetupHistory(SetupArguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { emit finished(SomeFailed); }

private:
    [[nodiscard]] bool tellKilled(const QList<playbook::RunSummary> &runs) const;
    void list(const QList<playbook::RunSummary> &runs) const;
    [[nodiscard]] int show(const QList<playbook::RunSummary> &runs) const;

    SetupArguments m_arguments;
};

} // namespace skybro::ctl
