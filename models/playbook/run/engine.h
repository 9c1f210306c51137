#pragma once

#include "models/playbook/run/batchrun.h"
#include "models/playbook/run/runstate.h"

#include <QObject>

#include <atomic>

namespace skybro::playbook {

/// A whole run: its plays one after the other, each in its batches. Lives in the run's thread.
class Engine : public QObject
{
    Q_OBJECT

public:
    /// When `stopping` is set nothing more is said, and the thread may be ended.
    Engine(RunOptions options, LinkFactory &links, const std::atomic_bool &stopping);
    ~Engine() override;

    void start();
    void stopAfterTask();

signals:
    void happened(const QList<skybro::playbook::RunEvent> &events);
    void ended(const skybro::Result<skybro::playbook::Recap> &result);

private:
    [[nodiscard]] Result<void> load();
    void nextPlay();
    void beginPlay(const Play &play);
    void nextBatch();
    void endBatch();
    void finish(const std::optional<Error> &error = std::nullopt);
    [[nodiscard]] Result<QStringList> hostsOf(const Play &play, const Scope &scope, bool isFirst);
    [[nodiscard]] QList<QStringList> batchesOf(const Play &play, const Scope &scope);
    void promptVars(const Play &play);

    RunOptions m_options;
    RunState m_state;
    std::shared_ptr<const Playbook> m_playbook;
    std::size_t m_nextPlay = 0;
    std::unique_ptr<PlayState> m_play;
    std::unique_ptr<Fences> m_fences;
    std::unique_ptr<BatchRun> m_batch;
    QList<QStringList> m_batches;
    QSet<QString> m_lost; ///< unreachable, and counted
    QElapsedTimer m_clock;
    bool m_isStopping = false;
};

} // namespace skybro::playbook
