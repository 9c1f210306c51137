#include "models/playbook/modules/options.h"
#include "models/playbook/modules/script.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Finds out what the node installs packages with, and is that module then.
class PackageRun : public ModuleRun
{
public:
    explicit PackageRun(const ModuleCall &call)
        : m_call(call)
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        if (m_run)
            return m_run->next(last);
        QString manager = argText(m_call, u"use"_s, u"auto"_s);
        if (last) {
            const Report report(*last, m_nonce);
            if (!report.isComplete())
                return report.toResult();
            manager = report.text(u"manager"_s);
        } else if (manager == u"auto"_s) {
            const auto facts =
                m_call.controller ? m_call.controller->variable(u"ansible_facts"_s) : std::nullopt;
            if (facts && (*facts)[u"pkg_mgr"_s].isString())
                manager = (*facts)[u"pkg_mgr"_s].toText();
        }
        if (manager == u"auto"_s) {
            ScriptText text(m_call);
            m_nonce = text.nonce();
            text.add("put s manager \"$(package_manager)\"");
            return text.script();
        }
        if (manager == u"apt-get"_s)
            manager = u"apt"_s;
        const Module *module = findModule(manager);
        if (!module || (manager != u"apt"_s && manager != u"dnf"_s && manager != u"yum"_s))
            return TaskResult::failure(u"Could not find a module for package manager: %1"_s.arg(manager));
        Dict given = m_call.args; // what was not given is null, and stays the other module's own default
        given.remove(u"use"_s);
        auto call = makeCall(*module, Value(given));
        if (!call)
            return TaskResult::failure(call.error().text);
        call->check = m_call.check;
        call->diff = m_call.diff;
        call->environment = m_call.environment;
        call->controller = m_call.controller;
        m_run = module->start(*call);
        return m_run->next({});
    }

private:
    ModuleCall m_call;
    QByteArray m_nonce;
    std::unique_ptr<ModuleRun> m_run;
};

} // namespace

Module packageModule()
{
    return {
        .name = u"package"_s,
        .fullNames = builtinNames(u"package"_s),
        .options =
            {
                {.name = u"name"_s, .type = OptionType::Sequence, .isRequired = true, .aliases = {u"pkg"_s}},
                {.name = u"state"_s, .isRequired = true},
                {.name = u"update_cache"_s, .type = OptionType::Bool, .aliases = {u"update-cache"_s}},
                {.name = u"use"_s, .otherwise = Value(u"auto"_s)},
            },
        .start = [](const ModuleCall &call) { return std::make_unique<PackageRun>(call); },
    };
}

} // namespace skybro::playbook
