#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

#include <QElapsedTimer>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Lets the node start anew, and waits until it has another boot id and a command runs.
class RebootRun : public ModuleRun
{
public:
    explicit RebootRun(const ModuleCall &call)
        : m_call(call)
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        using std::chrono::milliseconds;
        const auto seconds = [this](const QString &name) {
            return m_call.args.value(name).toInt().value_or(0);
        };
        switch (m_stage) {
        case Stage::Begin: {
            if (m_call.check) {
                TaskResult result;
                result.changed = true;
                result.fields = {{u"elapsed"_s, 0}, {u"rebooted"_s, true}};
                return result;
            }
            m_stage = Stage::Ask;
            return ask(argText(m_call, u"boot_time_command"_s));
        }
        case Stage::Ask: {
            m_boot = Report(*last, m_nonce).text(u"said"_s);
            if (m_boot.isEmpty())
                return TaskResult::failure(u"reboot: Failed to get boot time of host"_s);
            m_clock.start();
            m_stage = Stage::Go;
            ScriptText text(m_call);
            const qint64 minutes = seconds(u"pre_reboot_delay"_s) / 60;
            const QString command = argText(m_call, u"reboot_command"_s);
            if (command.isEmpty() || command.startsWith(u'['))
                text.add(minutes > 0
                             ? "shutdown -r +" + QByteArray::number(minutes) + ' ' +
                                   shellQuoted(argText(m_call, u"msg"_s))
                             : "shutdown -r now " + shellQuoted(argText(m_call, u"msg"_s)) + " || reboot");
            else
                text.add(command.toUtf8());
            Script script = text.script();
            script.mayCutOff = true;
            return script;
        }
        case Stage::Go:
            m_stage = Stage::Connect;
            return Pause{.time = milliseconds(1000 * (seconds(u"post_reboot_delay"_s) +
                                                      seconds(u"pre_reboot_delay"_s) / 60 * 60 + 3)),
                         .reconnect = true};
        case Stage::Connect:
            if (last && last->exitCode == 0) {
                m_stage = Stage::Compare;
                return ask(argText(m_call, u"boot_time_command"_s));
            }
            return again();
        case Stage::Compare: {
            const QString now = Report(*last, m_nonce).text(u"said"_s);
            if (now.isEmpty() || now == m_boot) {
                m_stage = Stage::Connect;
                return again();
            }
            m_stage = Stage::Test;
            return ask(argText(m_call, u"test_command"_s));
        }
        case Stage::Test:
            if (Report(*last, m_nonce).text(u"rc"_s) != u"0"_s) {
                m_stage = Stage::Connect;
                return again();
            }
            break;
        }
        TaskResult result;
        result.changed = true;
        result.fields = {{u"elapsed"_s, m_clock.elapsed() / 1000}, {u"rebooted"_s, true}};
        return result;
    }

private:
    enum class Stage
    {
        Begin,
        Ask,
        Go,
        Connect,
        Compare,
        Test
    };

    Step ask(const QString &command)
    {
        ScriptText text(m_call);
        m_nonce = text.nonce();
        text.add("said=$(" + command.toUtf8() + ")\nput i rc $?\nput s said \"$said\"");
        return text.script();
    }

    Step again()
    {
        const qint64 timeout = m_call.args.value(u"reboot_timeout"_s).toInt().value_or(600);
        if (m_clock.elapsed() > timeout * 1000)
            return TaskResult::failure(
                u"Timed out waiting for last boot time check (timeout=%1)"_s.arg(timeout));
        return Pause{.time = std::chrono::seconds(2), .reconnect = true};
    }

    ModuleCall m_call;
    Stage m_stage = Stage::Begin;
    QString m_boot;
    QElapsedTimer m_clock;
    QByteArray m_nonce;
};

} // namespace

Module rebootModule()
{
    return {
        .name = u"reboot"_s,
        .fullNames = builtinNames(u"reboot"_s),
        .options =
            {
                {.name = u"boot_time_command"_s,
                 .otherwise = Value(u"cat /proc/sys/kernel/random/boot_id"_s)},
                {.name = u"connect_timeout"_s, .type = OptionType::Int},
                {.name = u"msg"_s, .otherwise = Value(u"Reboot initiated by Ansible"_s)},
                {.name = u"post_reboot_delay"_s, .type = OptionType::Int, .otherwise = 0},
                {.name = u"pre_reboot_delay"_s, .type = OptionType::Int, .otherwise = 0},
                {.name = u"reboot_command"_s},
                {.name = u"reboot_timeout"_s, .type = OptionType::Int, .otherwise = 600},
                {.name = u"search_paths"_s,
                 .type = OptionType::Sequence,
                 .otherwise =
                     QStringList{u"/sbin"_s, u"/bin"_s, u"/usr/sbin"_s, u"/usr/bin"_s, u"/usr/local/sbin"_s},
                 .isSupported = false},
                {.name = u"test_command"_s, .otherwise = Value(u"whoami"_s)},
            },
        .start = [](const ModuleCall &call) { return std::make_unique<RebootRun>(call); },
    };
}

} // namespace skybro::playbook
