#pragma once

#include "models/base/job.h"
#include "models/ssh/execjob.h"

#include <QStringList>

class QProcess;

namespace skybro::tunnel {

/// Runs a program of this machine with LC_ALL=C and waits for its end: what ssh::ExecJob is for another host.
///
/// Succeeds when it ran, whatever its exit code. Errors: NotFound when it can not be started, and those of
/// Job. Cancelled, timed out or destroyed, it and all that it started are killed.
class CommandJob : public JobOf<ssh::ExecResult>
{
    Q_OBJECT

public:
    /// `program` is looked for in PATH. `input` is all of its standard input.
    explicit CommandJob(QString program, QStringList arguments, QByteArray input = {},
                        QObject *parent = nullptr);
    ~CommandJob() override;

signals:
    void started();

protected:
    void begin() override;
    void abort() override { stop(); }
    [[nodiscard]] QString timedOutText() const override;

private:
    void readOutput();
    void ended(int exitCode, bool bySignal);
    void stop();

    QString m_program;
    QStringList m_arguments;
    QByteArray m_input;
    QProcess *m_process = nullptr;
    ssh::ExecResult m_result;
};

} // namespace skybro::tunnel
