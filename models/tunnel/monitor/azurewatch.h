#pragma once

#include "models/tunnel/monitor/tunnelknowledge.h"

#include <QPointer>
#include <QTimer>

namespace skybro::tunnel {

/// Asks Azure of one tunnel, each thing in its own rhythm, and tells TunnelKnowledge what it said: how
/// connection and gateway fare, again and again; the SAs that its gateway holds, which is a long operation,
/// and what its network does with probes of the target, when those are worth asking. A question that is under
/// way stops no other. All that is given outlives it. Thread: the monitor's.
class AzureWatch : public QObject
{
    Q_OBJECT

public:
    AzureWatch(const MonitorSources &sources, const MonitorPolicy &policy, TunnelKnowledge &knowledge,
               QObject *parent);
    ~AzureWatch() override;

    void start();
    void stop();
    /// Connection and gateway at once; the SAs, when they were not asked for just before.
    void refresh();
    /// Called after each sample. `target` is what is probed; nothing: nothing is.
    void lookAgain(const std::optional<ProbeTarget> &target, const QDateTime &time);
    /// What could change the cause is being asked: its network. Connection and SAs have the patience of who
    /// asks for them: they take longer, and seldom tell it.
    [[nodiscard]] bool isInquiring() const { return m_path && m_knowledge.wantsPath(); }

private:
    void askEnd();
    void askSas(const QDateTime &time);
    void askPath(const ProbeTarget &target, const QDateTime &time);

    const MonitorSources &m_sources;
    const MonitorPolicy &m_policy;
    TunnelKnowledge &m_knowledge;
    QTimer m_timer;
    QPointer<Job> m_end;
    QPointer<Job> m_sas;
    QPointer<Job> m_path;
    QDateTime m_pathAsked;
    bool m_isRunning = false;
};

} // namespace skybro::tunnel
