#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/setuparguments.h"

namespace skybro::ctl {

/// `setup modules [NAME]`: which modules there are, and what one of them takes.
class SetupModules : public Command
{
    Q_OBJECT

public:
    explicit SetupModules(SetupArguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override { emit finished(SomeFailed); }

private:
    SetupArguments m_arguments;
};

} // namespace skybro::ctl
