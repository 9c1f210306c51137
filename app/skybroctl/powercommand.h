#pragma once

#include "app/skybroctl/command.h"
#include "app/skybroctl/session.h"
#include "app/skybroctl/terminal.h"

#include <QElapsedTimer>
#include <QMap>
#include <QSet>

namespace skybro::ctl {

/// `start|stop|restart NODES`: asks Azure for it and waits until every node is there or has failed.
class PowerCommand : public Command
{
    Q_OBJECT

public:
    explicit PowerCommand(Arguments arguments, QObject *parent = nullptr);

    void start() override;
    void interrupt() override;

private:
    /// What became of one node. Words of the --json contract.
    struct Outcome
    {
        fleet::Node node;
        QString word; ///< done | already | failed | refused | not-sent | accepted | unknown
        std::optional<Error> error;
        double seconds = 0;
    };

    void listed();
    void apply(const QList<fleet::Node> &nodes);
    void operationChanged(const Operation &operation);
    void operationEnded(const Operation &operation);
    void leave(const QString &why);
    void note(Outcome outcome);
    void finishWhenDone();
    void end();
    [[nodiscard]] QString sentence(const Outcome &outcome) const;
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] fleet::PowerControl *power() const { return m_session->cluster()->power(); }

    Arguments m_arguments;
    std::unique_ptr<Session> m_session;
    ProgressLine m_progress;
    QElapsedTimer m_time;
    QMap<QString, fleet::Node> m_waiting; ///< by operation id
    QList<Outcome> m_outcomes;
    qsizetype m_asked = 0;
    bool m_ended = false;
};

} // namespace skybro::ctl
