#pragma once

namespace skybro::ctl {

/// What a script is told; a contract (resources/help/skybroctl.md).
enum ExitCode
{
    AllDone = 0,
    SomeFailed = 1,
    WrongUsage = 2,
    NotSignedIn = 3,
    NoSuchNode = 4,
    NotSure = 5, ///< tunnel: whether traffic passes could not be told
};

} // namespace skybro::ctl
