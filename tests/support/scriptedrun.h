#pragma once

#include "models/playbook/run/run.h"

namespace skybro::test {

/// A run that tells what a test wants it to tell.
class ScriptedRun : public playbook::Run
{
public:
    using Run::Run;

    void tell(const QList<playbook::RunEvent> &events) { emit happened(events); }
    void end(Result<playbook::Recap> recap) { finish(std::move(recap)); }
    void stopAfterTask() override { ++stops; }

    int stops = 0;

protected:
    void begin() override {}
};

[[nodiscard]] inline playbook::RunEvent runEvent(playbook::RunEvent::Kind kind, int task = -1,
                                                 const QString &host = {},
                                                 playbook::Outcome outcome = playbook::Outcome::Ok)
{
    playbook::RunEvent event;
    event.kind = kind;
    event.time = QDateTime::currentDateTimeUtc();
    event.play = 0;
    event.task = task;
    event.host = host;
    event.outcome = outcome;
    return event;
}

[[nodiscard]] inline playbook::RunEvent runEvent(playbook::RunEvent::Kind kind, const QString &text,
                                                 const QStringList &hosts = {}, int task = -1)
{
    playbook::RunEvent event = runEvent(kind, task);
    event.text = text;
    event.hosts = hosts;
    return event;
}

} // namespace skybro::test
