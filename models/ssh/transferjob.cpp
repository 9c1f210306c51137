#include "models/ssh/transferjob.h"

#include "models/ssh/sshfault.h"
#include "models/ssh/worker.h"

#include <QFileInfo>
#include <QPointer>
#include <QUuid>

namespace skybro::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFruitless = 5; ///< attempts, over a quarter of a minute
constexpr auto firstPause = std::chrono::milliseconds(1000);

} // namespace

TransferJob::TransferJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, QString path)
    : m_core(std::move(core))
    , m_host(std::move(host))
    , m_path(std::move(path))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &TransferJob::attempt);
}

TransferJob::~TransferJob()
{
    if (isRunning())
        TransferJob::abort();
}

void TransferJob::begin()
{
    attempt();
}

void TransferJob::attempt()
{
    m_ticket = m_core->newTicket();
    // Copied in the worker's thread, looked at in this one only.
    const QPointer<TransferJob> self(this);
    TaskQueue &gui = m_core->gui();
    TransferListener listener{.progress =
                                  [&gui, self](const TransferState &state) {
                                      gui.post([self, state] {
                                          if (self && self->isRunning())
                                              emit self->progressed(static_cast<qint64>(state.done),
                                                                    static_cast<qint64>(state.total));
                                      });
                                  },
                              .ended =
                                  [&gui, self](Result<void> result, const TransferState &state) {
                                      gui.post([self, result = std::move(result), state] {
                                          if (self && self->isRunning())
                                              self->attemptEnded(result, state);
                                      });
                                  }};
    ChannelRequest request{.kind = ChannelRequest::Kind::Subsystem,
                           .command = "sftp",
                           .ticket = m_ticket,
                           .handler = makeHandler(m_state, std::move(listener)),
                           .input = {}};
    m_core->post(m_host->connectionKey(),
                 [host = m_host, request = std::move(request)](Worker &worker) mutable {
                     worker.open(host, std::move(request));
                 });
}

void TransferJob::attemptEnded(Result<void> result, const TransferState &state)
{
    m_ticket = 0;
    if (result) {
        emit progressed(static_cast<qint64>(state.total), static_cast<qint64>(state.total));
        return finish({});
    }
    // Only what had begun is taken up: a host that was never reached is an error at once.
    const bool progressed = state.done > m_state.done;
    const bool cut =
        isUnreachable(result.error()) && result.error().retryable && (state.done > 0 || m_state.done > 0);
    m_fruitless = progressed ? 0 : m_fruitless + 1;
    if (cut && m_fruitless < mostFruitless) {
        if (progressed)
            m_state = state;
        m_pause.start(firstPause * (1 << m_fruitless));
        return;
    }
    gaveUp();
    finish(std::move(result));
}

void TransferJob::abort()
{
    m_pause.stop();
    if (m_ticket != 0) {
        const QString key = m_host->connectionKey();
        m_core->post(key, [key, ticket = m_ticket](Worker &worker) {
            if (Connection *connection = worker.find(key))
                connection->cancel(ticket);
        });
    }
    gaveUp();
}

QString TransferJob::timedOutText() const
{
    return tr("%1 could not be transferred within %n second(s).", nullptr,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(deadline()).count()))
        .arg(m_path);
}

UploadJob::UploadJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host, Upload upload)
    : TransferJob(std::move(core), std::move(host), upload.remotePath)
    , m_upload(std::move(upload))
{
}

UploadJob::~UploadJob()
{
    if (m_claimed)
        core().releaseUpload(m_claim);
}

void UploadJob::begin()
{
    m_claim = host().connectionKey() + u'\n' + m_upload.remotePath;
    m_claimed = core().claimUpload(m_claim);
    if (!m_claimed)
        return finish(fail(ErrorKind::Conflict, tr("%1 on %2 is being written already. Wait for that to end.")
                                                    .arg(m_upload.remotePath, host().label())));
    TransferJob::begin();
}

std::unique_ptr<ChannelHandler> UploadJob::makeHandler(const TransferState &resume, TransferListener listener)
{
    return std::make_unique<UploadHandler>(host().label(), m_upload, resume, std::move(listener));
}

DownloadJob::DownloadJob(std::shared_ptr<Core> core, std::shared_ptr<const HostSettings> host,
                         Download download)
    : TransferJob(std::move(core), std::move(host), download.remotePath)
    , m_download(std::move(download))
    , m_part(QFileInfo(m_download.localFile).absolutePath() + u"/.skybro-"_s +
             QUuid::createUuid().toString(QUuid::Id128).left(12))
{
}

std::unique_ptr<ChannelHandler> DownloadJob::makeHandler(const TransferState &resume,
                                                         TransferListener listener)
{
    return std::make_unique<DownloadHandler>(host().label(), m_download, m_part, resume, std::move(listener));
}

void DownloadJob::gaveUp()
{
    // What a lost connection left for another attempt. A worker that still writes removes its own.
    QFile::remove(m_part);
}

} // namespace skybro::ssh
