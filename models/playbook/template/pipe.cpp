#include "models/playbook/template/pipe.h"

#include <QScopeGuard>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace skybro::playbook {

std::optional<QByteArray> outputOf(const QByteArray &command, std::chrono::milliseconds deadline,
                                   qsizetype most)
{
    const auto end = std::chrono::steady_clock::now() + deadline;
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // Its own process group, so that what it started dies with it.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    QByteArray shell = "/bin/sh";
    QByteArray option = "-c";
    QByteArray text = command;
    std::array<char *, 4> argv{shell.data(), option.data(), text.data(), nullptr};
    pid_t child = 0;
    const int failed = posix_spawn(&child, "/bin/sh", &actions, &attributes, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[1]);
    const auto closeEnd = qScopeGuard([&] { close(ends[0]); });
    if (failed != 0)
        return std::nullopt;

    QByteArray output;
    bool isComplete = false;
    while (output.size() <= most) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd waited{.fd = ends[0], .events = POLLIN, .revents = 0};
        if (left.count() <= 0 || poll(&waited, 1, static_cast<int>(left.count())) <= 0)
            break;
        std::array<char, 65536> buffer{};
        const ssize_t count = read(ends[0], buffer.data(), buffer.size());
        if (count <= 0) {
            isComplete = count == 0;
            break;
        }
        output.append(buffer.data(), count);
    }
    if (!isComplete)
        kill(-child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    return isComplete && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(output) : std::nullopt;
}

} // namespace skybro::playbook
