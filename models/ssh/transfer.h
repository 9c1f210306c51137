#pragma once

#include "models/base/result.h"
#include "models/ssh/sftpsession.h"

#include <QByteArray>
#include <QDateTime>
#include <QFile>
#include <QIODevice>
#include <QMap>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace skybro::ssh {

/// A file to put onto a host.
struct Upload
{
    QString localFile; ///< the source; or, when empty:
    QByteArray content;
    QString remotePath;              ///< absolute, or relative to the user's home; its folder must be there
    std::optional<quint32> mode;     ///< 0 … 07777; default: that of the file it replaces, else 0644
    std::optional<quint32> uid, gid; ///< default: those of the file it replaces where that is allowed
};

/// A file to fetch from a host.
struct Download
{
    QString remotePath;
    QString localFile;           ///< its folder must be there
    std::optional<quint32> mode; ///< default 0600
};

/// How far a transfer came: what another attempt takes up from.
struct TransferState
{
    quint64 done = 0;     ///< bytes that arrived for sure, from the start
    quint64 total = 0;    ///< 0 as long as it is not known
    qint64 modified = 0;  ///< of the source, to know it again
    bool started = false; ///< there may be something beside the target
};

/// Where the worker's half tells how it goes. Called in the worker's thread.
struct TransferListener
{
    std::function<void(const TransferState &)> progress;
    std::function<void(Result<void>, const TransferState &)> ended;
};

/// The worker's half of an upload: writes beside the target with mode 0600, sets mode and owner, renames.
/// Whatever fails, what was written beside is removed, unless the connection is lost.
class UploadHandler : public SftpSession
{
public:
    UploadHandler(QString host, Upload upload, TransferState resume, TransferListener listener);
    ~UploadHandler() override;

    /// The file beside the target that takes the bytes.
    [[nodiscard]] static QString partName(const QString &remotePath);
    [[nodiscard]] bool cancel() override;
    void ended(const ChannelEnd &end) override;

protected:
    void started() override;
    void garbled(const QString &what) override;

private:
    void openSource();
    void openPart();
    void sendMore();
    void finishPart();
    void rename();
    void fail(Error error);
    void failWith(const SftpReply &reply, const QString &what);
    void finish(Result<void> result);

    QString m_host;
    Upload m_upload;
    TransferState m_state;
    TransferListener m_listener;
    QByteArray m_target;
    QByteArray m_part;
    std::unique_ptr<QIODevice> m_source;
    QByteArray m_handle;
    SftpAttributes m_existing; ///< of the file that is replaced
    quint64 m_sent = 0;
    qint64 m_outstanding = 0; ///< bytes sent and not acknowledged
    quint64 m_told = 0;
    bool m_failed = false;
    bool m_finished = false;
};

/// The worker's half of a download: writes beside the target, sets its mode, renames. The file beside is
/// kept only when the connection is lost and something arrived.
class DownloadHandler : public SftpSession
{
public:
    DownloadHandler(QString host, Download download, QString part, TransferState resume,
                    TransferListener listener);
    ~DownloadHandler() override;

    void ended(const ChannelEnd &end) override;

protected:
    void started() override;
    void garbled(const QString &what) override;

private:
    void begin();
    void requestMore();
    void ask(quint64 offset, quint32 length);
    void arrived(quint64 offset, quint32 asked, const SftpReply &reply);
    void complete();
    void failWith(const SftpReply &reply, const QString &what);
    void finish(Result<void> result);

    QString m_host;
    Download m_download;
    TransferState m_state;
    TransferListener m_listener;
    QFile m_part;
    QByteArray m_handle;
    quint64 m_next = 0;                   ///< first byte not asked for yet
    QMap<quint64, quint32> m_outstanding; ///< offset to length
    quint64 m_told = 0;
    bool m_untilEnd = false; ///< a file that tells no size (/proc): read until its end
    bool m_keepPart = false;
    bool m_finished = false;
};

} // namespace skybro::ssh
