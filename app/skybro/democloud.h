#pragma once

#include "app/skybro/playedgateway.h"
#include "models/base/result.h"

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

namespace skybro::console {

/// The demo: a simulated Azure (skybro-sim, beside this program) on this machine, as a child that ends with
/// us, however we end. Its site and state live in a temporary folder.
class DemoCloud : public QObject
{
    Q_OBJECT

public:
    explicit DemoCloud(QObject *parent = nullptr);
    ~DemoCloud() override;

    /// Starts it; ready() or failed() follows. Nothing happens when it runs already.
    void start();
    [[nodiscard]] QString sitePath() const;
    /// For the operations of the demo: its own journal, forgotten with it.
    [[nodiscard]] QString journalPath() const;
    /// Of playbook runs; its own too.
    [[nodiscard]] QString runsPath() const;
    /// Samples and events of the played tunnel: a day of them, written meanwhile in another thread.
    [[nodiscard]] QString tunnelPath() const;
    /// The on-premise end of its tunnel.
    [[nodiscard]] std::shared_ptr<PlayedGateway> gateway() const { return m_gateway; }
    /// A playbook to try. Its nodes are made up: it works on this machine, inside the demo's folder.
    [[nodiscard]] QString playbooksPath() const;

signals:
    void ready();
    void failed(const skybro::Error &error);

private:
    void writePlaybooks();
    void writePast();
    void addGateway();
    void readOutput();
    void giveUp(const QString &text);

    QTemporaryDir m_folder;
    QProcess m_process;
    QTimer m_deadline;
    std::shared_ptr<PlayedGateway> m_gateway = std::make_shared<PlayedGateway>();
    bool m_ready = false;
};

} // namespace skybro::console
