#pragma once

#include "models/tunnel/shell.h"

#include <QElapsedTimer>
#include <QPointer>

#include <chrono>

namespace skybro::tunnel {

/// Between which two hosts to measure, and how.
struct ThroughputTest
{
    Shell from;     ///< on the near side: the gateway, or the host that probes
    Shell to;       ///< on the target, over SSH; null: then an iperf3 server must run there already
    QString target; ///< its address, as `from` reaches it
    /// Which of its own addresses `from` sends from; empty: the kernel's choice.
    QString source = {};
    quint16 port = 5201;
    std::chrono::seconds length{5}; ///< of each direction, with iperf3
    qint64 sshBytes = 32'000'000;   ///< of each direction, where there is no iperf3
};

struct Throughput
{
    enum class Method
    {
        Iperf3, ///< between the two hosts
        Ssh,    ///< between this machine and the target: what ciphers and one connection make of it
    };
    Method method = Method::Iperf3;
    double toAzure = 0;   ///< bits per second
    double fromAzure = 0; ///< bits per second
    qint64 bytes = 0;     ///< that were sent for it, both ways

    bool operator==(const Throughput &) const = default;
};

/// Measures how much the tunnel carries each way, by filling it: traffic of others suffers meanwhile, so ask
/// first.
///
/// With iperf3 where both ends have it; a server is started on the target for the time of the test. Else
/// bytes are sent over SSH to the target and back, if `to` is there. Errors: Invalid (the target's name),
/// NotFound when neither way is there, code "no-iperf3"; Protocol; Server, what iperf3 says; those of the
/// shells and of Job. Ended early, it gives up what it started; a server that can not be told ends by itself
/// in half a minute.
class ThroughputJob : public JobOf<Throughput>
{
    Q_OBJECT

public:
    explicit ThroughputJob(ThroughputTest test, QObject *parent = nullptr);
    ~ThroughputJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    using Next = void (ThroughputJob::*)(const ssh::ExecResult &);
    void run(const Shell &shell, const QByteArray &script, Next next);
    void serve();
    void measure();
    void measured(const ssh::ExecResult &ended);
    void instead(const Error &why);
    void warmed(const ssh::ExecResult &ended);
    void sent(const ssh::ExecResult &ended);
    void fetched(const ssh::ExecResult &ended);

    ThroughputTest m_test;
    QPointer<ScriptJob> m_script; ///< the step at hand
    QPointer<ScriptJob> m_server;
    Throughput m_result;
    QElapsedTimer m_since;
    qint64 m_handshake = 0; ///< what a script costs that does nothing, in ms
};

} // namespace skybro::tunnel
