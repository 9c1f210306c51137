#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/session.h"
#include "app/skybroctl/terminal.h"

namespace skybro::ctl {

/// `operations`: what was asked of Azure and how it ended. Takes up what earlier runs left unfinished and
/// waits for its end first.
class OperationsCommand : public Command
{
    Q_OBJECT

public:
    explicit OperationsCommand(Arguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    [[nodiscard]] bool hasUnfinishedPower() const;
    void takeUp();
    void print(int exitCode);

    Arguments m_arguments;
    std::unique_ptr<Session> m_session;
    ProgressLine m_progress;
    bool m_printed = false;
};

} // namespace skybro::ctl
