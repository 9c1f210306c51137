#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/setup/setuparguments.h"

#include <memory>

namespace skybro::ctl {

[[nodiscard]] std::unique_ptr<Command> makeSetupCommand(const SetupArguments &arguments);

} // namespace skybro::ctl
