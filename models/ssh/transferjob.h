#pragma once

#include "models/base/job.h"
#include "models/ssh/hostsettings.h"
#include "models/ssh/transfer.h"

#include <QTimer>

#include <memory>

namespace skybro::ssh {

class Core;

/// Moves one file by SFTP, in either direction: the target is there whole or not at all, since the bytes go
/// to a file beside it that takes its name at the end.
///
/// When the connection is cut, it connects again and goes on where it was, giving up when a quarter of a
/// minute brings no byte. Errors: those of connecting; NotFound, Forbidden, Invalid for the file;
/// Fault::DiskFull; Conflict when the source changes. After an error, a cancel, a timeout or destruction what
/// was written beside the target is removed, if the host can still be reached.
class TransferJob : public JobOf<void>
{
    Q_OBJECT

public:
    ~TransferJob() override;

signals:
    /// Bytes there so far, and in all.
    void progressed(qint64 done, qint64 total);

protected:
    TransferJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, QString path);

    void begin() override;
    void abort() override;
    [[nodiscard]] QString timedOutText() const override;
    [[nodiscard]] const HostSettings &host() const { return *m_host; }
    [[nodiscard]] Core &core() { return *m_core; }
    /// The worker's half of one attempt.
    [[nodiscard]] virtual std::unique_ptr<ChannelHandler> makeHandler(const TransferState &resume,
                                                                      TransferListener listener) = 0;
    /// No further attempt follows.
    virtual void gaveUp() {}

private:
    void attempt();
    void attemptEnded(Result<void> result, const TransferState &state);

    std::shared_ptr<Core> m_core;
    std::shared_ptr<const HostSettings> m_host;
    QString m_path;
    QTimer m_pause; ///< before the next attempt
    quint64 m_ticket = 0;
    TransferState m_state;
    int m_fruitless = 0; ///< attempts in a row that brought nothing
};

/// Also ends with Conflict when another job writes the same remote file.
class UploadJob : public TransferJob
{
    Q_OBJECT

public:
    ~UploadJob() override;

protected:
    void begin() override;

private:
    friend class Service;
    UploadJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, Upload upload);
    [[nodiscard]] std::unique_ptr<ChannelHandler> makeHandler(const TransferState &resume,
                                                              TransferListener listener) override;

    Upload m_upload;
    QString m_claim; ///< on the remote file, while this runs
    bool m_claimed = false;
};

class DownloadJob : public TransferJob
{
    Q_OBJECT

private:
    friend class Service;
    DownloadJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, Download download);
    [[nodiscard]] std::unique_ptr<ChannelHandler> makeHandler(const TransferState &resume,
                                                              TransferListener listener) override;
    void gaveUp() override;

    Download m_download;
    QString m_part; ///< local file that takes the bytes
};

} // namespace skybro::ssh
