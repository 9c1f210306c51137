#include "models/playbook/run/reaper.h"

#include "models/playbook/modules/script.h"

#include <QCoreApplication>
#include <QTimer>

namespace skybro::playbook {

namespace {

constexpr std::chrono::seconds patience{30};

/// Shell text that ends the session of a process, and never its own. By /proc, since `ps` and `pkill` are not
/// everywhere.
QByteArray killScript(qint64 pid)
{
    return "sb_pid=" + QByteArray::number(pid) + R"(
sb_session_of() {
    { read -r sb_line <"/proc/$1/stat"; } 2>/dev/null || return 1
    set -- ${sb_line##*) }
    sb_state=$1 sb_session=$4
}
sb_kill() {
    sb_found=no
    for sb_entry in /proc/[0-9]*; do
        sb_session_of "${sb_entry#/proc/}" || continue
        [ "$sb_session" = "$sb_victim" ] && [ "$sb_state" != Z ] || continue
        kill -s "$1" "${sb_entry#/proc/}" 2>/dev/null && sb_found=yes
    done
}
if ! sb_session_of $$; then
    kill -s TERM -- "-$sb_pid" "$sb_pid"
    exit 0
fi
sb_own=$sb_session
sb_victim=$sb_pid
if sb_session_of "$sb_pid"; then sb_victim=$sb_session; fi
[ "$sb_victim" != "$sb_own" ] || exit 1
sb_kill TERM
sb_kill 0
if [ $sb_found = yes ]; then
    sleep 1
    sb_kill KILL
fi
)";
}

} // namespace

void Reaper::end(std::shared_ptr<ShellSource> source, const LinkTarget &target, Shell &shell)
{
    const qint64 pid = shell.pid();
    std::unique_ptr<ShellTransport> victim = shell.takeTransport();
    if (pid > 0 && victim)
        new Reaper(std::move(source), target, std::move(victim), pid);
    else if (victim)
        victim.release()->deleteLater(); // one of its signals may be what brought us here
}

Reaper::Reaper(std::shared_ptr<ShellSource> source, const LinkTarget &target,
               std::unique_ptr<ShellTransport> victim, qint64 pid)
    : QObject(QCoreApplication::instance())
    , m_source(std::move(source))
    , m_victim(std::move(victim))
    , m_shell(m_source, target, {})
{
    connect(&m_shell, &Shell::finished, this, &QObject::deleteLater);
    connect(&m_shell, &Shell::failed, this, &QObject::deleteLater);
    QTimer::singleShot(patience, this, &QObject::deleteLater);
    m_shell.run({.way = ShellScript::Way::Kept,
                 .text = "(eval " + shellQuoted(killScript(pid)) + ") </dev/null",
                 .input = {},
                 .deadline = patience});
}

} // namespace skybro::playbook
