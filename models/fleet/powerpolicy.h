#pragma once

#include <chrono>

namespace skybro::fleet {

/// The patience of power actions. Defaults fit Azure, where a start takes 20 to 90 s and a deallocation up to
/// a few minutes; tests shorten them all.
struct PowerPolicy
{
    int maxSending = 40; ///< requests on their way at once; the rest can still be cancelled
    /// The list shows no movement for so long after Azure accepted: ask the operation itself.
    std::chrono::milliseconds askWhenStill{std::chrono::seconds(20)};
    /// The list shows movement, but no end, for so long: ask the operation itself.
    std::chrono::milliseconds askWhenMoving{std::chrono::minutes(4)};
    /// The list may lag this much behind an action.
    std::chrono::milliseconds listLag{std::chrono::seconds(15)};
    /// Then an operation's end is given up as unknown.
    std::chrono::milliseconds giveUp{std::chrono::minutes(45)};
};

} // namespace skybro::fleet
