#include "models/playbook/modules/deadline.h"

namespace skybro::playbook {

namespace {

class LastingRun : public ModuleRun
{
public:
    LastingRun(std::chrono::milliseconds deadline, std::unique_ptr<ModuleRun> run)
        : m_deadline(deadline)
        , m_run(std::move(run))
    {
    }

    Step next(const std::optional<Output> &last) override
    {
        Step step = m_run->next(last);
        if (Script *script = std::get_if<Script>(&step))
            script->deadline = m_deadline;
        return step;
    }

private:
    std::chrono::milliseconds m_deadline;
    std::unique_ptr<ModuleRun> m_run;
};

} // namespace

Start lasting(std::chrono::milliseconds deadline, Start start)
{
    return [deadline, start = std::move(start)](const ModuleCall &call) -> std::unique_ptr<ModuleRun> {
        return std::make_unique<LastingRun>(deadline, start(call));
    };
}

} // namespace skybro::playbook
