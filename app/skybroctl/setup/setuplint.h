#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/setuparguments.h"

namespace skybro::ctl {

/// `setup lint PLAYBOOK…`: what is wrong with them, and what would not run here. Nothing is reached.
class SetupLint : public Command
{
    Q_OBJECT

public:
    explicit SetupLint(SetupArguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { emit finished(SomeFailed); }

private:
    SetupArguments m_arguments;
};

} // namespace skybro::ctl
