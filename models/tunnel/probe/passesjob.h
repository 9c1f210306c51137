#pragma once

#include "models/tunnel/probe/probesjob.h"

namespace skybro::tunnel {

/// A place from where it is tried whether traffic passes.
struct PassesFrom
{
    Shell shell;
    QStringList sources; ///< addresses to send from, of a gateway: only those at home are led into the
                         ///< tunnel; empty: whichever the system takes
};

/// Whether a host in Azure answers: any of several targets, tried from several places at once. A refused TCP
/// connection is an answer. True with the first answer, false when there is none. Errors: Invalid, no target,
/// or one that can not be; that of a place, when not one could ask; those of Job.
class PassesJob : public JobOf<bool>
{
    Q_OBJECT

public:
    PassesJob(const QList<PassesFrom> &places, const QList<ProbeTarget> &targets, QObject *parent = nullptr);
    ~PassesJob() override;

protected:
    void begin() override;
    void abort() override;

private:
    void said(const Result<QList<ProbeReply>> &replies);

    QList<QPointer<Job>> m_jobs;
    qsizetype m_open = 0;
    bool m_asked = false; ///< one place at least could ask
    std::optional<Error> m_error;
};

} // namespace skybro::tunnel
