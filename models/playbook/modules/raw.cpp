#include "models/playbook/modules/deadline.h"
#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Exactly the given command line, by the login shell of whoever we are; for nodes that can not do better
/// yet.
class RawRun : public ModuleRun
{
public:
    explicit RawRun(const ModuleCall &call)
        : m_call(call)
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        if (!last) {
            if (m_call.freeForm.trimmed().isEmpty())
                return TaskResult::failure(u"no command given"_s);
            if (m_call.check) {
                // Ansible cannot tell what a raw command would do, and skips it.
                TaskResult skipped;
                skipped.skipped = true;
                return skipped;
            }
            Script script;
            const QString shell = argText(m_call, u"executable"_s);
            script.text = m_call.freeForm.toUtf8();
            if (!shell.isEmpty())
                script.text = shellQuoted(shell) + " -c " + shellQuoted(script.text);
            QByteArray environment;
            for (const auto &[name, value] : m_call.environment)
                environment += name.toUtf8() + '=' + shellQuoted(value.toText()) + ' ';
            script.text.prepend(environment);
            script.isRaw = true;
            return script;
        }
        TaskResult result;
        result.changed = true;
        result.fields = {{u"rc"_s, last->exitCode},
                         {u"stdout"_s, textFromNode(last->out)},
                         {u"stderr"_s, textFromNode(last->err)}};
        addLines(result.fields);
        if (last->exitCode != 0) {
            result.failed = true;
            result.msg = u"non-zero return code"_s;
        }
        return result;
    }

private:
    ModuleCall m_call;
};

} // namespace

Module rawModule()
{
    return {
        .name = u"raw"_s,
        .fullNames = builtinNames(u"raw"_s),
        .options = {{.name = u"executable"_s}},
        .takesFreeForm = true,
        .start =
            lasting(commandDeadline, [](const ModuleCall &call) { return std::make_unique<RawRun>(call); }),
    };
}

} // namespace skybro::playbook
