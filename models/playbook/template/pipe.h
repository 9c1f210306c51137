#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace skybro::playbook {

/// What `sh -c command` prints on this machine, for the lookup `pipe`. Blocks, up to the deadline, then kills
/// it. Nothing when it failed, was killed or printed more than `most` bytes.
[[nodiscard]] std::optional<QByteArray> outputOf(const QByteArray &command,
                                                 std::chrono::milliseconds deadline, qsizetype most);

} // namespace skybro::playbook
