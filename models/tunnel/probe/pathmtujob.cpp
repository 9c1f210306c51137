#include "models/tunnel/probe/pathmtujob.h"

namespace skybro::tunnel {

using namespace std::chrono_literals;

PathMtuJob::PathMtuJob(Shell shell, ProbeTarget target, int largest, QObject *parent)
    : JobOf<PathMtu>(parent)
    , m_shell(std::move(shell))
    , m_target(std::move(target))
    , m_largest(largest)
{
    setDeadline(45s); // 13 s at the most for the search; the rest is for connecting
}

PathMtuJob::~PathMtuJob()
{
    PathMtuJob::abort();
}

void PathMtuJob::begin()
{
    if (const Result<void> checked = check(m_target); !checked)
        return finish(std::unexpected(checked.error()));
    m_script = m_shell(mtuScript(m_target, m_largest));
    m_script->setDeadline(deadline() + 1s); // ours comes first
    m_script->then(this, [this](const Result<ssh::ExecResult> &result) {
        if (!result)
            return finish(std::unexpected(result.error()));
        Result<PathMtu> mtu = readMtuRecord(result->output, m_largest);
        if (!mtu)
            mtu.error().detail += QString::fromUtf8(result->errors.left(2000));
        finish(std::move(mtu));
    });
    m_script->start();
}

void PathMtuJob::abort()
{
    if (m_script)
        m_script->cancel(); // and it deletes itself
}

} // namespace skybro::tunnel
