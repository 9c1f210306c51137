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
};

} // namespace skybro::ctl
