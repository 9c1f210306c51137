#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/session.h"
#include "app/skybroctl/setup/terminalprompter.h"
#include "models/ssh/service.h"
#include "models/tunnel/monitor/eventstore.h"
#include "models/tunnel/monitor/samplestore.h"
#include "models/tunnel/monitor/tunnelmonitor.h"

#include <QElapsedTimer>
#include <QTimer>

namespace skybro::ctl {

/// `tunnel`: what Azure, the on-premise gateway and probes say of the tunnel, what is wrong with it and what
/// mends it. Watches it for a few seconds, until it is sure and nothing is being asked that could change
/// that, or has no hope to be; with --watch until Ctrl+C. What one source does not tell hides nothing of the
/// others.
class TunnelCommand : public Command
{
    Q_OBJECT

public:
    explicit TunnelCommand(Arguments arguments, QObject *parent = nullptr);
    ~TunnelCommand() override;

    void start() override;
    void interrupt() override;

private:
    void openStores(tunnel::MonitorSources &sources);
    void openAzure();
    void chooseTargets();
    void sampled();
    void happened(const tunnel::TunnelEvent &event);
    [[nodiscard]] bool isSure() const;
    void printSample() const;
    void printCause();
    void noteAnswer();
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;
    void losePatience();
    void conclude();
    [[nodiscard]] int exitCode() const;
    void end(int exitCode);

    Arguments m_arguments;
    std::unique_ptr<Session> m_session;
    TerminalPrompter m_prompter;
    std::unique_ptr<ssh::Service> m_ssh;
    std::unique_ptr<tunnel::SampleStore> m_samples;
    std::unique_ptr<tunnel::EventStore> m_events;
    std::unique_ptr<tunnel::TunnelMonitor> m_monitor;
    QElapsedTimer m_since;
    QElapsedTimer m_sinceAnswer; ///< the gateway's first; invalid: it has not answered
    QTimer m_patience;
    bool m_hasNodes = false;   ///< or it is known that there will be none
    bool m_hasNoAzure = false; ///< there are no nodes, since Azure could not be asked
    int m_samplesSeen = 0;
    int m_downSamples = 0;                            ///< since it is known to be down
    bool m_awaitsInquiry = false;                     ///< patience is over, but for what is being asked
    std::optional<tunnel::TunnelEvent> m_unexplained; ///< a break that was told without a cause
    bool m_ended = false;
};

} // namespace skybro::ctl
