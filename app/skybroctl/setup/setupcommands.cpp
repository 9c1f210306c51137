#include "app/skybroctl/setup/setupcommands.h"

#include "app/skybroctl/setup/inventorycommand.h"
#include "app/skybroctl/setup/setupfacts.h"
#include "app/skybroctl/setup/setuphistory.h"
#include "app/skybroctl/setup/setuplint.h"
#include "app/skybroctl/setup/setupmodules.h"
#include "app/skybroctl/setup/setuprun.h"

namespace skybro::ctl {

std::unique_ptr<Command> makeSetupCommand(const SetupArguments &arguments)
{
    switch (arguments.command) {
    case SetupCommandName::Run:
        return std::make_unique<SetupRun>(arguments);
    case SetupCommandName::Lint:
        return std::make_unique<SetupLint>(arguments);
    case SetupCommandName::Facts:
        return std::make_unique<SetupFacts>(arguments);
    case SetupCommandName::Modules:
        return std::make_unique<SetupModules>(arguments);
    case SetupCommandName::History:
        return std::make_unique<SetupHistory>(arguments);
    case SetupCommandName::Inventory:
        return std::make_unique<InventoryCommand>(arguments);
    }
    Q_UNREACHABLE();
}

} // namespace skybro::ctl
