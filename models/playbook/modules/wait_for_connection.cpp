#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <QElapsedTimer>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Tries a new connection until a command runs by it.
class WaitRun : public ModuleRun
{
public:
    explicit WaitRun(const ModuleCall &call)
        : m_call(call)
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        using std::chrono::milliseconds;
        const qint64 delay = m_call.args.value(u"delay"_s).toInt().value_or(0) * 1000;
        const qint64 sleep = m_call.args.value(u"sleep"_s).toInt().value_or(1) * 1000;
        const qint64 timeout = m_call.args.value(u"timeout"_s).toInt().value_or(600);
        if (!m_clock.isValid())
            m_clock.start();
        if (m_call.check) {
            TaskResult skipped;
            skipped.skipped = true;
            return skipped;
        }
        if (!m_hasConnected && last && last->exitCode == 0) {
            m_hasConnected = true;
            ScriptText text(m_call);
            m_nonce = text.nonce();
            return text.script();
        }
        if (m_hasConnected && last && Report(*last, m_nonce).isComplete()) {
            TaskResult result;
            result.fields.insert(u"elapsed"_s, m_clock.elapsed() / 1000);
            return result;
        }
        m_hasConnected = false;
        if (m_clock.elapsed() > timeout * 1000)
            return TaskResult::failure(
                u"timed out waiting for ping module test: no connection within %1 seconds"_s.arg(timeout));
        return Pause{.time = milliseconds(last ? sleep : delay), .reconnect = true};
    }

private:
    ModuleCall m_call;
    QElapsedTimer m_clock;
    QByteArray m_nonce;
    bool m_hasConnected = false;
};

} // namespace

Module wait_for_connectionModule()
{
    return {
        .name = u"wait_for_connection"_s,
        .fullNames = builtinNames(u"wait_for_connection"_s),
        .options =
            {
                {.name = u"connect_timeout"_s, .type = OptionType::Int, .otherwise = 5},
                {.name = u"delay"_s, .type = OptionType::Int, .otherwise = 0},
                {.name = u"sleep"_s, .type = OptionType::Int, .otherwise = 1},
                {.name = u"timeout"_s, .type = OptionType::Int, .otherwise = 600},
            },
        .start = [](const ModuleCall &call) { return std::make_unique<WaitRun>(call); },
    };
}

} // namespace skybro::playbook
